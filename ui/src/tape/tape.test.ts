// The strip shows where everything lies, and an edge moves by whole minutes only.

import { expect, test } from 'vitest'
import type { DayEntryView, DayView, EntryView } from '../wire'
import { dayOfAll, freeTimes, lanes, moved, place, scaleOf, together } from './tape'

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

test('calls too short to be pressed side by side lie in two lanes, and a third is only seen', () => {
  const near = [entry(1, '09:00', '09:05'), entry(2, '09:06', '09:08'), entry(3, '09:09', '09:10')]
  const least = 12 * 60_000
  expect(lanes(near, least).map(({ lane, pressed }) => [lane, pressed])).toEqual([
    [0, true],
    [1, true],
    [0, false],
  ])
  expect(lanes(near).map(({ lane, pressed }) => [lane, pressed])).toEqual([
    [0, true],
    [0, true],
    [0, true],
  ])
})

test('an edge moves by minutes, and an entry keeps at least one', () => {
  const span = { from: minute('09:00'), to: minute('09:10') }
  expect(moved(span, 'to', 5).to).toBe(minute('09:15'))
  expect(moved(span, 'to', -30).to).toBe(minute('09:01'))
  expect(moved(span, 'from', 30).from).toBe(minute('09:09'))
})

test('a day of all has the entries of that day under the names of who they are, and none can be changed', () => {
  const written = (id: number, date: string, staff: string) =>
    ({ ...entry(id, '15:00', '15:20').entry, date, start: '10:00:00', staff, mine: true }) as EntryView
  const all = [
    written(1, '2026-11-19', 'Bex'),
    written(2, '2026-11-18', 'Bex'),
    written(3, '2026-11-19', 'Ann'),
  ]
  const found = dayOfAll('2026-11-19', all, 7)!
  expect(found.entries.map((one) => [one.entry.id, one.name, one.entry.mine])).toEqual([
    [1, 'Bex', false],
    [3, 'Ann', false],
  ])
  // 10 in the morning at 15:00 UTC: the day began at 05:00 UTC.
  expect(Date.parse(found.from)).toBe(minute('05:00'))
  expect(dayOfAll('2026-11-17', all, 7)).toBeNull()
})

test('two strips of a day show the same hours', () => {
  const [a, b] = [day([entry(1, '06:40', '06:50')]), day([entry(2, '17:00', '17:20')])]
  const [above, below] = [scaleOf(together(a, b), 0), scaleOf(together(b, a), 0)]
  expect(above).toEqual(below)
  expect([above.from, above.to]).toEqual([minute('06:00'), minute('18:00')])
})
