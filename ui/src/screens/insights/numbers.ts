// The numbers of the pictures, put in the order they are drawn and written down.

import { addDays } from '../../text/dates'
import type { InsightsView, WorkView } from '../../wire'

/** Every day of a month (`YYYY-MM`). */
export function daysOf(month: string): string[] {
  const found: string[] = []
  for (let day = `${month}-01`; day.startsWith(month); day = addDays(day, 1)) found.push(day)
  return found
}

/** Saturdays and Sundays. */
export function isWeekend(day: string): boolean {
  const [y = 0, m = 1, d = 1] = day.split('-').map(Number)
  return [0, 6].includes(new Date(Date.UTC(y, m - 1, d)).getUTCDay())
}

/** Seconds of each person on each day of the month, people by how much they logged. */
export function byPerson(work: WorkView, days: string[]) {
  const rows = work.people.map(({ id, name }) => {
    const mine = new Map(work.days.filter((one) => one.staff === id).map((one) => [one.day, one.seconds]))
    const values = days.map((day) => mine.get(day) ?? 0)
    return { id, name, values, sum: values.reduce((a, b) => a + b, 0) }
  })
  return rows.sort((a, b) => b.sum - a.sum || a.name.localeCompare(b.name))
}

/** All logged seconds. */
export const logged = (view: InsightsView) => view.earning_s + view.stranded_s + view.excluded_s

/** The steps of the funnel. */
export function steps({ funnel }: InsightsView) {
  const all = [
    ['enrolled', funnel.enrolled],
    ['touched', funnel.touched],
    ['threshold', funnel.threshold],
    ['signed', funnel.signed],
    ['exported', funnel.exported],
  ] as const
  return all.map(([step, count]) => ({ step, count }))
}
