// What Today is narrowed to and which groups are folded: kept while another screen is looked at.

import { SvelteSet } from 'svelte/reactivity'
import type { Filter, GroupId } from './rows'

/** No filter at all. */
export const nothing: Filter = { program: '', practitioner: '', payer: '', staff: '', text: '' }

class Kept {
  filter = $state<Filter>({ ...nothing })
  folded = new SvelteSet<GroupId>()

  /** What was looked for is somebody's name: whoever comes next does not see it. */
  forget() {
    this.filter = { ...nothing }
  }
}

export const kept = new Kept()
