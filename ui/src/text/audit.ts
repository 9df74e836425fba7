// The audit in words: each event as a sentence, and the names of what it can be narrowed to.

import type { EventView } from '../wire'

/** What each action is called in a sentence: "{who} opened Ana Lopez". A star stands for the patient. */
const done: Record<string, string> = {
  set_up: 'set up the practice',
  save_practice: 'changed the practice settings',
  save_rules: 'changed what the practice decides about the rules',
  save_closures: 'changed the days the practice is closed',
  add_rule_pack: 'put a rule pack in force',
  remove_rule_pack: 'put a rule pack out of force',
  save_staff: 'changed a staff member',
  disable_staff: 'ended the sign-in of a staff member',
  enable_staff: 'allowed the sign-in of a staff member again',
  release_staff: 'let a locked-out staff member try again',
  give_password: 'set a one-time password for a staff member',
  change_password: 'changed their own password',
  save_lock: 'changed when the screen locks',
  renew_recovery: 'made a new recovery key',
  renew_keys: 'made new keys for everything',
  add_code: 'set up a code besides the password',
  remove_code: 'had no code asked any more',
  require_codes: 'changed whether everybody is asked for a code',
  prove_recovery: 'showed that the recovery key is there',
  adopt_keys: 'went on with an older key file',
  back_up: 'made a backup',
  set_backup_place: 'chose the second place for backups',
  prove_backup: 'had a backup proved',
  restore: 'restored a backup',
  update_format: 'brought the file up to date',
  clock_jump: "found that this PC's clock had been set",
  clock_skew: "found that this PC's clock runs false",
  sign_in: 'signed in',
  recover: 'set a new password with the recovery key',
  save_patient: 'changed the facts of *',
  import_patients: 'imported patients from a file',
  save_enrollment: 'changed an enrollment of *',
  start_timer: 'started a timer on *',
  describe_timer: 'described the running timer on *',
  stop_timer: 'stopped the timer on *',
  settle_timer: 'answered for an interrupted timer on *',
  push_timer: 'interrupted the timer for *',
  pop_timer: 'went back to the timer on *',
  stop_paused: 'stopped a paused timer on *',
  set_phone: 'turned phone mode on or off for *',
  began_earlier: 'moved the start of the timer on * back',
  move_tail: 'moved the newest part of a timer between patients: *',
  come_back: 'came back to the timer on *',
  answer_gap: 'answered for time set aside for *',
  split_entry: 'cut an entry of * in two',
  settle_overlap: 'settled an overlap of *',
  undo: 'took back the last thing done for *',
  save_timing: 'changed when timers are asked about',
  save_appearance: 'changed how the program looks to them',
  save_preferences: 'changed their own preferences',
  add_entry: 'typed in time for *',
  correct_entry: 'corrected an entry of *',
  void_entry: 'voided an entry of *',
  save_episode: 'changed a discharge of *',
  log_contact: 'logged a contact with *',
  void_contact: 'voided a contact with *',
  correct_contact: 'corrected a contact with *',
  log_visit: 'logged the visit of * after a discharge',
  save_readmission: 'recorded a readmission of *',
  discharge_again: 'recorded a second discharge of *',
  save_death: 'recorded the death of *, or took it back',
  note_billed_elsewhere: 'noted what another practice bills for *',
  withdraw_billed_elsewhere: 'withdrew a note on what another practice bills for *',
  log_talk: 'logged a care planning talk about *',
  void_talk: 'voided a care planning talk about *',
  log_plan: 'logged a cancer treatment plan of *',
  void_plan: 'voided a cancer treatment plan of *',
  note_service: 'noted another service of the practice for *',
  void_service: 'voided another service of the practice for *',
  save_care_team: 'changed the care team of *',
  open_in_emergency: 'opened * in an emergency',
  acknowledge_emergencies: 'acknowledged emergency access',
  export_claims: 'exported claims',
  audit_packet: 'made the audit packet of a claim of *',
  claims_report: 'made a report of totals',
  sign_month: 'signed a month of *',
  return_month: 'returned a month of *',
  void_sign_off: 'found that a signed month of * is no longer what was signed',
  close_month: 'closed a month',
  reopen_month: 'opened a closed month again',
  save_reviewing: 'changed how months are signed and closed',
  export_audit: 'exported the audit',
  make_demo: 'made the demo practice',
  renew_anchor: 'began a new note of where the record ends',
  verify: 'had the record checked',
  query: 'searched for a patient',
  print: 'printed',
}

