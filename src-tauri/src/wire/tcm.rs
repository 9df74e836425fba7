//! The TCM board, and what is checked before it is logged.

use serde::{Deserialize, Serialize};
use tracker::patient_month::Names;
use tracker::patients::age;
use tracker::tcm::{Board, BoardRow, ContactCheck, DayCell, SecondDischarge, VisitChange, VisitCheck};
use tracker::{Actor, EpisodeId, Tracker};
use ts_rs::TS;

use super::{ContactForm, EpisodeForm, EpisodeView, ReasonView, StaffNameView, UrgencyView, worth_slug};

/// The board.
#[derive(Clone, Serialize, TS)]
pub struct BoardView {
    /// Today in the practice's zone.
    pub date: String,
    /// The days of the calendar, from today on.
    pub days: Vec<DayCellView>,
    /// Discharges, most urgent first.
    pub rows: Vec<BoardRowView>,
    /// Practitioners who can take over after a discharge.
    pub practitioners: Vec<StaffNameView>,
}

/// One day.
#[derive(Clone, Serialize, TS)]
pub struct DayCellView {
    /// Which.
    pub date: String,
    /// Why it is no business day: `weekend`, `holiday`, `in_lieu` or `closure`.
    pub closed: Option<String>,
    /// Its number among the business days in which the contact is due.
    pub business_day: Option<u32>,
}

/// One discharge of the board.
#[derive(Clone, Serialize, TS)]
pub struct BoardRowView {
    /// Patient id.
    pub patient: i64,
    /// Patient's name.
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
    /// Local day and time of death, `YYYY-MM-DD HH:MM`.
    pub died: Option<String>,
    /// The discharge with its deadlines, contacts and reasons.
    pub episode: EpisodeView,
    /// `open`, `complete`, `not_reported` or `refused`.
    pub state: String,
    /// What is next: `contact`, `visit`, `med_rec` or `mdm`.
    pub step: Option<String>,
    /// Its limit: the safe date for a contact.
    pub due: Option<String>,
    /// The latest date, where that is another one.
    pub latest: Option<String>,
    /// Days past `due`; negative before it.
    pub days_late: i64,
    /// How near.
    pub urgency: Option<UrgencyView>,
    /// Attempts in time.
    pub attempts: u32,
    /// The code of the line, or the best one still reachable.
    pub code: Option<String>,
    /// Dollars of it, an estimate.
    pub cents: i64,
    /// The code after the next midnight; null when none is left then.
    pub code_tomorrow: Option<String>,
    /// Dollars of that one, 0 when none is left.
    pub cents_tomorrow: i64,
    /// The days from the discharge to day 30.
    pub days: Vec<DayCellView>,
}

/// What a contact would be worth.
#[derive(Clone, Serialize, TS)]
pub struct ContactCheckView {
    /// Its local day.
    pub day: String,
    /// What the rules make of it.
    pub worth: String,
    /// Last day under every reading of "holiday".
    pub safe: String,
    /// Last day.
    pub due: String,
    /// The contact rule is met without it.
    pub met_before: bool,
    /// The contact rule is met with it.
    pub met: bool,
}

/// A visit that took place.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct VisitForm {
    /// Episode id.
    pub episode: i64,
    /// Its day.
    pub date: String,
    /// Discharge management was billed that day too.
    pub discharge_management: bool,
    /// MDM level.
    pub mdm: Option<String>,
    /// Day of the medication reconciliation.
    pub med_rec: Option<String>,
}

/// What a visit would earn.
#[derive(Clone, Serialize, TS)]
pub struct VisitCheckView {
    /// Days after the discharge.
    pub days: i64,
    /// The code it earns or leaves in reach.
    pub code: Option<String>,
    /// Dollars of it, an estimate.
    pub cents: i64,
    /// All is there with it.
    pub complete: bool,
    /// Something else can still be done.
    pub open: bool,
    /// What stands in the way, and what a manager should know.
    pub reasons: Vec<ReasonView>,
}

/// A contact that was logged wrong.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct VoidContactForm {
    /// Contact id.
    pub id: i64,
    /// Why.
    pub reason: String,
}

/// A contact that was logged wrong, and what it was.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CorrectContactForm {
    /// Contact id.
    pub id: i64,
    /// What it was.
    pub contact: ContactForm,
    /// Why it is corrected.
    pub reason: String,
}

