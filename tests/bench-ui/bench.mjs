// How fast the screens are with 5,000 patients and 400,000 entries: the real app, an empty page beside it, turn and turn about.

import { mkdir, writeFile } from 'node:fs/promises'
import { existsSync, readdirSync } from 'node:fs'
import { loadavg } from 'node:os'
import { resolve } from 'node:path'
import { App } from '../e2e/app.mjs'
import { ask, go, hook, unlock } from '../e2e/steps.mjs'
import { Driver, KEY, waitFor } from '../e2e/webdriver.mjs'
import { BARE, bareClick, click, timedKeys, watchKeys } from './clocks.mjs'
import { Display, Hand, watched } from './frames.mjs'

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 7)
/** Click to a screen that answers; key to rows; and that above an empty page's own echo (p95): milliseconds. */
const BARS = { click: 300, key: 50, above: 33 }
const home = resolve(process.env.BENCH_HOME)
const found = []

/** A screen: its link or its address, and what shows that its content is there. */
const lastMonth = () => {
  const now = new Date()
  return new Date(Date.UTC(now.getFullYear(), now.getMonth() - 1)).toISOString().slice(0, 7)
}
const nav = (screen) => hook(`nav-${screen}`)
const SCREENS = {
  Review: [nav('review'), hook('statement')],
  Patients: [nav('patients'), '.page.patients tbody [data-testid^="patient-"]'],
  Claims: [nav('claims'), hook('claim-row')],
  TCM: [nav('tcm'), '[data-testid^="attempt-"]'],
  'Review, last month': [`#/review/${lastMonth()}`, hook('statement')],
  'My day': [nav('day'), '.page.day .page-body > *'],
  'Claims, last month': [`#/claims/${lastMonth()}`, hook('claim-row')],
  Unsettled: [nav('unsettled'), '.page.unsettled .empty, [data-testid^="gap-"]'],
  Insights: [nav('insights'), hook('funnel-chart')],
  Audit: [nav('audit'), `${hook('events')} tbody tr`],
  'Insights, last month': [`#/insights/${lastMonth()}`, hook('funnel-chart')],
  Settings: [nav('settings'), hook('add-staff')],
  'First hour': ['#/guide', hook('step-statement')],
  'A patient': ['#/patient/2502', '[data-testid^="entry-"]'],
  Today: [nav('today'), '[data-testid^="row-"]'],
}

const sorted = (all) => [...all].sort((one, other) => one - other)
const quantile = (all, at) => sorted(all)[Math.min(all.length - 1, Math.floor(all.length * at))]
const median = (all) => quantile(all, 0.5)
const ms = (number) => number.toFixed(1).padStart(9)

/** A line of the table; a bar of null is none. */
function line(what, figures, reference, bar, figure = median(figures)) {
  const missed = bar !== null && !(figure <= bar)
  found.push(!missed)
  const word = bar === null ? '' : missed ? 'OVER' : 'ok'
  console.log(
    `${what.padEnd(34)}${ms(figures[0])}${ms(median(figures))}${ms(quantile(figures, 0.95))}${ms(Math.max(...figures))}` +
      `${reference ? ms(median(reference)) : ' '.repeat(9)}${bar === null ? ' '.repeat(9) : ms(bar)}  ${word}`,
  )
}

/** The empty page in a browser of the same engine. */
async function bare() {
  const file = resolve('target/e2e/bare.html')
  await writeFile(file, BARE)
  const driver = await Driver.start({}, resolve('target/e2e/logs/bare.log'))
  const browser = readdirSync('/usr/lib')
    .map((folder) => `/usr/lib/${folder}/webkit2gtk-4.1/MiniBrowser`)
    .find((file) => existsSync(file))
  const page = await driver.session(browser, ['--automation'])
  await page.call('POST', '/url', { url: `file://${file}` })
  await page.find('input')
  return { page, driver }
}

/** The day's backup and the day's check are over: they come after the first sign-in, and take a minute here. */
async function quiet(page) {
  const over = async () => {
    const [health, backups] = [await ask(page, 'health'), await ask(page, 'backups')]
    return !health.checking && backups.under_way === null
  }
  await waitFor(over, "the day's backup and check to be over", 300)
}

