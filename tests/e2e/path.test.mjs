// The path of a day: find the patient, time the work, correct it, see it earn, export it.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { cli, demoHome, withApp } from './app.mjs'
import { ask, elapsed, fill, findByTyping, go, hook, nearest, picture, unlock } from './steps.mjs'
import { waitFor } from './webdriver.mjs'

test('time a patient, correct the start with a reason, see the claim line with its date, export it', async () => {
  const home = await demoHome()
  let month
  await withApp(home, async (app) => {
    const { page } = app
    await unlock(app)
    const row = await nearest(page)
    const { code } = row.bar.next
    month = (await ask(page, 'today')).month

    await findByTyping(page, row.name)
    await page.click(hook(`start-${row.enrollment}`))
    await waitFor(
      async () => (await page.text(hook('timer-bar'))).includes(row.name),
      'the bar to name the patient',
    )
    await barMoves(page)
    await picture(page, 'running')

    await stopWithAnActivity(page)
    const entry = await newestEntry(page, row)
    await page.click(`${hook(`row-${row.enrollment}`)} a[href^="#/patient/"]`)
    await correctTheStart(page, entry, row.bar.next.short_s + 5)

    await go(page, 'claims')
    const line = await waitFor(
      () => claimLine(page, row.name, code),
      `the claim line of ${code} for ${row.name}`,
    )
    const { dos } = await billed(page, month, row.patient, code)
    assert.ok(line.includes(usDate(dos)) || line.includes(dos), `the line shows its date ${dos}: ${line}`)
    await picture(page, 'claims')

    await page.click(hook('export'))
    await page.find(hook('export-result'))
    const { exports } = await ask(page, 'claims', { month })
    await waitFor(
      async () => (await page.text(hook('export-result'))).includes(exports[0].files[0].file),
      'the name of the file to be shown',
    )
    const rows = (await readFile(join(exports[0].folder, exports[0].files[0].file), 'utf8')).split(/\r?\n/)
    assert.ok(
      rows.some((one) => one.includes(row.mrn) && one.includes(code) && one.includes(dos)),
      `a row of the file is the line of ${code} for ${row.mrn} on ${dos}`,
    )
    assert.ok(exports[0].folder.startsWith(home), 'nothing is written outside the home of the test')
  })
  await cli(home, 'verify')
})

/** The clock and the striped part of the bar both grow, without anybody touching anything. */
async function barMoves(page) {
  const width = () =>
    page.run(
      `return document.querySelector('${hook('timer-bar')} .seg.running')?.getBoundingClientRect().width ?? 0`,
    )
  await waitFor(async () => (await elapsed(page)) >= 1, 'the clock to pass a second')
  const before = { clock: await elapsed(page), width: await width() }
  await waitFor(async () => (await elapsed(page)) > before.clock, 'the clock to move')
  await waitFor(async () => (await width()) > before.width, 'the bar to move')
}

async function stopWithAnActivity(page) {
  await page.click(hook('stop'))
  await page.find(hook('activity-dialog'))
  const { label } = (await ask(page, 'activities')).find((activity) => activity.counts)
  await page.type(hook('activity-search'), label)
  const choice = `${hook('activity-dialog')} button[aria-pressed]`
  await waitFor(async () => (await page.text(choice)).startsWith(label), `${label} to be offered first`)
  await page.click(choice)
  await picture(page, 'stop')
  await page.click(hook('stop-save'))
  await page.gone(hook('activity-dialog'))
  await page.gone(hook('timer-clock'))
}

async function newestEntry(page, row) {
  const { entries } = await ask(page, 'patient', { id: row.patient, month: null })
  const mine = entries.filter((entry) => entry.enrollment === row.enrollment)
  return mine.reduce((one, other) => (one.started_at > other.started_at ? one : other))
}

/** Moves the start of an entry back, as somebody does who pressed start too late. */
async function correctTheStart(page, entry, earlier) {
  await page.click(hook(`correct-${entry.id}`))
  await page.find(hook('correct-save'))
  await fill(page, hook('correct-start'), minus(entry.start, earlier))
  await fill(page, hook('correct-reason'), 'Pressed start after the call had begun')
  await picture(page, 'correct')
  await page.click(hook('correct-save'))
  await page.gone(hook('correct-save'))
  await waitFor(
    async () => (await page.text('main')).includes('Pressed start after the call had begun'),
    'the reason to stay readable',
  )
}

/** A wall time so many seconds earlier on the same day. */
function minus(time, earlier) {
  const [hours, minutes, rest] = time.split(':').map(Number)
  const at = Math.max(0, hours * 3600 + minutes * 60 + rest - earlier)
  const two = (number) => String(number).padStart(2, '0')
  return `${two(Math.floor(at / 3600))}:${two(Math.floor(at / 60) % 60)}:${two(at % 60)}`
}

/** Goes down the list: only the lines in sight are in the page. */
async function claimLine(page, name, code) {
  const lines = await page.runAsync(
    `const list = document.querySelector('.claims .list')
     const lines = new Set()
     for (let top = 0; top < list.scrollHeight; top += 300) {
       list.scrollTop = top
       await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)))
       document.querySelectorAll('${hook('claim-row')}').forEach((row) => lines.add(row.innerText))
     }
     list.scrollTop = 0
     return [...lines]`,
  )
  return lines.find((line) => line.includes(name) && line.includes(code))
}

async function billed(page, month, patient, code) {
  const { rows } = await ask(page, 'claims', { month })
  const found = rows.find((row) => row.patient === patient && row.line?.code === code)
  assert.ok(found, `${code} is a line of the month`)
  assert.equal(found.status, 'ready')
  return found.line
}

const usDate = (iso) => iso.replace(/^(\d+)-(\d+)-(\d+)$/, '$2/$3/$1')
