// The fake practice's rules, fees, closed days and looks: enough of each to see every kind of line.

import type { Commands } from '../backend'
import { monthYear } from '../text/dates'
import type * as wire from '../wire'
import { powerful } from './keeping'
import { state } from './practice'
import { refuse } from './refuse'

const asco = 'ASCO, Care management services guide, January 2025'

const payer = (
  slug: string,
  label: string,
  covers: string[],
  verified: string,
  not_valid: string[] = [],
): wire.PayerView => ({
  payer: slug,
  label,
  from: '2000-01-01',
  pack: `${slug} 2026.1`,
  covers,
  not_valid,
  source: verified === 'design' ? 'No source is fixed' : asco,
  verified,
})

const all = ['ccm_staff', 'ccm_practitioner', 'complex', 'pcm_staff', 'pcm_practitioner', 'tcm', 'acp']
const payers = [
  payer('medicare', 'Medicare', all, 'document'),
  payer('bcbsm', 'Blue Cross Blue Shield of Michigan', ['complex', 'tcm'], 'rule_maker', ['99490', '99439']),
  payer('priority', 'Priority Health', [...all], 'document'),
  payer('cigna', 'Cigna', ['tcm', 'acp', 'oncology'], 'document'),
  payer('medicaid', 'Medicaid', [], 'design'),
]

const pack = (id: string, label: string, facts: wire.PackFactView[], of_practice = false): wire.PackView => ({
  id,
  version: '2026.1',
  label,
  from: '2026-01-01',
  sha256: '9f2c7be1',
  of_practice,
  facts,
})

let packs = [
  pack('tracks', 'Codes and minutes', [
    {
      about: 'track ccm_staff',
      values: [
        ['base', '99490'],
        ['first_s', '1200'],
        ['add_on', '99439'],
        ['block_s', '1200'],
        ['cap', '2'],
      ],
      source: asco,
      verified: 'document',
    },
    {
      about: 'track pcm_practitioner',
      values: [['cap', 'none']],
      source: 'No cap is published',
      verified: 'not_verified',
    },
  ]),
  pack('holidays', 'Federal holidays', [
    {
      about: 'holidays',
      values: [['fixed', '1 January; 19 June; 4 July; 11 November; 25 December']],
      source: '5 U.S.C. 6103',
      verified: 'design',
    },
  ]),
]

const knob = (key: string, value: string, choices: string[] = []): wire.KnobView => ({
  key,
  value,
  default: value,
  choices,
})
const yesNo = ['true', 'false']
const knobs = [
  knob('selection', 'declared', ['declared', 'suggest', 'highest']),
  knob('dos_policy', 'threshold_per_line', [
    'threshold_per_line',
    'single_last_threshold',
    'month_end',
    'from_to_month',
  ]),
  knob('qp', 'false', yesNo),
  knob('dx_min_ccm', '2'),
  knob('require_contact', 'false', yesNo),
  knob('entry_rounding', 'none', ['none', 'floor_minute']),
  knob('attempts', 'exclude', ['exclude', 'count']),
  knob('attempts_cap_s', '120'),
  knob('stale_limit_s', '14400'),
  knob('tcm_day0_contact', 'warn', ['warn', 'refuse']),
  knob('in_lieu', 'true', yesNo),
]

const rate = (code: string, non_facility: number, facility: number): wire.RateView => ({
  code,
  non_facility,
  facility,
  national_non_facility: null,
  national_facility: null,
})
const fees: wire.FeeTableView[] = [
  {
    from: '2025-01-01',
    source: 'CMS, RVU25D, PPRRVU2025_Oct.csv, conversion factor 32.3465',
    verified: 'official_file',
    own: false,
    rates: [rate('99490', 6049, 4787), rate('99439', 4593, 3461)],
  },
  {
    from: '2026-01-01',
    source: 'CMS, RVU26C, PPRRVU2026_Jul_nonQPP.csv, 30 June 2026, conversion factor 33.4009',
    verified: 'official_file',
    own: false,
    rates: [
      rate('99490', 6613, 4376),
      rate('99439', 5044, 3073),
      rate('99491', 8918, 6547),
      rate('99487', 14429, 7916),
      rate('99489', 7816, 4376),
      rate('99495', 22011, 12225),
      rate('99496', 29860, 16634),
    ],
  },
]

