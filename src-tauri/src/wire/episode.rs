//! TCM episodes and their contacts.

use rules::ContactWorth;
use serde::{Deserialize, Serialize};
use tracker::patient_month::{EpisodeMonth, Names};
use tracker::tcm::{ContactChange, EpisodeChange};
use tracker::{Actor, EpisodeId, Right, Tracker};
use ts_rs::TS;

use super::{LineView, ReasonView, instant};

/// A TCM episode with its deadlines.
#[derive(Clone, Serialize, TS)]
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
    /// The day the patient went back to a hospital.
    pub readmitted_on: Option<String>,
}

/// A contact or an attempt.
#[derive(Clone, Serialize, TS)]
pub struct ContactView {
    /// Contact id.
    pub id: i64,
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
    /// What the rules make of it: `reached`, `attempt`, `late` ...; null where it no longer counts.
    pub worth: Option<String>,
    /// Why it no longer counts, in the person's words.
    pub voided: Option<String>,
    /// Who asked may void or correct it.
    pub mine: bool,
}

/// A discharge and what followed.
#[derive(Clone, Serialize, Deserialize, TS)]
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
    /// First day of the practitioner's own surgical global period.
    #[serde(default)]
    pub global_from: Option<String>,
    /// Its last day.
    #[serde(default)]
    pub global_to: Option<String>,
    /// ICD-10 codes of the claim, spaces or commas between.
    #[serde(default)]
    pub diagnoses: String,
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

impl EpisodeView {
    /// An episode with what the rules say of it today.
    pub(crate) fn read(tracker: &Tracker, actor: &Actor, names: &Names, month: &EpisodeMonth) -> Self {
        let (row, statement) = (&month.row, &month.statement);
        let name = |id| names.get(&id).cloned().unwrap_or_default();
        let mine = |by| by == Some(actor.staff) || Right::CorrectOthers.is_of(actor.access);
        let contacts = month.contacts.iter().map(|(contact, worth)| ContactView {
            id: contact.id.get(),
            at: instant(contact.at),
            local: super::entry::local(tracker, contact.at, "%Y-%m-%d %H:%M"),
            by: contact.staff_id.map(name),
            reached: contact.reached,
            scheduling_only: contact.scheduling_only,
            note: contact.note.clone(),
            worth: worth.map(|worth| worth_slug(worth).to_owned()),
            voided: contact.voided.as_ref().map(|void| void.reason.clone()),
            mine: mine(contact.staff_id) && Right::Track.is_of(actor.access),
        });
        Self {
            id: row.id.get(),
            form: EpisodeForm {
                id: Some(row.id.get()),
                patient: row.patient_id.get(),
                practitioner: row.practitioner_id.get(),
                discharge_date: super::entry::local(tracker, row.discharged_at, "%Y-%m-%d"),
                discharge_time: super::entry::local(tracker, row.discharged_at, "%H:%M"),
                from: row.from_kind.clone(),
                to: row.to_kind.clone(),
                visit_date: row.visit_date.map(|day| day.to_string()),
                visit_discharge_management: row.visit_discharge_management,
                mdm: row.mdm.clone(),
                med_rec: row.med_rec.map(|day| day.to_string()),
                report: row.report,
                global_from: row.global.map(|(from, _)| from.to_string()),
                global_to: row.global.map(|(_, to)| to.to_string()),
                diagnoses: row.diagnoses.clone(),
            },
            practitioner: name(row.practitioner_id),
            contact_safe: statement.contact_safe.to_string(),
            contact_due: statement.contact_due.to_string(),
            visit_due_7: statement.visit_due_7.to_string(),
            visit_due_14: statement.visit_due_14.to_string(),
            period_end: statement.period_end.to_string(),
            code_reachable: statement.code_reachable.map(|code| code.to_string()),
            contact_met: statement.contact_met,
            contacts: contacts.collect(),
            line: statement.line.as_ref().map(LineView::from),
            reasons: ReasonView::all(&statement.refusals, &statement.holds, &statement.warnings),
            readmitted_on: row.readmitted_on.map(|day| day.to_string()),
        }
    }
}

impl From<EpisodeForm> for EpisodeChange {
    fn from(form: EpisodeForm) -> Self {
        Self {
            id: form.id,
            patient: form.patient,
            practitioner: form.practitioner,
            discharge_date: form.discharge_date,
            discharge_time: form.discharge_time,
            from: form.from,
            to: form.to,
            visit_date: form.visit_date,
            visit_discharge_management: form.visit_discharge_management,
            mdm: form.mdm,
            med_rec: form.med_rec,
            report: form.report,
            global_from: form.global_from,
            global_to: form.global_to,
            diagnoses: form.diagnoses,
        }
    }
}

/// What a contact is worth, as it crosses.
pub(crate) fn worth_slug(worth: ContactWorth) -> &'static str {
    match worth {
        ContactWorth::Reached => "reached",
        ContactWorth::Attempt => "attempt",
        ContactWorth::BeforeDischarge => "before_discharge",
        ContactWorth::Late => "late",
        ContactWorth::DischargeDay => "discharge_day",
        ContactWorth::SchedulingOnly => "scheduling_only",
        ContactWorth::Outside => "outside",
        ContactWorth::NotClinical => "not_clinical",
    }
}

impl From<ContactForm> for ContactChange {
    fn from(form: ContactForm) -> Self {
        Self {
            episode: EpisodeId(form.episode),
            at: form.date.zip(form.time),
            reached: form.reached,
            scheduling_only: form.scheduling_only,
            note: form.note,
        }
    }
}
