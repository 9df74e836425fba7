// The facts of a rule pack in words: names and values as they stand in its file, read out.

import { payer } from '../../text/payer'
import { track } from '../../text/program'
import { minutes } from '../../text/time'
import type { PackFactView } from '../../wire'
import { rulesText } from './rulesText'

const kinds: Record<string, string> = {
  track: 'Track',
  payer: 'Payer',
  activity: 'Activity',
  fees: 'Fees from',
  holidays: 'Holidays',
  tcm: 'Transitional care',
  acp: 'Advance care planning',
  oncology: 'Oncology',
  first_date: 'First date of',
  lists: 'List',
}

const names: Record<string, string> = {
  base: 'base code',
  first_s: 'first block',
  add_on: 'add-on code',
  block_s: 'each further block',
  cap: 'most add-on units',
  unusual_above: 'unusual above',
  performers: 'whose time counts',
  mdm: 'needs decision making',
  bands: 'add-on blocks',
  from_s: 'from',
  started_s: 'started after',
  not_valid: 'not valid',
  medicare: 'Medicare',
  bcbsm: 'BCBS of Michigan',
  priority: 'Priority Health',
  services: 'covers',
  submitted_from: 'for claims sent from',
  dos_policy: 'date of service',
  tcm_list: 'list of other services',
}

const standing: Record<string, string> = { C: 'counts', X: 'excluded' }
const spaced = (word: string) => word.replaceAll('_', ' ')

/** "Track: Staff time (99490, 99439)" */
export function about({ about }: PackFactView): string {
  const [head = '', ...inner] = about.split(', ')
  const [kind = '', ...rest] = head.split(' ')
  const slug = rest.join(' ')
  const word = kind === 'track' ? track(slug) : kind === 'payer' ? payer(slug) : spaced(slug)
  const words = word ? `${kinds[kind] ?? spaced(kind)}: ${word}` : (kinds[kind] ?? spaced(kind))
  return [words, ...inner.map(spaced)].join(', ')
}

/** "first block 20:00" */
export function says({ values }: PackFactView): string {
  const words = values.map(([name, value]) => {
    const label = names[name] ?? spaced(name.replace(/_s$/, ''))
    if (name.endsWith('_s') && /^\d+$/.test(value)) return `${label} ${minutes(Number(value))}`
    if (name === 'services') return `${label} ${value.split(', ').map(service).join(', ')}`
    return `${label} ${standing[value] ?? spaced(value)}`
  })
  return words.join('; ')
}

const service = (slug: string) => rulesText.services[slug] ?? slug
