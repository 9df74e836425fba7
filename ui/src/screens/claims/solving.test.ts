// Each hold that one answer solves: what is asked, and what becomes of the enrollment.

import { beforeEach, expect, test } from 'vitest'
import * as backend from '../../backend'
import { readStage } from '../../session.svelte'
import type { ClaimRowView, EnrollmentForm } from '../../wire'
import { answered, atField, noAnswer, solutionOf, solvable, solved, type Solution } from './solving'

let form: EnrollmentForm

beforeEach(async () => {
  await readStage()
  const [enrollment] = (await backend.patient(1, null)).enrollments
  form = enrollment!.form
})

const hold = (code: string) => ({ code, kind: 'hold', about: null, seconds: null })
const of = (code: string): Solution => solutionOf(hold(code))!

test('a day, a tick, a visit, a practitioner and a diagnosis solve what they are asked for', () => {
  const day = '2026-11-12'
  const answer = { ...noAnswer(), day, ticked: true, kind: 'em', person: '4', icd10: ' E11.9 ' }
  const bare = { ...form, plan_established: null, visit_date: null, visit_kind: null }
  expect(solved(bare, of('R-NO-PLAN'), answer, '2026-11')).toMatchObject({ plan_established: day })
  expect(solved({ ...form, attested: false }, of('R-ATTEST'), answer, '2026-11')).toMatchObject({
    attested: true,
  })
  expect(solved(bare, of('R-NO-INITVISIT'), answer, '2026-11')).toMatchObject({
    visit_date: day,
    visit_kind: 'em',
    visit_discussed: true,
  })
  expect(solved(form, of('X-NO-SUPERVISION'), answer, '2026-11')).toMatchObject({ supervisor: 4 })
})

test('what months before rest on is never overwritten', () => {
  const day = '2026-11-12'
  const answer = { ...noAnswer(), day, ticked: true, kind: 'em' }
  const known = {
    ...{ ...form, start: '2026-01-05', plan_established: '2026-01-20', plan_revised: null },
    ...{ visit_date: '2025-12-20', visit_kind: 'awv', last_seen: null },
  }
  expect(solved(known, of('R-NO-PLAN'), answer, '2026-11')).toEqual({ ...known, plan_revised: day })
  expect(solved(known, of('R-NO-INITVISIT'), answer, '2026-11')).toEqual({ ...known, last_seen: day })
  expect(solutionOf(hold('R-NO-CONSENT')), 'a new consent would undo the time before it').toBeNull()
  const late = { ...known, plan_established: '2026-11-20' }
  expect(solved(late, of('R-NO-PLAN'), answer, '2026-11')).toMatchObject({ plan_established: day })
})

test('a diagnosis goes to the first condition without a code, else it is one more', () => {
  const answer = { ...noAnswer(), icd10: ' E11.9 ' }
  const condition = { icd10: null, label: 'Diabetes', expected_months: null, high_risk: true }
  const known = { ...condition, icd10: 'I50.22', label: '' }
  const codes = (conditions: EnrollmentForm['conditions']) =>
    solved({ ...form, conditions }, of('R-DX'), answer, '2026-11').conditions.map((one) => one.icd10)
  expect(codes([known, condition, condition])).toEqual(['I50.22', 'E11.9', null])
  expect(codes([known])).toEqual(['I50.22', 'E11.9'])
})

test('a diagnosis holds from the month in which it was missing, and of the first month it was never otherwise', () => {
  const [known, answer] = [
    { ...form, start: '2026-06-01' },
    { ...noAnswer(), icd10: 'E11.9' },
  ]
  expect(solved(known, of('R-DX'), answer, '2026-11').from).toBe('2026-11')
  expect(solved(known, of('R-DX'), answer, '2026-06').from).toBeNull()
})

test('a code that cannot be read is refused where it was typed', () => {
  const solution: Solution = { code: 'R-DX', way: 'diagnosis', field: 'icd10', label: '', help: '' }
  const failed = { code: 'refused' as const, message: 'No such code.', field: 'conditions.1' }
  expect(atField(failed, solution).field).toBe('icd10')
  expect(atField({ ...failed, field: 'lead' }, solution).field).toBe('lead')
})

test('nothing is sent before it is answered', () => {
  const nothing = noAnswer()
  for (const code of ['R-NO-PLAN', 'R-ATTEST', 'R-NO-INITVISIT', 'X-NO-SUPERVISION', 'R-DX'])
    expect(answered(of(code), nothing), code).toBe(false)
  const visit = of('R-NO-INITVISIT')
  expect(answered(visit, { ...nothing, day: '2026-11-12' }), 'the kind decides').toBe(false)
  expect(answered(visit, { ...nothing, day: '2026-11-12', kind: 'awv' })).toBe(true)
})

test('what takes more than an answer is not offered', () => {
  for (const code of ['R-EARLY', 'R-NO-CONTACT', 'R-SAME-CONDITION'])
    expect(solutionOf(hold(code))).toBeNull()
  const row = { status: 'held', enrollment: 1, reasons: [hold('R-EARLY'), hold('R-DX')] }
  expect(solvable(row as ClaimRowView)?.field).toBe('icd10')
  expect(solvable({ ...row, status: 'refused' } as ClaimRowView)).toBeNull()
})
