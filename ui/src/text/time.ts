// Seconds in words and on the clock: always floored, so 19:59 is never shown as 20.

const two = (n: number) => String(n).padStart(2, '0')

/** `m:ss`, from an hour on `h:mm:ss`. Never rounded up. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const h = Math.floor(whole / 3600)
  const m = Math.floor(whole / 60) % 60
  const s = two(whole % 60)
  return h > 0 ? `${h}:${two(m)}:${s}` : `${m}:${s}`
}

/** Minutes of a month: `m:ss` also past an hour, because thresholds are spoken of in minutes. */
export function minutes(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  return `${Math.floor(whole / 60)}:${two(whole % 60)}`
}

/** A distance: "12 s" below a minute, "1:40" above. */
export function words(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  return whole < 60 ? `${whole} s` : minutes(whole)
}

/** For screen readers: "39 minutes 48 seconds". */
export function spoken(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const m = Math.floor(whole / 60)
  const s = whole % 60
  const parts: string[] = []
  if (m > 0) parts.push(`${m} minute${m === 1 ? '' : 's'}`)
  if (s > 0 || m === 0) parts.push(`${s} second${s === 1 ? '' : 's'}`)
  return parts.join(' ')
}

const typedTime = /^(\d{1,2})(?::?(\d{2}))?(?::(\d{2}))?\s*([ap])?\.?m?\.?$/i

/** What people type for a wall time (`9:40`, `9:40a`, `2:15 PM`, `14:15:30`) as `HH:MM[:SS]`, or null. */
export function parseTime(text: string): string | null {
  const found = typedTime.exec(text.trim())
  if (!found) return null
  const half = found[4]?.toLowerCase()
  const hour = Number(found[1])
  if (half && (hour < 1 || hour > 12)) return null
  const h = half ? (hour % 12) + (half === 'p' ? 12 : 0) : hour
  const m = Number(found[2] ?? 0)
  const s = found[3]
  if (h > 23 || m > 59 || Number(s ?? 0) > 59) return null
  return s ? `${two(h)}:${two(m)}:${s}` : `${two(h)}:${two(m)}`
}

/** `HH:MM[:SS]` as "2:15 PM" or "2:15:30 PM". */
export function wallTime(time: string): string {
  const [h = '0', m = '00', s] = time.split(':')
  const hour = Number(h)
  const seconds = s && s !== '00' ? `:${s}` : ''
  return `${hour % 12 === 0 ? 12 : hour % 12}:${m}${seconds} ${hour < 12 ? 'AM' : 'PM'}`
}
