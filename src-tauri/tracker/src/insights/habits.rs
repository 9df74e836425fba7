//! How a month's time was recorded: by day and person, in round lengths or measured ones, at once or long after.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveDate, Utc};
use rules::{Month, Seconds};
use store::StaffId;
use store::insights::SpanRow;

use crate::practice::Practice;
use crate::{Error, Tracker};

/// Logged seconds of a person on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StaffDay {
    /// Who.
    pub staff: StaffId,
    /// The local day.
    pub day: NaiveDate,
    /// How many.
    pub seconds: Seconds,
}

/// How a month was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelfAudit {
    /// Measured entries by whole minutes, 0 to 59; the last are those of an hour or more.
    pub timed: Vec<u32>,
    /// Entries that nobody measured, the same way.
    pub typed: Vec<u32>,
    /// For each person with entries: how many lengths are whole fives of minutes.
    pub rounding: Vec<Rounding>,
    /// How long after the work its typed entries were written.
    pub late: [Late; 4],
    /// Days of more hours than one person is likely to work for patients who are not there, longest first.
    pub long_days: Vec<LongDay>,
}

/// How often somebody's entries have a length of whole fives of minutes, to the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rounding {
    /// Who.
    pub staff: StaffId,
    /// Measured entries.
    pub timed: u32,
    /// Those of whole fives.
    pub timed_round: u32,
    /// Entries that nobody measured.
    pub typed: u32,
    /// Those of whole fives.
    pub typed_round: u32,
}

/// Typed entries by how many days after the work they were written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Late {
    /// At least so many days after.
    pub from_days: u32,
    /// Entries.
    pub entries: u32,
    /// Their seconds.
    pub seconds: Seconds,
}

/// A day of one person with too many hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LongDay {
    /// Who.
    pub staff: StaffId,
    /// The local day.
    pub day: NaiveDate,
    /// How many seconds.
    pub seconds: Seconds,
}

/// More than this in a day is worth a look. Caretally's own number: a day of work and two hours, all of it logged.
const LONG_DAY: Seconds = Seconds(10 * 3600);
/// Whole fives of minutes.
const FIVE_MINUTES_S: i64 = 300;
/// The same day, the next, the same week, later.
const LATE_FROM: [u32; 4] = [0, 1, 2, 8];

/// An entry as far as it lies in the month.
pub(super) struct Span {
    staff: StaffId,
    is_timed: bool,
    /// Of the whole entry, in or out of the month.
    length: Seconds,
    days_late: i64,
    by_day: Vec<(NaiveDate, Seconds)>,
}

impl Tracker {
    /// The entries of a month as they stand.
    pub(super) fn spans(&self, month: Month) -> Result<Vec<Span>, Error> {
        let bounds = self.practice.bounds(month);
        let rows = self.store.read(|conn| store::insights::spans(conn, bounds.0, bounds.1))?;
        Ok(rows.iter().map(|row| span(row, &self.practice, bounds)).collect())
    }
}

fn span(row: &SpanRow, practice: &Practice, (from, to): (DateTime<Utc>, DateTime<Utc>)) -> Span {
    let ended_on = practice.day(row.ended_at - chrono::TimeDelta::seconds(1));
    Span {
        staff: row.staff_id,
        // On the phone, or found after the program was gone: a timer measured it all the same.
        is_timed: row.origin != "typed",
        length: Seconds((row.ended_at - row.started_at).num_seconds()),
        days_late: (practice.day(row.first_written_at) - ended_on).num_days(),
        by_day: by_day(row.started_at.max(from), row.ended_at.min(to), practice),
    }
}

/// Cut at each local midnight.
fn by_day(from: DateTime<Utc>, to: DateTime<Utc>, practice: &Practice) -> Vec<(NaiveDate, Seconds)> {
    let first = practice.day(from);
    // Most work begins and ends on one day, and where midnight is takes longer to find out.
    if practice.day(to - chrono::TimeDelta::seconds(1)) == first && from < to {
        return vec![(first, Seconds((to - from).num_seconds()))];
    }
    let (mut days, mut at) = (Vec::new(), from);
    while at < to {
        let day = practice.day(at);
        let next =
            day.checked_add_days(Days::new(1)).map(|next| rules::local_midnight(next, practice.zone).utc());
        let until = next.filter(|next| *next > at).map_or(to, |next| next.min(to));
        days.push((day, Seconds((until - at).num_seconds())));
        at = until;
    }
    days
}

/// Seconds by day and person: days in order, and people in order within a day.
pub(super) fn days(spans: &[Span]) -> Vec<StaffDay> {
    let mut sums: BTreeMap<(NaiveDate, StaffId), Seconds> = BTreeMap::new();
    for span in spans {
        for (day, seconds) in &span.by_day {
            *sums.entry((*day, span.staff)).or_insert(Seconds::ZERO) += *seconds;
        }
    }
    sums.into_iter().map(|((day, staff), seconds)| StaffDay { staff, day, seconds }).collect()
}

pub(super) fn self_audit(spans: &[Span]) -> SelfAudit {
    let (mut timed, mut typed) = (vec![0; 61], vec![0; 61]);
    for span in spans {
        let minutes = usize::try_from(span.length.0 / 60).unwrap_or(60).min(60);
        let lengths = if span.is_timed { &mut timed } else { &mut typed };
        if let Some(count) = lengths.get_mut(minutes) {
            *count += 1;
        }
    }
    SelfAudit { timed, typed, rounding: rounding(spans), late: late(spans), long_days: long_days(spans) }
}

fn rounding(spans: &[Span]) -> Vec<Rounding> {
    let mut people: BTreeMap<StaffId, Rounding> = BTreeMap::new();
    for span in spans {
        let staff = span.staff;
        let one = people.entry(staff).or_insert(Rounding {
            staff,
            timed: 0,
            timed_round: 0,
            typed: 0,
            typed_round: 0,
        });
        let is_round = u32::from(span.length.0 % FIVE_MINUTES_S == 0);
        if span.is_timed {
            one.timed += 1;
            one.timed_round += is_round;
        } else {
            one.typed += 1;
            one.typed_round += is_round;
        }
    }
    people.into_values().collect()
}

fn late(spans: &[Span]) -> [Late; 4] {
    let mut late = LATE_FROM.map(|from_days| Late { from_days, ..Late::default() });
    for span in spans.iter().filter(|span| !span.is_timed) {
        let fits = |late: &&mut Late| span.days_late >= i64::from(late.from_days);
        let [first, ..] = &LATE_FROM;
        let mut fitting = late.iter_mut().rev().find(fits);
        if fitting.is_none() {
            // Written before the work was over, as far as the clock knew.
            fitting = late.iter_mut().find(|late| late.from_days == *first);
        }
        if let Some(late) = fitting {
            late.entries += 1;
            late.seconds += span.length;
        }
    }
    late
}

fn long_days(spans: &[Span]) -> Vec<LongDay> {
    let long = days(spans).into_iter().filter(|day| day.seconds > LONG_DAY);
    let mut long: Vec<_> =
        long.map(|StaffDay { staff, day, seconds }| LongDay { staff, day, seconds }).collect();
    long.sort_by_key(|day| (std::cmp::Reverse(day.seconds), day.day, day.staff));
    long
}
