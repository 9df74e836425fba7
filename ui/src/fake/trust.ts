// The fake practice's rights, emergencies and audit: enough events to see every sentence.

import type { Commands } from '../backend'
import type * as wire from '../wire'
import { people, staff } from './people'
import { instant, now, state } from './practice'
import { refuse } from './refuse'

const table: Record<wire.CanView, string> = {
  track: 'manager practitioner care_team assistant',
  see_patients: 'manager practitioner care_team assistant auditor',
  see_claims: 'manager practitioner care_team biller auditor',
  see_insights: 'manager practitioner care_team assistant biller auditor',
  correct_others: 'manager',
  assign: 'manager practitioner care_team',
  import: 'manager',
  export_claims: 'manager biller',
  sign: 'practitioner care_team',
  print: 'manager practitioner care_team',
  see_practice: 'manager practitioner care_team assistant biller auditor',
  manage: 'manager',
  see_own_audit: 'manager practitioner care_team assistant biller auditor',
  see_audit: 'manager auditor',
  export_audit: 'manager auditor',
  open_in_emergency: 'manager practitioner care_team assistant',
}

/** What an access allows, as the table of rights in Rust has it. */
export const rightsOf = (access: string) =>
  (Object.keys(table) as wire.CanView[]).filter((right) => table[right].split(' ').includes(access))

const teams = new Map<number, number[]>([[1, [1, 3]]])
const opened = new Map<number, number>()

/** Nobody but the patients of the care team, while the practice hides the others. */
export const isHidden = (patient: number) =>
  state.access === 'assistant' &&
  state.assignedOnly &&
  !(teams.get(patient) ?? []).includes(1) &&
  !opened.has(patient)

export const careTeam = (patient: number): wire.StaffNameView[] =>
  (teams.get(patient) ?? []).map((id) => ({ id, name: staff.find((one) => one.id === id)?.name ?? '' }))

export const emergencyLeft = (patient: number) => {
  const until = opened.get(patient)
  return until === undefined ? null : Math.round((until - now()) / 1000)
}

const waiting: wire.EmergencyView[] = [
  {
    id: 1,
    person: 'Bex Okonjo',
    patient: 2,
    patient_name: people[1]?.form.name ?? '',
    reason: 'Daughter called: fell at home, which blood thinner does she take?',
    opened_at: instant(now() - 16 * 3_600_000),
    until: instant(now() - 15 * 3_600_000),
  },
]

type Line = [person: string, access: string, action: string, category: string, about: Partial<wire.EventView>]

const fact = (name: string, value: string): wire.FactView => ({ name, value })
const lines: Line[] = [
  ['Tamsin Reyes-Holt', 'manager', 'sign_in', 'users', {}],
  [
    'Tamsin Reyes-Holt',
    'manager',
    'view',
    'demographics',
    { facts: [fact('list', 'today'), fact('rows', '26')] },
  ],
  ['Tamsin Reyes-Holt', 'manager', 'view', 'demographics', { patient: 2 }],
  ['Tamsin Reyes-Holt', 'manager', 'start_timer', 'time', { patient: 2, rows: ['timer 41'] }],
  ['Bex Okonjo', 'care_team', 'query', 'demographics', { facts: [fact('rows', '3')] }],
  [
    'Bex Okonjo',
    'care_team',
    'stop_timer',
    'time',
    { patient: 3, facts: [fact('seconds', '1199')], rows: ['timer 40', 'entry 317'] },
  ],
  [
    'Bex Okonjo',
    'care_team',
    'correct_entry',
    'time',
    { patient: 3, reason: 'the call began a minute earlier', rows: ['entry 318'] },
  ],
  [
    'Rosalind Pike',
    'biller',
    'refused',
    'users',
    { outcome: 'refused', facts: [fact('command', 'patient'), fact('why', 'see_patients')] },
  ],
  [
    'Rosalind Pike',
    'biller',
    'export_claims',
    'claims',
    { facts: [fact('month', '2026-10'), fact('rows', '31')], rows: ['claim_export 4'] },
  ],
  [
    'Bex Okonjo',
    'assistant',
    'open_in_emergency',
    'emergency',
    { patient: 2, reason: waiting[0]?.reason ?? '', rows: ['emergency_access 1'] },
  ],
  ['', '', 'sign_in_failed', 'users', { outcome: 'refused', facts: [fact('why', 'wrong_password')] }],
  ['Tamsin Reyes-Holt', 'manager', 'save_patient', 'demographics', { patient: 4, rows: ['patient 4'] }],
]

