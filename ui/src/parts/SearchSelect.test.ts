// The searchable select by keyboard, as a screen reader and a nurse in a hurry use it.

import { fireEvent, render, screen } from '@testing-library/svelte'
import { tick } from 'svelte'
import { beforeEach, expect, test } from 'vitest'
import SearchSelect from './SearchSelect.svelte'

const options = [
  { value: 'call', label: 'Phone call with the patient' },
  { value: 'caregiver', label: 'Phone call with caregiver or family' },
  { value: 'auth', label: 'Prior authorization', note: 'Prior authorization does not count' },
]
const input = () => screen.getByRole<HTMLInputElement>('combobox')
const key = async (name: string) => {
  await fireEvent.keyDown(input(), { key: name })
  await tick()
}
const offered = () => screen.queryAllByRole('option').map((one) => one.textContent.trim())

beforeEach(() => {
  HTMLElement.prototype.scrollIntoView = () => undefined
  render(SearchSelect, { label: 'Activity', name: 'activity', options, value: 'call', required: true })
})

test('closed, it shows what is chosen and offers nothing', () => {
  expect(input().value).toBe('Phone call with the patient')
  expect(input().getAttribute('aria-expanded')).toBe('false')
  expect(offered()).toEqual([])
})

test('typed words narrow the list in any order, and Enter takes the marked one', async () => {
  await fireEvent.input(input(), { target: { value: 'family phone' } })
  expect(offered()).toEqual(['Phone call with caregiver or family'])
  await key('Enter')
  expect(input().value).toBe('Phone call with caregiver or family')
  expect(input().getAttribute('aria-expanded')).toBe('false')
})

test('arrows move the marked option, which the screen reader is told', async () => {
  await key('ArrowDown')
  await key('ArrowDown')
  await key('ArrowDown')
  await key('ArrowDown')
  const marked = document.getElementById(input().getAttribute('aria-activedescendant') ?? '')
  expect(marked?.textContent).toContain('Prior authorization')
  await key('Enter')
  expect(input().value).toBe('Prior authorization')
})

test('Escape closes the list and keeps what was chosen', async () => {
  await fireEvent.input(input(), { target: { value: 'prior' } })
  await key('Escape')
  expect(input().value).toBe('Phone call with the patient')
})

test('words that match nothing say so, and Enter chooses nothing', async () => {
  await fireEvent.input(input(), { target: { value: 'zebra' } })
  expect(screen.getByText('Nothing matches.')).toBeTruthy()
  await key('Enter')
  expect(input().value).toBe('Phone call with the patient')
})

test('a click takes an option', async () => {
  await fireEvent.click(input())
  await tick()
  const option = screen.getAllByRole('option')[2]
  if (option) await fireEvent.click(option)
  expect(input().value).toBe('Prior authorization')
})
