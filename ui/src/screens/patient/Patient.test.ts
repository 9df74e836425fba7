// The patient's page: the live month, entries by keyboard, what is missing, and the empty page.

import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte'
import { tick } from 'svelte'
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { onKey } from '../../actions.svelte'
import * as backend from '../../backend'
import { state } from '../../fake/practice'
import { router } from '../../router.svelte'
import { readStage, session } from '../../session.svelte'
import { readActivities, readTimer } from '../../timer.svelte'
import Patient from './Patient.svelte'

const press = async (key: string) => {
  await fireEvent.keyDown(document.activeElement ?? document.body, { key })
  await tick()
}

beforeAll(() => {
  HTMLElement.prototype.scrollIntoView = () => undefined
  window.addEventListener('keydown', onKey)
})

beforeEach(async () => {
  await Promise.all([readStage(), readTimer(), readActivities()])
})

// A dialog that is still open would take the next test's keys.
afterEach(async () => {
  await fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Escape' })
  state.access = 'manager'
  vi.restoreAllMocks()
})

async function open(id: number, month: string | null = null) {
  window.location.hash = `#/patient/${id}`
  render(Patient, { id, month })
  await screen.findByRole('heading', { level: 1 })
}

test('the running timer is the first row and part of the total, the explanation and the bar', async () => {
  await open(2)
  const total = within(screen.getByTestId('month-2')).getByTestId('counted').textContent ?? ''
  expect(total).toMatch(/^(39:4[89]|39:5\d|4\d:\d\d)$/)
  expect(screen.getByTestId('explain-2').textContent).toContain(total)
  const rows = within(screen.getByRole('table')).getAllByRole('row')
  expect(rows[1]?.dataset['testid']).toBe('entry-running')
})

test('an entry of which nothing counts is struck through and says why', async () => {
  await open(2)
  const row = screen.getByText('Prior authorization').closest('tr')!
  expect(row.querySelector('.e-t s')?.textContent).toBe('10:25')
  expect(row.textContent).toContain('excluded')
  expect(row.textContent).toContain('Prior authorization does not count')
})

test("somebody else's entry can be read but not corrected", async () => {
  await open(2)
  const row = screen.getByText('Writing or revising the care plan').closest('tr')!
  expect(row.textContent).toContain('Bex Okonjo')
  expect(within(row).getAllByRole('button')).toHaveLength(1)
  expect(within(row).getByText('History')).toBeTruthy()
})

test('J goes to the first entry, and C corrects it: the row then tells what it was, by whom and why', async () => {
  await open(3)
  await press('j')
  const row = document.activeElement!.closest('tr')!
  const id = row.dataset['entry']!
  await press('c')
  const dialog = await screen.findByTestId('correct-dialog')
  const field = (name: string) => dialog.querySelector<HTMLInputElement>(`[name="${name}"]`)!
  await fireEvent.input(field('start'), { target: { value: '9:00' } })
  await fireEvent.input(field('end'), { target: { value: '9:01:30' } })
  await fireEvent.input(field('reason'), { target: { value: 'Call ended earlier' } })
  await fireEvent.click(screen.getByTestId('correct-save'))
  await waitFor(() => expect(screen.getByTestId(`entry-${id}`).textContent).toContain('Call ended earlier'))
  const told = screen.getByTestId(`entry-${id}`).textContent
  expect(told).toContain('1:30')
  expect(told).toMatch(/was \d+:\d\d/)
  expect(told).toContain('corrected by Tamsin Reyes-Holt')
})

test('X excludes an entry by what it was and why, and Ctrl+Z has it count again', async () => {
  await open(3)
  const row = () => document.activeElement!.closest('tr')!
  await press('j')
  // What does not count has nothing to exclude.
  while (row().textContent.includes('excluded')) await press('j')
  const id = row().dataset['entry']!
  await press('x')
  const dialog = await screen.findByTestId('exclude-dialog')
  const activity = screen.getByTestId('exclude-activity')
  await fireEvent.input(activity, { target: { value: 'call with the patient' } })
  expect(dialog.textContent).not.toContain('Phone call with the patient')
  await fireEvent.input(activity, { target: { value: 'voicemail' } })
  await fireEvent.keyDown(activity, { key: 'Enter' })
  await fireEvent.input(screen.getByTestId('reason'), { target: { value: 'Nobody was reached' } })
  await fireEvent.click(screen.getByTestId('exclude-save'))
  await waitFor(() => expect(screen.getByTestId(`entry-${id}`).textContent).toContain('Nobody was reached'))
  expect(screen.getByTestId(`entry-${id}`).textContent).toContain('excluded')
  const { words } = await backend.undo()
  expect(words).toBe('Correct an entry')
})

test('a missing document says what, by which rule, and opens the form at its field', async () => {
  await open(23)
  const aside = screen.getByTestId('enrollment-23')
  expect(aside.textContent).toContain('Copy of the care plan not given')
  expect(aside.textContent).toContain('PR-9')
  await fireEvent.click(screen.getByTestId('record-plan_copy'))
  const dialog = await screen.findByTestId('enrollment-dialog')
  await waitFor(() => expect(document.activeElement).toBe(dialog.querySelector('[name="plan_copy_given"]')))
})

