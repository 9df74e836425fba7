//! The federal holidays as rules.

use super::{Evidence, checked};
use chrono::Weekday;
use serde::Deserialize;

/// The holidays of every year.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HolidayPack {
    /// On the same date every year.
    pub(crate) fixed: Vec<FixedHoliday>,
    /// On a weekday of a month.
    pub(crate) moving: Vec<MovingHoliday>,
    #[serde(rename = "source", deserialize_with = "checked::source")]
    _source: String,
    #[serde(rename = "verified")]
    _verified: Evidence,
}

/// A holiday on the same date every year.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FixedHoliday {
    #[serde(deserialize_with = "checked::month")]
    pub(crate) month: u32,
    #[serde(deserialize_with = "checked::day")]
    pub(crate) day: u32,
    #[serde(default)]
    pub(crate) from_year: i32,
}

/// A holiday on the nth weekday of a month.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MovingHoliday {
    #[serde(deserialize_with = "checked::month")]
    pub(crate) month: u32,
    pub(crate) weekday: Weekday,
    /// 1 = the first; 0 = the last.
    #[serde(deserialize_with = "checked::nth")]
    pub(crate) nth: u8,
}
