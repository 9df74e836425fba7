// Groups, filters and search of the worklist, as plain functions over the answer of the backend.

import { usDate } from '../../text/dates'
import type { GroupView, TcmRowView, TodayView, WorkRowView } from '../../wire'

/** The groups of the list, TCM first. */
export type GroupId = 'tcm' | GroupView

/** In the order they are shown. */
export const groupIds: GroupId[] = ['tcm', 'near', 'in_progress', 'untouched', 'done', 'blocked']

/** What the list is narrowed to; an empty string is no filter. */
export interface Filter {
  program: string
  practitioner: string
  payer: string
  /** Staff id of somebody on the care team. */
  staff: string
  text: string
}

/** One line of the list. */
export type Item =
  | { kind: 'head'; key: string; group: GroupId; count: number; open: boolean }
  | { kind: 'tcm'; key: string; row: TcmRowView }
  | { kind: 'work'; key: string; row: WorkRowView }

/** A line a person can stand on. */
export type RowItem = Exclude<Item, { kind: 'head' }>

/** What can be searched of each patient, computed once for each answer. */
export interface Index {
  view: TodayView
  words: Map<number, string>
}

/** `1949-02-11` also as 02/11/1949 and 2/11/1949. */
function birthWords(birth_date: string): string {
  const us = usDate(birth_date)
  return `${birth_date} ${us} ${us.replace(/\b0/g, '')}`
}

/** Prepares an answer for searching. */
export function indexed(view: TodayView): Index {
  const words = new Map<number, string>()
  for (const row of [...view.rows, ...view.tcm]) {
    if (words.has(row.patient)) continue
    words.set(row.patient, `${row.name} ${row.mrn} ${birthWords(row.birth_date)}`.toLowerCase())
  }
  return { view, words }
}

function fits(row: WorkRowView | TcmRowView, program: string, filter: Filter): boolean {
  return (
    (filter.program === '' || program === filter.program) &&
    (filter.practitioner === '' || row.practitioner === filter.practitioner) &&
    (filter.payer === '' || row.payer === filter.payer) &&
    (filter.staff === '' || row.staff.includes(Number(filter.staff)))
  )
}

/** The rows of each group that fit the filter. */
export function grouped(index: Index, filter: Filter): Map<GroupId, RowItem[]> {
  const asked = filter.text.toLowerCase().split(/\s+/).filter(Boolean)
  const named = (patient: number) => {
    const words = index.words.get(patient) ?? ''
    return asked.every((word) => words.includes(word))
  }
  const groups = new Map<GroupId, RowItem[]>(groupIds.map((id) => [id, []]))
  for (const row of index.view.tcm) {
    if (named(row.patient) && fits(row, 'tcm', filter)) {
      groups.get('tcm')?.push({ kind: 'tcm', key: `tcm-${row.episode}`, row })
    }
  }
  for (const row of index.view.rows) {
    if (named(row.patient) && fits(row, row.program, filter)) {
      groups.get(row.group)?.push({ kind: 'work', key: `row-${row.enrollment}`, row })
    }
  }
  return groups
}

/** The lines to show: a head for each group that has rows, and its rows unless it is folded. */
export function lines(groups: Map<GroupId, RowItem[]>, folded: ReadonlySet<GroupId>): Item[] {
  const items: Item[] = []
  for (const [group, rows] of groups) {
    if (rows.length === 0) continue
    const open = !folded.has(group)
    items.push({ kind: 'head', key: `head-${group}`, group, count: rows.length, open })
    if (open) items.push(...rows)
  }
  return items
}

/** The row `by` rows from the one with this key, or the last that way; from nowhere it is the first or the last. */
export function neighbor(items: Item[], key: string | null, by: number): RowItem | undefined {
  const rows = items.filter((item): item is RowItem => item.kind !== 'head')
  const at = rows.findIndex((row) => row.key === key)
  if (at < 0) return by > 0 ? rows[0] : rows.at(-1)
  return rows[Math.min(rows.length - 1, Math.max(0, at + by))]
}

/** The different values of a column, sorted. */
export function values<Row>(rows: Row[], of: (row: Row) => string): string[] {
  return [...new Set(rows.map(of))].filter(Boolean).sort((a, b) => a.localeCompare(b))
}
