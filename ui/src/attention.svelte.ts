// Whether somebody is there: tells Rust, which measures and locks, and counts down the last seconds before it does.

import * as backend from './backend'
import { readStage } from './session.svelte'

/** How often Rust is told; in between, Rust and this page count by themselves. */
const EVERY_MS = 5_000
/** What a person does; a script's own events are not `isTrusted`. */
const KINDS = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const

class Attention {
  /** When the screen locks, by this PC's clock; null while that is not known. */
  locksAt = $state<number | null>(null)
  /** How long before that it is said. */
  warningMs = $state(30_000)
}

export const attention = new Attention()

let input = false

/** Tells Rust what happened since the last time; hears how long the screen stays open. */
export async function attend(did = false) {
  const form = { input: input || did, hidden: document.hidden }
  input = false
  try {
    const { locks_in_s, warning_s } = await backend.attend(form)
    attention.warningMs = warning_s * 1000
    attention.locksAt = locks_in_s === null ? null : Date.now() + locks_in_s * 1000
    if (locks_in_s === null) await readStage()
  } catch {
    attention.locksAt = null
  }
}

function noticed(event: Event) {
  if (!event.isTrusted) return
  const warned = attention.locksAt !== null && attention.locksAt - Date.now() <= attention.warningMs
  input = true
  // Somebody came back in the last seconds: that is told at once.
  if (warned) void attend()
}

/** Watches for as long as the app is open. */
export function watchAttention(): () => void {
  const told = () => void attend()
  for (const kind of KINDS) window.addEventListener(kind, noticed, { capture: true, passive: true })
  document.addEventListener('visibilitychange', told)
  const every = setInterval(told, EVERY_MS)
  told()
  return () => {
    for (const kind of KINDS) window.removeEventListener(kind, noticed, { capture: true })
    document.removeEventListener('visibilitychange', told)
    clearInterval(every)
    attention.locksAt = null
  }
}
