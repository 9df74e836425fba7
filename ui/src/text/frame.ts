// Words of the frame: navigation, palette, key sheet, and what stands at the edges of every screen.

export const frame = {
  app: 'Caretally',
  titles: {
    today: 'Today',
    tcm: 'TCM',
    patients: 'Patients',
    patient: 'Patient',
    review: 'Review',
    claims: 'Claims',
    audit: 'Audit',
    day: 'My day',
    unsettled: 'Unsettled',
    insights: 'Insights',
    guide: 'First hour',
    settings: 'Settings',
  },
  skip: 'Skip to the list',
  main: 'Main',
  demo: 'demo',
  findOrDo: 'Find or do',
  lock: 'Lock',
  keys: 'Keyboard sheet',
  keysShort: 'Keys',
  keysAbout: 'Single keys rest while you type in a field. Settings, Appearance turns them off.',
  keysOff:
    'Keys of one character are turned off: Settings, Appearance. Everything is in the palette, Ctrl+K.',
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
    tcm: 'Go to TCM',
    patients: 'Go to Patients',
    review: 'Go to Review',
    claims: 'Go to Claims',
    insights: 'Go to Insights',
    guide: 'First hour, step by step',
    print: 'Print this screen',
    printShort: 'Print',
    audit: 'Go to Audit',
    day: 'Go to My day',
    unsettled: 'Go to Unsettled',
    earlier: 'The timer began earlier',
    move: 'Wrong patient: move the time',
    push: 'Interrupt: pause and time somebody else',
    pop: 'Return to the paused timer',
    phone: 'Phone mode on or off',
    exclude: 'Exclude the running time',
    absence: 'Answer about an absence',
    later: 'Answer about an absence later',
    continue: 'Continue where you stopped last',
    undo: 'Undo the last action',
    redo: 'Do again what was undone',
    settings: 'Go to Settings',
    larger: 'Larger',
    smaller: 'Smaller',
    usualSize: 'Usual size',
  },
}

export const lockText = {
  title: (s: number) => `The screen locks in ${s} s`,
  about: 'Nobody has touched this PC for a while. Timers run on while it is locked.',
  said: 'The screen locks in half a minute. Press any key to stay signed in.',
  stay: 'Stay signed in',
  lock: 'Lock now',
}

export const aboveText = {
  label: 'To know',
  more: (n: number) => `${n} more`,
  less: 'Show one',
  away: 'Put away',
}

export const healthText = {
  readOnly: 'Nothing can be changed now.',
  settings: 'Open Settings',
  renew: 'Begin a new note',
  renewTitle: 'Begin a new note of where the record ends?',
  renewAbout:
    'Do this after you have looked at what is missing, or know why the note is gone. That you did it, and what you found, stays in the record for good.',
  reason: 'What you found',
}

export const printText = {
  demo: 'demo practice, invented patients',
  printed: (when: string, who: string) => `Printed ${when} by ${who}`,
  head: (seq: number, hash: string) => `Record ${seq} ${hash}`,
}

export const guideText = {
  strip: (done: number, next: string) => `First hour: ${done} of 6 done. Next: ${next}.`,
  open: 'Show the steps',
  hide: 'Put away',
  hidden: 'The guide is put away. It stays in the palette: "First hour, step by step".',
  steps: {
    practice: 'look at the practice',
    staff: 'add the people',
    patients: 'add patients',
    enrollment: 'enroll a patient, with consent',
    timer: 'time some work',
    statement: "see the month's statement",
  } as Record<string, string>,
}
