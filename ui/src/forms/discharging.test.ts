// The discharge form sends what was typed and nothing else.

import { expect, test } from 'vitest'
import { staff } from '../fake/people'
import { dischargeDraft, dischargeForm, newDischarge, takersOver } from './discharging'

const practitioners = takersOver(staff, 4).filter((one) => one.id === 4)

test('of several practitioners none is chosen before somebody says so', () => {
  expect(newDischarge('2026-11-19', [...practitioners, { id: 9, name: 'Noor Haddad' }]).practitioner).toBe('')
})

test('a new discharge is today, from the hospital home, and reported', () => {
  const form = dischargeForm(newDischarge('2026-11-19', practitioners), null, 3)
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
    ...dischargeForm(newDischarge('2026-11-16', practitioners), 9, 3),
    discharge_time: '14:20',
    mdm: 'high',
  }
  expect(dischargeForm(dischargeDraft(form), 9, 3)).toEqual(form)
})

test('who took over stays in the list after leaving', () => {
  const gone = { ...staff[0]!, id: 77, name: 'Dr. Gone', active: false, practitioner: true }
  expect(takersOver([...staff, gone], 77).map((one) => one.name)).toContain('Dr. Gone')
  expect(takersOver([...staff, gone], null).map((one) => one.name)).not.toContain('Dr. Gone')
})
