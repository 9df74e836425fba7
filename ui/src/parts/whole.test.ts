// What is cut is told where the pointer rests, and nothing else is.

import { afterEach, expect, test } from 'vitest'
import { tellWhole } from './whole'

afterEach(() => document.removeEventListener('pointerover', tellWhole))

/** An element of these words, or of this element. */
function made(tag: string, inside: string | Element, title?: string) {
  const one = document.createElement(tag)
  one.append(inside)
  if (title) one.title = title
  return one
}

/** Nothing is laid out here: the widths are said. */
function cell(inside: string | Element, wide: number) {
  document.addEventListener('pointerover', tellWhole)
  const one = made('p', inside)
  one.style.textOverflow = 'ellipsis'
  document.body.replaceChildren(one, made('i', 'beside'))
  Object.defineProperty(one, 'scrollWidth', { value: wide })
  Object.defineProperty(one, 'clientWidth', { value: 100 })
  return one
}
const over = (selector: string) =>
  document.querySelector(selector)!.dispatchEvent(new Event('pointerover', { bubbles: true }))

test('what is cut shows all its words under the pointer, until the pointer goes on', () => {
  const name = made('span', 'Featherstonehaugh,\n   ')
  name.append(made('b', 'Theodora'))
  const one = cell(name, 300)
  over('b')
  expect(one.title).toBe('Featherstonehaugh, Theodora')
  over('i')
  expect(one.hasAttribute('title')).toBe(false)
})

test('what has room, or says more already, is left as it is', () => {
  expect(cell('Bo', 100).hasAttribute('title')).toBe(false)
  over('p')
  expect(document.querySelector('p')!.hasAttribute('title')).toBe(false)
  const one = cell(made('b', 'Theodora', 'Born 1948'), 300)
  over('b')
  expect(one.hasAttribute('title')).toBe(false)
})
