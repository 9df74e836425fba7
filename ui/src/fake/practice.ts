// The state of the fake practice: its clock, patients, enrollments, entries, discharges and timer.

import { addDays } from '../text/dates'
import type {
  BilledElsewhereView,
  ContactView,
  EnrollmentForm,
  EntryView,
  EpisodeForm,
  ExportView,
  NoticeView,
} from '../wire'
import { activity } from './activities'
import { people, staff, type Person } from './people'
import type { FakeService } from './services'

/** The fake day begins on a Thursday in November and then runs as fast as any other. */
const begins = Date.parse('2026-11-19T15:41:14Z')
const loaded = Date.now()
export const now = () => begins + (Date.now() - loaded)
export const zone = 'America/Detroit'
export const today = '2026-11-19'
export const month = '2026-11'

/** `2026-11-19T15:41:14Z` */
export const instant = (ms: number) =>
  new Date(Math.floor(ms / 1000) * 1000).toISOString().replace('.000', '')

/** Local day and wall time of an instant: `YYYY-MM-DD`, `HH:MM:SS`. */
export function local(ms: number): { date: string; time: string } {
  const [date = '', time = ''] = new Date(ms).toLocaleString('sv-SE', { timeZone: zone }).split(' ')
  return { date, time }
}

/** The instant of a local wall time of the fake November, when the zone is UTC-5. */
export const atLocal = (date: string, time: string) =>
  Date.parse(`${date}T${time.length === 5 ? `${time}:00` : time}-05:00`)

export interface Entry {
  id: number
  enrollment: number
  staff: string
  start: number
  seconds: number
  activity: string
  note: string
  origin: string
  part_of_visit: boolean
  versions: EntryView[]
  reason: string | null
  changed_by: string | null
  voided: boolean
}

let nextId = 100
export const newId = () => (nextId += 1)

const notes = [
  'Weight steady, no swelling',
  'Spironolactone list from cardiology',
  'Safety visit set',
  'Insurer line',
]

function entry(enrollment: number, day: number, seconds: number, slug: string, who: number): Entry {
  const id = newId()
  return {
    id,
    enrollment,
    staff: staff[who]?.name ?? '',
    start: atLocal(addDays(`${month}-01`, day - 1), `${9 + (id % 6)}:${10 + (id % 40)}`.padStart(5, '0')),
    seconds,
    activity: slug,
    note: notes[id % notes.length] ?? '',
    origin: id % 5 === 0 ? 'typed' : 'timed',
    part_of_visit: false,
    versions: [],
    reason: null,
    changed_by: null,
    voided: false,
  }
}

/** A month that adds up to the counted and excluded seconds of a person. */
function monthOf(person: Person): Entry[] {
  const id = person.form.id
  const kinds = ['call_patient', 'medication_review', 'home_health_contact', 'care_plan_work']
  const made: Entry[] = []
  let left = person.counted
  for (let n = 0; left > 0; n += 1) {
    const seconds = n === 3 ? left : Math.min(left, 290 + ((id * 97 + n * 131) % 340))
    made.push(entry(id, 3 + n * 4, seconds, kinds[n % 4] ?? 'call_patient', n % 2))
    left -= seconds
  }
  if (person.excluded > 0)
    made.push(entry(id, 17, person.excluded, id % 2 ? 'voicemail' : 'prior_authorization', 0))
  return made
}

function enrollmentOf(person: Person): EnrollmentForm & { id: number } {
  const has = (code: string) => person.missing !== code
  return {
    id: person.form.id,
    patient: person.form.id,
    program: person.program,
    practitioner: person.practitioner,
    start: '2025-06-03',
    end: null,
    consent_given: has('R-NO-CONSENT') ? '2025-06-03' : null,
    consent_mode: 'verbal',
    consent_taker: has('R-NO-CONSENT') ? 1 : null,
    consent_topics: has('R-NO-CONSENT') ? ['availability', 'cost_sharing', 'one_practitioner'] : [],
    consent_revoked: null,
    visit_date: has('R-NO-INITVISIT') ? '2025-05-20' : null,
    visit_kind: has('R-NO-INITVISIT') ? 'awv' : null,
    visit_discussed: true,
    last_seen: '2026-09-08',
    conditions: [
      { icd10: 'I50.22', label: 'Heart failure', expected_months: null, high_risk: true },
      { icd10: 'E11.9', label: 'Type 2 diabetes', expected_months: null, high_risk: false },
    ],
    plan_established: '2025-06-10',
    plan_revised: '2026-11-12',
    plan_copy_given: has('R-PLAN-COPY') ? '2025-06-12' : null,
    mdm: person.program === 'complex_ccm' ? [{ month, level: 'moderate' }] : [],
    attested: true,
    supervisor: 4,
    lead: 1,
    from: null,
  }
}

export interface Episode {
  form: EpisodeForm & { id: number }
  contacts: ContactView[]
  readmitted_on: string | null
}

