// Planning talks, cancer treatment plans and other services of the fake practice. The real judgement is in Rust.

import type { Commands } from '../backend'
import { understood } from '../text/typed'
import type * as wire from '../wire'
import { staff } from './people'
import { newId, state } from './practice'
import { refuse } from './refuse'

/** What was logged, with the patient of each. */
export type FakeService = { id: number; patient: number; date: string; voided: string | null } & (
  | { what: 'talk'; practitioner: number; start: string; seconds: number; wellness: string }
  | { what: 'plan'; practitioner: number; kind: string; cancer: string }
  | { what: 'service'; code: string; staff: number | null; seconds: number | null }
)
type Talk = Extract<FakeService, { what: 'talk' }>

const nameOf = (id: number | null) => staff.find((one) => one.id === id)?.name ?? ''
const cents: Record<string, number> = { '99497': 8684, '99498': 7816 }

/** 16 minutes earn the base, each thirty from 46 on an add-on. */
function talkLines(seconds: number, date: string, wellness: boolean): wire.LineView[] {
  const minutes = Math.floor(seconds / 60)
  const addOns = minutes < 46 ? 0 : Math.floor((minutes - 46) / 30) + 1
  const units = [
    ['99497', minutes < 16 ? 0 : 1],
    ['99498', addOns],
  ] as const
  return units
    .filter(([, count]) => count > 0)
    .map(([code, count]) => ({
      code,
      units: count,
      dos: date,
      dos_to: null,
      modifiers: wellness ? ['33'] : [],
      amount_cents: (cents[code] ?? 0) * count,
      entries: [],
    }))
}

const refusal = (code: string): wire.ReasonView => ({ code, kind: 'refusal', about: null, seconds: null })

function talkDay(talks: Talk[]): wire.TalkDayView {
  const { date = '', practitioner = 0 } = talks[0] ?? {}
  const standing = talks.filter((one) => one.voided === null)
  const counted_s = standing.reduce((sum, one) => sum + one.seconds, 0)
  const lines = talkLines(
    counted_s,
    date,
    standing.some((one) => one.wellness),
  )
  return {
    date,
    practitioner: nameOf(practitioner),
    counted_s,
    talks: talks.map(({ id, start, seconds, voided }) => ({ id, start, seconds, voided })),
    lines,
    reasons: lines.length > 0 || standing.length === 0 ? [] : [refusal('R-TIME-SHORT')],
  }
}

/** What a patient has besides timed work, as a month shows it. */
export function servicesView(patient: number, month: string): wire.ServicesView {
  const mine = state.services.filter((one) => one.patient === patient).reverse()
  const days = new Map<string, Talk[]>()
  for (const one of mine) {
    if (one.what !== 'talk' || !one.date.startsWith(month)) continue
    const key = `${one.date} ${one.practitioner}`
    days.set(key, [one, ...(days.get(key) ?? [])])
  }
  return {
    talk_days: [...days.values()].map(talkDay),
    plans: mine.flatMap((one) =>
      one.what === 'plan'
        ? [
            {
              ...one,
              practitioner: nameOf(one.practitioner),
              line: null,
              reasons: one.voided === null ? [refusal('R-STATUS-I')] : [],
            },
          ]
        : [],
    ),
    own: mine.flatMap((one) =>
      one.what === 'service' && one.date.startsWith(month) ? [{ ...one, staff: nameOf(one.staff) }] : [],
    ),
  }
}

function keep(service: FakeService): number {
  state.services.push(service)
  return service.id
}

function voidIt({ id, reason }: wire.VoidServiceForm): null {
  if (!reason.trim()) refuse('refused', 'Say why: the original stays readable beside the change.', 'reason')
  const found = state.services.find((one) => one.id === id)
  Object.assign(found ?? refuse('not_found', 'This is not here.'), { voided: reason })
  return null
}

type Mine = 'log_talk' | 'void_talk' | 'log_plan' | 'void_plan' | 'note_service' | 'void_service'

/** The commands about them. */
export const services: Pick<Commands, Mine> = {
  log_talk: ({ form }) => {
    if (!form.practitioner) refuse('refused', 'Choose a practitioner.', 'practitioner')
    const typed = understood(form.length) ?? refuse('refused', 'This is not a length of time.', 'length')
    const { patient, practitioner, date, wellness } = form
    const start = `${form.start}:00`.slice(0, 8)
    const talk = { id: newId(), patient, practitioner, date, start, seconds: typed.seconds, wellness }
    return keep({ ...talk, what: 'talk', voided: null })
  },
  void_talk: ({ form }) => voidIt(form),
  log_plan: ({ form }) => {
    if (!form.practitioner) refuse('refused', 'Choose a practitioner.', 'practitioner')
    if (!/^[A-Z]\d/i.test(form.cancer))
      refuse('refused', 'This is not written as an ICD-10 code, such as C50.911.', 'cancer')
    return keep({ ...form, cancer: form.cancer.toUpperCase(), id: newId(), what: 'plan', voided: null })
  },
  void_plan: ({ form }) => voidIt(form),
  note_service: ({ form }) => {
    if (form.code.trim().length !== 5) refuse('refused', 'This is not a billing code.', 'code')
    const { patient, date, staff } = form
    const seconds = understood(form.length)?.seconds ?? null
    const code = form.code.trim().toUpperCase()
    return keep({ id: newId(), patient, date, staff, code, seconds, what: 'service', voided: null })
  },
  void_service: ({ form }) => voidIt(form),
}
