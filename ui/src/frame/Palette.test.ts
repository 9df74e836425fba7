// From any screen: Ctrl and K, a name, Enter, and the timer runs.

import { fireEvent, render, screen, waitFor } from '@testing-library/svelte'
import { beforeEach, expect, test } from 'vitest'
import { provide } from '../actions.svelte'
import { readStage } from '../session.svelte'
import { timer } from '../timer.svelte'
import Palette from './Palette.svelte'

const type = (value: string) => fireEvent.input(screen.getByTestId('palette-search'), { target: { value } })
const press = (key: string, more = {}) =>
  fireEvent.keyDown(screen.getByTestId('palette-search'), { key, ...more })

beforeEach(readStage)

test('a name and Enter start the timer, even before the answer is drawn', async () => {
  render(Palette, { open: true })
  await waitFor(() => screen.getByTestId('palette'))
  await type('tidew')
  await press('Enter')
  await waitFor(() => expect(timer.view?.name).toBe('Oona Tidewater'))
})

test.each(['40-1186', '02/11/1949', '1949-02-11', 'barnaby'])('%s finds the patient', async (text) => {
  render(Palette, { open: true })
  await waitFor(() => screen.getByTestId('palette'))
  await type(text)
  await waitFor(() => expect(screen.getByRole('option', { name: /Barnaby Quill/ })).toBeTruthy())
})

test('Ctrl and Enter open the patient instead', async () => {
  render(Palette, { open: true })
  await waitFor(() => screen.getByTestId('palette'))
  await type('quill')
  await press('Enter', { ctrlKey: true })
  await waitFor(() => expect(window.location.hash).toBe('#/patient/1'))
})

test('nothing found is said', async () => {
  render(Palette, { open: true })
  await waitFor(() => screen.getByTestId('palette'))
  await type('zzz')
  await waitFor(() => expect(screen.getByText('Nothing matches "zzz".')).toBeTruthy())
})

test('the field tells which of the list Enter would take', async () => {
  render(Palette, { open: true })
  const field = await screen.findByRole('combobox', { name: /Name, MRN/ })
  expect(field.getAttribute('aria-activedescendant')).toBeNull()
  await type('tidew')
  const option = await screen.findByRole('option', { name: /Oona Tidewater/ })
  expect(field.getAttribute('aria-activedescendant')).toBe(option.id)
  expect(field.getAttribute('aria-controls')).toBe(screen.getByRole('listbox').id)
})

test('Enter before anything is typed does nothing, and arrow keys choose from either end', async () => {
  const done: string[] = []
  const leave = provide(
    ['first', 'last'].map((id) => ({ id, label: id, group: 'Test', run: () => done.push(id) })),
  )
  render(Palette, { open: true })
  await waitFor(() => screen.getByTestId('palette'))
  await press('Enter')
  expect(done).toEqual([])
  expect(screen.getByTestId('palette')).toBeTruthy()
  await press('ArrowUp')
  await press('Enter')
  await waitFor(() => expect(done).toEqual(['last']))
  leave()
})

test('words of an action are found in any order', async () => {
  const leave = provide([{ id: 'a', label: 'Print this screen', group: 'Test', run: () => undefined }])
  render(Palette, { open: true })
  await waitFor(() => screen.getByTestId('palette'))
  await type('screen print')
  await waitFor(() => expect(screen.getByRole('option', { name: /Print this screen/ })).toBeTruthy())
  leave()
})
