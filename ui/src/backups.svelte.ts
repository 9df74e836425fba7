// How the backups stand, for Settings and for the banner; watched while one is being made.

import * as backend from './backend'
import type { BackupsView, Failure } from './wire'

/** While a backup is made it is looked at this often; one takes a second or more. */
const LOOK_MS = 400

class Backups {
  view = $state.raw<BackupsView | null>(null)
  failed = $state.raw<Failure | null>(null)
  #waiting: ReturnType<typeof setTimeout> | undefined

  get busy(): boolean {
    return Boolean(this.view?.under_way)
  }

  /** Does something, shows what it answers, and looks on while a backup is under way. */
  async show(work: () => Promise<BackupsView> = backend.backups) {
    clearTimeout(this.#waiting)
    try {
      this.view = await work()
      this.failed = null
      if (this.busy) this.#waiting = setTimeout(() => void this.show(), LOOK_MS)
    } catch (error) {
      this.failed = backend.failure(error)
    }
  }

  /** Nobody is signed in any more. */
  forget() {
    clearTimeout(this.#waiting)
    Object.assign(this, { view: null, failed: null })
  }
}

export const backups = new Backups()
