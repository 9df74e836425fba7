// The deadlines of the board by day: what is shown in the calendar of the next 30 days.

import type { BoardRowView } from '../../wire'

/** A deadline on a day. */
export interface Entry {
  key: string
  patient: number
  name: string
  what: string
  /** How it is drawn: a limit after which something is lost, or a mere date. */
  tone: 'limit' | 'end'
}

const nextOf: Record<string, string> = {
  contact: 'contact',
  visit: 'visit',
  med_rec: 'medications',
  mdm: 'decision making',
}

/** The deadlines that still matter, by day. Dates come from the rules; what is owed since a day gone by is shown today. */
export function deadlines(rows: BoardRowView[], today: string): Map<string, Entry[]> {
  const days = new Map<string, Entry[]>()
  const put = (row: BoardRowView, date: string, what: string, tone: Entry['tone']) => {
    const list = days.get(date) ?? []
    list.push({ key: `${row.episode.id}-${what}`, patient: row.patient, name: row.name, what, tone })
    days.set(date, list)
  }
  const add = (row: BoardRowView, date: string, what: string, tone: Entry['tone']) => {
    if (date >= today) put(row, date, what, tone)
  }
  for (const row of rows) {
    const { episode } = row
    if (row.state === 'open' && !episode.contact_met) {
      if (episode.contact_safe !== episode.contact_due)
        add(row, episode.contact_safe, 'contact, safe', 'limit')
      add(row, episode.contact_due, 'contact', 'limit')
    }
    if (row.state === 'open' && !episode.form.visit_date) {
      if (episode.code_reachable === '99496') add(row, episode.visit_due_7, 'visit, day 7', 'limit')
      add(row, episode.visit_due_14, 'visit, day 14', 'limit')
    }
    if (row.state === 'open' || row.state === 'complete') add(row, episode.period_end, 'day 30', 'end')
    // What is next and late is owed today; medications and decision making have no other line here.
    if (row.step && row.due) {
      // A contact is late after its last day, not after the safe one.
      const late = (row.step === 'contact' ? episode.contact_due : row.due) < today
      const own = row.step === 'med_rec' || row.step === 'mdm'
      if (late) put(row, today, `late: ${nextOf[row.step] ?? row.step}`, 'limit')
      else if (own) put(row, row.due, nextOf[row.step] ?? row.step, 'limit')
    }
  }
  return days
}
