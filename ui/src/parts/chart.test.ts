// Scales begin at zero, end at or past what is drawn, and step in whole numbers.

import { expect, test } from 'vitest'
import { roundUp, scaled, ticks } from './chart'

test('a scale begins at zero and ends at or past the greatest value', () => {
  for (const max of [1, 3, 7, 10, 59, 60, 61, 99, 100, 101, 1234, 98_765]) {
    const found = ticks(max, 4)
    expect(found[0]).toBe(0)
    expect(found.at(-1)).toBeGreaterThanOrEqual(max)
    expect(found.length).toBeLessThanOrEqual(5)
    expect(found.every(Number.isInteger)).toBe(true)
  }
})

test('steps are ones, twos and fives', () => {
  expect([0, 0.3, 1, 3, 6, 12, 41, 99].map(roundUp)).toEqual([1, 0.5, 1, 5, 10, 20, 50, 100])
  expect(ticks(0, 4)).toEqual([0, 1])
})

test('twice the value is twice the length, and nothing leaves the chart', () => {
  expect([0, 25, 50, 100, 120, -5].map((value) => scaled(value, 100, 200))).toEqual([0, 50, 100, 200, 200, 0])
  expect(scaled(5, 0, 200)).toBe(0)
})
