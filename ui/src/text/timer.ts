// What the timer says.

import type { SettleForm, StoppedView } from '../wire'
import { clock } from './time'

const settled: Record<SettleForm, string> = {
  keep_and_go_on: 'Kept. The timer goes on.',
  keep_and_stop: 'Kept and stopped.',
  discard: 'Discarded. The interrupted time is not counted.',
}

/** How much of a stopped entry counts. */
function countedPart({ seconds, counted_s }: StoppedView): string {
  if (counted_s === seconds) return 'all of it counts'
  if (counted_s === 0) return 'none of it counts'
  return `${clock(counted_s)} of it counts`
}

export const timerText = {
  title: 'Timer',
  noTimer: 'Your access runs no timers.',
  idle: 'No timer is running',
  idleHow: 'Press Space on a patient, or find one to start.',
  find: 'Find a patient',
  since: (time: string) => `since ${time}`,
  stop: (name: string) => `Stop timer for ${name}`,
  start: (name: string) => `Start timer for ${name}`,
  choose: 'Choose activity',
  note: 'Note',
  thisMonth: 'this month',
  to: (code: string) => `to ${code}`,
  earned: 'earned',
  notCounting: 'Not counting',
  excludedSoFar: (time: string) => `${time} excluded`,
  allPassed: 'All units earned',
  passed: (code: string, name: string) => `${code} reached for ${name}.`,
  saved: (stopped: StoppedView, labelled: boolean) =>
    `${clock(stopped.seconds)} saved for ${stopped.name}; ${labelled ? countedPart(stopped) : 'it needs an activity to count'}.`,
  tooShort: (name: string) => `The timer for ${name} was shorter than a second. Nothing was saved.`,
  change: 'Change',
  settled,
  interrupted: (at: string, length: string) =>
    `The timer was interrupted at ${at}. It stands at ${length}; the time since is not counted.`,
  keepOn: 'Keep and go on',
  keepStop: 'Keep and stop',
  discard: 'Discard',
  whatWasIt: 'What was it?',
  whatIsIt: 'What is it?',
  whatFor: (length: string, name: string) => `${length} for ${name}`,
  search: 'Search all activities',
  mostUsed: 'Most used',
  all: 'All activities',
  countable: 'Counts',
  excluded: 'Excluded',
  stopSave: 'Stop and save',
  save: 'Save',
  cancel: 'Cancel',
  later: 'Save without an activity',
  noteWanted: 'This practice wants a note: say in a few words what was done.',
  laterHelp: 'Time without an activity does not count until somebody adds one.',
  none: (text: string) => `No activity matches "${text}".`,
}
