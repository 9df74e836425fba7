// Today on screen: keys, search, and the running row.

import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte'
import { tick } from 'svelte'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { onKey } from '../../actions.svelte'
import { dismiss, messages } from '../../parts/messages.svelte'
import { router } from '../../router.svelte'
import { readStage } from '../../session.svelte'
import { readActivities, readTimer, timer } from '../../timer.svelte'
import { readWorklist } from '../../worklist.svelte'
import { kept, nothing } from './kept.svelte'
import Today from './Today.svelte'

const rows = () => screen.getAllByRole('row').flatMap((row) => row.dataset['name'] ?? [])
const press = async (key: string, target: Element = document.activeElement ?? document.body) => {
  await fireEvent.keyDown(target, { key })
  await tick()
}

beforeAll(() => {
  // A window tall enough to hold the whole list, which a page without layout has not.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(4000)
  window.addEventListener('keydown', onKey)
})

beforeEach(async () => {
  for (const message of [...messages]) dismiss(message.id)
  window.location.hash = '#/today'
  Object.assign(kept.filter, nothing)
  kept.folded.clear()
  await Promise.all([readStage(), readWorklist(), readTimer(), readActivities()])
  render(Today)
})

test('the most urgent discharge is the first row', () => {
  expect(rows()[0]).toBe('Wendell Thistlewood')
  expect(screen.getByText('1 day overdue')).toBeTruthy()
  expect(screen.getByText('Reach patient; 1 try in time')).toBeTruthy()
})

test('what is lost at midnight is said in words', () => {
  expect(screen.getByTestId('tcm-3').textContent).toContain('From tomorrow 99495, $78.49 less')
})

test('a patient one second short shows 19:59 and 1 s, not 20', () => {
  const row = screen.getByTestId('row-1')
  expect(within(row).getByText('19:59')).toBeTruthy()
  expect(row.textContent).toContain('1 s to 99490')
  expect(row.textContent).not.toContain('20:00')
})

test('a blocked row says what blocks it', () => {
  expect(screen.getByTestId('row-22').textContent).toContain('There is no consent for this month')
})

test('the running row shows its time and a stop button', () => {
  const row = screen.getByTestId('row-2')
  expect(row.textContent).toContain('Running 8:')
  expect(within(row).getByRole('button').getAttribute('aria-label')).toBe('Stop timer for Marigold Fennimore')
})

test('typing narrows the list and clearing brings it back', async () => {
  const search = screen.getByTestId('today-search')
  await fireEvent.input(search, { target: { value: 'moss' } })
  expect(rows()).toEqual(['Henrietta Moss'])
  await fireEvent.input(search, { target: { value: 'nobody at all' } })
  expect(screen.getByText('No patient matches.')).toBeTruthy()
  await fireEvent.click(screen.getByRole('button', { name: 'Clear search and filters' }))
  expect(rows().length).toBeGreaterThan(10)
})

test('"Mine" leaves the patients whose care team one is on, and is kept while another screen is looked at', async () => {
  const staff = within(screen.getByTestId('staff-filter')).getAllByRole('option')
  expect(staff.map((one) => one.textContent).slice(0, 2)).toEqual(['All', 'Mine'])
  kept.filter.staff = (staff[1] as HTMLOptionElement).value
  await tick()
  expect(rows()).toEqual(['Barnaby Quill'])
  cleanup()
  render(Today)
  expect(rows()).toEqual(['Barnaby Quill'])
})

test('L on a discharge that waits for its visit logs the visit', async () => {
  await fireEvent.focusIn(screen.getByTestId('tcm-3').querySelector('a')!)
  await press('l', document.body)
  expect(await screen.findByTestId('visit-dialog')).toBeTruthy()
  await press('Escape')
})

test('J and K move the row, and Enter opens its patient', async () => {
  await press('j')
  await press('j')
  await press('k')
  await press('j')
  expect(document.activeElement?.textContent).toBe('Odette Larkspur')
  ;(document.activeElement as HTMLElement).blur()
  await press('Enter')
  await waitFor(() => expect(router.route).toEqual({ screen: 'patient', id: 26, month: null }))
})

test('slash goes to the search, where letters are text and not keys', async () => {
  await press('/')
  const search = screen.getByTestId('today-search')
  expect(document.activeElement).toBe(search)
  await press('j', search)
  expect(document.activeElement).toBe(search)
})

test('Space starts a timer on the row; the one that ran is stopped and that is said', async () => {
  await fireEvent.input(screen.getByTestId('today-search'), { target: { value: 'nneka' } })
  await press('ArrowDown', screen.getByTestId('today-search'))
  await press(' ')
  await waitFor(() => expect(timer.view?.name).toBe('Nneka Oakfern'))
  expect(messages.map((message) => message.text).join()).toContain('saved for Marigold Fennimore')
})

test('a folded group hides its rows and keeps its count', async () => {
  const head = screen.getByTestId('group-near')
  const button = within(head).getByRole('button')
  await fireEvent.click(button)
  expect(button.getAttribute('aria-expanded')).toBe('false')
  expect(rows()).not.toContain('Barnaby Quill')
})

test('the table tells its whole length to screen readers', () => {
  const table = screen.getByRole('table')
  expect(Number(table.getAttribute('aria-rowcount'))).toBeGreaterThan(30)
  expect(screen.getByTestId('tcm-1').getAttribute('aria-rowindex')).toBe('3')
})

test('on paper stands the whole list, without space for what is scrolled away, and no column is cut', async () => {
  const whole = rows()
  cleanup()
  const low = vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(200)
  const wide = vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1083)
  render(Today)
  low.mockReturnValue(4000)
  wide.mockRestore()
  const columns = () => screen.getAllByRole('columnheader').map((head) => head.textContent)
  expect(rows().length).toBeLessThan(whole.length)
  expect(document.querySelector('.spacer')).not.toBeNull()
  expect(columns()).toContain('Best time')
  await fireEvent(window, new Event('beforeprint'))
  expect(rows()).toEqual(whole)
  expect(document.querySelector('.spacer')).toBeNull()
  expect(columns()).not.toContain('Best time')
  await fireEvent(window, new Event('afterprint'))
  expect(rows().length).toBeLessThan(whole.length)
})
