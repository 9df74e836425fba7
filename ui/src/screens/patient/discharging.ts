// A discharge as its form holds it while somebody types, and back again.

import type { EpisodeForm, StaffView } from '../../wire'

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
}

/** A new discharge, home from the hospital today. */
export function newDischarge(today: string, staff: StaffView[]): DischargeDraft {
  const practitioner = staff.find((one) => one.active && one.practitioner)
  return {
    discharge_date: today,
    discharge_time: '',
    from: 'inpatient_acute',
    to: 'home',
    practitioner: practitioner ? String(practitioner.id) : '',
    visit_date: null,
    visit_discharge_management: false,
    mdm: '',
    med_rec: null,
    report: true,
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
