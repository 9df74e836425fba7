// What somebody who signs transitional care is shown of it.

import { expect, test } from 'vitest'
import * as backend from '../../backend'
import { basis } from './basis'

test('contact, visit, decision making and medications are said, and what of them is missing', async () => {
  const { rows } = await backend.tcm()
  const [row] = rows
  if (!row) throw new Error('the board has nobody')
  const contact = { ...row.episode.contacts[0]!, reached: true, scheduling_only: false, voided: null }
  const known = { discharge_date: '2026-11-06', visit_date: '2026-11-12', mdm: 'high', med_rec: '2026-11-12' }
  const form = { ...row.episode.form, ...known }
  expect(basis({ form, contacts: [{ ...contact, local: '2026-11-09T10:00:00' }] })).toBe(
    'discharged Nov 6, 2026, reached Nov 9, visit Nov 12, high decision making, medications reconciled Nov 12',
  )
  const bare = { ...form, visit_date: null, mdm: null, med_rec: null }
  expect(basis({ form: bare, contacts: [{ ...contact, voided: 'wrong patient' }] })).toBe(
    'discharged Nov 6, 2026, 0 attempts, no visit, decision making not recorded, medications not reconciled',
  )
})
