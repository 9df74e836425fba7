// The fake practice's review: the month of every patient with time, what is unusual, and what closing it means.

import type { Commands } from '../backend'
import type * as wire from '../wire'
import { instant, now, state, today } from './practice'
import { decide, signOff } from './signing'
import { rightsOf } from './trust'
import { enrollmentView, patientLine, patientView, refuse } from './views'

const me = 'Tamsin Reyes-Holt'
const closed = new Map<string, wire.CloseEventView[]>()
const settings = { grace_days: 3, care_team_signs: false }
const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0)

function flagsOf(patient: number, month: string): wire.FlagView[] {
  const entries = patientView(patient, month).entries
  const typed = sum(entries.filter((one) => one.origin === 'typed').map((one) => one.seconds))
  const all = sum(entries.map((one) => one.seconds))
  const flags: wire.FlagView[] = []
  if (patient % 7 === 3) flags.push({ kind: 'overlap', seconds: 240 })
  if (patient % 9 === 1) flags.push({ kind: 'late', entries: 2, hours: 118 })
  if (patient % 6 === 5 && entries.length > 2) flags.push({ kind: 'round', entries: 3, of: entries.length })
  if (typed > 0) flags.push({ kind: 'typed', seconds: typed, percent: Math.round((typed * 100) / all) })
  return flags
}

function rowOf(patient: number, month: string): wire.ReviewRowView[] {
  const mine = state.enrollments.filter((one) => one.patient === patient)
  const views = mine.map((one) => enrollmentView(one, month))
  const counted = sum(views.map((one) => one.bar.counted_s))
  const excluded = sum(views.map((one) => one.bar.excluded_s))
  if (counted + excluded === 0) return []
  const { name, mrn, payer } = patientLine(patient)
  const { standing, decisions } = signOff(patient, month)
  return [
    {
      patient,
      name,
      mrn,
      payer,
      programs: mine.map((one) => one.program),
      practitioners: [...new Set(views.map((one) => one.practitioner))],
      counted_s: counted,
      excluded_s: excluded,
      earned: views
        .map((one) => one.bar.earned)
        .filter(Boolean)
        .join(', '),
      cents: sum(views.map((one) => one.bar.earned_cents)),
      reasons: views.flatMap((one) => one.reasons),
      flags: flagsOf(patient, month),
      standing,
      decision: decisions.at(-1) ?? null,
    },
  ]
}

const groups: wire.StandingView[] = ['changed', 'corrected', 'open', 'returned', 'signed']
const risk = (row: wire.ReviewRowView) => row.flags.length * 3 + row.reasons.length * 2

function stateOf(month: string): wire.CloseStateView {
  const last = closed.get(month)?.at(-1)
  if (last?.closed) {
    const until = Date.parse(last.at) + settings.grace_days * 86_400_000
    return until > now()
      ? { state: 'grace', until: instant(until) }
      : { state: 'locked', since: instant(until) }
  }
  return { state: month >= today.slice(0, 7) ? 'running' : 'open' }
}

function reviewOf(month: string): wire.ReviewView {
  const rows = state.patients.flatMap((one) => rowOf(one.id, month))
  rows.sort(
    (a, b) =>
      groups.indexOf(a.standing) - groups.indexOf(b.standing) ||
      risk(b) - risk(a) ||
      a.name.localeCompare(b.name),
  )
  const may = rightsOf(state.access).includes('sign')
  return {
    month,
    rows,
    may_sign: may && (state.access !== 'care_team' || settings.care_team_signs),
    state: stateOf(month),
  }
}

/** What a patient's month is signed by: anything that changes it changes this. */
function seenOf(patient: number, month: string): string {
  const { entries } = patientView(patient, month)
  const text = entries.map((one) => `${one.id}:${one.seconds}:${one.counted_s}`).join(' ')
  let hash = 7
  for (const char of text) hash = (hash * 31 + char.charCodeAt(0)) % 4_294_967_291
  return hash.toString(16).padStart(64, '5f')
}

function decided(
  form: wire.SignForm,
  kind: wire.DecisionKindView,
  standing: wire.StandingView,
  reason: string | null,
): wire.SignOffView {
  if (form.seen !== seenOf(form.patient, form.month))
    refuse(
      'refused',
      'This month changed since it was shown, so nothing was signed or returned. Look at it again.',
    )
  const decision = {
    kind,
    by: me,
    at: instant(now()),
    reason,
    pack: 'medicare 2026.1',
    sha256: form.seen.slice(0, 16),
  }
  const before = signOff(form.patient, form.month).decisions
  return decide(form.patient, form.month, { standing, decisions: [...before, decision] })
}

function closingOf(month: string): wire.ClosingView {
  const { rows } = reviewOf(month)
  const bare = { staff: null, seconds: null, reasons: [], standing: null }
  const held = rows.filter((row) => row.reasons.some((one) => one.kind === 'hold'))
  return {
    month,
    state: stateOf(month),
    timers: [],
    gaps: [],
    held: held.map(({ patient, name, reasons }) => ({ ...bare, patient, name, reasons })),
    unsigned: rows
      .filter((row) => row.standing !== 'signed')
      .map(({ patient, name, standing }) => ({ ...bare, patient, name, standing })),
    history: closed.get(month) ?? [],
    ...settings,
  }
}

function said(month: string, event: boolean, reason: string): wire.ClosingView {
  const one = { closed: event, by: me, at: instant(now()), reason }
  closed.set(month, [...(closed.get(month) ?? []), one])
  return closingOf(month)
}

export const reviewing = {
  review: ({ month }) => reviewOf(month),
  review_patient: ({ id, month }) => ({
    patient: patientView(id, month),
    seen: seenOf(id, month),
    pack: 'medicare 2026.1',
    flags: flagsOf(id, month),
  }),
  sign_month: ({ form }) => decided(form, 'signed', 'signed', null),
  return_month: ({ form }) => {
    if (!form.reason.trim()) refuse('refused', 'Say what the care team should look at.', 'reason')
    return decided(form, 'returned', 'returned', form.reason)
  },
  closing: ({ month }) => closingOf(month),
  close_month: ({ form }) => {
    const { held, unsigned, state: is } = closingOf(form.month)
    if (is.state !== 'open')
      refuse('refused', 'This month is not over yet. It can be closed from the first day after it.')
    if (held.length + unsigned.length > 0 && !form.reason.trim())
      refuse('refused', 'Say why the month is closed with something still open.', 'reason')
    return said(form.month, true, form.reason)
  },
  reopen_month: ({ form }) => {
    if (!form.reason.trim()) refuse('refused', 'Say why the month is opened again.', 'reason')
    return said(form.month, false, form.reason)
  },
  save_reviewing: ({ form }) => {
    if (form.grace_days > 31) refuse('refused', 'Choose 0 to 31 days.', 'grace_days')
    Object.assign(settings, form)
    return null
  },
} satisfies Partial<Commands>
