// What the patient screen reads out of a month: heads, checklists, sums and ways of billing, in words. It decides nothing.

import { day, fullDate, usDate } from '../../text/dates'
import { payer } from '../../text/payer'
import { program, track } from '../../text/program'
import { reason, reasonLine } from '../../text/reasons'
import { minutes, wallTime, words } from '../../text/time'
import type {
  BarView,
  CheckView,
  EnrollmentForm,
  EntryView,
  LineView,
  MeView,
  PatientView,
  ReasonView,
  TrackView,
} from '../../wire'
import { levels, visitKinds } from '../../forms/words'
import { consentTopics } from './forms'
import { enrollment, page, time } from './words'

/** "F 81 · born 03/14/1945 · MRN 40-2217 · Medicare · CCM · Dr. Aldous Penhallow" */
export function headLine(view: PatientView): string {
  const { patient } = view
  const who = [...new Set(running(view).map((one) => one.practitioner))]
  const programs = [...new Set(running(view).map((one) => program(one.form.program)))]
  return [
    `${patient.sex} ${patient.age}`.trim(),
    page.born(usDate(patient.birth_date)),
    page.mrn(patient.mrn),
    payer(view.payer),
    ...(programs.length > 0 ? [programs.join(', ')] : []),
    ...who,
    ...(view.call_window ? [page.bestTime(view.call_window)] : []),
    ...(view.died ? [page.died(fullDate(view.died.slice(0, 10)))] : []),
  ].join(' · ')
}

/** Enrollments of the month shown. */
export const running = (view: PatientView) => view.enrollments.filter((one) => one.in_month)

/** The consent of an enrollment as a tag. */
export function consentTag(form: EnrollmentForm): { tone: 'earned' | 'hold' | 'refused'; text: string } {
  if (form.consent_revoked)
    return { tone: 'refused', text: page.consentEnded(fullDate(form.consent_revoked.slice(0, 10))) }
  if (!form.consent_given) return { tone: 'hold', text: page.noConsent }
  const date = fullDate(form.consent_given.slice(0, 10))
  return { tone: 'earned', text: page.consent(form.consent_mode, date) }
}

/** The consents of the month's enrollments, each once; with several programs each says which. */
export function consentTags(view: PatientView): ReturnType<typeof consentTag>[] {
  const several = new Set(running(view).map((one) => one.form.program)).size > 1
  const tags = running(view).map(({ form }) => {
    const tag = consentTag(form)
    return several ? { ...tag, text: `${program(form.program)}: ${tag.text}` } : tag
  })
  return tags.filter((tag, n) => tags.findIndex((other) => other.text === tag.text) === n)
}

/** What a screen reader says of the big bar. */
export function barWords(bar: BarView): string {
  const next = bar.next ? `; ${words(bar.next.short_s)} to ${bar.next.code}` : ''
  return page.barLabel(minutes(bar.counted_s), next)
}

const items: Record<string, [string, string]> = {
  consent: ['Consent', 'consent_given'],
  initiating_visit: ['Initiating visit', 'visit_date'],
  conditions: ['Conditions', 'conditions.0'],
  care_plan: ['Care plan', 'plan_established'],
  plan_copy: ['Copy of the care plan', 'plan_copy_given'],
  mdm: ['Decision making of the month', 'mdm'],
  lead: ['Designated team member', 'lead'],
  attested: ['Practice attestations', 'attested'],
  supervisor: ['Supervising practitioner', 'supervisor'],
}

const rules: Record<string, string> = {
  consent:
    'The patient agreed, verbally or in writing, before the first counted minute: cost sharing, one practitioner a month, and the right to stop were explained.',
  initiating_visit:
    'A visit within the year before the program began, or one at which care management was discussed.',
  conditions: 'Conditions that are expected to last and carry a risk: two for CCM, one for PCM.',
  care_plan: 'A plan is on record on or before the date of service.',
  plan_copy: 'The patient or caregiver has a copy of the plan before the claim is sent.',
  mdm: 'Moderate or high decision making by the billing practitioner in this month.',
  lead: 'The patient has somebody of the care team to turn to. No claim waits for the name.',
  attested:
    'The practice has 24/7 access, a designated team member, timely appointments and certified records.',
  supervisor: 'Clinical staff work under the general supervision of a named practitioner.',
}

/** What the rule behind an item asks for, in words. */
export const itemRule = (item: string) => rules[item] ?? ''

/** "Consent" */
export const itemName = (item: string) => items[item]?.[0] ?? item
/** The field of the enrollment form that solves an item. */
export const itemField = (item: string) => items[item]?.[1] ?? 'program'

const slugs: Record<string, string> = Object.fromEntries(
  [...visitKinds, ...levels]
    .filter((one) => one.value)
    .map((one) => [one.value, one.label])
    .concat([
      ['verbal', 'Verbal'],
      ['written', 'Written'],
    ]),
)

/** "all explained", "not on record: the right to stop at any time" */
function explained(topics: string[]): string {
  const missing = consentTopics
    .filter(([slug]) => !topics.includes(slug))
    .map(([, label]) => label.toLowerCase())
  if (missing.length === 0) return 'all four topics explained'
  return missing.length === consentTopics.length
    ? 'what was explained is not on record'
    : `explanation not on record: ${missing.join(', ')}`
}

/** "I50.22, lifelong", "E11.9, 12 months" */
const conditionWords = (one: EnrollmentForm['conditions'][number]) => {
  const months = one.expected_months === null ? 'lifelong' : `${one.expected_months} months`
  return `${one.icd10 ?? one.label} (${months}${one.high_risk ? ', high risk' : ''})`
}

