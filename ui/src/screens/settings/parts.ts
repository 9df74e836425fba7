// The parts of Settings, and who is offered which.

import { session } from '../../session.svelte'
import { words } from './words'

const MANAGERS = ['practice', 'timing', 'keeping', 'backups', 'billing']

/** Every part with its name, in the order of the screen. */
export const settingsParts = () => Object.entries(words.parts)

/** A part that the person signed in finds there. */
export const isOffered = (part: string) =>
  part === 'mine' ? session.can('track') : session.can('manage') || !MANAGERS.includes(part)
