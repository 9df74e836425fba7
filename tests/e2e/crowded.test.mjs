// Screens that hold more than anybody meant them to: endless, foreign and pictured names, 40 enrollments, 300 entries, or nothing.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demoHome, emptyHome, withApp } from './app.mjs'
import { barriers } from './axe.mjs'
import { brokenParts, brokenWords } from './layout.mjs'
import { SCREENS, wear } from './screens.mjs'
import { LOCKED } from './trust-screens.mjs'
import { ask, clickByScript, hook, picture, shut, unlock, yesterday } from './steps.mjs'
import { waitFor } from './webdriver.mjs'

/** Names that real people and careless imports have. */
const NAMES = [
  'Theodora Wilhelmina Bartholomea Featherstonehaugh-Cholmondeley of Upper Saint Aldhelm Parva',
  'Quillenhawthorne'.repeat(6),
  'محمد عبد الرحمن الأندلسي',
  'שרה בת־אברהם לוי',
  'Amal خالد 1948 Haddad',
  '👩‍👩‍👧‍👦 Wren 🏳️‍🌈 Fields 🇺🇸',
  'Zoë Åström-Nguyễn Ọlá',
  'नीलम शर्मा',
  '李小龍',
  'Bo',
]
const ENROLLMENTS = 40
const ENTRIES = 300

/** These type a name letter by letter, or stand before the locked practice, where no patient is named. */
const LEFT_OUT = new Set([...Object.keys(LOCKED), 'timer-running', 'timer-stop', 'today-nothing-found'])
/** At twice the size, where there is least room for most words. */
const LARGE = [
  ...['today', 'day', 'patients', 'patient', 'patient-time', 'patient-history', 'tcm', 'tcm-calendar'],
  ...['review', 'review-close', 'claims', 'claims-why', 'insights', 'palette'],
]

/** Every patient of the practice gets one of the names, and a number; gives what they are called now. */
async function rename(page) {
  const everybody = await ask(page, 'find_patients', { text: '' })
  const given = []
  for (const [n, { id }] of everybody.entries()) {
    const { patient, call_window } = await ask(page, 'patient', { id, month: null })
    const { birth_date, mrn, payer, sex } = patient
    const name = `${NAMES[n % NAMES.length]} ${n}`
    await ask(page, 'save_patient', { form: { id, name, birth_date, mrn, sex, payer, call_window } })
    given.push(name)
  }
  return given
}

/** One patient is enrolled forty times over. */
async function enroll(page, id) {
  const { enrollments } = await ask(page, 'patient', { id, month: null })
  for (let n = enrollments.length; n < ENROLLMENTS; n += 1) {
    await ask(page, 'save_enrollment', { form: { ...enrollments[0].form, id: null } })
  }
}

/** A minute after the other of a night that is over. */
async function crowd(page, enrollment) {
  const date = await yesterday(page)
  const two = (number) => String(number).padStart(2, '0')
  for (let n = 0; n < ENTRIES; n += 1) {
    const start = `${two(3 + Math.floor(n / 60))}:${two(n % 60)}`
    const note = n % 7 === 0 ? NAMES[n % NAMES.length] : ''
    await ask(page, 'add_entry', {
      form: {
        ...{ enrollment, date, start, length: '0:01', activity: 'call_patient', note },
        ...{ part_of_visit: false, first_pass: null },
      },
    })
  }
}

/** Looks at what is shown, and keeps a picture of it. */
async function look(page, name, { found, names = [], theme = 'light' }) {
  await wear(page, theme)
  await picture(page, `crowded-${name}`)
  const words = await brokenWords(page, names)
  for (const broken of [...(await brokenParts(page)), ...words.found]) found.push(`${name}: ${broken}`)
  return words.texts
}

async function tour(page, screens, label, at) {
  let texts = 0
  for (const name of screens) {
    await SCREENS[name].open(page)
    texts += await look(page, `${label}${name}`, at)
    await SCREENS[name].close?.(page)
  }
  return texts
}

