// Larger and smaller by keys, as far as twice the usual size and no further; and that a copy is told, without what was copied.

import { fireEvent, render, screen, waitFor } from '@testing-library/svelte'
import { expect, test, vi } from 'vitest'
import App from './App.svelte'
import * as backend from './backend'
import { onZoomKey } from './zoom.svelte'

const press = (key: string) => onZoomKey(new KeyboardEvent('keydown', { key, ctrlKey: true }))

test('Ctrl with plus, minus and nought draw everything larger, smaller and as usual', () => {
  const zoom = vi.spyOn(backend, 'zoom').mockResolvedValue(null)
  for (const key of ['+', '=', '-', '0', '-', '-', '-', '0']) press(key)
  expect(zoom.mock.calls.flat()).toEqual([110, 125, 110, 100, 90, 80, 80, 100])
  for (let n = 0; n < 9; n += 1) press('+')
  expect(zoom.mock.lastCall).toEqual([200])
  press('x')
  expect(zoom.mock.calls.length).toBe(17)
})

test('that something was copied is told, and never what', async () => {
  const copied = vi.spyOn(backend, 'copied').mockResolvedValue(null)
  render(App)
  await waitFor(() => screen.getAllByTestId('nav-today'))
  await fireEvent.copy(document.body)
  expect(copied.mock.calls).toEqual([[]])
})
