// The two clocks of a discharge as shapes: closed days, windows, and the marks of what was done.

import { daysBetween } from '../../text/dates'
import type { BoardRowView } from '../../wire'

/** Width of a day and height of a lane, in pixels of the picture. */
export const DAY = 11
export const LANE = 16
export const GAP = 4

/** A stretch of days in a lane. */
export interface Span {
  x: number
  width: number
}

/** A mark on a day. */
export interface Mark {
  kind: 'reached' | 'attempt' | 'lost' | 'visit' | 'med_rec'
  x: number
  y: number
  title: string
}

/** Everything that is drawn of one row. */
export interface Drawn {
  width: number
  height: number
  closed: number[]
  contact: Span
  /** Where the safe date ends before the latest one. */
  safe: number | null
  early: Span
  late: Span
  marks: Mark[]
  today: number | null
}

const middle = (day: number) => day * DAY + DAY / 2

/** The shapes of a row as of today. Dates and worth come from the rules; only places are made here. */
export function drawn(row: BoardRowView, today: string): Drawn {
  const { episode } = row
  const start = episode.form.discharge_date
  const at = (date: string) => daysBetween(start, date)
  const span = (from: number, to: number): Span => ({ x: from * DAY, width: (to - from + 1) * DAY })
  const end = at(episode.period_end)
  const now = at(today)
  return {
    width: (end + 1) * DAY,
    height: 2 * LANE + GAP,
    closed: row.days.flatMap((cell, index) => (cell.closed ? [index * DAY] : [])),
    contact: span(0, at(episode.contact_due)),
    safe: episode.contact_safe < episode.contact_due ? (at(episode.contact_safe) + 1) * DAY : null,
    early: span(1, at(episode.visit_due_7)),
    late: span(at(episode.visit_due_7) + 1, at(episode.visit_due_14)),
    marks: [...contactMarks(row, at), ...visitMarks(row, at)],
    today: now >= 0 && now <= end ? middle(now) : null,
  }
}

function contactMarks(row: BoardRowView, at: (date: string) => number): Mark[] {
  const standing = row.episode.contacts.filter((one) => one.voided === null)
  const seen = new Map<number, number>()
  return standing.flatMap((one): Mark[] => {
    const day = at(one.local.slice(0, 10))
    if (day < 0 || day > 29) return []
    // Several on one day stand beside each other instead of on top.
    const before = seen.get(day) ?? 0
    seen.set(day, before + 1)
    const kind = one.worth === 'reached' ? 'reached' : one.worth === 'attempt' ? 'attempt' : 'lost'
    return [{ kind, x: middle(day) + Math.min(before, 3) * 4, y: LANE / 2, title: one.local }]
  })
}

function visitMarks(row: BoardRowView, at: (date: string) => number): Mark[] {
  const { visit_date, med_rec } = row.episode.form
  const y = LANE + GAP + LANE / 2
  const on = (kind: 'visit' | 'med_rec', date: string | null, dx: number): Mark[] => {
    if (!date) return []
    const day = at(date)
    return day < 0 || day > 29 ? [] : [{ kind, x: middle(day) + dx, y, title: date }]
  }
  // At the visit itself both would stand in one place.
  return [...on('visit', visit_date, 0), ...on('med_rec', med_rec, visit_date === med_rec ? 9 : 0)]
}
