// Which lines of a long list need to be in the page: fixed heights, so it is arithmetic.

import type { Item } from './rows'

/** Heights of tokens.css in pixels: --row and --row-group. */
export const ROW = 46
const HEAD = 38
/** Lines drawn above and below what is seen, so that fast scrolling shows no gap. */
const MARGIN = 6

const height = (item: Item) => (item.kind === 'head' ? HEAD : ROW)

/** The top of each line, and after the last one the whole height. */
export function tops(items: Item[]): number[] {
  const all = [0]
  for (const item of items) all.push((all.at(-1) ?? 0) + height(item))
  return all
}

/** The lines to draw, and the empty space before and after them. */
export interface Slice {
  from: number
  to: number
  above: number
  below: number
}

/** The last line whose top is at or above `y`. */
function lineAt(all: number[], y: number): number {
  let [low, high] = [0, all.length - 2]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((all[middle] ?? 0) <= y) low = middle
    else high = middle - 1
  }
  return Math.max(0, low)
}

/** What of the list is seen at this scroll position. */
export function seen(all: number[], scroll: number, view: number): Slice {
  const count = all.length - 1
  const from = Math.max(0, lineAt(all, scroll) - MARGIN)
  const to = Math.min(count, lineAt(all, scroll + view) + 1 + MARGIN)
  return { from, to, above: all[from] ?? 0, below: (all[count] ?? 0) - (all[to] ?? 0) }
}

/** All of it, for paper. */
export const whole = (items: Item[]): Slice => ({ from: 0, to: items.length, above: 0, below: 0 })

/** Where to scroll so that line `at` is seen whole, its neighbor too. */
export function scrollTo(all: number[], at: number, scroll: number, view: number): number {
  const [top, bottom] = [all[at] ?? 0, all[at + 1] ?? 0]
  if (top - ROW < scroll) return Math.max(0, top - ROW)
  return bottom + ROW > scroll + view ? bottom + ROW - view : scroll
}
