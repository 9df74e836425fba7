// How a bar grows while a timer runs, and where its segments lie: whole seconds in, percents out.

import type { BarView } from '../wire'

/** A running timer as a bar sees it: when the bar was made, and whether each further second counts. */
export interface Running {
  /** The instant the bar's numbers were true, in milliseconds. */
  since: number
  /** False: the further seconds go to the excluded lane. */
  counting: boolean
}

/** The whole seconds a running timer added since `running.since`. */
export function added(running: Running | null | undefined, now: number): number {
  return running ? Math.max(0, Math.floor((now - running.since) / 1000)) : 0
}

/** The bar after `extra` more seconds. */
export function grown(bar: BarView, extra: number, counting: boolean): BarView {
  if (extra === 0) return bar
  if (!counting) return { ...bar, excluded_s: bar.excluded_s + extra }
  const counted_s = bar.counted_s + extra
  const ticks = bar.ticks.map((tick) => ({ ...tick, passed: tick.passed || counted_s >= tick.at_s }))
  const passed = ticks.filter((tick) => tick.passed)
  const coming = ticks.find((tick) => !tick.passed)
  const earned_s = Math.max(bar.earned_s, passed.at(-1)?.at_s ?? 0)
  return {
    ...bar,
    counted_s,
    ticks,
    earned_s,
    running_s: bar.running_s + extra,
    stranded_s: coming ? bar.stranded_s : Math.max(bar.stranded_s, counted_s - earned_s),
    next: coming ? { code: coming.code, cents: coming.cents, short_s: coming.at_s - counted_s } : null,
  }
}

/** One drawn piece: its left edge and width in percent of the track. */
export interface Segment {
  left: number
  width: number
}

/** Where everything of a bar lies. Nothing is ever wider than the track. */
export interface Drawing {
  earned: Segment
  counted: Segment
  stranded: Segment
  running: Segment
  excluded: number
  ticks: { at: number; passed: boolean; code: string; at_s: number }[]
}

/** Positions by floor to a hundredth of a percent: a bar short of a tick never touches it. */
export function drawing(bar: BarView): Drawing {
  const scale = Math.max(1, bar.scale_s)
  const at = (seconds: number) => Math.min(100, Math.floor((Math.max(0, seconds) * 10_000) / scale) / 100)
  const between = (from: number, to: number): Segment => ({
    left: at(from),
    width: Math.max(0, Math.round((at(to) - at(from)) * 100) / 100),
  })
  const runningFrom = Math.max(0, bar.counted_s - bar.running_s)
  const strandedFrom = bar.counted_s - bar.stranded_s
  const earnedTo = Math.min(bar.earned_s, runningFrom)
  return {
    earned: between(0, earnedTo),
    counted: between(earnedTo, Math.min(runningFrom, strandedFrom)),
    stranded: between(Math.min(strandedFrom, runningFrom), runningFrom),
    running: between(runningFrom, bar.counted_s),
    excluded: at(bar.excluded_s),
    ticks: bar.ticks.map((tick) => ({ ...tick, at: at(tick.at_s) })),
  }
}
