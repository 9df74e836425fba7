// The practice in memory behaves like the real one where the screens rely on it.

import { expect, test } from 'vitest'
import { failure } from './backend'
import { answer } from './backend.fake'

const counted = async (enrollment: number) =>
  (await answer('today')).rows.find((row) => row.enrollment === enrollment)?.bar.counted_s

test('starting on another patient stops the first timer', async () => {
  const { running, stopped } = await answer('start_timer', { form: { enrollment: 5, activity: null } })
  expect(running.name).toBe('Isidro Campanilla')
  expect(stopped?.name).toBe('Marigold Fennimore')
  expect(stopped?.seconds).toBeGreaterThanOrEqual(494)
})

test('a correction keeps the version before it and changes what counts', async () => {
  const before = await counted(3)
  const { entries } = await answer('patient', { id: 3, month: null })
  const entry = entries.find((one) => one.counted_s > 0)!
  const form = {
    ...entry,
    end: entry.end,
    reason: 'It was a voicemail',
    activity: 'voicemail',
    first_pass: null,
  }
  await answer('correct_entry', { form })
  expect(await counted(3)).toBe((before ?? 0) - entry.seconds)
  const versions = await answer('entry_history', { id: entry.id })
  expect(versions.map((version) => version.entry.activity)).toEqual([entry.activity, 'voicemail'])
})

test('a correction without a reason is refused at its field', async () => {
  const { entries } = await answer('patient', { id: 4, month: null })
  const form = { ...entries[0]!, reason: ' ', first_pass: null }
  const refused = await answer('correct_entry', { form }).catch(failure)
  expect(refused).toMatchObject({ code: 'refused', field: 'reason' })
})

test('a voided entry no longer counts and can still be read', async () => {
  const { entries } = await answer('patient', { id: 10, month: null })
  const entry = entries.find((one) => one.counted_s > 0)!
  await answer('void_entry', { form: { id: entry.id, reason: 'Wrong patient' } })
  const after = await answer('patient', { id: 10, month: null })
  expect(after.entries.map((one) => one.id)).not.toContain(entry.id)
  expect(after.voided.map((one) => one.id)).toContain(entry.id)
})

test('typed time is added and counts', async () => {
  const before = (await counted(13)) ?? 0
  const form = {
    enrollment: 13,
    date: '2026-11-18',
    start: '09:00',
    length: '0:20',
    activity: 'call_patient',
    note: '',
    part_of_visit: false,
    first_pass: null,
  }
  await answer('add_entry', { form })
  expect(await counted(13)).toBe(before + 1200)
})

test('a reached patient moves the discharge on to its visit', async () => {
  const form = { episode: 2, date: null, time: null, reached: true, scheduling_only: false, note: '' }
  await answer('log_contact', { form })
  const row = (await answer('today')).tcm.find((one) => one.episode === 2)
  expect(row?.step).toBe('visit')
})

test('claims are ready, then held, then refused', async () => {
  const { rows } = await answer('claims', { month: '2026-11' })
  const order = ['ready', 'held', 'refused']
  const ranks = rows.map((row) => order.indexOf(row.status))
  expect(ranks).toEqual([...ranks].sort())
  expect(new Set(ranks).size).toBe(3)
})

test('an interruption comes back where it stood, and undo takes it back', async () => {
  const { running } = await answer('start_timer', { form: { enrollment: 5, activity: 'call_patient' } })
  const pushed = await answer('push_timer', { form: { enrollment: 6, activity: null } })
  expect(pushed.paused.map((one) => one.name)).toEqual([running.name])
  const popped = await answer('pop_timer', { form: { activity: 'call_patient', note: '' } })
  expect([popped.running?.name, popped.paused]).toEqual([running.name, []])
  expect((await answer('undo')).words).toBe('Return to the paused timer')
  const { words, desk } = await answer('undo')
  expect([words, desk.running?.name, desk.redo]).toEqual([
    'Interrupt the timer',
    running.name,
    'Interrupt the timer',
  ])
})

test('the wrong patient gives up the tail of a timer and keeps its head', async () => {
  await answer('start_timer', { form: { enrollment: 2, activity: 'call_patient' } })
  await answer('began_earlier', { form: { when: '30m', first_pass: null } })
  const form = { from: '10m', enrollment: 7, first_pass: null }
  const { running } = await answer('move_tail', { form })
  expect(running?.elapsed_s).toBe(600)
  const day = await answer('day', { date: null })
  expect(day.entries.map((one) => one.entry.seconds)).toContain(1200)
})

test('an answer without a reason is refused at its field', async () => {
  const form = { gaps: [1], answer: 'excluded' as const, enrollment: null, activity: null, reason: '' }
  const refused = await answer('answer_gap', { form }).catch(failure)
  expect(refused).toMatchObject({ code: 'refused', field: 'reason' })
})
