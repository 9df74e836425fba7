// What a person would see at once of a screen that does not hold what it shows: parts out of reach, words cut or on top of words.

/** What a person would call broken: a page that is wider than the window, a control out of reach, words on top of words. */
export const brokenParts = (page) =>
  page.run(
    `const found = []
     const root = document.documentElement
     if (root.scrollWidth > root.clientWidth + 1) found.push('the page is ' + root.scrollWidth + ' wide')
     for (const one of document.querySelectorAll('nav, main, main .page, main .page-body, [role="dialog"]'))
       if (one.scrollWidth > one.clientWidth + 1) found.push(one.tagName + '.' + one.className + ' is ' + (one.scrollWidth - one.clientWidth) + ' too wide for its place')
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

/** The words of a screen: those that lie over others, that are cut without a way to read them, that reorder what stands beside them. */
export const brokenWords = (page, names = []) =>
  page.run(
    `const found = []
     const layer = document.querySelector('[role="dialog"]') ?? document.body
     const short = (one) => one.outerHTML.replace(/<!--.*?-->/g, '').slice(0, 140)
     const hidden = (one) => one.closest('.vh, .skip, [aria-hidden="true"], datalist, select, option, script, style') !== null
     // What of a box is seen: what its scrolling and clipping ancestors leave of it, and the window.
     const seen = (box, one) => {
       let { left, right, top, bottom } = box
       for (let up = one; up; up = up.parentElement) {
         const style = getComputedStyle(up)
         if (style.display === 'inline' || (style.overflowX === 'visible' && style.overflowY === 'visible')) continue
         const edge = up.getBoundingClientRect()
         left = Math.max(left, edge.left); right = Math.min(right, edge.right)
         top = Math.max(top, edge.top); bottom = Math.min(bottom, edge.bottom)
       }
       return { left: Math.max(left, 0), right: Math.min(right, innerWidth), top: Math.max(top, 0), bottom: Math.min(bottom, innerHeight) }
     }
     // What a person with a mouse is told of words that are cut: the pointer comes to rest on them.
     const plain = (words) => (words ?? '').replace(/\\s+/g, ' ').trim()
     const tells = (node) => {
       node.parentElement.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))
       // An icon whose word is for screen readers tells it in its tip.
       const iconOnly = node.parentElement.clientWidth <= 1 && node.parentElement.closest('[title]')
       if (iconOnly) return true
       for (let up = node.parentElement; up && up !== layer; up = up.parentElement)
         if (plain(up.getAttribute('title')).includes(plain(node.data)) || plain(up.getAttribute('aria-label')).includes(plain(node.data))) return true
       return false
     }
     const leftward = /[\u0590-\u08ff]/
     const byLength = [...arguments[0]].sort((a, b) => b.length - a.length)
     const boxOf = (node, from, to) => {
       const range = document.createRange()
       range.setStart(node, from)
       range.setEnd(node, to)
       return range.getBoundingClientRect()
     }
     // What follows a name on its line stands to the right of it, whichever way the name runs.
     const swapped = (node) => {
       if (!leftward.test(node.data)) return null
       const name = byLength.find((one) => node.data.includes(one))
       if (!name) return null
       const from = node.data.indexOf(name)
       const end = from + name.length
       const next = node.data.slice(end).search(/[\\p{L}\\p{N}]/u)
       if (next < 0) return null
       const [a, b] = [boxOf(node, from, end), boxOf(node, end + next, end + next + 1)]
       return b.width > 0 && Math.abs(a.top - b.top) < 4 && b.left < a.right - 2 ? node.data.slice(end) : null
     }
     const walker = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT)
     const texts = []
     for (let node = walker.nextNode(); node; node = walker.nextNode()) {
       const one = node.parentElement
       if (!node.data.trim() || !one || hidden(one) || !one.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue
       const range = document.createRange()
       range.selectNodeContents(node)
       for (const rect of range.getClientRects()) {
         const box = seen(rect, one)
         if (box.right - box.left > 2 && box.bottom - box.top > 4) texts.push({ one, node, box, rect })
       }
       const all = [...range.getClientRects()]
       let [cut, low, scrolled] = [null, null, false]
       for (let up = one; up && up !== layer; up = up.parentElement) {
         const style = getComputedStyle(up)
         const clips = (way) => ['hidden', 'clip'].includes(way) && style.display !== 'inline'
         if (clips(style.overflowX) && up.scrollWidth > up.clientWidth + 1) cut ??= up
         if (clips(style.overflowY) && up.scrollHeight > up.clientHeight + 1) low ??= up
         scrolled ||= ['auto', 'scroll'].includes(style.overflowX) && up.scrollWidth > up.clientWidth
         if (scrolled || (['auto', 'scroll'].includes(style.overflowY) && up.scrollHeight > up.clientHeight)) break
       }
       const edge = cut?.getBoundingClientRect()
       const foot = low?.getBoundingClientRect().bottom
       const beyond = all.some((rect) => (edge && (rect.right > edge.right + 1 || rect.left < edge.left - 1)) || (low && rect.top > foot - 4))
       if (beyond && !tells(node)) found.push('cut, and told nowhere: ' + short(one))
       if (!beyond && !scrolled && all.some((rect) => rect.width > 1 && (rect.right > innerWidth + 1 || rect.left < -1))) found.push('leaves the window: ' + short(one))
       const after = swapped(node)
       if (after) found.push('stands before a name that it follows: ' + after + ' in ' + short(one))
       const rtl = leftward.test(node.data)
       const apart = getComputedStyle(one)
       if (rtl && apart.display === 'inline' && !/isolate|plaintext/.test(apart.unicodeBidi)) found.push('may reorder what stands beside it: ' + short(one))
     }
     // Words of one line stand above each other only where something is laid over something else.
     const layerOf = (one) => one.closest('[role="dialog"], [role="menu"], [role="tooltip"], [popover], .sticky, thead, [data-layer]')
     for (const [n, a] of texts.entries()) for (const b of texts.slice(n + 1)) {
       if (a.node === b.node || a.one.contains(b.one) && a.one.tagName === 'text' || layerOf(a.one) !== layerOf(b.one)) continue
       const wide = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left)
       const high = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top)
       const least = Math.min(a.rect.height, b.rect.height)
       if (wide <= 3 || high <= least * 0.4) continue
       const at = document.elementFromPoint(Math.max(a.box.left, b.box.left) + wide / 2, Math.max(a.box.top, b.box.top) + high / 2)
       // What is covered by a head or a foot that stays while the rest scrolls is not read through it.
       if (!at || !(at.contains(a.one) || a.one.contains(at) || at.contains(b.one) || b.one.contains(at))) continue
       const cover = (one) => { for (let up = one; up; up = up.parentElement) if (/sticky|fixed/.test(getComputedStyle(up).position)) return up; return null }
       if (cover(a.one) !== cover(b.one)) continue
       found.push('words on words: ' + short(a.one) + ' AND ' + short(b.one))
     }
     return { found: [...new Set(found)], texts: texts.length }`,
    names,
  )
