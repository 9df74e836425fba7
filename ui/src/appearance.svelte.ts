// How the program looks to the person signed in: theme, size, single keys, the guide. Kept in the practice's vault for each person.

import { registry } from './actions.svelte'
import * as backend from './backend'
import { setTheme, type Theme } from './theme'
import type { AppearanceForm, AppearanceView } from './wire'
import { drawAt, onZoomed } from './zoom.svelte'

class Appearance {
  view = $state.raw<AppearanceView | null>(null)
}

export const appearance = new Appearance()

let waiting: ReturnType<typeof setTimeout> | undefined

function show(view: AppearanceView) {
  appearance.view = view
  setTheme(view.theme as Theme)
  registry.singleKeys = view.single_keys
  document.documentElement.dataset['singleKeys'] = view.single_keys ? 'on' : 'off'
  drawAt(view.zoom)
}

/** Reads how it looks to who has just signed in. */
export async function readAppearance() {
  try {
    show(await backend.appearance())
  } catch {
    // As it ships: nobody is kept out for a color.
  }
}

/** Shows a change at once and keeps it. */
export async function changeAppearance(change: Partial<AppearanceForm>) {
  const before = appearance.view
  if (!before) return
  show({ ...before, ...change })
  await keep()
}

async function keep() {
  clearTimeout(waiting)
  if (appearance.view) await backend.saveAppearance({ ...appearance.view })
}

// A size found by keys is remembered once the keys rest: each step is not worth a line in the record.
onZoomed((zoom) => {
  if (!appearance.view) return
  appearance.view = { ...appearance.view, zoom }
  clearTimeout(waiting)
  waiting = setTimeout(() => void keep().catch(() => undefined), 1500)
})
