// Claims on screen: the lines of a month, filters, reasons and the export.

import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte'
import { tick } from 'svelte'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { onKey } from '../../actions.svelte'
import { router } from '../../router.svelte'
import { readStage } from '../../session.svelte'
import Claims from './Claims.svelte'
import Differences from './Differences.svelte'

const rows = () => screen.queryAllByTestId('claim-row')
const states = () => new Set(rows().map((row) => row.dataset['status']))
const press = async (key: string, target: Element = document.activeElement ?? document.body) => {
  await fireEvent.keyDown(target, { key })
  await tick()
}

beforeAll(() => window.addEventListener('keydown', onKey))

async function show(month: string | null = null) {
  await readStage()
  window.location.hash = '#/claims'
  return render(Claims, { month })
}

test('a month without lines says what makes one', async () => {
  await show('2026-09')
  expect(await screen.findByText('No claim lines in September 2026.')).toBeTruthy()
  expect(screen.getByTestId<HTMLButtonElement>('export').disabled).toBe(true)
})

test('the bracket keys go to another month, but not past the present one', async () => {
  await show('2026-11')
  await press(']')
  expect(window.location.hash).toBe('#/claims')
  await press('[')
  await waitFor(() => expect(router.route).toEqual({ screen: 'claims', month: '2026-10' }))
})

// The remaining tests look at the present month.
async function showMonth() {
  await show()
  await waitFor(() => expect(rows().length).toBeGreaterThan(10))
}

test('a line shows code, units, date, counted time and dollars', async () => {
  await showMonth()
  const line = rows().find((row) => row.textContent.includes('Ansel Birchwood')) as HTMLElement
  for (const fact of ['Ready', 'MRN 40-0088', 'Complex CCM', '99487 × 1', '11/10/2026', '70:10', '$144.29'])
    expect(line.textContent).toContain(fact)
})

test('a status button shows its lines only, and as many as it says', async () => {
  await showMonth()
  const ready = screen.getByTestId('status-ready')
  await fireEvent.click(ready)
  expect(ready.getAttribute('aria-pressed')).toBe('true')
  expect(states()).toEqual(new Set(['ready']))
  expect(within(ready).getByText(String(rows().length))).toBeTruthy()
})

test('the payer filter narrows lines and counts', async () => {
  await showMonth()
  const all = rows().length
  const select = screen.getByTestId<HTMLSelectElement>('claims-payer')
  const option = select.querySelector('option[value="priority"]')
  // This DOM does not know which option is :checked, so it is told.
  vi.spyOn(select, 'querySelector').mockReturnValue(option)
  await fireEvent.change(select, { target: { value: 'priority' } })
  expect(rows().length).toBeLessThan(all)
  expect(screen.getByTestId('status-all').textContent).toContain(String(rows().length))
})

test('W says why a line is held, and the rule and its source on request', async () => {
  await showMonth()
  await fireEvent.click(screen.getByTestId('status-held'))
  await press('j')
  await press('w')
  const dialog = await screen.findByRole('dialog')
  expect(within(dialog).getByText('Why it is held')).toBeTruthy()
  expect(within(dialog).getByText('Copy of the care plan not given')).toBeTruthy()
  expect(within(dialog).getByText(/PR-9 · /)).toBeTruthy()
})

test('E writes the batch in the files chosen, and the lines are exported from then on', async () => {
  await showMonth()
  const ready = rows().filter((row) => row.dataset['status'] === 'ready').length
  expect(screen.getByTestId<HTMLInputElement>('format-csv').checked).toBe(true)
  await fireEvent.click(screen.getByTestId('format-pdf'))
  await press('e')
  const result = await screen.findByTestId('export-result')
  for (const end of ['csv', 'xlsx', 'pdf'])
    expect(result.textContent).toContain(`caretally-claims-2026-11-01.${end}`)
  expect(result.textContent).toContain('SHA-256 9f2c7be1a04d…')
  expect(result.textContent).toMatch(/\d+ held/)
  expect((await screen.findByTestId('batches')).textContent).toContain(`${ready} new`)
  await waitFor(() => expect(states().has('exported')).toBe(true))
  expect(states().has('ready')).toBe(false)
})

