// The month in pictures; of several answers only the last asked for is shown.

import * as backend from '../../backend'
import type { Failure, InsightsView } from '../../wire'

export class InsightsMonth {
  view = $state.raw<InsightsView | null>(null)
  failed = $state.raw<Failure | null>(null)
  #asked = 0

  /** Reads a month. */
  async read(month: string) {
    this.#asked += 1
    const mine = this.#asked
    if (this.view?.month !== month) this.view = null
    try {
      const view = await backend.insights(month)
      if (mine === this.#asked) Object.assign(this, { view, failed: null })
    } catch (error) {
      if (mine === this.#asked) this.failed = backend.failure(error)
    }
  }
}
