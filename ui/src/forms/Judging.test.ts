// Months judged by other rules: nothing is shown of what is done at once, and what takes long can be stopped.

import { fireEvent, render, screen, waitFor } from '@testing-library/svelte'
import { beforeEach, expect, test, vi } from 'vitest'
import * as backend from '../backend'
import type { WorkForm } from '../wire'
import Judging from './Judging.svelte'

const under = (kind: WorkForm | null) =>
  vi
    .spyOn(backend, 'work')
    .mockImplementation((asked) => Promise.resolve(asked === kind ? { stage: 'judging', percent: 30 } : null))

beforeEach(() => vi.restoreAllMocks())

test('a form that is sent shows nothing while nothing is judged', async () => {
  const asked = under(null)
  render(Judging, { busy: true })
  await waitFor(() => expect(asked).toHaveBeenCalled())
  expect(screen.queryByRole('progressbar')).toBeNull()
})

test('long judging is told and can be canceled, and goes with the answer', async () => {
  under('judging')
  const cancel = vi.spyOn(backend, 'cancelWork').mockResolvedValue(true)
  const { rerender } = render(Judging, { busy: true })
  const button = await screen.findByTestId('cancel-judging')
  expect(screen.getByRole('progressbar').getAttribute('aria-label')).toBe('Judging the months')
  await fireEvent.click(button)
  expect(cancel).toHaveBeenCalledExactlyOnceWith('judging')
  await rerender({ busy: false })
  expect(screen.queryByRole('progressbar')).toBeNull()
})

test('a trial is told the same way', async () => {
  under('trial')
  render(Judging, { busy: true })
  expect(await screen.findByTestId('cancel-trial')).toBeTruthy()
})
