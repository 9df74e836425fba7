// The events as read: filters and order, page after page; of several answers only the last asked for is shown.

import * as backend from '../../backend'
import { orStopped } from '../../stopped'
import type {
  AuditColumnForm,
  AuditFileView,
  AuditForm,
  AuditView,
  EventView,
  Failure,
  VerificationView,
} from '../../wire'

export class Events {
  form = $state<AuditForm>(blank(null))
  events = $state.raw<EventView[] | null>(null)
  /** The rest of the last answer. */
  page = $state.raw<AuditView | null>(null)
  failed = $state.raw<Failure | null>(null)
  busy = $state(false)
  made = $state.raw<AuditFileView | null>(null)
  found = $state.raw<VerificationView | null>(null)
  /** The step a check is at, from 0; null when none runs. */
  step = $state<number | null>(null)
  /** The password that the file is sealed with; null: it is as it is. */
  seal = $state<string | null>(null)
  /** The file is being made. */
  exporting = $state(false)
  #asked = 0

  constructor(patient: number | null) {
    this.form = blank(patient)
  }

  /** Reads from the beginning. */
  async read() {
    this.form.skip = 0
    await this.#get([])
  }

  /** Reads the next page. */
  async more() {
    if (this.busy || !this.page?.more) return
    this.form.skip += this.page.events.length
    await this.#get(this.events ?? [])
  }

  /** Puts the events in order by a column; once more turns it around. */
  async sort(by: AuditColumnForm) {
    this.form.ascending = this.form.sort === by ? !this.form.ascending : by !== 'time'
    this.form.sort = by
    await this.read()
  }

  async export() {
    this.exporting = true
    await this.#work(async () => {
      this.made = await backend.exportAudit({ ...this.form, skip: 0 }, this.seal)
    })
    this.exporting = false
  }

  /** The full check; asks twice a second how far it is. */
  async verify() {
    this.step = 0
    this.found = null
    const look = setInterval(() => {
      void backend.verifyStep().then(
        (step) => this.step !== null && (this.step = step),
        () => undefined,
      )
    }, 500)
    await this.#work(async () => {
      this.found = await backend.verify()
    })
    clearInterval(look)
    this.step = null
  }

  async #get(before: EventView[]) {
    this.#asked += 1
    const mine = this.#asked
    this.busy = true
    try {
      const page = await backend.audit({ ...this.form })
      if (mine !== this.#asked) return
      // What was done meanwhile stands at the top, so the next page begins with rows that are shown already.
      const next = page.events.filter((one) => !before.some((shown) => shown.seq === one.seq))
      const events = [...before, ...next]
      Object.assign(this, { page, events, failed: null })
    } catch (error) {
      if (mine === this.#asked) this.failed = backend.failure(error)
    } finally {
      if (mine === this.#asked) this.busy = false
    }
  }

  async #work(work: () => Promise<void>) {
    try {
      await work()
      this.failed = null
    } catch (error) {
      this.failed = orStopped(backend.failure(error))
    }
  }
}

/** Every event, newest first. */
export function blank(patient: number | null): AuditForm {
  const any = { from: null, until: null, staff: null, category: null, action: null, outcome: null }
  return { ...any, patient, sort: 'time', ascending: false, skip: 0 }
}
