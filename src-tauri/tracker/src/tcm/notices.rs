//! Deadlines that are told on the day before and on the day itself, without a patient's name.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveDate, Utc};

use super::due::{Due, Step};
use crate::op::Actor;
use crate::rights::Right;
use crate::{Error, Tracker};

/// How near a deadline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum When {
    /// It is today.
    Today,
    /// It is tomorrow.
    Tomorrow,
}

/// Deadlines of one kind on one day. It names nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadlineNotice {
    /// How near.
    pub when: When,
    /// The day of the deadline.
    pub day: NaiveDate,
    /// What is due.
    pub step: Step,
    /// How many discharges ask for it.
    pub count: usize,
    /// For some of them nothing is left of the higher code, or of any, after that day.
    pub loses: bool,
}

impl DeadlineNotice {
    /// The same notice has the same key: one that was shown is not shown again.
    pub fn key(&self) -> String {
        format!(
            "{} {} {}",
            self.day,
            if self.when == When::Today { "today" } else { "before" },
            self.step.slug()
        )
    }

    /// "2 TCM contacts are due today"
    pub fn title(&self) -> String {
        let (one, many) = match self.step {
            Step::Contact => ("contact is", "contacts are"),
            Step::Visit => ("visit is", "visits are"),
            Step::MedRec => ("medication reconciliation is", "medication reconciliations are"),
            Step::Mdm => ("decision-making record is", "decision-making records are"),
        };
        let what = if self.count == 1 { one } else { many };
        let when = if self.when == When::Today { "today" } else { "tomorrow" };
        format!("{} TCM {what} due {when}", self.count)
    }

    /// What to do, and what it is about.
    pub fn text(&self) -> &'static str {
        if self.loses {
            "After that day less can be billed. The TCM board says for whom."
        } else {
            "The TCM board says for whom."
        }
    }
}

impl Tracker {
    /// What is due on the day of `now` and on the day after it, for the patients this person sees. Nothing to who wants none.
    ///
    /// # Errors
    /// The disk.
    pub fn deadline_notices(&self, actor: &Actor, now: DateTime<Utc>) -> Result<Vec<DeadlineNotice>, Error> {
        if !Right::SeePatients.is_of(actor.access) || !self.preferences(actor)?.deadlines {
            return Ok(Vec::new());
        }
        let today = self.practice.day(now);
        let seen = self.seen_by(actor)?;
        let mut due = self.tcm_due_on(today)?;
        due.retain(|due| seen.as_ref().is_none_or(|seen| seen.contains(&due.patient.id)));
        let mut notices: BTreeMap<(When, Step), DeadlineNotice> = BTreeMap::new();
        for (when, day) in [(When::Today, today), (When::Tomorrow, today + Days::new(1))] {
            for due in due.iter().filter(|due| falls_on(due, day)) {
                let notice = notices.entry((when, due.step)).or_insert(DeadlineNotice {
                    when,
                    day,
                    step: due.step,
                    count: 0,
                    loses: false,
                });
                notice.count += 1;
                notice.loses |= when == When::Today && due.now != due.tomorrow;
            }
        }
        Ok(notices.into_values().collect())
    }
}

/// The alert fires on the safe date, and once more on the latest one.
fn falls_on(due: &Due, day: NaiveDate) -> bool {
    due.due == day || due.latest == Some(day)
}
