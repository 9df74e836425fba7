// A name that runs from right to left stays apart from the numbers beside it.

import { expect, test } from 'vitest'
import { tapeText } from '../tape/words'
import { apart } from './apart'
import { deskText } from './desk'

test('only a name that runs from right to left is wrapped', () => {
  expect(apart('Theodora Åström')).toBe('Theodora Åström')
  expect(apart('שרה לוי')).toBe('\u2068שרה לוי\u2069')
  expect(apart('Amal خالد 1948')).toBe('\u2068Amal خالد 1948\u2069')
})

test('two names, and a name before a number, keep their places in a sentence', () => {
  expect(deskText.pushed('שרה', 'محمد')).toBe('Timing \u2068שרה\u2069. \u2068محمد\u2069 is paused.')
  expect(tapeText.running('שרה', '12:04')).toBe('Running: \u2068שרה\u2069, 12:04')
})
