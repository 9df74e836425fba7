// What Insights says.

import { dollars } from '../../text/money'
import { minutes } from '../../text/time'

const share = (part: number, whole: number) => (whole > 0 ? `${Math.round((part / whole) * 100)} %` : '0 %')

export { share }

/** Hours and minutes of long sums: "13 h 32 min". */
export function hours(seconds: number): string {
  const whole = Math.floor(Math.max(0, seconds) / 60)
  const h = Math.floor(whole / 60)
  return h > 0 ? `${h} h ${whole % 60} min` : `${whole} min`
}

export const words = {
  title: 'Insights',
  reading: 'Reading the month',
  again: 'Try again',
  estimates: 'Dollars are estimates. Everything is counted from the statements and entries of the month.',
  emptyTitle: (month: string) => `No time in ${month} yet.`,
  emptyText: 'Once a timer has run, its minutes, what they earn and what is missing are drawn here.',
  toToday: 'Go to Today',
  print: 'Print',
  biller: 'Pictures of single people and entries are shown to those who see patients.',
  keys: { earlier: 'Month before', later: 'Month after', months: 'month', print: 'print' },
}

export const daysText = {
  title: 'Minutes per day and staff member',
  caption:
    'Logged time of each day, counted or not, all rows to the same scale. Hatched days are weekends and holidays.',
  total: (seconds: number) => `${hours(seconds)} this month`,
  top: (count: number) => `${count} min`,
  columns: { day: 'Day', all: 'All' },
  label: (people: number, seconds: number) =>
    `Minutes per day of ${people} ${people === 1 ? 'person' : 'people'}, ${hours(seconds)} in all.`,
}

export const shareText = {
  title: 'What became of the time',
  caption:
    'Earning: up to the last threshold that was passed. Stranded: counted, and past it or before the first. Excluded: does not count; each entry says why.',
  rows: { earning: 'Earning', stranded: 'Stranded', excluded: 'Excluded' },
  columns: ['Share', 'Time', 'Of all'],
  all: 'All',
  label: (earning: string, stranded: string, excluded: string) =>
    `${earning} of the time earns, ${stranded} is stranded, ${excluded} is excluded.`,
}

export const funnelText = {
  title: 'From enrolled to exported',
  caption: 'Enrollments that run in the month, and how far they came. TCM is not among them.',
  rows: {
    enrolled: 'Enrolled',
    touched: 'Touched',
    threshold: 'Threshold',
    signed: 'Signed',
    exported: 'Exported',
  },
  means: {
    enrolled: 'run in the month',
    touched: 'have time',
    threshold: 'earn a line',
    signed: 'and are signed',
    exported: 'are in an export',
  },
  columns: ['Step', 'Enrollments', 'Of enrolled'],
  label: (enrolled: number, threshold: number, exported: number) =>
    `Of ${enrolled} enrollments ${threshold} earn a line and ${exported} are exported.`,
}

export const forecastText = {
  title: 'By the end of the month, an estimate',
  says: (now: number, end: number, day: string) =>
    `At the present pace: ${dollars(end)} by ${day}; ${dollars(now)} is earned now.`,
  how: (gone: number, days: number) =>
    `Each patient's counted time so far, divided by the ${gone} working ${gone === 1 ? 'day' : 'days'} so far, today among them, and multiplied by the ${days} of the month, against the same thresholds. Who has no time yet stays without; documents that are missing are not looked at. TCM, planning talks and plans are not in it.`,
  row: (now: number, end: number, cents: number) =>
    end === now ? `${now} · ${dollars(cents)}` : `${now} now, ${end} then · ${dollars(cents)}`,
  columns: ['Code', 'Units now', 'Dollars now', 'Units then', 'Dollars then'],
  all: 'All',
  over: 'The month is over: what it came to stands in Claims.',
  none: 'Nothing is earned at the present pace.',
}

export const auditText = {
  title: 'How the time was recorded',
  caption:
    'Real calls end at odd seconds. Columns that stand out at 10, 15, 20 or 30 minutes mean that lengths were rounded or guessed, and an auditor sees that first.',
  kinds: ['measured', 'typed'] as [string, string],
  axis: 'length in whole minutes; the last is an hour or more',
  lengths: ['Length', 'Measured', 'Typed'],
  more: '60 or more',
  label: (round: string) => `Lengths of entries. ${round} of the typed ones are whole fives of minutes.`,
  rounding: 'Round lengths by person',
  roundingAbout:
    'Entries whose length is a whole five of minutes, to the second. Honest whole minutes come to about 20 %; a timer to almost none.',
  roundingColumns: ['Person', 'Typed', 'Round', 'Share', 'Measured', 'Round'],
  late: 'Typed long after the work',
  lateAbout: 'Typed entries by when they were first written. Corrections do not count as late.',
  lateRows: { 0: 'Same day', 1: 'Next day', 2: 'Within a week', 8: 'Later' } as Record<number, string>,
  lateColumns: ['Written', 'Entries', 'Time'],
  lateRow: (entries: number, seconds: number) =>
    `${entries} ${entries === 1 ? 'entry' : 'entries'}, ${minutes(seconds)}`,
  lateLabel: (entries: number) => `${entries} typed entries were written more than a week after the work.`,
  long: 'Days of more than ten hours',
  longNone: 'Nobody logged more than ten hours on one day.',
  longAbout: 'Of one person, all patients together. Ten hours is our own mark: a working day and two hours.',
  longColumns: ['Person', 'Day', 'Logged'],
}

export const strandedText = {
  title: 'What is missing where',
  about:
    'Counted time that earns nothing yet. First those whom minutes alone bring to the next code, the nearest first; then those where something else is missing.',
  columns: { patient: 'Patient', stranded: 'Stranded', missing: 'What is missing', worth: 'Worth' },
  toCode: (short: string, code: string) => `${short} to ${code}`,
  past: 'Past the last unit that is paid',
  more: (n: number) => `Show ${n} more`,
  sum: (n: number, seconds: number) => `${hours(seconds)} at ${n} ${n === 1 ? 'enrollment' : 'enrollments'}`,
  none: 'No time is stranded.',
}
