// Filters and sums: what the buttons say is what the table shows.

import { expect, test } from 'vitest'
import type { ClaimRowView, ClaimStatusView } from '../../wire'
import { shown, statuses, sums, values, type Filter } from './lines'

function row(
  status: ClaimStatusView,
  payer: string,
  practitioner: string,
  cents: number | null,
): ClaimRowView {
  const line = { units: 1, dos: '2026-11-10', dos_to: null, modifiers: [], entries: [] }
  return {
    status,
    patient: 1,
    name: 'Barnaby Quill',
    mrn: '40-1186',
    payer,
    program: 'ccm',
    practitioner,
    line: cents === null ? null : { ...line, code: '99490', amount_cents: cents },
    counted_s: 1200,
    reasons: [],
    account: 'a1',
    enrollment: 1,
    turn: 1,
    sent: null,
    differences: [],
    signed: null,
  }
}

const rows = [
  row('ready', 'medicare', 'Linnea Marsh', 6613),
  row('ready', 'priority', 'Aldous Penhallow', 5044),
  row('held', 'medicare', 'Aldous Penhallow', 6613),
  row('refused', 'medicare', 'Linnea Marsh', null),
]
const filter = (some: Partial<Filter>): Filter => ({ status: '', payer: '', practitioner: '', ...some })

test('each button counts and adds what it would show', () => {
  for (const payer of ['', 'medicare', 'priority']) {
    const by = sums(rows, filter({ payer }))
    for (const status of statuses) {
      const listed = shown(rows, filter({ payer, status }))
      const cents = listed.reduce((sum, one) => sum + (one.line?.amount_cents ?? 0), 0)
      expect(by[status]).toEqual({ count: listed.length, cents })
    }
  }
})

test('choosing a status leaves the other counts as they are', () => {
  expect(sums(rows, filter({ status: 'held' })).ready).toEqual({ count: 2, cents: 11657 })
})

test('payer and practitioner narrow together', () => {
  const some = filter({ payer: 'medicare', practitioner: 'Aldous Penhallow' })
  expect(shown(rows, some).map((one) => one.status)).toEqual(['held'])
  expect(sums(rows, some)['']).toEqual({ count: 1, cents: 6613 })
})

test('a filter offers each value once, in order', () => {
  expect(values(rows, (one) => one.practitioner)).toEqual(['Aldous Penhallow', 'Linnea Marsh'])
})
