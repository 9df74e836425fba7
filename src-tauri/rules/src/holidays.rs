//! Federal holidays, and counting business days.

use crate::month::days_later;
use crate::pack::Packs;
use crate::pack::holidays::{FixedHoliday, HolidayPack, MovingHoliday};
use chrono::{Datelike, NaiveDate, Weekday};

/// The date so many business days later.
pub(crate) fn business_day(after: NaiveDate, count: u32, is_open: impl Fn(NaiveDate) -> bool) -> NaiveDate {
    let mut date = after;
    for _ in 0..count {
        date = days_later(date, 1);
        while !is_open(date) {
            date = days_later(date, 1);
        }
    }
    date
}

// Rule: A business day is Monday to Friday and not a holiday
//
// Source: CMS, Transitional care management FAQ ("without respect to normal practice hours"), as quoted by AAFP; the
// federal holidays are Caretally's reading of "holiday"
/// Whether the practice works on a day: Monday to Friday, no federal holiday, no day in its lieu, no closure of its own.
pub fn is_business_day(date: NaiveDate, closures: &[NaiveDate], in_lieu: bool, packs: &Packs) -> bool {
    let holidays = &packs.holidays;
    let off = holidays.is_holiday(date) || (in_lieu && holidays.is_in_lieu(date));
    !is_weekend(date) && !off && !closures.contains(&date)
}

fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

impl HolidayPack {
    /// Whether it is a federal holiday on its true date.
    fn is_holiday(&self, date: NaiveDate) -> bool {
        self.is_fixed(date) || self.moving.iter().any(|holiday| holiday.is_on(date))
    }

    /// Whether it is the weekday beside a fixed holiday on a weekend: Friday before Saturday, Monday after Sunday.
    fn is_in_lieu(&self, date: NaiveDate) -> bool {
        match date.weekday() {
            Weekday::Fri => date.succ_opt().is_some_and(|next| self.is_fixed(next)),
            Weekday::Mon => date.pred_opt().is_some_and(|last| self.is_fixed(last)),
            Weekday::Tue | Weekday::Wed | Weekday::Thu | Weekday::Sat | Weekday::Sun => false,
        }
    }

    fn is_fixed(&self, date: NaiveDate) -> bool {
        self.fixed.iter().any(|holiday| holiday.is_on(date))
    }
}

impl FixedHoliday {
    fn is_on(&self, date: NaiveDate) -> bool {
        (date.month(), date.day()) == (self.month, self.day) && date.year() >= self.from_year
    }
}

impl MovingHoliday {
    fn is_on(&self, date: NaiveDate) -> bool {
        if (date.month(), date.weekday()) != (self.month, self.weekday) {
            return false;
        }
        match self.nth {
            0 => days_later(date, 7).month() != date.month(),
            nth => date.day0().div_euclid(7) + 1 == u32::from(nth),
        }
    }
}
