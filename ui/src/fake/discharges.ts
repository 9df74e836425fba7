// The fake practice's discharges: their deadlines, the board, and what is logged on them. The real judgement is in Rust.

import type { Commands } from '../backend'
import { addDays, daysBetween } from '../text/dates'
import type * as wire from '../wire'
import { staff } from './people'
import { atLocal, instant, local, newId, now, state, today, type Episode } from './practice'
import { refuse } from './refuse'
import { pastMonths, patientLine, staffName } from './views'

const me = 'Tamsin Reyes-Holt'
/** Thanksgiving and Veterans Day of the fake November. */
const holidays = ['2026-11-11', '2026-11-26', '2026-12-25']
const PERIOD = 29

const isWeekend = (day: string) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())
/** The day of the practice's own that makes a latest date later than the safe one. */
const closure = '2026-11-18'
const closed = (day: string) =>
  isWeekend(day) ? 'weekend' : holidays.includes(day) ? 'holiday' : day === closure ? 'closure' : null

/** Two business days after the discharge; the safe date takes the practice's own closures for business days. */
function contactDue(discharged: string, safe = false): string {
  let day = discharged
  for (let left = 2; left > 0;) {
    day = addDays(day, 1)
    const why = closed(day)
    if (why === null || (safe && why === 'closure')) left -= 1
  }
  return day
}

const codeFor = (mdm: string | null, days: number) =>
  mdm === 'low' || mdm === 'straightforward' || days > 14 || days < 0
    ? null
    : days <= 7 && (mdm ?? 'high') === 'high'
      ? '99496'
      : '99495'
const tcmCents: Record<string, number> = { '99496': 29860, '99495': 22011 }
const cents = (code: string | null) => (code ? (tcmCents[code] ?? 0) : 0)

const standing = ({ contacts }: Episode) => contacts.filter((one) => one.voided === null)
const attempts = (one: Episode) => standing(one).filter((contact) => contact.worth === 'attempt').length
const isMet = (one: Episode) =>
  standing(one).some((contact) => contact.worth === 'reached') || attempts(one) >= 2

function refusals({ form, ...rest }: Episode): string[] {
  const one = { form, ...rest }
  const late = !isMet(one) && today > contactDue(form.discharge_date)
  return [
    ['ed', 'urgent_care'].includes(form.from) ? 'R-TCM-FACILITY' : '',
    ['snf', 'hospital', 'rehab', 'inpatient_hospice'].includes(form.to) ? 'R-TCM-DEST' : '',
    isMet(one) ? '' : 'R-TCM-CONTACT',
    form.visit_date ? '' : 'R-TCM-VISIT',
    form.med_rec ? '' : 'R-TCM-MEDREC',
    state.deaths.has(form.patient) ? 'R-TCM-DEATH' : '',
    late ? 'R-TCM-CONTACT' : '',
  ].filter((code, index, all) => code !== '' && all.indexOf(code) === index)
}

const forGood = ['R-TCM-FACILITY', 'R-TCM-DEST', 'R-TCM-DEATH']

function reachable(one: Episode, on: string): string | null {
  const { form } = one
  if (refusals(one).some((code) => forGood.includes(code))) return null
  if (!isMet(one) && on > contactDue(form.discharge_date)) return null
  return codeFor(form.mdm, daysBetween(form.discharge_date, form.visit_date ?? on))
}

function nextStep(one: Episode): { step: string; due: string; latest: string | null } {
  const { form } = one
  const code = reachable(one, today)
  if (!isMet(one)) {
    const [due, latest] = [contactDue(form.discharge_date, true), contactDue(form.discharge_date)]
    return { step: 'contact', due, latest: latest === due ? null : latest }
  }
  const latest = addDays(form.discharge_date, 14)
  if (form.visit_date) return { step: 'med_rec', due: form.visit_date, latest: null }
  return { step: 'visit', due: code === '99496' ? addDays(form.discharge_date, 7) : latest, latest }
}

const urgencyOf = (late: number): wire.UrgencyView =>
  late > 0 ? 'overdue' : late === 0 ? 'today' : late === -1 ? 'tomorrow' : 'later'

const stateOf = (one: Episode) => {
  if (!one.form.report) return 'not_reported'
  if (refusals(one).length === 0) return 'complete'
  return reachable(one, today) === null ? 'refused' : 'open'
}

