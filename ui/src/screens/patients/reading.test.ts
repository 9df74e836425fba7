// Files as spreadsheets write them, and long lists as they are drawn.

import { expect, test } from 'vitest'
import { inView, ROW, scrollTo } from './inview'
import { linesOf, textOf } from './reading'

test('an accent survives both encodings Excel writes', async () => {
  const utf8 = new File(['name\nJosé Marín'], 'utf8.csv')
  const windows = new File([new Uint8Array([0x4a, 0x6f, 0x73, 0xe9])], 'windows.csv')
  expect(await textOf(utf8)).toBe('name\nJosé Marín')
  expect(await textOf(windows)).toBe('José')
})

test('empty lines at the end are not counted', () => {
  expect(linesOf('name,mrn\r\nA,1\r\n\r\n')).toBe(2)
})

test('of five hundred rows only those near the window are drawn, and the height stays', () => {
  const slice = inView(500, 200 * ROW, 700)
  expect(slice.to - slice.from).toBeLessThan(50)
  expect(slice.from).toBeLessThanOrEqual(200)
  expect(slice.above + (slice.to - slice.from) * ROW + slice.below).toBe(500 * ROW)
  expect(inView(0, 0, 700)).toEqual({ from: 0, to: 0, above: 0, below: 0 })
})

test('a row out of sight is scrolled to, one in sight is left where it is', () => {
  expect(scrollTo(5, 0, 700, 33)).toBe(0)
  expect(scrollTo(100, 0, 700, 33)).toBe(102 * ROW + 33 - 700)
  expect(scrollTo(3, 40 * ROW, 700, 33)).toBe(2 * ROW)
})
