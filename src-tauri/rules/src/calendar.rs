//! Which month, day and midnight a second belongs to: the only place that reads a time zone.

use std::cell::RefCell;

use crate::case::instant::{DateOrInstant, Instant};
use crate::interval::Span;
use crate::month::Month;
use chrono::{Datelike, NaiveDate, Offset, TimeZone};
use chrono_tz::Tz;

const DAY: i64 = 86_400;
/// Further from UTC no zone is: the furthest is fourteen hours (IANA, Pacific/Kiritimati).
const FURTHEST: i64 = 15 * 3_600;
/// Days from the first day of chrono's count to 1 January 1970.
const EPOCH_DAY: i64 = 719_163;

/// The practice's zone, with the offsets of one month at hand.
#[derive(Clone, Debug)]
pub(crate) struct Calendar {
    known: Known,
    at_hand: Month,
    bounds: Span,
}

/// What is known of a zone's offsets.
#[derive(Clone, Debug)]
struct Known {
    zone: Tz,
    stretches: Vec<Stretch>,
}

thread_local! {
    /// What was looked up last: whoever stops a timer asks for this month's offsets again, and a practice has one zone.
    static LAST: RefCell<Option<Calendar>> = const { RefCell::new(None) };
}

/// Seconds during which the zone keeps one offset from UTC.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    span: Span,
    offset: i64,
}

impl Calendar {
    /// The zone, with the offsets of the month and the days around it looked up once.
    pub(crate) fn new(zone: Tz, month: Month) -> Self {
        LAST.with_borrow_mut(|last| match last {
            Some(calendar) if calendar.at_hand == month && calendar.known.zone == zone => calendar.clone(),
            _ => last.insert(Self::looked_up(zone, month)).clone(),
        })
    }

    fn looked_up(zone: Tz, month: Month) -> Self {
        let around = Span::new(
            utc_midnight(month.first_day()) - 3 * DAY,
            utc_midnight(month.next().first_day()) + 3 * DAY,
        );
        let known = Known { zone, stretches: stretches(zone, around) };
        let bounds = known.bounds(month);
        Self { known, at_hand: month, bounds }
    }

    /// The seconds of a month: from local midnight of its first day to that of the next month's.
    pub(crate) fn month(&self, month: Month) -> Span {
        if month == self.at_hand { self.bounds } else { self.known.bounds(month) }
    }

    /// The local date of a second.
    pub(crate) fn date(&self, second: i64) -> NaiveDate {
        date_of_day((second + self.known.stretch(second).offset).div_euclid(DAY))
    }

    /// The local date of an instant in a zone, where no month is at hand.
    pub(crate) fn date_in(zone: Tz, instant: Instant) -> NaiveDate {
        date_of_day((instant.seconds() + offset(zone, instant.seconds())).div_euclid(DAY))
    }

    /// The local date of an instant.
    pub(crate) fn date_at(&self, instant: Instant) -> NaiveDate {
        self.date(instant.seconds())
    }

    /// The local date of something known by its instant or only by its date.
    pub(crate) fn date_of(&self, at: DateOrInstant) -> NaiveDate {
        match at {
            DateOrInstant::Date(date) => date,
            DateOrInstant::Instant(instant) => self.date_at(instant),
        }
    }

    /// Local midnight: the first second whose local date is this one. A day the zone skipped begins with the next.
    pub(crate) fn midnight(&self, date: NaiveDate) -> i64 {
        self.known.midnight(date)
    }

    /// The local days a stretch of time touches, each with its part of it.
    pub(crate) fn days(&self, span: Span) -> impl Iterator<Item = (Span, NaiveDate)> {
        let mut at = span.from;
        std::iter::from_fn(move || {
            if at >= span.to {
                return None;
            }
            let stretch = self.known.stretch(at);
            let day = (at + stretch.offset).div_euclid(DAY);
            let end = ((day + 1) * DAY - stretch.offset).min(stretch.span.to).min(span.to);
            let part = Span::new(at, end);
            at = end;
            Some((part, date_of_day(day)))
        })
    }
}

impl Known {
    fn bounds(&self, month: Month) -> Span {
        Span::new(self.midnight(month.first_day()), self.midnight(month.next().first_day()))
    }

