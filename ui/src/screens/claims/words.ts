// What Claims says.

import { apart } from '../../text/apart'
import type { ClaimStatusView } from '../../wire'

const lines = (n: number) => (n === 1 ? '1 line' : `${n.toLocaleString('en-US')} lines`)

export const words = {
  title: 'Claims',
  estimates: 'Amounts are estimates by the fee table',
  payer: 'Payer',
  practitioner: 'Practitioner',
  all: 'All',
  statuses: 'Show lines by status',
  status: {
    '': 'All',
    changed: 'Changed',
    ready: 'Ready',
    held: 'Held',
    refused: 'Refused',
    exported: 'Exported',
  } as Record<ClaimStatusView | '', string>,
  table: (month: string) => `Claim lines of ${month}`,
  columns: {
    status: 'Status',
    patient: 'Patient and MRN',
    payer: 'Payer, program',
    practitioner: 'Practitioner, sign-off',
    code: 'Code and date',
    amount: 'Amount, time',
    reasons: 'Why, or what changed',
  },
  mrn: (mrn: string) => `MRN ${mrn}`,
  units: (code: string, units: number) => `${code} × ${units}`,
  days: (from: string, to: string) => `${from} to ${to}`,
  noLine: 'no line',
  why: (sentence: string, name: string) => `Why, ${name}: ${sentence}`,
  more: (n: number) => `and ${n} more`,
  since: (batch: number) => `Since batch ${batch}:`,
  gone: (batch: number) => `Was in batch ${batch}, is no line any more:`,
  sentIn: (batch: number) => `In batch ${batch}`,
  unfiled: (batch: number) => `In batch ${batch}, not in its X12 file`,
  outdated: (batch: number) => `In batch ${batch}; its X12 claim is to be replaced`,
  goneOutdated: (batch: number) => `Withdrawn in batch ${batch}; its X12 claim is to be voided`,
  sentHeld: (batch: number) => `It was sent in batch ${batch}`,
  signed: (by: string) => `Signed, ${by}`,
  unsigned: 'Not signed',
  solve: 'Solve',
  solveFor: (what: string, name: string) => `Solve, ${name}: ${what}`,
  packet: 'Packet',
  packetFor: (name: string) => `Audit packet, ${name}`,
  reading: 'Reading the claims',
  again: 'Try again',
  lines,
  emptyTitle: (month: string) => `No claim lines in ${month}.`,
  emptyText:
    'A line appears here as soon as the counted time of an enrolled patient passes the first threshold of the program, or the visit after a discharge is recorded.',
  toToday: "Open today's list",
  noMatch: 'No line matches these filters.',
  clear: 'Clear filters',
  keys: {
    move: 'move',
    next: 'Next line',
    previous: 'Line before',
    open: 'open the patient',
    openRow: 'Open the patient of the line',
    why: 'why',
    whyRow: 'Why the line is held, refused or worth a look',
    solve: 'solve',
    solveRow: 'Solve what holds the line',
    packet: 'audit packet',
    packetRow: 'Write the audit packet of the claim',
    export: 'export',
    exportLong: 'Export what is new or different of the month',
    months: 'month',
    earlier: 'Claims of the month before',
    later: 'Claims of the next month',
  },
}

export const whyText = {
  about: (name: string, code: string | null, month: string) =>
    code === null ? `${apart(name)}, ${month}` : `${apart(name)}, ${code}, ${month}`,
  title: {
    ready: 'Worth a look',
    changed: 'Why it is different',
    exported: 'Worth a look',
    held: 'Why it is held',
    refused: 'Why there is no line',
  } as Record<ClaimStatusView, string>,
  kinds: { refusal: 'Refused', hold: 'Held', warning: 'Look', exclusion: 'Excluded' } as Record<
    string,
    string
  >,
  rule: 'Rule and source',
  open: 'Open the patient',
  close: 'Close',
}

export const exportText = {
  title: (number: number) => `Batch ${number} is written`,
  folder: (folder: string) => `In ${folder}`,
  shaShort: (sha: string) => `SHA-256 ${sha.slice(0, 12)}…`,
  said: (rows: number, held: number, refused: number) =>
    held + refused === 0
      ? `${lines(rows)}, none held or refused`
      : `${lines(rows)}; left out: ${held} held, ${refused} refused`,
  notInX12: (n: number) =>
    n === 1
      ? '1 claim is in no X12 file: it lacks something, as said before the export.'
      : `${n.toLocaleString('en-US')} claims are in no X12 file: they lack something, as said before the export.`,
  plain: 'The files name patients and are not encrypted: keep them where only those see them who may.',
  refused: 'Nothing was written.',
  hide: 'Hide',
  earlier: (n: number) => (n === 1 ? '1 batch of this month' : `${n} batches of this month`),
}

