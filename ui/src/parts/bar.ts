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

/** Words under the bar: of one tick, or of passed ones that lie too near to each other for words of their own. */
export interface Label {
  at: number
  passed: boolean
  /** Codes as they stand on a claim: the same one again by its number. */
  codes: string
  at_s: number[]
}

/** Words of a tick take that many percent of the narrowest track, and twice the words twice as many. */
const ROOM = 18

/** The words under a bar, none over another's: what was earned long ago moves together. */
export function labels(ticks: Drawing['ticks']): (Label & { first: boolean })[] {
  const folded: (typeof ticks)[] = []
  for (const tick of ticks) {
    const last = folded.at(-1)
    const near = last && tick.passed && tick.at - (last.at(-1)?.at ?? 0) < ROOM
    if (near) last.push(tick)
    else folded.push([tick])
  }
  return folded.map((together) => {
    const [at, passed] = [together.at(-1)?.at ?? 0, together.every((tick) => tick.passed)]
    const codes = named(together.map((tick) => tick.code))
    return { at, passed, codes, at_s: together.map((tick) => tick.at_s), first: at < ROOM * together.length }
  })
}

const named = (codes: string[]) =>
  [...new Set(codes)]
    .map((code) => [code, codes.filter((other) => other === code).length] as const)
    .map(([code, times]) => (times > 1 ? `${code} × ${times}` : code))
    .join(', ')

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
