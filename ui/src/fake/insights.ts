// The fake practice in pictures, counted from its own worklist and entries; and its first hour.

import type { Commands } from '../backend'
import { addDays } from '../text/dates'
import type * as wire from '../wire'
import { staff } from './people'
import { local, month as now, state, today } from './practice'
import { todayView } from './views'

const idOf = (name: string) => staff.find((one) => one.name === name)?.id ?? 0
const works = (day: string) => ![0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay())

function workingDays(from: string, to: string): number {
  let count = 0
  for (let day = from; day <= to; day = addDays(day, 1)) if (works(day)) count += 1
  return count
}

function forecast(rows: wire.WorkRowView[]): wire.ForecastView {
  const days_gone = workingDays(`${now}-01`, today)
  const days = workingDays(`${now}-01`, `${now}-30`)
  const codes = new Map<string, wire.CodeUnitsView>()
  for (const { bar } of rows) {
    const then = Math.floor((bar.counted_s * days) / days_gone)
    for (const tick of bar.ticks) {
      const one = codes.get(tick.code) ?? { code: tick.code, now: 0, now_cents: 0, end: 0, end_cents: 0 }
      if (tick.passed) Object.assign(one, { now: one.now + 1, now_cents: one.now_cents + tick.cents })
      if (tick.at_s <= then) Object.assign(one, { end: one.end + 1, end_cents: one.end_cents + tick.cents })
      codes.set(tick.code, one)
    }
  }
  const found = [...codes.values()].filter((one) => one.end > 0)
  return { as_of: today, days_gone, days, codes: found.sort((a, b) => a.code.localeCompare(b.code)) }
}

function work(): wire.WorkView {
  const kept = state.entries.filter((one) => !one.voided)
  const days = new Map<string, wire.StaffDayView>()
  const rounding = new Map<number, wire.RoundingView>()
  const [timed, typed] = [new Array<number>(61).fill(0), new Array<number>(61).fill(0)]
  for (const one of kept) {
    const id = idOf(one.staff)
    const day = local(one.start).date
    const sum = days.get(`${id} ${day}`) ?? { staff: id, day, seconds: 0 }
    days.set(`${id} ${day}`, { ...sum, seconds: sum.seconds + one.seconds })
    const mine = rounding.get(id) ?? { staff: id, timed: 0, timed_round: 0, typed: 0, typed_round: 0 }
    const kind = one.origin === 'timed' ? 'timed' : 'typed'
    mine[kind] += 1
    if (one.seconds % 300 === 0) mine[`${kind}_round`] += 1
    rounding.set(id, mine)
    const at = Math.min(60, Math.floor(one.seconds / 60))
    const lengths = kind === 'timed' ? timed : typed
    lengths[at] = (lengths[at] ?? 0) + 1
  }
  const written = kept.filter((one) => one.origin !== 'timed')
  const late = [0, 1, 2, 8].map((from_days, at) => {
    const some = written.filter((_, n) => n % 4 === at)
    return { from_days, entries: some.length, seconds: some.reduce((sum, one) => sum + one.seconds, 0) }
  })
  const people = [...rounding.keys()].map((id) => ({
    id,
    name: staff.find((one) => one.id === id)?.name ?? '',
  }))
  return {
    people,
    days: [...days.values()],
    timed,
    typed,
    rounding: [...rounding.values()],
    late,
    long_days: [],
  }
}

function stranded(rows: wire.WorkRowView[]): wire.StrandedView[] {
  const found = rows.flatMap((row): wire.StrandedView[] => {
    const passed = row.bar.ticks.filter((tick) => tick.passed).at(-1)?.at_s ?? 0
    const left = row.bar.counted_s - passed
    if (left <= 0) return []
    const { next } = row.bar
    const about = { patient: row.patient, enrollment: row.enrollment, name: row.name, mrn: row.mrn }
    return [
      {
        ...about,
        program: row.program,
        practitioner: row.practitioner,
        stranded_s: left,
        next_code: next?.code ?? null,
        short_s: next?.short_s ?? null,
        next_cents: next?.cents ?? null,
        blocked: row.blocked.map((one) => one.code),
      },
    ]
  })
  const far = (row: wire.StrandedView) => (row.blocked.length > 0 ? 1e9 : (row.short_s ?? 1e8))
  return found.sort((a, b) => far(a) - far(b))
}

function insightsView(month: string): wire.InsightsView {
  const rows = month === now ? todayView().rows : []
  const left = stranded(rows)
  const counted = rows.reduce((sum, row) => sum + row.bar.counted_s, 0)
  const stranded_s = left.reduce((sum, row) => sum + row.stranded_s, 0)
  const earns = rows.filter((row) => row.bar.ticks[0]?.passed)
  return {
    month,
    earning_s: counted - stranded_s,
    stranded_s,
    excluded_s: rows.reduce((sum, row) => sum + row.bar.excluded_s, 0),
    funnel: {
      enrolled: rows.length,
      touched: rows.filter((row) => row.bar.counted_s + row.bar.excluded_s > 0).length,
      threshold: earns.length,
      signed: 0,
      exported: state.exports.length > 0 ? earns.filter((row) => row.blocked.length === 0).length : 0,
    },
    forecast: month === now ? forecast(rows) : null,
    stranded: left,
    work:
      state.access === 'biller'
        ? null
        : month === now
          ? work()
          : { people: [], days: [], timed: [], typed: [], rounding: [], late: [], long_days: [] },
  }
}

/** Each step is done when what it is about exists. */
function steps(): wire.StepView[] {
  const done = {
    practice: state.practice !== '',
    staff: staff.some((one) => one.practitioner),
    patients: state.patients.length > 0,
    enrollment: state.enrollments.some((one) => one.consent_given !== null),
    timer: state.entries.some((one) => one.origin === 'timed'),
    statement: state.entries.length > 0,
  }
  return Object.entries(done).map(([step, done]) => ({ step, done }))
}

export const insights = {
  insights: ({ month }) => insightsView(month),
  guide: steps,
} satisfies Partial<Commands>
