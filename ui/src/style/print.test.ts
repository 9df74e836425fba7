// Paper is white and its words are ink, whatever theme the screen has.

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const print = readFileSync('src/style/print.css', 'utf8')
const tokens = readFileSync('src/style/tokens.css', 'utf8')

/** The values that a block of a style sheet gives, by their names. */
function given(sheet: string, selector: string): Map<string, string> {
  const from = sheet.indexOf('{', sheet.indexOf(selector)) + 1
  const block = sheet.slice(from, sheet.indexOf('}', from))
  return new Map([...block.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name!, value!]))
}
const paper = given(print, ':root[data-theme]')
/** 0 is black, 1 is white. */
const lightness = (value = '') =>
  value === 'white' ? 1 : value === 'black' ? 0 : Number(/oklch\(([\d.]+)/.exec(value)?.[1] ?? NaN)

test.each(['dark', 'contrast'])('nothing of the %s theme comes to paper', (theme) => {
  const colors = [...given(tokens, `:root[data-theme='${theme}']`).keys()]
  expect(colors.length).toBeGreaterThan(40)
  expect(colors.filter((name) => !paper.has(name))).toEqual([])
})

test('on paper every word is dark and all that stands behind words is white', () => {
  const names = [...paper.keys()]
  const words = names.filter((name) => /-text$|^--(text|muted|faint|accent)$/.test(name))
  const grounds = names.filter((name) => /-tint$|^--(bg|on-fill|surface.*)$/.test(name))
  expect([words.length, grounds.length]).toEqual([12, 16])
  for (const name of words) expect([name, lightness(paper.get(name)) <= 0.3]).toEqual([name, true])
  for (const name of grounds) expect([name, lightness(paper.get(name))]).toEqual([name, 1])
})
