// Which columns fit: from narrow windows the least important go first, and nothing scrolls sideways.

/** The columns that may go; timer, patient, bar, counted and next always stay. */
export interface Columns {
  program: boolean
  earned: boolean
  pays: boolean
  window: boolean
}

/** Widths in pixels of the list below which a column goes, so that the bar keeps about 180 px. */
export function columnsFor(width: number): Columns {
  return { window: width >= 980, earned: width >= 880, program: width >= 740, pays: width >= 640 }
}

/** Width of a sheet of A4 between the margins of print.css, in pixels: (210 mm - 2 x 16 mm) x 96 / 25.4. */
export const PAPER = 672

/** All columns shown, in order, by the names of today.css. */
export function names(columns: Columns): string[] {
  return [
    'timer',
    'patient',
    ...(columns.program ? ['program'] : []),
    'bar',
    'counted',
    'next',
    ...(columns.earned ? ['earned'] : []),
    ...(columns.pays ? ['pays'] : []),
    ...(columns.window ? ['window'] : []),
  ]
}
