//! The first hour of a new practice: six steps, each of which is done when what it is about exists.

use crate::staff::is_practitioner;
use crate::{Error, Tracker};

/// A step, in the order they are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Look at the practice's name, zone and place of service.
    Practice,
    /// Add the people, a billing practitioner among them.
    Staff,
    /// Add patients, or bring them in from a file.
    Patients,
    /// Enroll one, with consent.
    Enrollment,
    /// Time something.
    Timer,
    /// See the minutes in a month's statement.
    Statement,
}

impl Step {
    /// Every step with its name.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Practice, "practice"),
        (Self::Staff, "staff"),
        (Self::Patients, "patients"),
        (Self::Enrollment, "enrollment"),
        (Self::Timer, "timer"),
        (Self::Statement, "statement"),
    ];
}

impl Tracker {
    /// The steps of the first hour with whether they are done.
    ///
    /// # Errors
    /// The disk.
    pub fn guide(&self) -> Result<Vec<(Step, bool)>, Error> {
        let today = self.today_date();
        let begun = self.store.read(|conn| store::insights::begun(conn, today))?;
        let staff = self.store.read(store::staff::all)?;
        let bills = staff.iter().any(|one| one.active && is_practitioner(&one.role));
        let done = |step| match step {
            Step::Practice => begun.practice,
            Step::Staff => bills,
            Step::Patients => begun.patient,
            Step::Enrollment => begun.consent,
            Step::Timer => begun.timed,
            Step::Statement => begun.statement,
        };
        Ok(Step::ALL.iter().map(|(step, _)| (*step, done(*step))).collect())
    }
}
