//! A patient: facts, enrollments, entries, TCM episodes, import.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{BarView, LineView, ReasonView, TrackView};

/// A patient in a list or a find result.
#[derive(Clone, Debug, Serialize, TS)]
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
#[derive(Clone, Debug, Serialize, TS)]
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

/// An enrollment and what its month came to.
#[derive(Clone, Debug, Serialize, TS)]
pub struct EnrollmentView {
    /// Enrollment id.
    pub id: i64,
    /// As the form edits it.
    pub form: EnrollmentForm,
    /// Billing practitioner's name.
    pub practitioner: String,
    /// True when it runs on some day of the month shown.
    pub in_month: bool,
    /// The month's bar.
    pub bar: BarView,
    /// Lines of the statement.
    pub lines: Vec<LineView>,
    /// Documents and tests, in the order of the checklist.
    pub checklist: Vec<CheckView>,
    /// Holds, refusals and warnings of the month.
    pub reasons: Vec<ReasonView>,
    /// Every way this month's time could be billed.
    pub tracks: Vec<TrackView>,
}

/// One item of the enrollment checklist.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CheckView {
    /// `consent`, `initiating_visit`, `conditions`, `care_plan`, `plan_copy`, `mdm`, `attested`, `supervisor`.
    pub item: String,
    /// True when the rules ask for nothing more.
    pub done: bool,
    /// Date that stands for it, if one.
    pub date: Option<String>,
    /// Facts to show beside it: mode, visit kind, ICD-10 codes, level, name.
    pub facts: Vec<String>,
    /// What is missing.
    pub reasons: Vec<ReasonView>,
    /// Rule id, such as "PR-9".
    pub rule: String,
    /// Source of the rule, as one would cite it.
    pub source: String,
}

/// A time entry as it stands.
#[derive(Clone, Debug, Serialize, TS)]
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
    /// `timed`, `typed` or `recovered`.
    pub origin: String,
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
#[derive(Clone, Debug, Serialize, TS)]
pub struct EntryVersionView {
    /// The version; `reason` and `changed_by` say why and by whom it was written.
    pub entry: EntryView,
    /// When it was written, RFC 3339.
    pub written_at: String,
    /// True for a void: the version above it no longer counts.
    pub voided: bool,
}

/// A TCM episode with its deadlines.
#[derive(Clone, Debug, Serialize, TS)]
pub struct EpisodeView {
    /// Episode id.
    pub id: i64,
    /// As the form edits it.
    pub form: EpisodeForm,
    /// Practitioner's name.
    pub practitioner: String,
    /// Alert date for the contact: no in-lieu days.
    pub contact_safe: String,
    /// Last day for the contact.
    pub contact_due: String,
    /// Visit by this day for 99496.
    pub visit_due_7: String,
    /// Visit by this day for 99495.
    pub visit_due_14: String,
    /// Day 30.
    pub period_end: String,
    /// Code still reachable.
    pub code_reachable: Option<String>,
    /// The contact rule is met.
    pub contact_met: bool,
    /// Contacts and attempts, oldest first.
    pub contacts: Vec<ContactView>,
    /// The line, once all is there.
    pub line: Option<LineView>,
    /// Refusals, holds and warnings.
    pub reasons: Vec<ReasonView>,
}

/// A contact or an attempt.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ContactView {
    /// When, RFC 3339.
    pub at: String,
    /// Local day and time for reading: `YYYY-MM-DD HH:MM`.
    pub local: String,
    /// By whom; null for somebody outside the practice.
    pub by: Option<String>,
    /// Somebody was reached.
    pub reached: bool,
    /// Only an appointment was made.
    pub scheduling_only: bool,
    /// Note.
    pub note: String,
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

