//! Under whom a patient's month is billed, so that the patients of one practitioner can be looked through alone.

use std::collections::{BTreeMap, BTreeSet};

use rules::{Line, Month, Statement};
use store::{Conn, EnrollmentId, EpisodeId, PlanId, StaffId};

use super::has_something;
use crate::{Error, case, claims};

/// The practitioners of the enrollments in a month, read at once; the seldom things are asked for one by one.
pub(super) struct Billing {
    month: Month,
    enrollments: BTreeMap<EnrollmentId, StaffId>,
}

impl Billing {
    pub(super) fn read(conn: &Conn, month: Month) -> Result<Self, Error> {
        Ok(Self { month, enrollments: claims::practitioners_in(conn, month)? })
    }

    /// The practitioners of what a patient's row shows, each once.
    pub(super) fn of(&self, conn: &Conn, statement: &Statement) -> Result<Vec<StaffId>, Error> {
        let in_month = |line: &Line| self.month.contains(line.dos);
        let mut all = BTreeSet::new();
        for account in statement.accounts.iter().filter(|account| has_something(account)) {
            all.extend(self.enrollments.get(&EnrollmentId(number(&account.id)?)));
        }
        for episode in statement.tcm.iter().filter(|item| item.line.as_ref().is_some_and(in_month)) {
            all.insert(store::tcm::by_id(conn, EpisodeId(number(&episode.id)?))?.practitioner_id);
        }
        for day in statement.acp.iter().filter(|day| day.lines.iter().any(in_month)) {
            all.insert(StaffId(number(&day.staff)?));
        }
        for plan in statement.oncology.iter().filter(|plan| plan.line.as_ref().is_some_and(in_month)) {
            all.insert(store::oncology_plans::by_id(conn, PlanId(number(&plan.id)?))?.practitioner_id);
        }
        Ok(all.into_iter().collect())
    }
}

fn number(id: &str) -> Result<i64, Error> {
    case::number(id).ok_or(Error::Unreadable("statement"))
}
