// People and the lock: a one-time password and what comes after it, nothing left on a locked screen, and the printed key.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { emptyHome, withApp } from './app.mjs'
import { barriers } from './axe.mjs'
import { THEMES, wear } from './screens.mjs'
import { ask, field, fill, go, hook, picture } from './steps.mjs'
import { KEY, waitFor } from './webdriver.mjs'

const run = promisify(execFile)

const PASSWORD = 'willow gate seventeen kettles'
const ONE_TIME = 'amber tunnel kettle grove'
const OWN = 'nine patient otters hum'
const NEXT = 'four copper lanterns drift'
const PATIENT = 'Theodora Wick'

/** Looks at the screen as it stands, in both themes. */
async function inspect(page, name) {
  for (const theme of THEMES) {
    await wear(page, theme)
    await picture(page, `people-${name}-${theme}`)
    assert.deepEqual(await barriers(page), [], `${name}, ${theme}`)
  }
}

/** The groups on the paper. */
const printed = (page) =>
  page.run(
    `return [...document.querySelectorAll('${hook('recovery-key')} code')].map((one) => one.textContent.trim())`,
  )

async function typeBack(page) {
  await page.find(hook('confirm-recovery'), 60)
  const groups = await printed(page)
  await page.type(hook('group-1'), groups[2])
  await page.type(hook('group-2'), groups[6])
  await page.click(hook('confirm-recovery'))
  return groups.join('-')
}

async function setUp(page) {
  await page.find(hook('create'))
  await fill(page, field('practice'), 'Larch Street Clinic')
  await fill(page, field('time_zone'), 'America/Chicago')
  await fill(page, field('name'), 'Ines Calloway')
  await fill(page, field('role'), 'physician')
  await fill(page, field('sign_in'), 'ines')
  await fill(page, field('password'), PASSWORD)
  await fill(page, field('password_again'), PASSWORD)
  await page.click(hook('create'))
  const key = await typeBack(page)
  await page.find(hook('today-search'))
  return key
}

/** A patient on the worklist whose timer runs, put there behind the screen. */
async function timing(page) {
  const patient = await ask(page, 'save_patient', {
    form: {
      ...{
        id: null,
        name: PATIENT,
        birth_date: '1948-04-09',
        mrn: '77-001',
        sex: 'F',
      },
      ...{ payer: 'medicare', call_window: '' },
    },
  })
  const enrollment = await ask(page, 'save_enrollment', {
    form: {
      ...{
        id: null,
        patient,
        program: 'ccm',
        practitioner: 1,
        start: '2026-01-05',
        end: null,
      },
      ...{
        consent_given: '2026-01-05',
        consent_mode: 'verbal',
        consent_taker: 1,
        consent_revoked: null,
      },
      ...{
        visit_date: '2025-12-20',
        visit_kind: 'awv',
        visit_discussed: true,
        last_seen: null,
        conditions: [],
      },
      ...{
        plan_established: null,
        plan_revised: null,
        plan_copy_given: null,
        mdm: [],
        attested: true,
      },
      supervisor: 1,
    },
  })
  await ask(page, 'start_timer', {
    form: { enrollment, activity: 'call_patient' },
  })
  await go(page, 'patients')
  await go(page, 'today')
  await waitFor(async () => (await page.text('body')).includes(PATIENT), 'the patient on the screen')
}

async function addCleo(page) {
  await go(page, 'settings')
  await page.click(hook('add-staff'))
  await page.find('[role="dialog"]')
  await fill(page, '[role="dialog"] [name="name"]', 'Cleo Marchetti')
  await fill(page, '[role="dialog"] [name="sign_in"]', 'cleo')
  await fill(page, '[role="dialog"] [name="password"]', ONE_TIME)
  await inspect(page, 'hire')
  await page.click(hook('staff-save'))
  await page.find(hook('one-time-password'))
  assert.equal(await page.text(hook('one-time-password')), ONE_TIME)
  await inspect(page, 'one-time')
  await page.click(hook('one-time-done'))
  await page.gone('[role="dialog"]')
  await inspect(page, 'settings')
}

/** The screen is locked, and no word of a patient is in the page: text, attributes, values. */
async function nothingIsLeft(page) {
  await page.find(hook('unlock'))
  const left = await page.run(
    `const page = document.documentElement
     const values = [...page.querySelectorAll('input, textarea, select')].map((one) => one.value).join(' ')
     return page.outerHTML + values + document.title + location.href`,
  )
  for (const word of [PATIENT, 'Wick', '77-001', '1948', '04/09']) assert.ok(!left.includes(word), word)
}

async function signIn(page, name, password) {
  await fill(page, hook('sign-in'), name)
  await page.type(hook('password'), password)
  await page.click(hook('unlock'))
}

test('a one-time password, the lock, another person, and the timer of the first runs on', async () => {
  await withApp(await emptyHome(), async ({ page }) => {
    await setUp(page)
    await addCleo(page)
    await timing(page)

    await page.chord(KEY.control, 'l')
    await nothingIsLeft(page)
    assert.match(await page.text(hook('timer-clock')), /^\d+:\d\d$/)
    await inspect(page, 'locked')

    await signIn(page, 'cleo', ONE_TIME)
    await page.find(hook('choose-password'))
    await fill(page, hook('new-password'), 'cleo')
    await waitFor(async () => (await page.text(hook('strength'))).includes('15 characters'), 'the judgement')
    await fill(page, hook('new-password'), OWN)
    await fill(page, hook('new-password-again'), OWN)
    await waitFor(async () => /good/i.test(await page.text(hook('strength'))), 'the judgement')
    await inspect(page, 'choose')
    await page.click(hook('choose-password'))
    await page.find(hook('today-search'))
    assert.equal(await ask(page, 'running'), null, 'the timer of somebody else is not hers')

    // The desktop locks its screen: so do we.
    await run('gdbus', [
      ...['emit', '--session', '--object-path', '/org/freedesktop/ScreenSaver'],
      ...['--signal', 'org.freedesktop.ScreenSaver.ActiveChanged', 'true'],
    ])
    await nothingIsLeft(page)

    const began = Date.now()
    await signIn(page, 'ines', PASSWORD)
    await page.find(hook('today-search'))
    const seconds = (Date.now() - began) / 1000
    process.stdout.write(`switching to another person took ${seconds.toFixed(1)} s, typing included\n`)
    const { elapsed_s } = await ask(page, 'running')
    assert.ok(elapsed_s > 0, 'it ran on')
  })
})

test('the printed key opens, is used up, and the next one is typed back', async () => {
  await withApp(await emptyHome(), async ({ page }) => {
    const key = await setUp(page)
    await timing(page)
    await page.chord(KEY.control, 'l')
    await page.find(hook('use-recovery'))
    await page.click(hook('use-recovery'))
    await page.type(hook('recovery-typed'), key.toLowerCase())
    await page.type(hook('recovery-password'), NEXT)
    await inspect(page, 'recover')
    await page.click(hook('recover'))
    await page.find(hook('confirm-recovery'), 60)
    await inspect(page, 'kit')
    const next = await typeBack(page)
    assert.notEqual(next, key)
    await page.find(hook('today-search'))
    await page.find(hook('health'))
    assert.match(await page.text(hook('health')), /recovery key was used/)
    await inspect(page, 'told')
    assert.ok((await ask(page, 'running')).elapsed_s > 0)
    await page.chord(KEY.control, 'l')
    await signIn(page, 'ines', PASSWORD)
    await page.find('[aria-invalid="true"]')
    await signIn(page, 'ines', NEXT)
    await page.find(hook('today-search'))
  })
})
