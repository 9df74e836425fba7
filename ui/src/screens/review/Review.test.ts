// The month review on screen: by keyboard through a whole month, returned with a reason, closed step by step.

import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte'
import { tick } from 'svelte'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { onKey } from '../../actions.svelte'
import * as backend from '../../backend'
import { state } from '../../fake/practice'
import { forgetDecisions } from '../../fake/signing'
import { router } from '../../router.svelte'
import { readStage } from '../../session.svelte'
import Review from './Review.svelte'

const rows = () => screen.queryAllByTestId('review-row')
const current = () => rows().find((row) => row.getAttribute('aria-selected') === 'true')
const statement = () => screen.findByTestId('statement')
const press = async (key: string) => {
  await fireEvent.keyDown(document.activeElement ?? document.body, { key })
  await tick()
}

beforeAll(() => window.addEventListener('keydown', onKey))

beforeEach(() => {
  window.location.hash = ''
  vi.restoreAllMocks()
  forgetDecisions()
  state.access = 'practitioner'
  // A window tall enough to hold rows, which a page without layout has not.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(4000)
})

async function show(month: string | null = '2026-11', access = 'practitioner') {
  state.access = access
  await readStage()
  window.location.hash = '#/review'
  const shown = render(Review, { month })
  if (month === '2026-11') {
    await waitFor(() => expect(rows().length).toBeGreaterThan(10))
    await statement()
  }
  return shown
}

test('without an address it is the month before, and one without time says what brings a patient here', async () => {
  await show(null)
  expect(await screen.findByText('Nothing to review in October 2026.')).toBeTruthy()
})

test('the riskiest is on top and its statement stands beside it with lines, dollars, flags and notes', async () => {
  await show()
  expect(current()).toBe(rows()[0])
  const shown = within(await statement())
  expect(shown.getByText('Worth a look')).toBeTruthy()
  expect(shown.getAllByText(/not timed\.|still|shared|multiples|after the work/).length).toBeGreaterThan(0)
  expect(shown.getByText(/Judged by medicare 2026\.1\. Statement [0-9a-f]{16}\./)).toBeTruthy()
})

test('a whole month is signed by one key for each patient, without the mouse', async () => {
  await show()
  const sign = vi.spyOn(backend, 'signMonth')
  const all = rows().length
  let pressed = 0
  while (screen.getByTestId('review-left').textContent !== `All ${all} signed`) {
    await waitFor(async () => {
      const name = current()?.querySelector('b')?.textContent ?? ''
      expect((await statement()).querySelector('h2')?.textContent).toBe(name)
      expect(screen.getByTestId<HTMLButtonElement>('approve').getAttribute('aria-busy')).toBeNull()
    })
    const before = sign.mock.calls.length
    await press('a')
    pressed += 1
    await waitFor(() => expect(sign.mock.calls.length).toBe(before + 1))
    await waitFor(() =>
      expect(screen.getByTestId('review-left').textContent).not.toContain(`${all - pressed + 1} of`),
    )
  }
  expect(pressed).toBe(all)
  expect(new Set(rows().map((row) => row.dataset['standing']))).toEqual(new Set(['signed']))
  expect(new Set(sign.mock.calls.map(([form]) => form.patient)).size).toBe(all)
})

test('J and K go through the list and Enter opens the patient in that month', async () => {
  await show()
  await press('j')
  await waitFor(() => expect(current()).toBe(rows()[1]))
  await press('j')
  await press('k')
  await waitFor(() => expect(current()).toBe(rows()[1]))
  await waitFor(async () =>
    expect((await statement()).querySelector('h2')?.textContent).toBe(
      current()?.querySelector('b')?.textContent,
    ),
  )
  await press('Enter')
  const id = Number(current()?.id.replace('review-', ''))
  await waitFor(() => expect(router.route).toEqual({ screen: 'patient', id, month: '2026-11' }))
})

test('R asks for a reason, which stays with the patient', async () => {
  await show()
  const giveBack = vi.spyOn(backend, 'returnMonth')
  const name = current()?.querySelector('b')?.textContent ?? ''
  await press('r')
  const dialog = await screen.findByTestId('return-dialog')
  await fireEvent.click(within(dialog).getByTestId('return-save'))
  expect(giveBack).not.toHaveBeenCalled()
  await fireEvent.input(within(dialog).getByTestId('reason'), { target: { value: 'Which call was this?' } })
  await fireEvent.click(within(dialog).getByTestId('return-save'))
  await waitFor(() => expect(screen.queryByTestId('return-dialog')).toBeNull())
  const row = rows().find((one) => one.textContent.includes(name)) as HTMLElement
  expect(row.dataset['standing']).toBe('returned')
  await fireEvent.click(row)
  expect((await screen.findByTestId('sign-off')).textContent).toContain('Which call was this?')
})

test('what changed since it was shown is not signed, and the new statement is shown with the reason', async () => {
  await show()
  vi.spyOn(backend, 'signMonth').mockRejectedValueOnce({
    code: 'refused',
    message: 'It changed.',
    field: null,
  })
  const row = current()
  await press('a')
  expect(await screen.findByText('It changed.')).toBeTruthy()
  expect(current()).toBe(row)
  expect(row?.dataset['standing']).toBe('open')
})

