// Going back to a backup, step by step: choose, unlock, see what is lost, restore.

import * as backend from './backend'
import { readStage } from './session.svelte'
import { orStopped } from './stopped'
import type { Failure, RestorableView, RestorePreviewView, RestoredView } from './wire'

class Restoring {
  /** The wizard is on screen. */
  open = $state(false)
  found = $state.raw<RestorableView[] | null>(null)
  chosen = $state.raw<RestorableView | null>(null)
  preview = $state.raw<RestorePreviewView | null>(null)
  done = $state.raw<RestoredView | null>(null)
  failed = $state.raw<Failure | null>(null)
  busy = $state(false)

  /** Looks for backups: those known here, or those of a folder. */
  async look(folder: string) {
    await this.#work(async () => {
      this.found = await backend.restorable({ folder })
    })
  }

  choose(one: RestorableView) {
    Object.assign(this, { chosen: one, preview: null, failed: null })
  }

  /** Opens the chosen backup and asks what would be lost. */
  async check(sign_in: string, password: string) {
    const { chosen } = this
    if (!chosen) return
    await this.#work(async () => {
      this.preview = await backend.previewRestore({ backup: chosen.backup.dir, sign_in, password })
    })
  }

  /** Does it. */
  async restore(sign_in: string, password: string) {
    const { chosen } = this
    if (!chosen) return
    await this.#work(async () => {
      this.done = await backend.restore({ backup: chosen.backup.dir, sign_in, password })
    })
  }

  /** One step back, or out. */
  back() {
    this.failed = null
    if (this.preview) this.preview = null
    else if (this.chosen) this.chosen = null
    else this.leave()
  }

  leave() {
    Object.assign(this, { open: false, found: null, chosen: null, preview: null, done: null, failed: null })
    void readStage()
  }

  async #work(work: () => Promise<void>) {
    if (this.busy) return
    this.busy = true
    this.failed = null
    try {
      await work()
    } catch (error) {
      this.failed = orStopped(backend.failure(error))
    } finally {
      this.busy = false
    }
  }
}

export const restoring = new Restoring()

/** Puts the wizard on screen. */
export function beginRestore() {
  restoring.open = true
  void restoring.look('')
}
