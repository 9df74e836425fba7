// A forgotten timer is mentioned once at each step; the reminder to start comes after a while without a timer.

import { nowMs } from '../parts/clock.svelte'
import { timer } from '../timer.svelte'
import type { NoticeView } from '../wire'

/** How long nobody times anything before the reminder, in milliseconds: long enough for a coffee. */
const UNTIMED_MS = 10 * 60_000

const order: NoticeView[] = ['none', 'first', 'second', 'stale']

class Notices {
  #dismissed = $state.raw<{ timer: number; step: number }>({ timer: 0, step: 0 })
  #quietUntil = $state(0)
  #idleSince = $state<number | null>(null)
  /** The length that is read aloud: that of when the notice came up, not one that ticks. */
  said = $state(0)

  /** The step of the running timer that nobody has put away yet. */
  get shown(): NoticeView {
    const view = timer.view
    if (!view || view.interrupted_at) return 'none'
    const away = this.#dismissed.timer === view.id ? this.#dismissed.step : 0
    return order.indexOf(view.notice) > away ? view.notice : 'none'
  }

  /** The opt-in reminder: nothing was timed for a while. */
  get remind(): boolean {
    if (timer.desk?.remind !== true || timer.view || this.#idleSince === null) return false
    return nowMs() > Math.max(this.#idleSince + UNTIMED_MS, this.#quietUntil)
  }

  /** Still working: this step is not mentioned again. */
  dismiss() {
    const view = timer.view
    if (view) this.#dismissed = { timer: view.id, step: order.indexOf(view.notice) }
  }

  /** Not now: not for another while. */
  quiet() {
    this.#quietUntil = Date.now() + UNTIMED_MS
  }

  /** The desk changed: when timing ended is where the wait begins. */
  follow() {
    const none = timer.desk !== null && timer.view === null
    if (none && this.#idleSince === null) this.#idleSince = Date.now()
    if (!none) this.#idleSince = null
    if (this.shown !== 'none') this.said = timer.view?.elapsed_s ?? 0
  }
}

export const notices = new Notices()
