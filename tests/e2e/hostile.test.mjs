// Texts that would run if they were taken for anything but text: in every field that is kept, on every screen and dialog.

import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { emptyHome, withApp } from './app.mjs'
import { HOSTILE, LONG, MISLEADING } from './hostile.mjs'
import { ask, go, hook, picture, shut } from './steps.mjs'
import { KEY, waitFor } from './webdriver.mjs'

const PASSWORD = 'willow gate seventeen kettles'
/** A day of which all hours have passed. */
const DAY = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
const dialog = '[role="dialog"]'

/** What the store keeps of a text: blanks around it gone, and composed. */
const kept = (text) => text.slice(0, 200).trim().normalize('NFC')

async function setUp(page) {
  await page.find(hook('create'))
  const form = {
    ...{ practice: 'Larch Street Clinic', time_zone: 'UTC', name: 'Ines Calloway', role: 'physician' },
    ...{ credentials: 'MD', sign_in: 'ines', password: PASSWORD },
  }
  const { groups, ask: asked } = await ask(page, 'set_up', { form })
  await ask(page, 'confirm_recovery', { form: { groups: asked.map((n) => groups[n - 1]) } })
  await page.run('location.reload()')
  await page.find(hook('today-search'))
}

/** Notices a call, a report of the page's policy, and every element or attribute that only one of the texts can have made. */
const watch = (page) =>
  page.run(
    `const seen = (window.seen = { calls: 0, reports: [], made: [] })
     const canary = () => { seen.calls += 1 }
     Object.assign(window, { canary, alert: canary, confirm: canary, prompt: canary })
     addEventListener('securitypolicyviolation', (event) =>
       seen.reports.push(event.violatedDirective + ': ' + event.blockedURI + ' ' + event.sample + ', ' + event.disposition))
     const ours = 'script style img svg iframe object embed video audio base meta link math marquee template noscript frame'
     const addresses = ['href', 'src', 'action', 'formaction', 'data', 'xlink:href', 'srcset', 'style']
     const known = new Set([...document.querySelectorAll(ours.split(' ').join())])
     const bad = (one) => {
       const drawn = one.closest('svg')
       // Our own icons are drawn by svg elements; they run nothing.
       if (ours.split(' ').includes(one.localName) && !known.has(one) && one.localName !== 'svg') return true
       if (drawn && ['script', 'use', 'animate', 'image', 'foreignObject', 'a'].includes(one.localName)) return true
       return [...one.attributes].some(({ name, value }) =>
         name.startsWith('on') || name === 'srcdoc' || (addresses.includes(name) && /^\\s*(javascript|data|vbscript):/i.test(value)))
     }
     const look = (node) => {
       if (node.nodeType !== Node.ELEMENT_NODE) return
       for (const one of [node, ...node.querySelectorAll('*')]) if (bad(one)) seen.made.push(one.outerHTML.slice(0, 200))
     }
     new MutationObserver((changes) => changes.forEach(({ addedNodes, target, type }) => {
       addedNodes.forEach(look)
       if (type === 'attributes' && bad(target)) seen.made.push(target.outerHTML.slice(0, 200))
     })).observe(document.documentElement, { childList: true, subtree: true, attributes: true })`,
  )

const patientForm = (text, n) => ({
  ...{
    id: null,
    name: text,
    birth_date: '1948-04-09',
    mrn: n === undefined ? text : kept(`${n} ${text}`),
    sex: 'F',
  },
  ...{ payer: 'medicare', call_window: text },
})

const enrollmentForm = (patient, text) => ({
  ...{ id: null, patient, program: 'ccm', practitioner: 1, start: '2026-01-05', end: null },
  ...{ consent_given: '2026-01-05', consent_mode: 'verbal', consent_taker: 1, consent_revoked: null },
  ...{ visit_date: '2025-12-20', visit_kind: 'awv', visit_discussed: true, last_seen: null },
  conditions: [{ icd10: 'I10', label: text, expected_months: 12, high_risk: true }],
  ...{ plan_established: null, plan_revised: null, plan_copy_given: null, mdm: [], attested: true },
  supervisor: null,
})

const entryForm = (enrollment, note) => ({
  ...{ enrollment, date: DAY, start: '00:00', length: '0:01', activity: 'call_patient', note },
  ...{ part_of_visit: false, first_pass: null },
})

const staffForm = (text) => ({
  ...{ id: null, name: text, role: 'rn', access: 'care_team', credentials: text, npi: null, sign_in: null },
  ...{ password: null, team_training: null, scope_document: false, active: true },
})

const practiceForm = (practice) => ({ practice, time_zone: 'UTC', place: 'facility', assigned_only: false })

