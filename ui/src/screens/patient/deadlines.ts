// The clocks of a discharge as lines with a date, and how near each is. The dates come from the rules.

import { fullDate, daysBetween, weekday } from '../../text/dates'
import type { EpisodeView } from '../../wire'
import { levels } from '../../forms/words'
import { tcm } from './words'

export type Nearness = 'done' | 'overdue' | 'due' | 'open'

/** One clock of a discharge. */
export interface Deadline {
  name: string
  text: string
  nearness: Nearness
}

const near = (today: string, due: string): Nearness => {
  const left = daysBetween(today, due)
  return left < 0 ? 'overdue' : left <= 1 ? 'due' : 'open'
}

/** All clocks of a discharge, in the order they run out. */
export function deadlines(episode: EpisodeView, today: string): Deadline[] {
  return [contact(episode, today), ...visits(episode, today), review(episode), level(episode), last(episode)]
}

function contact(one: EpisodeView, today: string): Deadline {
  if (one.contact_met) return { name: tcm.contact, text: tcm.contactMet, nearness: 'done' }
  const text =
    one.contact_safe === one.contact_due
      ? tcm.contactBy(weekday(one.contact_due))
      : `${tcm.safe(weekday(one.contact_safe))}, ${tcm.latest(weekday(one.contact_due))}`
  return { name: tcm.contact, text, nearness: near(today, one.contact_due) }
}

function visits(one: EpisodeView, today: string): Deadline[] {
  const { visit_date, discharge_date } = one.form
  if (visit_date) {
    const text = tcm.visitDone(weekday(visit_date), daysBetween(discharge_date, visit_date))
    return [{ name: 'Visit', text, nearness: 'done' }]
  }
  const by = (name: string, date: string) => ({
    name,
    text: tcm.contactBy(weekday(date)),
    nearness: near(today, date),
  })
  return [by(tcm.visit7, one.visit_due_7), by(tcm.visit14, one.visit_due_14)]
}

function review({ form }: EpisodeView): Deadline {
  return form.med_rec
    ? { name: tcm.medRec, text: fullDate(form.med_rec), nearness: 'done' }
    : { name: tcm.medRec, text: tcm.medRecOpen, nearness: 'open' }
}

function level({ form }: EpisodeView): Deadline {
  const known = levels.find((one) => one.value && one.value === form.mdm)
  return { name: tcm.mdm, text: known?.label ?? tcm.mdmOpen, nearness: known ? 'done' : 'open' }
}

const last = (one: EpisodeView): Deadline => ({
  name: tcm.day30,
  text: weekday(one.period_end),
  nearness: 'open',
})
