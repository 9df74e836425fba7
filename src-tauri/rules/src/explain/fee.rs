//! Where an amount comes from.

use crate::case_month::CaseMonth;
use crate::code::Code;
use crate::money::Cents;
use crate::pack::Evidence;
use crate::pack::fees::rate;
use chrono::NaiveDate;

/// The amount of one unit and the table it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeeUsed {
    /// One unit.
    pub cents: Cents,
    /// The first date of service the table applies to.
    pub table_from: NaiveDate,
    /// Who says so.
    pub source: String,
    /// How far that was checked.
    pub verified: Evidence,
}

/// The fee of a code on a date; nothing for a code without a rate.
pub(super) fn fee_used(month: &CaseMonth<'_>, code: Code, dos: NaiveDate) -> Option<FeeUsed> {
    let (table, rate) = rate(code, dos, month.packs)?;
    Some(FeeUsed {
        cents: rate.amount(month.case.place, month.case.settings.qp),
        table_from: table.from,
        source: table.source.clone(),
        verified: table.verified,
    })
}
