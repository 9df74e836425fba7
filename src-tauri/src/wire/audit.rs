//! The audit: what was done and seen, and whether the record is sound.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use tracker::record::{AuditFile, Column, EventRow, Filter, Sorting};
use tracker::verify::Verification;
use tracker::{Actor, AnchorState, Error, PatientId, Right, StaffId, Tracker};
use ts_rs::TS;

/// Which events, in which order.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AuditForm {
    /// First day, `YYYY-MM-DD`.
    pub from: Option<String>,
    /// Last day.
    pub until: Option<String>,
    /// By this staff member.
    pub staff: Option<i64>,
    /// About this patient.
    pub patient: Option<i64>,
    /// Of this category.
    pub category: Option<String>,
    /// Of this name.
    pub action: Option<String>,
    /// That ended so: `done`, `refused`.
    pub outcome: Option<String>,
    /// What they are put in order by.
    pub sort: AuditColumnForm,
    /// The smallest first.
    pub ascending: bool,
    /// How many of them were shown before.
    pub skip: u32,
}

/// A column that events can be put in order by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AuditColumnForm {
    /// When: the order of the record itself.
    Time,
    /// Who.
    Person,
    /// What the person was allowed to do then.
    Access,
    /// What was done.
    Action,
    /// Kind of data.
    Category,
    /// Whose data.
    Patient,
    /// How it ended.
    Outcome,
}

/// A page of the audit.
#[derive(Clone, Serialize, TS)]
pub struct AuditView {
    /// Events.
    pub events: Vec<EventView>,
    /// There are more after these.
    pub more: bool,
    /// Where the record stands.
    pub head: HeadView,
    /// Everybody's events may be asked for, not only the own.
    pub everybody: bool,
    /// Everybody who can be asked about.
    pub people: Vec<StaffNameView>,
}

/// Where the record stands.
#[derive(Clone, Serialize, TS)]
pub struct HeadView {
    /// Place of the newest event.
    pub seq: i64,
    /// The first 16 hex digits of its hash.
    pub hash: String,
}

/// A staff member by name.
#[derive(Clone, Serialize, TS)]
pub struct StaffNameView {
    /// Staff id.
    pub id: i64,
    /// Name.
    pub name: String,
}

/// Something that was done or seen.
#[derive(Clone, Serialize, TS)]
pub struct EventView {
    /// Place in the record.
    pub seq: i64,
    /// When, RFC 3339.
    pub at: String,
    /// By whom; empty: by the program itself.
    pub person: String,
    /// What the person was allowed to do then.
    pub access: String,
    /// What was done, a slug.
    pub action: String,
    /// Kind of data, a slug.
    pub category: String,
    /// Whose data.
    pub patient: Option<i64>,
    /// That patient's name now.
    pub patient_name: Option<String>,
    /// Which row.
    pub object: Option<i64>,
    /// `done`, `refused`.
    pub outcome: String,
    /// Why, in the person's words.
    pub reason: Option<String>,
    /// What else is known, by name.
    pub facts: Vec<FactView>,
    /// The rows it changed: table and key.
    pub rows: Vec<String>,
    /// Whether the two clocks agreed: `ok`, `skew`, `jump`.
    pub clock: String,
    /// Which sign-in, in short.
    pub session: String,
    /// Which installation, in short.
    pub device: String,
    /// Version of the program.
    pub version: String,
    /// The first 16 hex digits of its hash.
    pub hash: String,
}

/// A fact of an event.
#[derive(Clone, Serialize, TS)]
pub struct FactView {
    /// Its name, a slug.
    pub name: String,
    /// What it is.
    pub value: String,
}

/// An audit file that was made.
#[derive(Clone, Serialize, TS)]
pub struct AuditFileView {
    /// File name.
    pub file: String,
    /// Folder it is in.
    pub folder: String,
    /// Events in it.
    pub rows: u32,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Where the record stood.
    pub head: HeadView,
}

/// What a full check found.
#[derive(Clone, Serialize, TS)]
pub struct VerificationView {
    /// Nothing is wrong.
    pub sound: bool,
    /// Audit events checked.
    pub events: i64,
    /// Rows compared with the events that tell of them.
    pub rows: i64,
    /// Statements made again and compared.
    pub statements: u32,
    /// Where the record stands.
    pub head: Option<HeadView>,
    /// The first event that is not what it was.
    pub first_bad: Option<i64>,
    /// Places of the record that have no event, from and to.
    pub missing: Vec<(i64, i64)>,
    /// Rows that no event tells of.
    pub unrecorded: i64,
    /// What the note beside the database says: `agrees`, `ahead`, `missing`, `damaged`, `behind`, `forked`.
    pub anchor: String,
    /// What is wrong, a sentence each.
    pub faults: Vec<String>,
}

/// What is printed.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PrintForm {
    /// Which screen.
    pub what: PrintedForm,
    /// Whose, if one patient's.
    pub patient: Option<i64>,
}

/// A screen that can be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PrintedForm {
    /// The worklist.
    Today,
    /// The TCM board.
    Tcm,
    /// The list of patients.
    Patients,
    /// A patient's month.
    Patient,
    /// The claims of a month.
    Claims,
    /// The month in pictures.
    Insights,
    /// The month review.
    Review,
    /// Settings.
    Settings,
    /// The audit.
    Audit,
    /// One's own day.
    Day,
    /// Time that waits for an answer.
    Unsettled,
}

