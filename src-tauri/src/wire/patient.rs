//! A patient: facts and one month.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tracker::patient_month::PatientMonth;
use tracker::patients::{PatientChange, PatientLine, age};
use tracker::{Actor, Error, StaffId, Tracker};
use ts_rs::TS;

use super::{
    BilledElsewhereView, EnrollmentView, EntryView, EpisodeView, ServicesView, SignOffView, StaffNameView,
    SubscriberForm, SubscriberView,
};

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
    /// Hidden from who asked: only name and number are told.
    pub hidden: bool,
}

/// Everything of one patient and one month.
#[derive(Clone, Serialize, TS)]
pub struct PatientView {
    /// Facts.
    pub patient: PatientLineView,
    /// Preferred call window.
    pub call_window: String,
    /// What electronic claims say besides.
    pub subscriber: SubscriberView,
    /// Local day and time of death, `YYYY-MM-DD HH:MM`.
    pub died: Option<String>,
    /// Month shown.
    pub month: String,
    /// Who pays for it, a slug: not always who pays now.
    pub payer: String,
    /// Enrollments that touch the month, then the others.
    pub enrollments: Vec<EnrollmentView>,
    /// Entries of the month, newest first; corrected and voided ones only in their history.
    pub entries: Vec<EntryView>,
    /// Voided entries of the month, newest first.
    pub voided: Vec<EntryView>,
    /// TCM episodes, newest first.
    pub episodes: Vec<EpisodeView>,
    /// What other practices bill, as far as it is known, earliest service first.
    pub billed_elsewhere: Vec<BilledElsewhereView>,
    /// Planning talks, treatment plans, and what this practice bills by other means.
    pub services: ServicesView,
    /// Who is on the care team.
    pub care_team: Vec<StaffNameView>,
    /// How the month stands with those who sign.
    pub sign_off: SignOffView,
    /// The patient is hidden from who asked, who opened the page in an emergency: so many seconds are left of it.
    pub emergency_left_s: Option<i64>,
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
    /// What electronic claims say besides; null: it stays as it is.
    #[serde(default)]
    pub subscriber: Option<SubscriberForm>,
    /// The first month a changed payer pays for, `YYYY-MM`; null: it was never another.
    pub from: Option<String>,
}

impl PatientLineView {
    /// A patient as lists show it.
    pub(crate) fn read(line: &PatientLine, today: NaiveDate) -> Self {
        let row = &line.row;
        let only = match line.enrollments.as_slice() {
            [(id, _)] => Some(id.get()),
            _ => None,
        };
        let told = |text: String| if line.hidden { String::new() } else { text };
        Self {
            id: row.id.get(),
            name: row.name.clone(),
            birth_date: told(row.birth_date.to_string()),
            age: if line.hidden { 0 } else { age(row.birth_date, today) },
            sex: told(row.sex.clone()),
            mrn: row.mrn.clone(),
            payer: told(row.payer.clone()),
            hidden: line.hidden,
            programs: line.enrollments.iter().map(|(_, program)| program.clone()).collect(),
            enrollment: only,
        }
    }
}

impl PatientView {
    /// Everything of one patient and one month.
    pub(crate) fn read(tracker: &Tracker, actor: &Actor, month: &PatientMonth) -> Result<Self, Error> {
        let names = &month.names;
        let entry = |entry| EntryView::read(tracker, actor, names, entry);
        let standing = month.entries.iter().filter(|entry| entry.version.voided.is_none());
        let voided = month.entries.iter().filter(|entry| entry.version.voided.is_some());
        let person =
            |id: StaffId| StaffNameView { id: id.get(), name: names.get(&id).cloned().unwrap_or_default() };
        Ok(Self {
            billed_elsewhere: tracker
                .billed_elsewhere(month.patient.id)?
                .into_iter()
                .map(BilledElsewhereView::from)
                .collect(),
            services: ServicesView::read(tracker, month),
            care_team: tracker.care_team(month.patient.id)?.into_iter().map(person).collect(),
            sign_off: SignOffView::read(tracker, &month.names, month.patient.id, month.month)?,
            emergency_left_s: tracker
                .emergency_until(actor, month.patient.id)?
                .map(|until| (until - tracker.now()).num_seconds()),
            patient: PatientLineView::read(&month.line(tracker.today_date()), tracker.today_date()),
            call_window: month.patient.call_window.clone(),
            subscriber: tracker.subscriber(month.patient.id)?.into(),
            died: month.patient.died_at.map(|at| super::entry::local(tracker, at, "%Y-%m-%d %H:%M")),
            month: month.month.to_string(),
            payer: month.payer.clone(),
            enrollments: month
                .enrollments
                .iter()
                .map(|item| EnrollmentView::read(tracker, month, item))
                .collect(),
            entries: standing.map(entry).collect(),
            voided: voided.map(entry).collect(),
            episodes: month
                .episodes
                .iter()
                .map(|item| EpisodeView::read(tracker, actor, names, item))
                .collect(),
        })
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
            subscriber: form.subscriber.map(Into::into),
            from: form.from,
        }
    }
}
