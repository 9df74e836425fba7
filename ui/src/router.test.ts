// Addresses lead to screens and back.

import { expect, test } from 'vitest'
import { href, parseRoute } from './router.svelte'

test.each([
  '#/today',
  '#/tcm',
  '#/patients',
  '#/patient/7',
  '#/patient/7/2026-11',
  '#/review',
  '#/review/2026-10',
  '#/claims',
  '#/claims/2026-10',
  '#/settings',
  '#/settings/fees',
  '#/insights',
  '#/insights/2026-10',
  '#/guide',
])('%s is the address of its own route', (hash) => {
  expect(href(parseRoute(hash))).toBe(hash)
})

test.each(['', '#', '#/nowhere', '#/patient/x', '#/patient'])('"%s" leads to Today', (hash) => {
  expect(parseRoute(hash)).toEqual({ screen: 'today' })
})

test('a month that is not one is left out', () => {
  expect(parseRoute('#/claims/november')).toEqual({ screen: 'claims', month: null })
})
