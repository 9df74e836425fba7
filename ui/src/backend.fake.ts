// The commands in memory, for a plain browser: same names, same shapes, invented people.

import type { Commands } from './backend'
import { activities } from './fake/activities'
import * as saved from './fake/backups'
import * as money from './fake/claims'
import './fake/busy'
import { acted, desk } from './fake/desk'
import { discharges } from './fake/discharges'
import { previewOf } from './fake/importing'
import { insights } from './fake/insights'
import { checkPassword, keeping, powerful, proved, recoveryView, unlock } from './fake/keeping'
import { staff } from './fake/people'
import { atLocal, judged, newId, now, state, zone, type Entry } from './fake/practice'
import { reviewing } from './fake/reviewing'
import { rulebook } from './fake/rulebook'
import { services } from './fake/services'
import { trust } from './fake/trust'
import { understood } from './text/typed'
import * as show from './fake/views'
import type { CorrectEntryForm, StoppedView } from './wire'

const me = 'Tamsin Reyes-Holt'

function find(id: number): Entry {
  return state.entries.find((one) => one.id === id) ?? show.refuse('not_found', 'This entry does not exist.')
}

function stopTimer(activitySlug: string | null, note: string): StoppedView {
  const timer = state.timer ?? show.refuse('refused', 'No timer is running.')
  const seconds = Math.floor((timer.interrupted ?? now() - timer.started) / 1000)
  const { patient } = show.enrollment(timer.enrollment)
  const slug = activitySlug ?? timer.activity ?? 'unlabelled'
  const about = { enrollment: timer.enrollment, activity: slug, seconds, part_of_visit: false }
  const id = seconds > 0 ? newId() : null
  if (id !== null) {
    const start = timer.started
    const fixed = { origin: 'timed', versions: [], reason: null, changed_by: null, voided: false }
    state.entries.push({ ...about, ...fixed, id, staff: me, start, note: note || timer.note })
  }
  state.timer = null
  const { name } = show.patientLine(patient)
  return { entry: id, patient, name, seconds, counted_s: judged(about).counted_s }
}

/** `1:30`, `90m`, `1h30` or `25` as seconds. */
function lengthOf(text: string): number {
  const typed = text.trim()
  const colon = /^(\d+):(\d{2})$/.exec(typed) ?? /^(\d+)h(\d{0,2})m?$/.exec(typed)
  const minutes = colon
    ? Number(colon[1]) * 60 + Number(colon[2] ?? 0)
    : Number(/^(\d+)m?$/.exec(typed)?.[1] ?? 0)
  return minutes > 0
    ? minutes * 60
    : show.refuse('refused', 'Write the length as 1:30, 90m, 1h30 or 25.', 'length')
}

function correct(form: CorrectEntryForm): number {
  if (!form.reason.trim()) show.refuse('refused', 'Say why the entry is corrected.', 'reason')
  const entry = find(form.id)
  const start = atLocal(form.date, form.start)
  const end = atLocal(form.date, form.end)
  entry.versions.push(show.entryView(entry))
  Object.assign(entry, {
    start,
    seconds: Math.round((end > start ? end - start : end + 86_400_000 - start) / 1000),
    activity: form.activity,
    note: form.note,
    part_of_visit: form.part_of_visit,
    reason: form.reason,
    changed_by: me,
  })
  return entry.id
}

