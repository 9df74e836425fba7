// The first hour of a new practice: its steps, and which of them are done.

import * as backend from './backend'
import { appearance, changeAppearance } from './appearance.svelte'
import type { Failure, StepView } from './wire'

class Guide {
  steps = $state.raw<StepView[] | null>(null)
  failed = $state.raw<Failure | null>(null)

  /** Steps that are done. */
  get done(): number {
    return this.steps?.filter((one) => one.done).length ?? 0
  }

  /** The first that is not done. */
  get next(): string | null {
    return this.steps?.find((one) => !one.done)?.step ?? null
  }

  /** It is offered until it is done or put away. */
  get offered(): boolean {
    return this.next !== null && appearance.view !== null && !appearance.view.guide_hidden
  }
}

export const guide = new Guide()

/** Looks again at what there is. */
export async function readGuide() {
  try {
    guide.steps = await backend.guide()
    guide.failed = null
  } catch (error) {
    guide.failed = backend.failure(error)
  }
}

/** Puts it away, or brings it back. */
export const hideGuide = (hidden: boolean) => changeAppearance({ guide_hidden: hidden })
