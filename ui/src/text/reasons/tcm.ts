// Why transitional care management cannot be billed.

import type { Reason } from '../reasons'
import { aafp, ngs, tcm2013, tcmMln } from './sources'

export const tcmRefusals = {
  'R-TCM-FACILITY': {
    says: 'A discharge from the emergency department or urgent care does not count',
    rule: '6.1',
    source: tcm2013,
    todo: 'Check where the patient was discharged from.',
  },
  'R-TCM-DEST': {
    says: 'The patient did not go home or to another community setting',
    rule: '6.1',
    source: tcmMln,
    todo: 'Check where the patient went.',
  },
  'R-TCM-CONTACT': {
    says: 'No contact within two business days',
    rule: 'TC-1, TC-5, TC-6',
    source: `${aafp}; ${tcm2013}`,
    todo: 'Log contacts and attempts that are missing here: one contact or two attempts in time.',
  },
  'R-TCM-CALLER': {
    says: 'The call was not made by clinical staff of the practice',
    rule: 'TC-2, TC-3',
    source: `${ngs}, evaluation and management FAQ`,
    todo: 'Clinical staff must reach the patient within the two business days.',
  },
  'R-TCM-VISIT': {
    says: 'No face-to-face visit within 14 days',
    rule: '6.2, 6.4',
    source: tcm2013,
    todo: 'Record the visit, or bill it as an ordinary visit.',
  },
  'R-TCM-DAY0': {
    says: 'The visit was on the day of the discharge',
    rule: '6.4',
    source: tcm2013,
    todo: 'See the patient on a later day within the window.',
  },
  'R-TCM-MEDREC': {
    says: 'Medication reconciliation is missing or later than the visit',
    rule: '6.4',
    source: aafp,
    todo: 'Record the day it was done; it must be on or before the visit.',
  },
  'R-TCM-MDM': {
    says: 'Decision making must be moderate or high',
    rule: '6.4',
    source: tcmMln,
    todo: 'The practitioner records the level.',
  },
  'R-TCM-DEATH': {
    says: 'The patient died before day 30',
    rule: 'TE-3',
    source: tcm2013,
    todo: 'Bill the visit as an ordinary visit.',
  },
  'R-TCM-DUP': {
    says: 'Another discharge within the same 30 days is already billed',
    rule: 'TE-1, TE-2',
    source: tcm2013,
    todo: 'Choose one of the two periods.',
  },
  'R-TCM-LIST': {
    says: 'A service that excludes it was billed in the period',
    rule: '6.9',
    source: `${tcm2013}; 84 FR 62568`,
    todo: 'Choose which of the two is billed.',
  },
} satisfies Record<string, Reason>
