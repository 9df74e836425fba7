// The lock: by itself after a minute without a hand on the PC, with a warning; another person in two seconds; the brake.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demoHome, signIn, withApp } from './app.mjs'
import { barriers } from './axe.mjs'
import { THEMES, wear } from './screens.mjs'
import { ask, fill, findByTyping, hook, nearest, picture, seconds, unlock } from './steps.mjs'
import { KEY, waitFor } from './webdriver.mjs'

async function inspect(page, name) {
  for (const theme of THEMES) {
    await wear(page, theme)
    await picture(page, `${name}-${theme}`)
    assert.deepEqual(await barriers(page), [], `${name}, ${theme}`)
  }
}

/** Everything in the page: text, attributes, and what fields hold. */
const everything = (page) =>
  page.run(
    `const page = document.documentElement
     const values = [...page.querySelectorAll('input, textarea, select')].map((one) => one.value).join(' ')
     return page.outerHTML + values + document.title + location.href`,
  )

const clockOf = async (page) => seconds((await page.text(hook('timer-clock'))).match(/[\d:]+/)[0])

test('a PC that nobody touches warns, locks, and keeps no word of a patient; the timer goes on and is stopped', async () => {
  await withApp(await demoHome(), async (app) => {
    const { page } = app
    await unlock(app)
    const patients = await ask(page, 'find_patients', { text: '' })
    const row = await nearest(page)
    await findByTyping(page, row.name)
    await page.click(hook(`start-${row.enrollment}`))
    await page.find(hook('timer-clock'))
    await ask(page, 'set_lock', { form: { lock_minutes: 1 } })

    await page.find(hook('lock-warning'), 60)
    assert.match(await page.text(hook('lock-warning')), /The screen locks in \d+ s/)
    await inspect(page, 'lock-warning')
    await page.click(hook('stay'))
    await page.gone(hook('lock-warning'))
    await page.find(hook('lock-warning'), 60)
    await page.find(hook('unlock'), 60)

    const left = await everything(page)
    const words = patients.flatMap(({ name, mrn }) => [name, mrn])
    assert.ok(words.length >= 600, `${words.length} words to look for`)
    assert.deepEqual(
      words.filter((word) => left.includes(word)),
      [],
    )
    const shown = await clockOf(page)
    assert.ok(shown >= 60, `it ran while nobody was there: ${shown} s`)
    await waitFor(async () => (await clockOf(page)) > shown, 'the timer to go on')
    await inspect(page, 'locked-by-itself')

    await page.click(hook('stop'))
    await page.gone(hook('timer-clock'))
    await unlock(app)
    const { entries } = await ask(page, 'patient', { id: row.patient, month: null })
    assert.ok(
      entries.some((one) => one.mine && one.seconds >= shown),
      'the time is an entry',
    )
  })
})

test('somebody else is on the worklist two seconds after the password', async (context) => {
  const home = await demoHome()
  const { password } = await signIn(home)
  await withApp(home, async (app) => {
    const { page } = app
    await unlock(app)
    await page.chord(KEY.control, 'l')
    await page.find(hook('unlock'))
    await fill(page, hook('sign-in'), 'bex')
    await page.type(hook('password'), password)
    const began = performance.now()
    await page.press(KEY.enter)
    await page.find('[data-testid^="row-"], [data-testid^="tcm-"]')
    context.diagnostic(
      `${((performance.now() - began) / 1000).toFixed(2)} s from the password to the worklist`,
    )
    assert.equal((await ask(page, 'stage')).me.name, 'Bex Oyelaran')
  })
})

test('too many wrong passwords have to wait, in words, and what was typed is kept', async () => {
  const home = await demoHome()
  const { name, password } = await signIn(home)
  await withApp(home, async ({ page }) => {
    await fill(page, hook('sign-in'), name)
    const wrong = 'somebody who guesses a lot'
    let tries = 0
    await waitFor(
      async () => {
        await page.type(hook('password'), wrong)
        await page.press(KEY.enter)
        tries += 1
        await page.find(`${hook('wait')}, [aria-invalid="true"]`)
        return page.shown(hook('wait'))
      },
      'the brake',
      60,
    )
    assert.match(
      await page.text('main'),
      /Too many wrong passwords. You can try again in \d+:\d\d; what you typed is kept./,
    )
    assert.ok(await page.run(`return document.querySelector('${hook('unlock')}').disabled`))
    assert.equal(await page.value(hook('password')), wrong)
    assert.ok(tries >= 6, `five tries are free: braked at the ${tries}th`)
    await picture(page, 'brake')
    await page.gone(hook('wait'))
    await page.type(hook('password'), password)
    await page.press(KEY.enter)
    await page.find(hook('today-search'))
  })
})
