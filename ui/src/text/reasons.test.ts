// Every reason code of the rules speaks to a nurse, cites its source and says what to do.

import { expect, test } from 'vitest'
import { reason, reasonLine, reasons } from './reasons'

const exclusions = `X-STALE-TIMER X-NO-PROGRAM X-NONCLINICAL X-NOT-BILLER X-UNTRAINED X-UNLICENSED
  X-ACTIVITY-ADMIN X-ACTIVITY-ATTEMPT X-ACTIVITY-AUTH X-ACTIVITY-BENEFIT X-ACTIVITY-DOC X-ACTIVITY-EMAIL
  X-ACTIVITY-REMINDER X-ACTIVITY-TRAVEL X-ACTIVITY-PATIENT-CONTACT X-ACTIVITY-SEPARATE X-BEFORE-CONSENT
  X-AFTER-REVOCATION X-DECEASED X-INPATIENT X-USED-ELSEWHERE X-OVERLAP-PERFORMER X-DUPLICATE
  X-OVERLAP-PATIENT X-ROUNDING X-NO-SUPERVISION`
const refusals = `R-TIME-SHORT R-CAP R-NO-CONSENT R-REVOKED R-NO-INITVISIT R-COND-COUNT R-COND-DURATION
  R-COND-RISK R-MDM R-NO-PLAN R-PLAN-COPY R-ATTEST R-DX R-OTHER-BILLER R-XOR-FAMILY R-SAME-CONDITION R-ESRD
  R-CPO R-APCM R-GLOBAL R-PAYER R-STATUS-I R-STATUS-X R-STATUS-B R-STATUS-N R-CODE-DATE R-ROLE R-EARLY
  R-NO-CONTACT R-ONC-INITIAL R-TCM-FACILITY R-TCM-DEST R-TCM-CONTACT R-TCM-CALLER R-TCM-VISIT R-TCM-DAY0
  R-TCM-MEDREC R-TCM-MDM R-TCM-DEATH R-TCM-DUP R-TCM-LIST`
const warnings = `W-NOT-SEEN-12M W-AFTER-REVOCATION W-CONSENT-WRITTEN W-NO-CONTACT W-OUTPATIENT-STAY W-PLAN-LATE
  W-ADDON-DOS W-HIGH-UNITS W-HIGHER-TRACK W-COMPLEX-POSSIBLE W-PCM-MDM W-PCM-POSSIBLE W-EM-25 W-CPT-PAIR
  W-PCM-BHI W-CPO W-SAME-CONDITION W-EARLY W-TCM-NOT-REPORTED W-TCM-NF W-TCM-DAY0-CONTACT W-TCM-DAY0-VISIT
  W-TCM-ATTEMPT-GAP W-TCM-SAFE-DATE W-TCM-ELSEWHERE W-TCM-VISIT-EM W-TCM-BEFORE-DAY-30`
const codes = `${exclusions} ${refusals} ${warnings}`.split(/\s+/).filter(Boolean)

test('no code is missing and none is unknown to the rules', () => {
  expect(Object.keys(reasons).sort()).toEqual([...codes].sort())
})

test.each(codes)('%s is a sentence with a rule, a source and something to do', (code) => {
  const { says, rule, source, todo } = reason(code)
  expect(says).toMatch(/^[A-Z].{12,}[^.]$/)
  expect(says).not.toContain(code)
  expect(rule).not.toBe('')
  expect(source.length).toBeGreaterThan(10)
  expect(todo).toMatch(/\.$/)
})

test('missing time is said with its seconds and its code', () => {
  const short = { code: 'R-TIME-SHORT', kind: 'refusal', about: '99439', seconds: 12 }
  expect(reasonLine(short)).toBe('12 s short for 99439')
})

test('a code from a later version is shown rather than lost', () => {
  expect(reason('R-NEW').says).toBe('R-NEW')
})
