// Starts the built app under WebDriver on a practice of its own, and ends it kindly or by SIGKILL.

import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, readdir, readlink, rename, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { Driver, waitFor } from './webdriver.mjs'

const APP = resolve(process.env.E2E_APP ?? 'target/debug/caretally')
const CLI = resolve(process.env.E2E_CLI ?? 'target/debug/caretally-cli')
/** Where pictures and homes of a run are left. */
export const OUT = resolve('target/e2e')

const run = promisify(execFile)

/** Runs caretally-cli on a demo practice. */
export async function cli(home, ...args) {
  const { name, password } = await signIn(home)
  const said = { CARETALLY_HOME: home, CARETALLY_SIGN_IN: name, CARETALLY_PASSWORD: password }
  return (await run(CLI, args, { env: { ...process.env, ...said } })).stdout
}

/** Sign-in name and password, as `caretally-cli demo` printed them. */
export async function signIn(home) {
  const text = await readFile(join(home, 'sign-in.txt'), 'utf8')
  const said = (word) => text.match(new RegExp(`^\\s*${word}:\\s*(.+)$`, 'im'))?.[1].trim()
  return { name: said('sign-in'), password: said('password') }
}

/** The demo practice of this run, made by the first test that needs it. */
async function demoPractice() {
  const home = join(OUT, 'demo-home')
  const made = await readdir(home).catch(() => [])
  if (made.includes('sign-in.txt')) return home
  await mkdir(OUT, { recursive: true })
  const draft = await mkdtemp(join(OUT, 'making-'))
  const { stdout } = await run(CLI, ['demo', '--home', join(draft, 'home')])
  await writeFile(join(draft, 'home', 'sign-in.txt'), stdout)
  await rename(join(draft, 'home'), home)
  return home
}

/** A home for one test: a copy of the demo practice. */
export async function demoHome() {
  const home = await emptyHome()
  await cp(await demoPractice(), home, { recursive: true })
  return home
}

/** A home for one test: nothing in it. */
export async function emptyHome() {
  await mkdir(join(OUT, 'homes'), { recursive: true })
  const home = join(await mkdtemp(join(OUT, 'homes', 'test-')), 'home')
  await mkdir(home)
  return home
}

/** The running app, its page and its home. */
export class App {
  static async start(home) {
    const webview = `${home}-webview`
    await mkdir(join(webview, 'tmp'), { recursive: true })
    const environment = {
      CARETALLY_HOME: home,
      XDG_DATA_HOME: join(webview, 'data'),
      XDG_CACHE_HOME: join(webview, 'cache'),
      TMPDIR: join(webview, 'tmp'),
    }
    const driver = await Driver.start(environment, join(webview, 'driver.log'))
    try {
      const page = await driver.session(APP)
      const pid = await waitFor(() => processOf(home), 'the process of the app')
      return new App(home, driver, page, pid)
    } catch (error) {
      await driver.stop()
      throw error
    }
  }

  constructor(home, driver, page, pid) {
    Object.assign(this, { home, driver, page, pid })
  }

  /** Closes the window as the driver does, and waits until the process is gone. */
  async stop() {
    await this.page.close().catch(() => undefined)
    await this.end('SIGTERM')
  }

  /** Power cut: no handler of the app runs. */
  async kill() {
    await this.end('SIGKILL')
  }

  async end(signal) {
    if (await processOf(this.home)) process.kill(this.pid, signal)
    await waitFor(async () => !(await processOf(this.home)), 'the app to be gone')
    await this.driver.stop()
  }
}

/** The process that runs our program on this home, by /proc: nobody else's is ever touched. */
async function processOf(home) {
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue
    const program = await readlink(`/proc/${pid}/exe`).catch(() => '')
    if (program !== APP) continue
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')
    if (environment.split('\0').includes(`CARETALLY_HOME=${home}`)) return Number(pid)
  }
  return null
}

/** Runs a test on the app, leaves a picture when it fails, and always ends the app. */
export async function withApp(home, test) {
  const app = await App.start(home)
  try {
    await test(app)
  } catch (error) {
    await app.page.screenshot(join(OUT, 'failed.png')).catch(() => undefined)
    throw error
  } finally {
    await app.stop().catch(() => undefined)
  }
}
