// The clocks as shapes: windows where the rules put them, marks beside each other, nothing outside of the period.

import { expect, test } from 'vitest'
import { answer } from '../../backend.fake'
import { DAY, drawn } from './clocks'

const board = await answer('tcm')
const of = (name: string) => board.rows.find((row) => row.name === name)!

test('the windows end with the last day the rules name', () => {
  const shape = drawn(of('Wendell Thistlewood'), board.date)
  // Home on November 16, the contact until the 19th, the safe date before it, the visit on days 1 to 7 and 8 to 14.
  expect(shape.contact).toEqual({ x: 0, width: 4 * DAY })
  expect(shape.safe).toBe(3 * DAY)
  expect(shape.early).toEqual({ x: DAY, width: 7 * DAY })
  expect(shape.late).toEqual({ x: 8 * DAY, width: 7 * DAY })
  expect(shape.width).toBe(30 * DAY)
  expect(shape.today).toBe(3 * DAY + DAY / 2)
})

test('two attempts of one day stand beside each other', () => {
  const row = of('Odette Larkspur')
  const [first] = row.episode.contacts
  const twice = { ...row, episode: { ...row.episode, contacts: [first!, { ...first!, id: 99 }] } }
  const marks = drawn(twice, board.date).marks
  expect(marks.map((mark) => mark.kind)).toEqual(['attempt', 'attempt'])
  expect(marks[1]!.x).toBeGreaterThan(marks[0]!.x)
})

test('what was voided, or lies outside of the thirty days, is not drawn', () => {
  const row = of('Odette Larkspur')
  const [first] = row.episode.contacts
  const contacts = [
    { ...first!, voided: 'wrong patient', worth: null },
    { ...first!, id: 99, local: '2026-10-01 09:00', worth: 'before_discharge' },
  ]
  expect(drawn({ ...row, episode: { ...row.episode, contacts } }, board.date).marks).toEqual([])
  expect(drawn(row, '2027-01-01').today).toBeNull()
})
