// The claims of the fake practice: what is ready, what was exported, and what is different since.

import type * as wire from '../wire'
import { instant, month, now, state } from './practice'
import { enrollmentView, patientLine, short } from './views'
import { refuse } from './refuse'
import { check } from './x12'

const me = 'Tamsin Reyes-Holt'
const folder = '~/Documents/Caretally'
const sha256 = '9f2c7be1a04d5e8833ac91d6207fb5c4d18e6a70935bfe24c6117a8d02e94f3b'

/** What was exported last of each line: by account and code. */
const sent: Record<string, { batch: number; line: wire.LineView; counted_s: number }> = {}
/** Formats chosen last. */
let formats = ['csv', 'xlsx']

const keyOf = (row: wire.ClaimRowView) =>
  `${row.account} ${row.line?.code ?? row.sent?.code ?? ''} ${row.turn}`

function rowsOf(form: wire.EnrollmentForm & { id: number }): wire.ClaimRowView[] {
  const { name, mrn, payer } = patientLine(form.patient)
  const view = enrollmentView(form, month)
  const shared = {
    patient: form.patient,
    name,
    mrn,
    payer,
    program: form.program,
    practitioner: view.practitioner,
    counted_s: view.bar.counted_s,
    account: `a${form.id}`,
    enrollment: form.id,
    turn: 1,
    sent: null,
    differences: [],
    signed: null,
  }
  if (view.lines.length === 0) {
    const reasons = [...view.reasons, ...short(view.bar)]
    const touched = view.bar.counted_s + view.bar.excluded_s > 0
    return touched ? [{ ...shared, status: 'refused', line: null, reasons }] : []
  }
  const status = view.reasons.length > 0 ? 'held' : 'ready'
  const turnOf = (at: number) =>
    view.lines.slice(0, at + 1).filter((line) => line.code === view.lines[at]?.code).length
  return view.lines.map((line, at) =>
    compared({ ...shared, status, line, turn: turnOf(at), reasons: view.reasons }),
  )
}

/** A row beside what was exported of it. */
function compared(row: wire.ClaimRowView): wire.ClaimRowView {
  const before = sent[keyOf(row)]
  const line = row.line
  if (!before || !line) return row
  const differ = (field: string, old: number | string, is: number | string, claimed: boolean) =>
    old === is ? [] : [{ field, old: String(old), new: String(is), claimed }]
  const differences = [
    ...differ('units', before.line.units, line.units, true),
    ...differ('dos', before.line.dos, line.dos, true),
    ...differ('amount', before.line.amount_cents, line.amount_cents, true),
    ...differ('counted', before.counted_s, row.counted_s, false),
  ]
  const { code, units, dos, amount_cents } = before.line
  const said = { batch: before.batch, code, units, dos, amount_cents, unfiled: false, outdated: false }
  const changed = differences.some((one) => one.claimed)
  const status = row.status === 'held' ? 'held' : changed ? 'changed' : 'exported'
  return { ...row, status, sent: said, differences }
}

const order: wire.ClaimStatusView[] = ['changed', 'ready', 'held', 'refused', 'exported']

export function claimsView(asked: string): wire.ClaimsView {
  const rows = asked === month ? state.enrollments.flatMap(rowsOf) : []
  rows.sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status) || a.name.localeCompare(b.name))
  const of = (status: wire.ClaimStatusView) => rows.filter((row) => row.status === status)
  const total = (status: wire.ClaimStatusView) =>
    of(status).reduce((sum, row) => sum + (row.line?.amount_cents ?? 0), 0)
  return {
    month: asked,
    rows,
    ready_cents: total('ready'),
    held_cents: total('held'),
    next: {
      new: of('ready').length,
      changed: of('changed').length,
      withdrawn: 0,
      unchanged: of('exported').length,
    },
    outdated: 0,
    formats,
    exports: asked === month ? state.exports : [],
  }
}

export function exportClaims(form: wire.ExportForm): wire.ExportView {
  const { rows, next } = claimsView(form.month)
  const wanted = rows.filter(
    (row) => row.status === 'ready' || row.status === 'changed' || (form.all && row.status === 'exported'),
  )
  if (wanted.length === 0)
    refuse(
      'refused',
      'Every ready line of this month was exported before, and none has changed since: nothing was written. To have them in a file again, ask for all lines.',
    )
  sealed(form.seal)
  const leftOut = form.formats.includes('x12') ? check({ form }).left_out.length : 0
  const number = state.exports.length + 1
  for (const row of wanted)
    if (row.line) sent[keyOf(row)] = { batch: number, line: row.line, counted_s: row.counted_s }
  formats = form.formats
  const stem = `caretally-claims-${form.month}-${String(number).padStart(2, '0')}`
  const made = {
    id: number,
    number,
    made_at: instant(now()),
    made_by: me,
    files: form.formats.map((format) => ({ format, file: `${stem}.${format}`, sha256 })),
    sealed: form.seal ? `${stem}.zip` : null,
    folder,
    rows: wanted.length,
    counts: { ...next, unchanged: form.all ? next.unchanged : 0 },
    left_out: leftOut,
  }
  state.exports.unshift({ ...made, sealed: null })
  return made
}

function sealed(password: string | null) {
  if (password !== null && password.length < 15)
    refuse('refused', 'Please use at least 15 characters. No file was written.', 'seal')
  return password !== null
}

const paper = (name: string, seal: string | null): wire.PaperView => ({
  file: `${name}-01.${sealed(seal) ? 'zip' : 'pdf'}`,
  folder,
  sha256,
})
export const packet = (form: wire.PacketForm) =>
  paper(`caretally-packet-${form.month}-${form.account}`, form.seal)
export const report = (form: wire.TotalsForm) => paper(`caretally-${form.totals}-${form.month}`, form.seal)
