// The claims of the month shown, and its export; of several answers only the last asked for is shown.

import * as backend from '../../backend'
import type { ClaimsView, ExportView, Failure } from '../../wire'

/** An export just made, and how many lines it left out. */
export interface Made {
  made: ExportView
  held: number
  refused: number
}

export class ClaimMonth {
  view = $state.raw<ClaimsView | null>(null)
  failed = $state.raw<Failure | null>(null)
  /** The export just made here. */
  made = $state.raw<Made | null>(null)
  /** Why an export was refused. */
  refused = $state.raw<Failure | null>(null)
  busy = $state(false)
  #asked = 0

  /** Reads a month. */
  async read(month: string) {
    this.#asked += 1
    const mine = this.#asked
    if (this.view?.month !== month) Object.assign(this, { view: null, made: null, refused: null })
    try {
      const view = await backend.claims(month)
      if (mine === this.#asked) Object.assign(this, { view, failed: null })
    } catch (error) {
      if (mine === this.#asked) this.failed = backend.failure(error)
    }
  }

  /** Writes the ready lines of the month shown to a file. */
  async export() {
    const view = this.view
    if (!view || this.busy) return
    Object.assign(this, { busy: true, refused: null, made: null })
    try {
      const made = await backend.exportClaims(view.month)
      const count = (status: string) => view.rows.filter((row) => row.status === status).length
      this.made = { made, held: count('held'), refused: count('refused') }
      await this.read(view.month)
    } catch (error) {
      this.refused = backend.failure(error)
    } finally {
      this.busy = false
    }
  }
}
