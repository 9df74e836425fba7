// A part of the activity taxonomy, enough to try the picker.

import type { ActivityView } from '../wire'

const counts: [string, string, string][] = [
  ['call_patient', 'Phone call with the patient', ''],
  ['call_caregiver', 'Phone call with caregiver or family', ''],
  ['portal_message', 'Two-way portal or secure message', ''],
  ['email', 'E-mail outside the portal', ''],
  ['text_message', 'Two-way clinical text message', ''],
  ['video_call', 'Video call, not a billed visit', ''],
  ['care_plan_work', 'Writing or revising the care plan', ''],
  ['medication_review', 'Medication reconciliation or adherence check', ''],
  ['refill_management', 'Refill work as part of managing the regimen', ''],
  ['record_review', 'Reading labs, reports or consult notes for the plan', ''],
  ['clinician_discussion', 'Talking to another clinician or office', ''],
  ['home_health_contact', 'Contact with a home-health agency', ''],
  ['community_resource_contact', 'Contact with a social, legal or community service', ''],
  ['referral_loop', 'Referral and closing the loop', 'Clinical content, not the appointment alone'],
  ['documentation', 'Charting a countable act just done', 'Payers differ'],
]

const excluded: [string, string, string, string][] = [
  ['chart_prep', 'Chart preparation with no other act', 'X-ACTIVITY-DOC', 'Not settled, excluded'],
  ['voicemail', 'Leaving a voicemail', 'X-ACTIVITY-ATTEMPT', ''],
  ['no_answer', 'No answer, busy or wrong number', 'X-ACTIVITY-ATTEMPT', ''],
  ['one_way_reminder', 'Letter or one-way reminder', 'X-ACTIVITY-REMINDER', 'Day-to-day operations'],
  ['scheduling', 'Scheduling an appointment only', 'X-ACTIVITY-ADMIN', ''],
  ['prior_authorization', 'Prior authorization', 'X-ACTIVITY-AUTH', ''],
  ['benefit_check', 'Benefit or eligibility check', 'X-ACTIVITY-BENEFIT', ''],
  ['travel', 'Travel or driving', 'X-ACTIVITY-TRAVEL', ''],
  ['tcm_work', 'Work that belongs to an open TCM', 'X-ACTIVITY-SEPARATE', 'Belongs to TCM, never to both'],
  ['unlabelled', 'No activity chosen', 'X-ACTIVITY-ADMIN', 'Every second needs an activity'],
]

const mostUsed = [
  'call_patient',
  'care_plan_work',
  'medication_review',
  'call_caregiver',
  'record_review',
  'voicemail',
  'referral_loop',
  'portal_message',
  'prior_authorization',
]

function view(slug: string, label: string, reason: string | null, note: string): ActivityView {
  const at = mostUsed.indexOf(slug)
  const source = 'ASCO, Care Management Services guide, January 2025'
  return { slug, label, counts: reason === null, reason, note, source, key: at < 0 ? null : at + 1 }
}

export const activities: ActivityView[] = [
  ...counts.map(([slug, label, note]) => view(slug, label, null, note)),
  ...excluded.map(([slug, label, reason, note]) => view(slug, label, reason, note)),
]

/** The activity of a slug; unknown ones do not count. */
export const activity = (slug: string) =>
  activities.find((one) => one.slug === slug) ?? view(slug, slug, 'X-ACTIVITY-ADMIN', '')
