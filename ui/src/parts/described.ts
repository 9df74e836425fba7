// Ties a control to its help and error for screen readers.

/** The value of aria-describedby: the error first, then the help. */
export function described(id: string, help?: string, error?: string | null): string | undefined {
  const ids = [error ? `${id}-error` : '', help ? `${id}-help` : ''].filter(Boolean)
  return ids.length > 0 ? ids.join(' ') : undefined
}
