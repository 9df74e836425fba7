// The first scenario of the ASCO guide, from an empty disk to the line in the file, without the mouse: two nurses, an hour
// together, a physician who decides and signs, a manager who exports. And the third: another practice has claimed the month.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { emptyHome, withApp } from './app.mjs'
import { barriers } from './axe.mjs'
import { pressOn, tabTo } from './keyboard.mjs'
import { ask, field, hook, picture } from './steps.mjs'
import { KEY, waitFor } from './webdriver.mjs'

const PASSWORD = 'willow gate seventeen kettles'
const ONE_TIME = 'amber tunnel kettle grove'
const OWN = 'nine patient otters hum'
const PATIENT = 'Theodora Wick'
const JANUARY = '2025-01'
/** The check-digit example of CMS's NPI standard. */
const NPI = '1234567893'

const nurse = (name, sign_in) => ({
  name,
  role: 'rn',
  access: 'care_team',
  sign_in,
})
const BO = nurse('Bo Lindqvist', 'bo')
const CAI = nurse('Cai Oduya', 'cai')
const IDA = {
  name: 'Ida Marsh',
  role: 'physician',
  access: 'practitioner',
  npi: NPI,
  sign_in: 'ida',
}

const dialog = (name) => `[role="dialog"] [name="${name}"]`

/** Writes into a field that Tab came to; ticks a box, chooses from a list. */
async function put(page, selector, value) {
  await tabTo(page, selector)
  const kind = await page.run(
    'const { tagName, type } = document.activeElement; return tagName === "SELECT" ? "select" : type',
  )
  if (kind === 'select') return page.choose(selector, value)
  if (kind === 'checkbox') return page.press(KEY.space)
  await page.chord(KEY.control, 'a')
  await page.press(KEY.backspace, ...value)
  await waitFor(async () => (await page.value(selector)) === value, `${selector} to hold ${value}`)
}

/** Fills in the dialog that is open, in its order, and sends it by Enter. */
async function send(page, values) {
  await page.find('[role="dialog"]')
  for (const [name, value] of Object.entries(values)) await put(page, dialog(name), value)
  await tabTo(page, '[role="dialog"] button[type="submit"]')
  await page.press(KEY.enter)
}

async function sent(page, values) {
  await send(page, values)
  await page.gone('[role="dialog"]')
}

async function setUp(page) {
  await page.find(hook('create'))
  const form = {
    practice: 'Larch Street Clinic',
    time_zone: 'America/Detroit',
    name: 'Ines Calloway',
    role: 'rn',
    sign_in: 'ines',
    password: PASSWORD,
    password_again: PASSWORD,
  }
  for (const [name, value] of Object.entries(form)) await put(page, field(name), value)
  await pressOn(page, hook('create'), KEY.enter)
  await page.find(hook('confirm-recovery'), 60)
  const groups = await page.run(
    `return [...document.querySelectorAll('${hook('recovery-key')} code')].map((one) => one.textContent.trim())`,
  )
  await put(page, hook('group-1'), groups[2])
  await put(page, hook('group-2'), groups[6])
  await pressOn(page, hook('confirm-recovery'), KEY.enter)
  await page.find(hook('today-search'))
}

async function hire(page, person) {
  await pressOn(page, hook('add-staff'), KEY.enter)
  await send(page, { ...person, password: ONE_TIME })
  await page.find(hook('one-time-password'))
  await pressOn(page, hook('one-time-done'), KEY.enter)
  await page.gone('[role="dialog"]')
}

/** Locks the screen and signs in as somebody who works here for the first time. */
async function change(page, signIn, password = OWN) {
  await page.chord(KEY.control, 'l')
  await put(page, hook('sign-in'), signIn)
  await put(page, hook('password'), password === OWN ? ONE_TIME : password)
  await page.press(KEY.enter)
  if (password === OWN) {
    await page.find(hook('choose-password'))
    await put(page, hook('new-password'), OWN)
    await put(page, hook('new-password-again'), OWN)
    await page.press(KEY.enter)
  }
  await page.find(hook('nav-patients'))
}

