//! Stories of the day the demo is made, each on one patient, so that every screen has something to show.

use chrono::{Days, NaiveDate, TimeDelta};
use fastrand::Rng;
use rules::Month;
use store::tcm::{NewContact, NewEpisode};

use super::documents::DemoPatient;
use super::people::Team;
use super::schedule::Schedule;
use super::work::entry;
use crate::change::Change;
use crate::clock::second_passed;
use crate::{Error, packs};

/// Twelve seconds short of 99490.
pub(super) const TWELVE_SHORT: &str = "Barnaby Quill";
/// Complex care that reached 99487 today.
pub(super) const COMPLEX_TODAY: &str = "Philippa Nightjar";
/// A TCM call whose safe date is today, on a day on which calls can fall due.
pub(super) const CALL_DUE: &str = "Odette Larkspur";
/// A TCM visit that earns less from tomorrow on.
const VISIT_DUE: &str = "Cornelius Applegarth";
/// A claim that waits for a copy of the care plan.
pub(super) const HELD: &str = "Marigold Fennimore";
/// A prior authorization that does not count.
pub(super) const PRIOR_AUTHORIZATION: &str = "Henrietta Moss";

/// Everybody with a story.
pub(super) const ALL: [&str; 6] = [TWELVE_SHORT, COMPLEX_TODAY, CALL_DUE, VISIT_DUE, HELD, PRIOR_AUTHORIZATION];

/// Tells them all; gives the number of entries.
pub(super) fn tell(
    change: &mut Change<'_>,
    schedule: &mut Schedule,
    team: &Team,
    patients: &[DemoPatient],
) -> Result<usize, Error> {
    let who = |name: &str| patients.iter().find(|patient| patient.name == name).ok_or(Error::Unreadable("story"));
    let mut teller = Teller { schedule, team, rng: Rng::with_seed(7), told: 0 };
    // 19:48 in three calls.
    teller.earlier(change, who(TWELVE_SHORT)?, &[("call_patient", 432), ("medication_review", 371), ("care_plan_work", 385)])?;
    // 54:20 before today and 8:14 today: the hour is reached in the last call.
    teller.earlier(change, who(COMPLEX_TODAY)?, &[
        ("call_patient", 760),
        ("clinician_discussion", 700),
        ("care_plan_work", 900),
        ("home_health_contact", 900),
    ])?;
    teller.just_now(change, who(COMPLEX_TODAY)?, "call_caregiver", 494)?;
    // 23:10, with the claim held for a document.
    teller.earlier(change, who(HELD)?, &[("call_patient", 630), ("medication_review", 324), ("call_caregiver", 436)])?;
    // 12:40 that count and 6:10 that do not.
    teller.earlier(change, who(PRIOR_AUTHORIZATION)?, &[
        ("call_patient", 520),
        ("prior_authorization", 370),
        ("portal_message", 240),
    ])?;
    call_due(change, who(CALL_DUE)?)?;
    visit_due(change, who(VISIT_DUE)?)?;
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

/// Home on the day whose second business day is today; on a weekend or holiday, the last day whose limit is still ahead.
fn call_due(change: &mut Change<'_>, patient: &DemoPatient) -> Result<(), Error> {
    let today = change.today();
    let limit = |day: NaiveDate| -> Result<NaiveDate, Error> {
        let at = discharge(change, day)?;
        let practice = &change.practice;
        let in_lieu = practice.settings.in_lieu;
        Ok(rules::tcm_deadlines(at.into(), practice.zone, &practice.closures, in_lieu, packs::shipped()).contact_safe)
    };
    // Twelve days back spans every run of weekend and holidays.
    let days: Vec<_> = (1..12).map(|back| today - Days::new(back)).collect();
    let limits = days.iter().map(|day| limit(*day)).collect::<Result<Vec<_>, _>>()?;
    let exact = limits.iter().position(|limit| *limit == today);
    let ahead = limits.iter().rposition(|limit| *limit > today);
    let day = exact.or(ahead).and_then(|n| days.get(n)).copied().unwrap_or(today);
    let episode = episode(change, patient, day)?;
    contact(change, episode, change.now - TimeDelta::hours(2), false)
}

/// Reached in time, not yet seen, on day 7: from tomorrow on it earns less.
fn visit_due(change: &mut Change<'_>, patient: &DemoPatient) -> Result<(), Error> {
    let day = change.today() - Days::new(7);
    let episode = episode(change, patient, day)?;
    contact(change, episode, discharge(change, day)? + TimeDelta::hours(20), true)
}

fn discharge(change: &Change<'_>, day: NaiveDate) -> Result<chrono::DateTime<chrono::Utc>, Error> {
    let wall = day.and_hms_opt(14, 20, 0).ok_or(Error::Unreadable("story"))?;
    crate::typed_time::instant(wall, change.practice.zone, Some(true), "discharge_time")
}

fn episode(
    change: &mut Change<'_>,
    patient: &DemoPatient,
    day: NaiveDate,
) -> Result<store::EpisodeId, Error> {
    let discharged_at = discharge(change, day)?;
    Ok(store::tcm::insert(change.tx, &NewEpisode {
        patient_id: patient.id,
        practitioner_id: patient.practitioner,
        discharged_at,
        from_kind: "inpatient_acute".to_owned(),
        to_kind: "home".to_owned(),
        visit_date: None,
        visit_discharge_management: false,
        mdm: Some("high".to_owned()),
        med_rec: None,
        report: true,
        created_at: change.now,
    })?)
}

fn contact(
    change: &mut Change<'_>,
    episode_id: store::EpisodeId,
    at: chrono::DateTime<chrono::Utc>,
    reached: bool,
) -> Result<(), Error> {
    store::tcm::insert_contact(change.tx, &NewContact {
        episode_id,
        at: second_passed(at),
        staff_id: Some(store::StaffId(1)),
        reached,
        scheduling_only: false,
        note: String::new(),
    })?;
    Ok(())
}
