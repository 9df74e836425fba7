// Which rows of a long list need to be in the page: all rows are equally high, so it is arithmetic.

/** Height of a row in pixels: --row of tokens.css. */
export const ROW = 46
/** Rows drawn above and below what is seen, so that fast scrolling shows no gap. */
const MARGIN = 10

/** The rows to draw, and the empty space before and after them in pixels. */
export interface Slice {
  from: number
  to: number
  above: number
  below: number
}

/** What of `count` rows is seen at this scroll position. */
export function inView(count: number, scroll: number, view: number): Slice {
  const from = Math.min(count, Math.max(0, Math.floor(scroll / ROW) - MARGIN))
  const to = Math.min(count, Math.ceil((scroll + view) / ROW) + MARGIN)
  return { from, to, above: from * ROW, below: (count - to) * ROW }
}

/** All of them, for paper. */
export const whole = (count: number): Slice => ({ from: 0, to: count, above: 0, below: 0 })

/** Where to scroll so that row `at` is seen whole below a head of `head` pixels, its neighbors too. */
export function scrollTo(at: number, scroll: number, view: number, head: number): number {
  const top = Math.max(0, (at - 1) * ROW)
  const bottom = (at + 2) * ROW + head - view
  if (top < scroll) return top
  return Math.max(scroll, bottom)
}
