//! Two advance care planning talks of the month before, one of them beside a wellness visit.

use chrono::{Days, TimeDelta};
use rules::{Month, Payer};
use store::own_services::NewService;
use store::planning_talks::NewTalk;

use super::documents::DemoPatient;
use crate::change::Change;
use crate::{Error, typed_time};

/// Length in minutes, and whether it was beside a wellness visit.
const TALKS: [(i64, bool); 2] = [(32, false), (50, true)];

/// Tells of them, of patients about whom nothing else is told.
pub(super) fn tell(change: &Change<'_>, patients: &[DemoPatient], month: Month) -> Result<(), Error> {
    let plain = patients.iter().rev().filter(|one| !one.in_story && one.payer == Payer::Medicare);
    for ((minutes, beside), patient) in TALKS.into_iter().zip(plain) {
        let day = month.first_day() + Days::new(8);
        // Before the office opens: nothing was timed then.
        let wall = day.and_hms_opt(7, 0, 0).ok_or(Error::Unreadable("talk"))?;
        let started_at = typed_time::instant(wall, change.practice.zone, Some(true), "start")?;
        let written_by = patient.practitioner;
        let ended_at = started_at + TimeDelta::minutes(minutes);
        let talk = NewTalk {
            patient_id: patient.id,
            practitioner_id: patient.practitioner,
            started_at,
            ended_at,
            diagnoses: "Z71.89".to_owned(),
            written_by,
            written_at: ended_at,
        };
        store::planning_talks::insert(change.tx, &talk)?;
        if beside {
            let visit = NewService {
                patient_id: patient.id,
                code: "G0439".to_owned(),
                day,
                staff_id: Some(patient.practitioner),
                by_time: false,
                used: None,
                written_by,
                written_at: ended_at,
            };
            store::own_services::insert(change.tx, &visit)?;
        }
    }
    Ok(())
}
