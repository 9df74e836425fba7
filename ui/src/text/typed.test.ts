// Typed time is understood as people write it, and said back exactly.

import { expect, test } from 'vitest'
import { echo, understood } from './typed'

test.each([
  ['1:30', 5400],
  ['90m', 5400],
  ['1h30', 5400],
  ['1h 30m', 5400],
  ['2h', 7200],
  ['25', 1500],
  ['25 min', 1500],
  ['9:40-10:05', 1500],
  ['9:40 to 10:05', 1500],
  ['9:40a - 1:05 PM', 12300],
  ['23:50-0:10', 1200],
])('%s is %i seconds', (text, seconds) => {
  expect(understood(text)?.seconds).toBe(seconds)
})

test.each(['', '0', '1:75', 'long', '9:40-', '9:40-9:40', '25:10-26:00', '1-2-3'])(
  '"%s" is not a time',
  (text) => {
    expect(understood(text)).toBeNull()
  },
)

test('the echo says length, start and end', () => {
  expect(echo('9:40-10:05', '')).toBe('25:00, 9:40 AM to 10:05 AM')
  expect(echo('1h30', '23:00')).toBe('1:30:00, 11:00 PM to 12:30 AM')
  expect(echo('90m', '')).toBe('1:30:00')
  expect(echo('ninety', '9:00')).toBeNull()
})
