// Settings on screen: the practice, and a staff form that keeps what was typed when it is refused.

import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte'
import { beforeEach, expect, test, vi } from 'vitest'
import * as backend from '../../backend'
import { readStage, session } from '../../session.svelte'
import Settings from './Settings.svelte'
import { draftOf, formOf } from './staff'

const control = <E extends HTMLElement = HTMLInputElement>(name: string) =>
  document.querySelector<E>(`[role="dialog"] [name="${name}"]`)
const type = (name: string, value: string) => fireEvent.input(control(name) as Element, { target: { value } })
/** Chooses in a select; this DOM does not know which option is :checked, so it is told. */
function choose(name: string, value: string) {
  const select = control<HTMLSelectElement>(name)
  const option = select?.querySelector<HTMLOptionElement>(`option[value="${value}"]`)
  if (!select || !option) throw new Error(`${name} does not offer ${value}`)
  const find = select.querySelector.bind(select)
  vi.spyOn(select, 'querySelector').mockImplementation((query: string) =>
    query === ':checked' ? option : find(query),
  )
  return fireEvent.change(select, { target: { value } })
}

beforeEach(async () => {
  await readStage()
  render(Settings)
  await screen.findByTestId('staff-table')
  // What lies below the first window comes a moment later.
  await screen.findByRole('heading', { name: 'Activities' })
})

test('the name of the practice is saved and stands in the frame at once', async () => {
  const name = document.querySelector('[name="practice"]') as Element
  await fireEvent.input(name, { target: { value: 'Juniper Hollow' } })
  await fireEvent.submit(name.closest('form') as Element)
  await waitFor(() => expect(session.practice?.name).toBe('Juniper Hollow'))
})

test('a refused password is said at its field, and nothing typed is lost', async () => {
  await fireEvent.click(screen.getByTestId('add-staff'))
  await screen.findByRole('dialog')
  await type('name', 'Orla Finch')
  await type('credentials', 'LCSW')
  await choose('role', 'lcsw')
  await type('sign_in', 'orla')
  await type('password', 'too short')
  await fireEvent.submit(control('name')?.form as Element)
  await waitFor(() => expect(control('password')?.getAttribute('aria-invalid')).toBe('true'))
  expect(screen.getByText('Use 15 characters or more.')).toBeTruthy()
  expect(['name', 'credentials', 'role', 'sign_in', 'password'].map((name) => control(name)?.value)).toEqual([
    'Orla Finch',
    'LCSW',
    'lcsw',
    'orla',
    'too short',
  ])
  await type('password', 'seven brown herons')
  await fireEvent.submit(control('name')?.form as Element)
  // It is a one-time password: shown once, to be told.
  expect((await screen.findByTestId('one-time-password')).textContent).toBe('seven brown herons')
  await fireEvent.click(screen.getByTestId('one-time-done'))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(await within(screen.getByTestId('staff-table')).findByText('Orla Finch')).toBeTruthy()
})

test('only practitioners are asked for an NPI, and each access is explained', async () => {
  await fireEvent.click(screen.getByTestId('add-staff'))
  await screen.findByRole('dialog')
  expect(control('npi')).toBeNull()
  await choose('role', 'np')
  expect(control('npi')).not.toBeNull()
  await choose('access', 'auditor')
  expect(screen.getByText('Reads everything and changes nothing.')).toBeTruthy()
})

test('who does not sign in has no sign-in fields, and none are sent', async () => {
  await fireEvent.click(screen.getByRole('button', { name: 'Change Bex Okonjo' }))
  await screen.findByRole('dialog')
  expect(control('sign_in')?.value).toBe('bex')
  await fireEvent.click(control('signs_in') as Element)
  expect(control('sign_in')).toBeNull()
  expect(formOf({ ...draftOf(null), signs_in: false, sign_in: 'bex', password: 'x' })).toMatchObject({
    sign_in: null,
    password: null,
  })
})

test('an unchanged sign-in name keeps its password; another one asks for a new password', async () => {
  await fireEvent.click(screen.getByRole('button', { name: 'Change Corwin Slate' }))
  await screen.findByRole('dialog')
  expect(control('password')?.required).toBe(false)
  await type('sign_in', 'corwin.s')
  expect(control('password')?.required).toBe(true)
})

test('activities say whether they count, and the excluded ones why', async () => {
  const table = screen.getByRole('table', { name: 'Activities and whether they count' })
  await fireEvent.click(screen.getByRole('button', { name: /^Excluded/ }))
  expect(within(table).queryByText('Phone call with the patient')).toBeNull()
  expect(within(table).getByText('Leaving a voicemail').closest('tr')?.textContent).toContain('Excluded')
})

test('notices of deadlines are turned off by themselves, and the wishes of the timer stay as they were saved', async () => {
  const box = async (name: string) => screen.findByTestId<HTMLInputElement>(`prefers-${name}`)
  const press = async (testid: string) => {
    await fireEvent.submit(screen.getByTestId(testid).closest('form') as Element)
    await waitFor(() => expect(screen.getByTestId(testid).getAttribute('aria-busy')).not.toBe('true'))
  }
  await fireEvent.click(await box('initials'))
  await press('save-preferences')
  expect((await backend.preferences()).initials).toBe(true)
  await fireEvent.click(await box('deadlines'))
  await press('save-notices')
  expect(await backend.preferences()).toMatchObject({ deadlines: false, initials: true, mini_window: false })
})
