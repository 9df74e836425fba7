// Today's list, shared by the Today screen and the count in the navigation.

import * as backend from './backend'
import type { Failure, TodayView } from './wire'

class Worklist {
  view = $state.raw<TodayView | null>(null)
  failed = $state.raw<Failure | null>(null)

  /** Patients with something to do: everything that is neither done nor blocked. */
  get due(): number | null {
    if (!this.view) return null
    const open = this.view.rows.filter((row) => row.group !== 'done' && row.group !== 'blocked')
    return open.length + this.view.tcm.length
  }
}

export const worklist = new Worklist()

let asked = 0

/** Reads the list again; of several answers only the last asked for is shown. */
export async function readWorklist() {
  asked += 1
  const mine = asked
  try {
    const view = await backend.today()
    if (mine === asked) Object.assign(worklist, { view, failed: null })
  } catch (error) {
    if (mine === asked) worklist.failed = backend.failure(error)
  }
}

/** Nothing of a practice stays in memory when it is locked. */
export function forgetWorklist() {
  worklist.view = null
}
