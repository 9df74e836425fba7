//! Planning talks, cancer treatment plans, and what the practice bills by other means.

use rules::Refusal;
use serde::{Deserialize, Serialize};
use tracker::Tracker;
use tracker::oncology::NewPlan;
use tracker::own_services::NewService;
use tracker::patient_month::{Names, PatientMonth};
use tracker::planning::NewTalk;
use tracker::services::{Plan, TalkDay};
use ts_rs::TS;

use super::{LineView, ReasonView, entry};

/// All of it, as a month shows it.
#[derive(Clone, Serialize, TS)]
pub struct ServicesView {
    /// Days with planning talks in the month, newest first.
    pub talk_days: Vec<TalkDayView>,
    /// Treatment plans of any month, newest first.
    pub plans: Vec<PlanView>,
    /// What the practice bills by other means in the month, newest first.
    pub own: Vec<OwnServiceView>,
}

/// A practitioner's talks of one day: they are billed together.
#[derive(Clone, Serialize, TS)]
pub struct TalkDayView {
    /// Day.
    pub date: String,
    /// Who led them.
    pub practitioner: String,
    /// Counted, the talks that were voided left out.
    pub counted_s: i64,
    /// The talks, earliest first.
    pub talks: Vec<TalkView>,
    /// What they earn.
    pub lines: Vec<LineView>,
    /// Why they earn nothing, and what else is of note.
    pub reasons: Vec<ReasonView>,
}

/// A talk.
#[derive(Clone, Serialize, TS)]
pub struct TalkView {
    /// Which.
    pub id: i64,
    /// Local wall time of its start, `HH:MM:SS`.
    pub start: String,
    /// Length.
    pub seconds: i64,
    /// Why it no longer counts, if it does not.
    pub voided: Option<String>,
}

/// A cancer treatment plan.
#[derive(Clone, Serialize, TS)]
pub struct PlanView {
    /// Which.
    pub id: i64,
    /// Day.
    pub date: String,
    /// Who made it.
    pub practitioner: String,
    /// `initial` or `change`.
    pub kind: String,
    /// ICD-10 code of the cancer.
    pub cancer: String,
    /// What it earns.
    pub line: Option<LineView>,
    /// Why it earns nothing, or is held.
    pub reasons: Vec<ReasonView>,
    /// Why it no longer counts, if it does not.
    pub voided: Option<String>,
}

/// A service that the practice bills by other means.
#[derive(Clone, Serialize, TS)]
pub struct OwnServiceView {
    /// Which.
    pub id: i64,
    /// Billing code.
    pub code: String,
    /// Date of service.
    pub date: String,
    /// Who furnished it; empty where nobody is named.
    pub staff: String,
    /// Length of the minutes that it has.
    pub seconds: Option<i64>,
    /// Why it no longer counts, if it does not.
    pub voided: Option<String>,
}

/// A talk that was led.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TalkForm {
    /// Patient id.
    pub patient: i64,
    /// Who led it, a staff id.
    pub practitioner: i64,
    /// Day.
    pub date: String,
    /// Wall time of the start; empty where the length says from when to when.
    pub start: String,
    /// Length, as typed.
    pub length: String,
    /// Which of the two, where the wall time came twice.
    pub first_pass: Option<bool>,
    /// Code of an annual wellness visit of the same day; empty where there was none.
    pub wellness: String,
    /// ICD-10 codes of the claim, spaces or commas between.
    #[serde(default)]
    pub diagnoses: String,
}

/// A plan that was made or changed.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PlanForm {
    /// Patient id.
    pub patient: i64,
    /// Who made it, a staff id.
    pub practitioner: i64,
    /// `initial` or `change`.
    pub kind: String,
    /// Day.
    pub date: String,
    /// ICD-10 code of the cancer.
    pub cancer: String,
}

/// A service that the practice bills by other means.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OwnServiceForm {
    /// Patient id.
    pub patient: i64,
    /// Billing code.
    pub code: String,
    /// Date of service.
    pub date: String,
    /// Who furnished it, a staff id, where somebody is named.
    pub staff: Option<i64>,
    /// Its level was chosen by time.
    pub by_time: bool,
    /// Wall time at which its minutes began; empty where it has none.
    pub start: String,
    /// Length of its minutes; empty where it has none.
    pub length: String,
    /// Which of the two, where the wall time came twice.
    pub first_pass: Option<bool>,
}

