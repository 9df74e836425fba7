// The practice's decisions in words: the question, and what each answer means.

import { rulesText } from './rulesText'

/** A decision in words. */
export interface KnobWords {
  asks: string
  /** What to know before deciding. */
  help?: string
  answers?: Record<string, string>
  /** It is kept in seconds and typed in minutes. */
  minutes?: boolean
}

const ADD_ONS = ['99439', '99437', '99489', '99427', '99425']
const services = Object.entries(rulesText.services)

const onOff = (yes: string, no: string) => ({ true: yes, false: no })

/** In the order they are shown, under their headings. */
export const knobGroups: { head: string; keys: string[] }[] = [
  {
    head: 'What is billed',
    keys: [
      'selection',
      'dos_policy',
      'qp',
      'dx_min_ccm',
      'require_contact',
      'cpt_strict_pairs',
      'cpo_same_group',
    ],
  },
  {
    head: 'Which seconds count',
    keys: [
      'entry_rounding',
      'parallel_independent',
      'multi_patient',
      'same_day_em',
      'attempts',
      'attempts_cap_s',
      'hold_cap_s',
      'stale_limit_s',
      'chw_counts',
      'facility_day_rule',
    ],
  },
  {
    head: 'Documents',
    keys: [
      'consent_same_day',
      'consent_renewal_months',
      'written_if_not_seen_12m',
      'initvisit',
      'pcm_requires_mdm',
      'cccm_plan_rule',
    ],
  },
  {
    head: 'Transitional care',
    keys: [
      'tcm_dos',
      'tcm_list',
      'tcm_day0_contact',
      'tcm_day0_visit',
      'tcm_nf',
      'tcm_attempt_gap_min',
      'tcm_caller_nonclinical',
      'tcm_hold_to_day_30',
      'in_lieu',
    ],
  },
  { head: 'Blue Cross Blue Shield of Michigan', keys: ['block_model', 'bcbsm_training'] },
  { head: 'Units of a month', keys: ADD_ONS.map((code) => `caps.${code}`) },
  { head: 'Services opened or closed', keys: services.map(([slug]) => `coverage.${slug}`) },
]