test('endless, foreign and pictured names, 40 enrollments and 300 entries are shown whole and apart', async (context) => {
  await withApp(await demoHome(), async (app) => {
    const { page } = app
    await unlock(app)
    const day = await yesterday(page)
    const { rows } = await ask(page, 'today')
    const at = { found: [], names: await rename(page) }
    await enroll(page, rows[0].patient)
    await crowd(page, rows[0].enrollment)
    await ask(page, 'start_timer', { form: { enrollment: rows[1].enrollment, activity: null } })
    await page.run('location.reload()')
    await page.find('[data-testid^="row-"]')

    page.click = clickByScript(page)
    const screens = Object.keys(SCREENS).filter((name) => !LEFT_OUT.has(name))
    let texts = await tour(page, screens, '', at)
    await page.run('location.hash = arguments[0]', `#/patient/${rows[0].patient}/${day.slice(0, 7)}`)
    await page.find(hook('add-time'))
    const entries = `[data-testid^="correct-"]`
    await waitFor(async () => (await page.all(entries)).length >= ENTRIES, 'all the entries')
    texts += await look(page, 'patient-of-300', at)
    await page.run(`[...document.querySelectorAll(arguments[0])].at(-1).scrollIntoView()`, entries)
    texts += await look(page, 'patient-of-300-end', at)
    await page.run('location.hash = arguments[0]', `#/day/${day}`)
    await waitFor(async () => (await page.all('[data-testid^="tape-"]')).length >= ENTRIES, 'all of the day')
    texts += await look(page, 'day-of-300', at)
    await page.click(hook('stop'))
    await page.find(hook('activity-dialog'))
    texts += await look(page, 'stop', at)
    await shut(page)

    const wide = await page.run('return innerWidth')
    await ask(page, 'zoom', { percent: 200 })
    await waitFor(async () => (await page.run('return innerWidth')) < wide * 0.6, 'everything twice as large')
    texts += await tour(page, LARGE, 'large-', { ...at, theme: 'dark' })
    await ask(page, 'stop_timer', { form: { activity: 'call_patient', note: '' } })
    await page.run('location.reload()')
    await page.find(hook('continue-last'))
    texts += await look(page, 'large-no-timer', { ...at, theme: 'dark' })
    context.diagnostic(
      `${screens.length + LARGE.length + 5} screens, ${texts} lines of words, ${NAMES.length} names`,
    )
    assert.equal(at.found.length, 0, `\n${[...new Set(at.found)].join('\n')}`)
  })
})

const NOTHING = [
  'today',
  'patients',
  'tcm',
  'review',
  'claims',
  'insights',
  'day',
  'unsettled',
  'audit',
  'settings',
]

/** A practice of one, with nobody in it. */
async function setUp(page) {
  await page.find(hook('create'))
  const form = {
    ...{ practice: 'Larch Street Clinic', time_zone: 'UTC', name: 'Ines Calloway', role: 'physician' },
    ...{ credentials: 'MD', sign_in: 'ines', password: 'willow gate seventeen kettles' },
  }
  const { groups, ask: asked } = await ask(page, 'set_up', { form })
  await ask(page, 'confirm_recovery', { form: { groups: asked.map((n) => groups[n - 1]) } })
  await page.run('location.reload()')
  await page.find(hook('nav-today'))
}

test('a practice without a patient has a screen to begin from, whichever it is', async () => {
  await withApp(await emptyHome(), async ({ page }) => {
    await setUp(page)
    const found = []
    for (const screen of NOTHING) {
      await page.click(hook(`nav-${screen}`))
      await page.find(`main .page`)
      await look(page, `nothing-${screen}`, { found })
      for (const barrier of await barriers(page)) found.push(`${screen}: ${barrier}`)
      const said = await page.text('main')
      assert.ok(said.trim().length > 40, `${screen} says what to do`)
    }
    assert.equal(found.length, 0, `\n${found.join('\n')}`)
  })
})

test('the look at the words sees what is cut, covered and reordered', async () => {
  await withApp(await demoHome(), async (app) => {
    const { page } = app
    await unlock(app)
    assert.deepEqual((await brokenWords(page)).found, [])
    await page.run(
      `document.querySelector('main').insertAdjacentHTML('afterbegin', \`
         <p style="width: 60px; overflow: hidden; white-space: nowrap">a sentence that is cut</p>
         <div style="position: relative"><i style="position: absolute; left: 0; top: 0">over</i><b style="position: absolute; left: 0; top: 2px">under</b></div>
         <p style="max-height: 20px; overflow: hidden">one line<br>and one that is cut below</p>
         <p style="position: fixed; top: 50%; left: 95vw; white-space: nowrap">so far to the right that it leaves the window</p>
         <p>Call <em style="unicode-bidi: normal">محمد</em> 12 times</p>
         <p>محمد, 12:04</p>\`)`,
    )
    const { found } = await brokenWords(page, ['محمد'])
    const seen = [
      ...[
        'cut, and told nowhere: <p style="width',
        'cut, and told nowhere: <p style="max-height',
        'leaves the window: <p',
      ],
      ...[
        'words on words: <i',
        'may reorder what stands beside it: <em',
        'stands before a name that it follows: , 12:04',
      ],
    ]
    for (const what of seen)
      assert.ok(
        found.some((one) => one.startsWith(what)),
        `${what}\n${found.join('\n')}`,
      )
  })
})
