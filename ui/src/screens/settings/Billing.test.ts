// Electronic claims in Settings: what is refused is said at its field, and a payer is named in a dialog.

import { fireEvent, render, screen, waitFor } from '@testing-library/svelte'
import { expect, test } from 'vitest'
import { readStage } from '../../session.svelte'
import Billing from './Billing.svelte'

test('a wrong NPI is said at its field, and a right one is kept', async () => {
  await readStage()
  render(Billing)
  const npi = await screen.findByTestId<HTMLInputElement>('billing-npi')
  expect(npi.value).toBe('1000000004')
  await fireEvent.input(npi, { target: { value: '12' } })
  await fireEvent.submit(npi.form as HTMLFormElement)
  await waitFor(() => expect(npi.getAttribute('aria-invalid')).toBe('true'))
  await fireEvent.input(npi, { target: { value: '1000000012' } })
  await fireEvent.submit(npi.form as HTMLFormElement)
  await waitFor(() => expect(npi.getAttribute('aria-invalid')).toBeNull())
})

test('a payer without a number says that no claims go to it, until it has one', async () => {
  await readStage()
  render(Billing)
  const table = await screen.findByTestId('payer-identities')
  const row = () => [...table.querySelectorAll('tr')].find((one) => one.textContent.includes('Cigna'))
  expect(row()?.textContent).toContain('not said: no claims')
  await fireEvent.click(screen.getByTestId('change-payer-cigna'))
  const dialog = await screen.findByTestId('payer-dialog')
  const id = dialog.querySelector<HTMLInputElement>('[name="payer_id"]') as HTMLInputElement
  await fireEvent.input(id, { target: { value: 'DEMO4' } })
  await fireEvent.submit(id.form as HTMLFormElement)
  await waitFor(() => expect(row()?.textContent).toContain('DEMO4'))
})
