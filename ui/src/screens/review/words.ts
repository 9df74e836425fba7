// Words of the month review: who is left to sign, what is unusual, what closing a month means.

import { clock, words as spelled } from '../../text/time'
import type { CloseStateView, FlagView, StandingView } from '../../wire'

export const words = {
  title: 'Review',
  reading: 'Reading the month',
  again: 'Try again',
  list: (month: string) => `Patients of ${month}, those to look at first on top`,
  left: (left: number, all: number) => (left === 0 ? `All ${all} signed` : `${left} of ${all} to sign`),
  emptyTitle: (month: string) => `Nothing to review in ${month}.`,
  emptyText: 'A patient appears here with the first minute logged in the month, or with a TCM line.',
  toToday: 'Go to Today',
  noneOf: 'No patient of this kind.',
  showAll: 'Show all',
  filters: 'Patients by state',
  practitioner: 'Practitioner',
  all: 'All',
  toSign: 'To sign',
  flagged: 'Flagged',
  returned: 'Returned',
  signed: 'Signed',
  statement: (name: string, month: string) => `${name}, ${month}`,
  choose: 'Choose a patient at the left, or press J.',
  counted: 'counted',
  estimate: 'estimate',
  excluded: (time: string) => `${time} not counted`,
  noLine: 'No line',
  lines: 'Lines',
  linesEmpty: 'Nothing is billed for this month.',
  on: 'on',
  ways: 'Ways to bill it',
  chosen: 'chosen',
  ways_none: 'earns nothing',
  why: 'What stands in the way, and what to know',
  flags: 'Worth a look',
  entries: (n: number) => (n === 1 ? '1 entry' : `${n} entries`),
  origins: { typed: 'typed', attested: 'vouched for', recovered: 'recovered' } as Record<string, string>,
  corrected: (was: string) => `corrected, was ${was}`,
  notCounted: (time: string, why: string) => `${time} not counted: ${why}`,
  history: 'What was decided',
  pack: (pack: string, hash: string) => `Judged by ${pack}. Statement ${hash}.`,
  approve: 'Approve',
  giveBack: 'Return',
  next: 'Next',
  open: 'Open patient',
  signedBar: 'This month is signed.',
  managerMayNot:
    'You may look, but practitioners sign. Who manages and bills has a second sign-in, as a practitioner (Settings, People).',
  mayNot: 'You may look, but signing is for the practitioners of this practice.',
  said: {
    signed: (name: string) => `${name} signed.`,
    returned: (name: string) => `${name} returned.`,
    chosen: (name: string, patients: number) =>
      `${name || 'All practitioners'}: ${patients === 1 ? '1 patient' : `${patients} patients`}.`,
  },
  done: 'Every patient of the month is signed.',
  refused: 'Nothing was signed.',
  keys: {
    move: 'move',
    next: 'Next patient',
    previous: 'Previous patient',
    approve: 'Approve the month shown',
    approveShort: 'approve',
    giveBack: 'Return the month shown, with a reason',
    giveBackShort: 'return',
    practitioner: 'Claims of the next practitioner',
    practitionerShort: 'practitioner',
    open: 'Open the patient shown',
    openShort: 'open patient',
    close: 'Close the month',
    closeShort: 'close month',
    earlier: 'Month before',
    later: 'Month after',
    unsigned: 'Show only who is left to sign',
  },
}

export const standings: Record<StandingView, string> = {
  changed: 'Changed since signed',
  corrected: 'Changed since returned',
  open: 'To sign',
  returned: 'Returned',
  signed: 'Signed',
}

export const returnText = {
  title: (name: string) => `Return ${name}`,
  about:
    'The care team sees the reason on the patient’s page. As soon as something changes, the month comes back to you.',
  label: 'Reason',
  help: 'What should they look at?',
  save: 'Return',
  quick: ['Please check the typed times', 'A document is missing', 'This activity does not fit the note'],
}

const hours = (n: number) => (n < 72 ? `${n} hours` : `${Math.floor(n / 24)} days`)
const count = (n: number, one: string, many: string) => (n === 1 ? `1 ${one}` : `${n} ${many}`)

/** A flag in two or three words, for the list. */
export function flagShort(flag: FlagView): string {
  if (flag.kind === 'typed') return `${flag.percent} % typed`
  if (flag.kind === 'late') return `${flag.entries} late`
  if (flag.kind === 'round') return 'round times'
  if (flag.kind === 'overlap') return 'overlap'
  if (flag.kind === 'stale') return 'forgotten timer'
  return 'unsettled time'
}

/** A flag as a sentence. */
export function flagLong(flag: FlagView): string {
  if (flag.kind === 'typed')
    return `${clock(flag.seconds)} of the time (${flag.percent} %) was typed or vouched for, not timed.`
  if (flag.kind === 'late')
    return `${count(flag.entries, 'entry was', 'entries were')} written or corrected more than two days after the work, the latest ${hours(flag.hours)} after.`
  if (flag.kind === 'round')
    return `${flag.entries} of ${flag.of} entries are whole multiples of five minutes.`
  if (flag.kind === 'overlap')
    return `${spelled(flag.seconds)} are shared with another entry and bill for neither until somebody settles it.`
  if (flag.kind === 'stale')
    return `${spelled(flag.seconds)} come from a timer that ran for hours: they do not count.`
  return `${spelled(flag.seconds)} are in no entry yet: a timer still runs, or time was set aside.`
}

/** Where a month stands, in a word or two. */
export const states: Record<CloseStateView['state'], string> = {
  running: 'Not over yet',
  open: 'Open',
  grace: 'Closed',
  locked: 'Locked',
}

export const closing = {
  button: 'Close month',
  title: (month: string) => `Close ${month}`,
  about:
    'Four things to settle first. What you leave open, you close over with a reason; the lock comes after the days of grace.',
  running: 'This month is not over yet. It can be closed from the first day after it.',
  grace: (until: string) => `Closed. Changes are taken until ${until}, then the month is locked.`,
  locked: (since: string) =>
    `Locked since ${since}: minutes and lines do not change any more, nor who pays and bills them.`,
  steps: {
    timers: 'Open timers',
    gaps: 'Unsettled time',
    held: 'Held claims',
    unsigned: 'Unsigned patients',
  },
  stepDone: {
    timers: 'No timer holds time of this month.',
    gaps: 'Every absence is answered for.',
    held: 'No claim waits for a document.',
    unsigned: 'Every patient is signed.',
  },
  must: 'Must be stopped first: their time would be lost behind the lock. Who runs it stops it. For a colleague who cannot, end their sign-in in Settings, People: all their timers then stop at their last proof. The sign-in can be allowed again.',
  all: (n: number) => `Show all ${n}`,
  reason: 'Why with something still open',
  reasonHelp: 'It is kept with the closing, for whoever asks later.',
  close: 'Close the month',
  reopen: 'Open again',
  reopenReason: 'Why it is opened again',
  reopenHelp: 'Signatures hold until something changes.',
  settings: 'How this practice signs and closes',
  grace_days: 'Days of grace',
  graceHelp: 'From closing to the lock, 0 to 31.',
  careTeam: 'Nurses and care coordinators may sign, too',
  save: 'Save',
  saved: 'Saved.',
  history: 'Closed and opened',
  event: (closed: boolean, by: string, at: string) => `${closed ? 'Closed' : 'Opened again'} by ${by}, ${at}`,
  dismiss: 'Done',
}
