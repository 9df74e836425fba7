// The drawn clock never runs ahead of the truth, never jumps, and thresholds are said once.

import { render, screen } from '@testing-library/svelte'
import { tick } from 'svelte'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import TimerBar from './frame/TimerBar.svelte'
import { enter } from './session.svelte'
import { timer } from './timer.svelte'
import type { RunningView } from './wire'

const view = (elapsed_s: number, more: Partial<RunningView> = {}): RunningView => ({
  id: 7,
  patient: 2,
  enrollment: 2,
  name: 'Marigold Fennimore',
  program: 'ccm',
  activity: 'call_patient',
  note: '',
  started_at: '2026-11-19T15:33:00Z',
  now: '2026-11-19T15:33:00Z',
  elapsed_s,
  counting: true,
  why_not: null,
  interrupted_at: null,
  away: null,
  phone: false,
  notice: 'none',
  stretches: [],
  bar: {
    counted_s: 1100 + elapsed_s,
    earned_s: 0,
    running_s: elapsed_s,
    excluded_s: 0,
    stranded_s: 0,
    scale_s: 3744,
    ticks: [
      { code: '99490', at_s: 1200, passed: 1100 + elapsed_s >= 1200, cents: 6613 },
      { code: '99439', at_s: 2400, passed: false, cents: 5044 },
    ],
    earned: '',
    earned_cents: 0,
    next: { code: '99490', short_s: 100 - elapsed_s, cents: 6613 },
  },
  ...more,
})

const second = async (n = 1) => {
  vi.advanceTimersByTime(n * 1000)
  await tick()
}

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }))
afterEach(() => {
  timer.view = null
  vi.useRealTimers()
})

test('the clock ticks every second between answers', async () => {
  timer.take(view(59))
  render(TimerBar, { onfind: () => undefined })
  expect(screen.getByTestId('timer-clock').textContent).toBe('0:59')
  await second()
  expect(screen.getByTestId('timer-clock').textContent).toBe('1:00')
  await second(3)
  expect(screen.getByTestId('timer-clock').textContent).toBe('1:03')
})

test('answers with floored seconds do not make the clock jump back', async () => {
  timer.take(view(10))
  await second(15)
  vi.advanceTimersByTime(400)
  timer.take(view(25))
  expect(timer.elapsed).toBe(25)
  vi.advanceTimersByTime(700)
  timer.take(view(25))
  expect(timer.elapsed).toBe(26)
})

test('a clock that is really behind is set right', () => {
  timer.take(view(10))
  timer.take(view(300))
  expect(timer.elapsed).toBe(300)
})

test('the clock is a timer and is not read aloud', () => {
  timer.take(view(5))
  render(TimerBar, { onfind: () => undefined })
  expect(screen.getByRole('timer').getAttribute('aria-live')).toBe('off')
})

test('a threshold is announced when it is passed, not a second before, and once', async () => {
  timer.take(view(95))
  render(TimerBar, { onfind: () => undefined })
  await second(4)
  expect(screen.getByRole('status').textContent).toBe('')
  expect(screen.getByTestId('timer-bar').textContent).toContain('19:59')
  expect(screen.getByTestId('timer-bar').textContent).toContain('1 s to 99490')
  await second()
  await tick()
  expect(screen.getByRole('status').textContent).toBe('99490 reached for Marigold Fennimore.')
})

test('an interrupted timer stands still and asks', async () => {
  timer.take(view(252, { interrupted_at: '2026-11-19T15:37:12Z' }))
  render(TimerBar, { onfind: () => undefined })
  await second(30)
  expect(screen.getByTestId('timer-clock').textContent).toBe('4:12')
  for (const name of ['Keep and go on', 'Keep and stop', 'Discard']) {
    expect(screen.getByRole('button', { name })).toBeTruthy()
  }
})

test('time that does not count says why', () => {
  const why_not = { code: 'X-BEFORE-CONSENT', kind: 'exclusion', about: null, seconds: null }
  timer.take(view(20, { counting: false, why_not }))
  render(TimerBar, { onfind: () => undefined })
  expect(screen.getByText('Consent is missing: time before it does not count')).toBeTruthy()
})

test('without a timer the bar says what to do', () => {
  const me = {
    id: 1,
    name: 'Tamsin',
    role: 'rn',
    credentials: 'RN',
    access: 'care_team',
    can: ['track' as const],
  }
  const practice = { name: 'P', time_zone: 'UTC', demo: true, today: '2026-11-19', month: '2026-11' }
  enter({ stage: 'open', me, practice })
  render(TimerBar, { onfind: () => undefined })
  expect(screen.getByText('No timer is running')).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Find a patient' })).toBeTruthy()
})
