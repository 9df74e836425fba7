//! When the demo's people work: office hours, one thing at a time, nothing after the present moment.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};
use chrono_tz::Tz;
use fastrand::Rng;
use rules::Month;
use store::StaffId;

use crate::typed_time;

/// A stretch of somebody's day.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    pub(super) start: DateTime<Utc>,
    pub(super) end: DateTime<Utc>,
}

/// Everybody's days, filled from the morning on.
pub(super) struct Schedule {
    zone: Tz,
    now: DateTime<Utc>,
    free_from: BTreeMap<(StaffId, NaiveDate), DateTime<Utc>>,
}

impl Schedule {
    pub(super) fn new(zone: Tz, now: DateTime<Utc>) -> Self {
        Self { zone, now, free_from: BTreeMap::new() }
    }

    /// Days of a month that have begun: its weekdays, or any day where there is no weekday yet.
    pub(super) fn days(&self, month: Month) -> Vec<NaiveDate> {
        let today = self.now.with_timezone(&self.zone).date_naive();
        let all = std::iter::successors(Some(month.first_day()), |day| day.checked_add_days(Days::new(1)));
        let begun: Vec<_> = all.take_while(|day| *day <= month.last_day().min(today)).collect();
        let weekdays: Vec<_> = begun
            .iter()
            .copied()
            .filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun))
            .collect();
        if weekdays.is_empty() { begun } else { weekdays }
    }

    /// The next free stretch of that length on a day, or none when the day is full or not that far gone.
    pub(super) fn take(
        &mut self,
        rng: &mut Rng,
        staff: StaffId,
        day: NaiveDate,
        seconds: i64,
    ) -> Option<Slot> {
        let opens = self.at(day, 8, 30)?;
        let free = self.free_from.get(&(staff, day)).copied().unwrap_or(opens);
        let start = free + TimeDelta::seconds(rng.i64(20..900));
        let end = start + TimeDelta::seconds(seconds);
        if end > self.at(day, 17, 15)? || end > self.now {
            return None;
        }
        self.free_from.insert((staff, day), end);
        Some(Slot { start, end })
    }

    /// A stretch that ends at a given moment, whoever is busy then: for the stories.
    pub(super) fn ending(&mut self, staff: StaffId, end: DateTime<Utc>, seconds: i64) -> Slot {
        let start = end - TimeDelta::seconds(seconds);
        let day = start.with_timezone(&self.zone).date_naive();
        let free = self.free_from.entry((staff, day)).or_insert(end);
        *free = (*free).max(end);
        Slot { start, end }
    }

    fn at(&self, day: NaiveDate, hour: u32, minute: u32) -> Option<DateTime<Utc>> {
        let wall = day.and_time(NaiveTime::from_hms_opt(hour, minute, 0)?);
        typed_time::instant(wall, self.zone, Some(true), "start").ok()
    }
}
