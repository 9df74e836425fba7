// Everything works without a mouse: each control is reached by Tab, shows that it has the focus, and obeys its key.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demoHome, signIn, withApp } from './app.mjs'
import { focusIs, missed, pressOn, tabTo, walk } from './keyboard.mjs'
import { SCREENS } from './screens.mjs'
import { ask, elapsed, go, hook, nearest, unlock } from './steps.mjs'
import { LOCKED } from './trust-screens.mjs'
import { KEY, waitFor } from './webdriver.mjs'

test('from unlocking to the export, with the keyboard alone', async () => {
  const home = await demoHome()
  const { name, password } = await signIn(home)
  await withApp(home, async ({ page }) => {
    await page.find(hook('unlock'))
    if ((await page.value(hook('sign-in'))) !== name) {
      await tabTo(page, hook('sign-in'))
      await page.press(...name)
    }
    await tabTo(page, hook('password'))
    await page.press(...password, KEY.enter)
    await page.find(hook('today-search'))

    const row = await nearest(page)
    await tabTo(page, hook('today-search'))
    await page.press(...row.name)
    await pressOn(page, hook(`start-${row.enrollment}`), KEY.space)
    await waitFor(async () => (await elapsed(page)) >= 1, 'the clock to run')

    await pressOn(page, hook('stop'), KEY.enter)
    await page.find(hook('activity-dialog'))
    const { label } = (await ask(page, 'activities')).find((activity) => activity.counts)
    await tabTo(page, hook('activity-search'))
    await page.press(...label, KEY.enter)
    await page.gone(hook('activity-dialog'))

    await pressOn(page, hook('nav-claims'), KEY.enter)
    await pressOn(page, hook('export'), KEY.enter)
    await page.find(hook('export-result'))
    await pressOn(page, hook('lock'), KEY.enter)
    await page.find(hook('password'))
  })
})

/** What others stand for: Settings is one page, and the menu goes by arrows. */
const SAME = /^(settings-(?!staff).*|menu|today|today-nothing-found|claims-exported|audit-(?!event).*)$/

test('Tab comes to every control of every screen and dialog, and the control shows it', async () => {
  await withApp(await demoHome(), async (app) => {
    const { page } = app
    await unlock(app)
    const { rows } = await ask(page, 'today')
    // One patient's row stands for all of them.
    const one = {
      open: () => page.type(hook('today-search'), rows[0].name),
      close: () => page.type(hook('today-search'), ''),
    }
    const screens = Object.entries(SCREENS).filter(([name]) => !SAME.test(name) && !(name in LOCKED))
    const wrong = []
    for (const [name, { open, close }] of [['today', one], ...screens]) {
      await open(page)
      if (name === 'timer-running') await one.open()
      const faint = await walk(page)
      wrong.push(...faint.map((html) => `${name}: the focus is not seen on ${html}`))
      wrong.push(...(await missed(page)).map((html) => `${name}: Tab goes past ${html}`))
      if (name === 'timer-running') await one.close()
      await close?.(page)
    }
    assert.deepEqual(wrong, [])
  })
})

test('the heading of a screen takes the focus when it is opened', async () => {
  await withApp(await demoHome(), async (app) => {
    const { page } = app
    await unlock(app)
    const { rows } = await ask(page, 'today')
    await page.run('location.hash = arguments[0]', `#/patient/${rows[0].patient}`)
    await waitFor(() => focusIs(page, '#main h1'), 'the heading to have the focus')
  })
})

test('a dialog keeps the focus and gives it back', async () => {
  await withApp(await demoHome(), async (app) => {
    const { page } = app
    await unlock(app)
    await go(page, 'patients')
    await pressOn(page, hook('add-patient'), KEY.enter)
    await page.find('[role="dialog"]')
    for (let stops = 0; stops < 25; stops += 1) {
      await page.press(KEY.tab)
      assert.ok(await focusIs(page, '[role="dialog"] *'), 'Tab stays in the dialog')
    }
    await page.press(KEY.escape)
    await page.gone('[role="dialog"]')
    await waitFor(() => focusIs(page, hook('add-patient')), 'the focus to be back on the button')
  })
})

test('the menu opens by its key, goes by arrows, does what is chosen, and gives the focus back', async () => {
  await withApp(await demoHome(), async (app) => {
    const { page } = app
    await unlock(app)
    await go(page, 'patients')
    await page.press(KEY.f10)
    await page.find(hook('menu-list'))
    await waitFor(() => focusIs(page, '[role="menuitem"]'), 'the first item to have the focus')
    await page.press(KEY.escape)
    await page.gone(hook('menu-list'))
    await waitFor(() => focusIs(page, hook('menu')), 'the focus to be back on the button')

    await page.press(KEY.enter)
    await page.find(hook('menu-list'))
    for (let steps = 0; !(await focusIs(page, hook('menu-keys'))); steps += 1) {
      assert.ok(steps < 40, 'the arrows come to the keyboard sheet')
      await page.press(KEY.down)
    }
    await page.press(KEY.enter)
    await page.find(hook('key-sheet'))
    await page.press(KEY.escape)
    await page.gone(hook('key-sheet'))
    await waitFor(() => focusIs(page, hook('menu')), 'the focus to be back on the button')
  })
})