const commands: Commands = {
  ...keeping,
  stage: show.stageView,
  set_up: recoveryView,
  confirm_recovery: ({ form }) => {
    const [third, seventh] = form.groups.map((group) => group.toUpperCase())
    if (third !== 'T9RBA' || seventh !== 'Q3ZTM')
      show.refuse('refused', 'Group 3 or 7 does not match.', 'groups')
    proved()
    if (state.stage === 'set_up')
      Object.assign(state, { patients: [], enrollments: [], entries: [], episodes: [], timer: null })
    state.stage = 'open'
    return show.stageView()
  },
  unlock: ({ form }) => unlock(form),
  lock: () => {
    state.stage = 'locked'
    return show.stageView()
  },
  stop_while_locked: () => {
    stopTimer(null, '')
    return show.stageView()
  },
  today: show.todayView,
  running: show.runningView,
  activities: () => activities,
  start_timer: ({ form }) =>
    acted('Start a timer', () => {
      const stopped = state.timer ? stopTimer(null, '') : null
      state.timer = { id: newId(), ...form, started: now(), note: '' }
      const running = show.runningView()
      return running ? { running, stopped } : show.refuse('internal', 'The timer did not start.')
    }),
  describe_timer: ({ form }) =>
    acted('Describe the timer', () => {
      if (state.timer) Object.assign(state.timer, form)
      return show.runningView() ?? show.refuse('refused', 'No timer is running.')
    }),
  stop_timer: ({ form }) => acted('Stop the timer', () => stopTimer(form.activity, form.note)),
  settle_timer: ({ choice }) => {
    if (choice === 'keep_and_stop') stopTimer(null, '')
    if (choice === 'discard') state.timer = null
    delete state.timer?.interrupted
    return show.runningView()
  },
  ...desk,
  find_patients: ({ text }) => {
    const asked = text.trim().toLowerCase()
    const hits = (one: { name: string; mrn: string; birth_date: string }) =>
      [one.name, one.mrn, one.birth_date].some((fact) => fact.toLowerCase().includes(asked))
    const lines = state.patients.map((one) => show.patientLine(one.id)).filter(hits)
    // A hidden patient is found by three characters or more.
    const shown = lines.filter((line) => !line.hidden || asked.length >= 3)
    return shown.sort((a, b) => a.name.localeCompare(b.name))
  },
  patient: ({ id, month }) => show.patientView(id, month),
  save_patient: ({ form }) => {
    const other = state.patients.find((one) => one.mrn === form.mrn && one.id !== form.id)
    if (other) show.refuse('refused', 'Another patient has this MRN.', 'mrn')
    const id = form.id ?? newId()
    state.patients = [...state.patients.filter((one) => one.id !== id), { ...form, id }]
    return id
  },
  save_enrollment: ({ form }) => {
    const id = form.id ?? newId()
    state.enrollments = [...state.enrollments.filter((one) => one.id !== id), { ...form, id }]
    return id
  },
  add_entry: ({ form }) => {
    const id = newId()
    const fixed = { origin: 'typed', versions: [], reason: null, changed_by: null, voided: false }
    const typed = understood(form.length)
    const start = atLocal(form.date, typed?.start ?? form.start)
    const seconds = typed?.start ? typed.seconds : lengthOf(form.length)
    return acted('Add time', () => {
      state.entries.push({ ...form, ...fixed, id, staff: me, start, seconds })
      return id
    })
  },
  correct_entry: ({ form }) => acted('Correct an entry', () => correct(form)),
  void_entry: ({ form }) => {
    if (!form.reason.trim()) show.refuse('refused', 'Say why the entry is voided.', 'reason')
    return acted('Void an entry', () => {
      Object.assign(find(form.id), { voided: true, reason: form.reason, changed_by: me })
      return null
    })
  },
  entry_history: ({ id }) => {
    const entry = find(id)
    return [...entry.versions, show.entryView(entry)].map((view) => ({
      entry: view,
      written_at: view.ended_at,
      voided: false,
      split_from: null,
    }))
  },
  ...discharges,
  ...services,
  preview_import: ({ text }) => previewOf(text).view,
  import_patients: ({ text }) => {
    const { view, forms } = previewOf(text)
    for (const form of forms) state.patients.push({ ...form, id: newId() })
    return { ...view, added: forms.length }
  },
  ...trust,
  ...reviewing,
  ...insights,
  ...rulebook,
  claims: ({ month }) => money.claimsView(month),
  export_claims: ({ form }) => money.exportClaims(form),
  audit_packet: ({ form }) => money.packet(form),
  claims_report: ({ form }) => money.report(form),
  settings: () => ({
    practice: state.practice,
    time_zone: zone,
    place: state.place,
    assigned_only: state.assignedOnly,
    staff,
    home: '~/.local/share/caretally',
    exports: '~/Documents/Caretally',
  }),
  save_practice: ({ form }) => {
    state.practice = form.practice
    state.place = form.place
    state.assignedOnly = form.assigned_only
    return show.stageView()
  },
  save_staff: ({ form }) => {
    powerful()
    const { password, ...rest } = form
    if (password) checkPassword(password)
    const id = form.id ?? newId()
    const at = staff.findIndex((one) => one.id === id)
    const saved = { ...rest, id, practitioner: form.npi !== null }
    if (at < 0) staff.push(saved)
    else staff[at] = saved
    return id
  },
  time_zones: () => Intl.supportedValuesOf('timeZone'),
  backups: saved.view,
  prove_backup: saved.prove,
  back_up: saved.backUp,
  set_second_place: ({ form }) => saved.setPlace(form.path),
  restorable: ({ form }) => saved.restorable(form.folder),
  preview_restore: ({ form }) => saved.preview(form),
  restore: ({ form }) => {
    saved.preview(form)
    state.stage = 'locked'
    return { aside: '~/.local/share/caretally/practice.aside-2026-11-19-154114Z' }
  },
  zoom: ({ percent }) => {
    document.documentElement.style.zoom = `${percent}%`
    return null
  },
  copied: () => null,
  // Nothing takes long here but a backup.
  work: () => null,
  cancel_work: ({ kind }) => kind === 'backup' && saved.stop(),
}

/** Nothing is shared between screen and practice, as if it had crossed to Rust and back. */
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

/** Answers a command as the Rust side would. */
export async function answer<N extends keyof Commands>(
  name: N,
  ...args: Parameters<Commands[N]>
): Promise<ReturnType<Commands[N]>> {
  const command = commands[name] as (...given: Parameters<Commands[N]>) => ReturnType<Commands[N]>
  return plain(command(...plain(args)))
}
