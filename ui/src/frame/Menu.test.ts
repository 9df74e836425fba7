// The menu: what can be done now, in groups, by mouse and by keys, from the one registry.

import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { onKey, provide } from '../actions.svelte'
import { frame } from '../text/frame'
import Menu from './Menu.svelte'

const { groups } = frame
const stop = vi.fn()
const print = vi.fn()
let leave: () => void = () => undefined

beforeEach(() => {
  vi.clearAllMocks()
  leave = provide([
    { id: 'stop', label: 'Stop the timer', group: groups.timer, keys: ['Space'], run: stop },
    { id: 'print', label: 'Print this screen', group: groups.app, keys: ['Ctrl+P'], run: print },
    { id: 'rest', label: 'Not now', group: groups.timer, when: () => false, run: stop },
    { id: 'next', label: 'Next row', group: groups.screen, keys: ['J'], palette: false, run: stop },
    { id: 'claims', label: 'Go to Claims', group: groups.go, keys: ['Ctrl+3'], run: stop },
  ])
})

afterEach(() => leave())

async function opened() {
  render(Menu)
  const button = screen.getByRole('button', { name: 'Menu' })
  button.focus()
  await fireEvent.keyDown(button, { key: 'Enter' })
  return screen.findByRole('menu', { name: 'Menu' })
}

test('it lists what can be done now by group with its keys, and not where to go or how to move', async () => {
  const menu = within(await opened())
  const items = menu.getAllByRole('menuitem').map((item) => item.textContent.replace(/\s+/g, ' ').trim())
  expect(items).toEqual(['Stop the timer Space', 'Print this screen CtrlP'])
  expect(menu.getAllByRole('group')).toHaveLength(2)
})

test('an item does what its key does, once, after the menu is gone', async () => {
  const menu = within(await opened())
  const item = menu.getByRole('menuitem', { name: 'Print this screen' })
  await fireEvent.keyDown(item, { key: 'Enter' })
  await waitFor(() => expect(print).toHaveBeenCalledTimes(1))
  expect(screen.queryByRole('menu')).toBe(null)
})

test('Escape closes it with nothing done, and single keys rest while it is open', async () => {
  const menu = await opened()
  onKey(new KeyboardEvent('keydown', { key: ' ' }))
  expect(stop).not.toHaveBeenCalled()
  await fireEvent.keyDown(menu, { key: 'Escape' })
  await waitFor(() => expect(screen.queryByRole('menu')).toBe(null))
  expect(print).not.toHaveBeenCalled()
  onKey(new KeyboardEvent('keydown', { key: ' ' }))
  expect(stop).toHaveBeenCalledTimes(1)
})
