// The month under review, the patient shown, and what is decided; of several answers only the last asked for is shown.

import * as backend from '../../backend'
import type { Failure, ReviewPatientView, ReviewRowView, ReviewView, SignOffView } from '../../wire'
import { billedBy, inList, practitionersOf, type Show } from './rows'

export class ReviewMonth {
  view = $state.raw<ReviewView | null>(null)
  failed = $state.raw<Failure | null>(null)
  /** Which patients are listed. */
  show = $state<Show>('all')
  /** Under whom they are billed; empty: under anybody. */
  practitioner = $state('')
  /** The patient shown. */
  at = $state<number | null>(null)
  shown = $state.raw<ReviewPatientView | null>(null)
  /** Why the patient cannot be shown, or the decision was refused. */
  refused = $state.raw<Failure | null>(null)
  busy = $state(false)
  /** What was decided last, for who hears the screen. */
  said = $state('')
  #asked = 0
  #looked = 0

  get practitioners(): string[] {
    return practitionersOf(this.view?.rows ?? [])
  }

  /** The patients of the practitioner chosen, whatever their state. */
  get theirs(): ReviewRowView[] {
    return billedBy(this.view?.rows ?? [], this.practitioner)
  }

  get rows(): ReviewRowView[] {
    return inList(this.theirs, this.show)
  }

  get row(): ReviewRowView | null {
    return this.view?.rows.find((row) => row.patient === this.at) ?? null
  }

  /** Reads a month; of the same month the patient shown stays. */
  async read(month: string) {
    this.#asked += 1
    const mine = this.#asked
    if (this.view?.month !== month)
      Object.assign(this, { view: null, shown: null, at: null, refused: null, show: 'all', practitioner: '' })
    try {
      const view = await backend.review(month)
      if (mine !== this.#asked) return
      Object.assign(this, { view, failed: null })
      const first = this.rows[0]
      if (this.at === null && first) await this.look(first.patient)
      else if (this.at !== null) await this.look(this.at)
    } catch (error) {
      if (mine === this.#asked) this.failed = backend.failure(error)
    }
  }

  /** Lists the patients of one practitioner; nobody else's stays before the eyes of who signs. */
  async choose(practitioner: string, words: (name: string, patients: number) => string) {
    this.practitioner = practitioner
    this.said = words(practitioner, this.theirs.length)
    if (this.rows.some((row) => row.patient === this.at)) return
    this.#looked += 1
    Object.assign(this, { at: null, shown: null, refused: null })
    const first = this.rows[0]
    if (first) await this.look(first.patient)
  }

  /** Shows a patient. */
  async look(patient: number) {
    const month = this.view?.month
    if (!month) return
    this.#looked += 1
    const mine = this.#looked
    if (this.at !== patient) this.refused = null
    this.at = patient
    try {
      const shown = await backend.reviewPatient(patient, month)
      if (mine === this.#looked) this.shown = shown
    } catch (error) {
      if (mine === this.#looked) Object.assign(this, { shown: null, refused: backend.failure(error) })
    }
  }

  /** The patient `by` rows on. */
  move(by: number): number | null {
    const from = this.rows.findIndex((row) => row.patient === this.at)
    const next = this.rows[from < 0 ? 0 : Math.min(this.rows.length - 1, Math.max(0, from + by))]
    return next?.patient ?? null
  }

  /** The patient after this one who is left to sign; from the end on from the top. */
  #left(): number | null {
    const from = this.rows.findIndex((row) => row.patient === this.at)
    const after = [...this.rows.slice(from + 1), ...this.rows.slice(0, Math.max(0, from))]
    return inList(after, 'left')[0]?.patient ?? null
  }

  /** Signs what is shown, and goes on to the next who is left. A second press while that is under way is not lost on another patient. */
  async sign(words: (name: string) => string) {
    const { shown, at, view, row } = this
    if (!shown || !row || !view || this.busy || shown.patient.patient.id !== at) return
    const next = this.#left()
    const form = { patient: at, month: view.month, seen: shown.seen }
    await this.#decide(at, () => backend.signMonth(form), words(row.name), next)
  }

  /** Gives back what is shown. A refusal is thrown: it belongs at the field. */
  async giveBack(reason: string, words: (name: string) => string) {
    const { shown, at, view, row } = this
    if (!shown || !row || !view || at === null) return
    const form = { patient: at, month: view.month, seen: shown.seen, reason }
    const after = await backend.returnMonth(form).catch(async (error: unknown) => {
      // What changed since is shown at once, and the same reason can be given for it.
      await this.look(at)
      throw error
    })
    this.#put(at, after)
    this.said = words(row.name)
    const next = this.#left()
    await this.look(next ?? at)
  }

  async #decide(patient: number, work: () => Promise<SignOffView>, said: string, next: number | null) {
    this.busy = true
    this.refused = null
    try {
      this.#put(patient, await work())
      this.said = said
      await this.look(next ?? patient)
    } catch (error) {
      // What changed since is shown at once, with the refusal above it.
      await this.look(patient)
      this.refused = backend.failure(error)
    } finally {
      this.busy = false
    }
  }

  #put(patient: number, after: SignOffView) {
    if (!this.view) return
    const rows = this.view.rows.map((row) =>
      row.patient === patient
        ? { ...row, standing: after.standing, decision: after.decisions.at(-1) ?? null }
        : row,
    )
    this.view = { ...this.view, rows }
  }
}
