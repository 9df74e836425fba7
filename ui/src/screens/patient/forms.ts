// What the forms of the patient screen say.

export const addTime = {
  title: 'Add time',
  about: 'Time that was not timed. It is marked as typed.',
  enrollment: 'Enrollment',
  date: 'Day',
  start: 'Start',
  startHelp: 'Empty when the length says from when to when',
  length: 'Length, or from when to when',
  lengthHelp: '25 (minutes), 1:30, 90m, 1h30 or 9:40-10:05',
  note: 'Note',
  visit: 'Part of a billed visit',
  visitHelp: 'Then it belongs to the visit and does not count here.',
  save: 'Add time',
  said: 'Time added.',
}

export const correct = {
  title: 'Correct the entry',
  about: 'The entry as it was stays readable in its history.',
  date: 'Day',
  start: 'Start',
  end: 'End',
  endHelp: 'The next day when it is not after the start.',
  reason: 'Why is it corrected?',
  reasonHelp: 'Such as "call ended earlier".',
  change: (before: string, after: string) => `Length ${before} becomes ${after}`,
  longer: (time: string) => `${time} longer`,
  shorter: (time: string) => `${time} shorter`,
  same: 'Length unchanged',
  save: 'Correct',
  said: 'Entry corrected.',
}

export const voiding = {
  title: 'Void the entry',
  about: 'A voided entry no longer counts. It stays readable, with the reason.',
  reason: 'Why is it voided?',
  save: 'Void the entry',
  said: 'Entry voided.',
}

export const enrolling = {
  add: 'Enroll the patient',
  edit: 'Edit the enrollment',
  program: 'Program',
  practitioner: 'Billing practitioner',
  noPractitioner: 'No practitioner is on the staff list yet.',
  toSettings: 'Add one in Settings',
  start: 'First day',
  end: 'Last day',
  endHelp: 'Empty while it runs.',
  consentHead: 'Consent',
  consentGiven: 'Given on',
  consentMode: 'How',
  consentTaker: 'Taken by',
  consentRevoked: 'Ended on',
  revokedHelp: 'The month of the end still counts.',
  topicsHead: 'What was explained',
  visitHead: 'Initiating visit',
  visitDate: 'Visit on',
  visitKind: 'Kind',
  discussed: 'Care management was discussed at this visit',
  lastSeen: 'Last seen by the practitioner',
  conditionsHead: 'Conditions',
  icd10: 'ICD-10',
  label: 'Condition',
  months: 'Months expected',
  monthsHelp: 'Empty: lifelong',
  risk: 'High risk',
  riskHelp: 'Risk of death, decompensation or decline',
  addCondition: 'Add a condition',
  removeCondition: (n: number) => `Remove condition ${n}`,
  planHead: 'Care plan',
  established: 'Established on',
  revised: 'Last revised on',
  copy: 'Copy given on',
  restHead: 'Month and practice',
  mdm: (month: string) => `Decision making in ${month}`,
  supervisor: 'Supervising practitioner',
  attested: 'The practice attestations are made',
  attestedHelp: '24/7 access, a designated team member, timely appointments, certified records.',
  saveNew: 'Enroll',
  said: 'Enrollment saved.',
  modes: [
    { value: 'verbal', label: 'Verbal' },
    { value: 'written', label: 'Written' },
  ],
}

/** What a consent covers, in the words of the form. */
export const consentTopics = [
  ['availability', 'That the service is available'],
  ['cost_sharing', 'Cost sharing'],
  ['one_practitioner', 'One practitioner a month'],
  ['right_to_stop', 'The right to stop at any time'],
] as const

export const visitKinds = [
  { value: '', label: 'None' },
  { value: 'awv', label: 'Annual wellness visit' },
  { value: 'ippe', label: 'Welcome to Medicare visit' },
  { value: 'em', label: 'Office visit (E/M)' },
  { value: 'tcm', label: 'TCM visit' },
  { value: 'nurse_visit', label: 'Nurse visit' },
  { value: 'other', label: 'Another visit' },
]
