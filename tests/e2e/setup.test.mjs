// The first day of a practice: from an empty disk to the first enrolled patient.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emptyHome, withApp } from './app.mjs'
import { barriers } from './axe.mjs'
import { THEMES, wear } from './screens.mjs'
import { ask, field, fill, go, hook, picture } from './steps.mjs'
import { waitFor } from './webdriver.mjs'

const PASSWORD = 'willow gate seventeen kettles'

/** Looks at the screen as it stands, in both themes. */
async function inspect(page, name) {
  for (const theme of THEMES) {
    await wear(page, theme)
    await picture(page, `${name}-${theme}`)
    assert.deepEqual(await barriers(page), [], `${name}, ${theme}`)
  }
}

async function setUp(page) {
  await page.find(hook('create'))
  await inspect(page, 'set-up')
  await fill(page, field('practice'), 'Larch Street Clinic')
  await fill(page, field('time_zone'), 'America/Chicago')
  await fill(page, field('name'), 'Ines Calloway')
  await fill(page, field('role'), 'physician')
  await fill(page, field('credentials'), 'MD')
  await fill(page, field('sign_in'), 'ines')
  await fill(page, field('password'), PASSWORD)
  await fill(page, field('password_again'), PASSWORD)
  await page.click(hook('create'))
}

/** Types the two groups back that are asked for, as read off the paper. */
async function proveTheRecoveryKey(page) {
  await page.find(hook('confirm-recovery'), 60)
  await inspect(page, 'recovery-key')
  const groups = await page.run(
    `return [...document.querySelectorAll('${hook('recovery-key')} code')].map((one) => one.textContent.trim())`,
  )
  const labels = await page.run(
    `return [1, 2].map((n) => document.querySelector(\`[data-testid="group-\${n}"]\`).labels[0].textContent)`,
  )
  const asked = labels.map((label) => groups[Number(label.match(/\d+/)[0]) - 1])

  await page.type(hook('group-1'), 'wrong')
  await page.type(hook('group-2'), asked[1])
  await page.click(hook('confirm-recovery'))
  await page.find('[role="alert"]')

  await page.type(hook('group-1'), asked[0])
  await page.click(hook('confirm-recovery'))
  await page.find(hook('today-search'))
}

async function addPatient(page) {
  await page.click(hook('add-patient'))
  await page.find('[role="dialog"]')
  await fill(page, field('name'), 'Theodora Wick')
  await fill(page, field('birth_date'), '04/09/1948')
  await fill(page, field('mrn'), '77-001')
  await page.click('[role="dialog"] button[type="submit"]')
  await page.gone('[role="dialog"]')
  return waitFor(async () => (await ask(page, 'find_patients', { text: 'Wick' }))[0], 'the patient')
}

test('set up from nothing, prove the recovery key, add and enroll a patient', async () => {
  await withApp(await emptyHome(), async ({ page }) => {
    await setUp(page)
    await proveTheRecoveryKey(page)

    assert.match(await page.text('main'), /\w/, 'an empty worklist says what to do')
    await inspect(page, 'today-empty')
    await go(page, 'claims')
    await inspect(page, 'claims-empty')
    await go(page, 'patients')
    await inspect(page, 'patients-empty')

    const { id } = await addPatient(page)
    await page.run('location.hash = arguments[0]', `#/patient/${id}`)
    await page.click(hook('enroll'))
    await page.find('[role="dialog"]')
    await picture(page, 'enroll')
    await page.click('[role="dialog"] button[type="submit"]')
    await page.gone('[role="dialog"]')
    await go(page, 'today')
    await page.find('[data-testid^="row-"][data-name="Theodora Wick"]')
  })
})
