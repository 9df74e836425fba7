// What Claims says.

import type { ClaimStatusView } from '../../wire'

const lines = (n: number) => (n === 1 ? '1 line' : `${n.toLocaleString('en-US')} lines`)

export const words = {
  title: 'Claims',
  estimates: 'Amounts are estimates, national Medicare rates',
  payer: 'Payer',
  practitioner: 'Practitioner',
  all: 'All',
  statuses: 'Show lines by status',
  status: { '': 'All', ready: 'Ready', held: 'Held', refused: 'Refused' } as Record<
    ClaimStatusView | '',
    string
  >,
  table: (month: string) => `Claim lines of ${month}`,
  columns: {
    status: 'Status',
    patient: 'Patient and MRN',
    payer: 'Payer and program',
    practitioner: 'Practitioner',
    code: 'Code',
    dos: 'Date of service',
    counted: 'Counted',
    amount: 'Amount',
    reasons: 'Why',
  },
  mrn: (mrn: string) => `MRN ${mrn}`,
  units: (code: string, units: number) => `${code} × ${units}`,
  to: (date: string) => `to ${date}`,
  noLine: 'no line',
  why: (sentence: string, name: string) => `Why, ${name}: ${sentence}`,
  more: (n: number) => `and ${n} more`,
  export: 'Export CSV',
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
    export: 'export',
    exportLong: 'Export the ready lines of the month',
    months: 'month',
    earlier: 'Claims of the month before',
    later: 'Claims of the next month',
  },
}

export const whyText = {
  about: (name: string, code: string | null, month: string) =>
    code === null ? `${name}, ${month}` : `${name}, ${code}, ${month}`,
  title: { ready: 'Worth a look', held: 'Why it is held', refused: 'Why there is no line' } as Record<
    ClaimStatusView,
    string
  >,
  kinds: { refusal: 'Refused', hold: 'Held', warning: 'Look', exclusion: 'Excluded' } as Record<
    string,
    string
  >,
  rule: 'Rule and source',
  open: 'Open the patient',
  close: 'Close',
}

export const exportText = {
  title: 'Exported',
  file: 'File',
  folder: 'Folder',
  lines: 'Lines',
  sha: 'SHA-256',
  shaShort: (sha: string) => `${sha.slice(0, 12)}…`,
  out: 'Left out',
  leftOut: (held: number, refused: number) =>
    held + refused === 0
      ? 'Nothing: every line of the month was ready'
      : `${held} held, ${refused} refused; they stay in this list`,
  refused: 'Nothing was exported.',
  hide: 'Hide',
  earlier: (n: number) => (n === 1 ? '1 export of this month' : `${n} exports of this month`),
  table: 'Exports of this month, newest first',
  number: 'Number',
  when: 'When',
  by: 'By',
}
