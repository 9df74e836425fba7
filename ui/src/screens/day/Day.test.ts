// My day: the strip by keyboard, corrections with a reason, free time, overlaps, splitting.

import { fireEvent, render, screen, waitFor } from '@testing-library/svelte'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { onKey } from '../../actions.svelte'
import { answer } from '../../backend.fake'
import { morning } from '../../fake/busy'
import { state } from '../../fake/practice'
import { readStage } from '../../session.svelte'
import { readActivities, readTimer } from '../../timer.svelte'
import { readWorklist } from '../../worklist.svelte'
import Day from './Day.svelte'

const before = [...state.entries]
const submit = (testid: string) => fireEvent.submit(screen.getByTestId(testid).closest('form')!)
const why = (value: string) => fireEvent.input(screen.getByTestId('reason'), { target: { value } })
const entries = async () => (await answer('day', { date: null })).entries.map(({ entry }) => entry)

beforeAll(() => {
  HTMLElement.prototype.scrollIntoView = () => undefined
  window.addEventListener('keydown', onKey)
})

beforeEach(async () => {
  state.entries = [...before, ...morning()]
  await Promise.all([readStage(), readWorklist(), readTimer(), readActivities()])
  render(Day, { date: null })
  await screen.findByTestId('tape')
})

afterEach(() => {
  state.entries = [...before]
})

test('each entry of the strip says patient, activity, times and length', () => {
  const label = 'Henrietta Moss, Phone call with the patient, 8:12 AM to 8:26 AM, 14:00'
  expect(screen.getByRole('button', { name: label })).toBeTruthy()
})

/** The edges of an entry are there while it has the focus. */
async function edgeOf(name: string, entry: RegExp) {
  await fireEvent.focusIn(screen.getByRole('button', { name: entry }))
  return screen.getByRole('slider', { name })
}

test('arrow keys move an edge by a minute, Shift by five; Enter corrects with a reason', async () => {
  const edge = await edgeOf('End of Henrietta Moss', /^Henrietta Moss, Phone/)
  await fireEvent.keyDown(edge, { key: 'ArrowRight', shiftKey: true })
  await fireEvent.keyDown(edge, { key: 'ArrowLeft' })
  expect(edge.getAttribute('aria-valuetext')).toBe('8:30 AM')
  await fireEvent.keyDown(edge, { key: 'Enter' })
  const dialog = await screen.findByTestId('edge-dialog')
  expect(dialog.textContent).toContain('8:12 AM to 8:30 AM, 18:00')
  expect(dialog.textContent).toContain('4:00 longer')
  await why('Call went on longer')
  await submit('edge-save')
  await waitFor(async () => expect((await entries())[0]).toMatchObject({ seconds: 1080, corrections: 1 }))
})

test('Esc takes a moved edge back and asks nothing', async () => {
  const edge = await edgeOf('Start of Henrietta Moss', /^Henrietta Moss, Phone/)
  await fireEvent.keyDown(edge, { key: 'ArrowLeft' })
  await fireEvent.keyDown(edge, { key: 'Escape' })
  expect(edge.getAttribute('aria-valuetext')).toBe('8:12 AM')
  expect(screen.queryByTestId('edge-dialog')).toBeNull()
})

test('free time is filled from the strip, with the times understood at once', async () => {
  await fireEvent.click(screen.getAllByTestId('free')[0]!)
  await screen.findByTestId('fill-dialog')
  expect(screen.getByTestId('typed-echo').textContent).toBe('Understood: 14:00, 8:26 AM to 8:40 AM')
})

test('an overlap is given to one of the two, and then there is none', async () => {
  expect(screen.getByTestId('overlaps').textContent).toContain('Nneka Oakfern and Thaddeus Wren: 5:00 twice')
  await fireEvent.click(screen.getByRole('button', { name: 'Settle' }))
  await screen.findByTestId('overlap-dialog')
  await fireEvent.click(screen.getByTestId('give-b'))
  await why('The typed time was wrong')
  await submit('overlap-save')
  await waitFor(() => expect(screen.queryByTestId('overlaps')).toBeNull())
  expect((await entries()).map((entry) => entry.seconds)).toContain(1200)
})

test('an entry is split at a chosen time, and its second part can belong to somebody else', async () => {
  const [first] = await entries()
  await fireEvent.click(screen.getByTestId(`split-${first!.id}`))
  await screen.findByTestId('split-dialog')
  await fireEvent.input(screen.getByTestId('split-at'), { target: { value: '8:20' } })
  const patient = screen.getByTestId('patient-field')
  await fireEvent.input(patient, { target: { value: 'barnaby' } })
  await fireEvent.keyDown(patient, { key: 'Enter' })
  await why('Two patients were worked on')
  await submit('split-save')
  await waitFor(async () => expect((await entries()).length).toBe(6))
  const parts = (await entries()).slice(0, 2)
  expect(parts.map((entry) => [entry.enrollment, entry.seconds])).toEqual([
    [3, 480],
    [1, 360],
  ])
})

test('X on a line asks what it was and why, and nothing more; a line that does not count asks nothing', async () => {
  const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key })
  await press('j')
  await press('x')
  const dialog = await screen.findByTestId('exclude-dialog')
  const [first] = await entries()
  expect(dialog.textContent).toContain('Henrietta Moss, 8:12 AM to 8:26 AM, 14:00')
  expect(dialog.querySelectorAll('input')).toHaveLength(2)
  const activity = screen.getByTestId('exclude-activity')
  await fireEvent.input(activity, { target: { value: 'voicemail' } })
  await fireEvent.keyDown(activity, { key: 'Enter' })
  await fireEvent.click(screen.getByRole('button', { name: 'Nobody was reached' }))
  await submit('exclude-save')
  await waitFor(async () =>
    expect((await entries())[0]).toMatchObject({ activity: 'voicemail', counted_s: 0, seconds: 840 }),
  )
  await waitFor(() => expect(screen.queryByTestId(`exclude-${first!.id}`)).toBeNull())
  await waitFor(() => expect(screen.queryByTestId('exclude-dialog')).toBeNull())
  await press('x')
  expect(screen.queryByTestId('exclude-dialog')).toBeNull()
})
