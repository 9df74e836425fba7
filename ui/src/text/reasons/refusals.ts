// Why a line is refused or held.

import type { Reason } from '../reasons'
import { apcm, asco, cigna, design, emblem, faq, micmt, mln, ngs, noridian, rvu } from './sources'

export const refusals = {
  'R-TIME-SHORT': {
    says: 'Not enough counted time yet',
    rule: 'CF-2',
    source: asco,
    todo: 'A unit exists only when its whole block is complete.',
  },
  'R-CAP': {
    says: 'The most that is paid is reached',
    rule: 'CF-4, CF-5, PY-6',
    source: asco,
    todo: 'Nothing: further time is kept but earns nothing this month. A cancer has one first plan: what follows is a changed one.',
  },
  'R-NO-CONSENT': {
    says: 'There is no consent for this month',
    rule: 'PR-1',
    source: mln,
    todo: 'Record the consent with its date and how it was given.',
  },
  'R-REVOKED': {
    says: 'The patient ended consent before this month',
    rule: 'PR-3',
    source: ngs,
    todo: 'Ask for consent again if the patient wants the service.',
  },
  'R-NO-INITVISIT': {
    says: 'The initiating visit is missing',
    rule: 'PR-4',
    source: `${faq}; ${noridian}`,
    todo: 'Record the visit at which care management was started. The claim is held until then.',
  },
  'R-COND-COUNT': {
    says: 'Too few conditions are recorded for this program',
    rule: 'PR-5, PR-6',
    source: asco,
    todo: 'Record the conditions: two for CCM, one for PCM.',
  },
  'R-COND-DURATION': {
    says: 'The conditions are not expected to last long enough',
    rule: 'PR-5, PR-6',
    source: asco,
    todo: 'Check the expected months: 12 or more for CCM, 3 or more for PCM.',
  },
  'R-COND-RISK': {
    says: 'No condition is marked as a risk of decline',
    rule: 'PR-5, PR-6',
    source: asco,
    todo: 'Mark the risk on the condition, if the practitioner agrees.',
  },
  'R-MDM': {
    says: 'Complex care needs moderate or high decision making this month',
    rule: 'PR-7',
    source: asco,
    todo: 'The billing practitioner records the level for this month.',
  },
  'R-NO-PLAN': {
    says: 'There is no care plan on or before the date of service',
    rule: 'PR-8',
    source: `${asco}; ${noridian}`,
    todo: 'Record the day the care plan was made. The claim is held until then.',
  },
  'R-PLAN-COPY': {
    says: 'Copy of the care plan not given',
    rule: 'PR-9',
    source: mln,
    todo: 'Give the patient a copy and record the day. The claim is held until then.',
  },
  'R-ATTEST': {
    says: 'The practice attestations are not made',
    rule: 'PR-10',
    source: asco,
    todo: 'Confirm 24/7 access, a designated team member and certified records on the enrollment.',
  },
  'R-DX': {
    says: 'The claim needs more diagnoses',
    rule: 'PR-12',
    source: emblem,
    todo: 'Add ICD-10 codes to the conditions.',
  },
  'R-OTHER-BILLER': {
    says: 'Another practitioner bills care management this month',
    rule: 'XC-2',
    source: asco,
    todo: 'Only one practitioner is paid for a month. Agree who bills; a claim of another practice is noted, and withdrawn, on the page of the patient.',
  },
  'R-XOR-FAMILY': {
    says: 'Another service of the same practitioner excludes this one',
    rule: 'XC-1, XC-4',
    source: asco,
    todo: 'Choose which of the two is billed.',
  },
  'R-SAME-CONDITION': {
    says: 'Two practitioners manage the same condition',
    rule: 'XC-3',
    source: asco,
    todo: 'Give each enrollment its own condition.',
  },
  'R-ESRD': {
    says: 'Monthly kidney-failure care was billed: no care management this month',
    rule: 'XC-5',
    source: faq,
    todo: 'Nothing: only one of the two can be billed.',
  },
  'R-CPO': {
    says: 'Home-health or hospice oversight was billed this month',
    rule: 'XC-6',
    source: `${faq}; ${noridian}`,
    todo: 'Nothing: only one of the two can be billed.',
  },
  'R-APCM': {
    says: 'Advanced primary care management was billed this month',
    rule: 'XC-9',
    source: apcm,
    todo: 'Nothing: it includes this service.',
  },
  'R-GLOBAL': {
    says: "The practitioner's own surgical global period covers these days",
    rule: 'TE-4, XC-10',
    source: 'CMS, TCM frequently asked questions, 2013',
    todo: 'Nothing: the surgery payment includes this care.',
  },
  'R-PAYER': {
    says: 'This payer does not cover the code',
    rule: '1.6',
    source: `${cigna}; ${micmt}`,
    todo: "Check the patient's payer. Your plan's rule can be set by the manager.",
  },
  'R-STATUS-I': {
    says: 'Medicare does not accept this code',
    rule: '1.5, status I',
    source: rvu,
    todo: 'Nothing: bill another payer or another code.',
  },
  'R-STATUS-X': {
    says: 'The code is excluded from the fee schedule by law',
    rule: '1.5, status X',
    source: rvu,
    todo: 'Nothing: it cannot be billed here.',
  },
  'R-STATUS-B': {
    says: 'The code is always part of another service',
    rule: '1.5, status B',
    source: rvu,
    todo: 'Nothing: it is not paid on its own.',
  },
  'R-STATUS-N': {
    says: 'Medicare does not cover this code',
    rule: '1.5, status N',
    source: rvu,
    todo: 'Nothing: bill another payer or the patient.',
  },
  'R-CODE-DATE': {
    says: 'The code was not valid on that date',
    rule: '1.5',
    source: rvu,
    todo: 'Check the date of service.',
  },
  'R-ROLE': {
    says: 'This role cannot bill the service',
    rule: '2.2',
    source: 'CGS Medicare, 2015',
    todo: 'Name a physician, NP, PA, CNS or CNM.',
  },
  'R-EARLY': {
    says: 'The date of service is still to come',
    rule: 'CL-5',
    source: design,
    todo: 'Export again on or after that day.',
  },
  'R-NO-CONTACT': {
    says: 'The practice asks for a contact each month, and there is none',
    rule: '2.9',
    source: design,
    todo: 'Reach the patient or the caregiver this month.',
  },
  'R-ONC-INITIAL': {
    says: 'No first treatment plan is recorded for this cancer',
    rule: '8',
    source: cigna,
    todo: 'Record the first plan before the change of plan.',
  },
} satisfies Record<string, Reason>
