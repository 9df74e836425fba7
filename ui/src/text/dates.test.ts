// Days do not move with the time zone of the PC, and typed dates are days of the calendar.

import { expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  day,
  daysBetween,
  fullDate,
  longDay,
  momentOf,
  monthYear,
  parseDate,
  timeOf,
  usDate,
  weekday,
} from './dates'

test('a civil date is the same day everywhere', () => {
  expect(weekday('2026-11-19')).toBe('Thu, Nov 19')
  expect(longDay('2026-11-19')).toBe('Thursday, November 19')
  expect(fullDate('2025-06-03')).toBe('Jun 3, 2025')
  expect(day('2026-01-01')).toBe('Jan 1')
  expect(monthYear('2026-11')).toBe('November 2026')
  expect(usDate('1945-03-14')).toBe('03/14/1945')
})

test('an instant is shown in the zone of the practice', () => {
  expect(timeOf('2026-11-19T15:33:00Z', 'America/Detroit')).toBe('10:33 AM')
  expect(momentOf('2026-11-20T03:05:00Z', 'America/Detroit')).toBe('Nov 19, 10:05 PM')
})

test.each([
  ['03/14/1945', '1945-03-14'],
  ['3/4/1945', '1945-03-04'],
  ['3-4-1945', '1945-03-04'],
  ['03141945', '1945-03-14'],
  ['1945-03-14', '1945-03-14'],
  ['02/29/2028', '2028-02-29'],
])('"%s" is understood as %s', (typed, date) => {
  expect(parseDate(typed)).toBe(date)
})

test.each(['', '02/29/2027', '13/01/2026', '4/31/2026', 'today', '3/4/45'])('"%s" is not a date', (typed) => {
  expect(parseDate(typed)).toBeNull()
})

test('days and months are counted over the ends of months and years', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  expect(addDays('2026-03-08', 1)).toBe('2026-03-09')
  expect(daysBetween('2026-11-18', '2026-11-19')).toBe(1)
  expect(daysBetween('2026-11-20', '2026-11-19')).toBe(-1)
  expect(addMonths('2026-12', 1)).toBe('2027-01')
  expect(addMonths('2026-01', -1)).toBe('2025-12')
})
