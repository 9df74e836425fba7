// What Today says.

import { daysBetween, weekday } from '../../text/dates'
import { dollars } from '../../text/money'
import type { TcmRowView } from '../../wire'
import type { GroupId } from './rows'

export const today = {
  title: 'Today',
  subtitle: (date: string, days: number) =>
    `${date} · ${days} working ${days === 1 ? 'day' : 'days'} left in the month`,
  estimates: 'Dollars are estimates by the fee table',
  search: 'Name, MRN or birth date',
  jump: 'Jump to group',
  all: 'All',
  program: 'Program',
  practitioner: 'Practitioner',
  payer: 'Payer',
  staff: 'Staff',
  mine: 'Mine',
  table: "Today's patients",
  columns: {
    timer: 'Timer',
    patient: 'Patient',
    program: 'Program',
    bar: 'Month',
    counted: 'Counted',
    next: 'Next',
    earned: 'Earned',
    pays: 'Next pays',
    window: 'Best time',
  } as Record<string, string>,
  stop: (name: string) => `Stop timer for ${name}`,
  start: (name: string) => `Start timer for ${name}`,
  running: (time: string) => `Running ${time}`,
  now: 'now',
  to: (code: string) => `to ${code}`,
  allEarned: 'all earned',
  more: (n: number) => `and ${n} more`,
  counted: (time: string) => `${time} counted`,
  reading: "Reading today's list",
  again: 'Try again',
  emptyTitle: 'No patients yet.',
  nobodyTitle: 'No patient is assigned to you.',
  nobodyText:
    'Ask a nurse, a practitioner or a manager to put you on a care team. In an emergency, find the patient by name.',
  emptyText:
    'Import a list from a spreadsheet, or add the first patient by hand. Enrolled patients appear here.',
  addPatients: 'Import or add patients',
  noMatch: 'No patient matches.',
  clear: 'Clear search and filters',
  log: 'Log',
  logFor: (name: string) => ` a contact for ${name}`,
  found: (n: number) => (n === 1 ? '1 patient' : `${n} patients`),
  keys: {
    move: 'move',
    next: 'Next row',
    previous: 'Row before',
    pageDown: 'A page down',
    pageUp: 'A page up',
    first: 'First row',
    last: 'Last row',
    search: 'Search this list',
    searchHint: 'search',
    open: 'open',
    openRow: 'Open the patient',
    startRow: 'Start or stop the timer on the row',
    startOn: (name: string) => `start on ${name}`,
    stopOn: (name: string) => `stop ${name}`,
    log: 'log',
    logRow: 'Log a contact, an attempt or the visit',
  },
}

export const groupNames: Record<GroupId, string> = {
  tcm: 'TCM due',
  near: 'Within 5 minutes of a threshold',
  in_progress: 'In progress',
  untouched: 'Not touched this month',
  done: 'Done for the month',
  blocked: 'Blocked',
}

export const groupShort: Record<GroupId, string> = {
  ...groupNames,
  near: 'Within 5 min',
  untouched: 'Not touched',
  done: 'Done',
}

export const groupOrder: Record<GroupId, string> = {
  tcm: 'Overdue and due today first',
  near: 'Most dollars per missing minute first',
  in_progress: 'Most dollars per missing minute first',
  untouched: 'Most dollars per missing minute first, then who can be called now',
  done: '',
  blocked: 'Most dollars per missing minute first',
}

/** "1 day overdue", "Today", "Tomorrow", "Mon, Nov 23" */
export function urgencyWords(row: TcmRowView): string {
  if (row.urgency === 'overdue') return `${row.days_late} ${row.days_late === 1 ? 'day' : 'days'} overdue`
  if (row.urgency === 'today') return 'Today'
  return row.urgency === 'tomorrow' ? 'Tomorrow' : weekday(row.due)
}

const acts: Record<string, [string, string]> = {
  contact: ['Reach patient', 'Contact'],
  visit: ['See patient', 'Visit'],
  med_rec: ['Reconcile medications', 'Medications'],
  mdm: ['Record the decision making', 'Decision making'],
}

/** "Reach patient; 2 tries in time", "Contact by Fri, Nov 20" */
export function actWords(row: TcmRowView): string {
  const [late, due] = acts[row.step] ?? [row.step, row.step]
  const tries =
    row.step === 'contact' && row.attempts > 0
      ? `; ${row.attempts} ${row.attempts === 1 ? 'try' : 'tries'} in time`
      : ''
  if (row.urgency === 'overdue') return `${late}${tries}`
  if (row.urgency === 'today') return `${due} today${tries}`
  return `${due} by ${weekday(row.due)}${tries}`
}

/** What comes next, or what is lost at midnight: words before, in bold, and after. */
export function thenWords(row: TcmRowView): [string, string, string] {
  if (row.code === null) return ['', 'No code can be reached', '']
  if (row.code_tomorrow === null) return ['From tomorrow ', 'visit only', `, ${dollars(row.cents)} less`]
  if (row.code_tomorrow !== row.code) {
    return ['From tomorrow ', row.code_tomorrow, `, ${dollars(row.cents - row.cents_tomorrow)} less`]
  }
  if (row.visit_due === null) return ['', 'Visit done', '']
  const n = daysBetween(row.discharged, row.visit_due)
  return ['Visit by ', weekday(row.visit_due), ` (day ${n})`]
}

/** "home Mon, Nov 16" */
export const homeSince = (row: TcmRowView) => `home ${weekday(row.discharged)}`
