// At the desk by keyboard: one question about an absence, interruptions, the wrong patient, undo.

import { fireEvent, render, screen, waitFor } from '@testing-library/svelte'
import { createRawSnippet, tick } from 'svelte'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'

vi.hoisted(() => window.history.replaceState(null, '', '/?away'))

import { onKey } from '../actions.svelte'
import { answer } from '../backend.fake'
import { later } from '../desk.svelte'
import { state } from '../fake/practice'
import { dismiss, messages } from '../parts/messages.svelte'
import { readStage } from '../session.svelte'
import { readActivities, readTimer, timer } from '../timer.svelte'
import { readWorklist } from '../worklist.svelte'
import Frame from './Frame.svelte'

const press = async (key: string, more: object = {}, target: Element = document.body) => {
  await fireEvent.keyDown(target, { key, ...more })
  await tick()
}
const said = () => messages.map((message) => message.text).join(' ')
const choose = async (testid: string, name: string) => {
  const field = await screen.findByTestId(testid)
  await fireEvent.input(field, { target: { value: name } })
  await fireEvent.keyDown(field, { key: 'Enter' })
}
const submit = (testid: string) => fireEvent.submit(screen.getByTestId(testid).closest('form')!)

beforeAll(() => {
  HTMLElement.prototype.scrollIntoView = () => undefined
  window.addEventListener('keydown', onKey)
})

beforeEach(async () => {
  for (const message of [...messages]) dismiss(message.id)
  later.until = ''
  await Promise.all([readStage(), readWorklist(), readTimer(), readActivities()])
  render(Frame, { due: null, children: createRawSnippet(() => ({ render: () => '<h1>Here</h1>' })) })
  await tick()
})

afterEach(async () => {
  // The fake practice goes on between tests: everything is taken back.
  while ((await answer('desk')).undo) await answer('undo')
  timer.asking = null
})

test('an absence is one calm line that says when, how long and why, and takes no focus', async () => {
  const field = document.createElement('input')
  document.body.append(field)
  field.focus()
  await readTimer()
  const line = screen.getByTestId('absence')
  expect(line.textContent).toMatch(/10:31 AM to 10:37 AM, 6:12: no key or mouse was touched/)
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(document.activeElement).toBe(field)
  field.remove()
})

test('Q answers; on the phone counts it for the patient as attested', async () => {
  await press('q')
  await screen.findByTestId('answer-dialog')
  await fireEvent.click(screen.getByRole('button', { name: 'On the phone' }))
  await submit('answer-save')
  await waitFor(() => expect(screen.queryByTestId('absence')).toBeNull())
  expect(said()).toContain('6:12 counted for Marigold Fennimore')
  expect((await answer('inbox')).length).toBe(0)
})

test('a count without a reason is refused at the reason, and nothing is answered', async () => {
  await press('q')
  await screen.findByTestId('answer-dialog')
  await submit('answer-save')
  await waitFor(() => expect(screen.getByTestId('reason').getAttribute('aria-invalid')).toBe('true'))
  expect((await answer('desk')).unsettled).toBe(1)
})

test('later leaves it in the inbox; when there is more of it the question comes back', async () => {
  await fireEvent.click(screen.getByTestId('absence-later'))
  await waitFor(() => expect(screen.queryByTestId('absence')).toBeNull())
  expect(timer.desk?.unsettled).toBe(1)
  const grown = timer.desk!.question!.gaps.map((gap) => ({
    ...gap,
    seconds: 420,
    ended_at: '2026-11-19T15:39:00Z',
  }))
  timer.desk = { ...timer.desk!, question: { gaps: grown, seconds: 420 } }
  await tick()
  expect(screen.getByTestId('absence').textContent).toContain('7:00')
})

test('P interrupts, the paused one is seen, and P returns to it', async () => {
  await press('p')
  await choose('push-patient', 'nneka')
  await submit('push-save')
  await waitFor(() => expect(timer.view?.name).toBe('Nneka Oakfern'))
  expect(screen.getByTestId('paused').textContent).toContain('Marigold Fennimore')
  await press('p')
  // Nobody said what the interruption was: it is asked.
  await screen.findByTestId('activity-dialog')
  await press('1', {}, screen.getByTestId('activity-dialog'))
  await submit('stop-save')
  await waitFor(() => expect(timer.view?.name).toBe('Marigold Fennimore'))
  expect(screen.queryByTestId('paused')).toBeNull()
})

