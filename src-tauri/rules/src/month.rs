//! Calendar months, and counting dates in them.

use crate::case::instant::NotATime;
use crate::case::read::{digits, year};
use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A calendar month.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: i32,
    month: u32,
}

impl Month {
    /// The month with this number (1-12) in a year from 2000 to 2099.
    pub fn new(year: i32, month: u32) -> Option<Self> {
        ((2000..=2099).contains(&year) && (1..=12).contains(&month)).then_some(Self { year, month })
    }

    /// The month a date lies in.
    pub fn of(date: NaiveDate) -> Self {
        Self { year: date.year(), month: date.month() }
    }

    /// The year it is in.
    pub fn year(self) -> i32 {
        self.year
    }

    /// Its number in the year, 1-12.
    pub fn number(self) -> u32 {
        self.month
    }

    /// Its first day.
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, self.month, 1).unwrap_or_default()
    }

    /// Its last day.
    pub fn last_day(self) -> NaiveDate {
        self.next().first_day().pred_opt().unwrap_or_default()
    }

    /// The month after it.
    #[must_use]
    pub fn next(self) -> Self {
        Self::of(self.first_day() + Months::new(1))
    }

    /// The month before it.
    #[must_use]
    pub fn previous(self) -> Self {
        Self::of(self.first_day() - Months::new(1))
    }

    /// Whether the date lies in it.
    pub fn contains(self, date: NaiveDate) -> bool {
        Self::of(date) == self
    }
}

/// `YYYY-MM`
impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl fmt::Debug for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Month {
    type Err = NotATime;

    fn from_str(text: &str) -> Result<Self, NotATime> {
        let &[y1, y2, y3, y4, b'-', m1, m2] = text.as_bytes() else {
            return Err(NotATime);
        };
        let month = digits(&[m1, m2]).ok_or(NotATime)?;
        Self::new(year(&[y1, y2, y3, y4]).ok_or(NotATime)?, month).ok_or(NotATime)
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::case::read::parsed(deserializer, "a month YYYY-MM in 2000-2099")
    }
}

/// A date so many days later.
pub(crate) fn days_later(date: NaiveDate, days: i64) -> NaiveDate {
    date.checked_add_days(Days::new(days.unsigned_abs())).unwrap_or(NaiveDate::MAX)
}

/// The same day so many months earlier, or the last day of that month.
pub(crate) fn months_before(date: NaiveDate, months: u32) -> NaiveDate {
    date.checked_sub_months(Months::new(months)).unwrap_or(NaiveDate::MIN)
}

/// The same day so many months later, or the last day of that month.
pub(crate) fn months_after(date: NaiveDate, months: u32) -> NaiveDate {
    date.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX)
}

/// The same day a year earlier; 29 February becomes 28 February.
pub(crate) fn year_before(date: NaiveDate) -> NaiveDate {
    months_before(date, 12)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(text: &str) -> Month {
        text.parse().unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn months_follow_each_other_across_years_and_leap_days() {
        assert_eq!(month("2025-12").next(), month("2026-01"));
        assert_eq!(month("2026-01").previous(), month("2025-12"));
        assert_eq!(month("2026-07").previous(), month("2026-06"));
        assert_eq!((month("2026-07").year(), month("2026-07").number()), (2026, 7));
        assert_eq!(format!("{0} {0:?}", month("2026-07")), "2026-07 2026-07");
        assert_eq!(month("2028-02").last_day(), day("2028-02-29"));
        assert_eq!(month("2099-12").last_day(), day("2099-12-31"));
        for text in ["2026-13", "2026-00", "1999-12", "2100-01", "2026-1", "+026-01"] {
            assert_eq!(text.parse::<Month>(), Err(NotATime), "{text}");
        }
    }

    #[test]
    fn six_months_before_the_end_of_august_is_the_end_of_february() {
        assert_eq!(months_before(day("2026-08-31"), 6), day("2026-02-28"));
        assert_eq!(year_before(day("2024-02-29")), day("2023-02-28"));
    }
}
