//! The demo practice: synthetic, marked as such, the same every time it is made at the same moment.

mod billing;
mod discharges;
mod documents;
mod names;
mod people;
mod schedule;
mod signing;
mod stories;
mod talks;
mod work;

use std::sync::Arc;

use fastrand::Rng;
use rules::Month;

use crate::change::Change;
use crate::op::{Actor, Op};
use crate::{Clock, Error, FirstRun, Home, Tracker};

pub use people::{PASSWORD, PATIENTS, SIGN_IN};

/// Any other number would give another practice.
const SEED: u64 = 20_260_101;
/// Months of history, the present one included.
const MONTHS: usize = 12;

/// What was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demo {
    /// Who to sign in as.
    pub sign_in: &'static str,
    /// With which password; it is public.
    pub password: &'static str,
    /// Patients made.
    pub patients: usize,
    /// Entries made.
    pub entries: usize,
}

/// Makes the demo practice in an empty home.
///
/// # Errors
/// A home that holds a vault already, which is not touched; the disk.
pub fn make(home: &Home, clock: Arc<dyn Clock>) -> Result<(Tracker, Actor, Demo), Error> {
    let first = FirstRun {
        practice: "Juniper Hollow Family Medicine".to_owned(),
        time_zone: "America/Detroit".to_owned(),
        name: "Tamsin Reyes-Holt".to_owned(),
        role: "rn".to_owned(),
        credentials: "RN".to_owned(),
        sign_in: SIGN_IN.to_owned(),
        password: PASSWORD.to_owned(),
        demo: true,
    };
    let (mut tracker, actor, _) = home.set_up(&first, clock)?;
    let team = people::hire(&mut tracker, &actor)?;
    billing::tell(&mut tracker, &actor)?;
    let entries = tracker.change(&actor, Op::MakeDemo, |change| fill(change, &team))?;
    let month = Month::of(tracker.today_date());
    tracker.change(&actor, Op::MakeDemo, |change| signing::tell(change, &actor, &months(month)))?;
    tracker.open_month(month)?;
    let demo = Demo { sign_in: SIGN_IN, password: PASSWORD, patients: PATIENTS, entries };
    Ok((tracker, actor, demo))
}

fn fill(change: &mut Change<'_>, team: &people::Team) -> Result<usize, Error> {
    let mut rng = Rng::with_seed(SEED);
    let months = months(Month::of(change.today()));
    let first_day = months.first().map_or(change.today(), |month| month.first_day());
    let patients = documents::enroll(change, &mut rng, team, first_day)?;
    let mut schedule = schedule::Schedule::new(change.practice.zone, change.now);
    let told = stories::tell(change, &mut schedule, team, &patients)?;
    discharges::tell(change, &patients)?;
    if let Some(before) = months.iter().rev().nth(1) {
        talks::tell(change, &patients, *before)?;
    }
    let mut entries = told;
    for month in &months {
        entries += work::log(change, &mut rng, &mut schedule, team, &patients, *month)?;
        for patient in &patients {
            change.trace.stale(patient.id, [*month]);
        }
    }
    change.trace.note("patients", patients.len()).note("entries", entries);
    Ok(entries)
}

