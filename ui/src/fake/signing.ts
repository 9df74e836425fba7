// What was decided in the fake practice, by month and patient.

import type { SignOffView } from '../wire'

const decided = new Map<string, SignOffView>()

/** How a patient's month stands. */
export const signOff = (patient: number, month: string): SignOffView =>
  decided.get(`${month} ${patient}`) ?? { standing: 'open', decisions: [] }

/** Keeps a decision. */
export function decide(patient: number, month: string, view: SignOffView): SignOffView {
  decided.set(`${month} ${patient}`, view)
  return view
}

/** As if nothing had been decided: between tests. */
export const forgetDecisions = () => decided.clear()
