// Outside of the window: the small window and its place, the key that works in every program, a notice that names nobody.

import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { demoHome, withApp } from './app.mjs'
import { ask, elapsed, fill, findByTyping, go, hook, nearest, picture, unlock } from './steps.mjs'
import { waitFor } from './webdriver.mjs'

const run = promisify(execFile)

/** Asks the window system, or does what a hand would do with a window. */
const xdotool = async (...words) => (await run('xdotool', words)).stdout.trim()

const windowNamed = (name) => xdotool('search', '--onlyvisible', '--name', `^${name}$`).catch(() => '')

/** The small window, once it is there. */
const mini = () => waitFor(async () => (await windowNamed('Caretally timer')) || null, 'the small window')

async function place(id) {
  const text = await xdotool('getwindowgeometry', '--shell', id)
  return Object.fromEntries(text.split('\n').map((line) => line.split('=')))
}

const running = async (page) => (await ask(page, 'desk')).running

/** The wishes of one's own in Settings. */
async function wish(page, checks, shortcut) {
  await go(page, 'settings')
  for (const check of checks) await page.click(hook(`prefers-${check}`))
  await fill(page, hook('prefers-shortcut'), shortcut)
  await page.click(hook('save-preferences'))
}

async function startOne(page) {
  const first = await nearest(page)
  await go(page, 'today')
  await findByTyping(page, first.name)
  await page.click(hook(`start-${first.enrollment}`))
  await waitFor(() => running(page), 'the timer to run')
  return first
}

test('the small window is one line above all others, and where it was put the next time', async () => {
  const home = await demoHome()
  await withApp(home, async (app) => {
    const { page } = app
    await unlock(app)
    await wish(page, ['mini_window'], '')
    await startOne(page)
    const id = await mini()
    const { WIDTH, HEIGHT } = await place(id)
    assert.deepEqual([WIDTH, HEIGHT], ['420', '40'])
    await picture(page, 'mini-window')
    await xdotool('windowmove', '--sync', id, '200', '300')
    const kept = () => readFile(join(home, 'mini-window'), 'utf8').catch(() => '')
    await waitFor(async () => (await kept()) === '200 300\n', 'its place to be kept')
  })
  await withApp(home, async (app) => {
    await unlock(app)
    const id = await mini()
    await waitFor(async () => (await place(id)).Y === '300', 'the window to stand where it was put')
    assert.equal((await place(id)).X, '200')
  })
})

test('one key stops the timer from any program and goes on with the last patient', async () => {
  await withApp(await demoHome(), async (app) => {
    const { page } = app
    await unlock(app)
    await wish(page, [], 'Ctrl+Alt+T')
    const first = await startOne(page)
    // A timer of less than a second leaves nothing to go on with.
    await waitFor(async () => (await elapsed(page)) >= 2, 'the clock to run')
    // Until the key is ours nothing hears it.
    await waitFor(async () => {
      await xdotool('key', 'ctrl+alt+t')
      return (await running(page)) === null
    }, 'the key to stop the timer')
    await xdotool('key', 'ctrl+alt+t')
    const again = await waitFor(() => running(page), 'the key to go on')
    assert.equal(again.patient, first.patient)
  })
})

test('a key that every text would lose a letter to is refused at its field, and nothing else is lost', async () => {
  await withApp(await demoHome(), async (app) => {
    const { page } = app
    await unlock(app)
    await wish(page, ['initials'], 't')
    await waitFor(async () => (await page.text('main')).includes('Write it like Ctrl+Alt+T'), 'the reason')
    assert.equal((await ask(page, 'preferences')).initials, false)
    await fill(page, hook('prefers-shortcut'), '')
    await page.click(hook('save-preferences'))
    await waitFor(async () => (await ask(page, 'preferences')).initials, 'the other wish to be kept')
  })
})

test('behind other windows a long timer is told by the desktop, without a name', async () => {
  const heard = []
  const monitor = spawn('dbus-monitor', ['--session', "interface='org.freedesktop.Notifications'"])
  monitor.stdout.on('data', (text) => heard.push(String(text)))
  try {
    await withApp(await demoHome(), async (app) => {
      const { page } = app
      await unlock(app)
      const first = await startOne(page)
      await xdotool('windowminimize', await windowNamed('Caretally'))
      await ask(page, 'began_earlier', { form: { when: '35m', first_pass: null } })
      const said = await waitFor(
        () => heard.join('').match(/A timer has been running for [^"]*/)?.[0],
        'the notice',
      )
      assert.match(said, /^A timer has been running for 3\d min$/)
      assert.ok(!heard.join('').includes(first.name), 'nobody is named')
    })
  } finally {
    monitor.kill('SIGTERM')
  }
})