    fn midnight(&self, date: NaiveDate) -> i64 {
        let naive = utc_midnight(date);
        let early = self.stretch(naive - FURTHEST);
        if early.span.to > naive + FURTHEST {
            return naive - early.offset;
        }
        stretches(self.zone, Span::new(naive - FURTHEST, naive + FURTHEST))
            .into_iter()
            .map(|stretch| Span::new(stretch.span.from.max(naive - stretch.offset), stretch.span.to))
            .find(|rest| !rest.is_empty())
            .map_or(naive, |rest| rest.from)
    }

    fn stretch(&self, second: i64) -> Stretch {
        let known =
            self.stretches.iter().find(|stretch| stretch.span.from <= second && second < stretch.span.to);
        known.copied().unwrap_or_else(|| Stretch {
            span: Span::new(second, second + 1),
            offset: offset(self.zone, second),
        })
    }
}

/// Every stretch of constant offset in a span. Zones keep an offset for weeks, so looking every other day misses none.
fn stretches(zone: Tz, span: Span) -> Vec<Stretch> {
    let mut found = Vec::with_capacity(2);
    let mut current = Stretch { span, offset: offset(zone, span.from) };
    let mut at = span.from;
    while at < span.to {
        let next = (at + 2 * DAY).min(span.to);
        let then = offset(zone, next);
        if then != current.offset {
            let change = change(zone, Span::new(at, next), current.offset);
            found.push(Stretch { span: Span::new(current.span.from, change), ..current });
            current = Stretch { span: Span::new(change, span.to), offset: then };
        }
        at = next;
    }
    found.push(current);
    found
}

/// The first second in the span at which the offset is no longer this one.
fn change(zone: Tz, span: Span, before: i64) -> i64 {
    let (mut low, mut high) = (span.from, span.to);
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if offset(zone, middle) == before { low = middle } else { high = middle }
    }
    high
}

fn offset(zone: Tz, second: i64) -> i64 {
    let utc = Instant::from_seconds(second).utc().naive_utc();
    i64::from(zone.offset_from_utc_datetime(&utc).fix().local_minus_utc())
}

fn utc_midnight(date: NaiveDate) -> i64 {
    (i64::from(date.num_days_from_ce()) - EPOCH_DAY) * DAY
}

fn date_of_day(day: i64) -> NaiveDate {
    let day = i32::try_from(day + EPOCH_DAY).unwrap_or_default();
    NaiveDate::from_num_days_from_ce_opt(day).unwrap_or_default()
}

/// The instants a month begins and ends at: local midnight of its first day and of the next month's.
pub fn month_bounds(month: Month, zone: Tz) -> (Instant, Instant) {
    let span = Calendar::new(zone, month).month(month);
    (Instant::from_seconds(span.from), Instant::from_seconds(span.to))
}

