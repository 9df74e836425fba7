// Printing goes on record first, and the sheet then says where the record stood.

import { tick } from 'svelte'
import * as backend from '../backend'
import { router } from '../router.svelte'
import { session } from '../session.svelte'
import type { HeadView } from '../wire'

export class Printing {
  /** Where the record stood when this was printed. */
  head = $state.raw<HeadView | null>(null)
  #asked = false

  /** Puts it on record and prints. What could not be put on record is not printed from here. */
  async print() {
    try {
      this.head = await this.#record()
    } catch {
      return
    }
    this.#asked = true
    await tick()
    window.print()
    this.#asked = false
  }

  /** Printed another way: it goes on record all the same. */
  begins() {
    if (this.#asked || !session.can('print')) return
    void this.#record().then(
      (head) => (this.head = head),
      () => undefined,
    )
  }

  #record(): Promise<HeadView> {
    const { route } = router
    const patient = route.screen === 'patient' ? route.id : null
    const what = route.screen === 'guide' ? 'settings' : route.screen
    return backend.print({ what, patient })
  }
}
