// What the TCM board says: what is due, what is left after midnight, which days count.

import { daysBetween, weekday } from '../../text/dates'
import { dollars } from '../../text/money'
import type { BoardRowView, DayCellView } from '../../wire'

export const board = {
  title: 'TCM',
  subtitle: (open: number, today: number, done: number) =>
    [
      open === 1 ? '1 discharge asks for something' : `${open} discharges ask for something`,
      ...(today > 0 ? [`${today} due today or overdue`] : []),
      ...(done > 0 ? [`${done} complete`] : []),
    ].join(' · '),
  list: 'List',
  calendar: 'Next 30 days',
  view: 'View',
  legend: {
    lanes: 'Contact above, visit below',
    hatch: 'no business day',
    window: 'window',
    today: 'today',
    attempt: 'attempt',
    reached: 'reached',
    visit: 'visit',
    med: 'medications',
  },
  days: 'Deadlines of the next 30 days',
  add: 'New discharge',
  reading: 'Reading the discharges',
  again: 'Try again',
  emptyTitle: 'No discharge in the last 30 days.',
  emptyText:
    'Add a discharge when a patient comes home: the patient and the time are enough to begin. The two clocks, for the contact and the visit, start with it.',
  estimates: 'Dollars are estimates by the fee table',
  table: 'Discharges',
  groups: {
    open: 'To do',
    complete: 'Complete',
    not_reported: 'Not reported',
    refused: 'Cannot be billed',
  } as Record<string, string>,
  orders: {
    open: 'Most urgent first',
    complete: 'Until day 30',
    not_reported: 'On record only',
    refused: 'With the reason',
  } as Record<string, string>,
  home: (row: BoardRowView) => `home ${weekday(row.episode.form.discharge_date)}`,
  readmitted: (date: string) => `readmitted ${weekday(date)}`,
  died: (local: string) => `died ${weekday(local.slice(0, 10))}`,
  details: (name: string) => `Details of ${name}`,
  contact: 'Contact',
  attempt: 'Tried',
  visit: 'Visit',
  forName: (name: string) => ` for ${name}`,
  edit: 'Edit the discharge',
  readmit: 'Readmitted',
  notReadmitted: 'Not readmitted after all',
  again2: 'Discharged again',
  death: 'Died',
  notDead: 'Take the death back',
  correct: 'Correct',
  void: 'Void',
  contacts: 'Contacts and attempts',
  noContacts: 'None yet.',
  outside: 'somebody outside the practice',
  reached: 'reached',
  tried: 'nobody reached',
  scheduling: 'appointment only',
  voided: (why: string) => `voided: ${why}`,
  business: 'Business days for the contact',
  limits: 'Limits',
  why: 'Why it cannot be billed',
  note: 'Also of note',
  missing: 'Missing so far',
  keys: {
    next: 'Next discharge',
    previous: 'Discharge before',
    open: 'Open the patient',
    details: 'Details of the discharge',
    contact: 'Log a contact',
    attempt: 'Log an attempt',
    visit: 'Log the visit',
    add: 'Add a discharge',
    calendar: 'List or calendar',
    hints: {
      move: 'move',
      contact: 'contact',
      attempt: 'tried',
      visit: 'visit',
      details: 'details',
      add: 'new discharge',
      calendar: 'calendar',
      list: 'list',
    },
  },
}

/** "1 day overdue", "Today", "Tomorrow", "Mon, Nov 23" */
export function urgencyWords(row: BoardRowView): string {
  if (row.urgency === 'overdue') return `${row.days_late} ${row.days_late === 1 ? 'day' : 'days'} overdue`
  if (row.urgency === 'today') return 'Today'
  if (row.urgency === 'tomorrow') return 'Tomorrow'
  return row.due ? weekday(row.due) : ''
}

const steps: Record<string, string> = {
  contact: 'Reach the patient',
  visit: 'See the patient',
  med_rec: 'Reconcile medications',
  mdm: 'Record the decision making',
}