/** The patient's page, by name from anywhere. */
async function open(page) {
  await page.chord(KEY.control, 'k')
  await page.find(hook('palette-search'))
  await page.press(...'Wick')
  await waitFor(async () => (await page.text(hook('palette'))).includes(PATIENT), `${PATIENT} to be found`)
  await page.chord(KEY.control, KEY.enter)
  await page.find('.page.patient h1')
}

/** Goes back by one key to the month of the scenario. */
async function turnBack(page) {
  const at = () => page.run('return location.hash.match(/\\d{4}-\\d{2}$/)?.[0] ?? ""')
  for (let turns = 0; (await at()) !== JANUARY; turns += 1) {
    assert.ok(turns < 100, 'January 2025 comes')
    const before = await at()
    await page.press('[')
    await waitFor(async () => (await at()) !== before, 'the month before')
  }
}

/** Types time of January, as it stood on a sheet of paper. */
async function addTime(page, date, length) {
  await open(page)
  await turnBack(page)
  await page.find(hook('add-time'))
  await page.press('t')
  await page.find(hook('time-dialog'))
  await put(page, dialog('date'), date)
  await put(page, dialog('start'), '9:00 AM')
  await put(page, dialog('length'), length)
  await tabTo(page, dialog('activity'))
  await page.press(...'phone call with the patient')
  await page.press(KEY.enter)
  await pressOn(page, hook('time-save'), KEY.enter)
  await page.gone(hook('time-dialog'))
}

async function enroll(page) {
  await page.chord(KEY.control, '2')
  await page.find(hook('add-patient'))
  await page.chord(KEY.control, 'n')
  await sent(page, {
    name: PATIENT,
    birth_date: '04/09/1948',
    mrn: '77-001',
    payer: 'medicare',
  })
  await open(page)
  await pressOn(page, hook('enroll'), KEY.enter)
  await page.find(hook('enrollment-dialog'))
  const day = '06/03/2024'
  const documents = {
    consent_given: day,
    visit_date: day,
    visit_kind: 'em',
    last_seen: day,
    visit_discussed: true,
  }
  const conditions = {
    'conditions.0': 'I50.22',
    label_0: 'Heart failure',
    high_risk_0: true,
  }
  const plan = { plan_established: day, plan_copy_given: day, attested: true }
  await sent(page, {
    program: 'complex_ccm',
    start: day,
    ...documents,
    ...conditions,
    ...plan,
  })
}

/** The second condition, and the decision making that makes it complex care. */
async function decide(page) {
  await open(page)
  await turnBack(page)
  const { enrollments } = await ask(page, 'find_patients', {
    text: 'Wick',
  }).then(([one]) => ask(page, 'patient', { id: one.id, month: JANUARY }))
  await pressOn(page, hook(`edit-enrollment-${enrollments[0].id}`), KEY.enter)
  await page.find(hook('enrollment-dialog'))
  await pressOn(page, '[role="dialog"] [data-testid="add-condition"]', KEY.enter)
  await sent(page, {
    'conditions.1': 'E11.9',
    label_1: 'Diabetes',
    high_risk_1: true,
    mdm: 'moderate',
  })
}

async function sign(page) {
  await page.chord(KEY.control, '8')
  await page.find('.page.review h1')
  await turnBack(page)
  await page.find(hook('review-row'))
  await waitFor(async () => (await page.text(hook('statement'))).includes(PATIENT), 'the statement')
  await picture(page, 'asco-review')
  await page.press('a')
  await waitFor(async () => {
    const { rows } = await ask(page, 'review', { month: JANUARY })
    return rows[0]?.standing === 'signed'
  }, 'the month to be signed')
}

