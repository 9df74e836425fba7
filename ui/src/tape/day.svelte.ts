// A day as read, and which dialog about it is open.

import * as backend from '../backend'
import type { DayEntryView, DayView, Failure, GapView, OverlapView, VerdictForm } from '../wire'
import type { Span } from './tape'

/** The dialog that is open, and what it is about. */
export type DayAsking =
  | { what: 'gap'; gap: GapView; choice?: VerdictForm }
  | { what: 'exclude'; one: DayEntryView }
  | { what: 'fill'; free: Span }
  | { what: 'edge'; one: DayEntryView; to: Span }
  | { what: 'split'; one: DayEntryView }
  | { what: 'overlap'; overlap: OverlapView }

export class DayReading {
  view = $state.raw<DayView | null>(null)
  failed = $state.raw<Failure | null>(null)
  asking = $state.raw<DayAsking | null>(null)
  #asked = 0

  /** Reads a day; of several answers only the last asked for is shown. */
  async read(date: string | null) {
    this.#asked += 1
    const mine = this.#asked
    try {
      const view = await backend.day(date)
      if (mine === this.#asked) Object.assign(this, { view, failed: null })
    } catch (error) {
      if (mine === this.#asked) this.failed = backend.failure(error)
    }
  }

  /** An entry of the day. */
  entry = (id: number) => this.view?.entries.find(({ entry }) => entry.id === id) ?? null

  close = () => {
    this.asking = null
  }
}
