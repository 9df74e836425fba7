// A discharge as its form holds it while somebody types, and back again.

import type { EpisodeForm, StaffNameView } from '../wire'

/** All controls of the form: selects hold text. */
export interface DischargeDraft {
  discharge_date: string | null
  discharge_time: string
  from: string
  to: string
  practitioner: string
  visit_date: string | null
  visit_discharge_management: boolean
  mdm: string
  med_rec: string | null
  report: boolean
  global_from: string | null
  global_to: string | null
  /** ICD-10 codes of the claim. */
  diagnoses: string
}

/** Of several nobody is meant before somebody says so: the claim bears that name. */
export const onlyOne = <T>(list: T[]): T | undefined => (list.length === 1 ? list[0] : undefined)

/** A new discharge, home from the hospital today. */
export function newDischarge(today: string, practitioners: StaffNameView[]): DischargeDraft {
  const only = onlyOne(practitioners)
  return {
    discharge_date: today,
    discharge_time: '',
    from: 'inpatient_acute',
    to: 'home',
    practitioner: only ? String(only.id) : '',
    visit_date: null,
    visit_discharge_management: false,
    mdm: '',
    med_rec: null,
    report: true,
    global_from: null,
    global_to: null,
    diagnoses: '',
  }
}

/** A discharge as typed. */
export function dischargeDraft(form: EpisodeForm): DischargeDraft {
  return { ...form, practitioner: String(form.practitioner), mdm: form.mdm ?? '' }
}

/** What is sent. */
export function dischargeForm(draft: DischargeDraft, id: number | null, patient: number): EpisodeForm {
  return {
    ...draft,
    id,
    patient,
    practitioner: Number(draft.practitioner),
    discharge_date: draft.discharge_date ?? '',
    mdm: draft.mdm || null,
  }
}

/** Those who can take over after a discharge; the one who did stays in the list. */
export function takersOver(
  staff: { id: number; name: string; active: boolean; practitioner: boolean }[],
  chosen: number | null,
): StaffNameView[] {
  const offered = staff.filter((one) => (one.active && one.practitioner) || one.id === chosen)
  return offered.map(({ id, name }) => ({ id, name }))
}
