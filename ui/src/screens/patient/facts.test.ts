// What the patient screen reads out of a month: sums that add up, lengths struck through, ways of billing in words.

import { expect, test } from 'vitest'
import { rightsOf } from '../../fake/trust'
import type { BarView, CheckView, EntryView, MeView, ReasonView, TrackView } from '../../wire'
import {
  between,
  codes,
  liveWay,
  mayChange,
  otherReasons,
  partsOf,
  struck,
  sums,
  trackWords,
  whenOf,
} from './facts'

const because = (code: string, seconds: number | null = null): ReasonView => ({
  code,
  kind: 'exclusion',
  about: null,
  seconds,
})

function entry(change: Partial<EntryView>): EntryView {
  return {
    id: 1,
    enrollment: 7,
    staff: 'Tamsin Reyes-Holt',
    date: '2026-11-18',
    start: '14:05:12',
    end: '14:11:22',
    started_at: '2026-11-18T19:05:12Z',
    ended_at: '2026-11-18T19:11:22Z',
    seconds: 370,
    counted_s: 370,
    excluded: [],
    activity: 'call_patient',
    note: '',
    origin: 'timed',
    clock_jump_s: 0,
    part_of_visit: false,
    corrections: 0,
    was_s: null,
    reason: null,
    changed_by: null,
    mine: true,
    ...change,
  }
}

const line = (code: string, units: number) => ({
  code,
  units,
  dos: '2026-11-10',
  dos_to: null,
  modifiers: [],
  amount_cents: 5044,
  entries: [],
})

test('every second of every entry is either counted or excluded with a reason', () => {
  const entries = [
    entry({
      id: 1,
      counted_s: 100,
      excluded: [because('X-OVERLAP-PATIENT', 200), because('X-ROUNDING', 70)],
    }),
    entry({ id: 2, counted_s: 0, excluded: [because('X-ACTIVITY-AUTH', 370)] }),
    entry({ id: 3 }),
  ]
  const parts = partsOf(entries, 7)
  for (const { entry: one, counted_s, excluded } of parts)
    expect(counted_s + excluded.reduce((sum, part) => sum + part.seconds, 0)).toBe(one.seconds)
  expect(sums(parts)).toEqual({ counted_s: 470, excluded_s: 640 })
})

test('seconds no reason names are said to be the rest, and no reason takes more than there is', () => {
  const [rest] = partsOf([entry({ counted_s: 300, excluded: [because('X-ROUNDING', 20)] })], 7)
  expect(rest?.excluded.map((one) => [one.reason?.code, one.seconds])).toEqual([
    ['X-ROUNDING', 20],
    [undefined, 50],
  ])
  const [twice] = partsOf(
    [entry({ counted_s: 0, excluded: [because('X-BEFORE-CONSENT', 370), because('X-ACTIVITY-AUTH', 370)] })],
    7,
  )
  expect(twice?.excluded.map((one) => one.seconds)).toEqual([370])
})

test('an explanation is of one enrollment, oldest entry first', () => {
  const entries = [
    entry({ id: 3, started_at: '2026-11-18T19:05:12Z' }),
    entry({ id: 2, started_at: '2026-11-03T19:05:12Z' }),
    entry({ id: 1, enrollment: 8 }),
  ]
  expect(partsOf(entries, 7).map((part) => part.entry.id)).toEqual([2, 3])
})

test('a length is struck through only when nothing of it counts', () => {
  expect(struck(entry({ counted_s: 0 }))).toBe(true)
  expect(struck(entry({ counted_s: 1 }))).toBe(false)
})

test('an entry says when it began, today without a date', () => {
  expect(whenOf(entry({}), '2026-11-19')).toBe('Nov 18, 2:05 PM')
  expect(whenOf(entry({}), '2026-11-18')).toBe('Today 2:05 PM')
})

test('a length between wall times goes past midnight and keeps its seconds', () => {
  expect(between('09:00:30', '09:05:54')).toBe(324)
  expect(between('23:50', '00:10')).toBe(1200)
  expect(between('', '09:00')).toBeNull()
})

test('a way of billing says its codes with units, what it is short of, and the distance once', () => {
  const way: TrackView = {
    track: 'ccm_staff',
    chosen: true,
    counted_s: 2388,
    lines: [line('99490', 1), line('99439', 1), line('99439', 1)],
    total_cents: 0,
    refusals: [{ code: 'R-TIME-SHORT', kind: 'refusal', about: '99439', seconds: 12 }],
    next: { code: '99439', short_s: 12, cents: 5044 },
  }
  expect(codes(way.lines)).toBe('99490 + 99439 x2')
  expect(trackWords(way).text).toBe('Staff time (99490, 99439); 12 s short for 99439')
})

test('while the timer runs, the chosen way says the live distance and not the one last read', () => {
  const short: ReasonView = { code: 'R-TIME-SHORT', kind: 'refusal', about: '99439', seconds: 506 }
  const way: TrackView = {
    track: 'ccm_staff',
    chosen: true,
    counted_s: 1894,
    lines: [line('99490', 1)],
    total_cents: 6613,
    refusals: [short],
    next: null,
  }
  const bar = { next: { code: '99439', short_s: 12, cents: 5044 } } as BarView
  expect(trackWords(liveWay(way, bar)).text).toBe('Staff time (99490, 99439); 12 s to 99439')
  expect(trackWords(liveWay({ ...way, chosen: false }, bar)).text).toContain('8:26 short')
})

test('a reason the checklist already shows is not said again', () => {
  const check = { item: 'plan_copy', done: false, reasons: [because('R-PLAN-COPY')] } as unknown as CheckView
  const left = otherReasons([check], [because('R-PLAN-COPY'), because('W-NO-CONTACT')])
  expect(left.map((one) => one.code)).toEqual(['W-NO-CONTACT'])
})

test('billers and auditors are offered no change', () => {
  const me = (access: string) => ({ access, can: rightsOf(access) }) as MeView
  const clinical = ['manager', 'practitioner', 'care_team', 'assistant']
  expect(clinical.every((access) => mayChange(me(access)))).toBe(true)
  expect(['biller', 'auditor'].some((access) => mayChange(me(access)))).toBe(false)
})
