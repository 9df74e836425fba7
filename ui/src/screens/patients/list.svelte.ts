// The patients found by what is typed; of several answers only the last asked for is shown.

import * as backend from '../../backend'
import type { Failure, PatientLineView } from '../../wire'

/** The most a search answers; more are found by typing. */
export const MOST = 500

export class PatientList {
  /** What is looked for. */
  text = $state('')
  /** Null until the first answer. */
  lines = $state.raw<PatientLineView[] | null>(null)
  failed = $state.raw<Failure | null>(null)
  #asked = 0

  /** Reads the patients that match what is typed now. */
  async read() {
    this.#asked += 1
    const mine = this.#asked
    try {
      const lines = await backend.findPatients(this.text)
      if (mine === this.#asked) Object.assign(this, { lines, failed: null })
    } catch (error) {
      if (mine === this.#asked) this.failed = backend.failure(error)
    }
  }
}
