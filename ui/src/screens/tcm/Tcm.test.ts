// The TCM board: most urgent first, the code after midnight in words, logging by key with the window checked before saving.

import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte'
import { tick } from 'svelte'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { onKey } from '../../actions.svelte'
import { dismiss, messages } from '../../parts/messages.svelte'
import { router } from '../../router.svelte'
import { readStage } from '../../session.svelte'
import Tcm from './Tcm.svelte'

const rows = () =>
  [...document.querySelectorAll<HTMLElement>('li[data-name]')].map((row) => row.dataset['name'])
const row = (name: string) => document.querySelector<HTMLElement>(`li[data-name="${name}"]`)!
const press = async (key: string) => {
  await fireEvent.keyDown(document.activeElement ?? document.body, { key })
  await tick()
}
const verdict = async (words: string) =>
  await waitFor(() => expect(screen.getByTestId('verdict').textContent).toContain(words))

beforeAll(() => window.addEventListener('keydown', onKey))

beforeEach(async () => {
  for (const message of [...messages]) dismiss(message.id)
  window.location.hash = '#/tcm'
  await readStage()
  render(Tcm)
  await screen.findByText('Wendell Thistlewood')
})

test('open discharges come first, the most urgent of them first, refused ones last with the reason', () => {
  expect(rows()[0]).toBe('Wendell Thistlewood')
  const last = rows().at(-1) ?? ''
  expect(row(last).textContent).toContain('does not count')
  expect(row('Wendell Thistlewood').textContent).toContain('1 day overdue')
  expect(row('Wendell Thistlewood').textContent).toContain('safe by Wed, Nov 18, latest Thu, Nov 19')
})

test('what is left after the next midnight is said in words', () => {
  expect(row('Cornelius Applegarth').textContent).toContain('from tomorrow 99495, $78.49 less')
  expect(row('Wendell Thistlewood').textContent).toContain('from tomorrow visit only, $298.60 less')
})

test('the two clocks have a description for who does not see them', () => {
  const clocks = within(row('Odette Larkspur')).getByRole('img')
  expect(clocks.getAttribute('aria-label')).toContain('visit by Tue, Nov 24 or Tue, Dec 1')
})

test('business days are spelled out with why a day does not count', async () => {
  await fireEvent.click(within(row('Wendell Thistlewood')).getByTestId('details-1'))
  const text = row('Wendell Thistlewood').textContent
  expect(text).toContain('Tue, Nov 17 is business day 1')
  expect(text).toContain('Wed, Nov 18 does not count: the practice is closed')
  expect(text).toContain('Thu, Nov 19 is business day 2')
})

test('C logs a contact, and says before saving that it is in the window', async () => {
  await press('j')
  await press('c')
  expect(await screen.findByTestId('log-dialog')).toBeTruthy()
  await verdict('In the window: this is the contact.')
  await fireEvent.submit(screen.getByTestId('log-dialog').querySelector('form')!)
  await waitFor(() => expect(row('Wendell Thistlewood').textContent).toContain('See the patient'))
})

test('T logs an attempt; one out of the window is said to be so before it is saved', async () => {
  await press('j')
  await press('t')
  await screen.findByTestId('log-dialog')
  await verdict('In the window: an attempt.')
  await fireEvent.click(screen.getByLabelText('Earlier'))
  const [date, time] = ['date', 'time'].map((name) =>
    document.querySelector<HTMLInputElement>(`input[name="${name}"]`)!,
  )
  await fireEvent.input(date!, { target: { value: '11/01/2026' } })
  await fireEvent.input(time!, { target: { value: '9:00 AM' } })
  await verdict('Before the discharge: it does not count.')
})

test('V logs the visit and names the code it earns; that medications were reconciled is said, not assumed', async () => {
  await fireEvent.focusIn(row('Cornelius Applegarth').querySelector('a')!)
  await press('v')
  await screen.findByTestId('visit-dialog')
  await verdict('Day 7: 99496, $298.60 can still be earned.')
  await fireEvent.click(screen.getByTestId('med-rec-at-visit'))
  await verdict('Day 7: 99496, $298.60. Nothing is missing.')
})

test('a contact that was logged wrong is voided with a reason and stays readable', async () => {
  await fireEvent.click(within(row('Odette Larkspur')).getByTestId('details-2'))
  await fireEvent.click(screen.getByTestId('void-20'))
  const dialog = await screen.findByTestId('void-contact-dialog')
  await fireEvent.click(within(dialog).getByText('Wrong patient'))
  await fireEvent.submit(dialog.querySelector('form')!)
  await waitFor(() => expect(screen.getByTestId('logged-20').textContent).toContain('voided: Wrong patient'))
})

test('L shows the next 30 days: who is due on which day, with the closed days named', async () => {
  await press('l')
  const thanksgiving = screen.getByTestId('day-2026-11-26')
  expect(thanksgiving.textContent).toContain('federal holiday')
  expect(screen.getByTestId('day-2026-11-20').textContent).toContain('Kenji Aokusa')
})

test('a death before day 30 leaves the ordinary visit only, and can be taken back', async () => {
  await fireEvent.click(within(row('Kenji Aokusa')).getByTestId('details-4'))
  await fireEvent.click(screen.getByTestId('death-4'))
  const dialog = await screen.findByTestId('bend-dialog')
  const time = dialog.querySelector<HTMLInputElement>('input[name="time"]')!
  await fireEvent.input(time, { target: { value: '4:10 AM' } })
  await fireEvent.submit(dialog.querySelector('form')!)
  await waitFor(() => expect(row('Kenji Aokusa').textContent).toContain('The patient died before day 30'))
  await fireEvent.click(screen.getByText('Take the death back'))
  await waitFor(() => expect(row('Kenji Aokusa').textContent).toContain('Reach the patient'))
})

test('Enter opens the patient of the row', async () => {
  await fireEvent.focusIn(row('Odette Larkspur').querySelector('a')!)
  await fireEvent.keyDown(document.body, { key: 'Enter' })
  await waitFor(() => expect(router.route).toEqual({ screen: 'patient', id: 26, month: null }))
})
