// Unlocking: the last person is remembered, a wrong password says so, and a timer can be stopped without one.

import { fireEvent, render, screen, waitFor } from '@testing-library/svelte'
import { beforeEach, expect, test } from 'vitest'
import { addCode, removeCode } from '../../backend'
import { session } from '../../session.svelte'
import type { StageView } from '../../wire'
import Unlock from './Unlock.svelte'

const locked: Extract<StageView, { stage: 'locked' }> = {
  stage: 'locked',
  sign_ins: ['bex', 'tamsin'],
  practice: 'Juniper Hollow',
  demo: true,
  running_since: null,
}
const field = <T extends HTMLElement>(id: string) => screen.getByTestId(id) as T
const type = (value: string) => fireEvent.input(field('password'), { target: { value } })

beforeEach(() => localStorage.clear())

test('a wrong password is said at the password, which is emptied and kept in focus', async () => {
  render(Unlock, { view: locked })
  await type('wrong')
  await fireEvent.click(field('unlock'))
  await waitFor(() => expect(screen.getByText('That password is not right.')).toBeTruthy())
  const input = field<HTMLInputElement>('password')
  expect(input.getAttribute('aria-invalid')).toBe('true')
  expect(input.getAttribute('aria-describedby')).toContain('error')
  expect(input.value).toBe('')
})

test('the right password opens, and the person is remembered', async () => {
  const { unmount } = render(Unlock, { view: { ...locked, sign_ins: ['tamsin'] } })
  await type('the heron waits at dawn')
  await fireEvent.click(field('unlock'))
  await waitFor(() => expect(session.stage?.stage).toBe('open'))
  unmount()
  render(Unlock, { view: locked })
  expect(field<HTMLSelectElement>('sign-in').value).toBe('tamsin')
})

test('the demo practice says where its password is', () => {
  render(Unlock, { view: locked })
  expect(screen.getByText('The demo command prints the password of this practice.')).toBeTruthy()
})

test('a running timer shows its clock without a name and can be stopped', () => {
  const running_since = new Date(Date.now() - 754_000).toISOString()
  render(Unlock, { view: { ...locked, running_since } })
  expect(screen.getByTestId('timer-clock').textContent).toMatch(/^12:3[45]$/)
  expect(screen.getByTestId('stop')).toBeTruthy()
})

test('where a code is asked besides, the password stays and the focus goes to the code', async () => {
  await addCode({ secret: 'JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP', code: '123 456' })
  render(Unlock, { view: { ...locked, sign_ins: ['tamsin'] } })
  await type('the heron waits at dawn')
  await fireEvent.click(field('unlock'))
  const code = () => field<HTMLInputElement>('code')
  await waitFor(() => expect(document.activeElement).toBe(code()))
  expect(field<HTMLInputElement>('password').value).toBe('the heron waits at dawn')
  await fireEvent.input(code(), { target: { value: '000000' } })
  await fireEvent.click(field('unlock'))
  await screen.findByText('This code is not right, or it was used already.')
  expect(code().value).toBe('')
  session.stage = null
  await fireEvent.input(code(), { target: { value: '123456' } })
  await fireEvent.click(field('unlock'))
  await waitFor(() => expect(session.stage?.stage).toBe('open'))
  await removeCode({ id: 1 })
})
