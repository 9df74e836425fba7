// One registry of what can be done: it feeds the keys, the palette, the menu, the key sheet and the hints at the foot.

import { untrack } from 'svelte'

/** Something a person can do, by key and by mouse. */
export interface Action {
  id: string
  label: string
  /** Keys that do it, the one to show first: "N", "Space", "Ctrl+K", "ArrowDown". */
  keys?: string[]
  /** Heading on the key sheet. */
  group: string
  /** False hides it from palette and keys for now. */
  when?: () => boolean
  /** Fewer words for a button: "Print". */
  short?: string
  /** Where the words at the foot differ: "start on Henrietta Moss". */
  hint?: () => string
  /** False keeps it off the palette, such as moving by a row. */
  palette?: boolean
  /** Works in dialogs and while typing, too. */
  always?: boolean
  run: () => void
}

class Registry {
  lists = $state.raw<Action[][]>([])
  /** Keys that are one character do something. Whoever speaks to the computer can turn them off (WCAG 2.1.4). */
  singleKeys = $state(true)

  /** Everything that can be done now; what was provided last comes first. */
  get now(): Action[] {
    return this.all.filter((action) => action.when?.() ?? true)
  }

  /** Everything provided, done now or not. */
  get all(): Action[] {
    return this.lists.toReversed().flat()
  }
}

export const registry = new Registry()

/** Letters, digits, punctuation: what speech and a slipped hand type. Space, Enter and arrows are none. */
export const isSingle = (key: string) => key.length === 1

/** The keys that do an action now. */
export const keysOf = (action: Action): string[] =>
  (action.keys ?? []).filter((key) => registry.singleKeys || !isSingle(key))

/** Adds actions while a screen is shown: `$effect(() => provide([...]))`. */
export function provide(list: Action[]): () => void {
  registry.lists = [...untrack(() => registry.lists), list]
  return () => {
    registry.lists = untrack(() => registry.lists).filter((one) => one !== list)
  }
}

/** The name of a pressed key as actions spell it. */
export function keyName(event: KeyboardEvent): string {
  const key = event.key === ' ' ? 'Space' : event.key.length === 1 ? event.key.toUpperCase() : event.key
  if (!event.ctrlKey && !event.metaKey) return key
  return event.shiftKey && /^[A-Z]$/.test(key) ? `Ctrl+Shift+${key}` : `Ctrl+${key}`
}

const types = 'input, select, textarea, [contenteditable="true"]'
const presses = 'button, a[href], summary, [role="button"], [role="option"], [role="menuitem"]'

/** True when the focused control needs this key itself. */
function taken(name: string, target: Element | null): boolean {
  // What was typed is taken back by the field itself.
  if (name.endsWith('+Z')) return Boolean(target?.closest(types))
  if (name.startsWith('Ctrl+')) return false
  if (target?.closest(types)) return true
  if (name === 'Enter') return Boolean(target?.closest(presses))
  return name === 'Space' && Boolean(target?.closest('button, summary, [role="button"]'))
}

/** Runs the action of a pressed key. Single keys rest while somebody types, or a dialog or the menu is open. */
export function onKey(event: KeyboardEvent) {
  if (event.defaultPrevented || event.altKey || event.isComposing) return
  const name = keyName(event)
  const target = event.target instanceof Element ? event.target : null
  const rests = taken(name, target) || document.querySelector('[role="dialog"], [role="menu"]') !== null
  const action = registry.now.find((one) => (one.always || !rests) && keysOf(one).includes(name))
  if (!action) return
  event.preventDefault()
  action.run()
}
