// The timers of the fake practice: interruptions, time set aside, undo, the day.

import type * as wire from '../wire'
import { instant, local, newId, now, state, type Entry, type FakeTimer } from './practice'
import { refuse } from './refuse'
import * as show from './views'

const me = 'Tamsin Reyes-Holt'
const asked = new URLSearchParams(window.location.search)

/** What is kept beside the practice; `?away` begins with time set aside while the timer ran. */
const kept = {
  paused: [] as (FakeTimer & { ran: number })[],
  gaps: (asked.has('away') ? [gap(2, 4 * 60_000, 372)] : []) as wire.GapView[],
  timing: {
    idle_minutes: 5,
    notice_minutes: 30,
    second_notice_minutes: 60,
    note_required: false,
  } as wire.TimingView,
  preferences: {
    remind_to_start: false,
    initials: false,
    names_in_notices: false,
    deadlines: true,
    mini_window: false,
    shortcut: null,
  } as wire.PreferencesView,
}

interface Deed {
  words: string
  before: string
  after: string
}
const done: Deed[] = []
const undone: Deed[] = []

const snapshot = () =>
  JSON.stringify({ timer: state.timer, entries: state.entries, paused: kept.paused, gaps: kept.gaps })

function restore(text: string) {
  const { timer, entries, paused, gaps } = JSON.parse(text) as {
    timer: FakeTimer | null
    entries: Entry[]
    paused: typeof kept.paused
    gaps: wire.GapView[]
  }
  Object.assign(state, { timer, entries })
  Object.assign(kept, { paused, gaps })
}

/** Does something that can be taken back. */
export function acted<T>(words: string, work: () => T): T {
  const before = snapshot()
  const answer = work()
  done.push({ words, before, after: snapshot() })
  undone.length = 0
  return answer
}

function gap(enrollment: number, ago: number, seconds: number): wire.GapView {
  const { patient, program } = show.enrollment(enrollment)
  const start = now() - ago - seconds * 1000
  const [from, to] = [local(start), local(start + seconds * 1000)]
  return {
    id: newId(),
    enrollment,
    patient,
    name: show.patientLine(patient).name,
    program,
    activity: 'call_patient',
    date: from.date,
    start: from.time,
    end: to.time,
    started_at: instant(start),
    ended_at: instant(start + seconds * 1000),
    seconds,
    why: 'idle',
    answer: null,
    reason: null,
  }
}

const elapsed = (timer: FakeTimer) => Math.floor((timer.interrupted ?? now() - timer.started) / 1000)

function pausedView(timer: FakeTimer & { ran: number }): wire.PausedView {
  const { patient, program } = show.enrollment(timer.enrollment)
  const { name } = show.patientLine(patient)
  const { id, enrollment, activity } = timer
  return { id, enrollment, activity, patient, program, name, elapsed_s: timer.ran }
}

function last(): wire.LastView | null {
  const entry = state.entries.filter((one) => one.staff === me && !one.voided).at(-1)
  if (!entry) return null
  const { patient } = show.enrollment(entry.enrollment)
  const { name } = show.patientLine(patient)
  return { enrollment: entry.enrollment, patient, name, activity: entry.activity }
}

export function deskView(): wire.DeskView {
  const open = kept.gaps.filter((one) => one.answer === null)
  const gaps = open.filter((one) => one.enrollment === state.timer?.enrollment)
  const seconds = gaps.reduce((sum, one) => sum + one.seconds, 0)
  return {
    running: show.runningView(),
    paused: kept.paused.map(pausedView).reverse(),
    question: gaps.length > 0 ? { gaps, seconds } : null,
    unsettled: open.length,
    undo: done.at(-1)?.words ?? null,
    redo: undone.at(-1)?.words ?? null,
    last: last(),
    remind: !state.timer && kept.preferences.remind_to_start,
    note_required: kept.timing.note_required,
  }
}

function write(timer: FakeTimer, seconds: number, activity: string | null, note: string, start: number) {
  if (seconds <= 0) return
  const fixed = { versions: [], reason: null, changed_by: null, voided: false, part_of_visit: false }
  state.entries.push({
    ...fixed,
    id: newId(),
    enrollment: timer.enrollment,
    staff: me,
    start,
    seconds,
    activity: activity ?? timer.activity ?? 'unlabelled',
    note: note || timer.note,
    origin: timer.phone ? 'attested' : 'timed',
  })
}

function pop(form: wire.TimerForm): wire.DeskView {
  const back = kept.paused.at(-1) ?? refuse('refused', 'Nothing is paused.')
  return acted('Return to the paused timer', () => {
    if (state.timer) write(state.timer, elapsed(state.timer), form.activity, form.note, state.timer.started)
    kept.paused.pop()
    const { ran, ...timer } = back
    state.timer = { ...timer, started: now() - ran * 1000 }
    return deskView()
  })
}

