// The parts of Settings, and who is offered which.

import { session } from '../../session.svelte'
import { words } from './words'

const MANAGERS = ['practice', 'timing', 'keeping', 'backups', 'billing']

/** Every part with its name, in the order of the screen. */
export const settingsParts = () => Object.entries(words.parts)

/** A part that the person signed in finds there. */
export function isOffered(part: string): boolean {
  if (part === 'mine') return session.can('track')
  if (part === 'notices') return session.can('see_patients')
  return session.can('manage') || !MANAGERS.includes(part)
}
