// An enrollment as its form holds it while somebody types, and back again.

import { onlyOne } from '../../forms/discharging'
import type { ConditionForm, EnrollmentForm, StaffView } from '../../wire'

/** A condition as typed. */
export interface ConditionDraft {
  icd10: string
  label: string
  /** Empty is lifelong. */
  months: string
  high_risk: boolean
}

/** All controls of the form: selects and inputs hold text. */
export interface EnrollmentDraft {
  program: string
  practitioner: string
  start: string | null
  end: string | null
  consent_given: string | null
  consent_mode: string
  consent_taker: string
  consent_topics: string[]
  consent_revoked: string | null
  visit_date: string | null
  visit_kind: string
  visit_discussed: boolean
  last_seen: string | null
  conditions: ConditionDraft[]
  plan_established: string | null
  plan_revised: string | null
  plan_copy_given: string | null
  /** Level of the month shown. */
  mdm: string
  attested: boolean
  supervisor: string
  lead: string
  /** The month from which another practitioner, or other conditions, hold. */
  from: string | null
}

export const emptyCondition = (): ConditionDraft => ({ icd10: '', label: '', months: '', high_risk: false })

const text = (id: number | null | undefined) => (id ? String(id) : '')
const id = (value: string) => (value === '' ? null : Number(value))

/** A new enrollment: from today, by whoever types it. Who bills and supervises is said, unless there is only one who can. */
export function newDraft(today: string, me: number, staff: StaffView[]): EnrollmentDraft {
  const only = onlyOne(staff.filter((one) => one.active && one.practitioner))
  return {
    program: 'ccm',
    practitioner: text(only?.id),
    start: today,
    end: null,
    consent_given: null,
    consent_mode: 'verbal',
    consent_taker: staff.some((one) => one.id === me) ? text(me) : '',
    consent_topics: [],
    consent_revoked: null,
    visit_date: null,
    visit_kind: '',
    visit_discussed: false,
    last_seen: null,
    conditions: [emptyCondition()],
    plan_established: null,
    plan_revised: null,
    plan_copy_given: null,
    mdm: '',
    attested: false,
    supervisor: text(only?.id),
    lead: staff.some((one) => one.id === me) ? text(me) : '',
    from: null,
  }
}

/** An enrollment as typed; whoever records a consent that is missing took it, unless they say otherwise. */
export function draftOf(form: EnrollmentForm, month: string, me: number | null = null): EnrollmentDraft {
  const conditions = form.conditions.map(conditionDraft)
  return {
    ...form,
    practitioner: text(form.practitioner),
    consent_given: form.consent_given?.slice(0, 10) ?? null,
    consent_revoked: form.consent_revoked?.slice(0, 10) ?? null,
    consent_taker: text(form.consent_given ? form.consent_taker : (form.consent_taker ?? me)),
    visit_kind: form.visit_kind ?? '',
    conditions: conditions.length > 0 ? conditions : [emptyCondition()],
    mdm: form.mdm.find((one) => one.month === month)?.level ?? '',
    supervisor: text(form.supervisor),
    lead: text(form.lead),
    from: form.start.slice(0, 7) < month ? month : null,
  }
}

/** Who bills, or what claims rest on, becomes another: it holds from a month on. */
export function isDated(draft: EnrollmentDraft, known: EnrollmentForm | null): boolean {
  if (!known) return false
  const said = (list: ConditionForm[]) => JSON.stringify(list.map(conditionDraft))
  const typed = draft.conditions.filter(isTyped).map(conditionForm)
  return id(draft.practitioner) !== known.practitioner || said(typed) !== said(known.conditions)
}

const isTyped = (one: ConditionDraft) => Boolean(one.icd10.trim() || one.label.trim())

const conditionDraft = (one: ConditionForm): ConditionDraft => ({
  icd10: one.icd10 ?? '',
  label: one.label,
  months: text(one.expected_months),
  high_risk: one.high_risk,
})

/** Kept as it was unless the day was changed: a consent may carry its time of day. */
const dayOf = (typed: string | null, before: string | null | undefined) =>
  before?.slice(0, 10) === typed ? (before ?? null) : typed

/** The fields of the rows as a refusal names them: only those with something in them are sent; the others come after. */
export function conditionFields(conditions: ConditionDraft[]): string[] {
  const order = [...conditions.filter(isTyped), ...conditions.filter((one) => !isTyped(one))]
  return conditions.map((one) => `conditions.${order.indexOf(one)}`)
}

/** What is sent. Rows of conditions with nothing in them are left out. */
export function formOf(
  draft: EnrollmentDraft,
  about: { patient: number; month: string; known: EnrollmentForm | null },
): EnrollmentForm {
  const others = about.known?.mdm.filter((one) => one.month !== about.month) ?? []
  return {
    ...draft,
    id: about.known?.id ?? null,
    patient: about.patient,
    practitioner: id(draft.practitioner) ?? 0,
    start: draft.start ?? '',
    consent_given: dayOf(draft.consent_given, about.known?.consent_given),
    consent_revoked: dayOf(draft.consent_revoked, about.known?.consent_revoked),
    consent_taker: draft.consent_given ? id(draft.consent_taker) : null,
    visit_kind: draft.visit_kind || null,
    conditions: draft.conditions.filter(isTyped).map(conditionForm),
    mdm: draft.mdm ? [...others, { month: about.month, level: draft.mdm }] : others,
    supervisor: id(draft.supervisor),
    lead: id(draft.lead),
    from: isDated(draft, about.known) ? draft.from : null,
  }
}

const conditionForm = (one: ConditionDraft): ConditionForm => ({
  icd10: one.icd10.trim() || null,
  label: one.label.trim(),
  expected_months: one.months.trim() === '' ? null : Number(one.months),
  high_risk: one.high_risk,
})

/** Staff for a select: the active ones, and whoever is chosen now. */
export function staffOptions(
  staff: StaffView[],
  chosen: string,
  only: (one: StaffView) => boolean = () => true,
) {
  return staff
    .filter((one) => (one.active && only(one)) || String(one.id) === chosen)
    .map((one) => ({ value: String(one.id), label: one.name }))
}
