// Which patients of a month are listed, and which of them need to be in the page.

import type { ReviewRowView, StandingView } from '../../wire'

/** What is listed: everybody, who is left to sign, who is flagged, who was given back, who is signed. */
export type Show = 'all' | 'left' | 'flagged' | 'returned' | 'signed'

const waits: StandingView[] = ['open', 'changed', 'corrected']

const fits: Record<Show, (row: ReviewRowView) => boolean> = {
  all: () => true,
  left: (row) => waits.includes(row.standing),
  flagged: (row) => row.flags.length > 0 || row.reasons.length > 0,
  returned: (row) => row.standing === 'returned',
  signed: (row) => row.standing === 'signed',
}

export const inList = (rows: ReviewRowView[], show: Show) => rows.filter(fits[show])

/** Names of those under whom the patients are billed, in alphabetical order. */
export const practitionersOf = (rows: ReviewRowView[]) =>
  [...new Set(rows.flatMap((row) => row.practitioners))].sort((a, b) => a.localeCompare(b))

/** The patients of one practitioner; an empty name is everybody's. */
export const billedBy = (rows: ReviewRowView[], practitioner: string) =>
  practitioner === '' ? rows : rows.filter((row) => row.practitioners.includes(practitioner))

/** The practitioner after the one chosen; after the last everybody. */
export function nextOf(practitioners: string[], chosen: string): string {
  const all = ['', ...practitioners]
  return all[(all.indexOf(chosen) + 1) % all.length] ?? ''
}

/** Height of a row in pixels, as review.css has it. */
export const ROW = 58
/** Rows drawn above and below what is seen, so that fast scrolling shows no gap. */
const MARGIN = 10

/** What of `count` rows is drawn at this scroll position. */
export function drawn(count: number, scroll: number, view: number): { from: number; to: number } {
  const from = Math.min(count, Math.max(0, Math.floor(scroll / ROW) - MARGIN))
  return { from, to: Math.min(count, Math.ceil((scroll + view) / ROW) + MARGIN) }
}

/** Where to scroll so that row `at` and its neighbors are seen whole. */
export function scrollTo(at: number, scroll: number, view: number): number {
  const top = Math.max(0, (at - 1) * ROW)
  const bottom = (at + 2) * ROW - view
  return top < scroll ? top : Math.max(scroll, bottom)
}