/// It no longer counts.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct VoidServiceForm {
    /// Which talk, plan or service.
    pub id: i64,
    /// Why.
    pub reason: String,
}

impl ServicesView {
    /// All of a patient's month.
    pub(crate) fn read(tracker: &Tracker, month: &PatientMonth) -> Self {
        let (services, names) = (&month.services, &month.names);
        let own = services.own.iter().map(|row| OwnServiceView {
            id: row.id.get(),
            code: row.code.clone(),
            date: row.day.to_string(),
            staff: row.staff_id.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
            seconds: row.used.map(|(from, to)| (to - from).num_seconds()),
            voided: row.voided.as_ref().map(|void| void.reason.clone()),
        });
        Self {
            talk_days: services.days.iter().map(|day| TalkDayView::read(tracker, names, day)).collect(),
            plans: services.plans.iter().map(|plan| PlanView::read(names, plan)).collect(),
            own: own.collect(),
        }
    }
}

impl TalkDayView {
    fn read(tracker: &Tracker, names: &Names, day: &TalkDay) -> Self {
        let said = day.statement.as_ref();
        let talks = day.talks.iter().map(|talk| TalkView {
            id: talk.id.get(),
            start: entry::local(tracker, talk.started_at, "%H:%M:%S"),
            seconds: (talk.ended_at - talk.started_at).num_seconds(),
            voided: talk.voided.as_ref().map(|void| void.reason.clone()),
        });
        Self {
            date: day.date.to_string(),
            practitioner: names.get(&day.practitioner).cloned().unwrap_or_default(),
            counted_s: said.map_or(0, |said| said.counted_s.0),
            talks: talks.collect(),
            lines: said.iter().flat_map(|said| &said.lines).map(LineView::from).collect(),
            reasons: reasons(day),
        }
    }
}

/// Why a day earns nothing; what is missing to the first code is said with it.
fn reasons(day: &TalkDay) -> Vec<ReasonView> {
    let Some(said) = &day.statement else { return Vec::new() };
    let mut reasons = ReasonView::all(&said.refusals, &[], &said.warnings);
    for reason in reasons.iter_mut().filter(|reason| reason.code == Refusal::TimeShort.code()) {
        reason.about = day.short.map(|(code, _)| code.to_string());
        reason.seconds = day.short.map(|(_, short)| short.0);
    }
    reasons
}

impl PlanView {
    fn read(names: &Names, plan: &Plan) -> Self {
        let (row, said) = (&plan.row, plan.statement.as_ref());
        Self {
            id: row.id.get(),
            date: row.day.to_string(),
            practitioner: names.get(&row.practitioner_id).cloned().unwrap_or_default(),
            kind: row.kind.clone(),
            cancer: row.cancer.clone(),
            line: said.and_then(|said| said.line.as_ref()).map(LineView::from),
            reasons: said.map(|said| ReasonView::all(&said.refusals, &said.holds, &[])).unwrap_or_default(),
            voided: row.voided.as_ref().map(|void| void.reason.clone()),
        }
    }
}

impl From<TalkForm> for NewTalk {
    fn from(form: TalkForm) -> Self {
        let TalkForm { patient, practitioner, date, start, length, first_pass, wellness, diagnoses } = form;
        Self { patient, practitioner, date, start, length, first_pass, wellness, diagnoses }
    }
}

impl From<PlanForm> for NewPlan {
    fn from(form: PlanForm) -> Self {
        let PlanForm { patient, practitioner, kind, date, cancer } = form;
        Self { patient, practitioner, kind, date, cancer }
    }
}

impl From<OwnServiceForm> for NewService {
    fn from(form: OwnServiceForm) -> Self {
        let OwnServiceForm { patient, code, date, staff, by_time, start, length, first_pass } = form;
        Self { patient, code, date, staff, by_time, start, length, first_pass }
    }
}