/** One text into every field of a patient, an entry, a discharge and a colleague; the patient. */
async function write(page, text, n) {
  const patient = await ask(page, 'save_patient', { form: patientForm(text, n) })
  const enrollment = await ask(page, 'save_enrollment', { form: enrollmentForm(patient, text) })
  const id = await ask(page, 'add_entry', { form: entryForm(enrollment, text) })
  const reason = `because: ${text}`
  const corrected = { id, date: DAY, start: '00:00', end: '00:02', activity: 'call_patient', note: text }
  await ask(page, 'correct_entry', { form: { ...corrected, part_of_visit: false, reason, first_pass: null } })
  const other = await ask(page, 'add_entry', { form: { ...entryForm(enrollment, text), start: '00:05' } })
  await ask(page, 'void_entry', { form: { id: other, reason } })
  const episode = await ask(page, 'save_episode', {
    form: {
      ...{ id: null, patient, practitioner: 1, discharge_date: DAY, discharge_time: '00:00' },
      ...{ from: 'inpatient_acute', to: 'home', visit_date: null, visit_discharge_management: false },
      ...{ mdm: null, med_rec: null, report: true },
    },
  })
  const contact = { episode, date: null, time: null, reached: false, scheduling_only: false, note: text }
  await ask(page, 'log_contact', { form: contact })
  await ask(page, 'open_in_emergency', { form: { patient, reason } })
  await ask(page, 'save_staff', { form: staffForm(text) })
  await ask(page, 'find_patients', { text })
  return { patient, enrollment, entry: id }
}

/** Dialogs of the patient's page, by what opens them: each patient shows one. */
const DIALOGS = [
  ({ entry }) => hook(`correct-${entry + 1}`),
  ({ entry }) => hook(`history-${entry + 1}`),
  ({ entry }) => hook(`void-${entry + 1}`),
  ({ enrollment }) => hook(`explain-${enrollment}`),
  ({ enrollment }) => hook(`edit-enrollment-${enrollment}`),
  () => hook('edit-patient'),
  () => hook('change-care-team'),
  () => '[data-testid^="log-"]',
  () => hook('add-time'),
  () => hook('discharge'),
]

/** No wider than the window: a screen that one text has pushed apart is broken. */
const whole = async (page, where) =>
  assert.ok(
    await page.run(
      'const { documentElement: root } = document; return root.scrollWidth <= root.clientWidth + 1',
    ),
    where,
  )

const words = (page, selector) =>
  page.run(
    'return [...document.querySelectorAll(arguments[0])].map((one) => one.textContent).join("\\n")',
    selector,
  )

/** Scrolls the list of a screen by half a window; where it stands then, and whether there is more to come. */
const scrollOn = (page, first) =>
  page.runAsync(
    `const more = () => Boolean(document.querySelector('main .foot-keys')?.textContent.includes('or more'))
     const scrolls = (one) => ['auto', 'scroll'].includes(getComputedStyle(one).overflowY)
     const longest = [...document.querySelectorAll('main *')].filter(scrolls)
       .sort((one, other) => other.scrollHeight - other.clientHeight - one.scrollHeight + one.clientHeight)[0]
     longest.scrollTop = arguments[0] ? 0 : longest.scrollTop + (more() ? 1e6 : 300)
     document.querySelector('main .page-body > .note:last-child button:not([disabled])')?.click()
     await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)))
     const end = longest.scrollTop + longest.clientHeight >= longest.scrollHeight - 1
     return { end, more: more() }`,
    first,
  )

/** Brings every row of a long list on the screen, and gathers what it says. */
async function readAll(page) {
  let said = ''
  for (let at = await scrollOn(page, true); ; at = await scrollOn(page, false)) {
    // A list that grows keeps its rows: it is read once, at its end.
    if (!at.more) said += await words(page, 'main :is(td, th, p)')
    if (at.end && !at.more) return said
  }
}

const plainly = (text) => text.replaceAll(/\s+/g, ' ')

const shows = (text, one, where) => assert.ok(plainly(text).includes(plainly(one)), `${where}: ${one}`)

async function visitPatients(page, written) {
  for (const [n, one] of written.entries()) {
    const where = HOSTILE[n]
    await page.run('location.hash = arguments[0]', `#/patient/${one.patient}`)
    const heading = kept(HOSTILE[n]).replaceAll(/\s+/g, ' ')
    await waitFor(async () => (await words(page, 'main h1')).replaceAll(/\s+/g, ' ').includes(heading), where)
    shows(await words(page, 'main'), `because: ${HOSTILE[n]}`.normalize('NFC'), 'the reason')
    await whole(page, where)
    await page.click(DIALOGS[n % DIALOGS.length](one))
    await page.find(dialog)
    await whole(page, `a dialog, ${where}`)
    await shut(page)
  }
}

