// At the desk, with the keyboard alone: an interruption, a late start, the wrong patient, and all of it taken back.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demoHome, withApp } from './app.mjs'
import { pressOn, tabTo } from './keyboard.mjs'
import { ask, elapsed, hook, nearest, picture, unlock, yesterday } from './steps.mjs'
import { KEY, waitFor } from './webdriver.mjs'

/** Two people of the worklist whom a search finds alone, the first of them with a timer that runs. */
async function timing(page) {
  const first = await nearest(page)
  const { rows } = await ask(page, 'today')
  const alone = (row) => rows.filter((other) => other.name === row.name).length === 1
  const second = rows.find((row) => row.patient !== first.patient && row.blocked.length === 0 && alone(row))
  await tabTo(page, hook('today-search'))
  await page.press(...first.name)
  await pressOn(page, hook(`start-${first.enrollment}`), KEY.space)
  await bar(page, first.name)
  await waitFor(async () => (await elapsed(page)) >= 2, 'the clock to run')
  return [first, second]
}

/** The timer bar names this patient. */
const bar = (page, name) =>
  waitFor(async () => (await page.text(hook('timer-bar'))).includes(name), `the timer to be for ${name}`)

/** Chooses a patient in the dialog that is open, by typing. */
async function choosePatient(page, field, name) {
  await tabTo(page, hook(field))
  await page.press(...name)
  await waitFor(async () => (await page.text('[role="dialog"]')).includes(name), `${name} to be offered`)
  await page.press(KEY.enter)
}

const entriesOf = async (page, row) =>
  (await ask(page, 'patient', { id: row.patient, month: null })).entries.length

const running = async (page) => (await ask(page, 'desk')).running

test('an interruption has a timer of its own, and the first patient is returned to', async () => {
  await withApp(await demoHome(), async (app) => {
    const { page } = app
    await unlock(app)
    const [first, second] = await timing(page)
    await page.press('p')
    await page.find(hook('push-dialog'))
    await choosePatient(page, 'push-patient', second.name)
    await pressOn(page, hook('push-save'), KEY.enter)
    await bar(page, second.name)
    await page.find(hook('paused'))
    assert.ok((await page.text(hook('paused'))).includes(first.name), 'who is paused is told')
    await picture(page, 'desk-paused')
    await waitFor(async () => (await elapsed(page)) >= 1, 'the clock of the interruption to run')
    await page.press('p')
    await page.find(hook('activity-dialog'))
    await page.press('1', KEY.enter)
    await bar(page, first.name)
    await page.gone(hook('paused'))
    const { entries } = await ask(page, 'patient', {
      id: second.patient,
      month: null,
    })
    assert.ok(
      entries.some((entry) => entry.mine && entry.origin === 'timed'),
      'the interruption is an entry',
    )
  })
})

test('a late start and the wrong patient are set right, and undone in words', async () => {
  await withApp(await demoHome(), async (app) => {
    const { page } = app
    await unlock(app)
    const [first, second] = await timing(page)
    const written = await entriesOf(page, first)
    await page.press('b')
    await page.find(hook('earlier-dialog'))
    await tabTo(page, hook('earlier-when'))
    await page.press(...'3m')
    await pressOn(page, hook('earlier-save'), KEY.enter)
    await page.gone(hook('earlier-dialog'))
    await waitFor(async () => (await elapsed(page)) >= 180, 'three minutes more on the clock')

    const before = (await running(page)).elapsed_s
    await page.press('m')
    await page.find(hook('move-dialog'))
    await choosePatient(page, 'move-patient', second.name)
    await pressOn(page, hook('move-save'), KEY.enter)
    await bar(page, second.name)
    assert.ok((await running(page)).elapsed_s >= before, 'no second is lost on the way')
    assert.equal(await entriesOf(page, first), written, 'nothing of it stays with the first')

    await page.chord(KEY.control, 'z')
    await bar(page, first.name)
    assert.equal((await running(page)).enrollment, first.enrollment)
  })
})

