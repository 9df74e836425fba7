// `make screenshots`: every screen in both themes into target/screenshots.

import { mkdir } from 'node:fs/promises'
import { demoHome, withApp } from './app.mjs'
import { tell } from './moments.mjs'
import { visit } from './screens.mjs'
import { unlock } from './steps.mjs'

await mkdir('target/screenshots', { recursive: true })
await withApp(await demoHome(), async (app) => {
  await unlock(app)
  await visit(app.page, (name, theme) => app.page.screenshot(`target/screenshots/${name}-${theme}.png`))
})
await tell((page, name, theme) => page.screenshot(`target/screenshots/${name}-${theme}.png`))
console.log('The pictures are in target/screenshots')