async function visitLists(page) {
  for (const screen of ['today', 'patients', 'claims', 'audit', 'settings']) {
    await go(page, screen)
    // Lines of claims stand there once there is time enough.
    const wanted = screen === 'claims' ? [] : HOSTILE.map(kept)
    let missing = wanted
    await waitFor(
      async () => {
        const said = plainly(await readAll(page))
        missing = wanted.filter((one) => !said.includes(plainly(one)))
        return missing.length === 0
      },
      'the whole list',
      60,
    ).catch(() => assert.deepEqual(missing, [], screen))
    await whole(page, screen)
    await picture(page, `hostile-${screen}`)
  }
}

/** The timer bar, its dialogs, the palette, the import, the emergencies, the name of the practice. */
async function visitTheRest(page, written) {
  for (const [n, one] of written.slice(0, 12).entries()) {
    await ask(page, 'start_timer', { form: { enrollment: one.enrollment, activity: null } })
    await ask(page, 'describe_timer', { form: { activity: null, note: HOSTILE[n] } })
    await go(page, 'patients')
    await page.run('window.dispatchEvent(new Event("focus"))')
    await waitFor(
      async () => (await words(page, hook('timer-bar'))).includes(kept(HOSTILE[n])),
      'the timer bar',
    )
    await page.click(hook('stop'))
    await page.find(hook('activity-dialog'))
    await whole(page, 'the activity dialog')
    await shut(page)
  }
  for (const one of HOSTILE) {
    await page.chord(KEY.control, 'k')
    const search = hook('palette-search')
    await page.find(search)
    await page.run(
      `const input = document.querySelector(arguments[0])
       input.value = arguments[1]
       input.dispatchEvent(new Event('input', { bubbles: true }))`,
      search,
      one,
    )
    await waitFor(
      async () => (await page.run(`return document.querySelector('${search}').value`)) === one,
      one,
    )
    await shut(page)
  }
  await go(page, 'patients')
  await page.click(hook('import'))
  await page.find(hook('import-text'))
  const lines = HOSTILE.map((one, n) =>
    [one, n % 2 ? '1948-04-09' : one, `I-${n}`, one].map((cell) => `"${cell.replaceAll('"', '""')}"`).join(),
  )
  await page.run(
    `const area = document.querySelector(arguments[0])
     area.value = arguments[1]
     area.dispatchEvent(new Event('input', { bubbles: true }))
     area.dispatchEvent(new Event('change', { bubbles: true }))`,
    hook('import-text'),
    `name,birth_date,mrn,payer\n${lines.join('\n')}`,
  )
  await page.find(hook('import-view'))
  await picture(page, 'hostile-import')
  await shut(page)
  await page.click(hook('show-emergencies'))
  await page.find(hook('emergency-list'))
  shows(await words(page, hook('emergency-list')), kept(HOSTILE[0]), 'the emergencies')
  await whole(page, 'the emergencies')
  await picture(page, 'hostile-emergencies')
  await shut(page)
  for (const one of HOSTILE) {
    await ask(page, 'save_practice', { form: practiceForm(one) })
  }
}

test('texts that would run are shown as texts, whatever field they stand in', async (context) => {
  const home = await emptyHome()
  await withApp(home, async ({ page }) => {
    await setUp(page)
    const began = performance.now()
    const written = []
    for (const [n, one] of HOSTILE.entries()) written.push(await write(page, one, n))
    // What was written behind the screens is read by a page that begins anew.
    await page.run('location.reload()')
    await page.find('[data-testid^="tcm-"]')
    await watch(page)
    await visitPatients(page, written)
    await visitLists(page)
    await visitTheRest(page, written)

    // A folder may be called anything.
    const folder = join(`${home}-webview`, '<img src=x onerror=canary()>')
    await mkdir(folder)
    await ask(page, 'set_second_place', { form: { path: folder } })
    await go(page, 'settings')
    await waitFor(async () => (await words(page, 'main')).includes(folder), 'the second place')
    await ask(page, 'renew_anchor', { form: { reason: HOSTILE[0] } })

    await page.chord(KEY.control, 'l')
    await page.find(hook('unlock'))
    assert.ok(
      (await words(page, 'main')).includes(kept(HOSTILE.at(-1))),
      'the name of the practice on the locked screen',
    )
    await whole(page, 'the locked screen')
    const { calls, reports, made } = await page.run('return window.seen')
    context.diagnostic(
      `${HOSTILE.length} texts in 14 fields, ${written.length} charts: ${calls} ran, ${made.length} elements made, ` +
        `${reports.length} reports of the policy, ${Math.round((performance.now() - began) / 1000)} s`,
    )
    assert.deepEqual({ calls, reports, made }, { calls: 0, reports: [], made: [] })
  })
})