/** The row of Today; none where nothing is asked for. */
export function tcmRow(one: Episode): wire.TcmRowView | null {
  if (stateOf(one) !== 'open') return null
  const { form } = one
  const line = patientLine(form.patient)
  const code = reachable(one, today)
  const tomorrow = reachable(one, addDays(today, 1))
  const { step, due, latest } = nextStep(one)
  const days_late = daysBetween(due, today)
  return {
    episode: form.id,
    patient: form.patient,
    enrollment: line.enrollment,
    name: line.name,
    age: line.age,
    sex: line.sex,
    birth_date: line.birth_date,
    mrn: line.mrn,
    payer: line.payer,
    practitioner: staffName(form.practitioner),
    staff: [],
    discharged: form.discharge_date,
    step,
    attempts: attempts(one),
    due,
    latest,
    days_late,
    urgency: urgencyOf(days_late),
    visit_due: form.visit_date ? null : addDays(form.discharge_date, code === '99496' ? 7 : 14),
    visit_date: form.visit_date,
    visit_discharge_management: form.visit_discharge_management,
    mdm: form.mdm,
    med_rec: form.med_rec,
    code,
    cents: cents(code),
    code_tomorrow: tomorrow,
    cents_tomorrow: cents(tomorrow),
  }
}

const asLine = (code: string, dos: string): wire.LineView => ({
  code,
  units: 1,
  dos,
  dos_to: null,
  modifiers: [],
  amount_cents: cents(code),
  entries: [],
})

/** An episode as the patient's page shows it. */
export function episodeView(one: Episode): wire.EpisodeView {
  const { form, contacts } = one
  const code = reachable(one, today)
  const complete = stateOf(one) === 'complete' && code !== null && form.visit_date !== null
  return {
    id: form.id,
    form,
    practitioner: staffName(form.practitioner),
    contact_safe: contactDue(form.discharge_date, true),
    contact_due: contactDue(form.discharge_date),
    visit_due_7: addDays(form.discharge_date, 7),
    visit_due_14: addDays(form.discharge_date, 14),
    period_end: addDays(form.discharge_date, PERIOD),
    code_reachable: code,
    contact_met: isMet(one),
    contacts,
    line: complete ? asLine(code, form.visit_date ?? today) : null,
    reasons: refusals(one).map((reason) => ({ code: reason, kind: 'refusal', about: null, seconds: null })),
    readmitted_on: one.readmitted_on,
  }
}

function days(from: string, to: string, due: string | null): wire.DayCellView[] {
  let counted = 0
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, n) => {
    const date = addDays(from, n)
    const counts = closed(date) === null && date > from && due !== null && date <= due
    if (counts) counted += 1
    return { date, closed: closed(date), business_day: counts ? counted : null }
  })
}

function boardRow(one: Episode): wire.BoardRowView {
  const { form } = one
  const { name, birth_date, age, sex, mrn, payer } = patientLine(form.patient)
  const stands = stateOf(one)
  const open = stands === 'open'
  const { step, due, latest } = nextStep(one)
  const code = stands === 'refused' || stands === 'not_reported' ? null : reachable(one, today)
  const tomorrow = open ? reachable(one, addDays(today, 1)) : null
  const days_late = open ? daysBetween(due, today) : 0
  return {
    patient: form.patient,
    name,
    birth_date,
    age,
    sex,
    mrn,
    payer,
    died: state.deaths.get(form.patient) ?? null,
    episode: episodeView(one),
    state: stands,
    step: open ? step : null,
    due: open ? due : null,
    latest: open ? latest : null,
    days_late,
    urgency: open ? urgencyOf(days_late) : null,
    attempts: attempts(one),
    code,
    cents: cents(code),
    code_tomorrow: tomorrow,
    cents_tomorrow: cents(tomorrow),
    days: days(form.discharge_date, addDays(form.discharge_date, PERIOD), contactDue(form.discharge_date)),
  }
}

const order = ['open', 'complete', 'not_reported', 'refused']

function boardView(): wire.BoardView {
  const rows = state.episodes.map(boardRow)
  rows.sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || b.days_late - a.days_late)
  const practitioners = staff.filter((one) => one.practitioner).map(({ id, name }) => ({ id, name }))
  return { date: today, days: days(today, addDays(today, PERIOD), null), rows, practitioners }
}

const find = (id: number) =>
  state.episodes.find((one) => one.form.id === id) ?? refuse('not_found', 'This discharge is not here.')

function worthOf(one: Episode, form: wire.ContactForm, at: number): string {
  const day = local(at).date
  if (at < atLocal(one.form.discharge_date, one.form.discharge_time)) return 'before_discharge'
  if (day > contactDue(one.form.discharge_date)) return 'late'
  if (form.scheduling_only) return 'scheduling_only'
  return form.reached ? 'reached' : 'attempt'
}

const momentOf = (form: wire.ContactForm) => {
  const at = form.date && form.time ? atLocal(form.date, form.time) : now()
  if (at > now()) refuse('refused', 'This is in the future. Log a contact when it has happened.', 'time')
  return at
}