const lists: Record<string, string> = {
  today: "looked at today's list",
  tcm: 'looked at the TCM board',
  insights: 'looked at the month in pictures',
  what_if: 'tried other rules on a month',
  patients: 'looked at the list of patients',
  review: 'looked at the month review',
  claims: 'looked at the claims',
  day: 'looked at their day',
  unsettled: 'looked at what a month still waits for',
  emergencies: 'looked at emergency access',
}

const refusals: Record<string, string> = {
  hidden: 'the patient is not assigned to them',
  locked: 'nobody was signed in',
  bad_request: 'the request could not be read',
  not_found: 'there is no such thing',
}

const signIns: Record<string, string> = {
  wrong_password: 'with a wrong password',
  unknown_name: 'under a name that nobody has',
  disabled: 'by somebody who no longer signs in here',
  locked: 'after a hundred failures',
}

const fact = (event: EventView, name: string) => event.facts.find((one) => one.name === name)?.value ?? null
const plain = (slug: string) => slug.replaceAll('_', ' ')

function what(event: EventView): string {
  const list = fact(event, 'list')
  if (event.action === 'view' && list) return lists[list] ?? `looked at ${plain(list)}`
  if (event.action === 'view' && event.category === 'audit')
    return event.patient === null ? 'looked at the audit' : 'looked at who had looked at *'
  if (event.action === 'view') return 'opened *'
  if (event.action === 'print')
    return event.patient === null ? `printed ${fact(event, 'what') ?? ''}` : 'printed *'
  if (event.action === 'refused') return refused(event)
  if (event.action === 'sign_in_failed')
    return `tried to sign in ${signIns[fact(event, 'why') ?? ''] ?? 'in vain'}`
  return done[event.action] ?? plain(event.action)
}

function refused(event: EventView): string {
  const why = fact(event, 'why') ?? ''
  const because = refusals[why] ?? 'their access does not allow it'
  const asked = plain(fact(event, 'command') ?? 'something')
  return `was refused "${asked}"${event.patient === null ? '' : ' for *'}: ${because}`
}

/** Who did it, in words: the program itself has no name. */
export const whoOf = (event: EventView) =>
  event.person !== '' ? event.person : event.action === 'sign_in_failed' ? 'Somebody' : 'Caretally'

/** An event as a sentence, in parts: before the patient, the patient, after. */
export function sentence(event: EventView): [before: string, patient: string, after: string] {
  const patient = event.patient_name ?? (event.patient === null ? '' : `patient ${event.patient}`)
  const [before = '', after] = `${whoOf(event)} ${what(event)}`.split('*')
  return after === undefined ? [before, '', ''] : [before, patient || 'a patient', after]
}

const named: Record<string, string> = { sha256: 'SHA-256', mrn: 'MRN', rule_set: 'Rule set' }

/** The name of a fact: "SHA-256", "Why" */
export const factName = (slug: string) =>
  named[slug] ?? plain(slug).replace(/^./, (first) => first.toUpperCase())

/** Kinds of data. */
export const categories: Record<string, string> = {
  audit: 'Audit',
  backup: 'Backups',
  claims: 'Claims',
  demographics: 'Patients',
  emergency: 'Emergency',
  enrollment: 'Enrollment',
  rules: 'Rules',
  tcm: 'TCM',
  time: 'Time',
  users: 'Practice',
}

