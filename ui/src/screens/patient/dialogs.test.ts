// The forms of the patient screen: nothing typed is lost, a refusal lands at its field, a time that came twice is asked for.

import { fireEvent, render, screen, waitFor } from '@testing-library/svelte'
import { beforeEach, expect, test, vi } from 'vitest'
import * as backend from '../../backend'
import { readStage } from '../../session.svelte'
import { readActivities } from '../../timer.svelte'
import type { EntryView, Failure, PatientView } from '../../wire'
import CorrectDialog from './CorrectDialog.svelte'
import ElsewhereDialog from './ElsewhereDialog.svelte'
import ExplainDialog from './ExplainDialog.svelte'
import TimeDialog from './TimeDialog.svelte'
import VoidDialog from './VoidDialog.svelte'
import WithdrawDialog from './WithdrawDialog.svelte'

vi.mock('../../backend', async (original) => {
  const real = await original<typeof backend>()
  return { ...real, addEntry: vi.fn(real.addEntry), correctEntry: vi.fn(real.correctEntry) }
})

const named = (name: string) => document.querySelector<HTMLInputElement>(`[name="${name}"]`)!
const type = (name: string, value: string) => fireEvent.input(named(name), { target: { value } })
/** Chooses in a select; this DOM does not know which option is :checked, so it is told. */
function choose(name: string, value: string) {
  const select = named(name)
  const option = select.querySelector(`option[value="${value}"]`)
  const find = select.querySelector.bind(select)
  vi.spyOn(select, 'querySelector').mockImplementation((query: string) =>
    query === ':checked' ? option : find(query),
  )
  return fireEvent.change(select, { target: { value } })
}
const submit = (testid: string) => fireEvent.submit(screen.getByTestId(testid).closest('form')!)
const refuse = (failure: Partial<Failure>): Failure => ({
  code: 'refused',
  message: 'No.',
  field: null,
  ...failure,
})
const closed = vi.fn()
let view: PatientView
let mine: EntryView

beforeEach(async () => {
  vi.clearAllMocks()
  HTMLElement.prototype.scrollIntoView = () => undefined
  await Promise.all([readStage(), readActivities()])
  view = await backend.patient(8, null)
  mine = view.entries.find((entry) => entry.mine)!
})

async function openTime() {
  const month = '2026-11'
  render(TimeDialog, { enrollments: view.enrollments, enrollment: 8, month, onclose: closed })
  await type('start', '1:30 AM')
  await type('length', '25')
  await type('note', 'Weight steady')
}

test('a refused length keeps everything typed, and the focus goes to the length', async () => {
  await openTime()
  await type('length', 'long')
  await submit('time-save')
  await waitFor(() => expect(document.activeElement).toBe(named('length')))
  expect(named('length').getAttribute('aria-invalid')).toBe('true')
  expect(named('length').value).toBe('long')
  expect(named('note').value).toBe('Weight steady')
  expect(closed).not.toHaveBeenCalled()
})

test('a refusal that belongs to no field stands at the head of the form', async () => {
  vi.mocked(backend.addEntry).mockRejectedValueOnce(refuse({ code: 'forbidden', message: 'Ask a manager.' }))
  await openTime()
  await submit('time-save')
  expect((await screen.findByRole('alert')).textContent).toContain('Ask a manager.')
})

test('a time that came twice is asked for, and sent again with the answer', async () => {
  vi.mocked(backend.addEntry).mockRejectedValueOnce(refuse({ code: 'ambiguous_time', field: 'start' }))
  await openTime()
  await submit('time-save')
  await fireEvent.click(await screen.findByTestId('second-pass'))
  await waitFor(() => expect(closed).toHaveBeenCalled())
  const sent = vi.mocked(backend.addEntry).mock.calls.map(([form]) => form.first_pass)
  expect(sent).toEqual([null, false])
  expect(vi.mocked(backend.addEntry).mock.calls[1]?.[0]).toMatchObject({
    start: '01:30',
    note: 'Weight steady',
  })
})

