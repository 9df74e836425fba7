// What is said while something is logged on a discharge: what happened, and what the rules make of it.

import { dollars } from '../text/money'
import { weekday } from '../text/dates'
import type { ContactCheckView, VisitCheckView } from '../wire'

/** What can be logged on a discharge besides the visit. */
export type Kind = 'reached' | 'attempt' | 'scheduling'

export const logging = {
  titles: { reached: 'Log a contact', attempt: 'Log an attempt', scheduling: 'Log a contact' } as Record<
    Kind,
    string
  >,
  correcting: 'Correct the contact',
  correctingAbout: 'What was logged stays readable with the reason.',
  about: (name: string, discharged: string) => `${name}, discharged ${weekday(discharged)}.`,
  what: 'What happened?',
  choices: [
    {
      value: 'reached',
      label: 'Reached the patient or caregiver',
      help: 'A two-way talk about how they are and what they need.',
    },
    {
      value: 'attempt',
      label: 'Tried, nobody reached',
      help: 'Voicemail, no answer, unanswered message. Two attempts in time are enough.',
    },
    { value: 'scheduling', label: 'Only an appointment was made', help: 'Does not count as the contact.' },
  ] as { value: Kind; label: string; help: string }[],
  when: 'When',
  now: 'Now',
  earlier: 'Earlier',
  date: 'Day',
  time: 'Time',
  note: 'Note',
  reason: 'Why is it corrected?',
  save: 'Log',
  correct: 'Correct',
  said: (name: string) => `Logged for ${name}.`,
  corrected: (name: string) => `Corrected for ${name}.`,
  checking: 'Checking against the window',
  notHere: 'The visit and the medication reconciliation are logged as a visit.',
}

/** What the rules make of a contact, each as a sentence. */
const worths: Record<string, string> = {
  reached: 'In the window: this is the contact.',
  attempt: 'In the window: an attempt.',
  before_discharge: 'Before the discharge: it does not count.',
  late: 'Out of the window: it does not count.',
  discharge_day: 'On the day of discharge: the practice does not accept it.',
  scheduling_only: 'Only an appointment: it does not count.',
  outside: 'By somebody outside the practice: it does not count.',
  not_clinical: 'Not by clinical staff: it does not count.',
}

/** The same beside a contact that is logged. */
const short: Record<string, string> = {
  reached: 'in the window',
  attempt: 'attempt in the window',
  before_discharge: 'before the discharge, does not count',
  late: 'out of the window, does not count',
  discharge_day: 'on the day of discharge, does not count',
  scheduling_only: 'appointment only, does not count',
  outside: 'outside the practice, does not count',
  not_clinical: 'not clinical staff, does not count',
}

export const worthShort = (worth: string) => short[worth] ?? worth
/** Does it help to meet the contact rule? */
export const counts = (worth: string) => worth === 'reached' || worth === 'attempt'

/** "Out of the window: it does not count. The last day was Tue, Nov 10." */
export function contactWords(check: ContactCheckView): string {
  const said = [worths[check.worth] ?? check.worth]
  if (check.worth === 'late') said.push(`The last day was ${weekday(check.due)}.`)
  else if (check.day > check.safe && counts(check.worth))
    said.push(`It is after the safe date ${weekday(check.safe)}, so it rests on what counts as a holiday.`)
  if (check.met && !check.met_before) said.push('The contact rule is met with it.')
  else if (check.met) said.push('The contact rule was met already.')
  else if (check.worth === 'attempt')
    said.push(`One more attempt or a contact by ${weekday(check.due)} is needed.`)
  return said.join(' ')
}

export const visiting = {
  title: 'Log the visit',
  about: (name: string, discharged: string) => `${name}, discharged ${weekday(discharged)}.`,
  date: 'Face-to-face visit on',
  mdm: 'Decision making',
  atVisit: 'Medications were reconciled at this visit',
  medRec: 'Medications reconciled on',
  medRecHelp: 'On or before the day of the visit. Empty: not yet.',
  sameDay: 'Discharge-day management was billed on that day too',
  save: 'Log the visit',
  said: (name: string) => `Visit logged for ${name}.`,
}

/** "Day 8: 99495, $220.11." */
export function visitWords(check: VisitCheckView): string {
  const day = `Day ${check.days}`
  if (!check.code) return `${day}: no TCM code. It can be billed as an ordinary visit.`
  const worth = `${check.code}, ${dollars(check.cents)}`
  return check.complete ? `${day}: ${worth}. Nothing is missing.` : `${day}: ${worth} can still be earned.`
}

export const discharging = {
  add: 'New discharge',
  edit: 'Edit the discharge',
  diagnoses: 'Diagnoses of the claim (ICD-10)',
  diagnosesHelp: 'The main one first, such as I50.22 N18.32. Empty: not known yet.',
  about: 'The clocks for contact and visit begin with it.',
  date: 'Discharged on',
  time: 'At',
  from: 'From',
  to: 'To',
  practitioner: 'Practitioner',
  visitHead: 'Visit and review',
  visit: 'Face-to-face visit on',
  sameDay: 'Discharge-day management was billed on that day too',
  mdm: 'Decision making',
  medRec: 'Medications reconciled on',
  medRecHelp: 'On or before the day of the visit.',
  report: 'This practice will report the discharge',
  globalHead: "The practitioner's own surgery",
  globalFrom: 'Global period from',
  globalTo: 'To',
  globalHelp: 'Only if this practitioner operated: no TCM in the own global period.',
  patient: 'Patient',
  patientHelp: 'Type a name, MRN or birth date, then choose with the arrow keys.',
  againTitle: 'Discharged again',
  againAbout: 'Two discharges within thirty days: one of the two periods is reported. Choose which.',
  keep: 'Keep the first period',
  keepHelp: 'Its contact and visit stand; what was done since counts to it.',
  begin: 'Begin again with this discharge',
  beginHelp: 'Two business days and thirty days begin anew. The first one is not reported.',
  readmitted: 'Readmitted on',
  save: 'Save the discharge',
  said: 'Discharge saved.',
}

export const voiding = {
  title: 'Void the contact',
  about: 'It no longer counts. It stays readable, with the reason.',
  reason: 'Why is it voided?',
  quick: ['Wrong patient', 'Logged twice', 'Nobody was reached'],
  save: 'Void the contact',
  said: (name: string) => `Contact voided for ${name}.`,
}
