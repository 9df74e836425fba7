//! Time entries: as they stand, their history, and the forms that add, correct and void them.

use chrono::{DateTime, Utc};
use rules::ExcludedTime;
use serde::{Deserialize, Serialize};
use tracker::day::DayEntry;
use tracker::entries::{Correction, EntryVersion, TypedEntry};
use tracker::patient_month::{EntryMonth, Names};
use tracker::{Actor, EnrollmentId, EntryId, Error, Tracker};
use ts_rs::TS;

use super::{ReasonView, instant};

/// A time entry as it stands.
#[derive(Clone, Serialize, TS)]
pub struct EntryView {
    /// Entry id.
    pub id: i64,
    /// Enrollment id.
    pub enrollment: i64,
    /// Who did it.
    pub staff: String,
    /// Local day of the start.
    pub date: String,
    /// Local wall time of the start, `HH:MM:SS`.
    pub start: String,
    /// Local wall time of the end.
    pub end: String,
    /// Start, RFC 3339.
    pub started_at: String,
    /// End, RFC 3339.
    pub ended_at: String,
    /// Length.
    pub seconds: i64,
    /// Seconds of it that count in the track shown.
    pub counted_s: i64,
    /// The rest, by reason.
    pub excluded: Vec<ReasonView>,
    /// Activity slug.
    pub activity: String,
    /// Note.
    pub note: String,
    /// `timed`, `typed`, `attested` or `recovered`.
    pub origin: String,
    /// Seconds by which the computer's clock was set while it was timed; 0 when it was not.
    pub clock_jump_s: i64,
    /// Part of a billed visit.
    pub part_of_visit: bool,
    /// Number of earlier versions.
    pub corrections: u32,
    /// Length of the version before, when it was corrected.
    pub was_s: Option<i64>,
    /// Why it was corrected or voided, and by whom.
    pub reason: Option<String>,
    /// Who corrected or voided it.
    pub changed_by: Option<String>,
    /// May the signed-in person correct it?
    pub mine: bool,
}

/// One version in the history of an entry, oldest first.
#[derive(Clone, Serialize, TS)]
pub struct EntryVersionView {
    /// The version; `reason` and `changed_by` say why and by whom it was written.
    pub entry: EntryView,
    /// When it was written, RFC 3339.
    pub written_at: String,
    /// True for a void: the version above it no longer counts.
    pub voided: bool,
    /// The entry it was cut off from, by the version that was cut; its history says why.
    pub split_from: Option<i64>,
}

/// Time typed in afterwards.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NewEntryForm {
    /// Enrollment id.
    pub enrollment: i64,
    /// Day.
    pub date: String,
    /// Wall time `HH:MM` or `HH:MM:SS`; empty where `length` says from when to when.
    pub start: String,
    /// Length as typed: `1:30`, `90m`, `1h30`, `25` (minutes), or `9:40-10:05`.
    pub length: String,
    /// Activity slug.
    pub activity: String,
    /// Note.
    pub note: String,
    /// Part of a billed visit.
    pub part_of_visit: bool,
    /// In the repeated hour of autumn: true for the first pass, false for the second.
    pub first_pass: Option<bool>,
}

/// A correction; the original stays readable.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CorrectEntryForm {
    /// Entry id.
    pub id: i64,
    /// Day.
    pub date: String,
    /// Wall time of the start.
    pub start: String,
    /// Wall time of the end (the next day when it is not after the start).
    pub end: String,
    /// Activity slug.
    pub activity: String,
    /// Note.
    pub note: String,
    /// Part of a billed visit.
    pub part_of_visit: bool,
    /// Why: required.
    pub reason: String,
    /// As in `NewEntryForm`.
    pub first_pass: Option<bool>,
}

/// A void; the entry stays readable.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct VoidEntryForm {
    /// Entry id.
    pub id: i64,
    /// Why: required.
    pub reason: String,
}

impl EntryView {
    /// An entry of a month, as it stands.
    pub(crate) fn read(tracker: &Tracker, actor: &Actor, names: &Names, entry: &EntryMonth) -> Self {
        let before = entry
            .before
            .as_ref()
            .map(|version| (version.row.ended_at - version.row.started_at).num_seconds());
        Self {
            counted_s: entry.counted.0,
            excluded: reasons(&entry.excluded),
            corrections: u32::try_from(entry.corrections).unwrap_or(u32::MAX),
            was_s: before,
            ..Self::version(tracker, actor, names, &entry.version)
        }
    }

