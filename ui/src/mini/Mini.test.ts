// The mini window: one line, initials by setting, nothing of a patient while locked.

import { fireEvent, render, screen, waitFor } from '@testing-library/svelte'
import { afterEach, expect, test } from 'vitest'
import { answer } from '../backend.fake'
import { state } from '../fake/practice'
import { timer } from '../timer.svelte'
import Mini from './Mini.svelte'

afterEach(() => {
  state.stage = 'open'
  timer.view = null
})

/** Everything that is seen or read aloud. */
const spoken = (container: HTMLElement) =>
  [container, ...container.querySelectorAll('*')]
    .flatMap((one) => [one.textContent, one.getAttribute('aria-label'), one.getAttribute('title')])
    .join(' ')

const prefer = async (initials: boolean) =>
  answer('save_preferences', { form: { ...(await answer('preferences')), initials } })

test('it shows whose timer runs and for how long', async () => {
  await prefer(false)
  render(Mini)
  expect((await screen.findByTestId('mini-name')).textContent).toBe('Marigold Fennimore')
  expect(screen.getByRole('timer').textContent).toMatch(/^8:\d\d$/)
})

test('with initials no name is on it, not even for a screen reader', async () => {
  await prefer(true)
  const { container } = render(Mini)
  await waitFor(() => expect(screen.getByTestId('mini-name').textContent).toBe('M. F.'))
  expect(spoken(container)).not.toContain('Fennimore')
})

test('locked it shows no patient at all', async () => {
  state.stage = 'locked'
  const { container } = render(Mini)
  expect(await screen.findByText('Locked')).toBeTruthy()
  expect(spoken(container)).not.toContain('Marigold')
})

test('stop stops, and the last one can be continued', async () => {
  render(Mini)
  await fireEvent.click(await screen.findByTestId('mini-stop'))
  await fireEvent.click(await screen.findByTestId('mini-start'))
  expect(await screen.findByTestId('mini-clock')).toBeTruthy()
})

test('locked with a timer running it shows the time and stops it, without a name', async () => {
  state.stage = 'locked'
  const { container } = render(Mini)
  await screen.findByText('Locked')
  expect(screen.getByTestId('mini-clock').textContent?.trim()).toMatch(/^\d+:\d\d$/)
  expect(spoken(container)).not.toContain('Marigold')
  await fireEvent.click(screen.getByTestId('mini-stop'))
  await waitFor(() => expect(screen.queryByTestId('mini-clock')).toBeNull())
  expect(screen.getByText('Locked')).toBeTruthy()
})
