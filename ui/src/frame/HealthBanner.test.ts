// What is told of the vault: a manager who has looked at what is wrong begins a new note, with the reason.

import { fireEvent, render, screen, waitFor } from '@testing-library/svelte'
import { beforeEach, expect, test, vi } from 'vitest'
import * as backend from '../backend'
import type { HealthView } from '../wire'
import Above from './Above.svelte'

const well: HealthView = {
  findings: [],
  read_only: false,
  renewable: false,
  warnings: [],
  checked_at: null,
  checking: false,
}
const told = (view: Partial<HealthView>) =>
  vi.spyOn(backend, 'health').mockResolvedValue({ ...well, ...view })

beforeEach(() => vi.restoreAllMocks())

test('a vault that is well is not spoken of', async () => {
  const health = told({})
  render(Above)
  await waitFor(() => expect(health).toHaveBeenCalled())
  expect(screen.queryByTestId('health')).toBeNull()
})

test('what keeps a vault read only is said first and as an error', async () => {
  told({ findings: ['3 recorded actions are missing.', 'Only 60 MiB are free.'], read_only: true })
  render(Above)
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toContain('Nothing can be changed now.')
  expect(alert.textContent).toContain('3 recorded actions are missing.')
})

test('a warning can be put aside, what is wrong cannot', async () => {
  told({ findings: ['The note is missing.'], warnings: ['You are the only manager.'] })
  render(Above)
  await screen.findByText('The note is missing.')
  expect(screen.queryByText('You are the only manager.')).toBeNull()
  await fireEvent.click(screen.getByText('1 more'))
  await screen.findByText('You are the only manager.')
  const buttons = screen.getAllByRole('button', { name: 'Put away' })
  expect(buttons.length).toBe(1)
  await fireEvent.click(buttons[0] as Element)
  await waitFor(() => expect(screen.queryByText('You are the only manager.')).toBeNull())
  expect(screen.getByText('The note is missing.')).toBeTruthy()
})

test('a new note is begun with what was found', async () => {
  told({ findings: ['The note is missing.'], renewable: true })
  const renew = vi.spyOn(backend, 'renewAnchor').mockResolvedValue(null)
  render(Above)
  await fireEvent.click(await screen.findByTestId('renew-anchor'))
  await screen.findByRole('dialog')
  const reason = document.querySelector('[name="reason"]') as Element
  await fireEvent.input(reason, { target: { value: 'deleted by mistake' } })
  told({})
  await fireEvent.submit(reason.closest('form') as Element)
  await waitFor(() => expect(screen.queryByTestId('health')).toBeNull())
  expect(renew).toHaveBeenCalledWith({ reason: 'deleted by mistake' })
})
