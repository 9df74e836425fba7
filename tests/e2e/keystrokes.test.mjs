// The bars of the jobs, counted: keys that start a timer from any screen, and actions that export a month.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { demoHome, withApp } from './app.mjs'
import { focusIs } from './keyboard.mjs'
import { ask, go, hook, unlock } from './steps.mjs'
import { KEY, waitFor } from './webdriver.mjs'

/** The keyboard, counting: a chord is one keystroke, and so is a letter. */
class Counted {
  strokes = 0

  constructor(page) {
    this.page = page
  }

  async press(key) {
    this.strokes += 1
    await this.page.press(key)
  }

  async chord(held, key) {
    this.strokes += 1
    await this.page.chord(held, key)
  }

  async type(text) {
    this.strokes += text.length
    await this.page.press(...text)
  }
}

/** Every screen of the navigation, and those that are reached from others. */
const SCREENS = {
  today: (page) => go(page, 'today'),
  tcm: (page) => go(page, 'tcm'),
  patients: (page) => go(page, 'patients'),
  review: (page) => go(page, 'review'),
  claims: (page) => go(page, 'claims'),
  day: (page) => go(page, 'day'),
  unsettled: (page) => go(page, 'unsettled'),
  insights: (page) => go(page, 'insights'),
  audit: (page) => go(page, 'audit'),
  settings: (page) => go(page, 'settings'),
  guide: (page) => at(page, '#/guide', hook('step-statement')),
  patient: (page, row) => at(page, `#/patient/${row.patient}`, hook('add-time')),
}

/** Those that tell no keys at their foot. */
const FOOTLESS = ['audit', 'settings']

async function at(page, hash, sign) {
  await page.run('location.hash = arguments[0]', hash)
  await page.find(sign)
}

/** Patients whose name is nobody else's, and who are in one program. */
async function known(page, count) {
  const { rows } = await ask(page, 'today')
  const found = []
  for (const row of rows.filter((one) => one.group === 'in_progress' || one.group === 'untouched')) {
    const lines = await ask(page, 'find_patients', { text: row.name })
    if (lines.length === 1 && lines[0].enrollment === row.enrollment) found.push(row)
    if (found.length === count) return found
  }
  throw new Error(`the demo practice has fewer than ${count} patients with a name of their own`)
}

test('a timer is started from any screen by two keystrokes and a name', async () => {
  const home = await demoHome()
  await withApp(home, async (app) => {
    const { page } = app
    await unlock(app)
    const patients = await known(page, 2)
    for (const [index, [screen, open]] of Object.entries(SCREENS).entries()) {
      const row = patients[index % 2]
      await open(page, row)
      // What the screen itself can do is there by then: the palette lists it beside what the running timer can.
      if (!FOOTLESS.includes(screen)) await page.find('.foot-keys')
      const keys = new Counted(page)
      await keys.chord(KEY.control, 'k')
      await waitFor(() => focusIs(page, hook('palette-search')), 'the palette to take what is typed')
      await keys.type(row.name)
      await keys.press(KEY.enter)
      await waitFor(
        async () => (await ask(page, 'running'))?.enrollment === row.enrollment,
        `the timer to run from ${screen}`,
      )
      await waitFor(
        async () => (await page.text(hook('timer-bar'))).includes(row.name),
        `the bar to name the patient on ${screen}`,
      )
      assert.equal(keys.strokes - row.name.length, 2, screen)
    }
  })
})

test('a month is exported by two actions from the claims', async () => {
  const home = await demoHome()
  await withApp(home, async (app) => {
    const { page } = app
    await unlock(app)
    await go(page, 'claims')
    await page.find(hook('claim-row'))
    const keys = new Counted(page)
    await keys.press('[')
    await page.find(`${hook('export')}:not([disabled])`)
    await keys.press('e')
    await page.find(hook('export-result'))
    assert.equal(keys.strokes, 2)

    const month = await page.run(`return location.hash.split('/').at(-1)`)
    const { rows, exports } = await ask(page, 'claims', { month })
    const file = await readFile(join(exports[0].folder, exports[0].files[0].file), 'utf8')
    const sent = rows.filter((row) => row.sent?.batch === exports[0].number)
    assert.ok(sent.length > 0, 'the batch has lines of the month before')
    for (const row of sent.filter((one) => one.line)) {
      assert.ok(file.includes(row.mrn), `the file has the line of ${row.mrn}`)
    }
  })
})
