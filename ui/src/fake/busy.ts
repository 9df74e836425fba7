// A day with work on it, for the tape: `?day` fills the morning, with an overlap and something set aside; `?forgotten` lets the timer run on.

import { atLocal, newId, state, today, type Entry } from './practice'

const me = 'Tamsin Reyes-Holt'
const asked = new URLSearchParams(window.location.search)

function entry(enrollment: number, from: string, minutes: number, activity: string, origin = 'timed'): Entry {
  const fixed = {
    versions: [],
    reason: null,
    changed_by: null,
    voided: false,
    part_of_visit: false,
    note: '',
  }
  const start = atLocal(today, from)
  return { ...fixed, id: newId(), enrollment, staff: me, start, seconds: minutes * 60, activity, origin }
}

/** A morning's entries; the second and third overlap by five minutes. */
export const morning = (): Entry[] => [
  entry(3, '08:12', 14, 'call_patient'),
  entry(6, '08:40', 25, 'medication_review'),
  entry(7, '09:00', 12, 'call_caregiver', 'typed'),
  entry(2, '09:30', 22, 'care_plan_work'),
  entry(10, '10:02', 4, 'voicemail'),
]

if (asked.has('day')) state.entries.push(...morning())
if (asked.has('forgotten') && state.timer) state.timer.started -= 40 * 60_000
