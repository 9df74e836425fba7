// What the fake practice shows: Today, a patient, the running timer, claims.

import type * as wire from '../wire'
import { barOf, groupOf, linesOf, plan } from './bars'
import { episodeView, tcmRow } from './discharges'
import { age, staff } from './people'
import { refuse } from './refuse'
import { servicesView } from './services'
import { signOff } from './signing'
import { careTeam, emergencyLeft, isHidden, rightsOf } from './trust'
import { aboutTimer, instant, judged, local, month, now, state, today, zone } from './practice'
import type { Entry } from './practice'
import { subscriber } from './x12'

const kept = (enrollment: number) =>
  state.entries.filter((one) => one.enrollment === enrollment && !one.voided)
const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0)
const person = (id: number) => state.patients.find((one) => one.id === id)
export const staffName = (id: number | null) => staff.find((one) => one.id === id)?.name ?? ''

export { refuse }

export const enrollment = (id: number) =>
  state.enrollments.find((one) => one.id === id) ?? refuse('not_found', 'This enrollment does not exist.')

function monthBar(id: number, running = 0, counting = true): wire.BarView {
  const entries = kept(id).map((one) => ({ all: one.seconds, ...judged(one) }))
  const counted = sum(entries.map((one) => one.counted_s))
  const excluded = sum(entries.map((one) => one.all - one.counted_s))
  const { program } = enrollment(id)
  return counting
    ? barOf(program, counted + running, excluded, running)
    : barOf(program, counted, excluded + running)
}

export function patientLine(id: number): wire.PatientLineView {
  const found = person(id) ?? refuse('not_found', 'This patient does not exist.')
  const mine = state.enrollments.filter((one) => one.patient === id && !one.end)
  if (isHidden(id)) {
    const { name, mrn } = found
    const untold = { birth_date: '', age: 0, sex: '', payer: '', programs: [], enrollment: null }
    return { ...untold, id, name, mrn, hidden: true }
  }
  return {
    ...found,
    id,
    age: age(found.birth_date, today),
    programs: mine.map((one) => one.program),
    enrollment: mine.length === 1 ? (mine[0]?.id ?? null) : null,
    hidden: false,
  }
}

export function runningView(): wire.RunningView | null {
  const timer = state.timer
  if (!timer) return null
  const { patient, program } = enrollment(timer.enrollment)
  const elapsed_s = Math.floor((timer.interrupted ?? now() - timer.started) / 1000)
  const verdict = judged({
    ...timer,
    activity: timer.activity ?? 'call_patient',
    seconds: 1,
    part_of_visit: false,
  })
  const counting = verdict.excluded.length === 0
  return {
    ...timer,
    patient,
    program,
    name: person(patient)?.name ?? '',
    started_at: instant(timer.started),
    now: instant(now()),
    elapsed_s,
    counting,
    why_not: verdict.excluded[0] ?? null,
    interrupted_at: timer.interrupted === undefined ? null : instant(timer.started + timer.interrupted),
    ...aboutTimer(timer, elapsed_s),
    bar: monthBar(timer.enrollment, elapsed_s, counting),
  }
}

function missing(form: wire.EnrollmentForm): wire.ReasonView[] {
  const codes = [
    form.consent_given ? '' : 'R-NO-CONSENT',
    form.visit_date ? '' : 'R-NO-INITVISIT',
    form.plan_established ? '' : 'R-NO-PLAN',
    form.plan_copy_given ? '' : 'R-PLAN-COPY',
    form.attested ? '' : 'R-ATTEST',
    form.supervisor ? '' : 'X-NO-SUPERVISION',
  ].filter(Boolean)
  return codes.map((code) => ({
    code,
    kind: code === 'R-NO-CONSENT' ? 'refusal' : 'hold',
    about: null,
    seconds: null,
  }))
}

const groupOrder: wire.GroupView[] = ['near', 'in_progress', 'untouched', 'done', 'blocked']

function workRow(form: wire.EnrollmentForm & { id: number }): wire.WorkRowView {
  const line = patientLine(form.patient)
  const bar = monthBar(form.id)
  const blocked = missing(form)
  return {
    ...line,
    enrollment: form.id,
    patient: form.patient,
    program: form.program,
    practitioner: staffName(form.practitioner),
    group: groupOf(bar, blocked.length > 0),
    bar,
    blocked,
    call_window: person(form.patient)?.call_window ?? '',
    staff: careTeam(form.patient).map((one) => one.id),
  }
}

