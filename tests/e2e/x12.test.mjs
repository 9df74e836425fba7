// Electronic claims: how the practice and a payer are named is typed, what a claim lacks is said and given, the file is written.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { demoHome, withApp } from './app.mjs'
import { barriers } from './axe.mjs'
import { brokenParts } from './layout.mjs'
import { ask, fill, go, hook, picture, unlock } from './steps.mjs'
import { wear } from './screens.mjs'
import { waitFor } from './webdriver.mjs'

const inDialog = (name) => `[role="dialog"] [name="${name}"]`
const leftOut = `${hook('x12-left-out')} li`

const says = (page, selector, words) =>
  waitFor(async () => (await page.text(selector)).includes(words), `${selector} to say ${words}`)

/** The screen in both themes, looked at for barriers and for what is out of place. */
async function look(page, name) {
  for (const theme of ['dark', 'light']) {
    await wear(page, theme)
    await picture(page, `x12-${name}-${theme}`)
    assert.deepEqual(await barriers(page), [], `${name}, ${theme}`)
  }
  assert.deepEqual(await brokenParts(page), [], name)
}

async function settings(page) {
  await go(page, 'settings')
  await page.find('#billing')
  await page.run('document.getElementById("billing").scrollIntoView()')
  await page.find(hook('save-billing'))
}

/** On Claims, with the X12 part of the export open; gives the names of those left out. */
async function claims(page) {
  await go(page, 'claims')
  const format = hook('format-x12')
  await page.find(format)
  if (!(await page.run('return document.querySelector(arguments[0]).checked', format)))
    await page.click(format)
  await says(page, hook('x12'), 'a file with')
  return page.run(
    'return [...document.querySelectorAll(arguments[0])].map((one) => one.querySelector("a").textContent)',
    leftOut,
  )
}

test('the practice and a payer are named, a claim that lacks something says so, and the file is X12', async () => {
  await withApp(await demoHome(), async (app) => {
    const { page } = app
    await unlock(app)
    const { month } = await ask(page, 'today')

    await settings(page)
    await fill(page, hook('billing-npi'), '1000000005')
    await page.click(hook('save-billing'))
    await page.find('main [aria-invalid="true"]')
    assert.notEqual(
      (await ask(page, 'billing')).practice.npi,
      '1000000005',
      'a wrong check digit is not saved',
    )
    await look(page, 'settings')
    await fill(page, hook('billing-npi'), '1000000004')
    await fill(page, hook('billing-submitter_id'), 'JUNIPERHOLLOW')
    await page.click(hook('save-billing'))
    await waitFor(
      async () => (await ask(page, 'billing')).practice.submitter_id === 'JUNIPERHOLLOW',
      'the practice to be saved',
    )
    await page.click(hook('change-payer-medicare'))
    await page.find(hook('payer-dialog'))
    await fill(page, inDialog('payer_id'), '08202')
    await look(page, 'payer')
    await page.click('[role="dialog"] button[type="submit"]')
    await page.gone('[role="dialog"]')
    await says(page, hook('payer-identities'), '08202')

    const lacking = await claims(page)
    assert.ok(lacking.length > 0, 'somebody of the demo has no card on file')
    assert.ok((await page.text(leftOut)).includes('the number on the insurance card'))
    await look(page, 'claims')
    await page.click(`${leftOut} a`)
    await page.click(hook('edit-patient'))
    await page.find(hook('patient-dialog'))
    const card = { member_id: '1EG4TE5MK73', street: '4 Dapple Ct', city: 'Alba', state: 'MI', zip: '49611' }
    for (const [name, value] of Object.entries(card)) await fill(page, inDialog(name), value)
    await look(page, 'patient')
    await page.click('[role="dialog"] button[type="submit"]')
    await page.gone('[role="dialog"]')
    const still = await claims(page)
    assert.ok(still.length < lacking.length, `one fewer than ${lacking}: ${still}`)

    await page.click(hook('export'))
    await page.find(hook('export-result'))
    const { exports } = await ask(page, 'claims', { month })
    const files = exports[0].files.filter((file) => file.file.endsWith('.x12'))
    assert.ok(files.some((file) => file.file.includes('medicare')))
    const texts = await Promise.all(
      files.map(({ file }) => readFile(join(exports[0].folder, file), 'latin1')),
    )
    for (const text of texts) {
      assert.match(text, /^ISA\*00\* {10}\*00\* {10}\*ZZ\*JUNIPERHOLLOW {2}\*ZZ\*/)
      assert.match(text, /IEA\*1\*\d{9}~\s*$/)
    }
    assert.ok(texts.join('').includes('NM1*PR*2*'), 'a payer is named')
    assert.ok(texts.join('').includes('1EG4TE5MK73'), 'the claim that lacked a card is in a file')
  })
})