function checkContact(form: wire.ContactForm): wire.ContactCheckView {
  const one = find(form.episode)
  const at = momentOf(form)
  const worth = worthOf(one, form, at)
  const due = contactDue(one.form.discharge_date)
  const tried = attempts(one) + (worth === 'attempt' ? 1 : 0)
  const met = isMet(one) || worth === 'reached' || tried >= 2
  return {
    day: local(at).date,
    worth,
    safe: contactDue(one.form.discharge_date, true),
    due,
    met_before: isMet(one),
    met,
  }
}

function logContact(form: wire.ContactForm, by = me) {
  const one = find(form.episode)
  const at = momentOf(form)
  const when = local(at)
  const { reached, scheduling_only, note } = form
  one.contacts.push({
    id: newId(),
    at: instant(at),
    local: `${when.date} ${when.time.slice(0, 5)}`,
    by,
    reached,
    scheduling_only,
    note,
    worth: worthOf(one, form, at),
    voided: null,
    mine: true,
  })
}

function voidContact(id: number, reason: string) {
  if (!reason.trim()) refuse('refused', 'Say why.', 'reason')
  const all = state.episodes.flatMap((one) => one.contacts)
  const found = all.find((one) => one.id === id) ?? refuse('not_found', 'This contact is not here.')
  Object.assign(found, { voided: reason, worth: null })
}

const seen = (form: wire.VisitForm) => ({
  visit_date: form.date,
  visit_discharge_management: form.discharge_management,
  mdm: form.mdm,
  med_rec: form.med_rec,
})

function checkVisit(form: wire.VisitForm): wire.VisitCheckView {
  const one = find(form.episode)
  const after: Episode = { ...one, form: { ...one.form, ...seen(form) } }
  const code = reachable(after, today)
  return {
    days: daysBetween(one.form.discharge_date, form.date),
    code,
    cents: cents(code),
    complete: stateOf(after) === 'complete',
    open: stateOf(after) === 'open',
    reasons: episodeView(after).reasons,
  }
}

type Mine =
  | 'tcm'
  | 'save_episode'
  | 'log_contact'
  | 'check_contact'
  | 'check_visit'
  | 'log_visit'
  | 'void_contact'
  | 'correct_contact'
  | 'save_readmission'
  | 'discharge_again'
  | 'save_death'
  | 'claim_history'
  | 'note_billed_elsewhere'
  | 'withdraw_billed_elsewhere'

function saveEpisode(form: wire.EpisodeForm): number {
  const id = form.id ?? newId()
  const known = state.episodes.find((one) => one.form.id === id)
  const others = state.episodes.filter((one) => one.form.id !== id)
  const rest = { contacts: known?.contacts ?? [], readmitted_on: known?.readmitted_on ?? null }
  state.episodes = [...others, { form: { ...form, id }, ...rest }]
  return id
}

/** The commands about discharges. */
export const discharges: Pick<Commands, Mine> = {
  tcm: boardView,
  save_episode: ({ form }) => saveEpisode(form),
  log_contact: ({ form }) => {
    logContact(form)
    return null
  },
  check_contact: ({ form }) => checkContact(form),
  check_visit: ({ form }) => checkVisit(form),
  log_visit: ({ form }) => {
    Object.assign(find(form.episode).form, seen(form))
    return null
  },
  void_contact: ({ form }) => {
    voidContact(form.id, form.reason)
    return null
  },
  correct_contact: ({ form }) => {
    voidContact(form.id, form.reason)
    logContact(form.contact)
    return null
  },
  save_readmission: ({ form }) => {
    find(form.episode).readmitted_on = form.date
    return null
  },
  discharge_again: ({ form }) => {
    find(form.first).form.report = form.keep_first
    return saveEpisode({ ...form.second, report: !form.keep_first })
  },
  save_death: ({ form }) => {
    if (form.date && form.time) state.deaths.set(form.patient, `${form.date} ${form.time}`)
    else state.deaths.delete(form.patient)
    return null
  },
  claim_history: ({ id }) => pastMonths(id),
  note_billed_elsewhere: ({ form }) => {
    if (!form.code) refuse('refused', 'Choose a code of CCM, complex CCM or TCM.', 'code')
    if (!form.known_by.trim()) refuse('refused', 'This is needed.', 'known_by')
    const id = newId()
    state.billedElsewhere.push({ ...form, id, withdrawn: null })
    return id
  },
  withdraw_billed_elsewhere: ({ form }) => {
    if (!form.reason.trim()) refuse('refused', 'Say why.', 'reason')
    const found = state.billedElsewhere.find((one) => one.id === form.id)
    Object.assign(found ?? refuse('not_found', 'This note is not here.'), { withdrawn: form.reason })
    return null
  },
}
