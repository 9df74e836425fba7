// Stopping asks only what is not known yet.

import { fireEvent, render, screen, waitFor } from '@testing-library/svelte'
import { tick } from 'svelte'
import { beforeEach, expect, test } from 'vitest'
import { answer } from '../backend.fake'
import { dismiss, messages } from '../parts/messages.svelte'
import { describe as describeTimer, readActivities, readTimer, start, stop, timer } from '../timer.svelte'
import ActivityDialog from './ActivityDialog.svelte'
import NoteDialog from './NoteDialog.svelte'

const said = () => messages.map((message) => message.text).join('\n')

beforeEach(async () => {
  for (const message of [...messages]) dismiss(message.id)
  timer.asking = null
  await readActivities()
})

async function ask() {
  await start(timer.runsOn(6) ? 7 : 6)
  render(ActivityDialog)
  await stop()
  await tick()
  await waitFor(() => screen.getByTestId('activity-dialog'))
}

test('a known activity stops at once, without a question', async () => {
  await start(9)
  await describeTimer({ activity: 'call_patient' })
  render(ActivityDialog)
  await stop()
  expect(timer.view).toBeNull()
  expect(screen.queryByTestId('activity-dialog')).toBeNull()
  expect(said()).toContain('Ansel Birchwood')
})

test('where the practice wants a note, a stop without one asks for it and says so', async () => {
  const limits = await answer('timing')
  await answer('save_timing', { form: { ...limits, note_required: true } })
  await start(9)
  await describeTimer({ activity: 'call_patient' })
  render(ActivityDialog)
  await stop()
  await waitFor(() => screen.getByTestId('activity-dialog'))
  await fireEvent.click(screen.getByTestId('stop-save'))
  expect(timer.view).not.toBeNull()
  expect(screen.getByTestId('activity-dialog').textContent).toContain('This practice wants a note')
  const note = screen.getByTestId('activity-note')
  expect(document.activeElement).toBe(note)
  await fireEvent.input(note, { target: { value: 'dose changed' } })
  await fireEvent.click(screen.getByTestId('stop-save'))
  await waitFor(() => expect(timer.view).toBeNull())
  await answer('save_timing', { form: limits })
  await readTimer()
})

test('an unknown activity is asked, with the nine most used on keys', async () => {
  await ask()
  expect(timer.view).not.toBeNull()
  const keys = [...screen.getByTestId('activity-dialog').querySelectorAll('li kbd')].map(
    (key) => key.textContent,
  )
  expect(keys).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9'])
})

test('each activity says whether it counts, and why not', async () => {
  await ask()
  const voicemail = screen.getByRole('button', { name: /Leaving a voicemail/ })
  expect(voicemail.textContent).toContain('Excluded')
  expect(voicemail.textContent).toContain('Nobody was reached: an attempt does not count')
})

test('a digit chooses, and stop and save ends the timer', async () => {
  await ask()
  await fireEvent.keyDown(screen.getByTestId('activity-search'), { key: '3' })
  const chosen = screen.getByRole('button', { name: /Medication reconciliation/ })
  expect(chosen.getAttribute('aria-pressed')).toBe('true')
  await fireEvent.click(screen.getByTestId('stop-save'))
  await waitFor(() => expect(timer.view).toBeNull())
})

test('search finds the others, and the first match is taken', async () => {
  await ask()
  await fireEvent.input(screen.getByTestId('activity-search'), { target: { value: 'benefit' } })
  expect(screen.getByRole('button', { name: /Benefit or eligibility check/ })).toBeTruthy()
  await fireEvent.click(screen.getByTestId('stop-save'))
  await waitFor(() => expect(timer.view).toBeNull())
})

test('what was typed and chosen stays when the clock is read again', async () => {
  await ask()
  const search = screen.getByTestId('activity-search') as HTMLInputElement
  await fireEvent.input(search, { target: { value: 'benefit' } })
  const found = () => screen.getByRole('button', { name: /Benefit or eligibility check/ })
  await fireEvent.click(found())
  await readTimer()
  await tick()
  expect(search.value).toBe('benefit')
  expect(found().getAttribute('aria-pressed')).toBe('true')
})

test('closing the question leaves the timer running', async () => {
  await ask()
  await fireEvent.click(screen.getByRole('button', { name: 'Cancel' }))
  expect(timer.view).not.toBeNull()
  expect(timer.asking).toBeNull()
})

test('what is typed stays when the timer is read again', async () => {
  await ask()
  const search = screen.getByTestId<HTMLInputElement>('activity-search')
  await fireEvent.input(search, { target: { value: 'phone' } })
  await readTimer()
  await tick()
  expect(search.value).toBe('phone')
  timer.asking = null
  await tick()
  render(NoteDialog)
  timer.asking = 'note'
  const note = await waitFor(() => screen.getByTestId<HTMLTextAreaElement>('note'))
  await fireEvent.input(note, { target: { value: 'asked about the ankles' } })
  await readTimer()
  await tick()
  expect(note.value).toBe('asked about the ankles')
})
