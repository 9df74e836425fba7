// Discharges: places and contacts in the field's words.

const facilities: Record<string, string> = {
  inpatient_acute: 'Hospital, acute',
  inpatient_psychiatric: 'Hospital, psychiatric',
  inpatient_rehab: 'Hospital, rehabilitation',
  ltach: 'Hospital, long-term acute',
  snf: 'Skilled nursing facility',
  observation: 'Hospital, observation',
  partial_hospital: 'Partial hospitalization',
  cmhc_partial: 'Partial hospitalization, mental health center',
  ed: 'Emergency department only',
  urgent_care: 'Urgent care',
}

const destinations: Record<string, string> = {
  home: 'Home',
  domiciliary: 'Domiciliary',
  rest_home: 'Rest home',
  assisted_living: 'Assisted living',
  nursing_facility: 'Nursing facility, long-term',
  snf: 'Skilled nursing facility',
  hospital: 'Another hospital',
  rehab: 'Rehabilitation',
  inpatient_hospice: 'Inpatient hospice',
}

const options = (names: Record<string, string>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }))

export const facility = (slug: string) => facilities[slug] ?? slug
export const destination = (slug: string) => destinations[slug] ?? slug

/** For selects. */
export const facilityOptions = options(facilities)
/** For selects. */
export const destinationOptions = options(destinations)
