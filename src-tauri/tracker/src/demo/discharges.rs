//! Patients of the demo who came home lately: a call due today, a visit that earns less tomorrow, and the steps after.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use store::tcm::{EpisodeRow, NewContact, NewEpisode};
use store::{EpisodeId, StaffId};

use super::documents::DemoPatient;
use crate::change::Change;
use crate::clock::second_passed;
use crate::{Error, typed_time};

/// A call whose safe date is today, on a day on which calls can fall due.
pub(super) const CALL_DUE: &str = "Odette Larkspur";

/// Name, days since the discharge, day of the visit, and whether the medication was reconciled there.
const HOME: [(&str, u64, Option<u64>, bool); 4] = [
    // Reached in time, not yet seen, on day 7: from tomorrow on it earns less.
    ("Cornelius Applegarth", 7, None, false),
    ("Wendell Thistlewood", 4, None, false),
    ("Kenji Aokusa", 6, Some(4), false),
    ("Ottilie Brackenridge", 9, Some(5), true),
];

/// Sent home from an emergency department: no discharge that TCM follows, and the board says why. Days ago.
pub(super) const ED_ONLY: (&str, u64) = ("Fergus Hollowell", 3);
/// Reached at home, and back in the hospital: days since the discharge, days since the readmission.
pub(super) const BACK: (&str, u64, u64) = ("Imogen Kestrelby", 8, 2);

/// Everybody who came home.
pub(super) fn is_home(name: &str) -> bool {
    name == CALL_DUE || HOME.iter().any(|(home, ..)| *home == name)
}

/// Tells of them all.
pub(super) fn tell(change: &Change<'_>, patients: &[DemoPatient]) -> Result<(), Error> {
    let who =
        |name: &str| patients.iter().find(|patient| patient.name == name).ok_or(Error::Unreadable("story"));
    call_due(change, who(CALL_DUE)?)?;
    for (name, ago, visit, reconciled) in HOME {
        let day = change.today() - Days::new(ago);
        let seen = visit.map(|after| day + Days::new(after));
        let episode = episode(change, who(name)?, day, seen, reconciled)?;
        contact(change, episode, discharge(change, day)? + TimeDelta::hours(20), true)?;
    }
    let day = change.today() - Days::new(ED_ONLY.1);
    let refused = episode(change, who(ED_ONLY.0)?, day, None, false)?;
    bend(change, refused, |row| row.from_kind = "ed".to_owned())?;
    let day = change.today() - Days::new(BACK.1);
    let back = episode(change, who(BACK.0)?, day, None, false)?;
    contact(change, back, discharge(change, day)? + TimeDelta::hours(20), true)?;
    bend(change, back, |row| row.readmitted_on = Some(change.today() - Days::new(BACK.2)))
}

/// Changes an episode as what happened to it does.
fn bend(change: &Change<'_>, id: EpisodeId, how: impl FnOnce(&mut EpisodeRow)) -> Result<(), Error> {
    let mut row = store::tcm::by_id(change.tx, id)?;
    how(&mut row);
    Ok(store::tcm::update(change.tx, &row)?)
}

/// Home on the day whose second business day is today; on a weekend or holiday, the last day whose limit is still ahead.
fn call_due(change: &Change<'_>, patient: &DemoPatient) -> Result<(), Error> {
    let today = change.today();
    // Twelve days back span every run of weekend and holidays.
    let days: Vec<_> = (1..12).map(|back| today - Days::new(back)).collect();
    let limits = days.iter().map(|day| limit(change, *day)).collect::<Result<Vec<_>, _>>()?;
    let exact = limits.iter().position(|limit| *limit == today);
    let ahead = limits.iter().rposition(|limit| *limit > today);
    let day = exact.or(ahead).and_then(|n| days.get(n)).copied().unwrap_or(today);
    let episode = episode(change, patient, day, None, false)?;
    contact(change, episode, change.now - TimeDelta::hours(2), false)
}

/// The safe date for the contact after a discharge on that day.
fn limit(change: &Change<'_>, day: NaiveDate) -> Result<NaiveDate, Error> {
    let at = discharge(change, day)?;
    let practice = &change.practice;
    let in_lieu = practice.settings.in_lieu;
    let packs = practice.rules.now().rules();
    let limits = rules::tcm_deadlines(at.into(), practice.zone, &practice.closures, in_lieu, packs);
    Ok(limits.contact_safe)
}

fn discharge(change: &Change<'_>, day: NaiveDate) -> Result<DateTime<Utc>, Error> {
    let wall = day.and_hms_opt(14, 20, 0).ok_or(Error::Unreadable("story"))?;
    typed_time::instant(wall, change.practice.zone, Some(true), "discharge_time")
}

fn episode(
    change: &Change<'_>,
    patient: &DemoPatient,
    day: NaiveDate,
    visit_date: Option<NaiveDate>,
    reconciled: bool,
) -> Result<EpisodeId, Error> {
    let new = NewEpisode {
        patient_id: patient.id,
        practitioner_id: patient.practitioner,
        discharged_at: discharge(change, day)?,
        from_kind: "inpatient_acute".to_owned(),
        to_kind: "home".to_owned(),
        visit_date,
        visit_discharge_management: false,
        mdm: Some("high".to_owned()),
        med_rec: visit_date.filter(|_| reconciled),
        report: true,
        global: None,
        diagnoses: "I50.22".to_owned(),
        created_at: change.now,
    };
    Ok(store::tcm::insert(change.tx, &new)?)
}

fn contact(
    change: &Change<'_>,
    episode_id: EpisodeId,
    at: DateTime<Utc>,
    reached: bool,
) -> Result<(), Error> {
    let new = NewContact {
        episode_id,
        at: second_passed(at),
        staff_id: Some(StaffId(1)),
        reached,
        scheduling_only: false,
        note: String::new(),
    };
    store::tcm::insert_contact(change.tx, &new)?;
    Ok(())
}
