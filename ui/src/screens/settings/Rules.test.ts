// Rules in Settings: sources and marks, decisions tried before they are kept, own amounts, closed days, looks.

import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte'
import { beforeEach, expect, test, vi } from 'vitest'
import { registry } from '../../actions.svelte'
import { readAppearance } from '../../appearance.svelte'
import * as backend from '../../backend'
import { proved } from '../../fake/keeping'
import { readStage } from '../../session.svelte'
import type { FeeTableView } from '../../wire'
import Appearance from './Appearance.svelte'
import { amount, cents, own } from './fees'
import { knobGroups, knobWords } from './knobText'
import { about, says } from './packWords'
import { asKept, asShown } from './rulebook.svelte'
import Rules from './Rules.svelte'

const field = (name: string) =>
  document.querySelector<HTMLInputElement>(`[name="${name}"]`) as HTMLInputElement
/** Chooses in a select; this DOM does not know which option is :checked, so it is told. */
function choose(name: string, value: string) {
  const select = document.querySelector<HTMLSelectElement>(`select[name="${name}"]`) as HTMLSelectElement
  const option = select.querySelector<HTMLOptionElement>(`option[value="${value}"]`)
  vi.spyOn(select, 'querySelector').mockImplementation(() => option as never)
  return fireEvent.change(select)
}

beforeEach(async () => {
  await readStage()
  proved()
})

test('payers and packs name their source, and what nobody confirms is marked', async () => {
  render(Rules)
  const payers = await screen.findByTestId('payers')
  expect(payers.textContent).toContain('not valid: 99490, 99439')
  expect(payers.textContent).toContain('nothing of this')
  const pack = screen.getByTestId('pack-tracks')
  expect(pack.textContent).toContain('1 not verified')
  expect(within(pack).getByText('not verified')).toBeTruthy()
})

test('a decision is tried on the month, with the lines that would differ, and then kept', async () => {
  render(Rules)
  await screen.findByTestId('payers')
  expect(screen.queryByTestId('decide')).toBeNull()
  await choose('attempts', 'count')
  await fireEvent.click(await screen.findByTestId('what-if-try'))
  const found = await screen.findByTestId('what-if')
  expect(found.textContent).toContain('2 accounts would differ')
  expect(found.textContent).toContain('99490 × 1')
  await fireEvent.click(screen.getByTestId('save-rules'))
  await waitFor(() => expect(screen.queryByTestId('decide')).toBeNull())
  const { knobs } = await backend.rules()
  expect(knobs.find((one) => one.key === 'attempts')?.value).toBe('count')
})

test('a decision that is changed back is none, and minutes are kept as seconds', async () => {
  render(Rules)
  await screen.findByTestId('payers')
  await fireEvent.input(field('stale_limit_s'), { target: { value: '180' } })
  expect(await screen.findByTestId('decide')).toBeTruthy()
  await fireEvent.input(field('stale_limit_s'), { target: { value: '240' } })
  await waitFor(() => expect(screen.queryByTestId('decide')).toBeNull())
  expect([asShown('stale_limit_s', '14400'), asKept('stale_limit_s', '2.5')]).toEqual(['240', '150'])
  expect([asShown('dx_min_ccm', '2'), asKept('dx_min_ccm', '3')]).toEqual(['2', '3'])
})

test('limits of units and services are decided one by one, and an empty field is the payer', async () => {
  render(Rules)
  await screen.findByTestId('payers')
  expect(field('caps.99439').value).toBe('')
  await fireEvent.input(field('caps.99439'), { target: { value: '1' } })
  await choose('coverage.tcm', 'false')
  await waitFor(() => expect(screen.getByTestId('save-rules').textContent).toContain('Save 2 decisions'))
  await fireEvent.input(field('caps.99439'), { target: { value: '' } })
  await waitFor(() => expect(screen.getByTestId('save-rules').textContent).toContain('Save 1 decision'))
})

test('facts of a pack are read out: lengths as minutes, standings as words', () => {
  const fact = (about: string, values: [string, string][]) => ({ about, values, source: '', verified: '' })
  const track = fact('track ccm_staff', [
    ['first_s', '1200'],
    ['cap', '2'],
  ])
  expect(about(track)).toBe('Track: Staff time (99490, 99439)')
  expect(says(track)).toBe('first block 20:00; most add-on units 2')
  expect(says(fact('activity voicemail', [['medicare', 'X']]))).toBe('Medicare excluded')
  expect(about(fact('payer cigna, coverage', []))).toBe('Payer: Cigna, coverage')
})

test('every decision has a question, and every choice its words', async () => {
  const shown = knobGroups.flatMap((group) => group.keys)
  expect([...shown].sort()).toEqual(Object.keys(knobWords).sort())
  for (const knob of (await backend.rules()).knobs) {
    const words = knobWords[knob.key]
    expect(words?.asks, knob.key).toMatch(/\?$/)
    for (const choice of knob.choices) expect(words?.answers?.[choice], `${knob.key} ${choice}`).toBeTruthy()
  }
})

test('own amounts are sent for the codes that have one, and the rest stays national', async () => {
  const { fees } = await backend.rules()
  const table = fees.at(-1) as FeeTableView
  const draft = own(table)
  expect(Object.values(draft).every((one) => one.office === '' && one.facility === '')).toBe(true)
  Object.assign(draft['99490'] ?? {}, { office: '$70.00' })
  expect(cents(table, draft)).toEqual([{ code: '99490', non_facility: 7000, facility: null }])
  Object.assign(draft['99490'] ?? {}, { office: 'seventy' })
  expect(cents(table, draft)).toBeNull()
  expect(['66.13', '66', '$1,000', '66.1', ''].map(amount)).toEqual([6613, 6600, null, null, null])
})

test('a day is closed with its name and opened again', async () => {
  render(Rules)
  await screen.findByTestId('closures')
  await fireEvent.input(field('day'), { target: { value: '12/24/2026' } })
  await fireEvent.input(field('label'), { target: { value: 'Christmas Eve' } })
  await fireEvent.submit(field('label').form as Element)
  expect(await screen.findByText('Christmas Eve')).toBeTruthy()
  await fireEvent.click(screen.getByRole('button', { name: 'Open again: Christmas Eve' }))
  await waitFor(() => expect(screen.queryByText('Christmas Eve')).toBeNull())
})

test('theme, size and single keys hold at once and are kept', async () => {
  await readAppearance()
  render(Appearance)
  await choose('theme', 'dark')
  await waitFor(() => expect(document.documentElement.dataset['theme']).toBe('dark'))
  await fireEvent.click(screen.getByTestId('single-keys'))
  await waitFor(() => expect(registry.singleKeys).toBe(false))
  expect(document.documentElement.dataset['singleKeys']).toBe('off')
  expect(await backend.appearance()).toMatchObject({ theme: 'dark', single_keys: false })
  await fireEvent.click(screen.getByTestId('single-keys'))
  await choose('theme', 'system')
  await waitFor(async () => expect((await backend.appearance()).single_keys).toBe(true))
})
