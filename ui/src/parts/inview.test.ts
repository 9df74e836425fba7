// Rows of different heights: what is drawn covers what is seen, and nothing of the height is lost.

import { expect, test } from 'vitest'
import { sliceOf, topsOf } from './inview.svelte'

const keys = Array.from({ length: 1000 }, (_, index) => `row ${index}`)
const heights = new Map(keys.filter((_, index) => index % 3 === 0).map((key) => [key, 64]))
const tops = topsOf(keys, heights, 39)

test('the whole height is that of the measured rows and the usual one of the others', () => {
  expect(tops.at(-1)).toBe(334 * 64 + 666 * 39)
})

test('wherever the list is, the drawn rows cover what is seen', () => {
  for (let top = 0; top < 50_000; top += 617) {
    const slice = sliceOf(tops, top, top + 800)
    const end = (tops.at(-1) ?? 0) - slice.below
    expect(slice.above).toBeLessThanOrEqual(Math.min(top, tops.at(-1) ?? 0))
    expect(end).toBeGreaterThanOrEqual(Math.min(top + 800, tops.at(-1) ?? 0))
    expect(slice.to - slice.from).toBeLessThan(60)
  }
})

test('a list without rows has nothing to draw', () => {
  expect(sliceOf(topsOf([], new Map(), 39), 0, 800)).toEqual({ from: 0, to: 0, above: 0, below: 0 })
})
