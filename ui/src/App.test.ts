// The whole app in memory: a screen's own keys come before those of the frame.

import { fireEvent, render, screen, waitFor } from '@testing-library/svelte'
import { tick } from 'svelte'
import { beforeAll, expect, test, vi } from 'vitest'
import App from './App.svelte'
import { timer } from './timer.svelte'

beforeAll(() => {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(4000)
  window.location.hash = '#/today'
})

const press = async (key: string, more = {}) => {
  await fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more })
  await tick()
}

test('Space on a row starts there instead of stopping what runs', async () => {
  render(App)
  await waitFor(() => screen.getByTestId('row-2'))
  await waitFor(() => expect(timer.view?.name).toBe('Marigold Fennimore'))
  await press('j')
  await press('j')
  await press('j')
  await press(' ')
  await waitFor(() => expect(timer.view?.name).toBe('Cornelius Applegarth'))
  expect(screen.getByTestId('timer-bar').textContent).toContain('Cornelius Applegarth')
  expect(document.title).toBe('Today - Caretally')
})

test('Ctrl and L lock from anywhere, and no name stays on screen', async () => {
  render(App)
  await waitFor(() => screen.getAllByTestId('row-2'))
  await press('l', { ctrlKey: true })
  await waitFor(() => screen.getAllByTestId('unlock'))
  expect(document.body.textContent).not.toContain('Marigold Fennimore')
  expect(timer.view).toBeNull()
})
