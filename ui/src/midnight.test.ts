// A new day is noticed by whoever is signed in, and a failed look is no trouble.

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as backend from './backend'
import { turnDay } from './midnight'
import { readStage, session } from './session.svelte'

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.setSystemTime('2026-11-20T04:50:00Z')
  await readStage()
  await turnDay()
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

test('the screens read again once the practice has another day, and not before', async () => {
  const { revision } = session
  vi.setSystemTime('2026-11-20T04:59:00Z')
  await turnDay()
  expect(session.revision).toBe(revision)
  // Midnight in Detroit.
  vi.setSystemTime('2026-11-20T05:00:30Z')
  await turnDay()
  expect(session.revision).toBe(revision + 1)
  await turnDay()
  expect(session.revision).toBe(revision + 1)
})

test('a look that fails leaves everything as it is, and the next one makes up for it', async () => {
  const { revision, stage } = session
  vi.spyOn(backend, 'stage').mockRejectedValueOnce(new Error('busy'))
  vi.setSystemTime('2026-11-20T05:00:30Z')
  await turnDay()
  expect([session.revision, session.stage]).toEqual([revision, stage])
  await turnDay()
  expect(session.revision).toBe(revision + 1)
})
