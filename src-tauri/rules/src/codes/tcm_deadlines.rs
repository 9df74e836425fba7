//! The dates a discharge sets.

use crate::calendar::Calendar;
use crate::case::instant::Instant;
use crate::holidays::{business_day, is_business_day};
use crate::month::days_later;
use crate::pack::Packs;
use chrono::NaiveDate;
use chrono_tz::Tz;

/// The dates a discharge sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadlines {
    /// Last day for the contact under every reading of "holiday".
    pub contact_safe: NaiveDate,
    /// Last day for the contact.
    pub contact_due: NaiveDate,
    /// Last day of the visit for the higher code.
    pub visit_due_7: NaiveDate,
    /// Last day of the visit.
    pub visit_due_14: NaiveDate,
    /// The 30th day.
    pub period_end: NaiveDate,
}

/// The dates a discharge sets, in the practice's zone, with its closures beside the federal holidays.
pub fn tcm_deadlines(
    discharged: Instant,
    zone: Tz,
    holidays: &[NaiveDate],
    in_lieu: bool,
    packs: &Packs,
) -> Deadlines {
    deadlines(Calendar::date_in(zone, discharged), holidays, in_lieu, packs)
}

// Rule: Contact by the second business day, visit by the 7th or 14th day, 30 days with the day of discharge as the first
//
// Source: Manage My Practice, Transitional care management article with the CMS FAQ, 2013; Cigna, Reimbursement policy
// R32 update, January 2021
pub(super) fn deadlines(day: NaiveDate, holidays: &[NaiveDate], in_lieu: bool, packs: &Packs) -> Deadlines {
    let pack = &packs.tcm;
    let due = |closures: &[NaiveDate], in_lieu| {
        let is_open = |date| is_business_day(date, closures, in_lieu, packs);
        business_day(day, pack.contact_business_days, is_open)
    };
    Deadlines {
        contact_safe: due(&[], false),
        contact_due: due(holidays, in_lieu),
        visit_due_7: days_later(day, pack.early_visit_days),
        visit_due_14: days_later(day, pack.late_visit_days),
        period_end: days_later(day, pack.period_days - 1),
    }
}
