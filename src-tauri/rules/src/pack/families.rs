//! The numbers of the families that are not tracks: transitional care, advance care planning, oncology.

use super::{Apart, Evidence, checked};
use crate::case::read::date;
use crate::code::Code;
use chrono::NaiveDate;
use serde::Deserialize;

/// Transitional care management.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TcmPack {
    /// The code for moderate decision making or the later visit.
    pub(crate) moderate: Code,
    /// The code for high decision making and the earlier visit.
    pub(crate) high: Code,
    /// The first discharge date.
    #[serde(deserialize_with = "date")]
    pub(crate) from: NaiveDate,
    /// Days from discharge to the visit for the higher code.
    #[serde(deserialize_with = "checked::count")]
    pub(crate) early_visit_days: i64,
    /// Days from discharge to the visit at the latest.
    #[serde(deserialize_with = "checked::count")]
    pub(crate) late_visit_days: i64,
    /// Days of the period, the day of discharge included.
    #[serde(deserialize_with = "checked::count")]
    pub(crate) period_days: i64,
    /// Business days after discharge for the contact.
    #[serde(deserialize_with = "checked::business_days")]
    pub(crate) contact_business_days: u32,
    /// Minutes below which two attempts look like one.
    #[serde(deserialize_with = "checked::count")]
    pub(crate) close_attempts_minutes: i64,
    #[serde(default, rename = "apart")]
    _apart: Vec<Apart>,
    #[serde(rename = "source", deserialize_with = "checked::source")]
    _source: String,
    #[serde(rename = "verified")]
    _verified: Evidence,
}

/// Advance care planning.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AcpPack {
    /// The code of the first half hour.
    pub(crate) base: Code,
    /// Whole minutes that earn it.
    #[serde(deserialize_with = "checked::count")]
    pub(crate) base_minutes: i64,
    /// The code of each further half hour.
    pub(crate) add_on: Code,
    /// Whole minutes that earn the first add-on unit.
    #[serde(deserialize_with = "checked::count")]
    pub(crate) add_on_minutes: i64,
    /// Minutes from one add-on unit to the next.
    #[serde(deserialize_with = "checked::count")]
    pub(crate) block_minutes: i64,
    /// The modifier on the day of an annual wellness visit.
    #[serde(deserialize_with = "checked::modifier")]
    pub(crate) wellness_modifier: String,
    #[serde(default, rename = "apart")]
    _apart: Vec<Apart>,
    #[serde(rename = "source", deserialize_with = "checked::source")]
    _source: String,
    #[serde(rename = "verified")]
    _verified: Evidence,
}

/// Cancer treatment plans.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OncologyPack {
    /// The code of a first plan.
    pub(crate) initial: Code,
    /// The code of a changed plan.
    pub(crate) change: Code,
    #[serde(rename = "source", deserialize_with = "checked::source")]
    _source: String,
    #[serde(rename = "verified")]
    _verified: Evidence,
}
