// Holds that one date or one tick solves, without leaving the claims: which field of the enrollment, and how it is asked.

import type { ClaimRowView, EnrollmentForm, ReasonView } from '../../wire'
import { solveText } from './words'

/** A field that solves a hold: a day, or a tick. */
export interface Solution {
  code: string
  field: 'plan_copy_given' | 'plan_established' | 'consent_given' | 'attested'
  label: string
  help: string
}

const fields: Record<string, Solution['field']> = {
  'R-PLAN-COPY': 'plan_copy_given',
  'R-NO-PLAN': 'plan_established',
  'R-NO-CONSENT': 'consent_given',
  'R-ATTEST': 'attested',
}

/** What solves a reason here; null where it takes more than a field. */
export function solutionOf(reason: ReasonView): Solution | null {
  const field = fields[reason.code]
  const text = solveText.fields[reason.code]
  if (reason.kind !== 'hold' || !field || !text) return null
  return { code: reason.code, field, ...text }
}

/** The first hold of a line that is solved here. */
export function solvable(row: ClaimRowView): Solution | null {
  if (row.status !== 'held' || row.enrollment === null) return null
  return row.reasons.map(solutionOf).find((solution) => solution !== null) ?? null
}

/** The enrollment with the field filled in. */
export function solved(form: EnrollmentForm, { field }: Solution, day: string | null): EnrollmentForm {
  if (field === 'attested') return { ...form, attested: true }
  return { ...form, [field]: day }
}
