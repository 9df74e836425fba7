// Which rows of a long table need to be in the page when rows differ in height: those drawn are measured, the rest estimated.

import { paper } from './paper.svelte'

/** Rows drawn above and below what is seen, so that fast scrolling shows no gap. */
const MARGIN = 12

/** The rows to draw, and the empty space before and after them. */
export interface Slice {
  from: number
  to: number
  above: number
  below: number
}

/** The last of the tops at or above `y`. */
function rowAt(tops: Float64Array, y: number): number {
  let [low, high] = [0, Math.max(0, tops.length - 2)]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((tops[middle] ?? 0) <= y) low = middle
    else high = middle - 1
  }
  return low
}

/** The top of each row, and after the last one the whole height. */
export function topsOf(keys: string[], heights: ReadonlyMap<string, number>, usual: number): Float64Array {
  const tops = new Float64Array(keys.length + 1)
  keys.forEach((key, index) => (tops[index + 1] = (tops[index] ?? 0) + (heights.get(key) ?? usual)))
  return tops
}

/** The rows between two heights of the list. */
export function sliceOf(tops: Float64Array, top: number, bottom: number): Slice {
  const count = tops.length - 1
  const from = Math.max(0, rowAt(tops, top) - MARGIN)
  const to = Math.min(count, rowAt(tops, bottom) + 1 + MARGIN)
  return { from, to, above: tops[from] ?? 0, below: (tops[count] ?? 0) - (tops[to] ?? 0) }
}

/** Follows where the body of a table is in the window, whatever it is that scrolls. */
export class InView {
  #top = $state(0)
  #view = $state(typeof window === 'undefined' ? 800 : window.innerHeight)
  // `#measured` says when it is another: a signal for each row is not needed.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #heights = new Map<string, number>()
  #measured = $state(0)

  constructor(
    private readonly keys: () => string[],
    private readonly usual: number,
  ) {}

  readonly #tops = $derived.by(() => {
    void this.#measured
    return topsOf(this.keys(), this.#heights, this.usual)
  })

  /** What is to be drawn. */
  readonly slice = $derived.by((): Slice => {
    const count = this.keys().length
    if (paper.printing) return { from: 0, to: count, above: 0, below: 0 }
    return sliceOf(this.#tops, this.#top, this.#top + this.#view)
  })

  /** After anything scrolled, or the window became another. */
  look(body: HTMLElement | undefined) {
    if (!body) return
    this.#top = Math.max(0, -body.getBoundingClientRect().top)
    this.#view = window.innerHeight
  }

  /** Notes how high the drawn rows are. */
  measure(rows: Iterable<HTMLElement>) {
    let changed = false
    for (const row of rows) {
      const [key, height] = [row.dataset.row ?? '', row.offsetHeight]
      if (height === 0 || this.#heights.get(key) === height) continue
      this.#heights.set(key, height)
      changed ||= height !== this.usual
    }
    if (changed) this.#measured += 1
  }

  /** Draws a row that is far away. */
  bring(index: number) {
    const { from, to } = this.slice
    if (index >= from && index < to) return
    this.#top = this.#tops[index] ?? 0
  }
}
