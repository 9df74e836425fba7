// Who pays changes: each payer has its own card, and the number on the old one is kept for the months it paid for.

import { fireEvent, render, screen } from '@testing-library/svelte'
import { expect, test, vi } from 'vitest'
import * as backend from '../backend'
import { readStage } from '../session.svelte'
import PatientDialog from './PatientDialog.svelte'

const address = { street: '2 Dapple Ct', city: 'Alba', state: 'MI', zip: '49999' }
const ana = {
  id: 1,
  name: 'Ana Lopez',
  birth_date: '1950-03-07',
  mrn: 'A-1',
  sex: 'F',
  payer: 'medicare',
  call_window: '',
  from: null,
  subscriber: { ...address, member_id: '1EG4', cards: [{ payer: 'cigna', member_id: 'C7' }] },
}
const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name)
/** Chooses in the select; this DOM does not know which option is :checked, so it is told. */
function choose(payer: string) {
  const select = field('Payer')
  const option = [...select.querySelectorAll('option')].find((one) => one.value === payer) ?? null
  vi.spyOn(select, 'querySelector').mockReturnValue(option)
  return fireEvent.change(select, { target: { value: payer } })
}

async function show() {
  await readStage()
  render(PatientDialog, { patient: ana, onclose: () => undefined })
}

test('another payer does not take the number along, and the former cards are asked for beside it', async () => {
  const saved = vi.spyOn(backend, 'savePatient').mockResolvedValueOnce(1)
  await show()
  expect(field('Member ID at Medicare').value).toBe('1EG4')
  expect(field('Member ID at Cigna').value).toBe('C7')
  await choose('priority')
  expect(field('Member ID at Priority Health').value).toBe('')
  expect(field('Member ID at Medicare').value).toBe('1EG4')
  await fireEvent.input(field('Member ID at Priority Health'), { target: { value: 'P9' } })
  await fireEvent.submit(document.querySelector('form') as HTMLFormElement)
  const sent = saved.mock.calls[0]?.[0].subscriber
  expect(sent?.member_id).toBe('P9')
  expect(sent?.cards).toEqual([
    { payer: 'cigna', member_id: 'C7' },
    { payer: 'medicare', member_id: '1EG4' },
  ])
})

test('who comes back to a payer has the number of its card again', async () => {
  await show()
  await choose('priority')
  await choose('cigna')
  expect(field('Member ID at Cigna').value).toBe('C7')
  expect(screen.queryByLabelText('Member ID at Priority Health')).toBeNull()
  await choose('medicare')
  expect(field('Member ID at Medicare').value).toBe('1EG4')
})
