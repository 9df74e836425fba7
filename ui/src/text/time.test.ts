// Time is floored and never rounded, and typed times are understood.

import { expect, test } from 'vitest'
import { clock, minutes, parseTime, spoken, wallTime, words } from './time'

test.each([
  [0, '0:00'],
  [59, '0:59'],
  [60, '1:00'],
  [1199, '19:59'],
  [1199.999, '19:59'],
  [1200, '20:00'],
  [3599, '59:59'],
  [3600, '1:00:00'],
  [3661, '1:01:01'],
  [-5, '0:00'],
])('%d seconds are %s on the clock', (seconds, shown) => {
  expect(clock(seconds)).toBe(shown)
})

test('no number of seconds is shown as more than it is', () => {
  for (let seconds = 0; seconds < 7300; seconds += 1) {
    const parts = clock(seconds + 0.999)
      .split(':')
      .map(Number)
    const shown = parts.reduce((sum, part) => sum * 60 + part, 0)
    expect(shown).toBe(seconds)
  }
})

test('minutes of a month stay minutes past an hour', () => {
  expect(minutes(3660)).toBe('61:00')
  expect(minutes(5459)).toBe('90:59')
})

test('a distance is seconds below a minute and minutes above', () => {
  expect(words(1)).toBe('1 s')
  expect(words(59.9)).toBe('59 s')
  expect(words(100)).toBe('1:40')
})

test('screen readers hear minutes and seconds', () => {
  expect(spoken(2388)).toBe('39 minutes 48 seconds')
  expect(spoken(61)).toBe('1 minute 1 second')
  expect(spoken(0)).toBe('0 seconds')
})

test.each([
  ['9:40', '09:40'],
  ['9:40a', '09:40'],
  ['2:15 PM', '14:15'],
  ['2:15 p.m.', '14:15'],
  ['12 am', '00:00'],
  ['12:05 pm', '12:05'],
  ['14:15:30', '14:15:30'],
  ['0940', '09:40'],
])('"%s" is understood as %s', (typed, time) => {
  expect(parseTime(typed)).toBe(time)
})

test.each(['', 'soon', '24:00', '9:60', '13:00 pm', '0:30 am'])('"%s" is not a time', (typed) => {
  expect(parseTime(typed)).toBeNull()
})

test('a wall time reads as on a clock with AM and PM', () => {
  expect(wallTime('00:05')).toBe('12:05 AM')
  expect(wallTime('14:15:00')).toBe('2:15 PM')
  expect(wallTime('14:15:30')).toBe('2:15:30 PM')
})
