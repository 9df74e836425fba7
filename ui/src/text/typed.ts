// Typed time: a length (1:30, 90m, 1h30, 25) or a range (9:40-10:05) as understood, and its echo in words.

import { clock, parseTime, wallTime } from './time'

/** What was typed, understood: how long, and from when to when if that was said. */
export interface Typed {
  seconds: number
  start: string | null
  end: string | null
}

const DAY = 86_400
const of = (time: string) => {
  const [h = 0, m = 0, s = 0] = time.split(':').map(Number)
  return h * 3600 + m * 60 + s
}
const wall = (seconds: number) => {
  const two = (n: number) => String(n).padStart(2, '0')
  const at = ((seconds % DAY) + DAY) % DAY
  return `${two(Math.floor(at / 3600))}:${two(Math.floor(at / 60) % 60)}`
}

function range(text: string): Typed | null {
  const [from, to, ...more] = text.split(/\s*(?:-|–|\bto\b|\buntil\b)\s*/i)
  if (!from || !to || more.length > 0) return null
  const [start, end] = [parseTime(from), parseTime(to)]
  if (!start || !end) return null
  const seconds = of(end) - of(start)
  return seconds === 0 ? null : { seconds: seconds > 0 ? seconds : seconds + DAY, start, end }
}

function length(text: string): number {
  const parts = /^(\d{1,2}):(\d{2})$/.exec(text) ?? /^(\d{1,2})\s*h\s*(\d{0,2})\s*(?:m|min)?$/i.exec(text)
  if (parts) return Number(parts[2] ?? 0) < 60 ? Number(parts[1]) * 3600 + Number(parts[2] ?? 0) * 60 : 0
  return Number(/^(\d{1,4})\s*(?:m|min|minutes)?$/i.exec(text)?.[1] ?? 0) * 60
}

/** What `text` means; null when it means nothing. */
export function understood(text: string): Typed | null {
  const typed = text.trim()
  const between = range(typed)
  if (between) return between
  const seconds = length(typed)
  return seconds > 0 ? { seconds, start: null, end: null } : null
}

/** "25:00, 9:40 AM to 10:05 AM"; with a start known the end is said, too. */
export function echo(text: string, start: string): string | null {
  const typed = understood(text)
  if (!typed) return null
  const from = typed.start ?? (start || null)
  if (!from) return clock(typed.seconds)
  return `${clock(typed.seconds)}, ${wallTime(from.slice(0, 5))} to ${wallTime(wall(of(from) + typed.seconds))}`
}