/** "Verbal, Jun 3, 2025, Tamsin Reyes-Holt" */
export function itemFacts(check: CheckView, form: EnrollmentForm): string {
  if (check.item === 'conditions') return form.conditions.map(conditionWords).join(', ')
  const facts = check.facts.map((fact) => slugs[fact] ?? fact)
  if (check.item === 'consent' && form.consent_given) facts.push(explained(form.consent_topics))
  const date = check.date ? [fullDate(check.date)] : []
  return [...facts.slice(0, 1), ...date, ...facts.slice(1)].join(', ')
}

/** What stands in the way of a claim. */
export const toSolve = (checks: CheckView[]) => checks.filter((check) => check.reasons.length > 0).length

/** Nothing waits for it, and still it is worth recording. */
export const isAdvice = (check: CheckView) => !check.done && check.reasons.length === 0

/** Reasons of the month that no item of the checklist shows. */
export function otherReasons(checks: CheckView[], reasons: ReasonView[]): ReasonView[] {
  const shown = new Set(checks.flatMap((check) => check.reasons.map((one) => one.code)))
  return reasons.filter((one) => !shown.has(one.code))
}

/** "99490 + 99439 x2" */
export function codes(lines: LineView[]): string {
  const units = new Map<string, number>()
  for (const line of lines) units.set(line.code, (units.get(line.code) ?? 0) + line.units)
  return [...units].map(([code, n]) => (n > 1 ? `${code} x${n}` : code)).join(' + ')
}

/** The chosen way while the timer runs on it: the distance is the live one of the bar. */
export function liveWay(way: TrackView, bar: BarView | null): TrackView {
  if (!bar || !way.chosen) return way
  return { ...way, refusals: way.refusals.filter((one) => one.code !== 'R-TIME-SHORT'), next: bar.next }
}

/** What a way of billing is, and why it earns no more: its head and its second line. */
export function trackWords(way: TrackView): { head: string; text: string } {
  const head = codes(way.lines) || (way.next?.code ?? enrollment.nothing)
  const why = way.refusals.map(reasonLine)
  // What is missing to the next unit is said once.
  const told = way.refusals.some((one) => one.code === 'R-TIME-SHORT')
  const next = way.next && !told ? [`${words(way.next.short_s)} to ${way.next.code}`] : []
  const less = !way.chosen && way.lines.length > 0 && why.length === 0 ? [enrollment.less] : []
  return { head, text: [track(way.track), ...next, ...why, ...less].join('; ') }
}

const add = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0)

/** Seconds that do not count; without a reason they count only in another way of billing. */
export interface Uncounted {
  seconds: number
  reason: ReasonView | null
}

/** One entry of an explanation. */
export interface Part {
  entry: EntryView
  counted_s: number
  excluded_s: number
  excluded: Uncounted[]
}

/** An entry's uncounted seconds by reason: together with the counted ones exactly its length. */
function uncounted(entry: EntryView): Uncounted[] {
  let left = Math.max(0, entry.seconds - entry.counted_s)
  const parts: Uncounted[] = []
  for (const reason of entry.excluded) {
    const seconds = Math.min(left, reason.seconds ?? left)
    if (seconds > 0) parts.push({ seconds, reason })
    left -= seconds
  }
  return left > 0 ? [...parts, { seconds: left, reason: null }] : parts
}

/** Every entry of an enrollment, oldest first, with what counts and what does not. */
export function partsOf(entries: EntryView[], enrollment: number): Part[] {
  return entries
    .filter((entry) => entry.enrollment === enrollment)
    .toSorted((a, b) => a.started_at.localeCompare(b.started_at))
    .map((entry) => ({
      entry,
      counted_s: entry.counted_s,
      excluded_s: Math.max(0, entry.seconds - entry.counted_s),
      excluded: uncounted(entry),
    }))
}

/** What the parts add up to. */
export function sums(parts: Part[]): { counted_s: number; excluded_s: number } {
  return {
    counted_s: add(parts.map((part) => part.counted_s)),
    excluded_s: add(parts.map((part) => part.excluded_s)),
  }
}

/** True when no second of an entry counts: its length is struck through. */
export const struck = (entry: EntryView) => entry.counted_s === 0 && entry.seconds > 0

/** "Today 2:05 PM" or "Nov 18, 2:05 PM" */
export function whenOf(entry: EntryView, today: string): string {
  const date = entry.date === today ? time.today : `${day(entry.date)},`
  return `${date} ${wallTime(entry.start.slice(0, 5))}`
}

/** A narrow column may break before a time, never inside it. */
export const whole = (when: string) => when.replace(/ (AM|PM)$/, '\u00a0$1')

/** Billers and auditors read here. Rust decides; this only hides what it would refuse. */
export const mayChange = (me: MeView | null) => me?.can.includes('track') ?? false

/** "Prior authorization is not countable" for each reason of an entry. */
export const whyNot = (entry: EntryView) => entry.excluded.map((one) => reason(one.code).says)

/** Seconds between two wall times; an end that is not after the start is on the next day. */
export function between(start: string, end: string): number | null {
  const at = (time: string) => {
    const [h, m, s = 0] = time.split(':').map(Number)
    return h === undefined || m === undefined || Number.isNaN(h) || Number.isNaN(m)
      ? null
      : h * 3600 + m * 60 + s
  }
  const [from, to] = [at(start), at(end)]
  if (from === null || to === null) return null
  return to > from ? to - from : to + 86_400 - from
}

/** "CCM" or, beside others, "CCM, Dr. Aldous Penhallow" */
export const enrollmentName = (form: EnrollmentForm, practitioner: string) =>
  `${program(form.program)}, ${practitioner}`
