// A patient's initials, for a line that others may see.

/** "M. F." of "Marigold Fennimore"; at most three. */
export const initialsOf = (name: string) =>
  name
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 3)
    .map((word) => `${word.charAt(0).toUpperCase()}.`)
    .join(' ')
