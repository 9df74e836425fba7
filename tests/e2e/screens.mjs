// Every screen and dialog of the app with the way to it: for the checks that look at all of them.

import { ask, findByTyping, go, hook, nearest, shut } from './steps.mjs'
import { LOCKED, PARTS, TRUST } from './trust-screens.mjs'
import { KEY } from './webdriver.mjs'

const dialog = '[role="dialog"]'

const opens = (screen, button) => ({
  async open(page) {
    await go(page, screen)
    await page.click(button)
    await page.find(dialog)
  },
  close: shut,
})

async function someEntry(page) {
  const { rows } = await ask(page, 'today')
  for (const row of rows.filter((one) => one.bar.counted_s > 0)) {
    const { entries } = await ask(page, 'patient', { id: row.patient, month: null })
    const mine = entries.find((entry) => entry.mine)
    if (mine) return { patient: row.patient, entry: mine.id }
  }
  throw new Error('the demo practice has no entry that may be corrected')
}

/** A dialog that a button of the patient's page opens. */
const onPatient = (button, shown) => ({
  async open(page) {
    await openPatient(page, (await someEntry(page)).patient)
    await page.click(button)
    await page.find(shown)
  },
  close: shut,
})

/** A dialog that a button of an entry opens. */
const onEntry = (action, shown) => ({
  async open(page) {
    const { patient, entry } = await someEntry(page)
    await openPatient(page, patient)
    await page.click(hook(`${action}-${entry}`))
    await page.find(shown)
  },
  close: shut,
})

async function openPatient(page, id) {
  await page.run('location.hash = arguments[0]', `#/patient/${id}`)
  await page.find(hook('add-time'))
}

