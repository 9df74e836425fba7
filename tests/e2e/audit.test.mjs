// The audit on its screen: narrowed down, asked who looked at a patient, and written to a file.

import assert from 'node:assert/strict'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { demoHome, withApp } from './app.mjs'
import { barriers } from './axe.mjs'
import { ask, go, hook, picture, unlock } from './steps.mjs'
import { KEY, waitFor } from './webdriver.mjs'

/** What the sentences of the list say. */
const sentences = (page) =>
  page.run(
    `return [...document.querySelectorAll('${hook('events')} tbody th')].map((one) => one.innerText.trim())`,
  )

const each = (page, all, what) =>
  waitFor(async () => {
    const said = await sentences(page)
    return said.length > 0 && said.every(all) && said
  }, what)

test('the audit is narrowed down, says who looked at a patient, and becomes a file', async () => {
  const home = await demoHome()
  await withApp(home, async (app) => {
    const { page } = app
    await unlock(app)
    const { rows } = await ask(page, 'today')
    const { name, patient } = rows[0]
    await page.run('location.hash = arguments[0]', `#/patient/${patient}`)
    await page.find(hook('who-looked'))
    const missing = page.runAsync(
      'return window.__TAURI_INTERNALS__.invoke("patient", { id: 99999, month: null })',
    )
    await assert.rejects(missing, 'a patient that is not there')

    await go(page, 'audit')
    await page.choose(hook('audit-action'), 'sign_in')
    await each(page, (one) => one.endsWith('signed in'), 'only sign-ins')
    await page.choose(hook('audit-action'), '')
    await page.choose(hook('audit-outcome'), 'refused')
    await each(page, (one) => one.includes('was refused'), 'only what was refused')
    await picture(page, 'audit-refused')
    await page.choose(hook('audit-outcome'), '')
    await page.choose(hook('audit-category'), 'claims')
    await page.find(`main .empty, main ${hook('events')}`)
    await page.choose(hook('audit-category'), '')

    await page.run('location.hash = arguments[0]', `#/patient/${patient}`)
    await page.click(hook('who-looked'))
    const looked = await each(page, (one) => one.includes(name), `only ${name}`)
    assert.ok(
      looked.some((one) => one === `Tamsin Reyes-Holt opened ${name}`),
      looked.join('; '),
    )
    assert.match(await page.text('main h1 ~ p'), new RegExp(`Who looked at ${name}`))

    await page.click(hook('export-audit'))
    await waitFor(async () => /events were written to/.test(await page.text('main')), 'the file')
    const told = await page.text('main')
    const [, count, file] = told.match(/(\d+) events were written to (caretally-audit-[\d-]+\.csv)/)
    const [, seq, hash] = told.match(/The record stood at event (\d+), ([0-9a-f]{16})/)
    const folder = (await readdir(home, { recursive: true })).find((one) => one.endsWith(file))
    const lines = (await readFile(join(home, folder), 'utf8')).trimEnd().split('\r\n')
    assert.equal(lines.length, Number(count) + 2, 'a heading, the events, and where the record stood')
    assert.ok(
      lines.slice(1, -1).every((line) => line.includes(name)),
      'of this patient only',
    )
    assert.ok(lines.at(-1).includes(`event ${seq} with hash ${hash}`))
  })
})

test('a check of everything is cancelled by Esc, and the record counts as checked no more than before', async () => {
  await withApp(await demoHome(), async (app) => {
    const { page } = app
    await unlock(app)
    await go(page, 'audit')
    await page.click(hook('verify'))
    await page.find(hook('cancel-check'))
    await page.press(KEY.escape)
    await page.gone(hook('cancel-check'))
    await waitFor(
      async () => /was stopped before it was finished/.test(await page.text('body')),
      'the answer',
    )
    await picture(page, 'audit-check-cancelled')
    assert.deepEqual(await barriers(page), [])
    assert.ok(!(await page.shown(hook('findings'))), 'nothing was found, and nothing was found sound')
    const { events } = await ask(page, 'audit', {
      form: {
        ...{
          from: null,
          until: null,
          staff: null,
          patient: null,
          category: null,
          action: 'verify',
        },
        ...{ outcome: null, sort: 'time', ascending: false, skip: 0 },
      },
    })
    assert.deepEqual(events, [], 'no check is on record')
  })
})
