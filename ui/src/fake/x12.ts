// Electronic claims of the fake practice: who is who on them, and what a claim lacks.

import type { Commands } from '../backend'
import type * as wire from '../wire'
import { claimsView } from './claims'
import { refuse } from './refuse'

const address = { street: '1 Juniper Hollow Rd', city: 'Juniper Hollow', state: 'MI' }

let practice: wire.BillingPracticeView | null = {
  ...address,
  name: 'Juniper Hollow Family Medicine',
  npi: '1000000004',
  tax_id: '000000000',
  zip: '499990001',
  contact: 'Rosalind Achterberg',
  phone: '3135550142',
  submitter_id: 'DEMOJUNIPER',
}

/** As before anybody said how the practice bills. */
export const forgetBilling = () => (practice = null)

const filings: [string, string, string][] = [
  ['medicare', 'Medicare', 'MB'],
  ['bcbsm', 'Blue Cross Blue Shield of Michigan', 'BL'],
  ['priority', 'Priority Health', 'CI'],
  ['cigna', 'Cigna', 'CI'],
  ['medicaid', 'Medicaid', 'MC'],
]
const payers: wire.PayerIdentityView[] = filings.map(([payer, name, filing]) => ({
  payer,
  name,
  filing,
  payer_id: payer === 'cigna' ? '' : `DEMO${payer.slice(0, 3).toUpperCase()}`,
  receiver_id: payer === 'cigna' ? '' : 'DEMOHOUSE',
  corrections: payer !== 'medicare',
}))

/** What the form said; before, all but some have a card. */
const known = new Map<number, wire.SubscriberView>()
const nothing = { member_id: '', street: '', city: '', state: '', zip: '', cards: [] }

export function subscriber(id: number): wire.SubscriberView {
  const card = {
    ...address,
    member_id: `DEMO${10_000 + id}`,
    street: `${id} Dapple Ct`,
    zip: '49999',
    cards: [],
  }
  return known.get(id) ?? (id % 9 === 2 ? nothing : card)
}

export function subscribe(id: number, form: wire.SubscriberForm | null) {
  if (form) known.set(id, form)
}

function lacksOf(row: wire.ClaimRowView): string[] {
  const card = subscriber(row.patient)
  const lacks = []
  if (!card.member_id) lacks.push('member_id')
  if (!card.street || !card.zip) lacks.push('address')
  if (!payers.find((one) => one.payer === row.payer)?.payer_id) lacks.push('payer')
  return lacks
}

export function check({ form }: { form: Omit<wire.X12CheckForm, 'all'> }): wire.X12CheckView {
  const rows = claimsView(form.month).rows
  const view: wire.X12CheckView = { ready: practice !== null, files: [], left_out: [], former: [] }
  const seen = new Set<string>()
  for (const row of rows) {
    const claim = `${row.account}-${form.month.replace('-', '')}-1`.toUpperCase()
    if (!['ready', 'changed'].includes(row.status) || seen.has(claim)) continue
    seen.add(claim)
    const about = { claim, patient: row.patient, name: row.name, payer: row.payer }
    const lacks = lacksOf(row)
    if (row.status === 'changed') {
      view.former.push({ ...about, void: false })
      if (!form.former.some((one) => one.claim === claim && one.number)) lacks.push('former')
    }
    if (lacks.length > 0) view.left_out.push({ ...about, lacks })
    else {
      const file = view.files.find((one) => one.payer === row.payer)
      if (file) file.claims += 1
      else view.files.push({ payer: row.payer, claims: 1 })
    }
  }
  return view
}

type Names = 'billing' | 'save_billing' | 'save_payer' | 'x12_check'

export const x12: Pick<Commands, Names> = {
  billing: () => ({ practice, payers }),
  save_billing: ({ form }) => {
    if (!/^\d{10}$/.test(form.npi))
      refuse('refused', 'This is not an NPI: ten digits, the last of which checks the others.', 'npi')
    practice = form
    return null
  },
  save_payer: ({ form }) => {
    if (!form.payer_id) refuse('refused', '2 to 15 letters and digits, as you were given them.', 'payer_id')
    Object.assign(payers.find((one) => one.payer === form.payer) ?? {}, form)
    return null
  },
  x12_check: check,
}
