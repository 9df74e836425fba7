import { afterEach, expect, test } from 'vitest'
import { tellWhole } from './whole'

afterEach(() => document.removeEventListener('pointerover', tellWhole))

/** jsdom lays nothing out: the widths are said. */
function cell(html: string, wide: number) {
  document.addEventListener('pointerover', tellWhole)
  document.body.innerHTML = `<p style="text-overflow: ellipsis">${html}</p><i>beside</i>`
  const one = document.querySelector('p')!
  Object.defineProperty(one, 'scrollWidth', { value: wide })
  Object.defineProperty(one, 'clientWidth', { value: 100 })
  return one
}
const over = (selector: string) =>
  document.querySelector(selector)!.dispatchEvent(new Event('pointerover', { bubbles: true }))

test('what is cut shows all its words under the pointer, until the pointer goes on', () => {
  const one = cell('<span>Featherstonehaugh,\n   <b>Theodora</b></span>', 300)
  over('b')
  expect(one.title).toBe('Featherstonehaugh, Theodora')
  over('i')
  expect(one.hasAttribute('title')).toBe(false)
})

test('what has room, or says more already, is left as it is', () => {
  expect(cell('Bo', 100).hasAttribute('title')).toBe(false)
  over('p')
  expect(document.querySelector('p')!.hasAttribute('title')).toBe(false)
  const one = cell('<b title="Born 1948">Theodora</b>', 300)
  over('b')
  expect(one.hasAttribute('title')).toBe(false)
})
