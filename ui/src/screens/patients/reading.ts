// Reads a list of patients from a file of this PC; nothing of it leaves the page but to be checked.

/** The text of a file: UTF-8, or what Excel for Windows writes when it is told only "CSV". */
export async function textOf(file: File): Promise<string> {
  const bytes = await file.arrayBuffer()
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** How many lines a text has, empty ones at the end aside. */
export const linesOf = (text: string) => text.trimEnd().split(/\r\n|\r|\n/).length
