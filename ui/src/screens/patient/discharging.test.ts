// The discharge form sends what was typed and nothing else.

import { expect, test } from 'vitest'
import { staff } from '../../fake/people'
import { dischargeDraft, dischargeForm, newDischarge } from './discharging'

test('a new discharge is today, from the hospital home, and reported', () => {
  const form = dischargeForm(newDischarge('2026-11-19', staff), null, 3)
  expect(form).toMatchObject({
    id: null,
    patient: 3,
    practitioner: 4,
    discharge_date: '2026-11-19',
    from: 'inpatient_acute',
    to: 'home',
    mdm: null,
    report: true,
  })
})

test('a discharge that nobody changed is sent as it was', () => {
  const form = {
    ...dischargeForm(newDischarge('2026-11-16', staff), 9, 3),
    discharge_time: '14:20',
    mdm: 'high',
  }
  expect(dischargeForm(dischargeDraft(form), 9, 3)).toEqual(form)
})
