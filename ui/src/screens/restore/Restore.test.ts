// The wizard for going back to a backup, from the locked screen to the sign-in after it.

import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte'
import { beforeEach, expect, test } from 'vitest'
import App from '../../App.svelte'
import { enter, session } from '../../session.svelte'
import { restoring } from '../../restoring.svelte'

const locked = {
  stage: 'locked',
  sign_ins: ['tamsin'],
  practice: null,
  demo: false,
  running_since: null,
} as const
const field = <E extends HTMLElement = HTMLInputElement>(id: string) => screen.getByTestId(id) as E
const choices = async () => within(await screen.findByTestId('restorable')).getAllByRole('button')

beforeEach(async () => {
  restoring.leave()
  render(App)
  await waitFor(() => expect(session.stage).not.toBeNull())
  enter({ ...locked, sign_ins: ['tamsin'] })
  await fireEvent.click(await screen.findByTestId('restore-link'))
})

async function unlockWith(password: string, nth: number) {
  await fireEvent.click((await choices())[nth] as Element)
  await fireEvent.input(field('restore-password'), { target: { value: password } })
  await fireEvent.click(field('check-backup'))
}

test('what is lost is told by staff member before anything is done, and then it is done', async () => {
  await unlockWith('the heron waits at dawn', 2)
  const losses = await screen.findByTestId('losses')
  expect(screen.getByText('You will lose 21 entries made after this backup.')).toBeTruthy()
  expect(within(losses).getByText('Tamsin Reyes-Holt').closest('tr')?.textContent).toContain('14')
  expect(document.body.textContent).not.toContain('Marigold Fennimore')
  await fireEvent.click(field('do-restore'))
  await screen.findByTestId('restored')
  expect(screen.getByText(/^The vault before is kept in/)).toBeTruthy()
  await fireEvent.click(field('restored'))
  await waitFor(() => expect(session.stage?.stage).toBe('locked'))
  expect(screen.queryByTestId('restore-wizard')).toBeNull()
})

test('a wrong password is told, the backup stays chosen, and the password is emptied', async () => {
  await unlockWith('wrong', 0)
  await screen.findByText('The name or the password is not right.')
  expect(field('restore-password').value).toBe('')
  expect(screen.queryByTestId('do-restore')).toBeNull()
})

test('another folder can be looked in, and one that is not there is told at its field', async () => {
  await choices()
  await fireEvent.input(field('restore-folder'), { target: { value: 'Z:\\nowhere' } })
  await fireEvent.click(field('look'))
  await screen.findByText('There is no such folder. Write its whole path.')
  await fireEvent.input(field('restore-folder'), { target: { value: 'E:\\' } })
  await fireEvent.click(field('look'))
  await waitFor(() => expect(screen.getAllByText(/second place/).length).toBeGreaterThan(1))
})

test('the way back leads out step by step', async () => {
  await unlockWith('the heron waits at dawn', 1)
  await screen.findByTestId('do-restore')
  await fireEvent.click(field('restore-back'))
  expect(field('restore-password').value).toBe('')
  await fireEvent.click(field('restore-back'))
  await choices()
  await fireEvent.click(field('restore-back'))
  await waitFor(() => expect(screen.queryByTestId('restore-wizard')).toBeNull())
})
