// Who signed in last on this PC: a convenience, kept by the webview, never a password.

const KEY = 'caretally.sign-in'

/** The last sign-in name if it still exists, else the only or first one. */
export function lastSignIn(known: string[]): string {
  const last = read()
  return last !== null && (known.length === 0 || known.includes(last)) ? last : (known[0] ?? '')
}

function read(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}

/** Remembers who signed in. */
export function rememberSignIn(name: string) {
  try {
    localStorage.setItem(KEY, name)
  } catch {
    // Without storage the list simply begins at its top.
  }
}
