// Where a day's entries, gaps and free time lie on the strip: instants in, percents out.

import type { DayEntryView, DayView, EntryView, GapView } from '../wire'

/** A stretch of the day in milliseconds. */
export interface Span {
  from: number
  to: number
}

/** What the strip shows, from the first to the last hour. */
export interface Scale extends Span {
  /** Each full hour in sight. */
  hours: number[]
}

const HOUR = 3_600_000
/** The strip begins at the start of a usual day, and shows half a day or more: a call of five minutes can be taken hold of. */
const OPENS = 8
const LEAST_HOURS = 4
/** Shorter free times are a breath between two calls, not something to fill. */
const LEAST_FREE_MS = 60_000

/** Everything of a day that has a beginning and an end. */
function spans(day: DayView): Span[] {
  const of = (one: { started_at: string; ended_at: string }): Span => ({
    from: Date.parse(one.started_at),
    to: Date.parse(one.ended_at),
  })
  return [
    ...day.entries.map(({ entry }) => of(entry)),
    ...day.gaps.map(of),
    ...day.timers.flatMap((timer) => timer.stretches.map(of)),
  ]
}

/** Two strips of a day as one: what both have in sight. */
export function together(a: DayView, b: DayView): DayView {
  return {
    ...a,
    entries: [...a.entries, ...b.entries],
    gaps: [...a.gaps, ...b.gaps],
    timers: [...a.timers, ...b.timers],
  }
}

/** The longest day, on which the clocks are set back. */
const LONGEST_H = 25

/** A day of one patient by the entries of all who worked on them, each under the name of who it was; read, never changed. */
export function dayOfAll(date: string, entries: EntryView[], patient: number): DayView | null {
  const mine = entries.filter((one) => one.date === date)
  const first = mine.toSorted((a, b) => a.started_at.localeCompare(b.started_at))[0]
  if (!first) return null
  const [h = 0, m = 0, s = 0] = first.start.split(':').map(Number)
  // The day begins as long before its first entry as the wall clock says, or an hour off on the day the clocks are set.
  const from = Date.parse(first.started_at) - ((h * 60 + m) * 60 + s) * 1000
  return {
    date,
    from: new Date(from).toISOString(),
    to: new Date(from + LONGEST_H * HOUR).toISOString(),
    entries: mine.map((one) => ({ entry: { ...one, mine: false }, patient, name: one.staff, program: '' })),
    gaps: [],
    timers: [],
    overlaps: [],
  }
}

/** From the hour of the first thing of the day to that of the last; it grows with the day. */
export function scaleOf(day: DayView, now: number): Scale {
  const [start, end] = [Date.parse(day.from), Date.parse(day.to)]
  const all = spans(day)
  const first = all.length > 0 ? Math.min(...all.map((one) => one.from)) : start + OPENS * HOUR
  const from = Math.max(start, start + Math.floor((first - start) / HOUR) * HOUR)
  const last = Math.max(from + LEAST_HOURS * HOUR, now, ...all.map((one) => one.to))
  const to = Math.min(end, start + Math.ceil((last - start) / HOUR) * HOUR)
  const hours = Array.from({ length: Math.round((to - from) / HOUR) }, (_, n) => from + n * HOUR)
  return { from, to, hours }
}

/** Left edge and width in percent, never outside the strip. */
export function place(scale: Scale, { from, to }: Span): { left: number; width: number } {
  const all = Math.max(1, scale.to - scale.from)
  const at = (ms: number) => (Math.min(Math.max(ms, scale.from), scale.to) - scale.from) / all
  return { left: at(from) * 100, width: Math.max(0.25, (at(to) - at(from)) * 100) }
}

/** Free time between the first and the last thing of the day, up to now. */
export function freeTimes(day: DayView, now: number): Span[] {
  const taken = spans(day).toSorted((a, b) => a.from - b.from)
  const free: Span[] = []
  let end = taken[0]?.from ?? now
  for (const one of taken) {
    if (one.from - end >= LEAST_FREE_MS) free.push({ from: end, to: one.from })
    end = Math.max(end, one.to)
  }
  if (now - end >= LEAST_FREE_MS && now < Date.parse(day.to)) free.push({ from: end, to: now })
  return free
}

/** Where an entry lies on the strip. */
export interface Lying {
  one: DayEntryView
  lane: 0 | 1
  overlaps: boolean
  /** There is room to press it. */
  pressed: boolean
}

/**
 * Entries in two lanes: what overlaps the one before it, or is too close to be pressed beside it, goes to the lower lane. What is
 * pressed of each is as long as `least` at least; where neither lane has room for that, it is only seen.
 */
export function lanes(entries: DayEntryView[], least = 0): Lying[] {
  const sorted = entries.toSorted((a, b) => a.entry.started_at.localeCompare(b.entry.started_at))
  const ends: [number, number] = [-Infinity, -Infinity]
  const pressedTo: [number, number] = [-Infinity, -Infinity]
  return sorted.map((one) => {
    const [from, to] = [Date.parse(one.entry.started_at), Date.parse(one.entry.ended_at)]
    const wider = Math.max(0, least - (to - from)) / 2
    const free = ([0, 1] as const).filter((lane) => from >= ends[lane])
    const roomy = free.find((lane) => from - wider >= pressedTo[lane])
    const lane = roomy ?? free[0] ?? 0
    const pressed = roomy !== undefined || (free.length === 0 && wider === 0)
    const overlaps = sorted.some((other) => other !== one && crosses(one, other))
    ends[lane] = Math.max(ends[lane], to)
    if (pressed) pressedTo[lane] = Math.max(pressedTo[lane], to + wider)
    return { one, lane, overlaps, pressed }
  })
}

function crosses(a: DayEntryView, b: DayEntryView): boolean {
  const [x, y] = [a.entry, b.entry]
  return x.started_at < y.ended_at && y.started_at < x.ended_at
}

/** Gaps that still wait for an answer. */
export const open = (gaps: GapView[]) => gaps.filter((gap) => gap.answer === null)

/** Moves an edge by whole minutes; an entry keeps at least one. */
export function moved(span: Span, edge: 'from' | 'to', minutes: number): Span {
  const by = minutes * 60_000
  if (edge === 'from') return { ...span, from: Math.min(span.from + by, span.to - 60_000) }
  return { ...span, to: Math.max(span.to + by, span.from + 60_000) }
}
