// Civil dates are read by their parts, so no time zone can move them; instants are shown in the practice's zone.

const civil = /^(\d{4})-(\d{2})-(\d{2})$/
const format = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-US', { ...options, timeZone: 'UTC' })

const dayFormat = format({ month: 'short', day: 'numeric' })
const weekdayFormat = format({ weekday: 'short', month: 'short', day: 'numeric' })
const longFormat = format({ weekday: 'long', month: 'long', day: 'numeric' })
const dateFormat = format({ month: 'short', day: 'numeric', year: 'numeric' })
const monthFormat = format({ month: 'long', year: 'numeric' })
const monthNameFormat = format({ month: 'long' })

function utc(date: string): Date | null {
  const found = civil.exec(date)
  if (!found) return null
  const [y, m, d] = [Number(found[1]), Number(found[2]), Number(found[3])]
  const at = new Date(Date.UTC(y, m - 1, d))
  return at.getUTCMonth() === m - 1 && at.getUTCDate() === d ? at : null
}

function shown(date: string, how: Intl.DateTimeFormat): string {
  const at = utc(date)
  return at ? how.format(at) : date
}

/** "Nov 19" */
export const day = (date: string) => shown(date, dayFormat)
/** "Thu, Nov 19" */
export const weekday = (date: string) => shown(date, weekdayFormat)
/** "Thursday, November 19" */
export const longDay = (date: string) => shown(date, longFormat)
/** "Nov 19, 2026" */
export const fullDate = (date: string) => shown(date, dateFormat)
/** "November 2026", from `2026-11` or a date. */
export const monthYear = (month: string) => shown(`${month.slice(0, 7)}-01`, monthFormat)
/** "November" */
export const monthName = (month: string) => shown(`${month.slice(0, 7)}-01`, monthNameFormat)

/** "03/14/1945" */
export function usDate(date: string): string {
  const found = civil.exec(date)
  return found ? `${found[2]}/${found[3]}/${found[1]}` : date
}

/** What people type for a date, MM/DD/YYYY or ISO, as `YYYY-MM-DD`; null when it is not a day of the calendar. */
export function parseDate(text: string): string | null {
  const typed = text.trim()
  const us = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(typed) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(typed)
  const date = us ? `${us[3]}-${(us[1] ?? '').padStart(2, '0')}-${(us[2] ?? '').padStart(2, '0')}` : typed
  return utc(date) ? date : null
}

/** The day `days` after `date`. */
export function addDays(date: string, days: number): string {
  const at = utc(date)
  if (!at) return date
  return new Date(at.getTime() + days * 86_400_000).toISOString().slice(0, 10)
}

/** Days from `from` to `to`, negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  const [a, b] = [utc(from), utc(to)]
  return a && b ? Math.round((b.getTime() - a.getTime()) / 86_400_000) : 0
}

/** The month `by` months after `month` (`YYYY-MM`). */
export function addMonths(month: string, by: number): string {
  const [y = 0, m = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(y, m - 1 + by, 1)).toISOString().slice(0, 7)
}

/** The wall time of an instant in the practice's zone: "10:33 AM". */
export function timeOf(instant: string, zone: string): string {
  return inZone(instant, zone, { hour: 'numeric', minute: '2-digit' })
}

/** Day and wall time of an instant in the practice's zone: "Nov 19, 10:33 AM". */
export function momentOf(instant: string, zone: string): string {
  return inZone(instant, zone, { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' })
}

/** Day of an instant in the practice's zone: "Nov 19, 2026". */
export function dayOf(instant: string, zone: string): string {
  return inZone(instant, zone, { month: 'short', day: 'numeric', year: 'numeric' })
}

function inZone(instant: string, zone: string, options: Intl.DateTimeFormatOptions): string {
  const at = new Date(instant)
  if (Number.isNaN(at.getTime())) return ''
  // Some engines put a narrow no-break space before AM; plain text compares and copies better.
  return new Intl.DateTimeFormat('en-US', { ...options, timeZone: zone })
    .format(at)
    .replace(/[\u202f\u00a0]/g, ' ')
}
