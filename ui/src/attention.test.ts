// The lock of the screen in the page: input is told, the last seconds are said, and nothing of a patient stays.

import { fireEvent, render, screen, waitFor } from '@testing-library/svelte'
import { tick } from 'svelte'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import App from './App.svelte'
import { attention } from './attention.svelte'
import * as backend from './backend'
import { enter, readStage, session } from './session.svelte'
import { timer } from './timer.svelte'

// The whole app is drawn, which takes its time on a busy computer.
vi.setConfig({ testTimeout: 20_000 })

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(4000)
  window.location.hash = '#/today'
})
afterEach(() => vi.restoreAllMocks())

/** The open app with its worklist. */
async function opened() {
  enter(await backend.unlock({ sign_in: 'tamsin', password: 'the heron waits at dawn' }))
  render(App)
  await waitFor(() => screen.getAllByTestId('row-2'))
}

test('half a minute before the lock a dialog says so, and its button keeps the screen open', async () => {
  await opened()
  const attend = vi.spyOn(backend, 'attend')
  attention.locksAt = Date.now() + 20_000
  await screen.findByTestId('lock-warning')
  expect(screen.getByText(/The screen locks in \d+ s/)).toBeTruthy()
  await fireEvent.click(screen.getByTestId('stay'))
  await waitFor(() => expect(screen.queryByTestId('lock-warning')).toBeNull())
  expect(attend.mock.calls.at(-1)?.[0].input).toBe(true)
})

test('what a script does is no input', async () => {
  await opened()
  const attend = vi.spyOn(backend, 'attend')
  attention.locksAt = Date.now() + 20_000
  await screen.findByTestId('lock-warning')
  // Events made by a script are not trusted by the browser.
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'x' }))
  window.dispatchEvent(new MouseEvent('pointermove'))
  await tick()
  expect(attend.mock.calls.filter(([form]) => form.input)).toEqual([])
})

test('when Rust has locked the screen, no word of a patient stays in the page', async () => {
  await opened()
  await waitFor(() => expect(timer.view?.name).toBe('Marigold Fennimore'))
  await backend.lock()
  await readStage()
  await waitFor(() => screen.getAllByTestId('unlock'))
  const page = document.documentElement
  const values = [...page.querySelectorAll('input, textarea, select')].map(
    (one) => (one as HTMLInputElement).value,
  )
  const left = new XMLSerializer().serializeToString(page) + values.join(' ') + document.title
  for (const word of ['Marigold', 'Fennimore', '40-2217', '1945']) expect(left).not.toContain(word)
  expect(screen.getAllByTestId('timer-clock')[0]?.textContent).toMatch(/^\d+:\d\d$/)
})

test('the page is empty before Rust has answered that it is locked', async () => {
  await opened()
  let answer: (stage: Awaited<ReturnType<typeof backend.lock>>) => void = () => undefined
  vi.spyOn(backend, 'lock').mockReturnValue(new Promise((resolve) => (answer = resolve)))
  await fireEvent.keyDown(document.body, { key: 'l', ctrlKey: true })
  await tick()
  expect(document.body.textContent).not.toContain('Marigold Fennimore')
  answer({
    stage: 'locked',
    sign_ins: ['tamsin'],
    practice: 'Juniper Hollow',
    demo: false,
    running_since: null,
  })
  await waitFor(() => screen.getAllByTestId('unlock'))
})

test('a recovery key that is shown is alone on the page, and gone when it locks', async () => {
  enter(await backend.unlock({ sign_in: 'tamsin', password: 'the heron waits at dawn' }))
  render(App)
  await waitFor(() => expect(document.querySelector('nav')).not.toBeNull())
  session.kit = { groups: ['K7QF2', 'M4XWD'], ask: [1, 2] }
  await waitFor(() => screen.getByTestId('recovery-key'))
  expect(document.querySelector('nav, [data-testid="timer-bar"]')).toBeNull()
  enter(await backend.lock())
  await waitFor(() => screen.getAllByTestId('unlock'))
  expect(document.body.textContent).not.toContain('K7QF2')
})
