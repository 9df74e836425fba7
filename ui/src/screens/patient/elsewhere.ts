// What is said of claims that other practices send for the patient.

export const elsewhere = {
  title: 'Claims of other practices',
  none: 'None is known.',
  add: 'Note a claim',
  line: (code: string, date: string) => `${code}, ${date}`,
  withdrawn: (why: string) => `withdrawn: ${why}`,
  withdraw: 'Withdraw',
  withdrawOf: (what: string) => `Withdraw the note on ${what}`,
  addTitle: 'A claim of another practice',
  about: (name: string) =>
    `Medicare pays one practitioner for a month of CCM or complex CCM, and one for a discharge. What another practice bills for ${name} is noted here, so that nothing is claimed that will be denied.`,
  code: 'Code',
  choose: 'Choose a code',
  date: 'Date of service',
  known: 'How it is known',
  knownHelp: 'Such as "letter of the cardiologist, Jan 9" or "denied by Medicare".',
  save: 'Note it',
  said: 'The claim of the other practice was noted.',
  withdrawTitle: 'Withdraw the note',
  withdrawAbout: 'It no longer stands in the way of a claim. The note stays readable, with the reason.',
  reason: 'Why is it withdrawn?',
  saidWithdrawn: 'The note was withdrawn.',
}

/** CCM and complex CCM, which one practitioner is paid for in a month, and TCM, which one is paid for after a discharge. */
export const codes = [
  { value: '', label: elsewhere.choose },
  ...['99490', '99439', '99491', '99437'].map((code) => ({ value: code, label: code, group: 'CCM' })),
  ...['99487', '99489'].map((code) => ({ value: code, label: code, group: 'Complex CCM' })),
  ...['99495', '99496'].map((code) => ({ value: code, label: code, group: 'TCM' })),
]
