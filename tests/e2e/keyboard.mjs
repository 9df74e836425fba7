// Goes about the app by Tab alone, and finds what Tab cannot reach.

import { KEY } from './webdriver.mjs'

const MOST_STOPS = 400

export const focusIs = (page, selector) =>
  page.run('return Boolean(document.activeElement?.matches(arguments[0]))', selector)

/** Tabs on until the focus is where the selector says. */
export async function tabTo(page, selector) {
  await page.find(selector)
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    if (await focusIs(page, selector)) return
    await page.press(KEY.tab)
  }
  throw new Error(`Tab never came to ${selector}`)
}

export async function pressOn(page, selector, key) {
  await tabTo(page, selector)
  await page.press(key)
}

/** The focus starts anew, as on a page just opened. */
const fromTheTop = (page) =>
  page.run(
    `document.querySelectorAll('[data-walked]').forEach((one) => delete one.dataset.walked)
     document.activeElement?.blur()
     const range = document.createRange()
     range.setStart(document.body, 0)
     getSelection().removeAllRanges()
     getSelection().addRange(range)`,
  )

/** Goes round once by Tab: what had the focus and did not show so, or lay below something else (WCAG 2.4.11). */
export async function walk(page) {
  await fromTheTop(page)
  const faint = []
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    await page.press(KEY.tab)
    const at = await page.run(
      `const at = document.activeElement
       if (!at || at === document.body || at.dataset.walked) return null
       at.dataset.walked = 'yes'
       // The ring may be drawn by what holds an input; the row of the worklist has an edge of its own.
       const around = [at, at.parentElement, at.parentElement.parentElement]
       const look = () => {
         const ends = (one) => one.effect?.getComputedTiming().endTime !== Infinity
         document.getAnimations().filter(ends).forEach((one) => one.finish())
         const styles = around.map((one) => getComputedStyle(one))
         return styles.map((one) => [one.outline, one.boxShadow, one.border, one.background].join()).join()
       }
       const focused = look()
       const { left, top, right, bottom } = at.getBoundingClientRect()
       const inset = (from, to) => [(from + to) / 2, from + 2, to - 2]
       const points = inset(left, right).flatMap((x) => inset(top, bottom).map((y) => [x, y]))
       const seen = points.some(([x, y]) => {
         const over = document.elementFromPoint(x, y)
         return over && (at.contains(over) || over.contains(at) || over.closest('label')?.control === at)
       })
       at.blur()
       const ringed = focused !== look() || Boolean(at.closest('tr.current'))
       at.focus()
       return { html: at.outerHTML.slice(0, 160), ringed, seen }`,
    )
    if (!at) break
    if (!at.ringed || !at.seen) faint.push(`${at.seen ? '' : '(below something) '}${at.html}`)
  }
  // What shows itself only while it has the focus would lie over what is clicked next.
  await page.run('document.activeElement?.blur()')
  return faint
}

/** Controls that are shown and may be used, but that Tab went past; of a dialog that is open only its own. */
export const missed = (page) =>
  page.run(
    `const controls = 'button, a[href], input, select, textarea, summary, [role="button"], [role="tab"]'
     const within = [...document.querySelectorAll('[role="dialog"]')].at(-1) ?? document
    return [...within.querySelectorAll(controls)]
       .filter((one) => one.checkVisibility() && !one.disabled && !one.dataset.walked)
       .filter((one) => !one.closest('[inert], [aria-hidden="true"]'))
       // One stop stands for a group whose members are reached by arrows.
       .filter((one) => !(one.tabIndex < 0 && one.closest('[role="tablist"], [role="grid"], [role="listbox"]')))
       .filter((one) => one.type !== 'radio' || one.checked)
       .map((one) => one.outerHTML.slice(0, 160))`,
  )
