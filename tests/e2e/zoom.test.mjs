// At twice the size every screen can still be read and used: nothing is cut off, nothing lies over something else, and axe agrees.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demoHome, withApp } from './app.mjs'
import { barriers } from './axe.mjs'
import { visit } from './screens.mjs'
import { ask, picture, unlock } from './steps.mjs'
import { waitFor } from './webdriver.mjs'

/** What a person would call broken: a page that is wider than the window, a control out of reach, words on top of words. */
const brokenParts = (page) =>
  page.run(
    `const found = []
     const root = document.documentElement
     if (root.scrollWidth > root.clientWidth + 1) found.push('the page is ' + root.scrollWidth + ' wide')
     const layer = document.querySelector('[role="dialog"]') ?? document
     const controls = [...layer.querySelectorAll('button, a[href], input, select, textarea, summary')]
       .filter((one) => one.checkVisibility() && !one.closest('.skip, .vh') && !one.classList.contains('vh'))
     const scrolls = (one, way) => {
       for (let up = one.parentElement; up; up = up.parentElement) {
         const style = getComputedStyle(up)['overflow' + way]
         if ((style === 'auto' || style === 'scroll') && up['scroll' + (way === 'X' ? 'Width' : 'Height')] > up['client' + (way === 'X' ? 'Width' : 'Height')]) return true
       }
       return false
     }
     for (const one of controls) {
       const box = one.getBoundingClientRect()
       if (box.width === 0 || box.height === 0) continue
       const name = one.outerHTML.slice(0, 120)
       if ((box.right > innerWidth + 1 || box.left < -1) && !scrolls(one, 'X')) found.push('out of reach sideways: ' + name)
       if ((box.bottom > innerHeight + 1 || box.top < -1) && !scrolls(one, 'Y')) found.push('out of reach below: ' + name)
       const shown = one.closest('table, ul, [role="listbox"]') === null && one.matches('button') && !one.querySelector('.cut')
       if (shown && one.scrollWidth > one.clientWidth + 2) found.push('cut: ' + name)
     }
     const texts = controls.filter((one) => one.matches('button, input, select, textarea'))
     const boxes = texts.map((one) => [one, one.getBoundingClientRect()]).filter(([, box]) => box.width > 0)
     for (const [one, a] of boxes) for (const [other, b] of boxes) {
       if (one === other || one.contains(other) || other.contains(one)) continue
       // What is scrolled under a head or a foot that stays is not laid over it by mistake.
       const at = document.elementFromPoint((Math.max(a.left, b.left) + Math.min(a.right, b.right)) / 2, (Math.max(a.top, b.top) + Math.min(a.bottom, b.bottom)) / 2)
       const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left)
       const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
       const sameBox = one.closest('.field, label, .wrap, .box') && one.closest('.field, label, .wrap, .box') === other.closest('.field, label, .wrap, .box')
       if (wide > 3 && high > 3 && !sameBox && at && (one.contains(at) || other.contains(at)) && !scrolls(one, 'Y') && !scrolls(other, 'Y'))
         found.push('on top of each other: ' + one.outerHTML.slice(0, 90) + ' AND ' + other.outerHTML.slice(0, 90))
     }
     for (const table of [...layer.querySelectorAll('table')].filter((one) => one.checkVisibility())) {
       const row = [...table.querySelectorAll('tbody tr')].find((one) => one.checkVisibility() && !one.matches('[aria-hidden]'))
       const end = Math.max(...[...(row?.cells ?? [])].map((cell) => cell.getBoundingClientRect().right))
       if (row && Math.abs(end - table.getBoundingClientRect().right) > 2) found.push('a row ends before its table: ' + table.className)
     }
     return [...new Set(found)]`,
  )

/** The driver of WebKitGTK clicks where an element would be without the zoom. */
const clickByScript = (page) => async (selector) => {
  await page.find(selector)
  await page.run(
    `const [one] = [...document.querySelectorAll(arguments[0])].filter((one) => one.checkVisibility())
     one.scrollIntoView({ block: 'nearest' })
     one.focus()
     one.click()`,
    selector,
  )
}

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
