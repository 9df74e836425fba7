// The inbox: what waits is listed, answered in place, and then gone.

import { fireEvent, render, screen, waitFor } from '@testing-library/svelte'
import { tick } from 'svelte'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'

vi.hoisted(() => window.history.replaceState(null, '', '/?away'))

import { onKey } from '../../actions.svelte'
import { readStage } from '../../session.svelte'
import { readActivities, readTimer } from '../../timer.svelte'
import { readWorklist } from '../../worklist.svelte'
import Unsettled from './Unsettled.svelte'

beforeAll(() => {
  HTMLElement.prototype.scrollIntoView = () => undefined
  window.addEventListener('keydown', onKey)
})

beforeEach(async () => {
  await Promise.all([readStage(), readWorklist(), readTimer(), readActivities()])
  render(Unsettled)
})

test('each absence says when, how long, why and whose; its keys answer it and then it is gone', async () => {
  const table = await screen.findByRole('table')
  expect(table.textContent).toMatch(/Thu, Nov 19, 10:31 AM to 10:37 AM.*6:12.*Idle.*Marigold Fennimore/s)
  await fireEvent.keyDown(document.body, { key: 'j' })
  await tick()
  ;(document.activeElement as HTMLElement).blur()
  await fireEvent.keyDown(document.body, { key: 'v' })
  await screen.findByTestId('answer-dialog')
  expect(screen.queryByTestId('reason')).toBeNull()
  await fireEvent.submit(screen.getByTestId('answer-save').closest('form')!)
  expect(await screen.findByText('Nothing is unsettled.')).toBeTruthy()
})

test('with nothing left it says how time comes here', async () => {
  await waitFor(() => expect(screen.getByText(/waits here for one answer/)).toBeTruthy())
  expect(screen.queryByRole('table')).toBeNull()
})
