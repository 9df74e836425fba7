//! An enrollment, its documents, and what its month came to.

use serde::{Deserialize, Serialize};
use tracker::Tracker;
use tracker::checklist::Check;
use tracker::enrollments::{ConditionChange, EnrollmentChange};
use tracker::patient_month::{EnrollmentMonth, PatientMonth};
use ts_rs::TS;

use super::{BarView, LineView, ReasonView, TrackView};

/// An enrollment and what its month came to.
#[derive(Clone, Serialize, TS)]
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
#[derive(Clone, Serialize, TS)]
pub struct CheckView {
    /// `consent`, `initiating_visit`, `conditions`, `care_plan`, `plan_copy`, `mdm`, `lead`, `attested`, `supervisor`.
    pub item: String,
    /// True when nothing more is asked for; false without a reason: something to record for which no claim waits.
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

/// New or changed enrollment, with its documents.
#[derive(Clone, Serialize, Deserialize, TS)]
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
    /// What was explained: `availability`, `cost_sharing`, `one_practitioner`, `right_to_stop`.
    #[serde(default)]
    pub consent_topics: Vec<String>,
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
    /// Designated member of the care team: staff id.
    #[serde(default)]
    pub lead: Option<i64>,
    /// The first month a changed practitioner bills, and claims rest on changed conditions, `YYYY-MM`; null: it was never otherwise.
    pub from: Option<String>,
}

/// A condition of an enrollment.
#[derive(Clone, Serialize, Deserialize, TS)]
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
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MdmForm {
    /// Month.
    pub month: String,
    /// `straightforward`, `low`, `moderate` or `high`.
    pub level: String,
}

impl EnrollmentView {
    /// An enrollment's month.
    pub(crate) fn read(tracker: &Tracker, month: &PatientMonth, item: &EnrollmentMonth) -> Self {
        let account = item.account.as_ref();
        let worth = |code| month.worth(tracker, code);
        Self {
            id: item.row.id.get(),
            form: form(item),
            practitioner: month.names.get(&item.practitioner).cloned().unwrap_or_default(),
            in_month: account.is_some(),
            bar: item.bar.clone().unwrap_or_default().into(),
            lines: account.into_iter().flat_map(|account| &account.lines).map(LineView::from).collect(),
            checklist: item.checklist(month).into_iter().map(CheckView::from).collect(),
            reasons: account
                .map(|account| ReasonView::all(&account.refusals, &account.holds, &account.warnings))
                .unwrap_or_default(),
            tracks: account
                .into_iter()
                .flat_map(|account| {
                    account.tracks.iter().map(|track| TrackView::read(track, account.chosen, worth))
                })
                .collect(),
        }
    }
}

fn form(item: &EnrollmentMonth) -> EnrollmentForm {
    let row = &item.row;
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
    EnrollmentForm {
        id: Some(row.id.get()),
        patient: row.patient_id.get(),
        program: row.program.clone(),
        practitioner: row.practitioner_id.get(),
        start: row.start_date.to_string(),
        end: day(row.end_date),
        consent_given: row.consent_given.clone(),
        consent_mode: row.consent_mode.clone(),
        consent_taker: row.consent_taker_id.map(|id| id.get()),
        consent_topics: row.consent_topics.split_whitespace().map(str::to_owned).collect(),
        consent_revoked: row.consent_revoked.clone(),
        visit_date: day(row.visit_date),
        visit_kind: row.visit_kind.clone(),
        visit_discussed: row.visit_discussed,
        last_seen: day(row.last_seen),
        conditions: item
            .conditions
            .iter()
            .map(|condition| ConditionForm {
                icd10: condition.icd10.clone(),
                label: condition.label.clone(),
                expected_months: condition.expected_months.and_then(|months| u32::try_from(months).ok()),
                high_risk: condition.high_risk,
            })
            .collect(),
        plan_established: day(row.plan_established),
        plan_revised: day(row.plan_revised),
        plan_copy_given: day(row.plan_copy_given),
        mdm: item
            .mdm
            .iter()
            .map(|(month, level)| MdmForm { month: month.clone(), level: level.clone() })
            .collect(),
        attested: row.attested,
        supervisor: row.supervisor_id.map(|id| id.get()),
        lead: row.lead_id.map(|id| id.get()),
        from: None,
    }
}

impl From<Check> for CheckView {
    fn from(check: Check) -> Self {
        Self {
            item: check.item.slug().to_owned(),
            done: check.done,
            date: check.date.map(|day| day.to_string()),
            facts: check.facts,
            reasons: check.codes.iter().map(|code| ReasonView::of_code(code)).collect(),
            rule: check.rule.to_owned(),
            source: check.source.to_owned(),
        }
    }
}

impl From<EnrollmentForm> for EnrollmentChange {
    fn from(form: EnrollmentForm) -> Self {
        Self {
            id: form.id,
            patient: form.patient,
            program: form.program,
            practitioner: form.practitioner,
            start: form.start,
            end: form.end,
            consent_given: form.consent_given,
            consent_mode: form.consent_mode,
            consent_taker: form.consent_taker,
            consent_topics: form.consent_topics,
            consent_revoked: form.consent_revoked,
            visit_date: form.visit_date,
            visit_kind: form.visit_kind,
            visit_discussed: form.visit_discussed,
            last_seen: form.last_seen,
            conditions: form.conditions.into_iter().map(ConditionChange::from).collect(),
            plan_established: form.plan_established,
            plan_revised: form.plan_revised,
            plan_copy_given: form.plan_copy_given,
            mdm: form.mdm.into_iter().map(|mdm| (mdm.month, mdm.level)).collect(),
            attested: form.attested,
            supervisor: form.supervisor,
            lead: form.lead,
            from: form.from,
        }
    }
}

impl From<ConditionForm> for ConditionChange {
    fn from(form: ConditionForm) -> Self {
        Self {
            icd10: form.icd10,
            label: form.label,
            expected_months: form.expected_months,
            high_risk: form.high_risk,
        }
    }
}