/// A readmission within the period.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReadmissionForm {
    /// Episode id.
    pub episode: i64,
    /// The day; null takes it back.
    pub date: Option<String>,
}

/// A second discharge within the period of a first one.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AgainForm {
    /// Episode id of the first.
    pub first: i64,
    /// The second.
    pub second: EpisodeForm,
    /// The first one goes on and is reported; else thirty days begin with the second.
    pub keep_first: bool,
}

/// A death.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DeathForm {
    /// Patient id.
    pub patient: i64,
    /// Local day; null with `time` takes the record back.
    pub date: Option<String>,
    /// Local wall time.
    pub time: Option<String>,
}

impl BoardView {
    /// The board as it is shown.
    pub(crate) fn read(tracker: &Tracker, actor: &Actor, names: &Names, board: &Board) -> Self {
        let row = |row| BoardRowView::read(tracker, actor, names, board, row);
        Self {
            date: board.date.to_string(),
            days: board.days.iter().map(DayCellView::from).collect(),
            rows: board.rows.iter().map(row).collect(),
            practitioners: board
                .practitioners
                .iter()
                .map(|(id, name)| StaffNameView { id: id.get(), name: name.clone() })
                .collect(),
        }
    }
}

impl From<&DayCell> for DayCellView {
    fn from(cell: &DayCell) -> Self {
        Self {
            date: cell.date.to_string(),
            closed: cell.closed.map(|closed| closed.slug().to_owned()),
            business_day: cell.business_day,
        }
    }
}

impl BoardRowView {
    fn read(tracker: &Tracker, actor: &Actor, names: &Names, board: &Board, row: &BoardRow) -> Self {
        let (patient, today) = (&row.patient, board.date);
        let next = row.next;
        let days_late = next.map_or(0, |(_, due, _)| (today - due).num_days());
        let code = |reach: &Option<(String, rules::Cents)>| reach.as_ref().map(|(code, _)| code.clone());
        let cents = |reach: &Option<(String, rules::Cents)>| reach.as_ref().map_or(0, |(_, cents)| cents.0);
        Self {
            patient: patient.id.get(),
            name: patient.name.clone(),
            birth_date: patient.birth_date.to_string(),
            age: age(patient.birth_date, today),
            sex: patient.sex.clone(),
            mrn: patient.mrn.clone(),
            payer: patient.payer.clone(),
            died: patient.died_at.map(|at| super::entry::local(tracker, at, "%Y-%m-%d %H:%M")),
            episode: EpisodeView::read(tracker, actor, names, &row.episode),
            state: row.state.slug().to_owned(),
            step: next.map(|(step, ..)| step.slug().to_owned()),
            due: next.map(|(_, due, _)| due.to_string()),
            latest: next.and_then(|(_, _, latest)| latest).map(|day| day.to_string()),
            days_late,
            urgency: next.map(|_| UrgencyView::of(days_late)),
            attempts: u32::try_from(row.attempts).unwrap_or(u32::MAX),
            code: code(&row.now),
            cents: cents(&row.now),
            code_tomorrow: code(&row.tomorrow),
            cents_tomorrow: cents(&row.tomorrow),
            days: row.days.iter().map(DayCellView::from).collect(),
        }
    }
}

impl From<ContactCheck> for ContactCheckView {
    fn from(check: ContactCheck) -> Self {
        Self {
            day: check.day.to_string(),
            worth: worth_slug(check.worth).to_owned(),
            safe: check.safe.to_string(),
            due: check.due.to_string(),
            met_before: check.met_before,
            met: check.met,
        }
    }
}

impl From<VisitForm> for VisitChange {
    fn from(form: VisitForm) -> Self {
        Self {
            episode: EpisodeId(form.episode),
            date: form.date,
            discharge_management: form.discharge_management,
            mdm: form.mdm,
            med_rec: form.med_rec,
        }
    }
}

impl From<VisitCheck> for VisitCheckView {
    fn from(check: VisitCheck) -> Self {
        Self {
            days: check.days,
            cents: check.code.as_ref().map_or(0, |(_, cents)| cents.0),
            code: check.code.map(|(code, _)| code),
            complete: check.complete,
            open: check.open,
            reasons: ReasonView::all(&check.refusals, &[], &check.warnings),
        }
    }
}

impl AgainForm {
    /// Which of the two periods is reported.
    pub(crate) fn which(&self) -> SecondDischarge {
        if self.keep_first { SecondDischarge::KeepFirst } else { SecondDischarge::BeginAgain }
    }
}