/** "Time" */
export const category = (slug: string) => categories[slug] ?? plain(slug)

/** Actions for the filter, by what they are called. */
export const actions = [...Object.keys(done), 'view', 'refused', 'sign_in_failed'].sort()
/** "stop timer" */
export const action = plain

export const audit = {
  title: 'Audit',
  own: 'What you did and saw.',
  all: 'What everybody did and saw. Nothing here can be changed or taken out unseen.',
  whoLooked: (name: string) => `Who looked at ${name}, and what was done`,
  everybody: 'Whole audit',
  head: 'The record ends at event',
  headHelp:
    'Compare these digits with the foot of an export: they prove that nothing before it was rewritten.',
  verify: 'Verify now',
  verifying: [
    'Starting the check',
    'Checking the database file (1 of 3)',
    'Checking every event and row (2 of 3)',
    'Making statements again (3 of 3)',
  ],
  exporting: 'Reading the events',
  export: 'Export',
  exported: 'Audit exported',
  again: 'Try again',
  reading: 'Reading the audit',
  empty: 'No event fits these filters.',
  clear: 'Clear filters',
  more: 'Show 50 more',
  count: (n: number, more: boolean) =>
    `${n}${more ? ' or more' : ''} ${n === 1 && !more ? 'event' : 'events'}`,
  filters: {
    from: 'From',
    until: 'Until',
    person: 'Person',
    category: 'Kind',
    action: 'Action',
    outcome: 'Outcome',
  },
  any: 'All',
  outcomes: [
    { value: 'done', label: 'Done' },
    { value: 'refused', label: 'Refused' },
  ],
  outcome: (slug: string) => ({ done: 'Done', refused: 'Refused', faults: 'Faults found' })[slug] ?? slug,
  columns: {
    time: 'When',
    person: 'Person',
    access: 'Access',
    action: 'What happened',
    category: 'Kind',
    outcome: 'Outcome',
  },
  table: 'Events, newest first',
  details: (seq: number) => `Details of event ${seq}`,
  facts: {
    seq: 'Event',
    hash: 'Hash',
    patient: 'Patient',
    object: 'Row',
    reason: 'Reason',
    rows: 'Rows changed',
    clock: 'Clock',
    session: 'Sign-in',
    device: 'Installation',
    version: 'Version',
  },
  clocks: { ok: 'agreed', skew: 'was a little off', jump: 'had been set, or the computer slept' } as Record<
    string,
    string
  >,
  noRows: 'none',
  file: (file: string, rows: number) => `${rows} events were written to ${file}.`,
  fileHead: (seq: number, hash: string) => `The record stood at event ${seq}, ${hash}.`,
  notEncrypted: 'The file is not encrypted: it holds names. Keep it where the vault is kept.',
  sound: 'Everything is sound.',
  unsound: (n: number) =>
    `${n === 1 ? 'One thing is' : `${n} things are`} wrong. Keep this vault as it is and restore a backup beside it.`,
  checked: (events: number, rows: number, statements: number) =>
    `Checked: the database file, ${events} events, ${rows} rows against them, ${statements} statements made again from their entries.`,
  firstBad: (seq: number) => `First event that is not what it was: ${seq}.`,
  missing: (from: number, to: number) =>
    from === to ? `Event ${from} is missing.` : `Events ${from} to ${to} are missing.`,
  unrecorded: (n: number) => `${n} ${n === 1 ? 'row is' : 'rows are'} in no event.`,
  anchors: {
    agrees: 'The note beside the database agrees.',
    ahead: 'The note beside the database is a few events old, as after a power cut.',
    missing:
      'There is no note beside the database, so it cannot be said whether events are missing at the end.',
    damaged:
      'The note beside the database is damaged, so it cannot be said whether events are missing at the end.',
    behind: 'The note beside the database knows of events that are missing.',
    forked: 'The note beside the database knows another record.',
  } as Record<string, string>,
}
