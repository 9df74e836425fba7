// Words of the frame: navigation, palette, key sheet, and what stands at the edges of every screen.

export const frame = {
  app: 'Caretally',
  titles: {
    today: 'Today',
    patients: 'Patients',
    patient: 'Patient',
    claims: 'Claims',
    audit: 'Audit',
    settings: 'Settings',
  },
  skip: 'Skip to the list',
  main: 'Main',
  demo: 'demo',
  findOrDo: 'Find or do',
  lock: 'Lock',
  keys: 'Keyboard sheet',
  keysShort: 'Keys',
  keysAbout: 'Single keys rest while you type in a field.',
  allKeys: 'all keys',
  palette: 'Find a patient or do something',
  paletteHint: 'Name, MRN, birth date or an action',
  start: 'Start timer',
  openPatient: 'Open',
  openHidden: 'Not assigned to you',
  running: 'Running',
  chooseEnrollment: 'Choose enrollment',
  actions: 'Actions',
  patients: 'Patients',
  nothing: (text: string) => `Nothing matches "${text}".`,
  results: (n: number) => (n === 1 ? '1 result' : `${n} results`),
  trouble: 'Caretally cannot open the practice',
  noteTitle: 'Note',
  noteHelp: 'Saved with the entry. What was done, in a few words.',
  groups: { timer: 'Timer', go: 'Go to', list: 'In the list', screen: 'On this screen', app: 'Everywhere' },
  do: {
    stop: 'Stop the timer',
    note: 'Note on the running timer',
    activity: 'Activity of the running timer',
    find: 'Find a patient or do something',
    today: 'Go to Today',
    patients: 'Go to Patients',
    claims: 'Go to Claims',
    audit: 'Go to Audit',
    settings: 'Go to Settings',
  },
}

export const lockText = {
  title: (s: number) => `The screen locks in ${s} s`,
  about: 'Nobody has touched this PC for a while. Timers run on while it is locked.',
  said: 'The screen locks in half a minute. Press any key to stay signed in.',
  stay: 'Stay signed in',
  lock: 'Lock now',
}

export const healthText = {
  label: 'About this vault',
  readOnly: 'Nothing can be changed now.',
  settings: 'Open Settings',
  renew: 'Begin a new note',
  renewTitle: 'Begin a new note of where the record ends?',
  renewAbout:
    'Do this after you have looked at what is missing, or know why the note is gone. That you did it, and what you found, stays in the record for good.',
  reason: 'What you found',
}
