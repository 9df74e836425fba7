//! Which backups are kept: all of two days, then one a day, one a week, one a month.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

/// All of these are kept, and those of a clock that ran ahead.
const ALL_OF: TimeDelta = TimeDelta::hours(48);

/// Then so many days, weeks and months with a backup, the last of each. Days and weeks as Anki has them by default
/// (Anki manual, "Backups": 12, 10 and 9); two years of months, since claims are looked back on for longer.
const DAYS: usize = 12;
const WEEKS: usize = 10;
const MONTHS: usize = 24;

/// Whether to keep each of the backups made at these moments, in any order. The newest always stays.
pub(super) fn kept(made: &[DateTime<Utc>], now: DateTime<Utc>, zone: Tz) -> Vec<bool> {
    let mut newest_first: Vec<usize> = (0..made.len()).collect();
    newest_first.sort_by_key(|at| std::cmp::Reverse(made[*at]));
    let mut shelves = Shelves::default();
    let mut kept = vec![false; made.len()];
    for (place, at) in newest_first.into_iter().enumerate() {
        let fresh = now - made[at] <= ALL_OF;
        let shelved = !fresh && shelves.take(made[at].with_timezone(&zone).date_naive());
        kept[at] = place == 0 || fresh || shelved;
    }
    kept
}

/// The days, weeks and months that have their backup. Each begins where the one before is full.
#[derive(Default)]
struct Shelves {
    days: BTreeSet<NaiveDate>,
    weeks: BTreeSet<(i32, u32)>,
    months: BTreeSet<(i32, u32)>,
}

impl Shelves {
    /// Backups come newest first, so the first of a day is its last.
    fn take(&mut self, day: NaiveDate) -> bool {
        let week = (day.iso_week().year(), day.iso_week().week());
        let month = (day.year(), day.month());
        if self.days.len() < DAYS || self.days.contains(&day) {
            return self.days.insert(day);
        }
        if self.weeks.len() < WEEKS || self.weeks.contains(&week) {
            return self.weeks.insert(week);
        }
        self.months.len() < MONTHS && self.months.insert(month)
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::America::Detroit;
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    /// What is left of these, as text, the oldest first.
    fn left(made: &[&str], now: &str) -> Vec<String> {
        let made: Vec<_> = made.iter().map(|text| at(text)).collect();
        let kept = kept(&made, at(now), Detroit);
        let mut left: Vec<_> = made.iter().zip(kept).filter(|(_, kept)| *kept).map(|(at, _)| *at).collect();
        left.sort();
        left.iter().map(|at| at.format("%Y-%m-%d %H:%M").to_string()).collect()
    }

    #[test]
    fn all_of_two_days_stay_and_of_the_day_before_the_last() {
        let made = [
            "2026-11-16T14:00:00Z",
            "2026-11-16T20:00:00Z",
            "2026-11-17T21:00:00Z",
            "2026-11-18T14:00:00Z",
            "2026-11-19T14:00:00Z",
            "2026-11-19T14:30:00Z",
        ];
        let expected = [
            "2026-11-16 20:00",
            "2026-11-17 21:00",
            "2026-11-18 14:00",
            "2026-11-19 14:00",
            "2026-11-19 14:30",
        ];
        assert_eq!(left(&made, "2026-11-19T20:00:00Z"), expected);
    }

    #[test]
    fn the_day_is_the_practices_and_not_greenwichs() {
        // 22:00 and 23:30 of the 10th in Detroit; in Greenwich two days.
        let made = ["2026-11-11T03:00:00Z", "2026-11-11T04:30:00Z", "2026-11-19T20:00:00Z"];
        assert_eq!(left(&made, "2026-11-19T20:00:00Z"), ["2026-11-11 04:30", "2026-11-19 20:00"]);
    }

    #[test]
    fn the_newest_stays_however_old_and_one_of_the_future_too() {
        assert_eq!(left(&["2020-01-01T12:00:00Z"], "2026-11-19T20:00:00Z").len(), 1);
        assert_eq!(left(&["2020-01-01T12:00:00Z", "2030-01-01T12:00:00Z"], "2026-11-19T20:00:00Z").len(), 2);
        assert_eq!(left(&[], "2026-11-19T20:00:00Z").len(), 0);
    }

    #[test]
    fn three_years_of_days_leave_days_then_weeks_then_months() {
        let (mut made, mut now) = (Vec::new(), at("2024-01-01T17:00:00Z"));
        for _ in 0..3 * 365 {
            now += TimeDelta::days(1);
            made.push(now);
            let keep = kept(&made, now, Detroit);
            let mut keep = keep.iter();
            made.retain(|_| *keep.next().unwrap());
        }
        let days: Vec<i64> = made.iter().map(|one| (now - *one).num_days()).collect();
        let gaps: Vec<i64> = days.windows(2).map(|pair| pair[0] - pair[1]).rev().collect();
        assert!(gaps[..14].iter().all(|gap| *gap == 1), "{gaps:?}");
        assert!(gaps[16..24].iter().all(|gap| *gap == 7), "{gaps:?}");
        assert!(gaps.iter().all(|gap| *gap <= 38), "no hole: {gaps:?}");
        assert!(days[0] > 2 * 365, "two years back: {days:?}");
        assert!(made.len() <= 3 + DAYS + WEEKS + MONTHS, "{}", made.len());
    }

    proptest! {
        #[test]
        fn whatever_there_is_the_newest_and_the_fresh_stay_and_a_second_look_changes_nothing(
            minutes in proptest::collection::vec(-3_000i64..2_000_000, 0..200),
        ) {
            let now = at("2026-11-19T20:00:00Z");
            let made: Vec<_> = minutes.iter().map(|minutes| now - TimeDelta::minutes(*minutes)).collect();
            let keep = kept(&made, now, Detroit);
            let left: Vec<_> =
                made.iter().zip(&keep).filter(|(_, keep)| **keep).map(|(at, _)| *at).collect();
            prop_assert_eq!(left.iter().max(), made.iter().max());
            for (at, keep) in made.iter().zip(&keep) {
                prop_assert!(*keep || now - *at > ALL_OF);
            }
            let old = left.iter().filter(|at| now - **at > ALL_OF).count();
            prop_assert!(old <= DAYS + WEEKS + MONTHS);
            prop_assert!(kept(&left, now, Detroit).iter().all(|keep| *keep));
        }
    }
}
