// What a line of transitional care rests on, for whoever signs it: contact, visit, decision making, medications.

import { levels } from '../../forms/words'
import { day, fullDate } from '../../text/dates'
import type { EpisodeView } from '../../wire'

/** "discharged Nov 6, reached Nov 9, visit Nov 12, high decision making, medications Nov 12" */
export function basis({ form, contacts }: Pick<EpisodeView, 'form' | 'contacts'>): string {
  const logged = contacts.filter((one) => one.voided === null && !one.scheduling_only)
  const reached = logged.find((one) => one.reached)
  const level = levels.find((one) => one.value === form.mdm)?.label.toLowerCase()
  return [
    `discharged ${fullDate(form.discharge_date)}`,
    reached ? `reached ${day(reached.local.slice(0, 10))}` : `${logged.length} attempts`,
    form.visit_date ? `visit ${day(form.visit_date)}` : 'no visit',
    form.mdm && level ? `${level} decision making` : 'decision making not recorded',
    form.med_rec ? `medications reconciled ${day(form.med_rec)}` : 'medications not reconciled',
  ].join(', ')
}