/// The last twelve months, oldest first.
fn months(last: Month) -> Vec<Month> {
    let mut months: Vec<_> =
        std::iter::successors(Some(last), |month| Some(month.previous())).take(MONTHS).collect();
    months.reverse();
    months
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::claims::Status;
    use crate::today::Group;
    use crate::{ManualClock, tcm};

    fn demo(now: &str) -> (tempfile::TempDir, Tracker, Demo) {
        let dir = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::at(now.parse().unwrap()));
        let (tracker, _, demo) = make(&Home::at(dir.path()), clock).unwrap();
        (dir, tracker, demo)
    }

    #[test]
    fn the_month_before_has_two_planning_talks_one_of_them_beside_a_wellness_visit() {
        let (_dir, mut tracker, _) = demo("2026-11-19T20:00:00Z");
        let rows = tracker.claims(Month::new(2026, 10).unwrap()).unwrap().rows;
        let lines = rows.iter().filter(|row| row.program == "acp").filter_map(|row| row.line.as_ref());
        let mut said: Vec<_> =
            lines.map(|line| format!("{} {}", line.code, line.modifiers.join(" "))).collect();
        said.sort_unstable();
        assert_eq!(said, ["99497 ", "99497 33", "99498 33"]);
    }

    #[test]
    fn the_demo_practice_tells_its_stories_on_the_day_it_is_made() {
        let (_dir, mut tracker, demo) = demo("2026-11-19T20:00:00Z");
        let today = tracker.today().unwrap();
        let row = |name: &str| today.rows.iter().find(|row| row.row.patient_name == name).unwrap();

        let short = row(stories::TWELVE_SHORT);
        assert_eq!(
            short.bar.next.as_ref().map(|next| (next.code.as_str(), next.short.0)),
            Some(("99490", 12))
        );
        assert_eq!(short.group, Group::Near);

        let complex = row(stories::COMPLEX_TODAY);
        assert!(complex.bar.earned.contains("99487"), "{}", complex.bar.earned);
        let month = Month::of(tracker.today_date());
        let claims = tracker.claims(month).unwrap();
        let line = claims.rows.iter().find(|row| row.patient.name == stories::COMPLEX_TODAY).unwrap();
        assert_eq!(line.line.as_ref().unwrap().dos, tracker.today_date());

        let due = today.tcm.iter().find(|due| due.patient.name == discharges::CALL_DUE).unwrap();
        assert_eq!((due.step, due.due), (tcm::Step::Contact, tracker.today_date()));

        let board = tracker.tcm_board().unwrap();
        let episode = |name: &str| board.rows.iter().find(|row| row.patient.name == name).unwrap();
        assert_eq!(episode(discharges::ED_ONLY.0).state, tcm::State::Refused);
        assert!(episode(discharges::BACK.0).episode.row.readmitted_on.is_some());

        let held = claims.rows.iter().find(|row| row.patient.name == stories::HELD).unwrap();
        assert_eq!(held.status, Status::Held);
        assert!(row(stories::PRIOR_AUTHORIZATION).bar.excluded.0 > 0);
        assert_eq!(demo.patients, 300);
        assert!(demo.entries > 8_000, "{} entries", demo.entries);
    }

    #[test]
    fn the_same_moment_makes_the_same_practice_and_it_verifies() {
        let (_a, mut first, one) = demo("2026-03-02T15:00:00Z");
        let (_b, mut second, two) = demo("2026-03-02T15:00:00Z");
        assert_eq!(one, two);
        let lines = |tracker: &mut Tracker| {
            let claims = tracker.claims(Month::of(tracker.today_date()).previous()).unwrap();
            claims.rows.into_iter().map(|row| (row.patient.name, row.line)).collect::<Vec<_>>()
        };
        assert_eq!(lines(&mut first), lines(&mut second));
        assert_eq!(first.verify().unwrap().faults, Vec::<String>::new());
    }

    #[test]
    fn one_month_is_left_to_sign_and_those_before_are_signed_and_closed() {
        use crate::review::{CloseState, Standing};
        let (_dir, mut tracker, _) = demo("2026-11-19T20:00:00Z");
        let october = Month::new(2026, 10).unwrap();
        let rows = tracker.review(october).unwrap().rows;
        let returned: Vec<_> = rows.iter().filter(|row| row.standing == Standing::Returned).collect();
        assert_eq!(returned.iter().map(|row| row.patient.name.as_str()).collect::<Vec<_>>(), [stories::HELD]);
        assert!(rows.iter().filter(|row| row.standing == Standing::Open).count() > 200);
        assert!(!rows[0].flags.is_empty(), "what is unusual comes first");
        assert_eq!(tracker.close_state(october).unwrap(), CloseState::Open);
        let september = Month::new(2026, 9).unwrap();
        let rows = tracker.review(september).unwrap().rows;
        assert!(rows.len() > 200 && rows.iter().all(|row| row.standing == Standing::Signed));
        assert!(matches!(tracker.close_state(september).unwrap(), CloseState::Locked(_)));
    }

    #[test]
    fn every_group_of_the_worklist_has_somebody() {
        let (_dir, mut tracker, _) = demo("2026-11-19T20:00:00Z");
        let groups: BTreeSet<_> = tracker.today().unwrap().rows.iter().map(|row| row.group).collect();
        assert_eq!(groups.len(), 5, "{groups:?}");
    }
}
