// Long work on its way: what is being done is told, Cancel and Esc stop it, and too late is said.

import { fireEvent, render, screen, waitFor } from '@testing-library/svelte'
import { beforeEach, expect, test, vi } from 'vitest'
import * as backend from '../backend'
import { messages, silence } from '../parts/messages.svelte'
import WorkLine from './WorkLine.svelte'

const said = () => messages.map((message) => message.text).join(' ')

beforeEach(() => {
  vi.restoreAllMocks()
  silence()
})

test('it says what is being done and how far that is', async () => {
  vi.spyOn(backend, 'work').mockResolvedValue({ stage: 'backing_up', percent: 42 })
  render(WorkLine, { kind: 'import', text: 'Adding the patients', testid: 'line' })
  expect(screen.getByRole('status').textContent).toBe('Adding the patients')
  await waitFor(() => expect(screen.getByRole('status').textContent).toBe('Making a backup first'))
  expect(screen.getByTestId('line').getAttribute('value')).toBe('42')
  expect(screen.getByTestId('line').getAttribute('aria-label')).toBe('Making a backup first')
})

test('Cancel and Esc ask once for it to be stopped, and Esc closes nothing else', async () => {
  const cancel = vi.spyOn(backend, 'cancelWork').mockResolvedValue(true)
  const onstop = vi.fn()
  const closes = vi.fn()
  document.addEventListener('keydown', closes)
  render(WorkLine, { kind: 'check', text: 'Checking', onstop })
  await fireEvent.keyDown(document.body, { key: 'Escape' })
  expect(closes).not.toHaveBeenCalled()
  await waitFor(() => expect(onstop).toHaveBeenCalledOnce())
  await fireEvent.click(screen.getByTestId('cancel-check'))
  expect(cancel).toHaveBeenCalledExactlyOnceWith('check')
  expect(screen.getByRole('status').textContent).toBe('Stopping')
  document.removeEventListener('keydown', closes)
})

test('when it is too late that is said, and it goes on', async () => {
  vi.spyOn(backend, 'cancelWork').mockResolvedValue(false)
  render(WorkLine, { kind: 'export', text: 'Making the batch' })
  await fireEvent.click(screen.getByTestId('cancel-export'))
  await waitFor(() => expect(said()).toContain('too late to cancel'))
  expect(screen.getByRole('status').textContent).toBe('Making the batch')
})

test('a dialog that lies above it is what Esc closes', async () => {
  const cancel = vi.spyOn(backend, 'cancelWork').mockResolvedValue(true)
  const dialog = document.createElement('div')
  dialog.setAttribute('role', 'dialog')
  document.body.append(dialog)
  render(WorkLine, { kind: 'backup', text: 'Copying', percent: 3 })
  await fireEvent.keyDown(document.body, { key: 'Escape' })
  expect(cancel).not.toHaveBeenCalled()
  dialog.remove()
  await fireEvent.keyDown(document.body, { key: 'Escape' })
  expect(cancel).toHaveBeenCalledOnce()
})
