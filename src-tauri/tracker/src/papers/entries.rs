//! The entries behind a claim as tables: who worked when on what, how it was taken down, and every edit.

use exchange::{Cell, Column, Table};
use rules::Role;
use store::entries::EntryVersion;
use store::staff::StaffRow;
use store::{EnrollmentId, StaffId};

use super::words;
use crate::patient_month::EntryMonth;
use crate::patient_month::PatientMonth;
use crate::practice::Practice;
use crate::{Error, Tracker, case};

const ENTRIES: [Column; 8] = [
    Column::words("entry", "Entry", 7),
    Column::words("start", "Start", 13),
    Column::words("stop", "Stop", 13),
    Column::words("staff", "Staff, credential", 22),
    Column::words("activity", "Activity", 24),
    Column::words("taken", "Taken down", 21),
    Column::figures("counted", "Counted", 8),
    Column::words("excluded", "Not counted, and why", 28),
];

const EDITS: [Column; 6] = [
    Column::words("entry", "Version", 8),
    Column::words("said", "What it said", 40),
    Column::words("by", "Written by", 18),
    Column::words("at", "Written at", 20),
    Column::words("became", "What became of it", 22),
    Column::words("reason", "Reason given", 28),
];

/// The entries of an enrollment's month, with every version of each.
pub(super) struct Work<'a> {
    practice: &'a Practice,
    month: &'a PatientMonth,
    staff: case::Staff,
    /// Oldest first.
    entries: Vec<(&'a EntryMonth, Vec<EntryVersion>)>,
}

impl<'a> Work<'a> {
    pub(super) fn read(
        tracker: &'a Tracker,
        month: &'a PatientMonth,
        id: EnrollmentId,
    ) -> Result<Self, Error> {
        let mine = month.entries.iter().rev().filter(|entry| entry.version.row.enrollment_id == id);
        let entries = mine
            .map(|entry| Ok((entry, tracker.entry_history(entry.version.row.id)?)))
            .collect::<Result<_, Error>>()?;
        Ok(Self {
            practice: tracker.practice(),
            month,
            staff: tracker.store.read(case::staff)?.in_month(month.month),
            entries,
        })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// A row for each entry as it stands, or as it stood when it was voided.
    pub(super) fn table(&self) -> Table {
        let mut total = vec![Cell::Blank; ENTRIES.len()];
        total[0] = Cell::text("Total");
        total[6] = Cell::Seconds(self.entries.iter().map(|(entry, _)| entry.counted.0).sum());
        Table {
            caption: "Every entry of the month".to_owned(),
            columns: ENTRIES.to_vec(),
            rows: self.entries.iter().map(|(entry, _)| self.row(entry)).collect(),
            total: Some(total),
        }
    }

    fn row(&self, entry: &EntryMonth) -> Vec<Cell> {
        let row = &entry.version.row;
        let typed = format!("{}, {}", words::origin(&row.origin), words::time(self.practice, row.written_at));
        let taken = if row.origin == "timed" { words::origin(&row.origin).to_owned() } else { typed };
        vec![
            Cell::Text(case::entry_id(row.id)),
            Cell::Text(words::time(self.practice, row.started_at)),
            Cell::Text(words::time(self.practice, row.ended_at)),
            Cell::Text(self.person(row.staff_id)),
            Cell::Text(self.activity(&row.activity)),
            Cell::Text(taken),
            Cell::Seconds(entry.counted.0),
            Cell::Text(self.excluded(entry)),
        ]
    }

    fn excluded(&self, entry: &EntryMonth) -> String {
        if let Some(void) = &entry.version.voided {
            return format!("All of it: voided. {}", void.reason);
        }
        let parts = entry.excluded.iter().map(|lost| {
            let reason = rules::Reason::Exclusion(lost.reason);
            format!("{}: {} ({})", lost.seconds, words::says(reason), reason.code())
        });
        let jump = (entry.version.clock_jump_ms != 0).then(|| {
            "The computer's clock was set while it ran; its length was measured by another clock".to_owned()
        });
        parts.chain(jump).collect::<Vec<_>>().join(". ")
    }

    /// Every version of the entries that were edited.
    pub(super) fn edits(&self) -> Option<Table> {
        let edited = |versions: &&Vec<EntryVersion>| {
            versions.len() > 1 || versions.iter().any(|version| version.voided.is_some())
        };
        let histories = self.entries.iter().map(|(_, versions)| versions).filter(edited);
        let rows: Vec<_> = histories.flat_map(|versions| self.versions(versions)).collect();
        let caption = "Every version of the entries that were edited".to_owned();
        (!rows.is_empty()).then(|| Table { caption, columns: EDITS.to_vec(), rows, total: None })
    }

    fn versions(&self, versions: &[EntryVersion]) -> Vec<Vec<Cell>> {
        let next = |at: usize| versions.get(at + 1);
        let rows = versions.iter().enumerate();
        rows.map(|(at, version)| self.version(version, next(at))).collect()
    }

    fn version(&self, version: &EntryVersion, next: Option<&EntryVersion>) -> Vec<Cell> {
        let row = &version.row;
        let became = match (next, &version.voided) {
            (Some(next), _) => format!("replaced by {}", case::entry_id(next.row.id)),
            (None, Some(void)) => {
                format!(
                    "voided by {}, {}",
                    self.name(void.written_by),
                    words::time(self.practice, void.written_at)
                )
            }
            (None, None) => "stands".to_owned(),
        };
        let reasons = [row.reason.clone(), version.voided.as_ref().map(|void| void.reason.clone())];
        let whose = if row.patient_id == self.month.patient.id { "" } else { " (of another patient)" };
        vec![
            Cell::Text(case::entry_id(row.id)),
            Cell::Text(format!(
                "{} to {}, {}, {}{whose}",
                words::time(self.practice, row.started_at),
                words::time(self.practice, row.ended_at),
                self.activity(&row.activity),
                words::origin(&row.origin),
            )),
            Cell::Text(self.name(row.written_by)),
            Cell::Text(words::time(self.practice, row.written_at)),
            Cell::Text(became),
            Cell::Text(reasons.into_iter().flatten().collect::<Vec<_>>().join(". ")),
        ]
    }

    fn activity(&self, slug: &str) -> String {
        let packs = self.practice.rules.of(self.month.month);
        packs.rules().activity(slug).map_or_else(|| slug.to_owned(), |activity| activity.label.clone())
    }

    fn name(&self, id: StaffId) -> String {
        self.staff.get(&id).map(|staff| staff.name.clone()).unwrap_or_default()
    }

    /// `Tamsin Reyes-Holt, RN (licensed clinical staff)`
    fn person(&self, id: StaffId) -> String {
        self.staff.get(&id).map(person).unwrap_or_default()
    }
}

/// A staff member with credentials and what the rules take the role for.
pub(super) fn person(staff: &StaffRow) -> String {
    let credentials =
        if staff.credentials.is_empty() { String::new() } else { format!(", {}", staff.credentials) };
    let class = staff.role.parse::<Role>().map(|role| format!(" ({})", words::class(role.class())));
    format!("{}{credentials}{}", staff.name, class.unwrap_or_default())
}