const worth = ({ bar }: wire.WorkRowView) => (bar.next ? bar.next.cents / Math.max(1, bar.next.short_s) : 0)

export function todayView(): wire.TodayView {
  const rows = state.enrollments.map(workRow)
  rows.sort(
    (a, b) =>
      groupOrder.indexOf(a.group) - groupOrder.indexOf(b.group) ||
      worth(b) - worth(a) ||
      a.name.localeCompare(b.name),
  )
  const tcm = state.episodes.map(tcmRow).filter((row) => row !== null)
  tcm.sort((a, b) => b.days_late - a.days_late)
  const people = [tamsin, staff[2]].flatMap((one) => (one ? [{ id: one.id, name: one.name }] : []))
  return { date: today, month, working_days_left: 7, tcm, rows, people }
}

const tamsin = { id: 1, name: 'Tamsin Reyes-Holt', role: 'rn', credentials: 'RN' }

export function entryView(one: Entry): wire.EntryView {
  const start = local(one.start)
  const end = one.start + one.seconds * 1000
  return {
    ...judged(one),
    id: one.id,
    enrollment: one.enrollment,
    staff: one.staff,
    date: start.date,
    start: start.time,
    end: local(end).time,
    started_at: instant(one.start),
    ended_at: instant(end),
    seconds: one.seconds,
    activity: one.activity,
    note: one.note,
    origin: one.origin,
    clock_jump_s: 0,
    part_of_visit: one.part_of_visit,
    corrections: one.versions.length,
    was_s: one.versions.at(-1)?.seconds ?? null,
    reason: one.reason,
    changed_by: one.changed_by,
    mine: one.staff === 'Tamsin Reyes-Holt',
  }
}

function checklist(form: wire.EnrollmentForm): wire.CheckView[] {
  const lacks = missing(form)
  const mln = 'CMS, Chronic Care Management Services (MLN909188), June 2025'
  const item = (
    name: string,
    date: string | null,
    facts: string[],
    rule: string,
    code: string,
  ): wire.CheckView => {
    const reasons = lacks.filter((one) => one.code === code)
    return { item: name, done: reasons.length === 0, date, facts, reasons, rule, source: mln }
  }
  const conditions = form.conditions.map((one) => one.icd10 ?? one.label)
  const consent = form.consent_given ? [form.consent_mode, staffName(form.consent_taker)] : []
  return [
    item('consent', form.consent_given, consent, 'PR-1', 'R-NO-CONSENT'),
    item(
      'initiating_visit',
      form.visit_date,
      form.visit_kind ? [form.visit_kind] : [],
      'PR-4',
      'R-NO-INITVISIT',
    ),
    item('conditions', null, conditions, 'PR-5', 'R-COND-COUNT'),
    item('care_plan', form.plan_revised ?? form.plan_established, [], 'PR-8', 'R-NO-PLAN'),
    item('plan_copy', form.plan_copy_given, [], 'PR-9', 'R-PLAN-COPY'),
    item(
      'mdm',
      null,
      form.mdm.map((one) => one.level),
      'PR-7',
      'R-MDM',
    ),
    { ...item('lead', null, [staffName(form.lead)].filter(Boolean), 'PR-10', ''), done: form.lead !== null },
    item('attested', null, [], 'PR-10', 'R-ATTEST'),
    item('supervisor', null, [staffName(form.supervisor)].filter(Boolean), 'PR-11', 'X-NO-SUPERVISION'),
  ]
}

function tracksOf(program: string, bar: wire.BarView, lines: wire.LineView[]): wire.TrackView[] {
  const chosen = {
    track: plan(program).track,
    chosen: true,
    counted_s: bar.counted_s,
    lines,
    total_cents: bar.earned_cents,
    refusals: short(bar),
    next: bar.next,
  }
  if (program === 'complex_ccm') return [chosen]
  const [track, code, price] =
    program === 'pcm' ? ['pcm_practitioner', '99424', 8418] : ['ccm_practitioner', '99491', 8918]
  const own = { code, short_s: 1800 - 370, cents: price }
  const other = { track, chosen: false, counted_s: 370, lines: [], total_cents: 0, next: own }
  const reason = { code: 'R-TIME-SHORT', kind: 'refusal', about: code, seconds: own.short_s }
  return [chosen, { ...other, refusals: [reason] }]
}

