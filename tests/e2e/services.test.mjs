// Planning talks by keyboard: two talks of a day, one of them voided with a reason, and the lines they are on Claims.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demoHome, withApp } from './app.mjs'
import { barriers } from './axe.mjs'
import { pressOn, tabTo } from './keyboard.mjs'
import { ask, hook, picture, unlock, yesterday } from './steps.mjs'
import { wear } from './screens.mjs'
import { KEY, waitFor } from './webdriver.mjs'

const dialog = (name) => `[role="dialog"] [name="${name}"]`
const american = (day) => `${day.slice(5, 7)}/${day.slice(8)}/${day.slice(0, 4)}`

/** Writes into a field that Tab came to, or chooses from its list. */
async function put(page, name, value) {
  await tabTo(page, dialog(name))
  if (await page.run('return document.activeElement.tagName === "SELECT"')) {
    return page.choose(dialog(name), value)
  }
  await page.chord(KEY.control, 'a')
  await page.press(KEY.backspace, ...value)
}

async function send(page, values) {
  for (const [name, value] of Object.entries(values)) await put(page, name, value)
  await tabTo(page, '[role="dialog"] button[type="submit"]')
  await page.press(KEY.enter)
  await page.gone('[role="dialog"]')
}

/** A patient of Medicare with a page to stand on, and a practitioner. */
async function somebody(page) {
  const { rows } = await ask(page, 'today')
  const { staff } = await ask(page, 'settings')
  const doctor = staff.find((one) => one.practitioner && one.active)
  return { patient: rows.find((row) => row.payer === 'medicare'), doctor }
}

async function talk(page, doctor, values) {
  await page.press('l')
  await page.find(hook('talk-dialog'))
  await send(page, { practitioner: String(doctor.id), ...values })
}

const said = (page, words) =>
  waitFor(async () => (await page.text(hook('services'))).includes(words), `the page to say ${words}`)

test('two talks of a day are logged, one is voided, and the rest is a line on Claims', async () => {
  await withApp(await demoHome(), async (app) => {
    const { page } = app
    await unlock(app)
    const { patient, doctor } = await somebody(page)
    const day = await yesterday(page)
    const month = day.slice(0, 7)
    await page.run('location.hash = arguments[0]', `#/patient/${patient.patient}/${month}`)
    await page.find(hook('add-talk'))
    await said(page, 'None in')
    await picture(page, 'services-none')

    const date = american(day)
    await talk(page, doctor, { date, start: '12:00 AM', length: '40', wellness: 'G0439' })
    await said(page, '99497 33')
    await talk(page, doctor, { date, start: '3:30 AM', length: '36' })
    await said(page, '99498 33 x2')
    assert.deepEqual(await barriers(page), [])

    // The nearest Void is that of the first talk.
    const view = await ask(page, 'patient', { id: patient.patient, month })
    const [first] = view.services.talk_days[0].talks
    await pressOn(page, hook(`void-talk-${first.id}`), KEY.enter)
    await page.find(hook('void-service-dialog'))
    await send(page, { reason: 'The daughter called back: it was about her brother' })
    await said(page, 'voided: The daughter called back')
    await said(page, '36:00 counted')
    for (const theme of ['light', 'dark']) {
      await wear(page, theme)
      await picture(page, `services-${theme}`)
    }

    await page.chord(KEY.control, '3')
    await page.find(hook('export'))
    if (month !== (await ask(page, 'stage')).practice.month) await page.press('[')
    const { rows } = await ask(page, 'claims', { month })
    const [row] = rows.filter((one) => one.program === 'acp')
    assert.equal(row.status, 'ready')
    assert.equal(row.line.code, '99497')
    assert.deepEqual(row.line.modifiers, ['33'])
    assert.equal(row.practitioner, doctor.name)
    // Of a long list only what is seen is drawn: it is gone through from the top.
    await waitFor(
      () =>
        page.run(
          `const list = document.querySelector('.claims .list')
           const seen = [...document.querySelectorAll('[data-testid="claim-row"]')].some((one) => one.textContent.includes('99497 33'))
           if (!seen) list.scrollBy(0, list.clientHeight / 2)
           return seen`,
        ),
      'the line on Claims',
    )
    await picture(page, 'services-claims')
  })
})
