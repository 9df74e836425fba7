// Programs and tracks in the field's words.

const names: Record<string, string> = {
  ccm: 'CCM',
  complex_ccm: 'Complex CCM',
  pcm: 'PCM',
  tcm: 'TCM',
  acp: 'Care planning',
  oncology: 'Oncology plan',
}

const short: Record<string, string> = { ...names, complex_ccm: 'Complex', acp: 'ACP', oncology: 'Oncology' }

const long: Record<string, string> = {
  ccm: 'Chronic care management',
  complex_ccm: 'Complex chronic care management',
  pcm: 'Principal care management',
  tcm: 'Transitional care management',
  acp: 'Advance care planning',
  oncology: 'Cancer treatment planning',
}

const tracks: Record<string, string> = {
  ccm_staff: 'Staff time (99490, 99439)',
  ccm_practitioner: "Practitioner's own time (99491, 99437)",
  complex: 'Complex CCM (99487, 99489)',
  pcm_staff: 'Staff time (99426, 99427)',
  pcm_practitioner: "Practitioner's own time (99424, 99425)",
}

/** "CCM", "Complex CCM", "PCM", "TCM", "Care planning", "Oncology plan" */
export const program = (slug: string) => names[slug] ?? slug
/** For narrow columns: "Complex". */
export const programShort = (slug: string) => short[slug] ?? slug
/** "Chronic care management" */
export const programLong = (slug: string) => long[slug] ?? slug
/** What a track counts and bills. */
export const track = (slug: string) => tracks[slug] ?? slug

/** For selects. */
export const programs = ['ccm', 'complex_ccm', 'pcm'].map((value) => ({
  value,
  label: `${program(value)} - ${programLong(value)}`,
}))
