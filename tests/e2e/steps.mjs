// What a person does in the app, one function for each: unlock, go somewhere, fill in a form.

import { join } from 'node:path'
import { OUT, signIn } from './app.mjs'
import { KEY, waitFor } from './webdriver.mjs'

/** The selector of a hook. */
export const hook = (name) => `[data-testid="${name}"]`

/** The selector of a form field, by its name on the wire. */
export const field = (name) => `[name="${name}"], ${hook(name.replaceAll('_', '-'))}`

/** Asks Rust directly: for arranging a test and for looking behind the screen, never for what is tested. */
export const ask = (page, command, args = {}) =>
  page.runAsync(`return window.__TAURI_INTERNALS__.invoke(arguments[0], arguments[1])`, command, args)

/** The practice's day before today: all its hours have passed, whenever a test runs. */
export async function yesterday(page) {
  const { today } = (await ask(page, 'stage')).practice
  return new Date(Date.parse(`${today}T12:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
}

/** Types into a field or chooses from it, whichever it is. */
export async function fill(page, selector, text) {
  await page.find(selector)
  const kind = await page.run(
    'const { tagName, type } = document.querySelector(arguments[0]); return tagName === "SELECT" ? "select" : type',
    selector,
  )
  if (kind === 'select') await page.choose(selector, text)
  else if (kind === 'checkbox') await page.click(selector)
  else await page.type(selector, text)
}

/** Signs in to the demo practice and waits for the worklist. */
export async function unlock({ page, home }) {
  const { name, password } = await signIn(home)
  await fill(page, hook('sign-in'), name)
  await page.type(hook('password'), password)
  await page.click(hook('unlock'))
  await page.find(hook('today-search'))
  await waitFor(() => page.shown('[data-testid^="row-"]'), 'the worklist to have patients')
}

/** What shows that a screen is there. */
const SIGNS = {
  today: hook('today-search'),
  patients: hook('add-patient'),
  tcm: hook('new-discharge'),
  review: '.page.review h1',
  insights: hook('funnel-chart'),
  claims: '[data-testid="claims-table"], [data-testid="export"]',
  audit: hook('events'),
  day: hook('day-add'),
  unsettled: '.page.unsettled h1',
  settings: hook('add-staff'),
}

export async function go(page, screen) {
  await page.click(hook(`nav-${screen}`))
  await page.find(SIGNS[screen])
}

/** Shuts the dialog that is open. */
export async function shut(page) {
  await page.press(KEY.escape)
  await page.gone('[role="dialog"]')
}

/** Finds a patient on the worklist by typing; the row is the only one left. */
export async function findByTyping(page, name) {
  await page.type(hook('today-search'), name)
  await waitFor(async () => {
    const names = await page.run(
      `return [...document.querySelectorAll('[data-testid^="row-"]')].map((row) => row.dataset.name)`,
    )
    return names.length === 1 && names[0] === name
  }, `only ${name} to be listed`)
}

/** Seconds of a clock such as 0:12, 19:59 or 1:05:00. */
export const seconds = (clock) => clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)

/** Seconds on the timer bar. */
export const elapsed = async (page) => seconds((await page.text(hook('timer-clock'))).match(/[\d:]+/)[0])

/** The row whose next unit is nearest and pays: a timer and a small correction bring it over. */
export async function nearest(page) {
  const { rows } = await ask(page, 'today')
  const alone = (row) => rows.filter((other) => other.name === row.name).length === 1
  const near = rows.filter((row) => row.group === 'near' && row.blocked.length === 0 && alone(row))
  near.sort((one, other) => one.bar.next.short_s - other.bar.next.short_s)
  if (near.length === 0) throw new Error('the demo practice has nobody near a threshold')
  return near[0]
}

/** The driver of WebKitGTK clicks where an element would be without the zoom. */
export const clickByScript = (page) => async (selector) => {
  await page.find(selector)
  await page.run(
    `const [one] = [...document.querySelectorAll(arguments[0])].filter((one) => one.checkVisibility())
     one.scrollIntoView({ block: 'nearest' })
     one.focus()
     one.click()`,
    selector,
  )
}

/** Leaves a picture of the screen. */
export const picture = (page, name) => page.screenshot(join(OUT, `${name}.png`))
