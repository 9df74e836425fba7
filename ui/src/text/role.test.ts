// A person's role reads as on a badge.

import { expect, test } from 'vitest'
import { roleWith } from './role'

test.each([
  ['rn', 'RN', 'Nurse, RN'],
  ['ma', 'CMA', 'Medical assistant, CMA'],
  ['biller', '', 'Biller'],
])('%s with "%s" is %s', (slug, credentials, shown) => {
  expect(roleWith(slug, credentials)).toBe(shown)
})
