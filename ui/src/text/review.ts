// Words about signatures, on the review and on a patient's page.

import type { DecisionKindView, StandingView } from '../wire'

export const signOff = {
  standings: {
    changed: 'Changed since it was signed',
    corrected: 'Changed since it was returned',
    open: 'To sign',
    returned: 'Returned',
    signed: 'Signed',
  } satisfies Record<StandingView, string>,
  /** "Signed by Dr. Ines Okafor, Nov 3, 9:12 AM" */
  by: (kind: DecisionKindView, by: string | null, at: string) => {
    if (kind === 'voided')
      return by ? `Changed by ${by}, ${at}:` : `Changed with the rules or the calendar, ${at}:`
    return `${kind === 'signed' ? 'Signed' : 'Returned'} by ${by ?? 'somebody'}, ${at}`
  },
  earlier: (n: number) => (n === 1 ? '1 earlier decision' : `${n} earlier decisions`),
}
