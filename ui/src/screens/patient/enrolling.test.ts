// The enrollment form keeps what it does not show, and sends nothing for what was left empty.

import { expect, test } from 'vitest'
import { staff } from '../../fake/people'
import type { EnrollmentForm } from '../../wire'
import { conditionFields, draftOf, formOf, newDraft, staffOptions } from './enrolling'

const known: EnrollmentForm = {
  id: 7,
  patient: 3,
  program: 'complex_ccm',
  practitioner: 4,
  start: '2025-06-03',
  end: null,
  consent_given: '2025-06-03T09:30:00-04:00',
  consent_mode: 'written',
  consent_taker: 1,
  consent_topics: ['cost_sharing'],
  consent_revoked: null,
  visit_date: '2025-05-20',
  visit_kind: 'awv',
  visit_discussed: true,
  last_seen: null,
  conditions: [{ icd10: 'I50.22', label: 'Heart failure', expected_months: null, high_risk: true }],
  plan_established: '2025-06-10',
  plan_revised: null,
  plan_copy_given: null,
  mdm: [
    { month: '2026-10', level: 'high' },
    { month: '2026-11', level: 'low' },
  ],
  attested: true,
  supervisor: null,
  lead: null,
  from: null,
}
const doctor = staff.find((one) => one.id === 4)!
const withOne = [...staff.filter((one) => !one.practitioner), doctor]
const about = { patient: 3, month: '2026-11', known }

test('an enrollment that nobody changed is sent as it was', () => {
  const sent = formOf(draftOf(known, '2026-11'), about)
  expect({ ...sent, mdm: sent.mdm.toSorted((a, b) => a.month.localeCompare(b.month)) }).toEqual(known)
})

test('a consent keeps its time of day until its day is changed', () => {
  const draft = draftOf(known, '2026-11')
  expect(draft.consent_given).toBe('2025-06-03')
  draft.consent_given = '2025-06-04'
  expect(formOf(draft, about).consent_given).toBe('2025-06-04')
})

test('the level of one month leaves those of the others alone', () => {
  const draft = draftOf(known, '2026-11')
  draft.mdm = ''
  expect(formOf(draft, about).mdm).toEqual([{ month: '2026-10', level: 'high' }])
})

test('an empty row is no condition, and empty months are lifelong', () => {
  const draft = draftOf(known, '2026-11')
  draft.conditions.push({ icd10: ' ', label: '', months: '', high_risk: true })
  draft.conditions.push({ icd10: '', label: 'Asthma', months: '6', high_risk: false })
  const { conditions } = formOf(draft, about)
  expect(conditions.map((one) => [one.icd10, one.expected_months])).toEqual([
    ['I50.22', null],
    [null, 6],
  ])
})

test('a refusal of a condition finds its row, wherever rows with nothing in them stand', () => {
  const draft = draftOf(known, '2026-11')
  draft.conditions.unshift({ icd10: ' ', label: '', months: '', high_risk: true })
  draft.conditions.push({ icd10: 'E119', label: '', months: '', high_risk: false })
  const names = conditionFields(draft.conditions)
  expect(names).toEqual(['conditions.2', 'conditions.0', 'conditions.1'])
  // What is sent as the second one is the third row.
  expect(formOf(draft, about).conditions[1]?.icd10).toBe('E119')
})

test('a new enrollment begins today with the only practitioner who may bill', () => {
  const draft = newDraft('2026-11-19', 1, withOne)
  const form = formOf(draft, { patient: 3, month: '2026-11', known: null })
  expect(form).toMatchObject({ id: null, start: '2026-11-19', practitioner: 4, supervisor: 4, mdm: [] })
  expect(form.conditions).toEqual([])
  expect(form.consent_taker).toBeNull()
})

test('of several practitioners none is chosen, and none supervises, before somebody says so', () => {
  const draft = newDraft('2026-11-19', 1, [...withOne, { ...doctor, id: 99 }])
  expect([draft.practitioner, draft.supervisor]).toEqual(['', ''])
})

test('another practitioner or other conditions hold from the month shown, and nothing else is dated', () => {
  const draft = draftOf(known, '2026-11')
  draft.plan_revised = '2026-11-02'
  expect(formOf(draft, about).from).toBeNull()
  draft.practitioner = '9'
  expect(formOf(draft, about).from).toBe('2026-11')
  draft.practitioner = '4'
  draft.conditions.push({ icd10: 'N18.4', label: '', months: '', high_risk: true })
  draft.from = '2026-10'
  expect(formOf(draft, about).from).toBe('2026-10')
})

test('a practice without practitioners offers none rather than a nurse', () => {
  const nurses = staff.filter((one) => !one.practitioner)
  expect(newDraft('2026-11-19', 1, nurses).practitioner).toBe('')
})

test('somebody who left stays offered where chosen, and nowhere else', () => {
  const left = staff.map((one) => ({ ...one, active: one.id !== 4 }))
  const names = (chosen: string) =>
    staffOptions(left, chosen, (one) => one.practitioner).map((one) => one.value)
  expect(names('4')).toEqual(['4', '5'])
  expect(names('5')).toEqual(['5'])
})

test('whoever records a missing consent took it; a consent that was recorded keeps its taker', () => {
  const without = { ...known, consent_given: null, consent_taker: null }
  expect(draftOf(without, '2026-11', 3).consent_taker).toBe('3')
  const given = { ...known, consent_given: '2025-06-03', consent_taker: null }
  expect(draftOf(given, '2026-11', 3).consent_taker).toBe('')
})
