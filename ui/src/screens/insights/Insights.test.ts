// Insights on screen: pictures with their numbers as tables, what is missing where, and who sees what.

import { fireEvent, render, screen, within } from '@testing-library/svelte'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as backend from '../../backend'
import { state } from '../../fake/practice'
import { readStage } from '../../session.svelte'
import { daysOf, isWeekend } from './numbers'
import { hours, share } from './words'
import Insights from './Insights.svelte'

async function show(month: string | null = null) {
  await readStage()
  return render(Insights, { month })
}

const figure = (id: string) => screen.findByTestId(id)
/** Cells of a picture's table, row by row; it is asked for where it is folded. */
async function table(id: string): Promise<string[][]> {
  const picture = within(await figure(id))
  const ask = picture.queryByText('Show the numbers')
  if (ask) await fireEvent.click(ask)
  const rows = picture.getAllByRole('row') as HTMLTableRowElement[]
  return rows.map((row) => [...row.cells].map((cell) => cell.textContent.trim()))
}
const seconds = (text: string) => Number(text.split(':')[0]) * 60 + Number(text.split(':')[1])

beforeEach(() => {
  window.location.hash = '#/insights'
})

afterEach(() => {
  state.access = 'manager'
  vi.restoreAllMocks()
})

test('the shares are numbers of the month, and their table adds up to all of it', async () => {
  await show()
  const view = await backend.insights('2026-11')
  const [, earning, stranded, excluded, all] = await table('share-chart')
  const parts = [earning, stranded, excluded].map((row) => seconds(row?.[1] ?? ''))
  expect(parts).toEqual([view.earning_s, view.stranded_s, view.excluded_s])
  expect(seconds(all?.[1] ?? '')).toBe(parts.reduce((a, b) => a + b, 0))
})

test('each picture says in words what it shows, and has its numbers under it on request', async () => {
  await show()
  const days = await figure('days-chart')
  expect(within(days).getByRole('img').getAttribute('aria-label')).toMatch(/^Minutes per day of \d+ people/)
  const numbers = within(days).getByText('Show the numbers')
  expect(numbers.getAttribute('aria-expanded')).toBe('false')
  await fireEvent.click(numbers)
  expect(within(days).getByText('Hide the numbers').getAttribute('aria-expanded')).toBe('true')
  for (const id of ['share-chart', 'funnel-chart', 'forecast-chart', 'lengths-chart', 'late-chart'])
    expect(
      within(await figure(id))
        .getByRole('img')
        .getAttribute('aria-label'),
    ).toBeTruthy()
})

test('on paper every picture has its numbers, and on the screen again only what was asked for', async () => {
  await show()
  const pictures = ['share-chart', 'funnel-chart', 'days-chart', 'lengths-chart', 'late-chart']
  const tables = async () => {
    const all = await Promise.all(pictures.map(figure))
    return all.filter((one) => one.querySelector('table')).length
  }
  expect(await tables()).toBe(0)
  await fireEvent(window, new Event('beforeprint'))
  expect(await tables()).toBe(pictures.length)
  await fireEvent(window, new Event('afterprint'))
  expect(await tables()).toBe(0)
})

test('days and people of the table add up to the logged time', async () => {
  await show()
  const view = await backend.insights('2026-11')
  const rows = (await table('days-chart')).slice(1)
  const sum = rows.reduce((total, row) => total + seconds(row.at(-1) ?? ''), 0)
  expect(sum).toBe((view.work?.days ?? []).reduce((total, one) => total + one.seconds, 0))
})

test('the days of a practice of twelve stand in tables that fit the page, with nobody left out', async () => {
  const view = await backend.insights('2026-11')
  const people = Array.from({ length: 12 }, (_, n) => ({ id: 100 + n, name: `Person ${n}` }))
  const days = people.map(({ id }, n) => ({ staff: id, day: '2026-11-03', seconds: 60 * (n + 1) }))
  vi.spyOn(backend, 'insights').mockResolvedValue({ ...view, work: { ...view.work!, people, days } })
  await show()
  const picture = within(await figure('days-chart'))
  await fireEvent.click(picture.getByText('Show the numbers'))
  const tables = picture.getAllByRole('table').map((one) => within(one).getAllByRole('columnheader'))
  expect(tables.every((heads) => heads.length <= 7)).toBe(true)
  const heads = tables.flat().map((head) => head.textContent)
  expect(people.filter((one) => !heads.includes(one.name))).toEqual([])
  expect(heads.at(-1)).toBe('All')
})

test('the funnel has every step, and never widens', async () => {
  await show()
  const rows = (await table('funnel-chart')).slice(1)
  expect(rows.map((row) => row[0])).toEqual(['Enrolled', 'Touched', 'Threshold', 'Signed', 'Exported'])
  const counts = rows.map((row) => Number(row[1]))
  expect(counts).toEqual([...counts].sort((a, b) => b - a))
})

test('the forecast is called an estimate and says how it is computed', async () => {
  await show()
  const words = (await figure('forecast-chart')).textContent
  expect(words).toContain('an estimate')
  expect(words).toContain('At the present pace')
  expect(words).toMatch(
    /divided by the \d+ working days so far, today among them, and multiplied by the \d+ of the month/,
  )
})

test('stranded time says who is how far from what, or what else is missing, in words', async () => {
  await show()
  const list = await screen.findByTestId('stranded')
  expect(list.textContent).toMatch(/\d+ (s|:\d\d)? ?to 99\d{3}|to 99439/)
  expect(list.textContent).toContain('Copy of the care plan not given')
  expect(within(list).getAllByRole('link')[0]?.getAttribute('href')).toMatch(/^#\/patient\/\d+\/2026-11$/)
})

test('on paper the stranded time of every patient is listed, not only of the first', async () => {
  const view = await backend.insights('2026-11')
  const stranded = Array.from({ length: 60 }, (_, n) => ({ ...view.stranded[0]!, enrollment: 1000 + n }))
  vi.spyOn(backend, 'insights').mockResolvedValue({ ...view, stranded })
  await show()
  const list = within(await screen.findByTestId('stranded'))
  const count = () => list.getAllByRole('rowheader').length
  expect(count()).toBe(25)
  await fireEvent(window, new Event('beforeprint'))
  expect(count()).toBe(60)
  await fireEvent(window, new Event('afterprint'))
  expect(count()).toBe(25)
})

test('who sees no patients sees no single people and no links to charts', async () => {
  state.access = 'biller'
  await show()
  await figure('share-chart')
  expect(screen.queryByTestId('days-chart')).toBeNull()
  expect(screen.queryByTestId('lengths-chart')).toBeNull()
  expect(within(screen.getByTestId('stranded')).queryAllByRole('link')).toEqual([])
  expect(screen.getByText(/shown to those who see patients/)).toBeTruthy()
})

test('a month without time says what fills it', async () => {
  await show('2026-03')
  expect(await screen.findByText('No time in March 2026 yet.')).toBeTruthy()
})

test('a month has all its days, weekends are known, and shares are whole percents', () => {
  expect([daysOf('2026-02').length, daysOf('2028-02').length, daysOf('2026-12').at(-1)]).toEqual([
    28,
    29,
    '2026-12-31',
  ])
  expect(['2026-11-20', '2026-11-21', '2026-11-22'].map(isWeekend)).toEqual([false, true, true])
  expect([share(1, 3), share(0, 0), hours(59), hours(3660)]).toEqual(['33 %', '0 %', '0 min', '1 h 1 min'])
})
