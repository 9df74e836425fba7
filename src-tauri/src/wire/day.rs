//! A person's day as a strip, and the forms that cut and settle its entries.

use serde::{Deserialize, Serialize};
use tracker::day::{Day, DayEntry, DayTimer};
use tracker::overlaps::{Cut, Give, Overlap};
use tracker::patient_month::Names;
use tracker::{Actor, EnrollmentId, EntryId, Error, Tracker};
use ts_rs::TS;

use super::{EntryView, GapView, StretchView, instant};

/// The signed-in person's day.
#[derive(Clone, Serialize, TS)]
pub struct DayView {
    /// Which day.
    pub date: String,
    /// Its first second, RFC 3339; a day has 23, 24 or 25 hours.
    pub from: String,
    /// The second after its last.
    pub to: String,
    /// Entries, by start.
    pub entries: Vec<DayEntryView>,
    /// Time that was set aside, answered for or not.
    pub gaps: Vec<GapView>,
    /// Timers that run or wait.
    pub timers: Vec<DayTimerView>,
    /// Entries that share seconds; they bill for neither.
    pub overlaps: Vec<OverlapView>,
}

/// An entry of the day.
#[derive(Clone, Serialize, TS)]
pub struct DayEntryView {
    /// The entry.
    pub entry: EntryView,
    /// Patient id.
    pub patient: i64,
    /// Patient's name.
    pub name: String,
    /// `ccm`, `complex_ccm` or `pcm`.
    pub program: String,
}

/// A timer of the day.
#[derive(Clone, Serialize, TS)]
pub struct DayTimerView {
    /// Enrollment id.
    pub enrollment: i64,
    /// Patient id.
    pub patient: i64,
    /// Patient's name.
    pub name: String,
    /// Chosen activity.
    pub activity: Option<String>,
    /// It runs; else it waits.
    pub running: bool,
    /// Its stretches of the day, by start.
    pub stretches: Vec<StretchView>,
}

/// Seconds that two entries share.
#[derive(Clone, Serialize, TS)]
pub struct OverlapView {
    /// The entry that begins first.
    pub a: i64,
    /// The other one.
    pub b: i64,
    /// First shared second, RFC 3339.
    pub started_at: String,
    /// The second after the last.
    pub ended_at: String,
    /// How many.
    pub seconds: i64,
}

/// Whose shared seconds are.
#[derive(Clone, Copy, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum GiveForm {
    /// Those of `a`.
    A,
    /// Those of `b`.
    B,
    /// The first half is of the entry that begins first, the rest of the other.
    Split,
}

/// Two entries that share seconds.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OverlapForm {
    /// Entry id.
    pub a: i64,
    /// Entry id.
    pub b: i64,
    /// Whose the shared seconds are.
    pub give: GiveForm,
    /// Why: required.
    pub reason: String,
}

/// Where an entry is cut in two.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SplitForm {
    /// Entry id.
    pub id: i64,
    /// Wall time at which the second part begins.
    pub at: String,
    /// Another patient's enrollment, if the second part was theirs.
    pub enrollment: Option<i64>,
    /// Another activity, if it was.
    pub activity: Option<String>,
    /// Why: required.
    pub reason: String,
    /// As in `NewEntryForm`.
    pub first_pass: Option<bool>,
}

impl DayView {
    /// The day as the strip shows it.
    pub(crate) fn read(tracker: &Tracker, actor: &Actor, day: &Day) -> Result<Self, Error> {
        let names = tracker.names()?;
        Ok(Self {
            date: day.date.to_string(),
            from: instant(day.from),
            to: instant(day.to),
            entries: day
                .entries
                .iter()
                .map(|entry| DayEntryView::read(tracker, actor, &names, entry))
                .collect(),
            gaps: day.gaps.iter().map(|gap| GapView::read(tracker, gap)).collect(),
            timers: day.timers.iter().map(DayTimerView::from).collect(),
            overlaps: day.overlaps.iter().map(OverlapView::from).collect(),
        })
    }
}

impl DayEntryView {
    fn read(tracker: &Tracker, actor: &Actor, names: &Names, entry: &DayEntry) -> Self {
        Self {
            entry: EntryView::of_day(tracker, actor, names, entry),
            patient: entry.row.patient_id.get(),
            name: entry.name.clone(),
            program: entry.program.clone(),
        }
    }
}

impl From<&DayTimer> for DayTimerView {
    fn from(timer: &DayTimer) -> Self {
        Self {
            enrollment: timer.row.enrollment_id.get(),
            patient: timer.patient.get(),
            name: timer.name.clone(),
            activity: timer.row.activity.clone(),
            running: timer.row.paused.is_none(),
            stretches: timer.stretches.iter().map(StretchView::from).collect(),
        }
    }
}

impl From<&Overlap> for OverlapView {
    fn from(overlap: &Overlap) -> Self {
        Self {
            a: overlap.a.id.get(),
            b: overlap.b.id.get(),
            started_at: instant(overlap.from),
            ended_at: instant(overlap.to),
            seconds: (overlap.to - overlap.from).num_seconds(),
        }
    }
}

impl From<GiveForm> for Give {
    fn from(form: GiveForm) -> Self {
        match form {
            GiveForm::A => Self::A,
            GiveForm::B => Self::B,
            GiveForm::Split => Self::Split,
        }
    }
}

impl From<SplitForm> for Cut {
    fn from(form: SplitForm) -> Self {
        Self {
            entry: EntryId(form.id),
            at: form.at,
            enrollment: form.enrollment.map(EnrollmentId),
            activity: form.activity,
            reason: form.reason,
            first_pass: form.first_pass,
        }
    }
}
