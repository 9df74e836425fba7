// The screens before the open app: too many wrong passwords, a one-time password, the printed key, a damaged key file.

import { fireEvent, render, screen, waitFor } from '@testing-library/svelte'
import { beforeEach, expect, test } from 'vitest'
import { readStage, session } from '../../session.svelte'
import type { StageView } from '../../wire'
import ChoosePassword from './ChoosePassword.svelte'
import Trouble from './Trouble.svelte'
import Unlock from './Unlock.svelte'

const locked: Extract<StageView, { stage: 'locked' }> = {
  stage: 'locked',
  sign_ins: ['bex', 'tamsin'],
  practice: 'Juniper Hollow',
  demo: false,
  running_since: null,
}
const field = <T extends HTMLElement = HTMLInputElement>(id: string) => screen.getByTestId(id) as T
const type = (id: string, value: string) => fireEvent.input(field(id), { target: { value } })

beforeEach(async () => {
  localStorage.clear()
  await readStage()
})

test('after too many wrong passwords the screen counts down, and what was typed is kept', async () => {
  render(Unlock, { view: locked })
  for (let n = 0; n < 6; n += 1) {
    await type('password', 'wrong')
    await fireEvent.click(field('unlock'))
    await waitFor(() => expect(field<HTMLButtonElement>('unlock').getAttribute('aria-busy')).toBeNull())
  }
  await waitFor(() => screen.getByTestId('wait'))
  expect(screen.getByTestId('wait').textContent).toMatch(/0:0[78]/)
  expect(field('password').value).toBe('wrong')
  expect(field<HTMLButtonElement>('unlock').disabled).toBe(true)
})

test('a password can be shown, and hidden again', async () => {
  render(Unlock, { view: locked })
  expect(field('password').type).toBe('password')
  await fireEvent.click(screen.getByRole('button', { name: 'Show password' }))
  expect(field('password').type).toBe('text')
  await fireEvent.click(screen.getByRole('button', { name: 'Hide password' }))
  expect(field('password').type).toBe('password')
})

test('somebody else takes over: the password of the one before is gone from the field', async () => {
  render(Unlock, { view: locked })
  await type('password', 'half a pass')
  const select = field<HTMLSelectElement>('sign-in')
  select.value = 'tamsin'
  await fireEvent.change(select)
  expect(field('password').value).toBe('')
})

test('a one-time password leads to choosing another one, judged while it is typed', async () => {
  render(ChoosePassword, { view: { stage: 'must_change', name: 'Corwin Slate', practice: 'Juniper Hollow' } })
  await type('new-password', 'short')
  await waitFor(() => expect(screen.getByTestId('strength').textContent).toContain('at least 15 characters'))
  await type('new-password', 'nine patient otters hum')
  await type('new-password-again', 'nine patient otters ham')
  await fireEvent.click(field('choose-password'))
  expect(screen.getByText('The two passwords differ.')).toBeTruthy()
  await type('new-password-again', 'nine patient otters hum')
  await fireEvent.click(field('choose-password'))
  await waitFor(() => expect(session.stage?.stage).toBe('open'))
})

test('a suggested password is shown, so that it can be written down', async () => {
  render(ChoosePassword, { view: { stage: 'must_change', name: 'Corwin Slate', practice: 'Juniper Hollow' } })
  await fireEvent.click(screen.getByTestId('suggest'))
  await waitFor(() => expect(field('new-password').value).toBe('amber tunnel kettle grove linen'))
  expect(field('new-password').type).toBe('text')
})

test('the printed key sets a password and shows the next key, two groups of which are typed back', async () => {
  render(Unlock, { view: locked })
  await fireEvent.click(field('use-recovery'))
  await type('recovery-typed', 'K7QF2')
  await type('recovery-password', 'nine patient otters hum')
  await fireEvent.click(field('recover'))
  await waitFor(() => screen.getByText(/typing mistake/))
  await type('recovery-typed', 'K7QF2 M4XWD T9RBA H2CNP W8GJV D5YKE Q3ZTM B6LSX')
  await fireEvent.click(field('recover'))
  await waitFor(() => screen.getByTestId('recovery-key'))
  await type('group-1', 't9rba')
  await type('group-2', 'q3ztm')
  await fireEvent.click(field('confirm-recovery'))
  await waitFor(() => expect(session.stage?.stage).toBe('open'))
})

test('the copy of a damaged key file is used only after a second yes', async () => {
  render(Trouble, { view: { stage: 'trouble', message: 'The key file is damaged.', previous_keys: true } })
  expect(screen.queryByTestId('restore-keys-sure')).toBeNull()
  await fireEvent.click(field('restore-keys'))
  expect(screen.getByText(/a manager signs in first/)).toBeTruthy()
  await fireEvent.click(field('restore-keys-sure'))
  await waitFor(() => expect(session.stage?.stage).toBe('locked'))
})

test('other trouble offers no copy', () => {
  render(Trouble, {
    view: { stage: 'trouble', message: 'This folder is on a network.', previous_keys: false },
  })
  expect(screen.queryByTestId('restore-keys')).toBeNull()
})
