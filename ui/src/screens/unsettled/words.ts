// What Unsettled says.

import { apart } from '../../text/apart'
import type { VerdictForm } from '../../wire'

export const words = {
  title: 'Unsettled',
  about: 'Time that was set aside while you were away. It bills for nobody until you say what it was.',
  reading: 'Reading what is unsettled',
  again: 'Try again',
  empty: 'Nothing is unsettled.',
  emptyText:
    'When you leave a running timer, the time you are away waits here for one answer. Phone mode keeps counting instead.',
  table: 'Time that waits for an answer',
  sum: (n: number, length: string) => `${n} ${n === 1 ? 'absence' : 'absences'}, ${length} together`,
  columns: { when: 'When', length: 'Length', why: 'Why', patient: 'Timer of', answer: 'Answer' },
  choices: { counted: 'Count', moved: 'Other patient', excluded: 'Exclude', discarded: 'Discard' } as Record<
    VerdictForm,
    string
  >,
  about1: (choice: string, name: string, when: string) => `${choice}: ${apart(name)}, ${when}`,
  keys: {
    next: 'Next absence',
    previous: 'Absence before',
    counted: 'Count the absence for its patient',
    moved: 'Give the absence to another patient',
    excluded: 'Exclude the absence',
    discarded: 'Discard the absence',
    move: 'move',
  },
}

/** The key of each answer on a row. */
export const keyOf: Record<VerdictForm, string> = { counted: 'C', moved: 'O', excluded: 'X', discarded: 'V' }
export const choices: VerdictForm[] = ['counted', 'moved', 'excluded', 'discarded']
