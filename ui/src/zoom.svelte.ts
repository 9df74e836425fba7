// How large everything is drawn: up to twice the usual size, by keys that work on every screen, the locked one too (WCAG 1.4.4).

import type { Action } from './actions.svelte'
import { keyName } from './actions.svelte'
import * as backend from './backend'
import { frame } from './text/frame'

const SIZES = [80, 90, 100, 110, 125, 150, 175, 200]
const USUAL = SIZES.indexOf(100)

let size = USUAL
let told: (percent: number) => void = () => undefined

/** What to do when somebody chose a size by keys. */
export function onZoomed(then: (percent: number) => void) {
  told = then
}

function draw(wanted: number) {
  size = Math.min(Math.max(wanted, 0), SIZES.length - 1)
  const percent = SIZES[size] ?? 100
  void backend.zoom(percent).catch(() => undefined)
  told(percent)
}

/** Draws at a remembered size, the nearest there is. */
export function drawAt(percent: number) {
  const at = SIZES.findIndex((one) => one >= percent)
  const wanted = at < 0 ? SIZES.length - 1 : at
  if (wanted === size) return
  size = wanted
  void backend.zoom(SIZES[size] ?? 100).catch(() => undefined)
}

/** The sizes there are, in percent. */
export const sizes: readonly number[] = SIZES

/** The keys, for the registry and the key sheet. */
export const zoomActions: Action[] = [
  { id: 'larger', label: frame.do.larger, keys: ['Ctrl+=', 'Ctrl++'], run: () => draw(size + 1) },
  { id: 'smaller', label: frame.do.smaller, keys: ['Ctrl+-'], run: () => draw(size - 1) },
  { id: 'usual-size', label: frame.do.usualSize, keys: ['Ctrl+0'], run: () => draw(USUAL) },
].map((action) => ({ ...action, group: frame.groups.app, always: true }))

/** Where no action is registered: in front of a locked practice. */
export function onZoomKey(event: KeyboardEvent) {
  const action = zoomActions.find((one) => one.keys?.includes(keyName(event)))
  if (!action) return
  event.preventDefault()
  action.run()
}