test('a filter shows who is left, and an empty one leads back', async () => {
  await show()
  await fireEvent.click(screen.getByTestId('show-signed'))
  expect(rows()).toEqual([])
  await fireEvent.click(screen.getByText('Show all'))
  expect(rows().length).toBeGreaterThan(10)
})

const pick = () => screen.findByTestId<HTMLSelectElement>('review-practitioner')
async function choose(name: string) {
  const select = await pick()
  // This DOM does not know which option is :checked, so it is told.
  vi.spyOn(select, 'querySelector').mockReturnValue(select.querySelector(`option[value="${name}"]`))
  await fireEvent.change(select, { target: { value: name } })
}

test('the claims of one practitioner are listed alone, and what is signed next is theirs', async () => {
  await show()
  const month = await backend.review('2026-11')
  const billed = month.rows.filter((one) => one.practitioners.includes('Linnea Marsh'))
  const theirs = new Set(billed.map((one) => one.patient))
  const all = rows().length
  expect(theirs.size).toBeGreaterThan(1)
  const options = [...(await pick()).options].map((one) => one.value)
  expect(options).toEqual(['', 'Dr. Aldous Penhallow', 'Linnea Marsh'])
  await choose('Linnea Marsh')
  await waitFor(() => expect(rows().length).toBeLessThan(all))
  const listed = () => rows().map((row) => Number(row.id.replace('review-', '')))
  expect(listed().every((patient) => theirs.has(patient))).toBe(true)
  expect(screen.getByTestId('review-left').textContent).toBe(`${rows().length} of ${rows().length} to sign`)
  const name = current()?.querySelector('b')?.textContent ?? ''
  await waitFor(async () => expect((await statement()).querySelector('h2')?.textContent).toBe(name))
  const sign = vi.spyOn(backend, 'signMonth')
  await press('a')
  await waitFor(() => expect(sign).toHaveBeenCalledOnce())
  expect(theirs.has(sign.mock.calls[0]![0].patient)).toBe(true)
  await waitFor(() =>
    expect(screen.getByTestId('review-left').textContent).toContain(`${rows().length - 1} of`),
  )
})

test('F goes from practitioner to practitioner and back to all of them, and each is said', async () => {
  await show('2026-11', 'manager')
  const all = rows().length
  await pick()
  const said: string[] = []
  const counts: number[] = []
  for (let n = 0; n < 3; n += 1) {
    await press('f')
    said.push(screen.getAllByRole('status')[0]?.textContent ?? '')
    counts.push(rows().length)
  }
  expect(said).toEqual([
    `Dr. Aldous Penhallow: ${counts[0]} patients.`,
    `Linnea Marsh: ${counts[1]} patients.`,
    `All practitioners: ${all} patients.`,
  ])
  expect(counts[2]).toBe(all)
})

test('in a practice where one practitioner bills there is no choice', async () => {
  const read = backend.review
  vi.spyOn(backend, 'review').mockImplementation(async (month) => {
    const view = await read(month)
    const rows = view.rows.map((row) => ({ ...row, practitioners: ['Linnea Marsh'] }))
    return { ...view, rows }
  })
  await show()
  expect(rows().length).toBeGreaterThan(10)
  expect(screen.queryByTestId('review-practitioner')).toBeNull()
})

test('who may not sign sees the statements and no button to sign', async () => {
  await show('2026-11', 'manager')
  expect(screen.queryByTestId('approve')).toBeNull()
  const sign = vi.spyOn(backend, 'signMonth')
  await press('a')
  expect(sign).not.toHaveBeenCalled()
})

test('a manager closes a month over what is open, with a reason, and opens it again', async () => {
  await show('2026-11', 'manager')
  vi.spyOn(backend, 'closing').mockImplementation(async (month) => {
    const view = await backend.closeMonth({ month, reason: 'x' }).catch(() => null)
    const bare = { staff: null, seconds: null, reasons: [], standing: null }
    return {
      ...(view ?? { history: [], gaps: [], held: [], grace_days: 3, care_team_signs: false }),
      month,
      state: { state: 'open' },
      timers: [{ ...bare, patient: 1, name: 'Barnaby Quill', staff: 'Bex', seconds: 90 }],
      unsigned: [{ ...bare, patient: 2, name: 'Marigold Fennimore', standing: 'open' }],
    }
  })
  await press('c')
  const dialog = await screen.findByTestId('close-dialog')
  const timers = await within(dialog).findByTestId('step-timers')
  expect(timers.textContent).toContain('Barnaby Quill')
  expect(timers.textContent).toContain('Must be stopped first')
  // A colleague who is away stops nothing: the way out is said, too.
  expect(timers.textContent).toContain(
    'end their sign-in in Settings, People: all their timers then stop at their last proof',
  )
  expect(within(dialog).getByTestId('step-held').textContent).toContain('No claim waits for a document.')
  expect(within(dialog).getByTestId<HTMLButtonElement>('close-save').disabled).toBe(true)
})
