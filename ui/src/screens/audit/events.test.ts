// Page after page of a record that grows while it is read.

import { expect, test, vi } from 'vitest'
import * as backend from '../../backend'
import type { AuditView, EventView } from '../../wire'
import { Events } from './events.svelte'

/** The record holds so many events; newest first, two on a page. */
const record = { length: 5 }

vi.spyOn(backend, 'audit').mockImplementation(({ skip }) => {
  const all = Array.from({ length: record.length }, (_, n) => ({ seq: record.length - n }) as EventView)
  const events = all.slice(skip, skip + 2)
  return Promise.resolve({ events, more: skip + 2 < all.length } as AuditView)
})

test('what is done while somebody reads on is neither shown twice nor does it hide anything', async () => {
  const list = new Events(null)
  await list.read()
  record.length += 1
  while (list.page?.more) await list.more()
  expect(list.events?.map((one) => one.seq)).toEqual([5, 4, 3, 2, 1])
})
