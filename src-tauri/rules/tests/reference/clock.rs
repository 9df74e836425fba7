//! Local days and midnights, found by looking; and dates moved by months.

use chrono::{DateTime, Datelike, NaiveDate};
use chrono_tz::Tz;
use rules::DateOrInstant;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// No zone's clock is further from UTC than this.
const FARTHEST_S: i64 = 15 * 3600;
/// Since 2000 every local midnight falls on a quarter of an hour in UTC.
const QUARTER_S: i64 = 900;

/// The practice's clock.
pub(crate) struct Clock {
    zone: Tz,
    /// Midnights already looked for.
    midnights: RefCell<BTreeMap<NaiveDate, i64>>,
}

impl Clock {
    pub(crate) fn new(zone: Tz) -> Self {
        Self { zone, midnights: RefCell::default() }
    }

    /// The local date of the second that starts here.
    pub(crate) fn date(&self, second: i64) -> NaiveDate {
        DateTime::from_timestamp(second, 0).unwrap().with_timezone(&self.zone).date_naive()
    }

    /// The local date of each of these seconds. No clock changes within a minute.
    pub(crate) fn dates(&self, seconds: std::ops::Range<i64>) -> Vec<NaiveDate> {
        let mut date = self.date(seconds.start);
        let mut next = |second: i64| {
            if second % 60 == 0 {
                date = self.date(second);
            }
            date
        };
        seconds.map(&mut next).collect()
    }

    /// The first second whose local date is this one.
    pub(crate) fn midnight(&self, date: NaiveDate) -> i64 {
        *self.midnights.borrow_mut().entry(date).or_insert_with(|| {
            let mut second = date.and_hms_opt(0, 0, 0).unwrap().and_utc().timestamp() - FARTHEST_S;
            while self.date(second) < date {
                second += QUARTER_S;
            }
            second
        })
    }

    /// The day something happened.
    pub(crate) fn day_of(&self, at: DateOrInstant) -> NaiveDate {
        match at {
            DateOrInstant::Date(date) => date,
            DateOrInstant::Instant(instant) => self.date(instant.seconds()),
        }
    }
}

pub(crate) fn days_later(date: NaiveDate, days: i64) -> NaiveDate {
    date + chrono::Duration::days(days)
}

/// The same day so many months later (or earlier, below zero), or the last day of that month.
pub(crate) fn months_later(date: NaiveDate, months: i64) -> NaiveDate {
    let index = i64::from(date.year()) * 12 + i64::from(date.month0()) + months;
    let year = i32::try_from(index.div_euclid(12)).unwrap();
    let month = u32::try_from(index.rem_euclid(12)).unwrap() + 1;
    (1..=date.day()).rev().find_map(|day| NaiveDate::from_ymd_opt(year, month, day)).unwrap()
}
