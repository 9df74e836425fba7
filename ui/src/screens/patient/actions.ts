// What can be done by key on the patient screen, and what its foot shows of that.

import type { Action } from '../../actions.svelte'
import { frame } from '../../text/frame'
import { struck } from './facts'
import { keys } from './keys'
import type { EntryView } from '../../wire'

/** What can be done with an entry. */
export type RowAct = 'correct' | 'void' | 'history' | 'split' | 'exclude'

/** How the screen does what the keys ask for. */
export interface Deeds {
  /** The person may change things, not only read them. */
  may: () => boolean
  /** There is an enrollment to time on. */
  chosen: () => boolean
  /** The entry whose row has the focus. */
  current: () => EntryView | null
  toggle: () => void
  addTime: () => void
  explain: () => void
  discharge: () => void
  enroll: () => void
  edit: () => void
  elsewhere: () => void
  talk: () => void
  plan: () => void
  service: () => void
  turn: (by: 1 | -1) => void
  move: (by: 1 | -1) => void
  row: (what: RowAct, entry: EntryView) => void
}

/** The actions of the screen, for keys, palette and key sheet. */
export function actionsFor(deeds: Deeds): Action[] {
  const group = frame.groups.screen
  const timed = () => deeds.may() && deeds.chosen()
  const mine = () => deeds.current()?.mine === true
  const counts = () => {
    const entry = deeds.current()
    return entry !== null && entry.mine && !struck(entry)
  }
  const onRow = (what: RowAct) => () => {
    const entry = deeds.current()
    if (entry) deeds.row(what, entry)
  }
  const list = { group: frame.groups.list, palette: false }
  return [
    { id: 'toggle', label: keys.toggle, group, keys: ['Space'], when: timed, run: deeds.toggle },
    { id: 'add-time', label: keys.addTime, group, keys: ['T'], when: timed, run: deeds.addTime },
    { id: 'explain', label: keys.explain, group, keys: ['E'], when: deeds.chosen, run: deeds.explain },
    { id: 'discharge', label: keys.discharge, group, keys: ['D'], when: deeds.may, run: deeds.discharge },
    { id: 'enroll', label: keys.enroll, group, when: deeds.may, run: deeds.enroll },
    { id: 'edit', label: keys.edit, group, when: deeds.may, run: deeds.edit },
    { id: 'elsewhere', label: keys.elsewhere, group, when: deeds.may, run: deeds.elsewhere },
    { id: 'talk', label: keys.talk, group, keys: ['L'], when: deeds.may, run: deeds.talk },
    { id: 'plan', label: keys.plan, group, when: deeds.may, run: deeds.plan },
    { id: 'service', label: keys.service, group, when: deeds.may, run: deeds.service },
    { id: 'month-before', label: keys.before, group, keys: ['['], run: () => deeds.turn(-1) },
    { id: 'month-after', label: keys.after, group, keys: [']'], run: () => deeds.turn(1) },
    { id: 'next', label: keys.next, ...list, keys: ['J', 'ArrowDown'], run: () => deeds.move(1) },
    { id: 'previous', label: keys.previous, ...list, keys: ['K', 'ArrowUp'], run: () => deeds.move(-1) },
    { id: 'correct', label: keys.correct, ...list, keys: ['C'], when: mine, run: onRow('correct') },
    { id: 'void', label: keys.void, ...list, keys: ['V'], when: mine, run: onRow('void') },
    { id: 'split', label: keys.split, ...list, keys: ['S'], when: mine, run: onRow('split') },
    { id: 'exclude-entry', label: keys.exclude, ...list, keys: ['X'], when: counts, run: onRow('exclude') },
    {
      id: 'history',
      label: keys.history,
      ...list,
      keys: ['H'],
      when: () => deeds.current() !== null,
      run: onRow('history'),
    },
  ]
}

/** The keys that matter now. */
export function hintsFor(at: { may: boolean; chosen: boolean; runs: boolean; entry: EntryView | null }) {
  const hint = (key: string, label: string) => ({ keys: [key], label })
  const timing =
    at.may && at.chosen
      ? [hint('Space', at.runs ? keys.hints.stop : keys.hints.start), hint('T', keys.hints.addTime)]
      : []
  const own = at.entry?.mine
    ? [
        hint('C', keys.hints.correct),
        hint('S', keys.hints.split),
        ...(struck(at.entry) ? [] : [hint('X', keys.hints.exclude)]),
        hint('V', keys.hints.void),
      ]
    : []
  const list = [{ keys: ['J', 'K'], label: keys.hints.move }, hint('E', keys.hints.explain)]
  const row = at.entry ? [...own, hint('H', keys.hints.history)] : at.chosen ? list : []
  return [...timing, ...row, hint('?', frame.allKeys)]
}
