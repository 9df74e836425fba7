// What is said of planning talks, cancer treatment plans, and what the practice bills by other means.

import { day, monthName } from '../../text/dates'
import { minutes, spoken, wallTime } from '../../text/time'
import type { OwnServiceView, PlanView, TalkDayView, TalkView } from '../../wire'

export const services = {
  title: 'Other services',
  talk: 'Log a talk',
  plan: 'Log a plan',
  service: 'Note a service',
  empty: (month: string) => `None in ${monthName(month)}.`,
  emptyText:
    'An advance care planning talk of 16 minutes or more earns 99497. A cancer treatment plan earns S0353 or S0354 where the payer takes them. A visit or remote monitoring that the practice bills by other means is noted here, too: it decides what else is paid.',
  void: 'Void',
  voidOf: (what: string) => `Void: ${what}`,
  voided: (why: string) => `voided: ${why}`,
  nothing: 'earns nothing',
  held: 'held',
  billedOtherwise: 'billed by other means',
  counted: (seconds: number) => `${minutes(seconds)} counted`,
  noMinutes: 'no minutes',
  kinds: { initial: 'First plan', change: 'Changed plan' } as Record<string, string>,
}

export const talking = {
  title: 'Log an advance care planning talk',
  about: (name: string) =>
    `A talk of a practitioner with ${name}, the family or a surrogate about what care is wanted later. Talks of one day are counted together; their minutes count for no program.`,
  practitioner: 'Led by',
  choose: 'Choose a practitioner',
  date: 'Day',
  start: 'Start',
  startHelp: 'Empty when the length says from when to when',
  length: 'Length, or from when to when',
  lengthHelp: '16 to 45 minutes earn 99497, 46 to 75 also 99498',
  diagnoses: 'Diagnoses of the claim (ICD-10)',
  diagnosesHelp: 'The main one first, such as Z71.89 C34.90. Empty: not known yet.',
  wellness: 'Wellness visit of the same day',
  wellnessHelp: 'Then the talk carries modifier 33: the patient pays nothing.',
  visits: [
    { value: '', label: 'None' },
    { value: 'G0438', label: 'G0438 - the first one' },
    { value: 'G0439', label: 'G0439 - a later one' },
  ],
  save: 'Log the talk',
  said: (date: string) => `The talk of ${day(date)} was logged.`,
}

export const planning = {
  title: 'Log a cancer treatment plan',
  about: (name: string) =>
    `The plan of a treatment for ${name}, on the day it was made. Each cancer has one first plan; a change of the regimen on a later day is logged as changed.`,
  practitioner: 'Made by',
  choose: 'Choose a practitioner',
  kind: 'What happened',
  choices: [
    { value: 'initial', label: 'The plan was first made (S0353)' },
    { value: 'change', label: 'The regimen was changed (S0354)' },
  ],
  date: 'Day',
  cancer: 'ICD-10 code of the cancer',
  cancerHelp: 'Such as C50.911. It goes with the claim as its diagnosis.',
  save: 'Log the plan',
  said: (date: string) => `The plan of ${day(date)} was logged.`,
}

export const noting = {
  title: 'Note another service of the practice',
  about: (name: string) =>
    `What this practice bills for ${name} outside of Caretally: a visit, remote monitoring, dialysis. It makes no claim line here; it decides what else is paid.`,
  code: 'Code',
  codeHelp: 'Such as 99214, G0439 or 99457',
  date: 'Date of service',
  staff: 'By',
  nobody: 'Nobody named',
  byTime: 'Its level was chosen by time',
  minutesHead: 'Its minutes',
  minutesHelp: 'Where it was timed, such as 99457: those minutes count for nothing else.',
  start: 'Start',
  length: 'Length',
  lengthHelp: 'Empty where it has none',
  save: 'Note it',
  said: (code: string) => `${code} was noted.`,
}

export const voidingService = {
  titles: {
    talk: 'Void the talk',
    plan: 'Void the plan',
    service: 'Void the note',
  },
  about: 'It no longer counts. It stays readable, with the reason.',
  reason: 'Why is it voided?',
  said: { talk: 'The talk was voided.', plan: 'The plan was voided.', service: 'The note was voided.' },
}

/** "9:40 AM, 16 minutes" */
export const talkLine = (talk: TalkView) => `${wallTime(talk.start.slice(0, 5))}, ${spoken(talk.seconds)}`

/** "Talk of Wed, Nov 18, 9:40 AM, 16 minutes" */
export const talkSays = (one: TalkDayView, talk: TalkView) => `Talk of ${day(one.date)}, ${talkLine(talk)}`

/** "First plan of Wed, Nov 18, C50.911" */
export const planSays = (one: PlanView) =>
  `${services.kinds[one.kind] ?? one.kind} of ${day(one.date)}, ${one.cancer}`

/** "99457 of Wed, Nov 18" */
export const serviceSays = (one: OwnServiceView) => `${one.code} of ${day(one.date)}`
