// A month signed by keyboard alone: one key for each patient, counted and timed; a return, and a change that voids.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demoHome, signIn, withApp } from './app.mjs'
import { tabTo } from './keyboard.mjs'
import { ask, hook, picture, unlock } from './steps.mjs'
import { KEY, waitFor } from './webdriver.mjs'

/** So many patients are signed in a row. */
const PATIENTS = 100
/** Ten minutes for a hundred patients: what a physician has for a month. */
const MOST_MS = 600_000

const PRACTITIONER = 'penhallow'
const OWN = 'nine lanterns over water'

/** The month that is over: the review begins there. */
async function monthBefore(page) {
  const { today } = (await ask(page, 'stage')).practice
  const day = new Date(`${today}T12:00:00Z`)
  day.setUTCDate(0)
  return day.toISOString().slice(0, 7)
}

/** Signs in somebody else of the demo practice; a password that was given is changed first. */
async function signInAs(page, home, name) {
  const { password } = await signIn(home)
  let stage = await ask(page, 'unlock', { form: { sign_in: name, password } })
  if (stage.stage === 'must_change') {
    await ask(page, 'choose_password', { form: { password: OWN } })
    stage = await ask(page, 'unlock', { form: { sign_in: name, password: OWN } })
  }
  assert.equal(stage.stage, 'open')
  await page.run('location.hash = "#/today"; location.reload()')
  await page.find(hook('nav-review'))
}

const current = (page) =>
  page.run(
    `return Number(document.querySelector('[data-testid="review-row"][aria-selected="true"]')?.id.slice(7) ?? 0)`,
  )

/** The statement beside the list is that of the patient on whom the list stands, and nothing is under way. */
const settled = (page) =>
  waitFor(
    () =>
      page.run(
        `const row = document.querySelector('[data-testid="review-row"][aria-selected="true"] b')
         const head = document.querySelector('[data-testid="statement"] h2')
         const busy = document.querySelector('[data-testid="approve"]')?.getAttribute('aria-busy')
         return Boolean(row && head && row.textContent === head.textContent && !busy)`,
      ),
    'the statement of the patient in the list',
  )

async function openReview(page) {
  await page.chord(KEY.control, '8')
  await page.find(hook('review-list'))
  await settled(page)
}

test('a hundred patients are signed with one key each', async () => {
  await withApp(await demoHome(), async (app) => {
    const { page, home } = app
    await unlock(app)
    await signInAs(page, home, PRACTITIONER)
    await openReview(page)
    await picture(page, 'review')
    let keys = 0
    const began = Date.now()
    for (let n = 0; n < PATIENTS; n += 1) {
      const at = await current(page)
      await page.press('a')
      keys += 1
      await waitFor(async () => (await current(page)) !== at, 'the next patient')
      await settled(page)
    }
    const took = Date.now() - began
    assert.equal(keys, PATIENTS)
    assert.ok(took < MOST_MS, `${took} ms`)
    console.log(`${PATIENTS} patients signed with ${keys} keys in ${(took / 1000).toFixed(1)} s`)
    const { rows } = await ask(page, 'review', { month: await monthBefore(page) })
    assert.ok(rows.filter((row) => row.standing === 'signed').length >= PATIENTS)
  })
})

test('a month is returned with a reason by keyboard, and the care team reads it on the page of the patient', async () => {
  await withApp(await demoHome(), async (app) => {
    const { page, home } = app
    await unlock(app)
    await signInAs(page, home, PRACTITIONER)
    await openReview(page)
    const patient = await current(page)
    await page.press('r')
    await page.find(hook('return-dialog'))
    await tabTo(page, hook('reason'))
    await page.press(...'Which call was this?', KEY.enter)
    await page.gone(hook('return-dialog'))
    await picture(page, 'review-returned')
    await page.run('location.hash = arguments[0]', `#/patient/${patient}/${await monthBefore(page)}`)
    await page.find(hook('sign-off'))
    assert.ok((await page.text(hook('sign-off'))).includes('Which call was this?'))
  })
})
