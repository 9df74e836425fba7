//! Every second of an account's month in one track: counted, or excluded with its reason.

use crate::activities::activity;
use crate::codes::Facts;
use crate::gates::{Second, alone};
use chrono::NaiveDate;
use rules::{
    Enrollment, Entry, EntryRounding, ExcludedTime, MultiPatient, ParallelIndependent, Seconds, Track,
};
use std::collections::BTreeMap;

/// The part of an entry inside the month, second by second.
pub(crate) struct Slice<'a> {
    pub(crate) entry: &'a Entry,
    pub(crate) first: i64,
    /// Nothing where the second counts.
    pub(crate) verdicts: Vec<Option<&'static str>>,
    pub(crate) dates: Vec<NaiveDate>,
}

impl Slice<'_> {
    fn counts_at(&self, second: i64) -> bool {
        let index = usize::try_from(second - self.first).ok();
        index.and_then(|index| self.verdicts.get(index)).is_some_and(Option::is_none)
    }

    /// The counted seconds with their local dates.
    pub(crate) fn counted(&self) -> impl Iterator<Item = (i64, NaiveDate)> {
        let seconds = (self.first..).zip(self.verdicts.iter().zip(&self.dates));
        seconds.filter(|(_, (verdict, _))| verdict.is_none()).map(|(at, (_, date))| (at, *date))
    }
}

/// What the gates leave of an account's entries in one track.
pub(crate) struct Judged<'a> {
    pub(crate) track: Track,
    pub(crate) slices: Vec<Slice<'a>>,
    /// Every counted second with its local date, in the order of time; twice where two people add it.
    pub(crate) counted: Vec<(i64, NaiveDate)>,
}

impl<'a> Judged<'a> {
    pub(crate) fn of(facts: &'a Facts<'a>, account: &'a Enrollment, track: Track) -> Self {
        let own = facts.case.entries.iter().filter(|entry| entry.account == account.id);
        let mut slices: Vec<_> = own.map(|entry| slice(facts, account, track, entry)).collect();
        slices.retain(|slice| !slice.verdicts.is_empty());
        slices.sort_by_key(|slice| (slice.entry.start, &slice.entry.id));
        slices.iter_mut().for_each(|slice| performer_conflicts(facts, slice));
        patient_overlaps(facts, &mut slices);
        if facts.case.settings.entry_rounding == EntryRounding::FloorMinute {
            slices.iter_mut().for_each(round_down);
        }
        let mut counted: Vec<_> = slices.iter().flat_map(Slice::counted).collect();
        counted.sort_unstable();
        Self { track, slices, counted }
    }

    pub(crate) fn counted_s(&self) -> i64 {
        i64::try_from(self.counted.len()).unwrap()
    }

    /// How many counted seconds lie before an instant.
    pub(crate) fn cumulated(&self, instant: i64) -> i64 {
        i64::try_from(self.counted.partition_point(|(at, _)| *at < instant)).unwrap()
    }

    /// The local date of the second that reaches a threshold.
    pub(crate) fn crossing_date(&self, threshold: i64) -> NaiveDate {
        self.counted[usize::try_from(threshold - 1).unwrap()].1
    }

    pub(crate) fn excluded(&self) -> Vec<ExcludedTime> {
        let mut sums: BTreeMap<(&str, &str), i64> = BTreeMap::new();
        for slice in &self.slices {
            for reason in slice.verdicts.iter().flatten() {
                *sums.entry((&slice.entry.id, reason)).or_default() += 1;
            }
        }
        let row = |((entry, reason), seconds): ((&str, &str), i64)| ExcludedTime {
            entry: entry.to_owned(),
            reason: reason.parse().unwrap(),
            seconds: Seconds(seconds),
        };
        sums.into_iter().map(row).collect()
    }
}

