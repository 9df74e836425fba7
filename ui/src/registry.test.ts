// One registry: whatever can be done has words and a place on the sheet, no key means two things, and every screen has a way to it.

import { cleanup, render, screen, waitFor } from '@testing-library/svelte'
import { afterEach, expect, test, vi } from 'vitest'
import { registry } from './actions.svelte'
import App from './App.svelte'
import { parseRoute, router } from './router.svelte'
import { session } from './session.svelte'

const screens = [
  'today',
  'tcm',
  'patients',
  'review',
  'claims',
  'insights',
  'day',
  'unsettled',
  'audit',
  'settings',
  'guide',
]

afterEach(() => {
  cleanup()
  session.stage = null
  window.location.hash = ''
})

async function open(hash: string) {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(400)
  window.location.hash = hash
  router.route = parseRoute(hash)
  render(App)
  await screen.findByTestId('nav-settings')
  await waitFor(() => expect(document.querySelector('main h1')).not.toBeNull())
}

test.each(screens)(
  'on %s everything that can be done has words, a heading and a name of its own',
  async (name) => {
    await open(`#/${name}`)
    const ids = registry.all.map((one) => one.id)
    for (const action of registry.all) {
      expect(action.label, action.id).toMatch(/\S/)
      expect(action.group, action.id).toMatch(/\S/)
    }
    expect(ids.length).toBeGreaterThan(10)
    // What a screen provides, comes before the frame: a key of its own may hide one of the frame, never one of the same screen.
    for (const list of registry.lists) {
      const now = list.filter((one) => one.when?.() ?? true)
      const keys = now.flatMap((one) => one.keys ?? [])
      expect(new Set(keys).size, keys.join(' ')).toBe(keys.length)
    }
    // The frame's and the screen's together, done now or not: what a timer brings has no name of a screen's.
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([])
  },
)

test('every screen of the navigation can be gone to by a key and by the palette', async () => {
  await open('#/today')
  const go = registry.now.filter((one) => one.group === 'Go to')
  for (const link of document.querySelectorAll<HTMLAnchorElement>('nav a[data-testid^="nav-"]')) {
    const id = link.dataset['testid']?.replace('nav-', '') ?? ''
    const action = go.find((one) => one.id === id)
    expect(action?.keys?.[0], id).toMatch(/^Ctrl\+/)
    expect(action?.palette, id).not.toBe(false)
  }
})

test('the palette leads from any screen to each part of the settings', async () => {
  await open('#/today')
  const labels = registry.now.map((one) => one.label)
  expect(labels).toEqual(
    expect.arrayContaining(['Settings: Fees', 'Settings: Decisions', 'Settings: Appearance']),
  )
  registry.now.find((one) => one.id === 'part-fees')?.run()
  await waitFor(() => expect(window.location.hash).toBe('#/settings/fees'))
})
