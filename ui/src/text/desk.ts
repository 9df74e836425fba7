// What is said about absences, interruptions, the wrong patient, undo, and forgotten timers.

import type { GapView, NoticeView } from '../wire'
import { apart } from './apart'
import { clock, wallTime } from './time'

const whys: Record<string, string> = {
  idle: 'no key or mouse was touched',
  lock: 'the screen was locked',
  suspend: 'the computer slept',
  no_heartbeat: 'nothing proves that somebody worked',
}

const short: Record<string, string> = {
  idle: 'Idle',
  lock: 'Locked',
  suspend: 'Asleep',
  no_heartbeat: 'No proof',
}

/** "10:12 AM to 10:18 AM" */
export const span = (from: string, to: string) =>
  `${wallTime(from.slice(0, 5))} to ${wallTime(to.slice(0, 5))}`

/** Why an absence was set aside, in a few words: several causes are all said. */
export const whyWords = (gaps: GapView[]) =>
  [...new Set(gaps.map((gap) => gap.why))].map((why) => whys[why] ?? why).join(', then ')

/** "Idle", "Locked" */
export const whyShort = (why: string) => short[why] ?? why

/** From when to when several gaps of one question lie. */
export function spanOf(gaps: GapView[]): string {
  const first = gaps[0]
  const last = gaps.at(-1)
  return first && last ? span(first.start, last.end) : ''
}

const notices: Record<NoticeView, (length: string) => string> = {
  none: () => '',
  first: (length) => `This timer has run for ${length}. Still working on it?`,
  second: (length) => `This timer has run for ${length}. Stop it if the work is done.`,
  stale: (length) =>
    `This timer has run for ${length}, more than 4 hours. Its time will need a correction to count.`,
}

export const deskText = {
  strip: 'About the timer',
  away: (gaps: GapView[], length: string) => `You were away ${spanOf(gaps)}, ${length}: ${whyWords(gaps)}.`,
  pieces: (n: number) => `${n} absences, one answer.`,
  aside: 'It is set aside and counts for nobody until you say.',
  answer: 'Answer',
  later: 'Later',
  laterSaid: 'It waits under Unsettled. It does not bill until it is answered.',
  announced: (length: string) =>
    `${length} of absence was set aside. Press Q to answer, or leave it for later.`,
  thisPatient: (name: string) => `Count it for ${name}`,
  choices: {
    counted: 'Count it here',
    moved: 'Another patient',
    excluded: 'Exclude',
    discarded: 'Discard',
  },
  explains: {
    counted: 'It was work for this patient. It is marked as attested: you say so, nobody measured it.',
    moved: 'It was work for somebody else. It becomes an attested entry there.',
    excluded: 'It was work that does not count. It stays on record with the reason.',
    discarded: 'It was no work. It stays readable in the day and never counts.',
  },
  answerTitle: 'What was this time?',
  reason: 'What was done',
  reasonWhy: 'Why',
  quick: ['On the phone', 'Talked with the patient', 'Talked with a colleague', 'Read a paper record'],
  quickExcluded: ['Waited on hold', 'Work without a patient', 'Training'],
  quickLabel: 'Quick reasons',
  save: 'Save the answer',
  answered: {
    counted: (length: string, name: string) => `${length} counted for ${apart(name)}, marked as attested.`,
    moved: (length: string, name: string) => `${length} moved to ${apart(name)}, marked as attested.`,
    excluded: (length: string) => `${length} excluded. The reason is kept.`,
    discarded: (length: string) => `${length} discarded.`,
  },
  patient: 'Patient',
  patientHelp: 'Name or MRN; choose with the arrow keys.',
  paused: 'Paused',
  back: 'Return',
  toName: (name: string) => `to ${name}`,
  stopPaused: 'Stop',
  stopPausedOf: (name: string) => `the paused timer of ${name}`,
  pausedStopped: (name: string) => `The paused time of ${name} was saved.`,
  onPhone: 'On phone',
  phoneHelp: 'Keeps counting while the computer is idle or locked. The time is marked as attested.',
  phoneOn: 'Phone mode is on: idle and lock set nothing aside. This time is marked as attested.',
  phoneOff: 'Phone mode is off.',
  earlier: 'Earlier',
  earlierTitle: 'When did it begin?',
  earlierAbout: (at: string) => `The timer was started at ${at}.`,
  earlierField: 'Began at, or that much earlier',
  earlierHelp: '9:40, or 10m for ten minutes before it was started',
  earlierSave: 'Move the start',
  earlierSaid: (at: string) => `The timer now begins at ${at}.`,
  earlierEcho: (at: string, more: string) => `Begins ${at}, ${more} more`,
  move: 'Move',
  moveTitle: 'Wrong patient',
  moveAbout: 'From a chosen minute on, the time belongs to somebody else. The total stays the same.',
  moveFrom: 'Belongs to the other from',
  moveHelp: 'A time such as 9:52, or 8m for the last eight minutes. Empty: all of it.',
  moveSlide: 'Minute of the change',
  moveSave: 'Move',
  moveSaid: (length: string, name: string) => `${length} moved to ${name}. The timer runs there now.`,
  stays: (length: string, name: string) => `${length} stays with ${name}`,
  goes: (length: string, name: string) => `${length} goes to ${name}`,
  other: 'the other patient',
  total: (length: string) => `${length} together, as before`,
  push: 'Interrupt',
  pushTitle: 'Interrupted: who is it?',
  pushAbout: (name: string) => `The timer of ${name} is paused and waits for you.`,
  pushSave: 'Pause and start',
  pushed: (name: string, paused: string) => `Timing ${apart(name)}. ${apart(paused)} is paused.`,
  popped: (name: string) => `Back to ${name}.`,
  continued: (name: string) => `Timing ${name} again.`,
  continue: (name: string) => `Continue ${name}`,
  continueShort: 'Continue last',
  undone: (words: string) => `Undone: ${words.toLowerCase()}.`,
  redone: (words: string) => `Done again: ${words.toLowerCase()}.`,
  undo: 'Undo',
  redo: 'Redo',
  notice: (notice: NoticeView, seconds: number) => notices[notice](clock(seconds)),
  noticeOk: 'Still working',
  noticeStop: 'Stop',
  remind: 'No timer is running. Start one when you begin to work for a patient.',
  remindOk: 'Not now',
  explain: (counted: string) => `Explain ${counted}`,
  cancel: 'Cancel',
  excludeTitle: 'What was it, then?',
  runExcluded: (activity: string) => `${activity}: the time of this timer is excluded.`,
}

export const miniText = {
  title: 'Caretally timer',
  none: 'No timer',
  locked: 'Locked',
  start: 'Continue last',
  stop: (name: string) => `Stop timer for ${name}`,
  stopLocked: 'Stop timer',
  pause: (name: string) => `Return to ${name}`,
  phone: 'Phone mode',
  asks: 'Time is set aside',
}
