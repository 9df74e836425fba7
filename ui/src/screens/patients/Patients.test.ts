// The patient list on screen: typing, keys, the start button, and an import that is all or nothing.

import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte'
import { tick } from 'svelte'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { onKey } from '../../actions.svelte'
import * as backend from '../../backend'
import { messages, silence } from '../../parts/messages.svelte'
import { router } from '../../router.svelte'
import { readStage } from '../../session.svelte'
import { timer } from '../../timer.svelte'
import type { Failure } from '../../wire'
import Patients from './Patients.svelte'

const names = () => screen.getAllByRole('row').flatMap((row) => row.dataset['name'] ?? [])
const search = () => screen.getByTestId<HTMLInputElement>('patient-search')
const type = (value: string) => fireEvent.input(search(), { target: { value } })
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
  silence()
  await readStage()
  window.location.hash = '#/patients'
  render(Patients)
  await waitFor(() => expect(names().length).toBeGreaterThan(20))
})

test('typing narrows the list, and clearing brings everybody back', async () => {
  await type('40-0932')
  await waitFor(() => expect(names()).toEqual(['Henrietta Moss']))
  await type('nobody at all')
  await waitFor(() => expect(screen.getByText('No patient matches "nobody at all".')).toBeTruthy())
  await fireEvent.click(screen.getByRole('button', { name: 'Clear search' }))
  await waitFor(() => expect(names().length).toBeGreaterThan(20))
})

test('a row says who it is: name, age, sex, birth date, MRN, payer and program', () => {
  const row = screen.getByTestId('patient-3')
  for (const fact of ['Henrietta Moss', 'F 84', '07/30/1942', '40-0932', 'Medicare', 'CCM'])
    expect(row.textContent.replace(/\s+/g, ' ')).toContain(fact)
})

test('J and K move through the list, Enter opens the patient', async () => {
  await press('j')
  await press('j')
  await press('k')
  expect(document.activeElement?.textContent).toBe('Ansel Birchwood')
  ;(document.activeElement as HTMLElement).blur()
  await press('Enter')
  await waitFor(() => expect(router.route).toEqual({ screen: 'patient', id: 9, month: null }))
})

test('Tab stops at one row only, however long the list is', async () => {
  await press('j')
  await press('j')
  const stops = screen.getAllByRole('link').filter((link) => link.tabIndex === 0)
  expect(stops.map((link) => link.textContent)).toEqual(['Aurelio Brambilla'])
})

test('on paper stands the whole list, without space for what is scrolled away', async () => {
  const whole = names()
  cleanup()
  const low = vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(200)
  render(Patients)
  await waitFor(() => expect(names().length).toBeGreaterThan(5))
  low.mockReturnValue(4000)
  expect(names().length).toBeLessThan(whole.length)
  await fireEvent(window, new Event('beforeprint'))
  expect(names()).toEqual(whole)
  expect(document.querySelector('.spacer')).toBeNull()
  await fireEvent(window, new Event('afterprint'))
  expect(names().length).toBeLessThan(whole.length)
})

test('the start button is named with the patient and starts the timer', async () => {
  const start = within(screen.getByTestId('patient-6')).getByRole('button')
  expect(start.getAttribute('aria-label')).toBe('Start timer for Nneka Oakfern')
  await fireEvent.click(start)
  await waitFor(() => expect(timer.view?.name).toBe('Nneka Oakfern'))
  expect(start.getAttribute('aria-label')).toBe('Stop timer for Nneka Oakfern')
})

test('a new patient is saved, its page opens, and without an enrollment there is nothing to start', async () => {
  await fireEvent.click(screen.getByTestId('add-patient'))
  const dialog = await screen.findByRole('dialog')
  const fill = (name: string, value: string) =>
    fireEvent.input(dialog.querySelector(`[name="${name}"]`) as Element, { target: { value } })
  await fill('name', 'Theodora Wick')
  await fill('birth_date', '04/09/1948')
  await fill('mrn', '77-001')
  await fireEvent.submit(dialog.querySelector('form') as Element)
  await waitFor(() => expect(router.route.screen).toBe('patient'))
  await type('Theodora Wick')
  await waitFor(() => expect(names()).toEqual(['Theodora Wick']))
  const row = screen.getAllByRole('row')[1] as HTMLElement
  expect(within(row).queryByRole('button')).toBeNull()
  expect(row.textContent).toContain('Not enrolled')
})

const paste = (value: string) => fireEvent.input(screen.getByTestId('import-text'), { target: { value } })
const go = () => screen.getByTestId<HTMLButtonElement>('import-go')
const head = 'name,dob,mrn,payer,sex'
const good = 'Ada Wintermere,03/14/1945,10-2217,medicare,F'

test('a fault in one line keeps the whole list out, and says which line', async () => {
  await press('i')
  await screen.findByRole('dialog')
  expect(go().disabled).toBe(true)
  await paste(`${head}\n${good}\nOlaf Thornbury,14.14.1950,10-2218,medicare,M`)
  const findings = await screen.findByTestId('import-view')
  expect(findings.textContent).toContain('1 line has a fault')
  expect(within(findings).getByRole('row', { name: /^3/ }).textContent).toContain('not a date')
  expect(go().disabled).toBe(true)
})

test('a list without faults is imported at once, and the number added is said', async () => {
  await press('i')
  await screen.findByRole('dialog')
  await paste(`${head}\n${good}\nOlaf Thornbury,04/14/1950,10-2218,medicare,M`)
  await waitFor(() => expect(go().disabled).toBe(false))
  expect(go().textContent.trim()).toBe('Import 2 patients')
  expect(screen.getByRole('dialog').textContent).toContain('dob')
  await fireEvent.submit(screen.getByRole('dialog').querySelector('form') as Element)
  await waitFor(() => expect(messages.map((one) => one.text)).toContain('2 patients were added.'))
  await waitFor(() => expect(names()).toContain('Olaf Thornbury'))
})

test('Esc while patients are stored stops it and keeps the dialog with what was pasted', async () => {
  silence()
  let stop: (failed: Failure) => void = () => undefined
  vi.spyOn(backend, 'importPatients').mockReturnValue(new Promise((_, reject) => (stop = reject)))
  const message = 'The import was stopped. No patient of the file was added.'
  vi.spyOn(backend, 'cancelWork').mockImplementation(() => {
    stop({ code: 'stopped', message, field: null })
    return Promise.resolve(true)
  })
  await press('i')
  await screen.findByRole('dialog')
  await paste(`${head}\nVerity Ashdown,03/14/1951,10-9917,medicare,F`)
  await waitFor(() => expect(go().disabled).toBe(false))
  await fireEvent.submit(go().closest('form')!)
  await screen.findByTestId('cancel-import')
  await press('Escape')
  await waitFor(() => expect(screen.queryByTestId('cancel-import')).toBeNull())
  expect(messages.map((one) => one.text)).toEqual([message])
  expect(screen.getByTestId<HTMLTextAreaElement>('import-text').value).toContain('Verity Ashdown')
  expect(go().disabled).toBe(false)
  vi.restoreAllMocks()
})
