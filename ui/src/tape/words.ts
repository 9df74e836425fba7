// What the day tape and its dialogs say.

import { apart } from '../text/apart'
import { clock } from '../text/time'

export const tapeText = {
  title: 'Day on the clock',
  entry: (name: string, what: string, when: string, length: string) =>
    `${apart(name)}, ${what}, ${when}, ${length}`,
  overlaps: 'overlaps another entry',
  gap: (why: string, when: string, length: string) => `Set aside: ${why}, ${when}, ${length}. Answer`,
  free: (when: string, length: string) => `Free ${when}, ${length}. Add time`,
  running: (name: string, length: string) => `Running: ${apart(name)}, ${length}`,
  edge: { from: (name: string) => `Start of ${name}`, to: (name: string) => `End of ${name}` },
  edgeHelp: 'Arrow keys move the edge by a minute, with Shift by five; Enter corrects, Esc takes it back.',
  legend: { entry: 'Entry', free: 'Free', aside: 'Set aside', running: 'Running', overlap: 'Overlap' },
  correctTitle: 'Correct the times?',
  correctAbout: (name: string, what: string) =>
    `${apart(name)}, ${what}. The entry as it was stays readable in its history.`,
  was: 'Was',
  becomes: 'Becomes',
  longer: (seconds: number) => `${clock(seconds)} longer`,
  shorter: (seconds: number) => `${clock(seconds)} shorter`,
  reason: 'Why is it corrected?',
  quick: [
    'Call ended earlier',
    'Call went on longer',
    'Began earlier than recorded',
    'Began later than recorded',
  ],
  correct: 'Correct',
  corrected: 'Entry corrected.',
  fillTitle: 'Add time',
  fillAbout: 'Time that was not timed. It is marked as typed.',
  when: 'When',
  whenHelp: '9:40-10:05; or a length such as 25, 1:30, 90m or 1h30 from the start of the free time',
  note: 'Note',
  fill: 'Add time',
  filled: 'Time added.',
  splitTitle: 'Split the entry',
  splitAbout: (name: string, when: string) =>
    `${apart(name)}, ${when}. What comes after becomes an entry of its own.`,
  splitAt: 'Split at',
  splitTo: 'The second part belongs to',
  same: 'the same patient',
  splitReason: 'Why is it split?',
  splitQuick: ['Two patients were worked on', 'Two activities', 'An interruption'],
  split: 'Split',
  wasSplit: 'Entry split in two.',
  excludeTitle: 'Exclude the entry',
  excludeAbout: (name: string, when: string, length: string) =>
    `${apart(name)}, ${when}, ${length}. Choose what it was: only what does not count is offered. The entry as it was stays readable.`,
  excludeReason: 'Why is it corrected?',
  excludeQuick: ['Chose the wrong activity', 'Nobody was reached', 'It was administrative work'],
  exclude: 'Exclude',
  wasExcluded: (length: string) => `${length} excluded. The reason is kept.`,
  overlapTitle: 'Two entries at the same time',
  overlapAbout: (when: string, length: string) =>
    `${length} of ${when} is in both. It bills for neither until it is settled.`,
  give: {
    a: (name: string) => `Give it to ${name}`,
    b: (name: string) => `Give it to ${name}`,
    split: 'Split it in the middle',
  },
  overlapReason: 'Why?',
  overlapQuick: ['Forgot to stop the first', 'The typed time was wrong', 'Worked on both'],
  settle: 'Settle',
  settled: 'The overlap is settled.',
  both: 'in both',
}
