// What does not stop a claim but deserves a look.

import type { Reason } from '../reasons'
import { asco, design, faq, ngs, noridian, tcm2013, tcmMln, unverified } from './sources'

export const warnings = {
  'W-NOT-SEEN-12M': {
    says: 'The billing practitioner has not seen the patient for a year',
    rule: 'PR-4b',
    source: faq,
    todo: 'Consider a visit. The claim is not held.',
  },
  'W-AFTER-REVOCATION': {
    says: 'Some counted time lies after the patient ended consent',
    rule: 'PR-3',
    source: ngs,
    todo: 'A manager looks at these entries.',
  },
  'W-CONSENT-WRITTEN': {
    says: 'Verbal consent of a patient not seen for a year',
    rule: 'PR-2',
    source: `${noridian}; ${asco}`,
    todo: 'A written consent is safer.',
  },
  'W-NO-CONTACT': {
    says: 'No talk with the patient or caregiver this month',
    rule: '2.9',
    source: design,
    todo: 'Nothing is required; a contact makes the month stronger.',
  },
  'W-OUTPATIENT-STAY': {
    says: 'Some counted time lies in an observation or emergency stay',
    rule: '2.6',
    source: unverified,
    todo: 'Check that the time was not part of that stay.',
  },
  'W-PLAN-LATE': {
    says: 'The care plan is later than the day the first threshold was passed',
    rule: 'PR-8',
    source: noridian,
    todo: 'Check the date of the plan.',
  },
  'W-ADDON-DOS': {
    says: 'The lines have more than one date of service',
    rule: 'CL-4',
    source: unverified,
    todo: 'Some payers want add-on units on the day of the first code.',
  },
  'W-HIGH-UNITS': {
    says: 'Unusually many add-on units',
    rule: '1.3',
    source: unverified,
    todo: 'Check the entries before you export.',
  },
  'W-HIGHER-TRACK': {
    says: 'Another way of billing this month would pay more',
    rule: 'CF-8',
    source: asco,
    todo: 'Compare the ways below; the program is a clinical decision.',
  },
  'W-COMPLEX-POSSIBLE': {
    says: 'This month might qualify as complex CCM',
    rule: 'PR-7',
    source: asco,
    todo: 'The billing practitioner decides.',
  },
  'W-PCM-MDM': {
    says: 'No decision-making level is recorded this month',
    rule: '1.4',
    source: asco,
    todo: 'Not required for PCM; some payers ask for it.',
  },
  'W-PCM-POSSIBLE': {
    says: 'One condition would qualify for PCM',
    rule: 'PR-5, PR-6',
    source: asco,
    todo: 'Consider enrolling the patient in PCM instead.',
  },
  'W-EM-25': {
    says: 'A visit was billed on the same day',
    rule: 'CL-9',
    source: unverified,
    todo: 'The visit may need modifier 25.',
  },
  'W-CPT-PAIR': {
    says: 'A service that is often paired wrongly was billed this month',
    rule: 'XC-12',
    source: asco,
    todo: 'Check that no minute serves both.',
  },
  'W-PCM-BHI': {
    says: 'Behavioral health integration was billed this month',
    rule: 'Table 3',
    source: 'Vendor page, 2020; not verified with CMS',
    todo: 'Check that no minute serves both.',
  },
  'W-CPO': {
    says: 'Home-health or hospice oversight was billed this month',
    rule: 'XC-6',
    source: noridian,
    todo: 'Check the payer policy.',
  },
  'W-SAME-CONDITION': {
    says: 'CCM and PCM share a diagnosis',
    rule: 'XC-4',
    source: faq,
    todo: 'PCM should manage another condition.',
  },
  'W-EARLY': {
    says: 'The date of service is still to come',
    rule: 'CL-5',
    source: design,
    todo: 'Export again on or after that day.',
  },
  'W-TCM-NOT-REPORTED': {
    says: 'The practice chose not to report this discharge',
    rule: 'TE-2',
    source: tcm2013,
    todo: 'Nothing, unless the choice was wrong.',
  },
  'W-TCM-NF': {
    says: 'Long-term nursing facility: sources disagree',
    rule: '6.1',
    source: tcmMln,
    todo: 'Make sure that it is a residence and not a skilled stay.',
  },
  'W-TCM-DAY0-CONTACT': {
    says: 'The contact was on the day of the discharge',
    rule: 'TC-8',
    source: tcmMln,
    todo: 'A further call within the two business days is safer.',
  },
  'W-TCM-DAY0-VISIT': {
    says: 'The visit was on the day of the discharge',
    rule: '6.4',
    source: tcm2013,
    todo: 'Check that no discharge management was billed that day.',
  },
  'W-TCM-ATTEMPT-GAP': {
    says: 'The two attempts are less than an hour apart',
    rule: 'TC-5',
    source: design,
    todo: 'A third attempt at another time is safer.',
  },
  'W-TCM-SAFE-DATE': {
    says: 'The contact is in time only if the day before or after a holiday counts as one',
    rule: '6.2',
    source: design,
    todo: 'Nothing can be changed now; keep the record of the call.',
  },
  'W-TCM-ELSEWHERE': {
    says: 'Another practice billed TCM in this period',
    rule: 'TE-1',
    source: tcm2013,
    todo: 'The first claim is paid. Agree who bills.',
  },
  'W-TCM-VISIT-EM': {
    says: 'A visit was billed on the day of the TCM visit',
    rule: '6.4',
    source: tcm2013,
    todo: 'The first visit is part of TCM.',
  },
  'W-TCM-BEFORE-DAY-30': {
    says: 'The claim would be sent before day 30',
    rule: '6.7',
    source: 'CMS, TCM frequently asked questions, March 17, 2016',
    todo: 'Allowed; if the patient dies before day 30 it must be taken back.',
  },
} satisfies Record<string, Reason>
