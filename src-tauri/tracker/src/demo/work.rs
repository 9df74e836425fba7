//! A month of everyday work: calls, plans, forms, and what does not count.

use chrono::TimeDelta;
use fastrand::Rng;
use rules::{Month, Payer};
use store::StaffId;
use store::entries::NewEntry;

use super::documents::DemoPatient;
use super::names::NOTES;
use super::people::Team;
use super::schedule::{Schedule, Slot};
use crate::Error;
use crate::change::Change;

/// Work that counts, the commonest more often.
const COUNTABLE: [&str; 12] = [
    "call_patient",
    "call_patient",
    "call_patient",
    "medication_review",
    "care_plan_work",
    "clinician_discussion",
    "home_health_contact",
    "portal_message",
    "referral_loop",
    "call_caregiver",
    "record_review",
    "community_resource_contact",
];

/// What counts for a payer that takes coordination without the patient only.
const WITHOUT_PATIENT: [&str; 5] = [
    "clinician_discussion",
    "home_health_contact",
    "dme_contact",
    "community_resource_contact",
    "referral_loop",
];

const EXCLUDED: [&str; 5] = ["prior_authorization", "voicemail", "scheduling", "no_answer", "benefit_check"];

/// Logs a month of work on the patients without a story; gives the number of entries.
pub(super) fn log(
    change: &mut Change<'_>,
    rng: &mut Rng,
    schedule: &mut Schedule,
    team: &Team,
    patients: &[DemoPatient],
    month: Month,
) -> Result<usize, Error> {
    let days = schedule.days(month);
    let gone = i64::try_from(days.len()).unwrap_or(0);
    let mut entries = 0;
    let to_sign = month.next().contains(change.today());
    let told = month.contains(change.today());
    for patient in patients.iter().filter(|patient| !(patient.in_story && told)) {
        // A month of about 21 working days; the present one is as far as the calendar.
        let mut left = target(rng, patient) * gone.min(21) / 21;
        while left >= 90 {
            let seconds = rng.i64(120..780).min(left);
            left -= seconds;
            // A few write their work down days later and from memory: for who signs the month.
            let from_memory = to_sign && patient.id.get() % 29 == 7;
            let seconds = if from_memory { (seconds / 300).max(1) * 300 } else { seconds };
            let logged = one(change, rng, schedule, team, patient, &days, (seconds, from_memory))?;
            entries += usize::from(logged);
        }
    }
    Ok(entries)
}

/// Seconds of a whole month.
fn target(rng: &mut Rng, patient: &DemoPatient) -> i64 {
    let minutes = match (patient.complex, rng.u8(0..100)) {
        (_, 0..=6) => 0,
        (true, _) => rng.i64(35..110),
        (false, 7..=28) => rng.i64(6..20),
        (false, 29..=70) => rng.i64(20..38),
        (false, 71..=90) => rng.i64(38..60),
        (false, _) => rng.i64(60..80),
    };
    minutes * 60 + rng.i64(0..60)
}

fn one(
    change: &mut Change<'_>,
    rng: &mut Rng,
    schedule: &mut Schedule,
    team: &Team,
    patient: &DemoPatient,
    days: &[chrono::NaiveDate],
    (seconds, from_memory): (i64, bool),
) -> Result<bool, Error> {
    let staff = *rng.choice(&team.care).unwrap_or(&team.care[0]);
    let Some(day) = rng.choice(days) else { return Ok(false) };
    let Some(slot) = schedule.take(rng, staff, *day, seconds) else { return Ok(false) };
    // One in eight is work that does not count.
    let list: &[&str] = match (rng.u8(0..8), patient.payer) {
        (0, _) => &EXCLUDED,
        (_, Payer::Bcbsm) => &WITHOUT_PATIENT,
        _ => &COUNTABLE,
    };
    let activity = rng.choice(list).copied().unwrap_or("call_patient");
    let note = rng.choice(NOTES).unwrap_or_default();
    if from_memory {
        let new = NewEntry {
            origin: "typed".to_owned(),
            written_at: (slot.end + TimeDelta::hours(70)).min(change.now),
            ..timed(change, patient, staff, slot, activity, note)
        };
        store::entries::insert(change.tx, &new)?;
    } else {
        entry(change, patient, staff, slot, activity, note)?;
    }
    Ok(true)
}

/// Writes an entry as a timer would have.
pub(super) fn entry(
    change: &mut Change<'_>,
    patient: &DemoPatient,
    staff: StaffId,
    slot: Slot,
    activity: &str,
    note: &str,
) -> Result<(), Error> {
    store::entries::insert(change.tx, &timed(change, patient, staff, slot, activity, note))?;
    Ok(())
}

fn timed(
    change: &Change<'_>,
    patient: &DemoPatient,
    staff: StaffId,
    slot: Slot,
    activity: &str,
    note: &str,
) -> NewEntry {
    NewEntry {
        patient_id: patient.id,
        enrollment_id: patient.enrollment,
        staff_id: staff,
        started_at: slot.start,
        ended_at: slot.end,
        time_zone: change.practice.zone.name().to_owned(),
        service_date: change.practice.day(slot.start),
        activity: activity.to_owned(),
        note: note.to_owned(),
        origin: "timed".to_owned(),
        part_of_visit: false,
        replaces_id: None,
        reason: None,
        written_by: staff,
        written_at: slot.end,
    }
}
