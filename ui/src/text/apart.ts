// A name within a sentence, kept apart where its letters run from right to left: else the numbers beside it change places.

/** Letters that run from right to left: Hebrew, Arabic, Syriac, Thaana, N'Ko and their forms (Unicode blocks 0590-08FF, FB1D-FEFC). */
const LEFTWARD = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/

/** First strong isolate and pop directional isolate (Unicode Standard Annex 9, 2.4); other names stay the letters they are. */
export const apart = (name: string) => (LEFTWARD.test(name) ? `\u2068${name}\u2069` : name)
