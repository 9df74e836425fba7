// The clocks of a discharge: what is done, due and overdue, from the dates of the rules.

import { expect, test } from 'vitest'
import type { EpisodeView } from '../../wire'
import { deadlines } from './deadlines'

const episode: EpisodeView = {
  id: 1,
  form: {
    id: 1,
    patient: 25,
    practitioner: 4,
    discharge_date: '2026-11-23',
    discharge_time: '14:20',
    from: 'inpatient_acute',
    to: 'home',
    visit_date: null,
    visit_discharge_management: false,
    mdm: null,
    med_rec: null,
    report: true,
    global_from: null,
    global_to: null,
    diagnoses: '',
  },
  practitioner: 'Dr. Aldous Penhallow',
  contact_safe: '2026-11-25',
  contact_due: '2026-11-27',
  visit_due_7: '2026-11-30',
  visit_due_14: '2026-12-07',
  period_end: '2026-12-22',
  code_reachable: '99496',
  contact_met: false,
  contacts: [],
  line: null,
  reasons: [],
  readmitted_on: null,
}
const at = (view: EpisodeView, today: string, name: string) =>
  deadlines(view, today).find((one) => one.name === name)

test('the safe day and the last day of the contact are both said where they differ', () => {
  expect(at(episode, '2026-11-24', 'Contact')?.text).toBe('safe by Wed, Nov 25, latest Fri, Nov 27')
  const same = { ...episode, contact_safe: '2026-11-27' }
  expect(at(same, '2026-11-24', 'Contact')?.text).toBe('by Fri, Nov 27')
})

test('a clock is due on its last day and the day before, and overdue the day after', () => {
  const contact = (today: string) => at(episode, today, 'Contact')?.nearness
  expect(contact('2026-11-25')).toBe('open')
  expect(contact('2026-11-26')).toBe('due')
  expect(contact('2026-11-27')).toBe('due')
  expect(contact('2026-11-28')).toBe('overdue')
})

test('a visit takes the place of both of its limits and says its day', () => {
  const seen = { ...episode, form: { ...episode.form, visit_date: '2026-11-30' } }
  const names = deadlines(seen, '2026-12-01').map((one) => one.name)
  expect(names).not.toContain('Visit for 99495')
  expect(at(seen, '2026-12-01', 'Visit')).toMatchObject({
    text: 'Visit Mon, Nov 30, day 7',
    nearness: 'done',
  })
})

test('what the rules count as met is done, whatever its date', () => {
  const met = { ...episode, contact_met: true }
  expect(at(met, '2026-12-30', 'Contact')?.nearness).toBe('done')
})
