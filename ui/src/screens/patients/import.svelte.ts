// An import before it is made: the chosen file or the pasted lines, and what they would bring.

import * as backend from '../../backend'
import { orStopped } from '../../stopped'
import type { Failure, ImportView } from '../../wire'
import { textOf } from './reading'

export class PatientImport {
  /** The chosen file; null while lines are pasted. */
  file = $state.raw<{ name: string; text: string } | null>(null)
  pasted = $state('')
  /** What the lines would bring; null until they were read. */
  view = $state.raw<ImportView | null>(null)
  failed = $state.raw<Failure | null>(null)
  busy = $state(false)
  /** The patients are being stored. */
  storing = $state(false)
  #asked = 0

  /** Only a list without a fault may be stored. */
  get ready(): boolean {
    return this.view !== null && this.view.faults.length === 0 && this.view.good > 0 && !this.busy
  }

  /** The lines to read. */
  get text(): string {
    return this.file?.text ?? this.pasted
  }

  /** Takes a file of this PC. */
  async choose(file: File | undefined) {
    if (!file) return
    this.file = { name: file.name, text: await textOf(file) }
    await this.preview()
  }

  /** Takes what was typed or pasted. */
  async paste() {
    this.file = null
    await this.preview()
  }

  /** Asks what the lines would bring; of several answers only the last asked for is shown. */
  async preview() {
    this.#asked += 1
    const mine = this.#asked
    this.view = this.failed = null
    this.busy = this.text.trim() !== ''
    if (!this.busy) return
    const settled = await backend.previewImport(this.text).then(
      (view) => ({ view, failed: null }),
      (error: unknown) => ({ view: null, failed: backend.failure(error) }),
    )
    if (mine !== this.#asked) return
    Object.assign(this, { ...settled, busy: false })
    if (this.failed) this.failed = orStopped(this.failed)
  }

  /** Stores all of them; the number added, or null when it was refused. */
  async store(): Promise<number | null> {
    this.busy = this.storing = true
    this.failed = null
    try {
      return (await backend.importPatients(this.text)).added
    } catch (error) {
      this.failed = orStopped(backend.failure(error))
      return null
    } finally {
      this.busy = this.storing = false
    }
  }
}
