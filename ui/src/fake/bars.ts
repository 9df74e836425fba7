// Bars, groups and lines of the fake month: the plain staff thresholds only, the real rules live in Rust.

import type { BarView, GroupView, LineView } from '../wire'

interface Plan {
  codes: [string, number, number][]
  track: string
}

const plans: Record<string, Plan> = {
  ccm: {
    track: 'ccm_staff',
    codes: [
      ['99490', 1200, 6613],
      ['99439', 2400, 5044],
      ['99439', 3600, 5044],
    ],
  },
  complex_ccm: {
    track: 'complex',
    codes: [
      ['99487', 3600, 14429],
      ['99489', 5400, 7816],
      ['99489', 7200, 7816],
    ],
  },
  pcm: {
    track: 'pcm_staff',
    codes: [
      ['99426', 1800, 6780],
      ['99427', 3600, 5211],
      ['99427', 5400, 5211],
    ],
  },
}

export const plan = (program: string): Plan => plans[program] ?? (plans['ccm'] as Plan)

/** "99490, 99439 x2" */
function earnedWords(codes: string[]): string {
  const units = new Map<string, number>()
  for (const code of codes) units.set(code, (units.get(code) ?? 0) + 1)
  return [...units].map(([code, n]) => (n > 1 ? `${code} x${n}` : code)).join(', ')
}

/** The bar of a month with so many seconds; `running_s` of the counted ones are of a running timer. */
export function barOf(program: string, counted_s: number, excluded_s: number, running_s = 0): BarView {
  const ticks = plan(program).codes.map(([code, at_s, cents]) => ({
    code,
    at_s,
    cents,
    passed: counted_s >= at_s,
  }))
  const passed = ticks.filter((tick) => tick.passed)
  const next = ticks.find((tick) => !tick.passed)
  const earned_s = passed.at(-1)?.at_s ?? 0
  const last = ticks.at(-1)?.at_s ?? 3600
  return {
    counted_s,
    earned_s,
    running_s,
    excluded_s,
    stranded_s: next ? 0 : counted_s - earned_s,
    scale_s: Math.max(Math.round(last * 1.04), counted_s),
    ticks,
    earned: earnedWords(passed.map((tick) => tick.code)),
    earned_cents: passed.reduce((sum, tick) => sum + tick.cents, 0),
    next: next ? { code: next.code, short_s: next.at_s - counted_s, cents: next.cents } : null,
  }
}

/** Where a row stands on Today. */
export function groupOf(bar: BarView, blocked: boolean): GroupView {
  if (blocked) return 'blocked'
  if (!bar.next) return 'done'
  if (bar.next.short_s <= 300) return 'near'
  return bar.counted_s > 0 ? 'in_progress' : 'untouched'
}

/** One line for each passed threshold. */
export function linesOf(bar: BarView, month: string, entries: number[]): LineView[] {
  return bar.ticks
    .filter((tick) => tick.passed)
    .map((tick, index) => ({
      code: tick.code,
      units: 1,
      dos: `${month}-${String(10 + index * 3).padStart(2, '0')}`,
      dos_to: null,
      modifiers: [],
      amount_cents: tick.cents,
      entries,
    }))
}
