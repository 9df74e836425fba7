// The calendar of deadlines: each on its day, and none that no longer matters.

import { expect, test } from 'vitest'
import { answer } from '../../backend.fake'
import { deadlines } from './calendar'

const board = await answer('tcm')

test('a deadline stands on its day with its patient', () => {
  const days = deadlines(board.rows, board.date)
  const on = (date: string) => (days.get(date) ?? []).map((one) => `${one.name}: ${one.what}`)
  expect(on('2026-11-20')).toContain('Kenji Aokusa: contact')
  expect(on('2026-11-19')).toContain('Cornelius Applegarth: visit, day 7')
  expect(on('2026-11-26')).toContain('Cornelius Applegarth: visit, day 14')
})

test('nothing is shown before today, nor of a discharge that cannot be billed', () => {
  const days = deadlines(board.rows, board.date)
  expect([...days.keys()].every((date) => date >= board.date)).toBe(true)
  const refused = board.rows.filter((row) => row.state === 'refused').map((row) => row.name)
  const named = [...days.values()].flat().map((one) => one.name)
  expect(refused.length).toBeGreaterThan(0)
  expect(named.filter((name) => refused.includes(name))).toEqual([])
})

test('what is owed since a day gone by is shown today, and medications on their day', () => {
  const row = board.rows.find((one) => one.state === 'open' && one.step === 'contact')!
  // Past the safe day a contact is still in time until its last one.
  const safe = { ...row, due: '2026-11-01' }
  const late = { ...safe, episode: { ...row.episode, contact_due: '2026-11-02' } }
  const said = (rows: typeof board.rows, date: string) =>
    (deadlines(rows, board.date).get(date) ?? []).map((one) => one.what)
  expect(said([safe], board.date)).not.toContain('late: contact')
  expect(said([late], board.date)).toContain('late: contact')
  expect(said([{ ...row, step: 'med_rec', due: '2026-11-26' }], '2026-11-26')).toContain('medications')
})
