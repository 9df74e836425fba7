// Printing goes on record first, and the sheet then says where the record stood.

import { tick } from 'svelte'
import * as backend from '../backend'
import { say } from '../parts/messages.svelte'
import { router } from '../router.svelte'
import { session } from '../session.svelte'
import { momentOf } from '../text/dates'
import { printText as text } from '../text/frame'
import type { HeadView } from '../wire'

/** A text as CSS writes it. */
const quoted = (words: string) =>
  `"${words.replace(/["\\\n\r\f]/g, (one) => `\\${one.charCodeAt(0).toString(16)} `)}"`

/** True where the engine draws the margins of a page itself: then nothing has to stand in the way of the text. */
export const hasMargins = () => 'CSSMarginRule' in window

/** What the foot of each page says: the practice, when and by whom, and where the record stood. */
export function footWords(head: HeadView | null): string[] {
  const practice = session.practice?.name ?? ''
  // Read once for each print: nothing has to follow it.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  const now = new Date().toISOString()
  return [
    session.practice?.demo ? `${practice} · ${text.demo}` : practice,
    text.printed(momentOf(now, session.zone), session.me?.name ?? ''),
    ...(head ? [text.head(head.seq, head.hash)] : []),
  ]
}

let sheet: CSSStyleSheet | null = null

/** Writes the foot into the margin of the page. */
function write(head: HeadView | null) {
  if (!hasMargins()) return
  if (!sheet) {
    sheet = new CSSStyleSheet()
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  }
  const words = quoted(footWords(head).join(' · '))
  sheet.replaceSync(`@page { @bottom-left { content: ${words}; font: 8pt sans-serif; } }`)
}

export class Printing {
  /** Where the record stood when this was printed. */
  head = $state.raw<HeadView | null>(null)
  #asked = false

  /** Puts it on record and prints. What could not be put on record is not printed from here. */
  async print() {
    try {
      this.head = await this.#record()
    } catch (error) {
      say(backend.failure(error).message, { tone: 'error' })
      return
    }
    write(this.head)
    this.#asked = true
    await tick()
    window.print()
    this.#asked = false
  }

  /** Printed another way: it goes on record all the same. */
  begins() {
    if (this.#asked || !session.can('print')) return
    write(null)
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
