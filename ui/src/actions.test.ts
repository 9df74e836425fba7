// Keys do what they say, and rest where a person types.

import { fireEvent } from '@testing-library/svelte'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { onKey, provide, registry } from './actions.svelte'

const run = vi.fn()
let leave: () => void

function make(tag: string, id: string): HTMLElement {
  const made = document.createElement(tag)
  made.id = id
  if (tag === 'a') made.setAttribute('href', '#/x')
  return made
}

beforeAll(() => window.addEventListener('keydown', onKey))
beforeEach(() => {
  run.mockClear()
  document.body.replaceChildren(make('input', 'field'), make('button', 'button'), make('a', 'link'))
  leave = provide(
    ['N', 'Space', 'Enter', 'Ctrl+K', '?'].map((key) => ({
      id: key,
      label: key,
      group: 'test',
      keys: [key],
      run: () => run(key),
    })),
  )
})
afterEach(() => leave())

const on = (id: string) => document.getElementById(id) ?? document.body

test.each([
  ['n', 'body', {}, ['N']],
  ['N', 'body', { shiftKey: true }, ['N']],
  ['?', 'body', { shiftKey: true }, ['?']],
  [' ', 'body', {}, ['Space']],
  [' ', 'link', {}, ['Space']],
  [' ', 'button', {}, []],
  ['Enter', 'link', {}, []],
  ['Enter', 'body', {}, ['Enter']],
  ['n', 'field', {}, []],
  ['k', 'field', { ctrlKey: true }, ['Ctrl+K']],
  ['k', 'body', { metaKey: true }, ['Ctrl+K']],
  ['n', 'body', { altKey: true }, []],
])('%s on %s', async (key, id, more, expected) => {
  await fireEvent.keyDown(on(id), { key, ...more })
  expect(run.mock.calls.flat()).toEqual(expected)
})

test('while a dialog is open only what works everywhere works', async () => {
  const dialog = document.createElement('div')
  dialog.setAttribute('role', 'dialog')
  document.body.append(dialog)
  const away = provide([
    { id: 'lock', label: 'Lock', group: 'test', keys: ['Ctrl+L'], always: true, run: () => run('lock') },
  ])
  await fireEvent.keyDown(document.body, { key: 'n' })
  await fireEvent.keyDown(document.body, { key: 'l', ctrlKey: true })
  expect(run.mock.calls.flat()).toEqual(['lock'])
  away()
})

test('what a screen provided last wins, and is gone with the screen', async () => {
  const away = provide([{ id: 'row', label: 'Row', group: 'test', keys: ['Space'], run: () => run('row') }])
  await fireEvent.keyDown(document.body, { key: ' ' })
  away()
  await fireEvent.keyDown(document.body, { key: ' ' })
  expect(run.mock.calls.flat()).toEqual(['row', 'Space'])
  expect(registry.all.map((action) => action.id)).not.toContain('row')
})

test('keys of one character can be turned off; Space, Enter and Ctrl keys stay', async () => {
  registry.singleKeys = false
  for (const key of ['n', '?', ' ', 'Enter']) await fireEvent.keyDown(document.body, { key })
  await fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true })
  registry.singleKeys = true
  expect(run.mock.calls.flat()).toEqual(['Space', 'Enter', 'Ctrl+K'])
})
