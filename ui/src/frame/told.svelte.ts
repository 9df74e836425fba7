// What is to be told above the screens: who has something to say says it here, and one line at a time is shown.

import { untrack } from 'svelte'

/** What a line asks for: the first number is shown first. */
export const URGENCY = { readOnly: 0, emergency: 1, finding: 2, alarm: 3, warning: 4, calm: 5, guide: 6 }

/** A sentence with what can be done about it. */
export interface Line {
  id: string
  urgency: number
  /** In front of the sentence, in bold. */
  lead?: string
  text: string
  act?: { label: string; run: () => void; testid?: string } | undefined
  /** It can be put away. */
  dismiss?: { label: string; run: () => void } | undefined
  testid: string
}

class Told {
  lists = $state.raw<Line[][]>([])

  /** Everything, the most urgent first. */
  get lines(): Line[] {
    return this.lists.flat().sort((one, other) => one.urgency - other.urgency)
  }
}

export const told = new Told()

/** Says lines until they are taken back: `$effect(() => tell([...]))`. */
export function tell(lines: Line[]): () => void {
  told.lists = [...untrack(() => told.lists), lines]
  return () => {
    told.lists = untrack(() => told.lists).filter((one) => one !== lines)
  }
}