/// Local midnight: the first second whose local date is this one.
pub fn local_midnight(date: NaiveDate, zone: Tz) -> Instant {
    // For one day, nothing else of its month is looked up.
    let naive = utc_midnight(date);
    let around = Span::new(naive - FURTHEST, naive + FURTHEST + 1);
    Instant::from_seconds(Known { zone, stretches: stretches(zone, around) }.midnight(date))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(text: &str) -> Month {
        text.parse().unwrap()
    }

    fn calendar(zone: Tz, text: &str) -> Calendar {
        Calendar::new(zone, month(text))
    }

    fn second(text: &str) -> i64 {
        text.parse::<Instant>().unwrap().seconds()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_with_a_clock_change_is_an_hour_shorter_or_longer() {
        let detroit = chrono_tz::America::Detroit;
        let hours = |text| calendar(detroit, text).month(month(text)).length().0 / 3600;
        assert_eq!(
            [hours("2026-03"), hours("2026-11"), hours("2026-01")],
            [31 * 24 - 1, 30 * 24 + 1, 31 * 24]
        );
    }

    #[test]
    fn midnight_is_the_first_second_of_its_day_on_both_clock_change_nights() {
        let march = calendar(chrono_tz::America::Detroit, "2026-03");
        assert_eq!(march.midnight(day("2026-03-08")), second("2026-03-08T00:00:00-05:00"));
        assert_eq!(march.midnight(day("2026-03-09")), second("2026-03-09T00:00:00-04:00"));
        let november = calendar(chrono_tz::America::Detroit, "2026-11");
        assert_eq!(november.midnight(day("2026-11-02")), second("2026-11-02T00:00:00-05:00"));
        assert_eq!(november.date(second("2026-11-01T01:30:00-04:00")), day("2026-11-01"));
    }

    #[test]
    fn a_day_without_midnight_begins_after_the_gap() {
        let havana = calendar(chrono_tz::America::Havana, "2026-03");
        assert_eq!(havana.midnight(day("2026-03-08")), second("2026-03-08T01:00:00-04:00"));
        let samoa = calendar(chrono_tz::Pacific::Apia, "2011-12");
        assert_eq!(samoa.midnight(day("2011-12-30")), samoa.midnight(day("2011-12-31")));
    }

    #[test]
    fn midnight_has_the_offset_before_a_change_of_the_same_day_and_after_one_of_the_evening_before() {
        let sydney = calendar(chrono_tz::Australia::Sydney, "2026-10");
        assert_eq!(sydney.midnight(day("2026-10-04")), second("2026-10-04T00:00:00+10:00"));
        assert_eq!(sydney.midnight(day("2026-10-05")), second("2026-10-05T00:00:00+11:00"));
        let easter = calendar(chrono_tz::Pacific::Easter, "2026-09");
        assert_eq!(easter.midnight(day("2026-09-05")), second("2026-09-05T00:00:00-06:00"));
        assert_eq!(easter.midnight(day("2026-09-06")), second("2026-09-06T00:00:00-05:00"));
    }

    #[test]
    fn an_offset_that_is_back_before_the_end_was_not_missed() {
        // Morocco, 2012: summer time, none in Ramadan (20 July to 20 August), and summer time again.
        let summer = Span::new(second("2012-07-01T00:00:00Z"), second("2012-09-01T00:00:00Z"));
        let found = stretches(chrono_tz::Africa::Casablanca, summer);
        let offsets: Vec<_> = found.iter().map(|stretch| stretch.offset / 3600).collect();
        assert_eq!(offsets, [1, 0, 1]);
        assert_eq!(found[1].span.from, second("2012-07-20T02:00:00Z"));
        assert_eq!(found[1].span.to, second("2012-08-20T02:00:00Z"));
    }

    #[test]
    fn the_date_of_an_instant_is_the_zones_with_or_without_a_month_at_hand() {
        let late = "2026-01-05T23:30:00-05:00";
        let detroit = chrono_tz::America::Detroit;
        assert_eq!(Calendar::date_in(detroit, late.parse().unwrap()), day("2026-01-05"));
        for month in ["2026-01", "2026-08"] {
            assert_eq!(calendar(detroit, month).date(second(late)), day("2026-01-05"));
        }
    }

    #[test]
    fn days_are_told_apart_far_from_the_month_at_hand() {
        let august = calendar(chrono_tz::America::Detroit, "2026-08");
        let span = Span::new(second("2026-01-05T23:59:58-05:00"), second("2026-01-06T00:00:01-05:00"));
        let days: Vec<_> = august.days(span).map(|(part, date)| (part.length().0, date)).collect();
        assert_eq!(days, [(1, day("2026-01-05")), (1, day("2026-01-05")), (1, day("2026-01-06"))]);
    }

    #[test]
    fn midnights_outside_the_month_at_hand_are_right_too() {
        let calendar = calendar(chrono_tz::America::New_York, "2026-03");
        assert_eq!(calendar.midnight(day("2026-11-02")), second("2026-11-02T00:00:00-05:00"));
        assert_eq!(calendar.midnight(day("2025-07-04")), second("2025-07-04T00:00:00-04:00"));
    }

    #[test]
    fn a_stretch_over_midnight_has_two_days() {
        let march = calendar(chrono_tz::America::Detroit, "2026-03");
        let span = Span::new(second("2026-03-08T23:50:00-04:00"), second("2026-03-09T00:10:00-04:00"));
        let days: Vec<_> = march.days(span).map(|(part, date)| (part.length().0, date)).collect();
        assert_eq!(days, [(600, day("2026-03-08")), (600, day("2026-03-09"))]);
    }
}