test('what was exported and has not changed is not exported again by accident, only when it is asked for', async () => {
  await showMonth()
  const button = screen.getByTestId<HTMLButtonElement>('export')
  await waitFor(() => expect(screen.queryByTestId('export-all')).toBeTruthy())
  await waitFor(() => expect(button.disabled).toBe(true))
  expect(screen.getByText('Everything ready was exported, and nothing changed since.')).toBeTruthy()
  await fireEvent.click(screen.getByTestId('export-all'))
  await waitFor(() => expect(button.disabled).toBe(false))
})

test('the formats chosen last are chosen again, and without one nothing is exported', async () => {
  await showMonth()
  for (const format of ['csv', 'xlsx', 'pdf'])
    expect(screen.getByTestId<HTMLInputElement>(`format-${format}`).checked).toBe(true)
  for (const format of ['csv', 'xlsx', 'pdf']) await fireEvent.click(screen.getByTestId(`format-${format}`))
  expect(screen.getByTestId<HTMLButtonElement>('export').disabled).toBe(true)
})

test('a line that is different since its batch shows old and new', () => {
  render(Differences, {
    differences: [
      { field: 'units', old: '1', new: '2', claimed: true },
      { field: 'amount', old: '5044', new: '10088', claimed: true },
      { field: 'counted', old: '2400', new: '3660', claimed: false },
    ],
  })
  const list = screen.getByRole('list')
  expect(list.textContent).toMatch(/units before 1 → now 2/)
  expect(list.textContent).toContain('$100.88')
  expect(list.textContent).not.toContain('counted')
})

test('a hold that one date solves is solved where it is shown', async () => {
  await showMonth()
  await fireEvent.click(screen.getByTestId('status-held'))
  const before = rows().length
  const solve = screen.getAllByText('Solve')[0] as HTMLElement
  expect(solve.getAttribute('aria-label')).toContain('Copy of the care plan given on')
  await fireEvent.click(solve)
  await screen.findByTestId('solve-dialog')
  await fireEvent.click(screen.getByTestId('solve-save'))
  expect(screen.queryByTestId('solve-dialog'), 'nobody documents a day that was not typed').toBeTruthy()
  await fireEvent.input(screen.getByTestId('solve-day'), { target: { value: '11/12/2026' } })
  await fireEvent.click(screen.getByTestId('solve-save'))
  await waitFor(() => expect(rows().length).toBeLessThan(before))
  expect(screen.queryByTestId('solve-dialog')).toBeNull()
})

test('D writes the audit packet of the line, and a report is one button', async () => {
  await showMonth()
  await press('j')
  await press('d')
  const paper = await screen.findByTestId('paper-result')
  expect(paper.textContent).toMatch(/caretally-packet-2026-11-a\d+-01\.pdf/)
  await fireEvent.click(screen.getByTestId('report-staff'))
  await waitFor(() =>
    expect(screen.getByTestId('paper-result').textContent).toContain('caretally-staff-2026-11'),
  )
})

beforeEach(() => {
  window.location.hash = ''
})

test('files are sealed with a password: a weak one is refused at its field, and what is written says so', async () => {
  await showMonth()
  await fireEvent.click(screen.getByTestId('export-all'))
  await fireEvent.click(screen.getByTestId('seal'))
  const password = await screen.findByTestId<HTMLInputElement>('seal-password')
  await fireEvent.input(password, { target: { value: 'too short' } })
  await fireEvent.click(screen.getByTestId('export'))
  await waitFor(() => expect(password.getAttribute('aria-invalid')).toBe('true'))
  expect(screen.queryByTestId('export-result')).toBeNull()
  await fireEvent.input(password, { target: { value: 'four herons, 2 lamps' } })
  await fireEvent.click(screen.getByTestId('export'))
  const result = within(await screen.findByTestId('export-result'))
  expect(result.getByText(/^caretally-claims-.*\.zip$/)).toBeTruthy()
  expect(result.getByText('Without its password nobody opens it.')).toBeTruthy()
  expect(result.queryByText(/not encrypted/)).toBeNull()
})
