// Fields: labels, help and errors belong together, and typed dates and times become values.

import { fireEvent, render, screen } from '@testing-library/svelte'
import { expect, test, vi } from 'vitest'
import DateField from './DateField.svelte'
import Field from './Field.svelte'
import { messages, pause, resume, say, silence } from './messages.svelte'
import TimeField from './TimeField.svelte'

test('an error is tied to its field and said in words', () => {
  render(Field, { label: 'MRN', help: 'As in the chart', error: 'Another patient has this MRN.' })
  const input = screen.getByLabelText('MRN')
  const described = (input.getAttribute('aria-describedby') ?? '').split(' ')
  expect(described.map((id) => document.getElementById(id)?.textContent?.trim())).toEqual([
    'Another patient has this MRN.',
    'As in the chart',
  ])
  expect(input.getAttribute('aria-invalid')).toBe('true')
  expect(input.getAttribute('spellcheck')).toBe('false')
})

test('a date is shown as MM/DD/YYYY and rewritten when it is left', async () => {
  const { props, read } = bound('Birth date', '1945-03-14')
  render(DateField, props)
  const input = screen.getByLabelText<HTMLInputElement>('Birth date')
  expect(input.value).toBe('03/14/1945')
  await fireEvent.input(input, { target: { value: '7/4/1950' } })
  expect(read()).toBe('1950-07-04')
  await fireEvent.blur(input)
  expect(input.value).toBe('07/04/1950')
})

test('half a date is no date, and leaving it says how to write one', async () => {
  const { props, read } = bound('Birth date', '1945-03-14')
  render(DateField, props)
  const input = screen.getByLabelText<HTMLInputElement>('Birth date')
  await fireEvent.input(input, { target: { value: '02/30' } })
  expect(read()).toBeNull()
  expect(input.validity.customError).toBe(true)
  await fireEvent.blur(input)
  expect(screen.getByText(/Write the date as MM\/DD\/YYYY/)).toBeTruthy()
})

test('a time typed in any usual way becomes HH:MM', async () => {
  const { props, read } = bound('Start', '')
  render(TimeField, props)
  const input = screen.getByLabelText<HTMLInputElement>('Start')
  await fireEvent.input(input, { target: { value: '2:15 pm' } })
  expect(read()).toBe('14:15')
  await fireEvent.blur(input)
  expect(input.value).toBe('2:15 PM')
})

test('a message stays ten seconds and longer while somebody reads it; an error stays', () => {
  vi.useFakeTimers()
  const id = say('4:12 saved')
  say('The disk is full', { tone: 'error' })
  vi.advanceTimersByTime(10_000)
  expect(messages.length).toBe(2)
  pause(id)
  vi.advanceTimersByTime(60_000)
  expect(messages.length).toBe(2)
  resume(id)
  vi.advanceTimersByTime(20_000)
  expect(messages.map((message) => message.text)).toEqual(['The disk is full'])
  silence()
  expect(messages.length).toBe(0)
  vi.useRealTimers()
})

/** Props with a value a component can bind to, as the state of a form is. */
function bound(label: string, first: string) {
  let held: string | null = first
  const props = {
    label,
    get value() {
      return held ?? ''
    },
    // A date field binds null as well.
    set value(next: string) {
      held = next
    },
  }
  return { props, read: () => held }
}