    /// An entry of a person's day, as it stands.
    pub(crate) fn of_day(tracker: &Tracker, actor: &Actor, names: &Names, entry: &DayEntry) -> Self {
        let version = EntryVersion { row: entry.row.clone(), voided: None, clock_jump_ms: 0 };
        Self {
            counted_s: entry.counted.0,
            excluded: reasons(&entry.excluded),
            ..Self::version(tracker, actor, names, &version)
        }
    }

    fn version(tracker: &Tracker, actor: &Actor, names: &Names, version: &EntryVersion) -> Self {
        let row = &version.row;
        let name = |id| names.get(&id).cloned().unwrap_or_default();
        let (reason, by) = match &version.voided {
            Some(void) => (Some(void.reason.clone()), Some(void.written_by)),
            None => (row.reason.clone(), row.replaces_id.map(|_| row.written_by)),
        };
        Self {
            id: row.id.get(),
            enrollment: row.enrollment_id.get(),
            staff: name(row.staff_id),
            date: local(tracker, row.started_at, "%Y-%m-%d"),
            start: local(tracker, row.started_at, "%H:%M:%S"),
            end: local(tracker, row.ended_at, "%H:%M:%S"),
            started_at: instant(row.started_at),
            ended_at: instant(row.ended_at),
            seconds: (row.ended_at - row.started_at).num_seconds(),
            counted_s: 0,
            excluded: Vec::new(),
            activity: row.activity.clone(),
            note: row.note.clone(),
            origin: row.origin.clone(),
            clock_jump_s: version.clock_jump_ms / 1_000,
            part_of_visit: row.part_of_visit,
            corrections: 0,
            was_s: None,
            reason,
            changed_by: by.map(name),
            mine: version.voided.is_none() && Tracker::may_change(actor, row),
        }
    }
}

/// Local day or time of an instant.
pub(crate) fn local(tracker: &Tracker, at: DateTime<Utc>, format: &str) -> String {
    at.with_timezone(&tracker.practice().zone).format(format).to_string()
}

impl EntryVersionView {
    /// Every version of an entry; a void is a version of its own at the end.
    pub(crate) fn read_all(
        tracker: &Tracker,
        actor: &Actor,
        versions: &[EntryVersion],
    ) -> Result<Vec<Self>, Error> {
        let names = tracker.names()?;
        let split_from = tracker.split_from(versions)?.map(EntryId::get);
        let mut views = Vec::new();
        for version in versions {
            let written = EntryVersion { voided: None, ..version.clone() };
            views.push(Self {
                entry: EntryView::version(tracker, actor, &names, &written),
                written_at: instant(version.row.written_at),
                voided: false,
                split_from: split_from.filter(|_| version.row.replaces_id.is_none()),
            });
            if let Some(void) = &version.voided {
                views.push(Self {
                    entry: EntryView::version(tracker, actor, &names, version),
                    written_at: instant(void.written_at),
                    voided: true,
                    split_from: None,
                });
            }
        }
        Ok(views)
    }
}

impl From<NewEntryForm> for TypedEntry {
    fn from(form: NewEntryForm) -> Self {
        Self {
            enrollment: EnrollmentId(form.enrollment),
            date: form.date,
            start: form.start,
            length: form.length,
            activity: form.activity,
            note: form.note,
            part_of_visit: form.part_of_visit,
            first_pass: form.first_pass,
        }
    }
}

impl From<CorrectEntryForm> for Correction {
    fn from(form: CorrectEntryForm) -> Self {
        Self {
            entry: EntryId(form.id),
            date: form.date,
            start: form.start,
            end: form.end,
            activity: form.activity,
            note: form.note,
            part_of_visit: form.part_of_visit,
            reason: form.reason,
            first_pass: form.first_pass,
        }
    }
}

fn reasons(excluded: &[ExcludedTime]) -> Vec<ReasonView> {
    excluded.iter().map(|item| ReasonView::excluded(item.reason, Some(item.seconds.0))).collect()
}
