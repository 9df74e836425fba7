// No screen has a serious or critical barrier, in the light and in the dark theme.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demoHome, withApp } from './app.mjs'
import { barriers } from './axe.mjs'
import { tell } from './moments.mjs'
import { visit } from './screens.mjs'
import { picture, unlock } from './steps.mjs'

test('axe finds no serious or critical barrier on any screen', async () => {
  await withApp(await demoHome(), async (app) => {
    await unlock(app)
    const found = []
    await visit(app.page, async (name, theme) => {
      await picture(app.page, `${name}-${theme}`)
      for (const barrier of await barriers(app.page)) found.push(`${name}, ${theme}: ${barrier}`)
    })
    assert.equal(found.length, 0, `\n${found.join('\n')}`)
  })
})

test('nor on the screens that only a story leads to', async () => {
  const found = []
  await tell(async (page, name, theme) => {
    await picture(page, `${name}-${theme}`)
    for (const barrier of await barriers(page)) found.push(`${name}, ${theme}: ${barrier}`)
  })
  assert.equal(found.length, 0, `\n${found.join('\n')}`)
})
