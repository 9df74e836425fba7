// A small client of the W3C WebDriver protocol (https://www.w3.org/TR/webdriver2/): what these tests need of it, on fetch.

import { execFile, spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { createServer } from 'node:net'
import { promisify } from 'node:util'

const run = promisify(execFile)

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf' // the protocol's name for a reference to an element

/** Keys that have no letter, by the code points of the protocol (section 17.4.2). */
export const KEY = {
  tab: '\uE004',
  enter: '\uE007',
  shift: '\uE008',
  control: '\uE009',
  escape: '\uE00C',
  space: ' ',
  left: '\uE012',
  up: '\uE013',
  right: '\uE014',
  down: '\uE015',
  end: '\uE010',
  home: '\uE011',
  backspace: '\uE003',
  f10: '\uE03A',
}

/**
 * Asks again and again until the answer is neither false, null nor undefined, and gives that answer.
 * After the deadline it fails with what was waited for.
 */
export async function waitFor(predicate, what, seconds = 20) {
  const deadline = performance.now() + seconds * 1000
  let trouble
  for (;;) {
    try {
      const answer = await predicate()
      if (answer !== false && answer !== null && answer !== undefined) return answer
      trouble = undefined
    } catch (error) {
      trouble = error
    }
    if (performance.now() > deadline) {
      throw new Error(`waited ${seconds} s for ${what}`, { cause: trouble })
    }
    await new Promise((next) => setTimeout(next, 50))
  }
}

async function freePort() {
  const server = createServer()
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address()
  await new Promise((closed) => server.close(closed))
  return port
}

/** A running WebKitWebDriver; the app inherits its environment. */
export class Driver {
  static async start(environment, log) {
    const port = await freePort()
    const out = createWriteStream(log, { flags: 'a' })
    const child = spawn('WebKitWebDriver', [`--port=${port}`], {
      env: { ...process.env, TAURI_WEBVIEW_AUTOMATION: 'true', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child.stdout.pipe(out)
    child.stderr.pipe(out)
    const driver = new Driver(child, `http://127.0.0.1:${port}`)
    await waitFor(async () => (await driver.call('GET', '/status')).ready, 'the driver to answer')
    return driver
  }

  constructor(child, address) {
    this.child = child
    this.address = address
  }

  get pid() {
    return this.child.pid
  }

  async call(method, path, body) {
    const answer = await fetch(this.address + path, {
      method,
      body: method === 'POST' ? JSON.stringify(body ?? {}) : undefined,
      signal: AbortSignal.timeout(60_000), // a webview that hangs is a failure, not a wait
    })
    const { value } = await answer.json()
    if (!answer.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`)
    return value
  }

  async session(binary, args = []) {
    // A click on a link of the page changes its hash only: the driver would wait for a load that never comes.
    const options = { pageLoadStrategy: 'none', 'webkitgtk:browserOptions': { binary, args } }
    const capabilities = { alwaysMatch: options }
    const { sessionId } = await this.call('POST', '/session', { capabilities })
    return new Page(this, `/session/${sessionId}`)
  }

  async stop() {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    const gone = new Promise((exit) => this.child.once('exit', exit))
    this.child.kill('SIGTERM')
    await gone
  }
}

/** Scrolls to what lies below something else, or out of sight. */
const TO_SIGHT = `
  const [one] = arguments
  const { left, top, right, bottom } = one.getBoundingClientRect()
  const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
  if (!over || !(one.contains(over) || over.contains(one))) one.scrollIntoView({ block: 'center' })`

/** (The protocol's own answer takes a link whose text may be cut by an ellipsis for hidden.) */
const IS_SHOWN =
  'const box = arguments[0].getBoundingClientRect(); return arguments[0].checkVisibility() && box.width > 0 && box.height > 0'

/** The one page of the app, as a person sees it. */
export class Page {
  constructor(driver, path) {
    this.driver = driver
    this.path = path
  }

  call(method, path, body) {
    return this.driver.call(method, this.path + path, body)
  }

  /** The first element of a CSS selector that is shown, or null. */
  async shown(selector) {
    for (const element of await this.all(selector)) {
      if (await this.run(IS_SHOWN, { [ELEMENT]: element })) return element
    }
    return null
  }

  async all(selector) {
    const found = await this.call('POST', '/elements', { using: 'css selector', value: selector })
    return found.map((one) => one[ELEMENT])
  }

  /** Waits for an element to be shown. */
  find(selector, seconds) {
    return waitFor(() => this.shown(selector), `${selector} to be shown`, seconds)
  }

  gone(selector) {
    return waitFor(async () => !(await this.shown(selector)), `${selector} to go away`)
  }

  async click(selector) {
    // Again from the start when the screen drew itself anew in between.
    await waitFor(async () => {
      const element = await this.shown(selector)
      if (!element) return false
      // The driver does not scroll to what is half in sight; whoever clicks would.
      await this.run(TO_SIGHT, { [ELEMENT]: element })
      await this.call('POST', `/element/${element}/click`)
      return true
    }, `${selector} to be clicked`)
  }

  /** What stands there. (The protocol's own answer leaves out text that may be cut by an ellipsis.) */
  async text(selector) {
    await this.find(selector)
    return (await this.run('return document.querySelector(arguments[0])?.innerText ?? ""', selector)).trim()
  }

  /** Replaces what a field holds by typing. */
  async type(selector, text) {
    await this.click(selector)
    await this.chord(KEY.control, 'a')
    await this.press(KEY.backspace)
    await this.press(...text)
    await waitFor(async () => (await this.value(selector)) === text, `${selector} to hold what was typed`)
  }

  value(selector) {
    return this.run('return document.querySelector(arguments[0])?.value', selector)
  }

  /** Chooses an option of a native select by its value. */
  async choose(selector, value) {
    await this.find(selector)
    // (A click on an option of a native list never comes back from this driver.)
    await waitFor(
      () =>
        this.run(
          'return Boolean(document.querySelector(arguments[0]))',
          `${selector} option[value="${value}"]`,
        ),
      `${value} to be offered by ${selector}`,
    )
    await this.run(
      `const select = document.querySelector(arguments[0]);
       if (select.value !== arguments[1]) {
         select.value = arguments[1];
         select.dispatchEvent(new Event("input", { bubbles: true }));
         select.dispatchEvent(new Event("change", { bubbles: true }));
       }`,
      selector,
      value,
    )
  }

  /** Presses keys one after the other, where the focus is. */
  async press(...keys) {
    const actions = keys.flatMap((value) => [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
    ])
    await this.call('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] })
  }

  /** Presses a key while another is held. */
  async chord(held, value) {
    const actions = [
      { type: 'keyDown', value: held },
      { type: 'keyDown', value },
      { type: 'keyUp', value },
      { type: 'keyUp', value: held },
    ]
    await this.call('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] })
  }

  run(script, ...args) {
    return this.call('POST', '/execute/sync', { script, args })
  }

  /** The script is the body of an async function; its answer is given. */
  async runAsync(body, ...args) {
    const script = `const done = arguments[arguments.length - 1];
      (async () => { ${body} })().then((value) => done({ value }), (error) => done({ error: error?.message ?? String(error) }));`
    const { value, error } = await this.call('POST', '/execute/async', { script, args })
    if (error) throw new Error(error)
    return value
  }

  /** A picture of the window as the display has it. (The driver's own sometimes never comes.) */
  async screenshot(file) {
    await this.runAsync(
      'await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)))',
    )
    await run('import', ['-window', 'Caretally', file])
  }

  close() {
    return this.call('DELETE', '')
  }
}
