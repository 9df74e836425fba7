// Amounts as they are typed, and as they cross: the practice's own ones only.

import type { FeeTableView, RateForm } from '../../wire'

/** What is typed for each code; empty keeps the national amount. */
export type Draft = Record<string, { office: string; facility: string }>

const plain = (cents: number) => (cents / 100).toFixed(2)

/** The own amounts of a table as they would be typed. */
export function own(table: FeeTableView): Draft {
  const typed = (amount: number, national: number | null) =>
    table.own && national !== null && national !== amount ? plain(amount) : ''
  return Object.fromEntries(
    table.rates.map((rate) => [
      rate.code,
      {
        office: typed(rate.non_facility, rate.national_non_facility),
        facility: typed(rate.facility, rate.national_facility),
      },
    ]),
  )
}

/** "66.13", "$66.13" or "66" as cents; null when it is no amount. */
export function amount(text: string): number | null {
  const found = /^\$?\s*(\d{1,6})(?:\.(\d{2}))?$/.exec(text.trim())
  return found ? Number(found[1]) * 100 + Number(found[2] ?? 0) : null
}

/** The own amounts to send; null when one cannot be read. */
export function cents(table: FeeTableView, draft: Draft): RateForm[] | null {
  const rates: RateForm[] = []
  for (const rate of table.rates) {
    const typed = draft[rate.code]
    if (!typed || (typed.office.trim() === '' && typed.facility.trim() === '')) continue
    const [non_facility, facility] = [typed.office, typed.facility].map(amount)
    const wrong = (text: string, read?: number | null) => text.trim() !== '' && read === null
    if (wrong(typed.office, non_facility) || wrong(typed.facility, facility)) return null
    rates.push({ code: rate.code, non_facility: non_facility ?? null, facility: facility ?? null })
  }
  return rates
}