function episode(id: number, patient: number, discharge_date: string, mdm: string, tries: string[]): Episode {
  const contacts = tries.map((local, index) => ({
    id: id * 10 + index,
    at: `${local.replace(' ', 'T')}:00-05:00`,
    local,
    by: 'Tamsin Reyes-Holt',
    reached: false,
    scheduling_only: false,
    note: '',
    worth: 'attempt',
    voided: null,
    mine: true,
  }))
  const form = {
    id,
    patient,
    practitioner: 4,
    discharge_date,
    discharge_time: '14:20',
    from: 'inpatient_acute',
    to: 'home',
    visit_date: null,
    visit_discharge_management: false,
    mdm,
    med_rec: null,
    report: true,
    global_from: null,
    global_to: null,
    diagnoses: '',
  }
  return { form, contacts, readmitted_on: null }
}

/** All is there. */
function done(one: Episode): Episode {
  const form = { ...one.form, visit_date: '2026-11-11', med_rec: '2026-11-11' }
  const local = '2026-11-06 09:30'
  const contact = { id: one.form.id * 10, at: '2026-11-06T09:30:00-05:00', local, by: 'Bex Okonjo' }
  const rest = {
    reached: true,
    scheduling_only: false,
    note: '',
    worth: 'reached',
    voided: null,
    mine: false,
  }
  return { ...one, form, contacts: [{ ...contact, ...rest }] }
}

/** No discharge at all. */
const fromEmergency = (one: Episode): Episode => ({ ...one, form: { ...one.form, from: 'ed' } })

export interface FakeTimer {
  id: number
  enrollment: number
  started: number
  /** Milliseconds after the start of the last proof, when it was interrupted. */
  interrupted?: number
  activity: string | null
  note: string
  /** Phone mode. */
  phone?: boolean
}

/** What a timer says of itself besides its time. */
export function aboutTimer(timer: FakeTimer, seconds: number) {
  const steps = { stale: 14_401, second: 3600, first: 1800, none: 0 }
  const stretch = {
    started_at: instant(timer.started),
    ended_at: instant(timer.started + seconds * 1000),
    origin: timer.phone ? 'attested' : 'timed',
  }
  return {
    away: timer.interrupted === undefined ? null : 'no_heartbeat',
    phone: timer.phone ?? false,
    notice: (Object.entries(steps).find(([, least]) => seconds >= least)?.[0] ?? 'none') as NoticeView,
    stretches: [stretch],
  }
}

/** `?stage=locked` or `set_up` begins there; `?interrupted` begins with a timer to settle. */
const asked = new URLSearchParams(window.location.search)

export const state = {
  stage: asked.get('stage') ?? 'open',
  /** Who is asked for a code besides the password. */
  codes: new Set<number>(),
  practice: 'Juniper Hollow Family Medicine',
  place: 'non_facility',
  assignedOnly: asked.get('access') === 'assistant',
  /** `?access=biller` signs in somebody with that access. */
  access: asked.get('access') ?? 'manager',
  patients: people.map((person) => ({ ...person.form })),
  enrollments: people.map(enrollmentOf),
  entries: people.flatMap(monthOf),
  episodes: [
    episode(1, 25, '2026-11-16', 'high', ['2026-11-17 09:15']),
    episode(2, 26, '2026-11-17', 'high', ['2026-11-19 09:05']),
    episode(3, 27, '2026-11-12', 'high', []),
    episode(4, 28, '2026-11-18', 'moderate', []),
    done(episode(5, 3, '2026-11-05', 'high', [])),
    fromEmergency(episode(6, 4, '2026-11-14', 'moderate', [])),
  ],
  /** Local day and time of death, by patient. */
  deaths: new Map<number, string>(),
  /** What other practices bill, with the patient of each. */
  billedElsewhere: [] as (BilledElsewhereView & { patient: number })[],
  /** Talks, plans and other services, with the patient of each. */
  services: [] as FakeService[],
  exports: [] as ExportView[],
  timer: {
    id: 1,
    enrollment: 2,
    started: begins - 494_000,
    ...(asked.has('interrupted') ? { interrupted: 252_000 } : {}),
    activity: 'call_patient',
    note: '',
  } as FakeTimer | null,
}

state.episodes[2]?.contacts.push({
  id: 30,
  at: '2026-11-13T10:05:00-05:00',
  local: '2026-11-13 10:05',
  by: 'Tamsin Reyes-Holt',
  reached: true,
  scheduling_only: false,
  note: 'Home safe, medicines explained',
  worth: 'reached',
  voided: null,
  mine: true,
})

/** The seconds of an entry that count, and why the rest does not. */
export function judged(one: {
  enrollment: number
  activity: string
  seconds: number
  part_of_visit: boolean
}) {
  const found = activity(one.activity)
  const enrollment = state.enrollments.find((e) => e.id === one.enrollment)
  const because = one.part_of_visit
    ? 'X-USED-ELSEWHERE'
    : found.counts
      ? enrollment?.consent_given
        ? null
        : 'X-BEFORE-CONSENT'
      : found.reason
  const excluded = because ? [{ code: because, kind: 'exclusion', about: null, seconds: one.seconds }] : []
  return { counted_s: because ? 0 : one.seconds, excluded }
}
