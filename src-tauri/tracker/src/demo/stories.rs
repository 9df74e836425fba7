//! Stories of the day the demo is made, each on one patient, so that every screen has something to show.

use chrono::{NaiveDate, TimeDelta};
use fastrand::Rng;
use rules::Month;

use super::documents::DemoPatient;
use super::people::Team;
use super::schedule::Schedule;
use super::work::entry;
use crate::Error;
use crate::change::Change;
use crate::clock::second_passed;

/// Twelve seconds short of 99490.
pub(super) const TWELVE_SHORT: &str = "Barnaby Quill";
/// Complex care that reached 99487 today.
pub(super) const COMPLEX_TODAY: &str = "Philippa Nightjar";
/// A claim that waits for a copy of the care plan.
pub(super) const HELD: &str = "Marigold Fennimore";
/// A prior authorization that does not count.
pub(super) const PRIOR_AUTHORIZATION: &str = "Henrietta Moss";

/// Everybody with a story.
pub(super) const ALL: [&str; 4] = [TWELVE_SHORT, COMPLEX_TODAY, HELD, PRIOR_AUTHORIZATION];

/// Tells them all; gives the number of entries.
pub(super) fn tell(
    change: &mut Change<'_>,
    schedule: &mut Schedule,
    team: &Team,
    patients: &[DemoPatient],
) -> Result<usize, Error> {
    let who =
        |name: &str| patients.iter().find(|patient| patient.name == name).ok_or(Error::Unreadable("story"));
    let mut teller = Teller { schedule, team, rng: Rng::with_seed(7), told: 0 };
    // 19:48 in three calls.
    teller.earlier(
        change,
        who(TWELVE_SHORT)?,
        &[("call_patient", 432), ("medication_review", 371), ("care_plan_work", 385)],
    )?;
    // 54:20 before today and 8:14 today: the hour is reached in the last call.
    teller.earlier(
        change,
        who(COMPLEX_TODAY)?,
        &[
            ("call_patient", 760),
            ("clinician_discussion", 700),
            ("care_plan_work", 900),
            ("home_health_contact", 900),
        ],
    )?;
    teller.just_now(change, who(COMPLEX_TODAY)?, "call_caregiver", 494)?;
    // 23:10, with the claim held for a document.
    teller.earlier(
        change,
        who(HELD)?,
        &[("call_patient", 630), ("medication_review", 324), ("call_caregiver", 436)],
    )?;
    // 12:40 that count and 6:10 that do not.
    teller.earlier(
        change,
        who(PRIOR_AUTHORIZATION)?,
        &[("call_patient", 520), ("prior_authorization", 370), ("portal_message", 240)],
    )?;
    Ok(teller.told)
}

struct Teller<'a> {
    schedule: &'a mut Schedule,
    team: &'a Team,
    rng: Rng,
    told: usize,
}

impl Teller<'_> {
    /// Work on days of this month before today, or earlier today when the month has just begun.
    fn earlier(
        &mut self,
        change: &mut Change<'_>,
        patient: &DemoPatient,
        work: &[(&str, i64)],
    ) -> Result<(), Error> {
        let today = change.today();
        let days: Vec<NaiveDate> =
            self.schedule.days(Month::of(today)).into_iter().filter(|day| *day < today).collect();
        for (n, (activity, seconds)) in work.iter().enumerate() {
            let staff = self.team.care[n % 2];
            let day = days.get((n * 5 + 2) % days.len().max(1));
            let slot = day.and_then(|day| self.schedule.take(&mut self.rng, staff, *day, *seconds));
            let slot = match slot {
                Some(slot) => slot,
                None => {
                    let ago = TimeDelta::seconds(600 + 1_000 * i64::try_from(n).unwrap_or(0));
                    self.schedule.ending(staff, second_passed(change.now) - ago, *seconds)
                }
            };
            entry(change, patient, staff, slot, activity, "")?;
            self.told += 1;
        }
        Ok(())
    }

    fn just_now(
        &mut self,
        change: &mut Change<'_>,
        patient: &DemoPatient,
        activity: &str,
        seconds: i64,
    ) -> Result<(), Error> {
        let staff = self.team.care[2];
        let slot = self.schedule.ending(staff, second_passed(change.now) - TimeDelta::seconds(60), seconds);
        entry(change, patient, staff, slot, activity, "")?;
        self.told += 1;
        Ok(())
    }
}