export const short = ({ next }: wire.BarView): wire.ReasonView[] =>
  next ? [{ code: 'R-TIME-SHORT', kind: 'refusal', about: next.code, seconds: next.short_s }] : []

export function enrollmentView(
  form: wire.EnrollmentForm & { id: number },
  inMonth: string,
): wire.EnrollmentView {
  const bar = inMonth === month ? monthBar(form.id) : barOf(form.program, 0, 0)
  const lines = linesOf(
    bar,
    inMonth,
    kept(form.id).map((one) => one.id),
  )
  return {
    id: form.id,
    form,
    practitioner: staffName(form.practitioner),
    in_month: true,
    bar,
    lines,
    checklist: checklist(form),
    reasons: missing(form),
    tracks: tracksOf(form.program, bar, lines),
  }
}

export function patientView(id: number, asked: string | null): wire.PatientView {
  if (isHidden(id))
    refuse('forbidden', 'Your access does not allow this. A manager can do it, or change your access.')
  const inMonth = asked ?? month
  const enrollments = state.enrollments.filter((one) => one.patient === id)
  const entries = state.entries
    .filter(
      (one) => enrollments.some((e) => e.id === one.enrollment) && local(one.start).date.startsWith(inMonth),
    )
    .sort((a, b) => b.start - a.start)
  return {
    patient: patientLine(id),
    call_window: person(id)?.call_window ?? '',
    subscriber: subscriber(id),
    died: state.deaths.get(id) ?? null,
    month: inMonth,
    payer: patientLine(id).payer,
    enrollments: enrollments.map((one) => enrollmentView(one, inMonth)),
    entries: entries.filter((one) => !one.voided).map(entryView),
    voided: entries.filter((one) => one.voided).map(entryView),
    episodes: state.episodes.filter((one) => one.form.patient === id).map(episodeView),
    billed_elsewhere: state.billedElsewhere.filter((one) => one.patient === id),
    services: servicesView(id, inMonth),
    sign_off: signOff(id, inMonth),
    care_team: careTeam(id),
    emergency_left_s: emergencyLeft(id),
  }
}

/** The last three months of a patient, as they were exported. */
export function pastMonths(id: number): wire.PastMonthView[] {
  const mine = state.enrollments.filter((one) => one.patient === id)
  return ['2026-10', '2026-09', '2026-08'].map((past) => ({
    month: past,
    exported_at: `${past}-28T15:00:00Z`,
    lines: mine.flatMap((one) => {
      const [code, , amount_cents] = plan(one.program).codes[0] ?? ['99490', 0, 6613]
      const dos = `${past}-17`
      const line = { code, units: 1, dos, dos_to: null, modifiers: [], amount_cents, entries: [] }
      return [{ program: one.program, line, held: false }]
    }),
  }))
}

export function stageView(): wire.StageView {
  const sign_ins = staff.flatMap((one) => (one.sign_in ? [one.sign_in] : []))
  if (state.stage === 'set_up') return { stage: 'set_up', home: '~/.local/share/caretally', time_zone: zone }
  if (state.stage === 'trouble')
    return {
      stage: 'trouble',
      message:
        'The key file is damaged: its checksum does not fit. The copy from before its last change is sound: use it, then let everybody sign in once. Nothing was changed yet.',
      previous_keys: true,
    }
  if (state.stage === 'must_change' || state.stage === 'must_add_code')
    return { stage: state.stage, name: 'Corwin Slate', practice: state.practice }
  if (state.stage === 'locked') {
    // The unlock screen reads this PC's clock, which is not the fake day's.
    const running_since = state.timer ? instant(Date.now() - (now() - state.timer.started)) : null
    return { stage: 'locked', sign_ins, practice: state.practice, demo: true, running_since }
  }
  return {
    stage: 'open',
    me: { ...tamsin, access: state.access, code: state.codes.has(1), can: rightsOf(state.access) },
    practice: { name: state.practice, time_zone: zone, demo: true, today, month },
  }
}
