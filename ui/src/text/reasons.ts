// Every reason code as a sentence for a nurse, with its rule, its source and what to do about it.

import type { ReasonView } from '../wire'
import { exclusions } from './reasons/exclusions'
import { refusals } from './reasons/refusals'
import { tcmRefusals } from './reasons/tcm'
import { warnings } from './reasons/warnings'
import { words } from './time'

/** What a reason says. */
export interface Reason {
  /** A sentence without a period at its end. */
  says: string
  /** Rule id, such as "PR-9". */
  rule: string
  /** The source as one would cite it. */
  source: string
  /** What solves it, or that nothing needs to be done. */
  todo: string
}

/** All of them, by code. */
export const reasons: Record<string, Reason> = { ...exclusions, ...refusals, ...tcmRefusals, ...warnings }

/** The reason of a code; an unknown code speaks for itself rather than vanish. */
export function reason(code: string): Reason {
  return reasons[code] ?? { says: code, rule: code, source: 'not known to this version', todo: '' }
}

/** The sentence with its code and seconds where it has some: "Not enough time yet for 99439: 0:12 missing". */
export function reasonLine(view: ReasonView): string {
  const { says } = reason(view.code)
  if (view.code === 'R-TIME-SHORT') {
    const about = view.about ? ` for ${view.about}` : ''
    return view.seconds === null ? says + about : `${words(view.seconds)} short${about}`
  }
  const about = view.about && view.kind !== 'exclusion' ? `${view.about}: ` : ''
  return about + says
}

/** "PR-9 · CMS, Chronic Care Management booklet (MLN909188), June 2025" */
export function reasonSource(code: string): string {
  const { rule, source } = reason(code)
  return `${rule} · ${source}`
}
