// Grouping, filtering and moving through the worklist, and what of a long list is drawn.

import { expect, test } from 'vitest'
import { answer } from '../../backend.fake'
import type { TodayView } from '../../wire'
import { grouped, indexed, lines, neighbor, values, type Filter } from './rows'
import { scrollTo, seen, tops } from './windowing'

const none: Filter = { program: '', practitioner: '', payer: '', staff: '', text: '' }
const view: TodayView = await answer('today')
const find = (filter: Partial<Filter>) =>
  [...grouped(indexed(view), { ...none, ...filter }).values()].flat().map((item) => item.row.name)

test('groups come in the order of urgency, TCM first', () => {
  const heads = lines(grouped(indexed(view), none), new Set()).filter((item) => item.kind === 'head')
  expect(heads.map((head) => head.group)).toEqual([
    'tcm',
    'near',
    'in_progress',
    'untouched',
    'done',
    'blocked',
  ])
  expect(heads.reduce((sum, head) => sum + head.count, 0)).toBe(view.rows.length + view.tcm.length)
})

test('a folded group keeps its head and its count', () => {
  const items = lines(grouped(indexed(view), none), new Set(['near']))
  const at = items.findIndex((item) => item.kind === 'head' && item.group === 'near')
  expect(items[at]).toMatchObject({ open: false, count: 4 })
  expect(items[at + 1]?.kind).toBe('head')
})

test.each([
  ['quill', 'Barnaby Quill'],
  ['barn qu', 'Barnaby Quill'],
  ['40-0932', 'Henrietta Moss'],
  ['07/30/1942', 'Henrietta Moss'],
  ['7/30/1942', 'Henrietta Moss'],
  ['1942-07-30', 'Henrietta Moss'],
])('"%s" finds %s', (text, name) => {
  expect(find({ text })).toEqual([name])
})

test.each(['munoz', 'Muñoz', 'muñoz, ines', 'oneill', "O'Neill", 'o\u2019neill munoz'])(
  '"%s" finds a name with an accent and an apostrophe, as the other searches do',
  (text) => {
    const [row] = view.rows
    if (!row) throw new Error('the list has nobody')
    const named = { ...view, tcm: [], rows: [{ ...row, name: "Inés O'Neill Muñoz" }] }
    const found = [...grouped(indexed(named), { ...none, text }).values()].flat()
    expect(found.length).toBe(1)
  },
)

test('filters narrow rows and the discharges of the same patients', () => {
  expect(find({ program: 'pcm' })).not.toContain('Wendell Thistlewood')
  expect(find({ program: 'tcm' })).toEqual(view.tcm.map((row) => row.name))
  expect(find({ payer: 'priority' })).toContain('Philippa Nightjar')
  expect(find({ payer: 'priority' })).not.toContain('Wendell Thistlewood')
  expect(find({ payer: 'nobody' })).toEqual([])
})

test('a staff filter leaves the patients whose care team that person is on', () => {
  expect(find({ staff: '3' })).toEqual(
    view.rows.filter((row) => row.staff.includes(3)).map((row) => row.name),
  )
  expect(find({ staff: '3' }).length).toBeGreaterThan(0)
  expect(find({ staff: '77' })).toEqual([])
})

test('a discharge of somebody in no program is found by number and birth date, and filtered by payer', () => {
  const [row] = view.tcm
  const alone = {
    ...view,
    rows: [],
    tcm: [{ ...row!, mrn: '99-1', birth_date: '1938-04-05', payer: 'cigna' }],
  }
  const found = (filter: Partial<Filter>) =>
    grouped(indexed(alone), { ...none, ...filter }).get('tcm')?.length
  expect([found({ text: '99-1' }), found({ text: '4/5/1938' }), found({ payer: 'cigna' })]).toEqual([1, 1, 1])
  expect([found({ payer: 'medicare' }), found({ program: 'ccm' })]).toEqual([0, 0])
})

test('the choices of a filter are the values in the list', () => {
  expect(values(view.rows, (row) => row.payer)).toEqual(['medicare', 'priority'])
})

test('moving steps over heads and stops at both ends', () => {
  const items = lines(grouped(indexed(view), none), new Set())
  const rows = items.filter((item) => item.kind !== 'head')
  expect(neighbor(items, null, 1)?.key).toBe(rows[0]?.key)
  expect(neighbor(items, rows[3]!.key, 1)?.key).toBe(rows[4]?.key)
  expect(neighbor(items, rows[0]!.key, -1)?.key).toBe(rows[0]?.key)
  expect(neighbor(items, rows.at(-1)!.key, 1)?.key).toBe(rows.at(-1)?.key)
})

const many = () => {
  const row = view.rows[0]!
  const rows = Array.from({ length: 5000 }, (_, n) => ({ ...row, enrollment: n + 1, patient: n + 1 }))
  return lines(grouped(indexed({ ...view, tcm: [], rows }), none), new Set())
}

test('of 5,000 rows only a window is drawn, and the height stays whole', () => {
  const all = tops(many())
  for (const scroll of [0, 1, 46_000, 229_000, 10_000_000]) {
    const slice = seen(all, scroll, 620)
    const drawn = (all[slice.to] ?? 0) - (all[slice.from] ?? 0)
    expect(slice.to - slice.from).toBeLessThan(40)
    expect(slice.above + drawn + slice.below).toBe(all.at(-1))
    if (scroll < 229_000) expect(all[slice.from]).toBeLessThanOrEqual(scroll)
  }
})

test('the row the keyboard goes to is scrolled into view', () => {
  const all = tops(many())
  expect(scrollTo(all, 2, 0, 620)).toBe(0)
  expect(scrollTo(all, 100, 0, 620)).toBe(all[101]! + 46 - 620)
  expect(scrollTo(all, 10, 5000, 620)).toBe(all[10]! - 46)
})