const some = (n: number, what: string) => (n === 0 ? [] : [`${n} ${what}`])

export const batchText = {
  exporting: 'Making the batch',
  whole: 'The batch is of the whole month, not only of the lines shown.',
  title: 'Batches of this month',
  next: (number: number) => `Batch ${number}`,
  batch: (number: number) => `Batch ${number}`,
  new: 'New lines',
  changed: 'Changed since export',
  withdrawn: 'Withdrawn: no line any more',
  left: 'Held or refused, left out',
  files: 'Files, as chosen last',
  formats: [
    { slug: 'csv', label: 'CSV', help: 'for your billing program' },
    { slug: 'xlsx', label: 'XLSX', help: 'for a spreadsheet: a sheet for each payer' },
    { slug: 'pdf', label: 'PDF', help: 'a summary to print or keep' },
    { slug: 'x12', label: 'X12 837P', help: 'for your clearinghouse: a file for each payer' },
  ],
  all: (n: number) => `Also the ${n} exported before`,
  allHelp: (x12: boolean) =>
    x12
      ? 'X12 files send those that no X12 file had as first claims: only if nobody billed them another way. In the other files they are marked unchanged.'
      : 'They are marked unchanged, so that nobody bills them again.',
  outdated: 'X12 claims to replace or void',
  export: 'Export',
  why: (noFormat: boolean, exported: boolean) =>
    noFormat
      ? 'Choose at least one kind of file.'
      : exported
        ? 'Everything ready was exported, and nothing changed since.'
        : 'No line of this month is ready.',
  held: (counts: { new: number; changed: number; withdrawn: number; unchanged: number }) =>
    [
      ...some(counts.new, 'new'),
      ...some(counts.changed, 'changed'),
      ...some(counts.withdrawn, 'withdrawn'),
      ...some(counts.unchanged, 'unchanged'),
    ].join(', '),
  paper: 'Written',
  reports: 'Totals to print (PDF)',
  practitioners: 'By practitioner',
  staff: 'By staff member',
}

export const diffText = {
  old: 'before',
  new: 'now',
  none: 'none',
  fields: {
    units: 'units',
    dos: 'service',
    dos_to: 'last day',
    modifiers: 'modifiers',
    payer: 'payer',
    practitioner: 'practitioner',
    diagnoses: 'diagnoses',
    place: 'place',
    amount: 'amount',
    counted: 'counted',
  } as Record<string, string>,
}

export const solveText = {
  title: 'Solve what holds the line',
  about: (name: string) => `${name}. It is written to the enrollment, and the line is judged again at once.`,
  save: 'Save',
  gone: 'This enrollment is not in the month any more: nothing was saved. Close this and look at the claim again.',
  missing: {
    day: 'Choose the day.',
    tick: 'Tick it once it is so, or close this.',
    visit: 'Choose the day and what kind of visit it was.',
    practitioner: 'Choose who it is.',
    diagnosis: 'Type the code.',
  },
  fields: {
    'R-PLAN-COPY': {
      label: 'Copy of the care plan given on',
      help: 'The day the patient or caregiver got it.',
    },
    'R-NO-PLAN': { label: 'Care plan established on', help: 'The day the comprehensive plan was written.' },
    'R-ATTEST': {
      label: 'The practice attests its capabilities',
      help: '24/7 access, continuity, an electronic care plan, transitions: as the rule lists them.',
    },
    'R-NO-INITVISIT': {
      label: 'Initiating visit on',
      help: 'Within the year before the first day of the program, or later if care management was discussed there.',
    },
    'X-NO-SUPERVISION': {
      label: 'Supervising practitioner',
      help: 'Under whose general supervision the staff worked.',
    },
    'R-DX': {
      label: 'ICD-10 of the condition',
      help: 'It is given to the first condition without a code, or added as one more.',
    },
  } as Record<string, { label: string; help: string }>,
  kind: 'Kind of visit',
  discussed: 'Care management was discussed at this visit',
}