/// New or changed enrollment, with its documents.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct EnrollmentForm {
    /// Null for a new enrollment.
    pub id: Option<i64>,
    /// Patient id.
    pub patient: i64,
    /// `ccm`, `complex_ccm` or `pcm`.
    pub program: String,
    /// Billing practitioner: staff id.
    pub practitioner: i64,
    /// First day.
    pub start: String,
    /// Last day, if it ended.
    pub end: Option<String>,
    /// Day of consent.
    pub consent_given: Option<String>,
    /// `verbal` or `written`.
    pub consent_mode: String,
    /// Who took it: staff id.
    pub consent_taker: Option<i64>,
    /// Day it was revoked.
    pub consent_revoked: Option<String>,
    /// Day of the initiating visit.
    pub visit_date: Option<String>,
    /// `awv`, `ippe`, `em`, `tcm`, `nurse_visit` or `other`.
    pub visit_kind: Option<String>,
    /// Care management was discussed there.
    pub visit_discussed: bool,
    /// Last visit with the billing practitioner.
    pub last_seen: Option<String>,
    /// Conditions.
    pub conditions: Vec<ConditionForm>,
    /// Day the care plan was established.
    pub plan_established: Option<String>,
    /// Day it was last revised.
    pub plan_revised: Option<String>,
    /// Day the patient got a copy.
    pub plan_copy_given: Option<String>,
    /// Medical decision making by month.
    pub mdm: Vec<MdmForm>,
    /// Practice attestations made.
    pub attested: bool,
    /// Supervising practitioner: staff id.
    pub supervisor: Option<i64>,
}

/// A condition of an enrollment.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ConditionForm {
    /// ICD-10 code.
    pub icd10: Option<String>,
    /// Name in the practice's words.
    pub label: String,
    /// Expected months; null is lifelong.
    pub expected_months: Option<u32>,
    /// Risk of death, decompensation or decline.
    pub high_risk: bool,
}

/// Medical decision making of a month.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MdmForm {
    /// Month.
    pub month: String,
    /// `straightforward`, `low`, `moderate` or `high`.
    pub level: String,
}

/// Time typed in afterwards.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NewEntryForm {
    /// Enrollment id.
    pub enrollment: i64,
    /// Day.
    pub date: String,
    /// Wall time `HH:MM` or `HH:MM:SS`.
    pub start: String,
    /// Length as typed: `1:30`, `90m`, `1h30` or `25` (minutes).
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

/// A discharge and what followed.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct EpisodeForm {
    /// Null for a new discharge.
    pub id: Option<i64>,
    /// Patient id.
    pub patient: i64,
    /// Practitioner: staff id.
    pub practitioner: i64,
    /// Local day of the discharge.
    pub discharge_date: String,
    /// Local wall time of it.
    pub discharge_time: String,
    /// Facility kind.
    pub from: String,
    /// Destination.
    pub to: String,
    /// Day of the face-to-face visit.
    pub visit_date: Option<String>,
    /// Discharge management was billed that day too.
    pub visit_discharge_management: bool,
    /// MDM level.
    pub mdm: Option<String>,
    /// Day of the medication reconciliation.
    pub med_rec: Option<String>,
    /// Will this practice report it?
    pub report: bool,
}

/// A contact or attempt just made.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ContactForm {
    /// Episode id.
    pub episode: i64,
    /// Local day; null is now.
    pub date: Option<String>,
    /// Local wall time; null is now.
    pub time: Option<String>,
    /// Somebody was reached.
    pub reached: bool,
    /// Only an appointment was made.
    pub scheduling_only: bool,
    /// Note.
    pub note: String,
}

/// What a patient file would bring.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ImportView {
    /// Column of the file for each field: name, birth_date, mrn, payer, sex.
    pub columns: Vec<ColumnView>,
    /// First rows as they would be stored.
    pub sample: Vec<ImportRowView>,
    /// Good rows.
    pub good: u32,
    /// Rows with a fault, by line of the file.
    pub faults: Vec<ImportFaultView>,
    /// Patients added; 0 in a preview.
    pub added: u32,
}

/// A field and the column it was found in.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ColumnView {
    /// Field.
    pub field: String,
    /// Heading in the file, or null when it is missing.
    pub heading: Option<String>,
}

/// A row as it would be stored.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ImportRowView {
    /// Line of the file.
    pub line: u32,
    /// Name.
    pub name: String,
    /// Birth date.
    pub birth_date: String,
    /// MRN.
    pub mrn: String,
    /// Payer slug.
    pub payer: String,
}

/// A fault of a row.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ImportFaultView {
    /// Line of the file; the heading is line 1.
    pub line: u32,
    /// What is wrong, in a sentence.
    pub message: String,
}
