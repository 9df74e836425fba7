// The running timer as the window draws it; the clock itself runs in Rust.

import * as backend from './backend'
import { added, grown, type Running } from './parts/bar'
import { nowMs } from './parts/clock.svelte'
import { say, type Saying } from './parts/messages.svelte'
import { go } from './router.svelte'
import { changed } from './session.svelte'
import { deskText } from './text/desk'
import { timerText } from './text/timer'
import type { ActivityView, BarView, DeskView, RunningView, SettleForm, StoppedView, TimerForm } from './wire'

/** A question about the timer that the person opened. */
export type Asking =
  'stop' | 'pop' | 'activity' | 'exclude' | 'note' | 'earlier' | 'move' | 'push' | 'absence'

class Timer {
  /** The last answer about the running timer; null when none runs. */
  view = $state.raw<RunningView | null>(null)
  /** The instant the numbers of `view` were true on this PC's clock, in milliseconds. */
  since = $state.raw(0)
  /** All activities, in the order of the taxonomy. */
  activities = $state.raw<ActivityView[]>([])
  /** Which question about the timer is open. */
  asking = $state<Asking | null>(null)
  /** What surrounds the running timer: paused ones, time set aside, undo; null until it was read. */
  desk = $state.raw<DeskView | null>(null)
  /** The enrollment whose number is to be explained as soon as its patient is on screen. */
  explaining = $state<number | null>(null)

  /** For bars: null when the timer stands still after an interruption. */
  get running(): Running | null {
    if (!this.view || this.view.interrupted_at) return null
    return { since: this.since, counting: this.view.counting }
  }

  /** Whole seconds on the clock now; ticks where it is read in a template. */
  get elapsed(): number {
    return this.view ? this.view.elapsed_s + this.#extra() : 0
  }

  /** The month's bar of the running enrollment as of now. */
  get bar(): BarView | null {
    return this.view ? grown(this.view.bar, this.#extra(), this.view.counting) : null
  }

  /** True when the timer runs on this enrollment. */
  runsOn(enrollment: number | null): boolean {
    return enrollment !== null && this.view?.enrollment === enrollment
  }

  /** The label of an activity. */
  label(slug: string): string {
    return this.activities.find((activity) => activity.slug === slug)?.label ?? slug
  }

  /**
   * Takes an answer in. Seconds arrive floored, so the true start is at or before
   * each answer's: the earliest one is nearest to it, and the clock neither jumps nor runs ahead.
   */
  take(view: RunningView | null) {
    const now = Date.now()
    if (view) {
      const start = now - view.elapsed_s * 1000
      const known = this.view?.id === view.id ? this.since - this.view.elapsed_s * 1000 : start
      const close = Math.abs(known - start) < 1500
      this.since = (close ? Math.min(known, start) : start) + view.elapsed_s * 1000
    }
    this.view = view
  }

  #extra(): number {
    const running = this.running
    return running ? added(running, nowMs()) : 0
  }
}

export const timer = new Timer()

let read = false
let serial = 0

/** Reads the timer again: every 15 s, when the window comes back, and after changes. */
export async function readTimer() {
  const before = timer.view?.id
  const asked = serial
  const desk = await backend.desk()
  // Something was done meanwhile: its own answer is the newer one.
  if (asked !== serial) return
  timer.desk = desk
  timer.take(desk.running)
  // At the first reading the screens read their data anyway.
  if (read && timer.view?.id !== before) changed()
  read = true
}

/** Reads the activities; their keys follow what the person uses most. */
export async function readActivities() {
  timer.activities = await backend.activities()
}

/** Takes in what a command answered about the desk, and tells the screens. */
export function takeDesk(desk: DeskView) {
  serial += 1
  timer.desk = desk
  timer.take(desk.running)
  timer.asking = null
  changed()
}

/** What was done can be taken back from the message that says so. */
export const undoable = (): Saying => ({ action: { label: deskText.undo, run: () => void undo() } })

/** Takes the last action back, by appended reversals. */
export const undo = () =>
  attempt(async () => {
    const { words, desk } = await backend.undo()
    takeDesk(desk)
    say(deskText.undone(words), { action: { label: deskText.redo, run: () => void redo() } })
  })

/** Does again what was taken back last. */
export const redo = () =>
  attempt(async () => {
    const { words, desk } = await backend.redo()
    takeDesk(desk)
    say(deskText.redone(words), undoable())
  })

/** Does something with the timer and says what went wrong, if anything did. */
export async function attempt(work: () => Promise<void>) {
  try {
    serial += 1
    await work()
    serial += 1
    await readTimer().catch(() => undefined)
  } catch (error) {
    const { code, message } = backend.failure(error)
    if (code !== 'locked') say(message, { tone: 'error' })
    await readTimer().catch(() => undefined)
  }
}

/** After a stop the entry can be changed; what was stopped for another timer can be taken back. */
function saved(stopped: StoppedView, labelled: boolean, how: Saying) {
  if (stopped.entry === null) return say(timerText.tooShort(stopped.name))
  return say(timerText.saved(stopped, labelled), how)
}

const changeable = ({ patient }: StoppedView): Saying => ({
  action: { label: timerText.change, run: () => go({ screen: 'patient', id: patient, month: null }) },
})

/** Starts on an enrollment; a timer that ran is stopped, and that is said. */
export function start(enrollment: number, activity: string | null = null) {
  return attempt(async () => {
    if (timer.runsOn(enrollment)) return
    const labelled = timer.view?.activity !== null
    const started = await backend.startTimer({ enrollment, activity })
    timer.take(started.running)
    changed()
    if (started.stopped) saved(started.stopped, labelled, undoable())
  })
}

/** Is there something to be said before this timer ends: what it was, or the note that the practice wants? */
export const mustAsk = (view: RunningView) =>
  view.activity === null || (timer.desk?.note_required === true && view.note.trim() === '')

/** Stops: at once when all is known, else it asks what it was. */
export async function stop() {
  const view = timer.view
  if (!view) return
  if (view.interrupted_at) return settle('keep_and_stop')
  if (mustAsk(view)) timer.asking = 'stop'
  else await stopWith({ activity: view.activity, note: view.note })
}

/** Stops with what is now known about it. */
export function stopWith(form: TimerForm) {
  return attempt(async () => {
    const stopped = await backend.stopTimer(form)
    timer.asking = null
    timer.take(null)
    changed()
    saved(stopped, form.activity !== null, changeable(stopped))
    void readActivities().catch(() => undefined)
  })
}

/** Sets the activity or the note of the running timer; what there is to say of it is said. */
export function describe(change: Partial<TimerForm>, said?: string) {
  const view = timer.view
  if (!view) return Promise.resolve()
  return attempt(async () => {
    timer.take(await backend.describeTimer({ activity: view.activity, note: view.note, ...change }))
    timer.asking = null
    changed()
    if (said) say(said, undoable())
  })
}

/** Answers the question about an interrupted timer. */
export function settle(choice: SettleForm) {
  return attempt(async () => {
    timer.take(await backend.settleTimer(choice))
    changed()
    say(timerText.settled[choice])
  })
}

/** Space: stops the timer on this enrollment, or starts one there. */
export const toggle = (enrollment: number) => (timer.runsOn(enrollment) ? stop() : start(enrollment))