/** Twenty minutes of yesterday's night for a patient, typed. */
const type = (page, row, date, start) =>
  ask(page, 'add_entry', {
    form: {
      enrollment: row.enrollment,
      date,
      start,
      length: '20',
      activity: 'call_patient',
      note: '',
      part_of_visit: false,
      first_pass: null,
    },
  })

test('two entries of the same minutes are seen as two lanes, and the minutes given to one', async () => {
  await withApp(await demoHome(), async (app) => {
    const { page } = app
    await unlock(app)
    const { rows } = await ask(page, 'today')
    const date = await yesterday(page)
    await type(page, rows[0], date, '3:00')
    await type(page, rows[1], date, '3:10')
    const overlaps = async () => (await ask(page, 'day', { date })).overlaps.length
    assert.equal(await overlaps(), 1)

    await page.chord(KEY.control, '5')
    await pressOn(page, hook('day-before'), KEY.enter)
    await pressOn(page, '[data-testid^="settle-"]', KEY.enter)
    await page.find(hook('overlap-dialog'))
    await picture(page, 'desk-overlap')
    await tabTo(page, hook('give-a'))
    await page.press(KEY.down)
    await tabTo(page, '[role="dialog"] [name="reason"]')
    await page.press(...'the second call began then')
    await pressOn(page, hook('overlap-save'), KEY.enter)
    await page.gone(hook('overlap-dialog'))
    assert.equal(await overlaps(), 0)
    const { entries } = await ask(page, 'day', { date })
    const lengths = entries
      .filter(({ entry }) => entry.start.startsWith('03:'))
      .map(({ entry }) => entry.seconds)
    assert.deepEqual(lengths.sort(), [1200, 600], 'ten minutes for the first, all twenty for the second')
  })
})

/** Chooses the first activity that a search finds, in the dialog that is open. */
async function chooseActivity(page, field, text) {
  await tabTo(page, field)
  await page.press(...text)
  await page.press(KEY.enter)
}

const activityOf = async (page, slug) =>
  (await ask(page, 'activities')).find((activity) => activity.slug === slug)

test('X excludes the running time, and an entry, by what it was; both are undone', async () => {
  await withApp(await demoHome(), async (app) => {
    const { page } = app
    await unlock(app)
    const [first] = await timing(page)
    const before = (await running(page)).activity
    await page.press('x')
    await page.find(hook('activity-dialog'))
    await chooseActivity(page, hook('activity-search'), 'voicemail')
    await page.gone(hook('activity-dialog'))
    const { activity, counting } = await running(page)
    assert.equal((await activityOf(page, activity)).counts, false)
    assert.equal(counting, false, 'the bar of what counts stands still')
    await picture(page, 'desk-excluded')
    await page.chord(KEY.control, 'z')
    await waitFor(async () => (await running(page)).activity === before, 'what it was before')

    const date = await yesterday(page)
    await type(page, first, date, '3:00')
    const typed = async () =>
      (await ask(page, 'day', { date })).entries.find(({ entry }) => entry.start.startsWith('03:00'))
    assert.equal((await typed()).entry.counted_s, 1200)
    await page.chord(KEY.control, '5')
    await pressOn(page, hook('day-before'), KEY.enter)
    await page.find(`[data-line="e${(await typed()).entry.id}"]`)
    await pressOn(page, `${hook(`exclude-${(await typed()).entry.id}`)}`, 'x')
    await page.find(hook('exclude-dialog'))
    await chooseActivity(page, hook('exclude-activity'), 'voicemail')
    await tabTo(page, '[role="dialog"] [name="reason"]')
    await page.press(...'nobody was reached')
    await picture(page, 'desk-exclude-entry')
    await pressOn(page, hook('exclude-save'), KEY.enter)
    await page.gone(hook('exclude-dialog'))
    assert.equal((await typed()).entry.counted_s, 0)
    assert.equal((await typed()).entry.reason, 'nobody was reached')
    await page.chord(KEY.control, 'z')
    await waitFor(async () => (await typed()).entry.counted_s === 1200, 'the entry to count again')
  })
})
