// `make run` without a display: opens the app on a practice, waits for the worklist, takes its picture.
// node tests/e2e/show.mjs HOME PICTURE

import { resolve } from 'node:path'
import { withApp } from './app.mjs'
import { unlock } from './steps.mjs'

const [home, picture] = process.argv.slice(2)
await withApp(resolve(home), async (app) => {
  await unlock(app)
  await app.page.screenshot(picture)
})
