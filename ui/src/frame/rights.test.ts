// What a person may not do is not offered: the navigation and the screens, by access.

import { render, screen, waitFor } from '@testing-library/svelte'
import { afterEach, expect, test, vi } from 'vitest'
import App from '../App.svelte'
import * as backend from '../backend'
import { state } from '../fake/practice'
import { session } from '../session.svelte'

afterEach(() => {
  vi.restoreAllMocks()
  state.access = 'manager'
  session.stage = null
  window.location.hash = ''
})

async function open(access: string, hash = '#/today') {
  state.access = access
  window.location.hash = hash
  render(App)
  await waitFor(() => expect(session.me?.access).toBe(access))
  await screen.findByTestId('nav-settings')
}

const offered = () =>
  ['today', 'patients', 'review', 'claims', 'audit'].filter(
    (name) => screen.queryByTestId(`nav-${name}`) !== null,
  )

test('a biller begins at the claims and asks neither for charts nor for timers', async () => {
  const asked = [vi.spyOn(backend, 'today'), vi.spyOn(backend, 'running'), vi.spyOn(backend, 'findPatients')]
  await open('biller')
  await waitFor(() => expect(window.location.hash).toBe('#/claims'))
  expect(offered()).toEqual(['claims', 'audit'])
  expect(await screen.findByText('Your access runs no timers.')).toBeTruthy()
  for (const command of asked) expect(command).not.toHaveBeenCalled()
})

test('an auditor sees everything and is offered no change', async () => {
  // A window tall enough to hold rows, which a page without layout has not.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(400)
  await open('auditor', '#/patients')
  expect(offered()).toEqual(['today', 'patients', 'review', 'claims', 'audit'])
  await screen.findAllByTestId(/^patient-\d+$/, {}, { timeout: 4000 })
  for (const id of ['add-patient', 'import', /^start-/]) expect(screen.queryAllByTestId(id)).toEqual([])
})

test('a medical assistant has no claims', async () => {
  await open('assistant')
  await waitFor(() => expect(offered()).toEqual(['today', 'patients', 'review', 'audit']))
})