/** In the order a visitor would go; each leaves the app as it found it. */
export const SCREENS = {
  day: { open: (page) => go(page, 'day') },
  unsettled: { open: (page) => go(page, 'unsettled') },
  today: { open: (page) => go(page, 'today') },
  'today-nothing-found': {
    async open(page) {
      await go(page, 'today')
      await page.type(hook('today-search'), 'nobody is called this')
    },
    close: (page) => page.type(hook('today-search'), ''),
  },
  'timer-running': {
    async open(page) {
      await go(page, 'today')
      const row = await nearest(page)
      await findByTyping(page, row.name)
      await page.click(hook(`start-${row.enrollment}`))
      await page.find(hook('timer-clock'))
      await page.type(hook('today-search'), '')
    },
  },
  'timer-stop': {
    async open(page) {
      await page.click(hook('stop'))
      await page.find(hook('activity-dialog'))
    },
    close: shut,
  },
  patients: { open: (page) => go(page, 'patients') },
  'patient-new': opens('patients', hook('add-patient')),
  import: opens('patients', hook('import')),
  patient: {
    async open(page) {
      await openPatient(page, (await someEntry(page)).patient)
    },
  },
  'patient-time': {
    async open(page) {
      await openPatient(page, (await someEntry(page)).patient)
      await page.click(hook('add-time'))
      await page.find(dialog)
    },
    close: shut,
  },
  'patient-correct': {
    async open(page) {
      const { patient, entry } = await someEntry(page)
      await openPatient(page, patient)
      await page.click(hook(`correct-${entry}`))
      await page.find(dialog)
    },
    close: shut,
  },
  'patient-history': onEntry('history', hook('history-dialog')),
  'patient-void': onEntry('void', hook('void-dialog')),
  'patient-explain': onPatient('[data-testid^="explain-"]', hook('explain-dialog')),
  'patient-details': onPatient(hook('edit-patient'), hook('patient-dialog')),
  'patient-enrollment': onPatient('[data-testid^="edit-enrollment-"]', hook('enrollment-dialog')),
  'patient-discharge': onPatient(hook('discharge'), hook('discharge-dialog')),
  'patient-talk': onPatient(hook('add-talk'), hook('talk-dialog')),
  'patient-plan': onPatient(hook('add-plan'), hook('plan-dialog')),
  'patient-service': onPatient(hook('add-service'), hook('service-dialog')),
  'patient-care-team': onPatient(hook('change-care-team'), hook('care-team-dialog')),
  'discharge-log': {
    async open(page) {
      const { tcm } = await ask(page, 'today')
      await openPatient(page, tcm[0].patient)
      await page.click('[data-testid^="log-"]')
      await page.find(hook('contact-dialog'))
    },
    close: shut,
  },
  'today-log': {
    async open(page) {
      await go(page, 'today')
      await page.click('[data-testid^="tcm-"] .c-log button')
      await page.find(dialog)
    },
    close: shut,
  },
  tcm: { open: (page) => go(page, 'tcm') },
  'tcm-details': {
    async open(page) {
      await go(page, 'tcm')
      await page.click('[data-testid^="details-"]')
      await page.find('[data-testid^="again-"]')
    },
    close: (page) => page.click('[data-testid^="details-"]'),
  },
  'tcm-contact': {
    async open(page) {
      await go(page, 'tcm')
      await page.click('[data-testid^="attempt-"]')
      await page.find(hook('log-dialog'))
    },
    close: shut,
  },
  'tcm-visit': {
    async open(page) {
      await go(page, 'tcm')
      await page.click('[data-testid^="visit-"]')
      await page.find(hook('visit-dialog'))
    },
    close: shut,
  },
  'tcm-new': opens('tcm', hook('new-discharge')),
  'tcm-calendar': {
    async open(page) {
      await go(page, 'tcm')
      await page.click(hook('as-calendar'))
      await page.find('[data-testid^="day-"]')
    },
    close: (page) => page.click(hook('as-list')),
  },
  review: {
    async open(page) {
      await go(page, 'review')
      await page.find(hook('statement'))
    },
  },
  'review-close': {
    async open(page) {
      await go(page, 'review')
      await page.click(hook('close-month'))
      await page.find(hook('step-unsigned'))
    },
    close: shut,
  },
  claims: { open: (page) => go(page, 'claims') },
  'claims-why': {
    async open(page) {
      await go(page, 'claims')
      await page.click(hook('status-held'))
      await page.click(`${hook('claim-row')} .because`)
      await page.find(hook('why-dialog'))
    },
    async close(page) {
      await shut(page)
      await page.click(hook('status-all'))
    },
  },
  'claims-exported': {
    async open(page) {
      await go(page, 'claims')
      // A second batch of the same month would have nothing to say; a report is made as often as it is asked for.
      await page.click(hook('report-practitioners'))
      await page.find(hook('paper-result'))
    },
  },
  insights: { open: (page) => go(page, 'insights') },
  guide: {
    async open(page) {
      await page.run('location.hash = arguments[0]', '#/guide')
      await page.find(hook('step-statement'))
    },
  },
  ...TRUST,
  settings: { open: (page) => go(page, 'settings') },
  ...PARTS,
  'settings-staff': opens('settings', hook('add-staff')),
  palette: {
    async open(page) {
      await go(page, 'today')
      await page.chord(KEY.control, 'k')
      await page.find(dialog)
    },
    close: shut,
  },
  menu: {
    async open(page) {
      await go(page, 'today')
      await page.press(KEY.f10)
      await page.find(hook('menu-list'))
    },
    async close(page) {
      await page.press(KEY.escape)
      await page.gone(hook('menu-list'))
    },
  },
  keys: {
    async open(page) {
      await go(page, 'today')
      await page.run('document.activeElement?.blur()')
      await page.press('?')
      await page.find(dialog)
    },
    close: shut,
  },
  ...LOCKED,
}

export const THEMES = ['light', 'dark']

/** Shows the screen in a theme, as the person's system would ask for it. */
export async function wear(page, theme) {
  await page.run('document.documentElement.dataset.theme = arguments[0]', theme)
  // Two frames: the colors are those of the theme, and no transition is half way.
  await page.runAsync(
    `document.getAnimations()
       .filter((one) => one.effect?.getComputedTiming().endTime !== Infinity)
       .forEach((one) => one.finish());
     await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)))`,
  )
}

/** Visits every screen in both themes. */
export async function visit(page, see) {
  for (const [name, { open, close }] of Object.entries(SCREENS)) {
    await open(page)
    for (const theme of THEMES) {
      await wear(page, theme)
      await see(name, theme)
    }
    await close?.(page)
  }
}
