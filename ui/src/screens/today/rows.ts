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

/** A row with what it is found by, made once for each answer and not at each key. */
interface Found {
  item: RowItem
  group: GroupId
  program: string
  words: string
}

/** `1949-02-11` also as 02/11/1949 and 2/11/1949. */
function birthWords(birth_date: string): string {
  const us = usDate(birth_date)
  return `${birth_date} ${us} ${us.replace(/\b0/g, '')}`
}

/** Lower case, without accents and apostrophes: people are found here by what finds them everywhere else. */
const plain = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}'\u2019]/gu, '')
    .toLowerCase()

/** Prepares an answer for searching, in the order of the list. */
export function indexed(view: TodayView): Found[] {
  const words = (row: TcmRowView | WorkRowView) =>
    plain(`${row.name} ${row.mrn} ${birthWords(row.birth_date)}`)
  return [
    ...view.tcm.map((row): Found => {
      const item = { kind: 'tcm', key: `tcm-${row.episode}`, row } as const
      return { item, group: 'tcm', program: 'tcm', words: words(row) }
    }),
    ...view.rows.map((row): Found => {
      const item = { kind: 'work', key: `row-${row.enrollment}`, row } as const
      return { item, group: row.group, program: row.program, words: words(row) }
    }),
  ]
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
export function grouped(index: Found[], filter: Filter): Map<GroupId, RowItem[]> {
  // A comma, as in "Last, First", only separates.
  const asked = plain(filter.text)
    .split(/[\s,;]+/)
    .filter(Boolean)
  const groups = new Map<GroupId, RowItem[]>(groupIds.map((id) => [id, []]))
  for (const { item, group, program, words } of index) {
    if (asked.every((word) => words.includes(word)) && fits(item.row, program, filter))
      groups.get(group)?.push(item)
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
