// Filters and sums over the claim lines of a month. What is ready, held or refused was decided before.

import type { ClaimRowView, ClaimStatusView } from '../../wire'

/** What is shown; an empty string is everything. */
export interface Filter {
  status: ClaimStatusView | ''
  payer: string
  practitioner: string
}

/** How many lines, and their dollars. */
export interface Sum {
  count: number
  cents: number
}

/** The statuses in the order of the buttons, everything first. */
export const statuses: (ClaimStatusView | '')[] = ['', 'changed', 'ready', 'held', 'refused', 'exported']

const fits = (row: ClaimRowView, filter: Filter) =>
  (filter.payer === '' || row.payer === filter.payer) &&
  (filter.practitioner === '' || row.practitioner === filter.practitioner)

/** The lines a filter shows. */
export function shown(rows: ClaimRowView[], filter: Filter): ClaimRowView[] {
  return rows.filter((row) => fits(row, filter) && (filter.status === '' || row.status === filter.status))
}

/** Counts and sums by status of the lines that payer and practitioner let through. */
export function sums(rows: ClaimRowView[], filter: Filter): Record<ClaimStatusView | '', Sum> {
  const all = { '': zero(), changed: zero(), ready: zero(), held: zero(), refused: zero(), exported: zero() }
  for (const row of rows.filter((one) => fits(one, filter))) {
    for (const sum of [all[''], all[row.status]]) {
      sum.count += 1
      sum.cents += row.line?.amount_cents ?? 0
    }
  }
  return all
}

const zero = (): Sum => ({ count: 0, cents: 0 })

/** The different values of a column, in alphabetical order. */
export function values(rows: ClaimRowView[], of: (row: ClaimRowView) => string): string[] {
  return [...new Set(rows.map(of))].sort((a, b) => a.localeCompare(b))
}

/** A line with what tells it apart from the others, also after the month was read again. */
export interface KeyedRow {
  key: string
  row: ClaimRowView
}

/** The lines with their keys; the same code on the same day is told apart by its turn. */
export function keyed(rows: ClaimRowView[]): KeyedRow[] {
  const turns = new Map<string, number>()
  return rows.map((row) => {
    const same = [row.account, row.line?.code ?? row.sent?.code ?? '', row.turn].join(' ')
    const turn = (turns.get(same) ?? 0) + 1
    turns.set(same, turn)
    return { key: `${same} ${turn}`, row }
  })
}