test('a designated team member who is not named is worth recording, and no claim waits for the name', async () => {
  const known = (await backend.patient(2, null)).enrollments[0]!
  await backend.saveEnrollment({ ...known.form, lead: null })
  await open(2)
  const item = screen.getByText('Designated team member').closest('li')!
  expect(item.textContent).toContain('Nobody is named yet')
  expect(item.className).not.toContain('open')
  await fireEvent.click(screen.getByTestId('record-lead'))
  const dialog = await screen.findByTestId('enrollment-dialog')
  await waitFor(() => expect(document.activeElement).toBe(dialog.querySelector('[name="lead"]')))
})

test('the month before has its own address', async () => {
  await open(2)
  await fireEvent.click(screen.getByTestId('month-before'))
  await waitFor(() => expect(router.route).toEqual({ screen: 'patient', id: 2, month: '2026-10' }))
})

test('any day of the tape is a click away, and today is one click back', async () => {
  await open(2)
  await fireEvent.click(await screen.findByTestId('clock-before'))
  expect(await screen.findByText('Wed, Nov 18 on the clock')).toBeTruthy()
  await fireEvent.click(screen.getByTestId('clock-today'))
  expect(await screen.findByText('Today on the clock')).toBeTruthy()
  expect((screen.getByTestId('clock-after') as HTMLButtonElement).disabled).toBe(true)
})

/** A patient on whom two people worked on one day, a minute of it together. */
async function shared(open: () => Promise<void>) {
  const view = await backend.patient(2, null)
  const [one] = view.entries
  const at = (id: number, staff: string, from: string, to: string) => ({
    ...one!,
    ...{ id, staff, date: '2026-11-19', start: `${from}:00`, end: `${to}:00`, mine: staff !== 'Bex Okonjo' },
    ...{ started_at: `2026-11-19T${from}:00-05:00`, ended_at: `2026-11-19T${to}:00-05:00` },
  })
  const entries = [
    at(901, 'Bex Okonjo', '09:00', '09:10'),
    at(902, 'Tamsin Reyes-Holt', '09:09', '09:20'),
    { ...at(903, 'Bex Okonjo', '09:00', '09:10'), date: '2026-11-18' },
  ]
  vi.spyOn(backend, 'patient').mockResolvedValue({ ...view, entries })
  await open()
  return screen.findByTestId('tape-of-all')
}

test('the day of the patient has the entries of everybody, to be read only', async () => {
  const tape = within(await shared(() => open(2)))
  const names = tape.getAllByRole('img').map((one) => one.getAttribute('aria-label'))
  expect(names).toHaveLength(2)
  expect(names[0]).toMatch(/^Bex Okonjo, .*, 9:00 AM to 9:10 AM, 10:00, overlaps another entry$/)
  expect(names[1]).toMatch(/^Tamsin Reyes-Holt, .*9:09 AM to 9:20 AM/)
  expect(tape.queryAllByRole('button')).toEqual([])
  expect(tape.queryAllByRole('slider')).toEqual([])
  await fireEvent.click(screen.getByTestId('clock-before'))
  await waitFor(() => expect(tape.getAllByRole('img')).toHaveLength(1))
  await fireEvent.click(screen.getByTestId('clock-before'))
  expect(await screen.findByText('Nobody has an entry for this patient on this day.')).toBeTruthy()
})

test('who tracks no time sees the day of the patient, too, and asks for no day of their own', async () => {
  const day = vi.spyOn(backend, 'day')
  state.access = 'biller'
  await readStage()
  expect(session.can('track')).toBe(false)
  await shared(() => open(2))
  expect(screen.getByText('Today on the clock')).toBeTruthy()
  expect(screen.queryByTestId('tape')).toBeNull()
  expect(day).not.toHaveBeenCalled()
})

test('the rule behind an item of the checklist is there on request, met or not', async () => {
  await open(2)
  const consent = screen.getByText('Consent').closest('li')!
  expect(
    within(consent)
      .getByText(/PR-1 · /)
      .closest('details')?.open,
  ).toBe(false)
  expect(consent.textContent).toContain('explanation not on record: the right to stop at any time')
  const conditions = screen.getByText('Conditions').closest('li')!
  expect(conditions.textContent).toContain('I50.22 (lifelong, high risk), E11.9 (lifelong)')
})

test('the claim history names each month, its codes and when it was exported', async () => {
  await open(2)
  const history = await screen.findByTestId('claim-history')
  expect(history.textContent).toContain('October 2026')
  expect(history.textContent).toContain('CCM 99490 · exported Oct 28, 2026')
})

test('who looked is read when it is opened, and names the events without the patient', async () => {
  await open(2)
  const looks = screen.getByTestId<HTMLDetailsElement>('looks')
  expect(looks.querySelector('li')).toBeNull()
  looks.open = true
  await fireEvent(looks, new Event('toggle'))
  await waitFor(() => expect(looks.textContent).toContain('opened this patient'))
})

test('nobody enrolled: one sentence and the button that enrolls', async () => {
  const id = await backend.savePatient({
    id: null,
    name: 'Theodora Wick',
    birth_date: '1948-04-09',
    mrn: '77-001',
    sex: 'F',
    payer: 'medicare',
    call_window: '',
    subscriber: null,
    from: null,
  })
  await open(id)
  expect(screen.queryByTestId('add-time')).toBeNull()
  await fireEvent.click(screen.getByTestId('enroll'))
  await screen.findByTestId('enrollment-dialog')
  await fireEvent.click(screen.getByTestId('enrollment-save'))
  await waitFor(() => expect(screen.queryByTestId('add-time')).toBeTruthy())
  expect(screen.getByText('No time this month yet.')).toBeTruthy()
})
