// Backups in Settings: what is alarming stands first, a backup is watched until it is done, the second place is checked.

import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte'
import { beforeEach, expect, test } from 'vitest'
import { backups } from '../../backups.svelte'
import { messages, silence } from '../../parts/messages.svelte'
import { readStage } from '../../session.svelte'
import Backups from './Backups.svelte'

const field = <E extends HTMLElement = HTMLInputElement>(id: string) => screen.getByTestId(id) as E

beforeEach(async () => {
  await readStage()
  render(Backups)
  await screen.findByTestId('last-backup')
})

test('an old second copy is told of as an alarm, and choosing a place that is there ends it', async () => {
  expect(screen.getByRole('alert').textContent).toContain('3 days old')
  await fireEvent.input(field('second-place'), { target: { value: 'somewhere' } })
  await fireEvent.click(field('save-second-place'))
  await waitFor(() => expect(field('second-place').getAttribute('aria-invalid')).toBe('true'))
  await fireEvent.input(field('second-place'), { target: { value: 'E:\\' } })
  await fireEvent.click(field('save-second-place'))
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
})

test('a backup that is asked for shows how far it is until it is done', async () => {
  const rows = () => within(field('backup-list')).getAllByRole('row').length
  const before = backups.view?.backups.length ?? 0
  await fireEvent.click(field('back-up'))
  await screen.findByTestId('backup-progress')
  expect(field<HTMLButtonElement>('back-up').disabled).toBe(true)
  await waitFor(() => expect(screen.queryByTestId('backup-progress')).toBeNull(), { timeout: 4_000 })
  expect(backups.view?.backups.length).toBe(before + 1)
  expect(within(field('backup-list')).getByText('Asked for')).toBeTruthy()
  expect(rows()).toBe(7)
  await fireEvent.click(screen.getByRole('button', { name: `Show all ${before + 1}` }))
  expect(rows()).toBe(before + 2)
})

test('a proof says in words what was opened and how it was found', async () => {
  await fireEvent.click(field('prove-backup'))
  await screen.findByText(/opens\. Its [\d,]+ entries and their whole record are sound\.$/)
})

test('a backup that is cancelled is none, and the newest one is named', async () => {
  silence()
  const newest = backups.view?.backups[0]?.dir
  await fireEvent.click(field('back-up'))
  await fireEvent.click(await screen.findByTestId('cancel-backup'))
  await waitFor(() => expect(screen.queryByTestId('backup-progress')).toBeNull(), { timeout: 4_000 })
  expect(backups.view?.backups[0]?.dir).toBe(newest)
  const said = messages.map((message) => message.text).join(' ')
  expect(said).toMatch(/^The backup was stopped\. Nothing was changed; the backup of .+ is the newest\.$/)
})
