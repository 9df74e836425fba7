// Holds that one answer solves, without leaving the claims: which field of the enrollment, and how it is asked.

import type { ClaimRowView, EnrollmentForm, Failure, ReasonView } from '../../wire'
import { solveText } from './words'

/** How a hold is solved: by a day, by a tick, by a visit, by a practitioner, or by a diagnosis. */
export type Way = 'day' | 'tick' | 'visit' | 'practitioner' | 'diagnosis'

/** A field that solves a hold. */
export interface Solution {
  code: string
  way: Way
  field: 'plan_copy_given' | 'plan_established' | 'attested' | 'visit_date' | 'supervisor' | 'icd10'
  label: string
  help: string
}

/** Not the consent: one of later replaces the day that all time since rests on, so a renewal is written in the enrollment. */
const fields: Record<string, [Solution['field'], Way]> = {
  'R-PLAN-COPY': ['plan_copy_given', 'day'],
  'R-NO-PLAN': ['plan_established', 'day'],
  'R-ATTEST': ['attested', 'tick'],
  'R-NO-INITVISIT': ['visit_date', 'visit'],
  'X-NO-SUPERVISION': ['supervisor', 'practitioner'],
  'R-DX': ['icd10', 'diagnosis'],
}

/** What solves a reason here; null where it takes more than an answer. */
export function solutionOf(reason: ReasonView): Solution | null {
  const known = fields[reason.code]
  const text = solveText.fields[reason.code]
  if (reason.kind !== 'hold' || !known || !text) return null
  const [field, way] = known
  return { code: reason.code, field, way, ...text }
}

/** The first hold of a line that is solved here. */
export function solvable(row: ClaimRowView): Solution | null {
  if (row.status !== 'held' || row.enrollment === null) return null
  return row.reasons.map(solutionOf).find((solution) => solution !== null) ?? null
}

/** What was answered; empty: a day or a person that nobody chose is no documentation. */
export interface Answer {
  day: string | null
  ticked: boolean
  /** Of a visit. */
  kind: string
  /** A staff id. */
  person: string
  icd10: string
}

export const noAnswer = (): Answer => ({ day: null, ticked: false, kind: '', person: '', icd10: '' })

/** Enough was answered. */
export function answered({ way }: Solution, answer: Answer): boolean {
  if (way === 'tick') return answer.ticked
  if (way === 'practitioner') return answer.person !== ''
  if (way === 'diagnosis') return answer.icd10.trim() !== ''
  return answer.day !== null && (way !== 'visit' || answer.kind !== '')
}

/** The enrollment with the answer in it. */
export function solved(
  form: EnrollmentForm,
  { field, way }: Solution,
  answer: Answer,
  month: string,
): EnrollmentForm {
  const { day, ticked, kind, person } = answer
  if (way === 'tick') return { ...form, attested: true }
  if (way === 'practitioner') return { ...form, supervisor: Number(person) }
  // What months before rest on stays: a later plan is a revision, a later visit the last one.
  if (way === 'visit' && opened(form)) return { ...form, last_seen: day }
  if (way === 'visit') return { ...form, visit_date: day, visit_kind: kind, visit_discussed: ticked }
  if (field === 'plan_established' && later(day, form.plan_established)) return { ...form, plan_revised: day }
  if (way === 'diagnosis') {
    // What was claimed of the months before rests on the diagnoses of then.
    const from = form.start.slice(0, 7) < month ? month : null
    return { ...form, from, conditions: coded(form.conditions, answer.icd10.trim()) }
  }
  return { ...form, [field]: day }
}

const later = (day: string | null, than: string | null) => day !== null && than !== null && day > than

/** The program began with a visit that may open it: only the year since the last one can be what is missing. */
function opened({ visit_date, visit_kind, start }: EnrollmentForm): boolean {
  return later(start, visit_date) && visit_kind !== 'nurse_visit' && visit_kind !== 'other'
}

/** A refusal of a condition's row stands at the field it was typed into here. */
export const atField = (failed: Failure, { way, field }: Solution): Failure =>
  way === 'diagnosis' && failed.field?.startsWith('conditions.') ? { ...failed, field } : failed

/** The first condition without a code gets it; where each has one, it is one more condition. */
function coded(conditions: EnrollmentForm['conditions'], icd10: string): EnrollmentForm['conditions'] {
  const at = conditions.findIndex((one) => !one.icd10)
  if (at >= 0) return conditions.map((one, n) => (n === at ? { ...one, icd10 } : one))
  return [...conditions, { icd10, label: '', expected_months: null, high_risk: false }]
}
