// From any screen: Ctrl and K, a name, Enter, and the timer runs.

import { fireEvent, render, screen, waitFor } from '@testing-library/svelte'
import { beforeEach, expect, test } from 'vitest'
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
