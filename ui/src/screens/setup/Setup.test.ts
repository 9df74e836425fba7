// First run: the password rule speaks while typing, the recovery key is proved, and Today follows.

import { fireEvent, render, screen, waitFor } from '@testing-library/svelte'
import { beforeEach, expect, test } from 'vitest'
import { session } from '../../session.svelte'
import Setup from './Setup.svelte'

const type = (id: string, value: string) => fireEvent.input(screen.getByTestId(id), { target: { value } })
const sentence = 'the heron waits at dawn'

async function fill(again = sentence) {
  await type('practice', 'Maple Street Clinic')
  await type('name', 'Ada Wintermere')
  await type('sign-in', 'ada')
  await type('password', sentence)
  await type('password-again', again)
  await fireEvent.click(screen.getByTestId('create'))
}

beforeEach(() => {
  render(Setup, { view: { stage: 'set_up', home: '~/caretally', time_zone: 'America/Detroit' } })
})

test('a password is judged while it is typed', async () => {
  expect(screen.getByText('15 characters or more; four or five unrelated words are good.')).toBeTruthy()
  await type('password', 'heron')
  await waitFor(() => expect(screen.getByTestId('strength').textContent).toContain('This has 5.'))
  await type('password', sentence)
  await waitFor(() => expect(screen.getByTestId('strength').textContent).toContain('You can use this one.'))
})

test('two different passwords are not sent', async () => {
  await fill('the heron waits at dusk')
  expect(screen.getByText('The two passwords differ.')).toBeTruthy()
  expect(screen.queryByTestId('recovery-key')).toBeNull()
})

test('the recovery key has eight groups, a wrong one is refused, and the right ones open the app', async () => {
  await fill()
  await waitFor(() => screen.getByTestId('recovery-key'))
  expect(screen.getByTestId('recovery-key').querySelectorAll('code').length).toBe(8)
  expect(screen.getByLabelText(/Group 3/)).toBeTruthy()
  await type('group-1', 'AAAAA')
  await type('group-2', 'BBBBB')
  await fireEvent.click(screen.getByTestId('confirm-recovery'))
  await waitFor(() => expect(screen.getByText('Group 3 or 7 does not match.')).toBeTruthy())
  await type('group-1', 't9rba')
  await type('group-2', ' q3ztm ')
  await fireEvent.click(screen.getByTestId('confirm-recovery'))
  await waitFor(() => expect(session.stage?.stage).toBe('open'))
})
