// What the X12 837P part of an export says.

const claims = (n: number) => (n === 1 ? '1 claim' : `${n.toLocaleString('en-US')} claims`)

const lacks: Record<string, (payer: string) => string> = {
  member_id: () => 'the number on the insurance card',
  address: () => 'an address',
  name: () => 'a last name in Latin letters',
  diagnosis: () => 'a diagnosis code',
  npi: () => "the practitioner's NPI",
  charge: () => 'an amount to charge',
  lines: () => 'fewer than fifty lines',
  payer: (payer) => `${payer}'s electronic number (Settings, Electronic claims)`,
  former: (payer) => `${payer}'s number of the claim sent before`,
}

export const x12Text = {
  notReady: 'X12 837P needs to know how the practice bills: its NPI, tax number and address.',
  toSettings: 'Say so in Settings',
  askManager: 'A manager says so in Settings, Electronic claims.',
  none: 'No claim of this batch can be in an X12 file.',
  file: (payer: string, n: number) => `${payer}: a file with ${claims(n)}`,
  former: 'Sent before, different now',
  formerHelp:
    'A payer replaces or voids a claim by its own number, which is on its remittance. Without it the claim is left out.',
  formerOf: (name: string, gone: boolean) => `${name}, ${gone ? 'to be voided' : 'to be replaced'}`,
  claim: (number: string) => `Our claim ${number}`,
  leftOut: (n: number) => `${claims(n)} left out of the X12 files`,
  leftOutHelp:
    'Beside other files their lines count as exported: first claims are sent later with "Also those exported before", and what replaces or voids one is asked for each time. With X12 files alone they stay ready or changed.',
  lacks: (slugs: string[], payer: string) =>
    slugs.includes('corrections')
      ? `${payer} takes no claim that replaces another: correct it with the payer.`
      : `Lacks ${slugs.map((slug) => lacks[slug]?.(payer) ?? slug).join(', ')}.`,
  more: (n: number) => `and ${n} more`,
  fewer: 'Show fewer',
}
