// Who is signed in and what stage the app is in; and the count that tells screens to read again.

import * as backend from './backend'
import { silence } from './parts/messages.svelte'
import type { CanView, MeView, PracticeView, RecoveryView, StageView } from './wire'

class Session {
  /** Null until the backend answered for the first time. */
  stage = $state.raw<StageView | null>(null)
  /** A new recovery key to be shown and printed: nothing else is on the page meanwhile. */
  kit = $state.raw<RecoveryView | null>(null)
  /** Grows with each change of time, patients or documents: a screen that reads it reads its data again. */
  revision = $state(0)

  /** The practice, once the vault is open. */
  get practice(): PracticeView | null {
    return this.stage?.stage === 'open' ? this.stage.practice : null
  }

  /** The person signed in, once the vault is open. */
  get me(): MeView | null {
    return this.stage?.stage === 'open' ? this.stage.me : null
  }

  /** May the person signed in do this? What may not be done is not offered; Rust refuses it all the same. */
  can(right: CanView): boolean {
    return this.me?.can.includes(right) ?? false
  }

  /** The practice's zone, for instants. */
  get zone(): string {
    return this.practice?.time_zone ?? 'UTC'
  }
}

export const session = new Session()

/** Goes to a stage the backend answered with; leaving the open stage takes every name off the screen. */
export function enter(stage: StageView) {
  if (stage.stage !== 'open') silence()
  session.kit = null
  session.stage = stage
}

/** Tells the screens that something they show has changed. */
export function changed() {
  session.revision += 1
}

/** Asks the backend where we are. */
export async function readStage() {
  try {
    enter(await backend.stage())
  } catch (error) {
    enter({ stage: 'trouble', message: backend.failure(error).message, previous_keys: false })
  }
}

/** Locks the vault; a running timer goes on. The page is emptied before Rust has answered. */
export async function lock() {
  const locking = backend.lock()
  silence()
  session.kit = null
  session.stage = null
  try {
    enter(await locking)
  } catch {
    await readStage()
  }
}

backend.onLocked(() => {
  if (session.stage?.stage === 'open') void readStage()
})