/// Gates 1 to 8 for every second of an entry that lies in the month.
fn slice<'a>(facts: &'a Facts<'a>, account: &'a Enrollment, track: Track, entry: &'a Entry) -> Slice<'a> {
    let performer = facts.case.staff.iter().find(|staff| staff.id == entry.staff).unwrap();
    let first = entry.start.seconds().max(facts.from);
    let seconds = first..entry.end.seconds().min(facts.to);
    if seconds.is_empty() {
        return Slice { entry, first, verdicts: Vec::new(), dates: Vec::new() };
    }
    let dates = facts.clock.dates(seconds.clone());
    let activity = activity(&entry.activity);
    let judge = |(at, date)| alone(Second { facts, entry, account, performer, track, activity, at, date });
    let verdicts = seconds.zip(dates.iter().copied()).map(judge).collect();
    Slice { entry, first, verdicts, dates }
}

/// Gate 9: the performer was timed on other patients.
fn performer_conflicts(facts: &Facts<'_>, slice: &mut Slice<'_>) {
    let shares = slice.entry.activity == "multi_patient_prep"
        || facts.case.settings.multi_patient == MultiPatient::SplitEven;
    let others: Vec<i64> =
        (slice.first..).take(slice.verdicts.len()).map(|at| others(facts, slice, at)).collect();
    let mut at = 0;
    while at < others.len() {
        let end = run_end(&slice.verdicts, &others, at);
        if slice.verdicts[at].is_none() && others[at] > 0 {
            let length = i64::try_from(end - at).unwrap();
            let kept = if shares { length / (others[at] + 1) } else { 0 };
            let lost = at + usize::try_from(kept).unwrap()..end;
            slice.verdicts[lost].fill(Some("X-OVERLAP-PERFORMER"));
        }
        at = end;
    }
}

/// How many other patients the performer is timed on at a second.
fn others(facts: &Facts<'_>, slice: &Slice<'_>, at: i64) -> i64 {
    let busy = facts.case.elsewhere.iter().filter(|busy| {
        busy.staff == slice.entry.staff && busy.start.seconds() <= at && at < busy.end.seconds()
    });
    i64::try_from(busy.count()).unwrap()
}

/// Where the run of seconds that starts here ends: seconds that passed so far, with as many other patients.
fn run_end(verdicts: &[Option<&str>], others: &[i64], from: usize) -> usize {
    let mut end = from + 1;
    while end < others.len()
        && verdicts[end].is_none() == verdicts[from].is_none()
        && others[end] == others[from]
    {
        end += 1;
    }
    end
}

/// Gate 10: an entry that precedes has the second. Those that lose it themselves take it all the same.
fn patient_overlaps(facts: &Facts<'_>, slices: &mut [Slice<'_>]) {
    let mut dropped = Vec::new();
    for (index, slice) in slices.iter().enumerate() {
        for (at, _) in slice.counted() {
            let mut taken = slices[..index]
                .iter()
                .filter(|before| before.counts_at(at) && takes(facts, before.entry, slice.entry));
            let Some(first) = taken.next() else { continue };
            let same = |before: &Slice<'_>| {
                let (a, b) = (before.entry, slice.entry);
                (&a.staff, a.start, a.end) == (&b.staff, b.start, b.end)
            };
            let duplicate = same(first) || taken.any(same);
            dropped.push((index, at, if duplicate { "X-DUPLICATE" } else { "X-OVERLAP-PATIENT" }));
        }
    }
    for (index, at, reason) in dropped {
        let slice = &mut slices[index];
        slice.verdicts[usize::try_from(at - slice.first).unwrap()] = Some(reason);
    }
}

fn takes(facts: &Facts<'_>, before: &Entry, entry: &Entry) -> bool {
    match facts.case.settings.parallel_independent {
        ParallelIndependent::Union => true,
        ParallelIndependent::Sum => {
            let huddle = |entry: &Entry| entry.activity == "team_huddle";
            before.staff == entry.staff || (huddle(before) && huddle(entry))
        }
    }
}

/// Gate 11: the last counted seconds beyond whole minutes.
fn round_down(slice: &mut Slice<'_>) {
    let beyond = slice.counted().count() % 60;
    let last = slice.verdicts.iter_mut().rev().filter(|verdict| verdict.is_none());
    last.take(beyond).for_each(|verdict| *verdict = Some("X-ROUNDING"));
}
