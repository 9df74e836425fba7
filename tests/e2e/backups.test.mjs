// Backups by hand: made, copied, proved, and gone back to from the locked screen, with the vault of before kept.

import assert from 'node:assert/strict'
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { demoHome, signIn, withApp } from './app.mjs'
import { barriers } from './axe.mjs'
import { THEMES, wear } from './screens.mjs'
import { ask, fill, go, hook, picture, unlock, yesterday } from './steps.mjs'
import { KEY, waitFor } from './webdriver.mjs'

/** Looks at the screen as it stands, in both themes. */
async function inspect(page, name) {
  for (const theme of THEMES) {
    await wear(page, theme)
    await picture(page, `backups-${name}-${theme}`)
    assert.deepEqual(await barriers(page), [], `${name}, ${theme}`)
  }
}

const entriesOf = async (page, patient) =>
  (await ask(page, 'patient', { id: patient, month: (await yesterday(page)).slice(0, 7) })).entries.length

/** A minute of yesterday, typed in behind the screen. */
async function typeIn(page, enrollment) {
  const form = {
    enrollment,
    date: await yesterday(page),
    start: '00:00',
    length: '0:01',
    activity: 'call_patient',
    note: '',
  }
  await ask(page, 'add_entry', { form: { ...form, part_of_visit: false, first_pass: null } })
}

/** Presses the button, and waits for the backup that was asked for. */
async function backUp(page) {
  const asked = async () => (await ask(page, 'backups')).backups.filter((one) => one.why === 'asked').length
  const before = await asked()
  // One that is made by itself may be under way: then it is asked for again.
  await waitFor(
    async () => {
      await page.click(`${hook('back-up')}:not([disabled])`)
      await waitFor(async () => (await ask(page, 'backups')).under_way === null, 'the end of the backup', 60)
      return (await asked()) > before
    },
    'the backup that was asked for',
    90,
  )
  await page.find(`${hook('back-up')}:not([disabled])`, 60)
}

test('a backup is made by hand, copied to a second place, proved and listed', async () => {
  const home = await demoHome()
  const usb = `${home}-usb`
  await mkdir(usb)
  await withApp(home, async (app) => {
    const { page } = app
    await unlock(app)
    await go(page, 'settings')
    await page.find(hook('back-up'))
    await backUp(page)
    await page.type(hook('second-place'), usb)
    await page.click(hook('save-second-place'))
    await waitFor(async () => (await page.text('#backups ~ dl')).includes(usb), 'the second place')
    await backUp(page)
    await waitFor(async () => /Last copy read back/.test(await page.text('#backups ~ dl')), 'the copy')
    assert.ok((await readdir(usb)).length > 0, 'it lies in the second place')
    assert.match(await page.text(hook('backup-list')), /Asked for/)
    await page.click(hook('prove-backup'))
    await waitFor(
      async () => /The backup of .* opens\. Its [\d,]+ entries/.test(await page.text('main')),
      'the proof',
      60,
    )
    await page.run('document.getElementById("backups").scrollIntoView()')
    await inspect(page, 'made')
  })
})

test('an older backup is gone back to from the locked screen, and what it replaces is kept', async () => {
  const home = await demoHome()
  const { name, password } = await signIn(home)
  await withApp(home, async (app) => {
    const { page } = app
    await unlock(app)
    const { rows } = await ask(page, 'today')
    const { patient, enrollment } = rows[0]
    await go(page, 'settings')
    await page.find(hook('back-up'))
    await backUp(page)
    const saved = await entriesOf(page, patient)
    await typeIn(page, enrollment)
    assert.equal(await entriesOf(page, patient), saved + 1)

    await page.chord(KEY.control, 'l')
    await page.find(hook('unlock'))
    await page.click(hook('restore-link'))
    await page.find(`${hook('restorable')} button`, 60)
    const nth = await page.run(
      `return [...document.querySelectorAll('${hook('restorable')} button')].findIndex((one) => one.textContent.includes('Asked for')) + 1`,
    )
    await page.click(`${hook('restorable')} li:nth-child(${nth}) button`)
    await page.type(hook('restore-password'), 'not the password at all')
    await page.click(hook('check-backup'))
    await page.find('[aria-invalid="true"]', 60)
    await page.type(hook('restore-password'), password)
    await page.click(hook('check-backup'))
    await page.find(hook('losses'), 60)
    const told = await page.text('main')
    assert.match(told, /You will lose 1 entry made after this backup/)
    assert.ok(!told.includes(rows[0].name), 'no patient is named in front of the lock')
    await inspect(page, 'losses')
    await page.click(hook('do-restore'))
    await page.find(hook('restored'), 60)
    await inspect(page, 'restored')
    assert.match(await page.text('main'), /The vault before is kept in/)
    await page.click(hook('restored'))

    await fill(page, hook('sign-in'), name)
    await page.type(hook('password'), password)
    await page.click(hook('unlock'))
    await page.find('#main h1')
    assert.equal(await entriesOf(page, patient), saved, 'what was there then is there again')
    const aside = (await readdir(home)).find((one) => one.startsWith('practice.aside-'))
    assert.ok((await readdir(join(home, aside))).includes('caretally.db'), 'the vault of before is kept')
  })
})