test('ASCO, scenario 1: an hour of two nurses becomes a line of 99487, by keyboard from an empty disk', async () => {
  await withApp(await emptyHome(), async ({ page, home }) => {
    await setUp(page)
    await page.chord(KEY.control, ',')
    await page.find(hook('add-staff'))
    for (const person of [BO, CAI, IDA]) await hire(page, person)
    await change(page, 'bo')
    await enroll(page)
    await addTime(page, '01/18/2025', '20')
    await change(page, 'cai')
    await addTime(page, '01/25/2025', '40')
    await change(page, 'ida')
    await decide(page)
    await picture(page, 'asco-patient')
    await sign(page)

    await change(page, 'ines', PASSWORD)
    await page.chord(KEY.control, '3')
    await page.find(hook('export'))
    await turnBack(page)
    await waitFor(async () => (await page.text(hook('claim-row'))).includes('99487'), 'the line')
    await picture(page, 'asco-claims')
    await page.press('e')
    await page.find(hook('export-result'))
    const { exports } = await ask(page, 'claims', { month: JANUARY })
    const csv = exports[0].files.find(({ file }) => file.endsWith('.csv'))
    const file = await readFile(join(exports[0].folder, csv.file), 'utf8')
    assert.ok(exports[0].folder.startsWith(home))
    const lines = file.trimEnd().split('\r\n').slice(1)
    assert.equal(lines.length, 1)
    assert.ok(
      lines[0].includes(
        `,Theodora Wick,77-001,1948-04-09,Ida Marsh,${NPI},2025-01-25,2025-01-25,11,99487,,1,I50.22,E11.9,,,,,,,,,,,131.65,60:00,`,
      ),
      lines[0],
    )
  })
})

/** A patient with twenty minutes of January, put there behind the screen. */
async function oncology(page) {
  const physician = {
    name: 'Ida Marsh',
    role: 'physician',
    access: 'practitioner',
    credentials: 'MD',
    npi: NPI,
  }
  const apart = { id: null, sign_in: null, password: null, team_training: null }
  const form = { ...physician, ...apart, scope_document: false, active: true }
  const doctor = await ask(page, 'save_staff', { form })
  const facts = { name: PATIENT, birth_date: '1948-04-09', mrn: '77-001', sex: 'F' }
  const patient = await ask(page, 'save_patient', {
    form: { id: null, ...facts, payer: 'medicare', call_window: '' },
  })
  const day = '2024-06-03'
  const condition = (icd10) => ({ icd10, label: '', expected_months: null, high_risk: true })
  const consent = { consent_given: day, consent_mode: 'verbal', consent_taker: 1, consent_revoked: null }
  const visit = { visit_date: day, visit_kind: 'em', visit_discussed: true, last_seen: day }
  const plan = { plan_established: day, plan_revised: null, plan_copy_given: day, mdm: [], attested: true }
  const conditions = ['C50.911', 'D63.0'].map(condition)
  const enrollment = await ask(page, 'save_enrollment', {
    form: {
      ...{ id: null, patient, program: 'ccm', practitioner: doctor, start: '2024-09-03', end: null },
      ...{ ...consent, ...visit, ...plan, conditions, supervisor: doctor },
    },
  })
  const worked = { date: '2025-01-10', start: '09:00', length: '20', activity: 'call_patient' }
  await ask(page, 'add_entry', {
    form: { enrollment, ...worked, note: '', part_of_visit: false, first_pass: null },
  })
}

test('ASCO, scenario 3: what another practice claims is noted by keyboard, and the line is refused in words', async () => {
  await withApp(await emptyHome(), async ({ page }) => {
    await setUp(page)
    await oncology(page)
    await open(page)
    await pressOn(page, hook('note-elsewhere'), KEY.enter)
    await page.find(hook('elsewhere-dialog'))
    assert.deepEqual(await barriers(page), [])
    await picture(page, 'asco-elsewhere')
    await sent(page, { code: '99487', date: '01/08/2025', known_by: 'Letter of Juniper Hollow, February 3' })
    await waitFor(async () => (await page.text(hook('billed-elsewhere'))).includes('99487'), 'the note')
    assert.deepEqual(await barriers(page), [])

    await page.chord(KEY.control, '3')
    await page.find(hook('export'))
    await turnBack(page)
    await page.find(`${hook('claim-row')}[data-status="refused"]`)
    await page.press('j', 'w')
    const why = await waitFor(() => page.text(hook('why-dialog')), 'why')
    assert.match(why, /Another practitioner bills care management this month/)
    await pressOn(page, `${hook('why-dialog')} summary`, KEY.enter)
    assert.match(await page.text(hook('why-dialog')), /ASCO/)
    await picture(page, 'asco-refused')
  })
})