export const knobWords: Record<string, KnobWords> = {
  selection: {
    asks: 'Which track of an enrollment is billed?',
    answers: {
      declared: 'The one of its program',
      suggest: 'The one of its program; a better paid one is suggested',
      highest: 'The best paid one that is allowed',
    },
  },
  dos_policy: {
    asks: 'Which date of service does a line carry?',
    answers: {
      threshold_per_line: 'The day its own threshold was reached',
      single_last_threshold: 'All lines the day of the last threshold',
      month_end: 'The last day of the month',
      from_to_month: 'The whole month, from the first day to the last',
    },
  },
  qp: {
    asks: 'Does the practice have the conversion factor of qualifying participants (QP)?',
    help: 'Only the estimates follow it.',
    answers: onOff('Yes', 'No'),
  },
  dx_min_ccm: { asks: 'How many diagnoses does a CCM claim need?' },
  require_contact: {
    asks: 'Does a month need a contact with the patient?',
    answers: onOff('Yes: without one it is held', 'No'),
  },
  cpt_strict_pairs: {
    asks: 'Does a code that CPT does not pair with care management refuse the month?',
    answers: onOff('Yes', 'No: it is a warning'),
  },
  cpo_same_group: {
    asks: 'May a colleague of the practice bill care plan oversight in the same month?',
    answers: { refuse: 'No: the month is refused', allow: 'Yes' },
  },
  entry_rounding: {
    asks: 'Are entries cut to whole minutes?',
    answers: { none: 'No: every second counts', floor_minute: 'Yes, down to the minute' },
  },
  parallel_independent: {
    asks: 'Two people work for one patient at the same time. What counts?',
    answers: { union: 'The time once', sum: 'The time of both, except of a huddle' },
  },
  multi_patient: {
    asks: 'One person works for two patients at the same time. What counts?',
    answers: { conflict: 'Neither, until it is settled', split_even: 'Half for each' },
  },
  same_day_em: {
    asks: 'A visit is billed on the same day. What of the time counts?',
    answers: {
      exclude_visit_time: 'All but what was part of the visit',
      exclude_all_day: 'Nothing of that day',
      count_all: 'All of it',
    },
  },
  attempts: {
    asks: 'Do voicemails and unanswered calls count?',
    answers: { exclude: 'No', count: 'Yes, up to the limit below' },
  },
  attempts_cap_s: { asks: 'If attempts count, at most how much of each?', minutes: true },
  hold_cap_s: { asks: 'How much waiting on hold counts?', minutes: true },
  stale_limit_s: { asks: 'How long is the longest entry that is believed?', minutes: true },
  chw_counts: {
    asks: 'Do community health workers count as clinical staff?',
    help: 'Only with a scope-of-service document that you can show.',
    answers: onOff('Yes', 'No'),
  },
  facility_day_rule: {
    asks: 'The patient left a hospital at an unknown hour. What of that day counts?',
    answers: {
      confirm: 'Ask for the hour',
      count_discharge_day: 'All of it',
      exclude_both_days: 'Neither that day nor the day of admission',
    },
  },
  consent_same_day: {
    asks: 'Consent was given at an unknown hour. Does work of that day count?',
    answers: { count: 'Yes', exclude: 'No' },
  },
  consent_renewal_months: {
    asks: 'After how many months is consent renewed?',
    help: 'Empty: never. CMS asks for it once.',
  },
  written_if_not_seen_12m: {
    asks: 'Is written consent needed of patients who were not seen for a year?',
    answers: onOff('Yes', 'No'),
  },
  initvisit: {
    asks: 'When is an initiating visit needed?',
    answers: {
      startup: 'Once: in the year before the start, or later if the program was discussed',
      rolling_12: 'That, and the patient must be seen every twelve months',
    },
  },
  pcm_requires_mdm: {
    asks: 'Does principal care need moderate or high decision making?',
    answers: onOff('Yes', 'No'),
  },
  cccm_plan_rule: {
    asks: 'When must the plan of complex care have been made or revised?',
    answers: { any: 'At any time', in_month: 'In the month that is billed' },
  },
  tcm_dos: {
    asks: 'Which date of service does transitional care carry?',
    answers: { visit: 'The day of the visit', day_30: 'The thirtieth day' },
  },
  tcm_list: {
    asks: 'Which services of the same days exclude transitional care?',
    answers: {
      '': "The payer's own list",
      medicare_2020: 'The list of Medicare, 2020',
      seed_2013: 'The list of 2013',
    },
  },
  tcm_day0_contact: {
    asks: 'The contact was on the day of discharge. Does it count?',
    answers: { warn: 'Yes, with a warning', refuse: 'No' },
  },
  tcm_day0_visit: {
    asks: 'The visit was on the day of discharge. Does it count?',
    answers: { refuse: 'No', allow: 'Yes, with a warning' },
  },
  tcm_nf: {
    asks: 'The patient went to a nursing facility. Is it transitional care?',
    answers: { warn: 'Yes, with a warning', allow: 'Yes', refuse: 'No' },
  },
  tcm_attempt_gap_min: {
    asks: 'How many minutes must lie between two separate attempts?',
    help: '0: none; two calls are two attempts.',
  },
  tcm_caller_nonclinical: {
    asks: 'May anyone of the practice make the contact?',
    answers: onOff('Yes, the front desk too', 'No, clinical staff only'),
  },
  tcm_hold_to_day_30: {
    asks: 'Does transitional care wait for its thirtieth day?',
    answers: onOff('Yes: it is held until then', 'No'),
  },
  in_lieu: {
    asks: 'A holiday falls on a weekend. Is the weekday beside it free?',
    answers: onOff('Yes', 'No'),
  },
  block_model: {
    asks: 'When is an add-on block of complex care earned?',
    answers: { started: 'When it is started', complete: 'When it is complete' },
  },
  bcbsm_training: {
    asks: 'How recent must team-based care training be?',
    answers: {
      grace: 'Finished when the claim is sent; work over six months before it does not count',
      recent: 'Finished in the six months before the claim is sent',
    },
  },
  ...Object.fromEntries(
    ADD_ONS.map((code): [string, KnobWords] => [
      `caps.${code}`,
      {
        asks: `How many units of ${code} in a month, at most?`,
        help: 'Empty: as the payer has it. The word none: as many as the time earns.',
      },
    ]),
  ),
  ...Object.fromEntries(
    services.map(([slug, name]): [string, KnobWords] => [
      `coverage.${slug}`,
      {
        asks: `Is ${name} billed, whatever the payer's list says?`,
        help: 'For a plan with terms of its own. It holds for every payer.',
        answers: { '': 'As the payer has it', true: 'Yes', false: 'No' },
      },
    ]),
  ),
}
