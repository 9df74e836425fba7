// The claims of the month shown, its batches and papers; of several answers only the last asked for is shown.

import * as backend from '../../backend'
import { orStopped } from '../../stopped'
import type { ClaimsView, ExportView, Failure, PaperView } from '../../wire'

/** A batch just made, and how many lines it left out. */
export interface Made {
  made: ExportView
  held: number
  refused: number
}

export class ClaimMonth {
  view = $state.raw<ClaimsView | null>(null)
  failed = $state.raw<Failure | null>(null)
  /** The batch just made here. */
  made = $state.raw<Made | null>(null)
  /** The packet or report just made here. */
  paper = $state.raw<PaperView | null>(null)
  /** Why an export was refused. */
  refused = $state.raw<Failure | null>(null)
  busy = $state(false)
  /** A batch is being made. */
  exporting = $state(false)
  /** The formats of the next batch: as they were chosen last, until somebody chooses others. */
  formats = $state.raw<string[]>([])
  /** Also lines that were exported and have not changed. */
  all = $state(false)
  /** The payers' own numbers of claims that X12 files replace or void, by our number. */
  former = $state<Record<string, string>>({})
  /** The password that files are sealed with; null: they are as they are. */
  seal = $state<string | null>(null)
  #chosen = false
  #asked = 0

  /** Reads a month. */
  async read(month: string) {
    this.#asked += 1
    const mine = this.#asked
    if (this.view?.month !== month)
      Object.assign(this, { view: null, made: null, paper: null, refused: null, all: false, former: {} })
    try {
      const view = await backend.claims(month)
      if (mine !== this.#asked) return
      Object.assign(this, { view, failed: null })
      if (!this.#chosen) this.formats = view.formats
    } catch (error) {
      if (mine === this.#asked) this.failed = backend.failure(error)
    }
  }

  /** Takes a format in or out. */
  choose(format: string, wanted: boolean) {
    this.#chosen = true
    const others = this.formats.filter((one) => one !== format)
    this.formats = wanted ? [...others, format] : others
  }

  /** Notes a payer's own number of a claim that was sent before. */
  tellFormer(claim: string, number: string) {
    this.former[claim] = number
  }

  /** The numbers told so far. */
  formerNumbers() {
    return Object.entries(this.former)
      .map(([claim, number]) => ({ claim, number: number.trim() }))
      .filter((one) => one.number !== '')
  }

  /** Lines that X12 files say otherwise, if the next batch has such files: they set them right. */
  get #overtaken(): number {
    return this.formats.includes('x12') ? (this.view?.outdated ?? 0) : 0
  }

  /** Something would be in the next batch, in some file. */
  get exportable(): boolean {
    const next = this.view?.next
    if (!next || this.formats.length === 0) return false
    if (this.#overtaken > 0) return true
    return next.new + next.changed + next.withdrawn > 0 || (this.all && next.unchanged > 0)
  }

  /** Writes what is new or different of the month shown to files. */
  async export() {
    const view = this.view
    if (!view) return
    this.exporting = true
    await this.#work(async () => {
      const made = await backend.exportClaims({
        month: view.month,
        formats: this.formats,
        all: this.all,
        former: this.formerNumbers(),
        seal: this.seal,
      })
      const count = (status: string) => view.rows.filter((row) => row.status === status).length
      this.made = { made, held: count('held'), refused: count('refused') }
      this.all = false
      this.former = {}
      await this.read(view.month)
    })
    this.exporting = false
  }

  /** Writes the audit packet of an account's month. */
  async packet(account: string) {
    const month = this.view?.month
    if (month)
      await this.#work(
        async () => void (this.paper = await backend.auditPacket({ month, account, seal: this.seal })),
      )
  }

  /** Writes the totals of the month. */
  async report(totals: string) {
    const month = this.view?.month
    if (month)
      await this.#work(
        async () => void (this.paper = await backend.claimsReport({ month, totals, seal: this.seal })),
      )
  }

  async #work(work: () => Promise<void>) {
    if (this.busy) return
    Object.assign(this, { busy: true, refused: null, made: null, paper: null })
    try {
      await work()
    } catch (error) {
      this.refused = orStopped(backend.failure(error))
    } finally {
      this.busy = false
    }
  }
}