impl PrintedForm {
    /// Its name in the audit.
    pub(crate) fn slug(self) -> &'static str {
        match self {
            Self::Today => "today",
            Self::Tcm => "tcm",
            Self::Patients => "patients",
            Self::Patient => "patient",
            Self::Claims => "claims",
            Self::Insights => "insights",
            Self::Review => "review",
            Self::Settings => "settings",
            Self::Audit => "audit",
            Self::Day => "day",
            Self::Unsettled => "unsettled",
        }
    }
}

/// Events on one page.
const PAGE: usize = 50;

impl AuditForm {
    /// The filter it means, in days of the practice.
    pub(crate) fn filter(&self, tracker: &Tracker) -> Result<Filter, Error> {
        Ok(Filter {
            patient: self.patient.map(PatientId),
            staff: self.staff.map(StaffId),
            category: self.category.clone(),
            action: self.action.clone(),
            outcome: self.outcome.clone(),
            from_ms: self.from.as_deref().map(|day| tracker.midnight_ms(day, 0, "from")).transpose()?,
            until_ms: self.until.as_deref().map(|day| tracker.midnight_ms(day, 1, "until")).transpose()?,
            before_seq: None,
        })
    }

    fn order(&self) -> Sorting {
        let by = match self.sort {
            AuditColumnForm::Time => Column::Seq,
            AuditColumnForm::Person => Column::Person,
            AuditColumnForm::Access => Column::Role,
            AuditColumnForm::Action => Column::Action,
            AuditColumnForm::Category => Column::Category,
            AuditColumnForm::Patient => Column::Patient,
            AuditColumnForm::Outcome => Column::Outcome,
        };
        Sorting { by, ascending: self.ascending, skip: i64::from(self.skip) }
    }
}

impl AuditView {
    /// A page, as somebody may see it.
    pub(crate) fn read(tracker: &mut Tracker, actor: &Actor, form: &AuditForm) -> Result<Self, Error> {
        let filter = form.filter(tracker)?;
        let one_more = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
        let mut rows = tracker.sorted_audit(actor, &filter, form.order(), one_more)?;
        let more = rows.len() > PAGE;
        rows.truncate(PAGE);
        let names = tracker.names_of_patients(&rows)?;
        let everybody = Right::SeeAudit.is_of(actor.access);
        let people = tracker.names()?.into_iter().filter(|(id, _)| everybody || *id == actor.staff);
        Ok(Self {
            events: rows.iter().map(|row| EventView::read(row, &names)).collect(),
            more,
            head: HeadView::from(tracker.head()?),
            everybody,
            people: people.map(|(id, name)| StaffNameView { id: id.get(), name }).collect(),
        })
    }
}

impl EventView {
    fn read(row: &EventRow, names: &BTreeMap<PatientId, String>) -> Self {
        let event = &row.event;
        let at = DateTime::<Utc>::from_timestamp_millis(event.stamp.wall_ms).unwrap_or_default();
        let rows = row.changes().iter().map(|change| format!("{} {}", change.table, change.key())).collect();
        Self {
            seq: row.seq,
            at: super::instant(at),
            person: event.staff_label.clone(),
            access: event.role.clone(),
            action: event.action.clone(),
            category: event.category.clone(),
            patient: event.patient_id.map(PatientId::get),
            patient_name: event.patient_id.and_then(|id| names.get(&id)).cloned(),
            object: event.object_id,
            outcome: event.outcome.clone(),
            reason: event.reason.clone(),
            facts: facts(&event.detail),
            rows,
            clock: event.stamp.clock_q.clone(),
            session: short(&event.stamp.session_id),
            device: short(&event.stamp.device_id),
            version: event.app_version.clone(),
            hash: short(&row.hash),
        }
    }
}

/// What an event tells besides, text and numbers as they are.
fn facts(detail: &str) -> Vec<FactView> {
    let known: BTreeMap<String, serde_json::Value> = serde_json::from_str(detail).unwrap_or_default();
    let text = |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    known.iter().map(|(name, value)| FactView { name: name.clone(), value: text(value) }).collect()
}

fn short(bytes: &[u8]) -> String {
    bytes.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

impl From<(i64, String)> for HeadView {
    fn from((seq, hash): (i64, String)) -> Self {
        Self { seq, hash }
    }
}

impl From<AuditFile> for AuditFileView {
    fn from(made: AuditFile) -> Self {
        Self {
            file: made.file.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            folder: made.file.parent().map(|folder| folder.display().to_string()).unwrap_or_default(),
            rows: u32::try_from(made.rows).unwrap_or(u32::MAX),
            sha256: made.sha256,
            head: made.head.into(),
        }
    }
}

impl From<Verification> for VerificationView {
    fn from(found: Verification) -> Self {
        let anchor = match found.anchor {
            Some(AnchorState::Agrees) => "agrees",
            Some(AnchorState::Ahead { .. }) => "ahead",
            Some(AnchorState::Damaged) => "damaged",
            Some(AnchorState::Behind { .. }) => "behind",
            Some(AnchorState::Forked { .. }) => "forked",
            Some(AnchorState::Missing) | None => "missing",
        };
        Self {
            sound: found.faults.is_empty(),
            events: found.events,
            rows: i64::try_from(found.rows).unwrap_or(i64::MAX),
            statements: u32::try_from(found.statements).unwrap_or(u32::MAX),
            head: found.head.map(HeadView::from),
            first_bad: found.first_bad,
            missing: found.missing,
            unrecorded: i64::try_from(found.unrecorded).unwrap_or(i64::MAX),
            anchor: anchor.to_owned(),
            faults: found.faults,
        }
    }
}
