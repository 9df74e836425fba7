// One clock for every drawn second: it ticks on whole seconds of this PC, and only while something watches.

import { createSubscriber } from 'svelte/reactivity'

let now = Date.now()
let watched = false

const watch = createSubscriber((update) => {
  let timer: ReturnType<typeof setTimeout>
  const tick = () => {
    now = Date.now()
    update()
    timer = setTimeout(tick, 1000 - (now % 1000))
  }
  now = Date.now()
  watched = true
  timer = setTimeout(tick, 1000 - (now % 1000))
  return () => {
    watched = false
    clearTimeout(timer)
  }
})

/** Milliseconds since 1970; a reader in a template or effect is run again each second. */
export function nowMs(): number {
  watch()
  return watched ? now : Date.now()
}
