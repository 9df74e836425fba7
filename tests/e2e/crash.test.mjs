// A power cut while a timer runs loses at most the seconds since its last heartbeat, and hides nothing.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { App, cli, demoHome } from './app.mjs'
import { ask, elapsed, findByTyping, hook, nearest, picture, unlock } from './steps.mjs'
import { waitFor } from './webdriver.mjs'

const HEARTBEAT = 15

/** Starts a timer, lets it be proven, and cuts the power; what was shown and proven by then. */
async function cutWhileRunning(home) {
  const app = await App.start(home)
  const { page } = app
  try {
    await unlock(app)
    const row = await nearest(page)
    await findByTyping(page, row.name)
    await page.click(hook(`start-${row.enrollment}`))
    await waitFor(async () => (await elapsed(page)) >= 2, 'two seconds on the clock')
    const proven = (await ask(page, 'running')).elapsed_s
    return { row, proven, shown: await elapsed(page) }
  } finally {
    await app.kill()
  }
}

test('the process is killed with a timer running; started again, the timer is still there', async () => {
  const home = await demoHome()
  const { row, proven, shown } = await cutWhileRunning(home)

  const app = await App.start(home)
  const { page } = app
  try {
    await unlock(app)
    await picture(page, 'after-a-crash')
    assert.match(await page.text(hook('timer-bar')), new RegExp(row.name), 'the timer of the same patient')
    const kept = await elapsed(page)
    assert.ok(kept >= proven, `what was proven is kept: ${proven} s, now ${kept} s`)
    assert.ok(kept >= shown - HEARTBEAT, `at most a heartbeat is lost: ${shown} s shown, ${kept} s kept`)

    await page.click(`${hook('timer-bar')} [role="group"] button`) // keep and go on
    await page.gone(`${hook('timer-bar')} [role="group"]`)
    await waitFor(async () => (await elapsed(page)) >= 1, 'the timer to go on')
    const { entries } = await ask(page, 'patient', { id: row.patient, month: null })
    const recovered = entries.find((entry) => entry.origin === 'recovered')
    assert.equal(recovered?.seconds, kept, 'the time until the cut is an entry')
  } finally {
    await app.stop()
  }
  await cli(home, 'verify')
})
