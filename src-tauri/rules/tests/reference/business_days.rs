//! Business days: which days the federal holidays take away.

use chrono::{Datelike, NaiveDate, Weekday};

/// The closures somebody looks at.
#[derive(Clone, Copy)]
pub(crate) struct Closures<'a> {
    /// A fixed holiday on a weekend closes the weekday beside it.
    pub(crate) in_lieu: bool,
    /// The practice's own.
    pub(crate) own: &'a [NaiveDate],
}

impl Closures<'_> {
    /// The second business day after a date.
    pub(crate) fn second_business_day_after(self, date: NaiveDate) -> NaiveDate {
        date.iter_days().skip(1).filter(|day| self.is_business_day(*day)).nth(1).unwrap()
    }

    fn is_business_day(self, date: NaiveDate) -> bool {
        let yesterday_or_tomorrow = || match date.weekday() {
            Weekday::Fri => date.succ_opt().is_some_and(is_fixed_holiday),
            Weekday::Mon => date.pred_opt().is_some_and(is_fixed_holiday),
            Weekday::Tue | Weekday::Wed | Weekday::Thu | Weekday::Sat | Weekday::Sun => false,
        };
        let weekend = matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
        let holiday = is_fixed_holiday(date) || is_monday_holiday(date) || is_thanksgiving(date);
        let in_lieu = self.in_lieu && yesterday_or_tomorrow();
        !weekend && !holiday && !in_lieu && !self.own.contains(&date)
    }
}

fn is_fixed_holiday(date: NaiveDate) -> bool {
    match (date.month(), date.day()) {
        (1, 1) | (7, 4) | (11, 11) | (12, 25) => true,
        (6, 19) => date.year() >= 2021,
        _ => false,
    }
}

fn is_monday_holiday(date: NaiveDate) -> bool {
    let which = (date.day() - 1) / 7 + 1;
    let last = (date + chrono::Days::new(7)).month() != date.month();
    let named = match date.month() {
        1 | 2 => which == 3,
        5 => last,
        9 => which == 1,
        10 => which == 2,
        _ => false,
    };
    named && date.weekday() == Weekday::Mon
}

fn is_thanksgiving(date: NaiveDate) -> bool {
    date.month() == 11 && date.weekday() == Weekday::Thu && (22..=28).contains(&date.day())
}
