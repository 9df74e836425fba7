// What Settings says about rules: payers, packs, the practice's decisions, fees, closed days, and how the program looks.

export const rulesText = {
  head: 'Payers and rules',
  about:
    'What months are judged by. Every fact names its source and how far it was checked; what nobody outside confirms is marked.',
  payers: 'Payers',
  payerColumns: { payer: 'Payer', from: 'In force since', covers: 'Covers today', source: 'Source' },
  coversNothing: 'nothing of this',
  notValid: (codes: string) => `not valid: ${codes}`,
  packs: 'Rule packs',
  packsAbout:
    "The practice's own packs lie over the shipped ones. A month that was exported keeps the packs and the decisions it was claimed under.",
  packLine: (version: string, from: string, hash: string) =>
    `version ${version}, from ${from}, fingerprint ${hash}`,
  ofPractice: "the practice's own",
  facts: (n: number) => (n === 1 ? '1 fact' : `${n} facts`),
  marks: (unverified: number, own: number) =>
    [
      unverified > 0 ? `${unverified} not verified` : '',
      own > 0 ? `${own} Caretally's own ${own === 1 ? 'decision' : 'decisions'}` : '',
    ]
      .filter(Boolean)
      .join(', ') || 'all verified',
  services: {
    ccm_staff: 'CCM by staff',
    ccm_practitioner: 'CCM by the practitioner',
    complex: 'complex CCM',
    pcm_staff: 'PCM by staff',
    pcm_practitioner: 'PCM by the practitioner',
    tcm: 'transitional care',
    acp: 'advance care planning',
    oncology: 'oncology care',
  } as Record<string, string>,
  factColumns: { about: 'About', says: 'Says', source: 'Source' },
  add: 'Add a rule pack',
  choose: 'Choose a file',
  addAbout:
    'Choose the file of the pack, or paste its text (TOML). It is checked line by line and tried on a month before it is in force.',
  text: 'Text of the pack',
  tryIt: 'What would change?',
  triedOn: 'Tried on',
  trying: 'The month is judged again, once as it is and once as it would be.',
  leave: 'Leave it as it is',
  put: 'Put it in force',
  remove: 'Take it out of force',
  removeWhat: (label: string) => `Take ${label} out of force?`,
  removeAbout:
    'Every month that was not exported is judged again without it; a month that was signed and comes out otherwise must be signed again. Its text stays on record.',
  added: 'The rule pack is in force.',
  removed: 'The rule pack is out of force. Its text stays on record.',
  verified: {
    official_file: 'verified: official data file',
    document: 'verified: document read',
    rule_maker: "verified: rule-maker's page",
    quoted: 'verified: quoted',
    not_verified: 'not verified',
    design: "Caretally's decision",
  } as Record<string, string>,
}

export const decisionText = {
  head: 'Decisions of the practice',
  about:
    'Where rules are silent or sources differ, the practice decides. Change one, look at what it would do to a month, then save it. A month that was signed and comes out otherwise must be signed again.',
  shipped: 'as shipped',
  changed: 'changed',
  ships: (word: string) => `Ships as: ${word}`,
  minutes: 'minutes',
  payers: 'as the payer has it',
  save: (n: number) => (n === 1 ? 'Save 1 decision' : `Save ${n} decisions`),
  tryIt: 'What would change?',
  undo: 'Leave as it is',
  said: 'The decisions were saved. Every month that was not exported yet was judged again by them.',
}

export const whatIfText = {
  title: (month: string) => `What would change in ${month}`,
  sum: (looked: number, differ: number) =>
    `${looked} patients' months judged again; ${differ === 0 ? 'no line would differ' : differ === 1 ? '1 account would differ' : `${differ} accounts would differ`}.`,
  dollars: (before: string, after: string, by: string) =>
    `${before} now, ${after} then (${by}), an estimate.`,
  columns: { patient: 'Patient', now: 'Now', then: 'Then' },
  nothing: 'no line',
  held: 'held',
  all: (n: number) => `Show all ${n}`,
  exported: 'An exported month keeps its rule packs, so other packs change nothing there.',
}

export const feesText = {
  head: 'Fees',
  about:
    'National amounts, by date of service. They are estimates: what you are paid is in your contracts. Own amounts take their place.',
  table: (from: string) => `From ${from}`,
  columns: { code: 'Code', office: 'Office', facility: 'Facility', national: 'National' },
  qp: 'These are the amounts with the conversion factor of qualifying participants (QP), as you decided above.',
  own: "the practice's own",
  change: 'Change amounts',
  title: (from: string) => `Own amounts from ${from}`,
  titleAbout: 'Dollars of one unit. An empty field keeps the national amount.',
  office: (code: string) => `${code}, office`,
  facility: (code: string) => `${code}, facility`,
  wrong: 'Write dollars as 66.13.',
  save: 'Save amounts',
  said: 'The amounts were saved.',
}

export const closureText = {
  head: 'Closed days',
  about: 'Deadlines in business days stand still on federal holidays and on the days you close.',
  own: 'Closed by the practice',
  none: 'None yet.',
  holidays: 'Federal holidays on working days',
  day: 'Day',
  label: 'What it is',
  labelHelp: 'Such as: Day after Thanksgiving',
  add: 'Close this day',
  open: 'Open again',
  openWhat: (label: string) => `Open again: ${label}`,
  said: (label: string) => `${label} is a closed day.`,
  opened: (label: string) => `${label} is a working day again.`,
}

export const appearanceText = {
  head: 'Appearance',
  about: 'Yours alone, on this PC and any other the practice is opened on.',
  theme: 'Theme',
  themes: [
    { value: 'system', label: 'As the computer has it' },
    { value: 'light', label: 'Light' },
    { value: 'dark', label: 'Dark' },
    { value: 'contrast', label: 'High contrast' },
  ],
  zoom: 'Size',
  zoomHelp: 'Ctrl and + or - change it anywhere; it is remembered.',
  percent: (n: number) => `${n} %`,
  single: 'Keys of one character do something',
  singleHelp:
    'Such as N for a note. Turn them off if you dictate or if they get in your way: Space, Enter, arrows and Ctrl keys stay, and everything is in the palette.',
  failed: 'This could not be kept. It holds until you leave.',
}
