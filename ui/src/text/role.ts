// Roles of staff, kinds of visits, places and other slugs in the field's words.

const roleNames: Record<string, string> = {
  physician: 'Physician',
  np: 'Nurse practitioner',
  pa: 'Physician assistant',
  cns: 'Clinical nurse specialist',
  cnm: 'Certified nurse midwife',
  rn: 'Nurse, RN',
  lpn: 'Nurse, LPN or LVN',
  lcsw: 'Social worker, LCSW',
  dietitian: 'Dietitian',
  pharmacist: 'Pharmacist',
  ma: 'Medical assistant',
  cna: 'Nursing assistant',
  chw: 'Community health worker',
  psychologist: 'Psychologist',
  podiatrist: 'Podiatrist',
  dentist: 'Dentist',
  receptionist: 'Receptionist',
  scheduler: 'Scheduler',
  biller: 'Biller',
  transport: 'Transport',
  volunteer: 'Volunteer',
  automated: 'Automated system',
}

/** Who may bill, whose time is staff time, and whose time never counts. */
const roleGroups: [string, string[]][] = [
  ['Practitioners', ['physician', 'np', 'pa', 'cns', 'cnm']],
  ['Clinical staff', ['rn', 'lpn', 'lcsw', 'dietitian', 'pharmacist', 'ma', 'cna', 'chw']],
  [
    'Others (their time does not count)',
    [
      'receptionist',
      'scheduler',
      'biller',
      'transport',
      'volunteer',
      'psychologist',
      'podiatrist',
      'dentist',
    ],
  ],
]

const accessNames: Record<string, string> = {
  manager: 'Manager',
  practitioner: 'Practitioner',
  care_team: 'Care team',
  assistant: 'Medical assistant',
  biller: 'Biller',
  auditor: 'Auditor',
}

const accessHelp: Record<string, string> = {
  manager: 'Everything, staff and settings too',
  practitioner: 'Own time, all patients, documents',
  care_team: 'Own time, all patients, documents',
  assistant: 'Own time; all patients, or only assigned ones',
  biller: 'Claims; no charts, no timers',
  auditor: 'Reads everything, changes nothing',
}

/** "Nurse, RN" */
export const role = (slug: string) => roleNames[slug] ?? slug
/** "Medical assistant, CMA"; credentials the role already says are not said twice. */
export function roleWith(slug: string, credentials: string): string {
  const name = role(slug)
  return credentials === '' || name.includes(credentials) ? name : `${name}, ${credentials}`
}
/** "Care team" */
export const access = (slug: string) => accessNames[slug] ?? slug

/** For selects, in groups. */
export const roles = roleGroups.flatMap(([group, slugs]) =>
  slugs.map((value) => ({ value, label: role(value), group })),
)

/** For selects. */
export const accesses = Object.keys(accessNames).map((value) => ({
  value,
  label: `${access(value)} - ${accessHelp[value] ?? ''}`,
}))
