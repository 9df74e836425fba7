// The board as read, where the keyboard is, and which dialog is open.

import * as backend from '../../backend'
import type { Kind } from '../../forms/tcm'
import type { BoardRowView, BoardView, ContactView, Failure } from '../../wire'

/** The dialog that is open, and what it is about. */
export type Asking =
  | { what: 'log'; row: BoardRowView; kind: Kind }
  | { what: 'correct'; row: BoardRowView; contact: ContactView }
  | { what: 'void'; row: BoardRowView; contact: ContactView }
  | { what: 'visit'; row: BoardRowView }
  | { what: 'edit'; row: BoardRowView }
  | { what: 'again'; row: BoardRowView }
  | { what: 'readmit'; row: BoardRowView }
  | { what: 'death'; row: BoardRowView }
  | { what: 'add' }

/** The groups of the board, in order. */
export const states = ['open', 'complete', 'not_reported', 'refused'] as const

class BoardReading {
  view = $state.raw<BoardView | null>(null)
  failed = $state.raw<Failure | null>(null)
  asking = $state.raw<Asking | null>(null)
  #asked = 0

  /** Reads the board; of several answers only the last asked for is shown. */
  async read() {
    this.#asked += 1
    const mine = this.#asked
    try {
      const view = await backend.tcm()
      if (mine === this.#asked) Object.assign(this, { view, failed: null })
    } catch (error) {
      if (mine === this.#asked) this.failed = backend.failure(error)
    }
  }

  ask = (asking: Asking) => {
    this.asking = asking
  }

  close = () => {
    this.asking = null
  }
}

export { BoardReading }
