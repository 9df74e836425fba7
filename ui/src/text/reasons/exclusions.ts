// Why seconds do not count.

import type { Reason } from '../reasons'
import { asco, design, faq, micmt, mln, ngs, noridian, unverified } from './sources'

export const exclusions = {
  'X-STALE-TIMER': {
    says: 'The timer ran longer than four hours and was probably forgotten',
    rule: '2.1 gate 1',
    source: design,
    todo: 'Correct the end of the entry to when the work stopped.',
  },
  'X-NO-PROGRAM': {
    says: 'The patient was not enrolled on that day',
    rule: '2.1 gate 3',
    source: mln,
    todo: 'Check the first and last day of the enrollment.',
  },
  'X-NONCLINICAL': {
    says: 'This role is not clinical staff: its time never counts',
    rule: '2.2',
    source: 'Noridian, OPPS page: non-clinical staff time cannot be counted',
    todo: 'Nothing, unless the role in Settings is wrong.',
  },
  'X-NOT-BILLER': {
    says: "Only the billing practitioner's own time counts here",
    rule: 'CF-10',
    source: ngs,
    todo: 'Nothing: the time still counts toward staff time.',
  },
  'X-UNTRAINED': {
    says: 'The team-based care course is missing for this staff member',
    rule: 'PY-4',
    source: micmt,
    todo: 'Record the course, and for unlicensed staff the scope document, in Settings.',
  },
  'X-UNLICENSED': {
    says: 'This payer counts licensed staff only',
    rule: 'PY-6',
    source: micmt,
    todo: 'Nothing: the time is kept but does not count for this payer.',
  },
  'X-ACTIVITY-ADMIN': {
    says: 'Administrative work does not count',
    rule: '2.3',
    source: faq,
    todo: 'Choose the activity that was done, if it was another one.',
  },
  'X-ACTIVITY-ATTEMPT': {
    says: 'Nobody was reached: an attempt does not count',
    rule: '2.3',
    source: 'CMS care management guidance: a service must be delivered',
    todo: 'Nothing. Choose the activity if somebody was reached after all.',
  },
  'X-ACTIVITY-AUTH': {
    says: 'Prior authorization does not count',
    rule: '2.3',
    source: micmt,
    todo: 'Nothing: the time is kept for your own records.',
  },
  'X-ACTIVITY-BENEFIT': {
    says: 'A benefit or eligibility check does not count',
    rule: '2.3',
    source: micmt,
    todo: 'Nothing: the time is kept for your own records.',
  },
  'X-ACTIVITY-DOC': {
    says: 'Chart work alone does not count for this payer',
    rule: '2.3, PY-3',
    source: micmt,
    todo: 'Choose the care activity that the charting belonged to, if there was one.',
  },
  'X-ACTIVITY-EMAIL': {
    says: 'E-mail and text messages do not count for this payer',
    rule: 'PY-3',
    source: micmt,
    todo: 'Use the portal for talks that should count.',
  },
  'X-ACTIVITY-REMINDER': {
    says: 'A letter or one-way reminder does not count',
    rule: '2.3',
    source: micmt,
    todo: 'Nothing: the time is kept for your own records.',
  },
  'X-ACTIVITY-TRAVEL': {
    says: 'Travel does not count',
    rule: '2.3',
    source: unverified,
    todo: 'Nothing: the time is kept for your own records.',
  },
  'X-ACTIVITY-PATIENT-CONTACT': {
    says: 'This payer counts work without the patient only',
    rule: 'PY-3',
    source: micmt,
    todo: 'Nothing: the contact is kept and shown.',
  },
  'X-ACTIVITY-SEPARATE': {
    says: 'This work belongs to a service that is billed on its own',
    rule: '2.3',
    source: asco,
    todo: 'Choose another activity if the work was not part of that service.',
  },
  'X-BEFORE-CONSENT': {
    says: 'Consent is missing: time before it does not count',
    rule: 'PR-1',
    source: mln,
    todo: 'Record the consent with its date. Time from that day on counts.',
  },
  'X-AFTER-REVOCATION': {
    says: 'The patient ended consent: time after that month does not count',
    rule: 'PR-3',
    source: `${ngs}: effective at the end of the calendar month`,
    todo: 'Ask for consent again if the patient wants the service.',
  },
  'X-DECEASED': {
    says: 'The patient had died',
    rule: '2.1 gate 7',
    source: unverified,
    todo: 'Nothing: the time is kept for the record.',
  },
  'X-INPATIENT': {
    says: 'The patient was in the hospital or in a skilled stay',
    rule: '2.6',
    source: 'AAFP, CMS FAQ question 6',
    todo: 'Check the dates of the stay.',
  },
  'X-USED-ELSEWHERE': {
    says: 'These seconds are already used by another service',
    rule: 'CF-9, 2.5',
    source: asco,
    todo: 'Nothing: one minute never serves two codes.',
  },
  'X-OVERLAP-PERFORMER': {
    says: 'One person was timed on two patients at once',
    rule: 'OV-2',
    source: faq,
    todo: 'Correct one of the two entries so that they do not overlap.',
  },
  'X-DUPLICATE': {
    says: 'The same entry exists twice',
    rule: 'OV-4',
    source: design,
    todo: 'Void the copy.',
  },
  'X-OVERLAP-PATIENT': {
    says: 'Two people worked on this patient at once: the second counts once',
    rule: 'OV-1',
    source: `${ngs}: time spent is only counted once`,
    todo: 'Nothing, unless one of the entries has a wrong time.',
  },
  'X-ROUNDING': {
    says: 'The practice rounds entries down to whole minutes',
    rule: '2.7',
    source: design,
    todo: 'Nothing: this is a setting of the practice.',
  },
  'X-NO-SUPERVISION': {
    says: 'No supervising practitioner is named: the claim is held',
    rule: 'PR-11',
    source: `42 CFR 410.26(b)(5); ${noridian}`,
    todo: 'Name the supervising practitioner on the enrollment.',
  },
} satisfies Record<string, Reason>
