// What is cut shows all its words where the pointer rests, on whichever screen it is.

/** How far up from the pointer a cut is looked for: a word in a span in a link in a cell. */
const DEEP = 5
/** The one element that has a title from here: it goes when the pointer goes on, so that none grows old. */
let telling: HTMLElement | null = null

const cut = (one: HTMLElement) => {
  const { textOverflow, webkitLineClamp } = getComputedStyle(one)
  const wide = textOverflow === 'ellipsis' && one.scrollWidth > one.clientWidth
  const high = /^\d/.test(webkitLineClamp) && one.scrollHeight > one.clientHeight
  return wide || high
}

/** For `pointerover` of the document. */
export function tellWhole({ target }: Event) {
  telling?.removeAttribute('title')
  telling = null
  let one = target instanceof Element ? target : null
  for (let n = 0; one && n < DEEP; n += 1, one = one.parentElement) {
    if (one.hasAttribute('title')) return
    if (!(one instanceof HTMLElement) || !cut(one)) continue
    telling = one
    one.title = (one.textContent ?? '').replace(/\s+/g, ' ').trim()
    return
  }
}
