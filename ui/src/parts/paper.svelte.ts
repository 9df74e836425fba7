// While the page goes to paper all of it is drawn: what is folded, out of sight or left for later.

import { flushSync } from 'svelte'

/** Whether the page is on its way to paper. */
export const paper = $state({ printing: false })

/** The page is taken as it stands right after the event: what is drawn for paper is drawn within it. */
const now = (printing: boolean) => () => flushSync(() => (paper.printing = printing))

window.addEventListener('beforeprint', now(true))
window.addEventListener('afterprint', now(false))
