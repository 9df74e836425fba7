// "10m" or "9:40" as seconds before an instant, for the echo while somebody types; Rust decides what it means in the end.

import { understood } from '../text/typed'
import { parseTime } from '../text/time'

/** Seconds of the day of an instant in a zone. */
export function ofDay(ms: number, zone: string): number {
  const text = new Date(ms).toLocaleTimeString('sv-SE', { timeZone: zone })
  const [h = 0, m = 0, s = 0] = text.split(':').map(Number)
  return h * 3600 + m * 60 + s
}

/** How many seconds before `ms` is meant; null while it is not understood. A clock time is the last one before it. */
export function secondsBack(text: string, ms: number, zone: string): number | null {
  const typed = text.trim()
  if (/^\d{1,2}:\d{2}(\s*[ap]\.?m?\.?)?$/i.test(typed)) {
    const time = parseTime(typed)
    if (!time || Number.isNaN(ms)) return null
    const [h = 0, m = 0] = time.split(':').map(Number)
    const back = ofDay(ms, zone) - (h * 3600 + m * 60)
    return back > 0 ? back : back + 86_400
  }
  return understood(typed)?.seconds ?? null
}
