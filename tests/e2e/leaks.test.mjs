// What was seen and typed is in no file that the webview or the program leaves behind.

import assert from 'node:assert/strict'
import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { App, demoHome, signIn } from './app.mjs'
import { ask, findByTyping, go, hook, nearest, unlock } from './steps.mjs'
import { KEY } from './webdriver.mjs'

const NOTE = 'her sister Wilhelmina will drive her'

/** Every file below a folder. */
async function files(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

/** Which words stand in which files, as UTF-8 or as UTF-16. */
async function traces(folders, words) {
  const needles = words.flatMap((word) =>
    ['utf8', 'utf16le'].map((as) => ({ word, bytes: Buffer.from(word, as) })),
  )
  const found = []
  let looked = 0
  for (const file of (await Promise.all(folders.map(files))).flat()) {
    // The one is the way into the demo practice, the other what the driver was told to type.
    if (file.endsWith('sign-in.txt') || file.endsWith('driver.log')) continue
    const content = await readFile(file)
    looked += content.length
    for (const { word, bytes } of needles) if (content.includes(bytes)) found.push(`${word}: ${file}`)
  }
  return { found, looked }
}

test('names, notes, what was looked for and the password are in no file of webview, temporary folder or home', async () => {
  const home = await demoHome()
  const { password } = await signIn(home)
  const app = await App.start(home)
  const { page } = app
  let words
  try {
    await unlock(app)
    const patients = await ask(page, 'find_patients', { text: '' })
    const row = await nearest(page)
    words = [...patients.map((patient) => patient.name), NOTE, password]
    await findByTyping(page, row.name)
    await page.click(hook(`start-${row.enrollment}`))
    await page.find(hook('timer-clock'))
    await page.run('document.activeElement?.blur()')
    await page.press('n')
    await page.find('[role="dialog"] textarea')
    await page.type('[role="dialog"] textarea', NOTE)
    await page.press(KEY.escape)
    for (const screen of ['patients', 'review', 'claims', 'insights', 'audit']) await go(page, screen)
    await page.chord(KEY.control, 'k')
    await page.type(hook('palette-search'), row.name)
    await page.press(KEY.escape)
    await page.run('location.hash = arguments[0]', `#/patient/${row.patient}`)
    await page.find('[data-testid^="entry-"]')
    await page.click(hook('lock'))
    await page.find(hook('unlock'))
  } finally {
    await app.stop()
  }
  const folders = [home, `${home}-webview`]
  const { found, looked } = await traces(folders, words)
  assert.ok(words.length > 300 && looked > 1_000_000, `${words.length} words in ${looked} bytes`)
  assert.deepEqual(found, [])
  // The search itself sees: the same words in a file of the webview's are found.
  const planted = join(`${home}-webview`, 'planted')
  await writeFile(planted, Buffer.from(`..${NOTE}..`, 'utf16le'))
  assert.deepEqual((await traces(folders, words)).found, [`${NOTE}: ${planted}`])
})
