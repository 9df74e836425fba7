// Midnight: deadlines move and months begin without anybody doing anything, so every screen reads again.

import * as backend from './backend'
import { changed, enter, session } from './session.svelte'
import { dayOf } from './text/dates'

/** The practice's day at the last look. */
let today = ''

/** Looks whether another day has begun; what cannot be read then is asked for at the next look. */
export async function turnDay() {
  const now = dayOf(new Date().toISOString(), session.zone)
  if (today === '' || today === now || session.me === null) {
    today = now
    return
  }
  const stage = await backend.stage().catch(() => null)
  if (!stage) return
  today = now
  enter(stage)
  changed()
}