test('the watch of these tests sees what would run', async () => {
  await withApp(await emptyHome(), async ({ page }) => {
    await page.find(hook('create'))
    await watch(page)
    await page.run(
      `document.querySelector('main').innerHTML = '<img src=x onerror="canary()"><a href="javascript:canary()">x</a>'`,
    )
    const { calls, made, reports } = await waitFor(async () => {
      const seen = await page.run('return window.seen')
      return seen.reports.length > 0 && seen
    }, 'a report')
    assert.equal(calls, 0, 'the policy stops it')
    assert.ok(made.length >= 2 && reports.length >= 1)
  })
})

/** Every command that keeps a text, with the text in one field after the other. */
function asked(text, patient, enrollment, entry, episode) {
  const corrected = { id: entry, date: DAY, start: '00:00', end: '00:02', activity: 'call_patient' }
  return [
    ['save_patient', 'name', { ...patientForm('Theodora Wick'), mrn: 'M-1', name: text, call_window: '' }],
    ['save_patient', 'mrn', { ...patientForm('Theodora Wick'), mrn: text, call_window: '' }],
    ['save_patient', 'call_window', { ...patientForm('Theodora Wick'), mrn: 'M-2', call_window: text }],
    ['save_enrollment', 'conditions.0', enrollmentForm(patient, text)],
    ['add_entry', 'note', { ...entryForm(enrollment, text), start: '03:00' }],
    [
      'correct_entry',
      'note',
      { ...corrected, note: text, part_of_visit: false, reason: 'why', first_pass: null },
    ],
    [
      'correct_entry',
      'reason',
      { ...corrected, note: '', part_of_visit: false, reason: text, first_pass: null },
    ],
    ['void_entry', 'reason', { id: entry, reason: text }],
    [
      'log_contact',
      'note',
      { episode, date: null, time: null, reached: false, scheduling_only: false, note: text },
    ],
    ['open_in_emergency', 'reason', { patient, reason: text }],
    ['save_staff', 'name', { ...staffForm('Bex Quill'), name: text, credentials: '' }],
    ['save_staff', 'credentials', { ...staffForm('Bex Quill'), credentials: text }],
    [
      'save_staff',
      'sign_in',
      { ...staffForm('Bex Quill'), credentials: '', sign_in: text, password: PASSWORD },
    ],
    ['save_practice', 'practice', practiceForm(text)],
    ['describe_timer', 'note', { activity: 'call_patient', note: text }],
  ]
}

test('texts that mislead or never end are refused in words, at the field they were typed in', async (context) => {
  await withApp(await emptyHome(), async ({ page }) => {
    await setUp(page)
    const patient = await ask(page, 'save_patient', { form: patientForm('Odette Larkspur') })
    const enrollment = await ask(page, 'save_enrollment', { form: enrollmentForm(patient, 'Asthma') })
    const entry = await ask(page, 'add_entry', { form: entryForm(enrollment, '') })
    const episode = await ask(page, 'save_episode', {
      form: {
        ...{ id: null, patient, practitioner: 1, discharge_date: DAY, discharge_time: '00:00' },
        ...{ from: 'inpatient_acute', to: 'home', visit_date: null, visit_discharge_management: false },
        ...{ mdm: null, med_rec: null, report: true },
      },
    })
    await ask(page, 'start_timer', { form: { enrollment, activity: null } })
    let refused = 0
    for (const text of [...MISLEADING, LONG, `${'Theodora '.repeat(445)} `]) {
      for (const [command, field, form] of asked(text, patient, enrollment, entry, episode)) {
        const failure = await page.runAsync(
          `return window.__TAURI_INTERNALS__.invoke(arguments[0], { form: arguments[1] }).then(() => null, (failure) => failure)`,
          command,
          form,
        )
        const about = `${command}, ${field}: ${JSON.stringify(text.slice(0, 24))}`
        assert.ok(failure, `${about} was taken`)
        assert.match(failure.message, /cannot be shown|too long|sign-in name/i, about)
        if (failure.code !== 'bad_request') assert.equal(failure.field, field, about)
        refused += 1
      }
    }
    context.diagnostic(`${refused} of ${refused} refused`)
    assert.equal((await ask(page, 'find_patients', { text: '' })).length, 1, 'nothing of it was kept')
  })
})
