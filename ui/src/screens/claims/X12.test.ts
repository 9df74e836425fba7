// An X12 837P export on screen: what is missing is said before, nothing is dropped in silence.

import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte'
import { expect, test, vi } from 'vitest'
import * as backend from '../../backend'
import { forgetBilling } from '../../fake/x12'
import { readStage } from '../../session.svelte'
import Claims from './Claims.svelte'

async function show() {
  await readStage()
  render(Claims, { month: null })
  await waitFor(() => expect(screen.queryAllByTestId('claim-row').length).toBeGreaterThan(10))
}

test('who chooses X12 sees which claims would be in it, which would not, and what each lacks', async () => {
  await show()
  expect(screen.queryByTestId('x12')).toBeNull()
  await fireEvent.click(screen.getByTestId('format-x12'))
  const panel = screen.getByTestId('x12')
  await waitFor(() => expect(panel.textContent).toMatch(/Medicare: a file with \d+ claims/))
  const list = within(screen.getByTestId('x12-left-out'))
  const name = list.getAllByRole('link')[0] as HTMLAnchorElement
  expect(name.getAttribute('href')).toMatch(/^#\/patient\/\d+\//)
  expect(panel.textContent).toMatch(/Lacks the number on the insurance card, an address\./)
  expect(panel.textContent).toContain('stay ready')

  await fireEvent.click(screen.getByTestId('export'))
  const made = await screen.findByTestId('export-result')
  expect(made.textContent).toContain('x12')
  expect(made.textContent).toMatch(/\d+ claims? (is|are) in no X12 file/)
})

test('a line that X12 files say otherwise is told of, and is something to export as long as it is so', async () => {
  await readStage()
  const view = await backend.claims('2026-11')
  const row = view.rows.find((one) => one.line !== null)
  if (!row?.line) throw new Error('The fake practice has no line.')
  const { code, units, dos, amount_cents } = row.line
  const sent = { batch: 2, code, units, dos, amount_cents, unfiled: false, outdated: true }
  const rows = [
    { ...row, status: 'exported' as const, sent },
    { ...row, turn: 2, status: 'exported' as const, line: null, sent },
  ]
  const next = { new: 0, changed: 0, withdrawn: 0, unchanged: 1 }
  vi.spyOn(backend, 'claims').mockResolvedValueOnce({ ...view, rows, next, outdated: 2, formats: ['csv'] })
  render(Claims, { month: '2026-11' })
  await screen.findByText('In batch 2; its X12 claim is to be replaced')
  screen.getByText('Withdrawn in batch 2; its X12 claim is to be voided')
  expect(screen.getByTestId('outdated').textContent).toBe('2')
  expect(screen.getByTestId<HTMLButtonElement>('export').disabled).toBe(true)
  await fireEvent.click(screen.getByTestId('format-x12'))
  expect(screen.getByTestId<HTMLButtonElement>('export').disabled).toBe(false)
})

test('a practice that has not said how it bills is led to Settings', async () => {
  forgetBilling()
  await show()
  const box = screen.getByTestId<HTMLInputElement>('format-x12')
  if (!box.checked) await fireEvent.click(box)
  const link = await within(screen.getByTestId('x12')).findByText('Say so in Settings')
  expect(link.getAttribute('href')).toBe('#/settings/billing')
})
