// Plain arithmetic of charts: scales that begin at zero, and steps a person can read.

/** How a length is painted: solid, dotted, hatched, or lined with an edge. */
export type Fill = 'solid' | 'dots' | 'hatch' | 'lines'

/** What a fill is in SVG; the color of the solid one is the class's. */
export const paint = (fill: Fill) => (fill === 'solid' ? undefined : `url(#pattern-${fill})`)

/** The smallest of 1, 2, 5 times a power of ten that is at least `value`. */
export function roundUp(value: number): number {
  if (!(value > 0)) return 1
  const power = 10 ** Math.floor(Math.log10(value))
  const step = [1, 2, 5, 10].find((one) => one * power >= value) ?? 10
  return step * power
}

/** Zero, and up to `most` even steps beyond it, the last at or past `max`; whole numbers only. */
export function ticks(max: number, most: number): number[] {
  const step = Math.max(1, roundUp(max / Math.max(1, most)))
  const count = Math.max(1, Math.ceil(max / step))
  return Array.from({ length: count + 1 }, (_, at) => at * step)
}

/** The most columns of numbers that fit beside their names, at 200 % zoom and on a sheet of paper. */
const SIDE_BY_SIDE = 6

/** Columns and rows of a table; the first of each is its name. */
export interface Numbers {
  columns: string[]
  rows: string[][]
}

/** A table as tables narrow enough to be read without scrolling sideways, each with the names of the rows. */
export function narrow({ columns, rows }: Numbers): Numbers[] {
  const count = columns.length - 1
  const size = Math.ceil(count / Math.ceil(count / SIDE_BY_SIDE))
  const pick = (cells: string[], at: number) => [cells[0] ?? '', ...cells.slice(at, at + size)]
  const starts = columns.flatMap((_, at) => (at > 0 && (at - 1) % size === 0 ? [at] : []))
  return starts.map((at) => ({ columns: pick(columns, at), rows: rows.map((cells) => pick(cells, at)) }))
}

/** `value` of `max`, drawn in `length`: never negative, never past the end. */
export function scaled(value: number, max: number, length: number): number {
  if (!(max > 0)) return 0
  return Math.min(Math.max(value / max, 0), 1) * length
}
