// An X12 837P export on screen: what is missing is said before, nothing is dropped in silence.

import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte'
import { expect, test } from 'vitest'
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
})

test('a practice that has not said how it bills is led to Settings', async () => {
  forgetBilling()
  await show()
  const box = screen.getByTestId<HTMLInputElement>('format-x12')
  if (!box.checked) await fireEvent.click(box)
  const link = await within(screen.getByTestId('x12')).findByText('Say so in Settings')
  expect(link.getAttribute('href')).toBe('#/settings/billing')
})