const nationals = new Map(fees.map((table) => [table.from, table.rates.map((one) => ({ ...one }))]))
let closures: wire.ClosureView[] = [{ day: '2026-11-27', label: 'Day after Thanksgiving' }]
const look: wire.AppearanceView = { theme: 'system', zoom: 100, single_keys: true, guide_hidden: false }

const line = (code: string, units: number, amount_cents: number): wire.LineView => ({
  code,
  units,
  amount_cents,
  dos: '2026-11-17',
  dos_to: null,
  modifiers: [],
  entries: [],
})

/** Two people whose month would differ, whatever it is that changes. */
function tried(month: string): wire.WhatIfView {
  const [one, other] = state.patients
  const differences: wire.LineChangeView[] = []
  if (one) {
    const before = { lines: [], held: false }
    const after = { lines: [line('99490', 1, 6613)], held: false }
    differences.push({ patient: one.id, name: one.name, program: 'ccm', before, after })
  }
  if (other) {
    const before = { lines: [line('99490', 1, 6613)], held: false }
    const after = { lines: [line('99490', 1, 6613), line('99439', 1, 5044)], held: true }
    differences.push({ patient: other.id, name: other.name, program: 'ccm', before, after })
  }
  const by = monthYear(month) === '' ? 0 : 6613 + 5044
  return {
    month,
    looked_at: state.patients.length,
    before_cents: 212_345,
    after_cents: 212_345 + by,
    differences,
  }
}

function readPack(text: string) {
  const found = /id *= *"([^"]+)"/.exec(text)
  return found?.[1] ?? refuse('refused', 'pack.toml:1: pack: is missing')
}

function saveFees({ from, rates }: wire.FeesForm): null {
  powerful()
  const table = fees.find((one) => one.from === from) ?? refuse('not_found', 'This fee table is not here.')
  table.own = rates.length > 0
  table.rates = (nationals.get(from) ?? []).map((usual) => {
    const own = rates.find((one) => one.code === usual.code)
    if (!table.own) return { ...usual }
    const national = { national_non_facility: usual.non_facility, national_facility: usual.facility }
    const non_facility = own?.non_facility ?? usual.non_facility
    return { ...usual, ...national, non_facility, facility: own?.facility ?? usual.facility }
  })
  return null
}

export const rulebook = {
  rules: () => ({ payers, packs, knobs, fees, faults: [] }),
  save_rules: ({ form }) => {
    powerful()
    for (const { key, value } of form.changes) {
      // Items of lists are taken as they come.
      if (key.includes('.')) continue
      const found =
        knobs.find((one) => one.key === key) ?? refuse('refused', 'There is no such setting.', 'key')
      if (found.choices.length === 0 && !/^\d+$/.test(value))
        refuse('refused', 'Type a whole number.', 'value')
      found.value = value
    }
    return null
  },
  what_if: ({ form }) => tried(form.month),
  preview_rule_pack: ({ month, text }) => {
    readPack(text)
    return tried(month)
  },
  add_rule_pack: ({ text }) => {
    powerful()
    packs = [...packs, pack(readPack(text), "The practice's own", [], true)]
    return null
  },
  remove_rule_pack: ({ pack }) => {
    powerful()
    packs = packs.filter((one) => one.id !== pack)
    return null
  },
  save_fees: ({ form }) => saveFees(form),
  closures: () => ({ closures, holidays: ['2026-11-11', '2026-11-26', '2026-12-25', '2027-01-01'] }),
  close_day: ({ form }) => {
    if (form.label.trim() === '') refuse('refused', 'This is needed.', 'label')
    closures = [...closures.filter((one) => one.day !== form.day), form]
    closures.sort((a, b) => a.day.localeCompare(b.day))
    return null
  },
  open_day_again: ({ day }) => {
    closures = closures.filter((one) => one.day !== day)
    return null
  },
  appearance: () => look,
  save_appearance: ({ form }) => {
    Object.assign(look, form)
    return null
  },
} satisfies Partial<Commands>
