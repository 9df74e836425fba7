// What is measured inside the page, by the page's own clock: the way there and back to these programs is in no figure.

/** The end of the next frame that is painted, for scripts of the page. */
const PAINTED = `
  const painted = (check = () => true) => new Promise((done) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => done(performance.now())
    const look = () => (check() ? port2.postMessage(0) : requestAnimationFrame(look))
    requestAnimationFrame(look)
  });`

/**
 * Milliseconds from a click to a painted screen whose keys answer: the content is there, nothing turns any more, and the
 * palette's key is taken. The palette opens by it, and is to be shut.
 */
export const click = (page, button, sign) =>
  page.runAsync(
    `${PAINTED}
     const [button, sign] = arguments
     const there = () => document.querySelector(sign)?.checkVisibility() && !document.querySelector('main .page .note p.line i, main .page-body > p.line i')
     // An address is a link as good as any.
     const target = button.startsWith('#') ? Object.assign(document.createElement('a'), { href: button }) : document.querySelector(button)
     if (!target.isConnected) document.body.append(target)
     const begin = performance.now()
     target.click()
     await painted(there)
     const key = new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true, cancelable: true })
     const handled = !(document.activeElement ?? document.body).dispatchEvent(key)
     const took = performance.now() - begin
     if (!handled) throw new Error('the keyboard does not answer')
     return took`,
    button,
    sign,
  )

/** From now on every key typed into a field is timed until what it shows is painted. */
export const watchKeys = (page, input, fits) =>
  page.run(
    `${PAINTED}
     const input = document.querySelector(arguments[0])
     const fits = (text) => { ${fits} }
     window.timedKeys = []
     input.addEventListener('keydown', async (event) => {
       const [begin, before] = [performance.now(), input.value]
       const end = await painted(() => input.value !== before)
       window.timedKeys.push({ took: end - begin, fits: fits(input.value) })
     })
     input.focus()`,
    input,
  )

/** Waits for so many keys to be timed, and gives their milliseconds. */
export const timedKeys = (page, count) =>
  page.runAsync(
    `${PAINTED}
     await painted(() => window.timedKeys.length >= arguments[0])
     const keys = window.timedKeys
     window.timedKeys = []
     if (!keys.every((key) => key.fits)) throw new Error('a frame showed something else than what was typed')
     return keys.map((key) => key.took)`,
    count,
  )

/** The page of the reference: a field with its echo. It says how long it took to come and be painted. */
export const BARE = `<!doctype html><meta charset="utf-8"><title>Bare</title><a href="#">again</a>
<input autocomplete="off"><p id="echo"></p>
<script>
  const input = document.querySelector('input')
  input.addEventListener('input', () => (document.querySelector('#echo').textContent = input.value))
  const now = () => performance.timeOrigin + performance.now()
  document.querySelector('a').addEventListener('click', (event) => {
    event.preventDefault()
    location.search = String(now())
  })
  const began = Number(location.search.slice(1))
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => (window.took = began ? now() - began : 0)
    port2.postMessage(0)
  })
</script>
`

/** Milliseconds from a click to the painted empty page it leads to. */
export async function bareClick(page, waitFor) {
  const before = await page.run('return location.search')
  await page.run('document.querySelector("a").click()')
  const took = 'return location.search === arguments[0] ? null : window.took'
  return waitFor(() => page.run(took, before), 'the empty page to be painted')
}
