// The bar never shows time that has not passed, and its segments follow the clock.

import { render, screen } from '@testing-library/svelte'
import { tick } from 'svelte'
import { afterEach, expect, test, vi } from 'vitest'
import type { BarView } from '../wire'
import Bar from './Bar.svelte'
import { added, drawing, grown, labels } from './bar'

afterEach(() => void vi.useRealTimers())

const ccm = (counted_s: number, more: Partial<BarView> = {}): BarView => {
  const ticks = [1200, 2400, 3600].map((at_s, n) => ({
    code: n === 0 ? '99490' : '99439',
    at_s,
    cents: 5000,
    passed: counted_s >= at_s,
  }))
  const next = ticks.find((one) => !one.passed)
  const earned_s = ticks.filter((one) => one.passed).at(-1)?.at_s ?? 0
  return {
    counted_s,
    earned_s,
    running_s: 0,
    excluded_s: 0,
    stranded_s: next ? 0 : counted_s - earned_s,
    scale_s: 3744,
    ticks,
    earned: '',
    earned_cents: 0,
    next: next ? { code: next.code, short_s: next.at_s - counted_s, cents: 5000 } : null,
    ...more,
  }
}

test('one second short of a threshold nothing is earned and the bar does not touch the tick', () => {
  const drawn = drawing(ccm(1199))
  expect(drawn.earned.width).toBe(0)
  expect(drawn.counted.left + drawn.counted.width).toBeLessThan(drawn.ticks[0]!.at)
  expect(drawn.ticks[0]!.passed).toBe(false)
})

test('for every second of the month the bar passes a tick exactly when the time is reached', () => {
  for (let seconds = 0; seconds <= 3700; seconds += 1) {
    const bar = grown(ccm(0), seconds, true)
    expect(bar.ticks.filter((one) => one.passed).length).toBe(Math.min(3, Math.floor(seconds / 1200)))
    expect(bar.next?.short_s ?? 0).toBe(seconds >= 3600 ? 0 : 1200 - (seconds % 1200))
  }
})

test('seconds past the last threshold are stranded', () => {
  expect(grown(ccm(3590), 20, true).stranded_s).toBe(10)
  expect(drawing(ccm(3660)).stranded.width).toBeGreaterThan(0)
})

test('a timer that does not count grows the excluded lane only', () => {
  const bar = grown(ccm(600, { excluded_s: 30 }), 15, false)
  expect([bar.counted_s, bar.excluded_s, bar.running_s]).toEqual([600, 45, 0])
})

test('a part of a second is not added yet', () => {
  expect(added({ since: 1000, counting: true }, 1999)).toBe(0)
  expect(added({ since: 1000, counting: true }, 2000)).toBe(1)
  expect(added({ since: 5000, counting: true }, 1000)).toBe(0)
})

test('the segments lie side by side and never leave the track', () => {
  const drawn = drawing(ccm(4000, { running_s: 494, excluded_s: 9000 }))
  expect(drawn.running.left + drawn.running.width).toBeLessThanOrEqual(100)
  expect(drawn.excluded).toBe(100)
})

test('each second only the running part of the drawn bar grows', async () => {
  vi.useFakeTimers({ now: 10_000 })
  const { container } = render(Bar, {
    bar: ccm(1190, { running_s: 90 }),
    running: { since: 10_000, counting: true },
    label: '19 minutes 50 seconds',
    labels: true,
  })
  const width = () => container.querySelector<HTMLElement>('.seg.running')?.style.width
  const before = width()
  expect(screen.getByRole('img').getAttribute('aria-label')).toBe('19 minutes 50 seconds')
  expect(container.textContent).toContain('10 s to go')
  vi.advanceTimersByTime(9000)
  await tick()
  expect(width()).not.toBe(before)
  expect(container.textContent).toContain('1 s to go')
  expect(container.querySelectorAll('.tick.passed').length).toBe(0)
  vi.advanceTimersByTime(1000)
  await tick()
  expect(container.querySelectorAll('.tick.passed').length).toBe(1)
  expect(container.textContent).toContain('99490 earned')
})

test('thresholds that were passed long ago share their words, and those ahead keep their own', () => {
  const words = (bar: BarView) =>
    labels(drawing(bar).ticks).map(({ codes, at_s, passed }) => ({ codes, at_s, passed }))
  expect(words(ccm(1500)).map(({ codes }) => codes)).toEqual(['99490', '99439', '99439'])
  expect(words(ccm(19_200, { scale_s: 20_000 }))).toEqual([
    { codes: '99490, 99439 × 2', at_s: [1200, 2400, 3600], passed: true },
  ])
})
