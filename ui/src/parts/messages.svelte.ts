// Short messages after an action. None vanishes in under ten seconds, and those with an error stay.

/** What a message offers: undo, change, open. */
export interface MessageAction {
  label: string
  run: () => void
}

/** How a message is said. */
export interface Saying {
  tone?: 'info' | 'error'
  action?: MessageAction
}

/** One message on screen. */
export interface Message {
  id: number
  text: string
  tone: 'info' | 'error'
  action: MessageAction | null
}

/** Long enough to read and reach the action (WCAG 2.2, 2.2.1); hovering or focus starts it anew. */
const LASTS_MS = 12_000

let last = 0
// Not shown anywhere, so it need not be reactive.
// eslint-disable-next-line svelte/prefer-svelte-reactivity
const timers = new Map<number, ReturnType<typeof setTimeout>>()
export const messages = $state<Message[]>([])

/** Says `text` politely; an error is said at once and stays until dismissed. */
export function say(text: string, { tone = 'info', action }: Saying = {}): number {
  last += 1
  messages.push({ id: last, text, tone, action: action ?? null })
  if (messages.length > 4) dismiss(messages[0]?.id ?? 0)
  if (tone === 'info') resume(last)
  return last
}

/** Takes a message away. */
export function dismiss(id: number) {
  pause(id)
  const at = messages.findIndex((message) => message.id === id)
  if (at >= 0) messages.splice(at, 1)
}

/** Stops the clock of a message while somebody reads or reaches for it. */
export function pause(id: number) {
  clearTimeout(timers.get(id))
  timers.delete(id)
}

/** Starts the clock of a message again. */
export function resume(id: number) {
  pause(id)
  const message = messages.find((one) => one.id === id)
  if (message?.tone === 'info') timers.set(id, setTimeout(expire, LASTS_MS, id))
}

/** Takes a message away, unless a dialog lies over it: then it waits for its turn to be read. */
function expire(id: number) {
  if (document.querySelector('[role="dialog"]')) resume(id)
  else dismiss(id)
}

/** Takes all messages away, for example when the app locks. */
export function silence() {
  for (const message of [...messages]) dismiss(message.id)
}
