// Claims on screen: the lines of a month, filters, reasons and the export.

import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte'
import { tick } from 'svelte'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { onKey } from '../../actions.svelte'
import { router } from '../../router.svelte'
import { readStage } from '../../session.svelte'
import Claims from './Claims.svelte'

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

test('E exports the ready lines, shows the file and what was left out, and keeps it on record', async () => {
  await showMonth()
  const ready = rows().filter((row) => row.dataset['status'] === 'ready').length
  await press('e')
  const result = await screen.findByTestId('export-result')
  expect(result.textContent).toMatch(/caretally-claims-2026-11-\d+\.csv/)
  expect(result.textContent).toContain('9f2c7be1a04d…')
  expect(result.textContent).toContain('1 held')
  const record = await screen.findByText('1 export of this month')
  expect(record.closest('details')?.textContent).toContain(`Tamsin Reyes-Holt`)
  expect(record.closest('details')?.textContent).toContain(String(ready))
})

beforeEach(() => {
  window.location.hash = ''
})