const events: wire.EventView[] = Array.from({ length: 120 }, (_, index) => {
  const [person, access, action, category, about] = lines[index % lines.length] as Line
  const seq = 120 - index
  return {
    seq,
    at: instant(now() - index * 23 * 60_000),
    person,
    access,
    action,
    category,
    patient: null,
    patient_name: people[(about.patient ?? 0) - 1]?.form.name ?? null,
    object: null,
    outcome: 'done',
    reason: null,
    facts: [],
    rows: [],
    clock: index % 97 === 5 ? 'jump' : 'ok',
    session: '5f1c99a07be4d210',
    device: '90aa31c2de71f004',
    version: '0.1.0',
    hash: (0x9f2c7be1 * (seq + 7)).toString(16).padStart(16, '0').slice(0, 16),
    ...about,
  }
})

const head = { seq: 120, hash: '00c6117a8d02e94f' }
const keys = {
  time: (one: wire.EventView) => one.seq,
  person: (one: wire.EventView) => one.person,
  access: (one: wire.EventView) => one.access,
  action: (one: wire.EventView) => one.action,
  category: (one: wire.EventView) => one.category,
  patient: (one: wire.EventView) => one.patient ?? 0,
  outcome: (one: wire.EventView) => one.outcome,
}

function chosen(form: wire.AuditForm): wire.EventView[] {
  const who = staff.find((one) => one.id === form.staff)?.name
  const fits = (one: wire.EventView) =>
    (form.from === null || one.at.slice(0, 10) >= form.from) &&
    (form.until === null || one.at.slice(0, 10) <= form.until) &&
    (form.staff === null || one.person === who) &&
    (form.patient === null || one.patient === form.patient) &&
    (form.category === null || one.category === form.category) &&
    (form.action === null || one.action === form.action) &&
    (form.outcome === null || one.outcome === form.outcome)
  const key = keys[form.sort]
  const by = form.ascending ? 1 : -1
  return events.filter(fits).sort((a, b) => (key(a) < key(b) ? -by : key(a) > key(b) ? by : b.seq - a.seq))
}

export const trust = {
  save_care_team: ({ form }) => {
    teams.set(form.patient, form.staff)
    return null
  },
  open_in_emergency: ({ form }) => {
    if (form.reason.trim().length < 10)
      refuse('refused', 'Say in a few words why you need this patient now. A manager will read it.', 'reason')
    const until = now() + 3_600_000
    opened.set(form.patient, until)
    return instant(until)
  },
  emergencies: () => waiting,
  acknowledge_emergencies: ({ form }) => {
    for (const id of form.ids)
      waiting.splice(
        waiting.findIndex((one) => one.id === id),
        1,
      )
    return null
  },
  audit: ({ form }) => {
    const found = chosen(form)
    const everybody = rightsOf(state.access).includes('see_audit')
    return {
      events: found.slice(form.skip, form.skip + 50),
      more: found.length > form.skip + 50,
      head,
      everybody,
      people: staff.filter((one) => everybody || one.id === 1).map(({ id, name }) => ({ id, name })),
    }
  },
  export_audit: ({ form }) => ({
    file: 'caretally-audit-2026-11-19-01.csv',
    folder: '~/Documents/Caretally',
    rows: chosen(form).length,
    sha256: 'c18e6a70935bfe24c6117a8d02e94f3b9f2c7be1a04d5e8833ac91d6207fb5c4',
    head,
  }),
  verify: () => ({
    sound: true,
    events: 120,
    rows: 1204,
    statements: 56,
    head,
    first_bad: null,
    missing: [],
    unrecorded: 0,
    anchor: 'agrees',
    faults: [],
  }),
  verify_step: () => 2,
  print: () => ({ seq: 4812, hash: '9f2c7be1a04d5e88' }),
} satisfies Partial<Commands>
