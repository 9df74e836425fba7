// A hidden patient: the way in with a reason, the time that is left, the care team; and what managers are told.

import { fireEvent, render, screen, waitFor } from '@testing-library/svelte'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as backend from '../../backend'
import { state } from '../../fake/practice'
import Above from '../../frame/Above.svelte'
import { readStage } from '../../session.svelte'
import Patient from './Patient.svelte'

beforeEach(() => {
  HTMLElement.prototype.scrollIntoView = () => undefined
})

afterEach(() => {
  vi.restoreAllMocks()
  Object.assign(state, { access: 'manager', assignedOnly: false })
})

async function show(id: number, access: string) {
  Object.assign(state, { access, assignedOnly: true })
  await readStage()
  render(Patient, { id, month: null })
}

test('a hidden patient shows no fact, asks for a reason, and opens with the time that is left', async () => {
  await show(5, 'assistant')
  expect(await screen.findByTestId('hidden-patient')).toBeTruthy()
  expect(document.body.textContent).not.toContain('Isidro')
  const reason = screen.getByLabelText('Why you need this patient now')
  await fireEvent.input(reason, { target: { value: 'help' } })
  await fireEvent.click(screen.getByTestId('open-in-emergency'))
  expect(await screen.findByText(/Say in a few words/)).toBeTruthy()
  await fireEvent.input(reason, { target: { value: 'Fell at home, daughter asks about pills' } })
  await fireEvent.click(screen.getByTestId('open-in-emergency'))
  const banner = await screen.findByTestId('emergency-banner')
  expect(banner.textContent).toMatch(/on record.*(60:00|59:5\d|1:00:00) left/s)
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Isidro Campanilla')
})

test('who sees everybody sees no banner', async () => {
  await show(6, 'care_team')
  await screen.findByRole('heading', { level: 1, name: 'Nneka Oakfern' })
  expect(screen.queryByTestId('emergency-banner')).toBeNull()
})

test('the care team is changed by name', async () => {
  await show(7, 'care_team')
  expect((await screen.findByTestId('care-team')).textContent).toContain('Nobody is named yet.')
  await fireEvent.click(screen.getByTestId('change-care-team'))
  await fireEvent.click(await screen.findByTestId('team-2'))
  await fireEvent.click(screen.getByTestId('save-care-team'))
  await waitFor(() => expect(screen.getByTestId('care-team').textContent).toContain('Bex Okonjo'))
})

test('managers are told who opened whom and why, until they acknowledge it', async () => {
  await readStage()
  const acknowledged = vi.spyOn(backend, 'acknowledgeEmergencies')
  render(Above)
  await fireEvent.click(await screen.findByTestId('show-emergencies'))
  const list = await screen.findByTestId('emergency-list')
  expect(list.textContent).toMatch(/Bex Okonjo.*Marigold Fennimore.*blood thinner/s)
  await fireEvent.click(screen.getByTestId('acknowledge'))
  await waitFor(() => expect(screen.queryByTestId('emergencies')).toBeNull())
  expect(acknowledged).toHaveBeenCalledWith([1])
})