/** `10m` or `9:40` as an instant before another one. */
function before(text: string, from: number, field: string): number {
  const clock = /^(\d{1,2}):(\d{2})$/.exec(text.trim())
  const length = /^(\d+)\s*(m|s|h)?$/.exec(text.trim())
  if (clock) {
    const { time } = local(from)
    const [h = 0, m = 0, s = 0] = time.split(':').map(Number)
    const ago = (h * 60 + m) * 60 + s - (Number(clock[1]) * 60 + Number(clock[2])) * 60
    return from - ago * 1000
  }
  const unit = { s: 1, m: 60, h: 3600 }[length?.[2] ?? 'm'] ?? 60
  return length
    ? from - Number(length[1]) * unit * 1000
    : refuse('refused', 'This is not a length of time. Type 10m or 9:40.', field)
}

const running = () =>
  state.timer ?? refuse('not_found', 'This timer is not here any more. Nothing was changed.')

function moveTail({ from, enrollment }: wire.MoveTailForm): wire.DeskView {
  const timer = running()
  const at = from === null ? timer.started : Math.max(before(from, now(), 'from'), timer.started)
  if (at >= now()) refuse('refused', 'This is not within the timer.', 'from')
  return acted('Wrong patient', () => {
    write(timer, Math.floor((at - timer.started) / 1000), null, '', timer.started)
    state.timer = { ...timer, id: newId(), enrollment, started: at, note: '' }
    return deskView()
  })
}

function answerGap(form: wire.AnswerGapForm): wire.DeskView {
  if (form.answer !== 'discarded' && !form.reason.trim())
    refuse('refused', 'Say why: the original stays readable beside the change.', 'reason')
  if (form.answer === 'moved' && form.enrollment === null)
    refuse('refused', 'Choose the other patient.', 'enrollment')
  return acted('Answer for time set aside', () => {
    for (const one of kept.gaps.filter((gap) => form.gaps.includes(gap.id))) {
      Object.assign(one, { answer: form.answer, reason: form.reason })
      if (form.answer !== 'counted' && form.answer !== 'moved') continue
      const enrollment = form.answer === 'moved' ? (form.enrollment ?? one.enrollment) : one.enrollment
      const timer = { id: 0, enrollment, started: 0, activity: one.activity, note: form.reason, phone: true }
      write(timer, one.seconds, form.activity, '', Date.parse(one.started_at))
    }
    return deskView()
  })
}

function turn(from: Deed[], to: Deed[], side: 'before' | 'after', words: string): wire.UndoneView {
  const deed = from.pop() ?? refuse('refused', words)
  restore(deed[side])
  to.push(deed)
  return { words: deed.words, desk: deskView() }
}

const mine = (date: string) =>
  state.entries.filter((one) => one.staff === me && !one.voided && local(one.start).date === date)

function overlaps(entries: Entry[]): wire.OverlapView[] {
  const pairs = entries.flatMap((a, n) => entries.slice(n + 1).map((b) => [a, b] as const))
  return pairs.flatMap(([a, b]) => {
    const [first, second] = a.start <= b.start ? [a, b] : [b, a]
    const to = Math.min(first.start + first.seconds * 1000, second.start + second.seconds * 1000)
    const seconds = Math.round((to - second.start) / 1000)
    const times = { started_at: instant(second.start), ended_at: instant(to) }
    return seconds > 0 ? [{ a: first.id, b: second.id, ...times, seconds }] : []
  })
}

function dayView(asked: string | null): wire.DayView {
  const date = asked ?? local(now()).date
  const entries = mine(date).sort((a, b) => a.start - b.start)
  const [h = 0, m = 0, s = 0] = local(now()).time.split(':').map(Number)
  const from = now() - (((h * 60 + m) * 60 + s) * 1000 + (now() % 1000))
  const view = show.runningView()
  const timers = view && date === local(now()).date ? [{ ...view, running: true }] : []
  return {
    date,
    from: instant(from),
    to: instant(from + 86_400_000),
    entries: entries.map((one) => {
      const { patient, program } = show.enrollment(one.enrollment)
      return { entry: show.entryView(one), patient, program, name: show.patientLine(patient).name }
    }),
    gaps: kept.gaps.filter((one) => one.date === date),
    timers,
    overlaps: overlaps(entries),
  }
}

