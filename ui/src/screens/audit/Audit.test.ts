// The audit on screen: sentences, details on demand, order and filters, the file, and what a check found.

import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as backend from '../../backend'
import { state } from '../../fake/practice'
import { messages, silence } from '../../parts/messages.svelte'
import { readStage } from '../../session.svelte'
import type { Failure, VerificationView } from '../../wire'
import Audit from './Audit.svelte'

const rows = () => [...document.querySelectorAll<HTMLElement>('tr[data-testid^="event-"]')]

async function show(patient: number | null = null, access = 'manager') {
  state.access = access
  await readStage()
  render(Audit, { patient })
  await waitFor(() => expect(rows().length).toBeGreaterThan(0))
}

beforeEach(() => vi.restoreAllMocks())
afterEach(() => (state.access = 'manager'))

test('each event is a sentence and its details open on demand', async () => {
  await show()
  const stop = screen.getByTestId('event-115')
  expect(stop.textContent).toContain('Bex Okonjo stopped the timer on Henrietta Moss')
  expect(screen.queryByTestId('event-details')).toBeNull()
  await fireEvent.click(within(stop).getByLabelText('Details of event 115'))
  const details = screen.getByTestId('event-details').textContent
  for (const fact of ['115', '1199', 'timer 40, entry 317', '5f1c99a07be4d210'])
    expect(details).toContain(fact)
})

test('the head of the record stands at the foot, for comparing with an export', async () => {
  await show()
  expect(screen.getByTestId('audit-head').textContent).toContain('120')
  expect(screen.getByTestId('audit-head').textContent).toContain('00c6117a8d02e94f')
})

test('fifty events come at a time, and each column puts them in order', async () => {
  await show()
  expect(rows()).toHaveLength(50)
  await fireEvent.click(screen.getByText('Show 50 more'))
  await waitFor(() => expect(rows()).toHaveLength(100))
  await fireEvent.click(screen.getByTestId('sort-person'))
  await waitFor(() => expect(rows()).toHaveLength(50))
  expect(screen.getByTestId('sort-person').parentElement?.getAttribute('aria-sort')).toBe('ascending')
  expect(rows()[0]?.textContent).toContain('Somebody tried to sign in with a wrong password')
})

test('filters narrow the list and can be cleared', async () => {
  await show()
  const select = screen.getByTestId<HTMLSelectElement>('audit-outcome')
  const option = select.querySelector('option[value="refused"]')
  // This DOM does not know which option is :checked, so it is told.
  vi.spyOn(select, 'querySelector').mockReturnValue(option)
  await fireEvent.change(select, { target: { value: 'refused' } })
  await waitFor(() => expect(rows()).toHaveLength(20))
  expect(rows().every((row) => row.textContent.includes('Refused'))).toBe(true)
  await fireEvent.click(screen.getByText('Clear filters'))
  await waitFor(() => expect(rows()).toHaveLength(50))
})

test("a patient's audit says whose it is and leads back to the whole", async () => {
  await show(2)
  expect(await screen.findByText(/Who looked at Marigold Fennimore/)).toBeTruthy()
  expect(screen.getByText('Whole audit').getAttribute('href')).toBe('#/audit')
})

test('who sees only the own events is offered no person, no check and no file', async () => {
  await show(null, 'care_team')
  expect(screen.getByText('What you did and saw.')).toBeTruthy()
  for (const id of ['audit-person', 'verify', 'export-audit']) expect(screen.queryByTestId(id)).toBeNull()
})

test('an export says where it is, where the record stood, and that it is not encrypted', async () => {
  await show()
  await fireEvent.click(screen.getByTestId('export-audit'))
  const said = await screen.findByText(/120 events were written to caretally-audit-/)
  expect(said.parentElement?.textContent).toMatch(/event 120, 00c6117a8d02e94f.*not encrypted/s)
})

test('a check that finds something lists each finding with its place', async () => {
  const found: VerificationView = {
    sound: false,
    events: 480,
    rows: 1200,
    statements: 56,
    head: null,
    first_bad: 7,
    missing: [[7, 9]],
    unrecorded: 2,
    anchor: 'behind',
    faults: ['The audit chain is broken at event 7.'],
  }
  vi.spyOn(backend, 'verify').mockResolvedValue(found)
  await show()
  await fireEvent.click(screen.getByTestId('verify'))
  const findings = await screen.findByTestId('findings')
  for (const words of [
    'event that is not what it was: 7',
    'Events 7 to 9 are missing',
    '2 rows are in no event',
    'knows of events that are missing',
    'broken at event 7',
  ])
    expect(findings.textContent).toContain(words)
  expect(findings.textContent).not.toContain('sound')
})

test('a check that is cancelled has found nothing: that is said, and nothing is told as a fault', async () => {
  silence()
  let stop: (failed: Failure) => void = () => undefined
  vi.spyOn(backend, 'verify').mockReturnValue(new Promise((_, reject) => (stop = reject)))
  const message = 'The check was stopped before it was finished.'
  vi.spyOn(backend, 'cancelWork').mockImplementation(() => {
    stop({ code: 'stopped', message, field: null })
    return Promise.resolve(true)
  })
  await show()
  await fireEvent.click(screen.getByTestId('verify'))
  await fireEvent.click(await screen.findByTestId('cancel-check'))
  await waitFor(() => expect(screen.queryByTestId('cancel-check')).toBeNull())
  expect(messages.map((one) => one.text)).toEqual([message])
  expect(screen.queryByTestId('findings')).toBeNull()
  expect(screen.queryByRole('alert')).toBeNull()
})
