// At twice the size every screen can still be read and used: nothing is cut off, nothing lies over something else, and axe agrees.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demoHome, withApp } from './app.mjs'
import { barriers } from './axe.mjs'
import { brokenParts } from './layout.mjs'
import { visit } from './screens.mjs'
import { ask, clickByScript, picture, unlock } from './steps.mjs'
import { waitFor } from './webdriver.mjs'

test('every screen can be read and used at 200 %', async () => {
  await withApp(await demoHome(), async (app) => {
    const { page } = app
    await unlock(app)
    page.click = clickByScript(page)
    const wide = await page.run('return innerWidth')
    await ask(page, 'zoom', { percent: 200 })
    await waitFor(async () => (await page.run('return innerWidth')) < wide * 0.6, 'everything twice as large')
    const found = []
    await visit(page, async (name, theme) => {
      if (theme !== 'light') return
      await picture(page, `zoom-${name}`)
      for (const barrier of await barriers(page)) found.push(`${name}: ${barrier}`)
      for (const broken of await brokenParts(page)) found.push(`${name}: ${broken}`)
    })
    assert.equal(found.length, 0, `\n${found.join('\n')}`)
  })
})
