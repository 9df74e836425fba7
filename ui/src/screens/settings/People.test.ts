// Looking after people in Settings: how sign-ins stand, one-time passwords, the lock, the recovery key.

import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte'
import { beforeEach, expect, test } from 'vitest'
import { readStage, session } from '../../session.svelte'
import Settings from './Settings.svelte'

const click = (id: string) => fireEvent.click(screen.getByTestId(id))
const type = (name: string, value: string) =>
  fireEvent.input(document.querySelector(`[role="dialog"] [name="${name}"]`) as Element, {
    target: { value },
  })

beforeEach(async () => {
  await readStage()
  render(Settings)
  await screen.findByTestId('staff-table')
  // What lies below the first window comes a moment later.
  await screen.findByRole('heading', { name: 'Activities' })
})

test('who came with a one-time password is marked as such, and wrong tries are counted', () => {
  const table = screen.getByTestId('staff-table')
  expect(within(table).getByText('Corwin Slate').closest('tr')?.textContent).toContain('One-time password')
  expect(within(table).getByText('Dr. Aldous Penhallow').closest('tr')?.textContent).toContain(
    '2 wrong passwords',
  )
})

test('a one-time password is suggested, set, and shown once', async () => {
  await click('sign-in-2')
  await screen.findByTestId('sign-in-dialog')
  await click('suggest')
  await waitFor(() =>
    expect((screen.getByTestId('one-time') as HTMLInputElement).value).toBe(
      'amber tunnel kettle grove linen',
    ),
  )
  await click('give-password')
  expect((await screen.findByTestId('one-time-password')).textContent).toBe('amber tunnel kettle grove linen')
  await click('one-time-done')
  await waitFor(() => expect(screen.queryByTestId('one-time-password')).toBeNull())
})

test('whose sign-in was ended is marked, and allowed to sign in again', async () => {
  await click('sign-in-5')
  await click('disable')
  const row = () => screen.getByTestId('staff-5')
  await waitFor(() => expect(row().textContent).toContain('Sign-in ended'))
  await click('sign-in-5')
  await click('enable')
  await waitFor(() => expect(row().textContent).not.toContain('Sign-in ended'))
})

test('nobody gives themselves a one-time password', async () => {
  await click('sign-in-1')
  await screen.findByTestId('sign-in-dialog')
  expect(screen.queryByTestId('one-time')).toBeNull()
})

test('a new recovery key takes the place of the whole page, and may be typed back later', async () => {
  await click('renew-recovery')
  await click('renew-recovery-save')
  await waitFor(() => expect(session.kit?.groups.length).toBe(8))
  session.kit = null
})

test('after new keys everybody else has a password to hand out once, and the recovery key follows', async () => {
  await click('new-keys')
  await type('password', 'wrong')
  await click('new-keys-save')
  await screen.findByText('This password is not right.')
  await type('password', 'quiet river, seven lamps')
  await click('new-keys-save')
  const list = await screen.findByTestId('new-keys-list')
  expect(list.textContent).toContain('amber tunnel kettle grove linen')
  await click('new-keys-next')
  await waitFor(() => expect(session.kit?.groups.length).toBe(8))
  session.kit = null
})

test('the printed key is checked as a whole', async () => {
  await click('check-recovery')
  await type('key', 'K7QF2')
  await click('check-recovery-save')
  await screen.findByText('This is not the recovery key of this practice.')
  await type('key', 'k7qf2 m4xwd t9rba h2cnp w8gjv d5yke q3ztm b6lsx')
  await click('check-recovery-save')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
})

test('ones own password is changed with the present one', async () => {
  await click('change-password')
  await screen.findByTestId('own-password')
  await type('present', 'wrong')
  await type('password', 'nine patient otters hum')
  await type('again', 'nine patient otters hum')
  await click('own-password-save')
  await screen.findByText('The name or the password is not right.')
  await type('present', 'the heron waits at dawn')
  await click('own-password-save')
  await waitFor(() => expect(screen.queryByTestId('own-password')).toBeNull())
})

test('an app is set up with its first code, and given up again', async () => {
  await click('add-code')
  await screen.findByTestId('code-secret')
  await type('code', '000000')
  await click('code-save')
  await screen.findByText('This code does not fit. Type the one the app shows now.')
  await type('code', '123456')
  await click('code-save')
  await screen.findByTestId('remove-code')
  await click('remove-code')
  await click('remove-code-save')
  await screen.findByTestId('add-code')
})
