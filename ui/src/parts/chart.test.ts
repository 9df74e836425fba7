// Scales begin at zero, end at or past what is drawn, and step in whole numbers.

import { expect, test } from 'vitest'
import { narrow, roundUp, scaled, ticks } from './chart'

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

test('a table of many columns is read in several, each with the names of the rows and none with few', () => {
  const columns = ['Day', ...Array.from({ length: 14 }, (_, n) => `Person ${n}`)]
  const row = ['Nov 3', ...Array.from({ length: 14 }, (_, n) => `${n}:00`)]
  const tables = narrow({ columns, rows: [row] })
  expect(tables.map((one) => one.columns.length)).toEqual([6, 6, 5])
  expect(tables.flatMap((one) => one.columns.slice(1))).toEqual(columns.slice(1))
  expect(tables.map((one) => one.rows[0]?.[0])).toEqual(['Nov 3', 'Nov 3', 'Nov 3'])
  expect(tables.flatMap((one) => one.rows[0]?.slice(1))).toEqual(row.slice(1))
  expect(narrow({ columns: columns.slice(0, 7), rows: [] })).toEqual([
    { columns: columns.slice(0, 7), rows: [] },
  ])
})
