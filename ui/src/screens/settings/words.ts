// What Settings says.

export const words = {
  title: 'Settings',
  jump: 'Jump to a part',
  partOf: (label: string) => `Settings: ${label}`,
  parts: {
    practice: 'Practice',
    timing: 'Timers',
    staff: 'People',
    password: 'Password',
    mine: 'My timer',
    notices: 'Notices',
    appearance: 'Appearance',
    keeping: 'Lock and recovery',
    data: 'Your data',
    backups: 'Backups',
    billing: 'Electronic claims',
    rules: 'Payers and rules',
    decisions: 'Decisions',
    fees: 'Fees',
    closures: 'Closed days',
    activities: 'Activities',
  },
  reading: 'Reading the settings',
  again: 'Try again',
}

export const practiceText = {
  head: 'Practice',
  name: 'Name of the practice',
  zone: 'Time zone',
  zoneHelp: 'Decides which day and month an entry belongs to. Type a city, such as Detroit.',
  place: 'Place of service',
  placeHelp:
    'Where your patients are usually seen. It stands on every claim line (POS 11 or 22), and the estimates follow it.',
  places: [
    { value: 'non_facility', label: 'Office (non-facility rates)' },
    { value: 'facility', label: 'Hospital or other facility (facility rates)' },
  ],
  assigned: 'Medical assistants see only the patients they are assigned to',
  assignedHelp:
    'Others are hidden from them. In an emergency they can open one for an hour, with a reason; managers are told.',
  save: 'Save practice',
  said: 'The practice was saved.',
}

export const staffText = {
  head: 'People',
  about: 'Whose time is recorded, who bills, and who signs in on this PC.',
  add: 'Add staff member',
  table: 'Staff',
  columns: {
    name: 'Name',
    role: 'Role',
    access: 'Access',
    sign_in: 'Signs in as',
    npi: 'NPI',
    training: 'Team training',
  },
  change: 'Change',
  changeWho: (name: string) => `Change ${name}`,
  left: 'Not working here now',
  scope: 'scope document',
  noSignIn: 'does not sign in',
}

export const formText = {
  add: 'Add staff member',
  change: (name: string) => `Change ${name}`,
  about: 'Another role holds from the month you choose: what was done before rests on the one before.',
  name: 'Name',
  role: 'Role',
  roleHelp: 'Decides whether the time of this person counts, and for what.',
  access: 'Access',
  accessHelp: {
    manager: 'Does everything, staff and settings too.',
    practitioner: 'Times work and keeps the documents of every patient; bills under their own NPI.',
    care_team: 'Times work and keeps the documents of every patient.',
    assistant:
      'Times work and keeps documents: of every patient, or of assigned patients only where the practice wants it so.',
    biller: 'Sees and exports claims; sees no chart and runs no timer.',
    auditor: 'Reads everything and changes nothing.',
  } as Record<string, string>,
  credentials: 'Credentials',
  credentialsHelp: 'As they sign: RN, CMA, MD',
  npi: 'NPI',
  npiHelp: 'Ten digits; stands on the claim lines',
  signsIn: 'Signs in to Caretally on this PC',
  signsInHelp: 'Who does not sign in can still be named on documents and claims.',
  signIn: 'Sign-in name',
  password: 'One-time password',
  newPassword: 'New one-time password',
  passwordHelp: 'They choose their own at the first sign-in.',
  keepHelp: 'Leave empty to keep the present one.',
  training: 'Team-based care course',
  trainingHelp: 'Day it was finished, MM/DD/YYYY',
  scope: 'A scope-of-service document is on file',
  fromHelp:
    'From then on the time of this person is judged by the new role and document, and earlier months by the old.',
  active: 'Works here now',
  activeHelp: 'Nobody is deleted: who has left keeps their entries and can no longer sign in.',
  said: (name: string) => `${name} was saved.`,
}

export const dataText = {
  head: 'Your data',
  about: 'Everything stays on this PC. Caretally uses no network.',
  home: 'Encrypted vault',
  homeHelp: 'Caretally backs it up by itself: see Backups below. Never copy single files of it.',
  exports: 'Exports',
  exportsHelp: 'Files here are not encrypted: they hold names and MRNs. Delete them once they are sent.',
}

export const activityText = {
  unknown: 'Not known',
  head: 'Activities',
  about: 'What counts toward the month for Medicare. Other payers may differ; each line of a month says so.',
  table: 'Activities and whether they count',
  columns: { label: 'Activity', counts: 'Counts', here: 'In this practice', why: 'Why', source: 'Source' },
  here: (label: string) => `${label}, in this practice`,
  choices: [
    { value: '', label: "Payer's rule" },
    { value: 'C', label: 'Counts' },
    { value: 'X', label: 'Excluded' },
  ],
  decide: (label: string, choice: string) => `${label}: ${choice}?`,
  decideAbout:
    'Every month that was not exported is judged again; a month that was signed and comes out otherwise must be signed again.',
  keep: 'Decide so',
  decided: (label: string) => `${label}: decided. All months were judged again.`,
  counts: 'Counts',
  excluded: 'Excluded',
  show: 'Show activities',
  all: 'All',
}
