// The first hour: steps tick themselves off, and the guide can be put away and found again.

import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { provide, registry } from '../../actions.svelte'
import { appearance, readAppearance } from '../../appearance.svelte'
import { state } from '../../fake/practice'
import Above from '../../frame/Above.svelte'
import { guide, readGuide } from '../../guide.svelte'
import { go } from '../../router.svelte'
import { readStage } from '../../session.svelte'
import Guide from './Guide.svelte'

const kept = { ...state }
let leave: () => void = () => undefined

beforeEach(async () => {
  await readStage()
  await readAppearance()
  leave = provide([
    { id: 'find', label: 'Find', group: 'Everywhere', keys: ['Ctrl+K'], run: () => undefined },
  ])
})

afterEach(() => {
  leave()
  Object.assign(state, kept)
})

test('an empty practice has the steps to do, and each ticks itself off from what exists', async () => {
  Object.assign(state, { patients: [], enrollments: [], entries: [] })
  render(Guide)
  const step = (name: string) => screen.findByTestId(`step-${name}`)
  expect((await step('patients')).textContent).toContain('To do')
  expect(guide.next).toBe('patients')
  Object.assign(state, { patients: kept.patients })
  await readGuide()
  await waitFor(async () => expect((await step('patients')).textContent).toContain('Done'))
  expect(guide.next).toBe('enrollment')
})

test('a step has the way to it: a screen, or the palette', async () => {
  Object.assign(state, { patients: [], enrollments: [], entries: [] })
  render(Guide)
  const patients = await screen.findByTestId('step-patients')
  await fireEvent.click(within(patients).getByRole('button'))
  expect(window.location.hash).toBe('#/patients')
  expect(registry.now.map((one) => one.id)).toContain('find')
  expect(within(await screen.findByTestId('step-timer')).getByRole('button').textContent).toContain(
    'Find a patient',
  )
})

test('the strip says what is next, is put away, and comes back from the guide itself', async () => {
  Object.assign(state, { patients: [], enrollments: [], entries: [] })
  go({ screen: 'today' })
  render(Above)
  const strip = await screen.findByTestId('guide-strip')
  expect(strip.textContent).toContain('2 of 6 done. Next: add patients.')
  await fireEvent.click(within(strip).getByText('Put away'))
  await waitFor(() => expect(screen.queryByTestId('guide-strip')).toBeNull())
  render(Guide)
  await fireEvent.click(await screen.findByText('Show the guide on Today'))
  await waitFor(() => expect(appearance.view?.guide_hidden).toBe(false))
})
