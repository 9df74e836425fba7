// The patient as read: the view of a month, the staff for the forms, and which dialog is open.

import * as backend from '../../backend'
import { session } from '../../session.svelte'
import type {
  BilledElsewhereView,
  ContactView,
  EnrollmentView,
  EntryView,
  EpisodeView,
  Failure,
  PatientView,
  StaffView,
} from '../../wire'

/** A talk, a plan or another service, as it is named where it is voided. */
export interface VoidableService {
  kind: 'talk' | 'plan' | 'service'
  id: number
  says: string
}

/** The dialog that is open, and what it is about. */
export type Asking =
  | { what: 'patient' }
  | { what: 'time'; enrollment: number }
  | { what: 'enrollment'; known: EnrollmentView | null; at: string | null }
  | { what: 'correct'; entry: EntryView }
  | { what: 'exclude'; entry: EntryView }
  | { what: 'split'; entry: EntryView }
  | { what: 'void'; entry: EntryView }
  | { what: 'history'; entry: EntryView }
  | { what: 'explain'; enrollment: EnrollmentView }
  | { what: 'discharge'; known: EpisodeView | null; at: string | null }
  | { what: 'contact'; episode: EpisodeView; contact?: ContactView }
  | { what: 'void-contact'; contact: ContactView }
  | { what: 'visit'; episode: EpisodeView }
  | { what: 'team' }
  | { what: 'elsewhere' }
  | { what: 'withdraw'; billed: BilledElsewhereView }
  | { what: 'talk' }
  | { what: 'plan' }
  | { what: 'service' }
  | { what: 'void-service'; service: VoidableService }

export class Reading {
  view = $state.raw<PatientView | null>(null)
  staff = $state.raw<StaffView[]>([])
  failed = $state.raw<Failure | null>(null)
  asking = $state.raw<Asking | null>(null)
  /** The patient is not assigned to this person, who can open the page in an emergency. */
  hidden = $state(false)
  #asked = 0

  /** Reads the month; of several answers only the last asked for is shown. */
  async read(id: number, month: string | null) {
    this.#asked += 1
    const mine = this.#asked
    try {
      const [view, { staff }] = await Promise.all([backend.patient(id, month), backend.settings()])
      if (mine === this.#asked) Object.assign(this, { view, staff, failed: null, hidden: false })
    } catch (error) {
      if (mine !== this.#asked) return
      const failed = backend.failure(error)
      const hidden = failed.code === 'forbidden' && session.can('open_in_emergency')
      // What was open in an emergency leaves the screen when the hour is over.
      if (failed.code === 'forbidden') Object.assign(this, { view: null, asking: null })
      Object.assign(this, { failed: hidden ? null : failed, hidden })
    }
  }

  ask = (asking: Asking) => {
    this.asking = asking
  }

  close = () => {
    this.asking = null
  }
}