const tries = (n: number) => (n === 1 ? '1 attempt' : `${n} attempts`)

/** "Reach the patient; 1 attempt so far" */
export function stepWords(row: BoardRowView): string {
  if (row.step === null) return row.state === 'complete' ? 'Nothing is missing' : ''
  const so = row.step === 'contact' && row.attempts > 0 ? `; ${tries(row.attempts)} so far` : ''
  const keep =
    row.step === 'visit' && !row.episode.contacts.some((one) => one.worth === 'reached')
      ? '; keep trying to reach'
      : ''
  return `${steps[row.step] ?? row.step}${so}${keep}`
}

/** The limits of the next step, with safe and latest date where they differ. */
export function limitWords(row: BoardRowView): string {
  const { episode } = row
  if (row.step === 'contact') {
    return episode.contact_safe === episode.contact_due
      ? `Contact by ${weekday(episode.contact_due)}`
      : `Contact: safe by ${weekday(episode.contact_safe)}, latest ${weekday(episode.contact_due)}`
  }
  if (row.step === 'visit' && row.due) {
    return `Visit by ${weekday(row.due)} (day ${daysBetween(episode.form.discharge_date, row.due)})`
  }
  if (row.step === 'med_rec') return 'Dated on or before the visit'
  return `Day 30 is ${weekday(episode.period_end)}`
}

/** What the row is worth now, and what of it is left after the next midnight. */
export function midnightWords(row: BoardRowView): { text: string; loses: boolean } {
  if (row.state !== 'open' || row.code === null) return { text: '', loses: false }
  if (row.code_tomorrow === row.code) return { text: `tomorrow still ${row.code}`, loses: false }
  const less = dollars(row.cents - row.cents_tomorrow)
  if (row.code_tomorrow === null) return { text: `from tomorrow visit only, ${less} less`, loses: true }
  return { text: `from tomorrow ${row.code_tomorrow}, ${less} less`, loses: true }
}

const closures: Record<string, string> = {
  weekend: 'weekend',
  holiday: 'federal holiday',
  in_lieu: 'in lieu of a holiday',
  closure: 'the practice is closed',
}

export const closedWords = (cell: DayCellView) => (cell.closed ? (closures[cell.closed] ?? cell.closed) : '')

/** "Mon, Nov 9 is business day 1", "Wed, Nov 11 does not count: federal holiday" up to the limit of the contact. */
export function businessDays(row: BoardRowView): string[] {
  const { episode } = row
  const upTo = row.days.filter(
    (cell) => cell.date > episode.form.discharge_date && cell.date <= episode.contact_due,
  )
  return upTo.map((cell) =>
    cell.business_day !== null
      ? `${weekday(cell.date)} is business day ${cell.business_day}`
      : `${weekday(cell.date)} does not count: ${closedWords(cell)}`,
  )
}

/** What a screen reader says of the two clocks. */
export function clockWords(row: BoardRowView): string {
  const { episode } = row
  const met = episode.contact_met ? 'met' : `by ${weekday(episode.contact_due)}`
  const seen = episode.form.visit_date
    ? `on day ${daysBetween(episode.form.discharge_date, episode.form.visit_date)}`
    : `by ${weekday(episode.visit_due_7)} or ${weekday(episode.visit_due_14)}`
  return `Contact ${met}; visit ${seen}; day 30 ${weekday(episode.period_end)}`
}

export const bending = {
  readmitTitle: 'Readmitted',
  readmitAbout:
    'The patient went back to a hospital within the thirty days. Time logged meanwhile does not count until the next discharge.',
  readmitOn: 'Readmitted on',
  readmitSave: 'Record the readmission',
  deathTitle: 'Record a death',
  deathAbout:
    'Before day 30 there is no TCM: the visit can be billed as an ordinary visit. Time after it does not count in any program.',
  deathOn: 'Died on',
  deathAt: 'At',
  deathSave: 'Record the death',
  said: (name: string) => `Recorded for ${name}.`,
}