function settleOverlap(form: wire.OverlapForm): null {
  const [a, b] = [form.a, form.b].map((id) => state.entries.find((one) => one.id === id))
  if (!a || !b) return refuse('not_found', 'This entry is not here any more. Nothing was changed.')
  if (!form.reason.trim())
    refuse('refused', 'Say why: the original stays readable beside the change.', 'reason')
  return acted('Settle an overlap', () => {
    const [first, second] = a.start <= b.start ? [a, b] : [b, a]
    const common = (first.start + first.seconds * 1000 - second.start) / 1000
    const given = form.give === 'split' ? Math.floor(common / 2) : common
    const cutFirst = form.give === 'split' || (form.give === 'a' ? a : b) === second
    if (cutFirst) first.seconds -= form.give === 'split' ? common - given : common
    if (form.give === 'split' || !cutFirst) {
      second.start += given * 1000
      second.seconds -= given
    }
    for (const one of [first, second]) Object.assign(one, { reason: form.reason, changed_by: me })
    return null
  })
}

function split(form: wire.SplitForm): number {
  const entry = state.entries.find((one) => one.id === form.id)
  if (!entry) return refuse('not_found', 'This entry is not here any more. Nothing was changed.')
  if (!form.reason.trim())
    refuse('refused', 'Say why: the original stays readable beside the change.', 'reason')
  const at = before(form.at.slice(0, 5), entry.start + entry.seconds * 1000, 'at')
  if (at <= entry.start || at >= entry.start + entry.seconds * 1000)
    refuse('refused', 'This is not within the entry. Choose a time between its start and its end.', 'at')
  return acted('Split an entry', () => {
    const id = newId()
    const head = Math.round((at - entry.start) / 1000)
    state.entries.push({
      ...entry,
      id,
      start: at,
      seconds: entry.seconds - head,
      enrollment: form.enrollment ?? entry.enrollment,
      activity: form.activity ?? entry.activity,
      versions: [],
    })
    entry.versions.push(show.entryView(entry))
    Object.assign(entry, { seconds: head, reason: form.reason, changed_by: me })
    return id
  })
}

/** The commands of a person's timers. */
export const desk = {
  desk: deskView,
  push_timer: ({ form }: { form: wire.StartForm }) =>
    acted('Interrupt the timer', () => {
      if (state.timer) kept.paused.push({ ...state.timer, ran: elapsed(state.timer) })
      state.timer = { id: newId(), ...form, started: now(), note: '' }
      return deskView()
    }),
  pop_timer: ({ form }: { form: wire.TimerForm }) => pop(form),
  stop_paused: ({ form }: { form: wire.StopPausedForm }) => {
    const timer = kept.paused.find((one) => one.id === form.id)
    if (!timer) return refuse('not_found', 'This paused timer is not here any more. Nothing was changed.')
    return acted('Stop a paused timer', () => {
      write(timer, timer.ran, form.activity, form.note, timer.started)
      kept.paused = kept.paused.filter((one) => one !== timer)
      return deskView()
    })
  },
  set_phone: ({ on }: { on: boolean }) =>
    acted('Phone mode', () => {
      running().phone = on
      return deskView()
    }),
  began_earlier: ({ form }: { form: wire.BeganEarlierForm }) => {
    const timer = running()
    const began = before(form.when, timer.started, 'when')
    if (began >= timer.started || timer.started - began > 4 * 3_600_000)
      refuse('refused', "This is not before the timer's start, or hours before it.", 'when')
    return acted('Began earlier', () => {
      timer.started = began
      return deskView()
    })
  },
  move_tail: ({ form }: { form: wire.MoveTailForm }) => moveTail(form),
  continue_last: () => {
    const found = last() ?? refuse('refused', 'Nothing was timed yet: there is nothing to go on with.')
    return acted('Start a timer', () => {
      if (state.timer) write(state.timer, elapsed(state.timer), null, '', state.timer.started)
      const { enrollment, activity } = found
      state.timer = { id: newId(), enrollment, activity, started: now(), note: '' }
      return deskView()
    })
  },
  answer_gap: ({ form }: { form: wire.AnswerGapForm }) => answerGap(form),
  inbox: () => kept.gaps.filter((one) => one.answer === null),
  unsettled: ({ month }: { month: string }): wire.UnsettledView[] =>
    kept.gaps
      .filter((one) => one.answer === null && one.date.startsWith(month))
      .map(({ patient, name, date, start, seconds, id }) => ({
        ...{ kind: 'gap', staff: me, patient, name, date, start, seconds },
        gap: id,
      })),
  undo: () => turn(done, undone, 'before', 'There is nothing to undo.'),
  redo: () => turn(undone, done, 'after', 'There is nothing to redo.'),
  split_entry: ({ form }: { form: wire.SplitForm }) => split(form),
  settle_overlap: ({ form }: { form: wire.OverlapForm }) => settleOverlap(form),
  day: ({ date }: { date: string | null }) => dayView(date),
  timing: () => kept.timing,
  save_timing: ({ form }: { form: wire.TimingForm }) => {
    kept.timing = { ...form }
    return null
  },
  preferences: () => kept.preferences,
  save_preferences: ({ form }: { form: wire.PreferencesForm }) => {
    kept.preferences = { ...form }
    return null
  },
}
