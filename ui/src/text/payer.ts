// Payers as people call them.

const names: Record<string, string> = {
  medicare: 'Medicare',
  bcbsm: 'BCBS of Michigan',
  priority: 'Priority Health',
  cigna: 'Cigna',
  medicaid: 'Medicaid',
}

/** "Medicare" */
export const payer = (slug: string) => names[slug] ?? slug

/** For selects. */
export const payers = Object.entries(names).map(([value, label]) => ({ value, label }))