test('a correction shows what it changes before it is sent', async () => {
  render(CorrectDialog, { entry: mine, onclose: closed })
  const change = screen.getByTestId('correct-change')
  expect(change.textContent).toContain('Length unchanged')
  await type('start', '9:00:00 AM')
  await type('end', '9:05:24 AM')
  expect(change.textContent).toContain('becomes 5:24')
})

test('a correction without a reason is refused at the reason, with the new times kept', async () => {
  render(CorrectDialog, { entry: mine, onclose: closed })
  await type('start', '9:00 AM')
  await submit('correct-save')
  await waitFor(() => expect(document.activeElement).toBe(named('reason')))
  expect(named('start').value).toBe('9:00 AM')
  expect(vi.mocked(backend.correctEntry).mock.calls[0]?.[0].start).toBe('09:00')
})

test('an entry is voided with a reason only', async () => {
  render(VoidDialog, { entry: mine, onclose: closed })
  await submit('void-save')
  await waitFor(() => expect(named('reason').getAttribute('aria-invalid')).toBe('true'))
  await type('reason', 'Wrong patient')
  await submit('void-save')
  await waitFor(() => expect(closed).toHaveBeenCalled())
  const after = await backend.patient(8, null)
  expect(after.voided.map((entry) => entry.reason)).toContain('Wrong patient')
})

test('an explanation adds up to the number it explains, excluded seconds with rule and source', async () => {
  const other = await backend.patient(1, null)
  const [enrollment] = other.enrollments
  render(ExplainDialog, {
    enrollment: enrollment!,
    entries: other.entries,
    month: '2026-11',
    onclose: closed,
  })
  expect(screen.getByTestId('explain-counted').textContent).toBe('19:59')
  expect(screen.getByTestId('explain-excluded').textContent).toBe('1:40')
  expect(screen.getByTestId('explain-dialog').textContent).toMatch(/X-ACTIVITY-\w+ · /)
})

test('time the rules count that no listed entry made is said, and voided entries stay readable', async () => {
  const other = await backend.patient(1, null)
  const [enrollment] = other.enrollments
  const [gone, ...entries] = other.entries.filter((entry) => entry.counted_s > 0)
  const voided = [{ ...gone!, changed_by: 'Bex Okonjo', reason: 'Entered twice' }]
  render(ExplainDialog, { enrollment: enrollment!, entries, voided, month: '2026-11', onclose: closed })
  const text = screen.getByTestId('explain-dialog').textContent
  expect(text).toContain('Time of this month that is not listed here')
  expect(screen.getByTestId('explain-counted').textContent).toBe('19:59')
  expect(text).toContain('voided by Bex Okonjo: Entered twice')
})

test('a claim of another practice is noted with what is known of it, and withdrawn with a reason', async () => {
  render(ElsewhereDialog, { patient: 8, name: 'Odette Larkspur', onclose: closed })
  await submit('elsewhere-save')
  await waitFor(() => expect(named('code').getAttribute('aria-invalid')).toBe('true'))
  await choose('code', '99487')
  await type('date', '11/08/2026')
  await type('known_by', 'Letter of Cedar Oncology')
  await submit('elsewhere-save')
  await waitFor(() => expect(closed).toHaveBeenCalledOnce())
  const [billed] = (await backend.patient(8, null)).billed_elsewhere
  expect(billed).toMatchObject({ code: '99487', date: '2026-11-08', withdrawn: null })

  render(WithdrawDialog, { billed: billed!, onclose: closed })
  await type('reason', 'another patient')
  await submit('withdraw-save')
  await waitFor(() => expect(closed).toHaveBeenCalledTimes(2))
  expect((await backend.patient(8, null)).billed_elsewhere[0]?.withdrawn).toBe('another patient')
})
