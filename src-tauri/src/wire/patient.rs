//! A patient: facts and one month.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tracker::patient_month::PatientMonth;
use tracker::patients::{PatientChange, PatientLine, age};
use tracker::{Actor, Tracker};
use ts_rs::TS;

use super::{EnrollmentView, EntryView, EpisodeView};

/// A patient in a list or a find result.
#[derive(Clone, Serialize, TS)]
pub struct PatientLineView {
    /// Patient id.
    pub id: i64,
    /// Name.
    pub name: String,
    /// Birth date.
    pub birth_date: String,
    /// Age today.
    pub age: u32,
    /// `F`, `M`, `X` or empty.
    pub sex: String,
    /// Medical record number.
    pub mrn: String,
    /// Payer slug.
    pub payer: String,
    /// Programs now enrolled in.
    pub programs: Vec<String>,
    /// Enrollment a timer would start on, if there is just one to choose.
    pub enrollment: Option<i64>,
}

/// Everything of one patient and one month.
#[derive(Clone, Serialize, TS)]
pub struct PatientView {
    /// Facts.
    pub patient: PatientLineView,
    /// Preferred call window.
    pub call_window: String,
    /// Month shown.
    pub month: String,
    /// Enrollments that touch the month, then the others.
    pub enrollments: Vec<EnrollmentView>,
    /// Entries of the month, newest first; corrected and voided ones only in their history.
    pub entries: Vec<EntryView>,
    /// Voided entries of the month, newest first.
    pub voided: Vec<EntryView>,
    /// TCM episodes, newest first.
    pub episodes: Vec<EpisodeView>,
}

/// New or changed patient.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PatientForm {
    /// Null for a new patient.
    pub id: Option<i64>,
    /// Name.
    pub name: String,
    /// Birth date, `YYYY-MM-DD`.
    pub birth_date: String,
    /// Medical record number, unique.
    pub mrn: String,
    /// `F`, `M`, `X` or empty.
    pub sex: String,
    /// Payer slug.
    pub payer: String,
    /// Preferred call window.
    pub call_window: String,
}

impl PatientLineView {
    /// A patient as lists show it.
    pub(crate) fn read(line: &PatientLine, today: NaiveDate) -> Self {
        let row = &line.row;
        let only = match line.enrollments.as_slice() {
            [(id, _)] => Some(id.get()),
            _ => None,
        };
        Self {
            id: row.id.get(),
            name: row.name.clone(),
            birth_date: row.birth_date.to_string(),
            age: age(row.birth_date, today),
            sex: row.sex.clone(),
            mrn: row.mrn.clone(),
            payer: row.payer.clone(),
            programs: line.enrollments.iter().map(|(_, program)| program.clone()).collect(),
            enrollment: only,
        }
    }
}

impl PatientView {
    /// Everything of one patient and one month.
    pub(crate) fn read(tracker: &Tracker, actor: &Actor, month: &PatientMonth) -> Self {
        let names = &month.names;
        let entry = |entry| EntryView::read(tracker, actor, names, entry);
        let standing = month.entries.iter().filter(|entry| entry.version.voided.is_none());
        let voided = month.entries.iter().filter(|entry| entry.version.voided.is_some());
        Self {
            patient: PatientLineView::read(&month.line(tracker.today_date()), tracker.today_date()),
            call_window: month.patient.call_window.clone(),
            month: month.month.to_string(),
            enrollments: month
                .enrollments
                .iter()
                .map(|item| EnrollmentView::read(tracker, month, item))
                .collect(),
            entries: standing.map(entry).collect(),
            voided: voided.map(entry).collect(),
            episodes: month.episodes.iter().map(|item| EpisodeView::read(tracker, names, item)).collect(),
        }
    }
}

impl From<PatientForm> for PatientChange {
    fn from(form: PatientForm) -> Self {
        Self {
            id: form.id,
            name: form.name,
            birth_date: form.birth_date,
            mrn: form.mrn,
            sex: form.sex,
            payer: form.payer,
            call_window: form.call_window,
        }
    }
}
