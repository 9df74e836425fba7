// What forms say by themselves, and the choices several of them offer.

import { addDays } from '../text/dates'

export const forms = {
  cancel: 'Cancel',
  save: 'Save',
  pass: 'Clocks went back that night: this time came twice. Which one was it?',
  first: 'The first time',
  second: 'The second time',
  noActivity: 'No activity matches.',
  understood: (what: string) => `Understood: ${what}`,
  notUnderstood: 'Not understood yet.',
  activity: 'Activity',
  activityHelp: 'Type a word, then choose with the arrow keys.',
  counts: 'Counts',
  excluded: 'Excluded',
  nobody: 'Nobody',
  choose: 'Choose',
}

export const sealing = {
  label: 'Encrypt with a password',
  help: 'In one ZIP file, for what leaves the practice (AES-256).',
  password: 'Password of the ZIP',
  passwordHelp:
    '15 characters or more; nobody can find it again. Tell it by telephone, never beside the file. 7-Zip or WinZip opens it; Windows by itself does not.',
  done: 'Without its password nobody opens it.',
}

export const patientForm = {
  add: 'Add a patient',
  edit: 'Edit the patient',
  name: 'Name',
  nameHelp: 'First Last, or Last, First where the last name has several words.',
  birth: 'Birth date',
  mrn: 'MRN',
  mrnHelp: 'Medical record number; no two patients share one.',
  sex: 'Sex',
  payer: 'Payer',
  window: 'Best time to call',
  fromHelp:
    'Claims of this month and later ones go to the new payer; those of the months before stay with the old one.',
  windowHelp: 'Such as "before noon" or "daughter, 5 PM".',
  claims: 'For electronic claims (X12 837P), else not needed',
  member: 'Member ID',
  memberHelp: 'As on the insurance card',
  memberOf: (payer: string) => `Member ID at ${payer}`,
  formerHelp: 'For the months it paid for, and claims that are voided there',
  street: 'Street',
  city: 'City',
  state: 'State',
  zip: 'ZIP',
  added: (name: string) => `${name} added. Next: the enrollment.`,
  saved: (name: string) => `${name} saved.`,
}

export const sexes = [
  { value: '', label: 'Not recorded' },
  { value: 'F', label: 'Female' },
  { value: 'M', label: 'Male' },
  { value: 'X', label: 'Other' },
]

/** Visits that may begin an enrollment, and those that do not. */
export const visitKinds = [
  { value: '', label: 'None' },
  { value: 'awv', label: 'Annual wellness visit' },
  { value: 'ippe', label: 'Welcome to Medicare visit' },
  { value: 'em', label: 'Office visit (E/M)' },
  { value: 'tcm', label: 'TCM visit' },
  { value: 'nurse_visit', label: 'Nurse visit' },
  { value: 'other', label: 'Another visit' },
]

export const levels = [
  { value: '', label: 'Not recorded' },
  { value: 'straightforward', label: 'Straightforward' },
  { value: 'low', label: 'Low' },
  { value: 'moderate', label: 'Moderate' },
  { value: 'high', label: 'High' },
]

/** The last day of a month. */
export const monthEnd = (month: string) => {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const next = number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, '0')}-01`
  return addDays(next, -1)
}