test('B moves the start back and says first what was understood', async () => {
  const before = timer.view!.elapsed_s
  await press('b')
  await fireEvent.input(await screen.findByTestId('earlier-when'), { target: { value: '10m' } })
  expect(screen.getByTestId('earlier-echo').textContent).toMatch(/Begins 10:2\d AM, 10:00 more/)
  await submit('earlier-save')
  await waitFor(() => expect(timer.view!.elapsed_s).toBeGreaterThanOrEqual(before + 600))
})

test('M shows both sides with the total unchanged, and moves the tail', async () => {
  await press('m')
  await choose('move-patient', 'henrietta')
  await fireEvent.input(screen.getByTestId('move-from'), { target: { value: '3m' } })
  const sides = screen.getByTestId('move-sides').textContent
  expect(sides).toMatch(/5:\d\d stays with Marigold Fennimore/)
  expect(sides).toContain('3:00 goes to Henrietta Moss')
  expect(sides).toMatch(/8:\d\d together, as before/)
  await submit('move-save')
  await waitFor(() => expect(timer.view?.name).toBe('Henrietta Moss'))
})

test('Ctrl+Z takes back and Ctrl+Shift+Z does again, both in words', async () => {
  await press('o')
  await waitFor(() => expect(timer.view?.phone).toBe(true))
  expect(screen.getByTestId('phone').getAttribute('aria-pressed')).toBe('true')
  await press('z', { ctrlKey: true })
  await waitFor(() => expect(timer.view?.phone).toBe(false))
  expect(said()).toContain('Undone: phone mode.')
  await press('Z', { ctrlKey: true, shiftKey: true })
  await waitFor(() => expect(timer.view?.phone).toBe(true))
  expect(said()).toContain('Done again: phone mode.')
})

test('in a field Ctrl+Z belongs to the field', async () => {
  await press('o')
  await waitFor(() => expect(timer.view?.phone).toBe(true))
  const field = document.createElement('input')
  document.body.append(field)
  await press('z', { ctrlKey: true }, field)
  expect((await answer('desk')).running?.phone).toBe(true)
  field.remove()
})

test('X offers only what does not count, asks nothing else, and Ctrl+Z takes it back', async () => {
  const before = timer.view!.activity
  await press('x')
  const dialog = await screen.findByTestId('activity-dialog')
  expect(dialog.textContent).toContain('Leaving a voicemail')
  expect(dialog.textContent).not.toContain('Phone call with the patient')
  await fireEvent.click(screen.getByRole('button', { name: /Leaving a voicemail/ }))
  await waitFor(() => expect(timer.view?.activity).toBe('voicemail'))
  expect(said()).toContain('Leaving a voicemail: the time of this timer is excluded.')
  await waitFor(() => expect(screen.queryByTestId('activity-dialog')).toBeNull())
  await press('z', { ctrlKey: true })
  await waitFor(() => expect(timer.view?.activity).toBe(before))
})

test('a forgotten timer is mentioned once at each step', async () => {
  const begun = state.timer!.started
  state.timer!.started = begun - 40 * 60_000
  await readTimer()
  expect((await screen.findByTestId('forgotten')).textContent).toContain('Still working on it?')
  await fireEvent.click(screen.getByRole('button', { name: 'Still working' }))
  await readTimer()
  expect(screen.queryByTestId('forgotten')).toBeNull()
  state.timer!.started = begun - 5 * 3_600_000
  await readTimer()
  expect((await screen.findByTestId('forgotten')).textContent).toContain('more than 4 hours')
  state.timer!.started = begun
})

test('"explain" in the bar goes to the patient and asks for the explanation', async () => {
  await fireEvent.click(screen.getByTestId('explain-running'))
  expect(timer.explaining).toBe(2)
  expect(window.location.hash).toBe('#/patient/2')
  timer.explaining = null
})