/** Every screen in turn, and an empty page after each. */
async function clicks(page, reference) {
  const took = Object.fromEntries(Object.keys(SCREENS).map((name) => [name, []]))
  const empty = []
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, [button, sign]] of Object.entries(SCREENS)) {
      took[name].push(await click(page, button, sign))
      await page.find(hook('palette'))
      await page.press(KEY.escape)
      await page.gone(hook('palette'))
      empty.push(await bareClick(reference.page, waitFor))
    }
  }
  for (const [name, figures] of Object.entries(took)) line(name, figures, empty, BARS.click)
}

/** What somebody types who looks for one of 5,000. */
const TYPED = ['number 4', 'm-123', '3/7/1950', 'patient 77']

async function typing(page, reference) {
  const fits = `const words = text.toLowerCase().split(' ').filter(Boolean)
    const rows = [...document.querySelectorAll('[data-testid^="row-"]')]
    return rows.length > 0 && (/^[0-9]/.test(text) || rows.every((row) => words.every((word) => row.innerText.toLowerCase().includes(word))))`
  await go(page, 'today')
  await watchKeys(page, hook('today-search'), fits)
  await watchKeys(reference.page, 'input', 'return document.querySelector("#echo").textContent === text')
  const [keys, echoes] = [[], []]
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const text of TYPED) {
      keys.push(...(await typed(page, text)))
      echoes.push(...(await typed(reference.page, text)))
    }
  }
  line('Search on Today, a key', keys, echoes, BARS.key)
  const above = quantile(keys, 0.95) - quantile(echoes, 0.95)
  line('  p95 above the empty page', [above], null, BARS.above)
}

/** Types letter by letter, and takes all of it back. */
async function typed(page, text) {
  const took = []
  for (const letter of text) {
    await page.press(letter)
    took.push(...(await timedKeys(page, 1)))
  }
  for (let left = text.length; left > 0; left -= 1) {
    await page.press(KEY.backspace)
    await timedKeys(page, 1)
  }
  return took
}

const at = (page) =>
  page.run(
    `const list = document.querySelector('.today .scroll')
     const box = list.getBoundingClientRect()
     const name = list.querySelector('.c-name').getBoundingClientRect()
     const end = list.scrollTop + list.clientHeight >= list.scrollHeight - 1
     return { end, x: Math.round(name.left), y: Math.round(box.top) + 2, width: 150, height: Math.round(box.height) - 4 }`,
  )

/** From the first row to the last, the display watched all the while. */
async function scrolling(page, display) {
  const hand = await Hand.on('Caretally')
  const ways = { wheel: () => hand.wheel(60), PageDown: () => hand.keys('Next', 40) }
  for (const [name, further] of Object.entries(ways)) {
    await page.run(`document.querySelector('.today .scroll').scrollTo({ top: 0 })`)
    // Out of the search, whose letters J would be.
    await page.run('document.activeElement.blur()')
    await page.press('J')
    const place = await at(page)
    await hand.point({ x: place.x + 300, y: place.y + 200 })
    const area = { ...place, x: hand.origin.x + place.x, y: hand.origin.y + place.y }
    let [frames, blank] = [0, 0]
    for (let before; before !== 'end';) {
      const seen = await watched(display, area, further)
      frames += seen.frames
      blank += seen.blank
      before = (await at(page)).end ? 'end' : 'on the way'
    }
    found.push(blank === 0 && frames > 0)
    const word = blank === 0 ? 'ok' : 'OVER'
    console.log(
      `${`Today end to end by ${name}`.padEnd(34)} ${frames} pictures seen, ${blank} with a blank row  ${word}`,
    )
  }
}

const heading = ['first', 'median', 'p95', 'worst', 'bare', 'bar'].map((word) => word.padStart(9)).join('')
const display = new Display(process.env.FRAMES)
await mkdir('target/e2e/logs', { recursive: true })
const app = await App.start(home)
let reference
try {
  await unlock(app)
  await quiet(app.page)
  reference = await bare()
  console.log(`${ROUNDS} rounds, milliseconds; load ${loadavg()[0].toFixed(1)} before`)
  console.log(' '.repeat(34) + heading)
  await clicks(app.page, reference)
  await typing(app.page, reference)
  await scrolling(app.page, display)
  console.log(`load ${loadavg()[0].toFixed(1)} after`)
} finally {
  await app.stop().catch(() => undefined)
  await reference?.page.close().catch(() => undefined)
  await reference?.driver.stop()
}
process.exitCode = found.every(Boolean) ? 0 : 1
