// A form on its way to the backend: what is typed stays, and a refusal lands at its field.

import { tick } from 'svelte'
import { failure } from '../backend'
import { orStopped } from '../stopped'
import type { Failure } from '../wire'

/** The control of a field: in the open dialog if there is one, else on the screen. */
export function control(field: string): HTMLElement | null {
  const dialogs = document.querySelectorAll('[role="dialog"]')
  const within = dialogs[dialogs.length - 1] ?? document
  return within.querySelector<HTMLElement>(`[name="${CSS.escape(field)}"]`)
}

/** Brings a field into sight and puts the focus there. */
export function focusField(field: string): boolean {
  const found = control(field)
  found?.scrollIntoView({ block: 'center' })
  found?.focus({ preventScroll: true })
  return found !== null
}

/** A wrong password carries no field: which of the fields it was typed into is known here. */
export function passwordAt<T>(field: string, work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    const failed = failure(error)
    throw ['wrong_password', 'wait', 'locked_out'].includes(failed.code) ? { ...failed, field } : failed
  })
}

export class Sending {
  busy = $state(false)
  failed = $state.raw<Failure | null>(null)
  /** The refusal is shown at a field that is on screen. */
  placed = $state(false)

  /** What the form's head says: refusals that belong to no field in sight. */
  get head(): string | null {
    return this.failed && !this.placed && !this.ambiguous ? this.failed.message : null
  }

  /** The wall time came twice that night: ask which. */
  get ambiguous(): boolean {
    return this.failed?.code === 'ambiguous_time'
  }

  /** What is wrong with a field. */
  at = (field: string): string | null =>
    this.failed?.field === field && !this.ambiguous ? this.failed.message : null

  /** Sends; true when it was done. A refusal keeps the form and moves the focus to its field. */
  async send(work: () => Promise<unknown>): Promise<boolean> {
    if (this.busy) return false
    this.busy = true
    this.failed = null
    try {
      await work()
      return true
    } catch (error) {
      const failed = orStopped(failure(error))
      if (failed) await this.#refused(failed)
      return false
    } finally {
      this.busy = false
    }
  }

  async #refused(failed: Failure) {
    this.placed = failed.field !== null && control(failed.field) !== null
    this.failed = failed
    this.busy = false
    await tick()
    if (failed.field && !this.ambiguous) focusField(failed.field)
  }
}
