// The strip shows where everything lies, and an edge moves by whole minutes only.

import { expect, test } from 'vitest'
import type { DayEntryView, DayView } from '../wire'
import { freeTimes, lanes, moved, place, scaleOf } from './tape'

const at = (time: string) => `2026-11-19T${time}:00Z`
const entry = (id: number, from: string, to: string) =>
  ({
    entry: { id, started_at: at(from), ended_at: at(to) },
    patient: id,
    name: `P${id}`,
    program: 'ccm',
  }) as unknown as DayEntryView
const day = (entries: DayEntryView[]): DayView => ({
  date: '2026-11-19',
  from: at('00:00'),
  to: '2026-11-20T00:00:00Z',
  entries,
  gaps: [],
  timers: [],
  overlaps: [],
})
const minute = (time: string) => Date.parse(at(time))

test('free time lies between the first entry and now, and a breath is not free time', () => {
  const view = day([entry(1, '09:00', '09:10'), entry(2, '09:10', '09:20'), entry(3, '09:50', '10:00')])
  expect(freeTimes(view, minute('10:30'))).toEqual([
    { from: minute('09:20'), to: minute('09:50') },
    { from: minute('10:00'), to: minute('10:30') },
  ])
})

test('what overlaps goes to the second lane and both are marked', () => {
  const rows = lanes([entry(1, '09:00', '09:20'), entry(2, '09:15', '09:30'), entry(3, '09:30', '09:40')])
  expect(rows.map((row) => [row.one.entry.id, row.lane, row.overlaps])).toEqual([
    [1, 0, true],
    [2, 1, true],
    [3, 0, false],
  ])
})

test('a stop and a start in the same second are no overlap', () => {
  const rows = lanes([entry(1, '09:00', '09:20'), entry(2, '09:20', '09:30')])
  expect(rows.some((row) => row.overlaps)).toBe(false)
})

test('the strip begins with the hour of the first entry and holds everything', () => {
  const view = day([entry(1, '06:40', '06:50'), entry(2, '15:00', '15:20')])
  const scale = scaleOf(view, minute('16:00'))
  expect(scale.from).toBe(minute('06:00'))
  expect(place(scale, { from: minute('15:00'), to: minute('15:20') }).left).toBeLessThan(100)
  expect(place(scale, { from: minute('06:00'), to: minute('06:30') }).left).toBe(0)
})

test('an edge moves by minutes, and an entry keeps at least one', () => {
  const span = { from: minute('09:00'), to: minute('09:10') }
  expect(moved(span, 'to', 5).to).toBe(minute('09:15'))
  expect(moved(span, 'to', -30).to).toBe(minute('09:01'))
  expect(moved(span, 'from', 30).from).toBe(minute('09:09'))
})
