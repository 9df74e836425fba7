//! The worklist.

use chrono::NaiveDate;
use rules::Cents;
use serde::Serialize;
use tracker::PatientId;
use tracker::patients::age;
use tracker::tcm::Due;
use tracker::today::{Group, Today, WorkRow};
use ts_rs::TS;

use super::{BarView, ReasonView, StaffNameView};

/// The whole worklist; groups come in the order of the enum.
#[derive(Clone, Serialize, TS)]
pub struct TodayView {
    /// Today in the practice's zone.
    pub date: String,
    /// The month shown.
    pub month: String,
    /// Working days left in it, today included.
    pub working_days_left: u32,
    /// TCM episodes with something due, most urgent first.
    pub tcm: Vec<TcmRowView>,
    /// Enrollments of the month, in display order.
    pub rows: Vec<WorkRowView>,
    /// Everybody on a care team.
    pub people: Vec<StaffNameView>,
}

/// Groups of the worklist, TCM apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum GroupView {
    /// Five minutes or less to a threshold.
    Near,
    /// Some time this month.
    InProgress,
    /// None yet.
    Untouched,
    /// Nothing more can be earned.
    Done,
    /// A hold or refusal blocks the claim.
    Blocked,
}

/// One enrollment.
#[derive(Clone, Serialize, TS)]
pub struct WorkRowView {
    /// Enrollment id: what a timer is started on.
    pub enrollment: i64,
    /// Patient id.
    pub patient: i64,
    /// Patient's name.
    pub name: String,
    /// Birth date.
    pub birth_date: String,
    /// Age today in whole years.
    pub age: u32,
    /// `F`, `M`, `X` or empty.
    pub sex: String,
    /// Medical record number.
    pub mrn: String,
    /// Payer slug.
    pub payer: String,
    /// `ccm`, `complex_ccm` or `pcm`.
    pub program: String,
    /// Billing practitioner's name.
    pub practitioner: String,
    /// Group.
    pub group: GroupView,
    /// The month's bar, without any running timer.
    pub bar: BarView,
    /// What blocks it.
    pub blocked: Vec<ReasonView>,
    /// Preferred call window, as typed.
    pub call_window: String,
    /// Who is on the care team: staff ids.
    pub staff: Vec<i64>,
}

/// How near a TCM limit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum UrgencyView {
    /// The limit has passed and something can still be done.
    Overdue,
    /// Today is the last day.
    Today,
    /// Tomorrow is.
    Tomorrow,
    /// Later.
    Later,
}

/// One TCM episode that asks for something.
#[derive(Clone, Serialize, TS)]
pub struct TcmRowView {
    /// Episode id.
    pub episode: i64,
    /// Patient id.
    pub patient: i64,
    /// An enrollment a timer could run on, if the patient has one.
    pub enrollment: Option<i64>,
    /// Patient's name.
    pub name: String,
    /// Age today.
    pub age: u32,
    /// `F`, `M`, `X` or empty.
    pub sex: String,
    /// Birth date.
    pub birth_date: String,
    /// Medical record number.
    pub mrn: String,
    /// Payer slug.
    pub payer: String,
    /// Practitioner's name.
    pub practitioner: String,
    /// Who is on the care team: staff ids.
    pub staff: Vec<i64>,
    /// Local day of the discharge.
    pub discharged: String,
    /// `contact`, `visit` or `med_rec`: the next thing to do.
    pub step: String,
    /// Attempts in time so far.
    pub attempts: u32,
    /// Limit of that step: the safe date for a contact.
    pub due: String,
    /// Latest date of that step, where it differs from `due`.
    pub latest: Option<String>,
    /// Days past `due`; negative before it.
    pub days_late: i64,
    /// How near.
    pub urgency: UrgencyView,
    /// Visit limit of the code still reachable, if a visit is still open.
    pub visit_due: Option<String>,
    /// Day of the visit, once it took place.
    pub visit_date: Option<String>,
    /// Discharge management was billed that day too.
    pub visit_discharge_management: bool,
    /// MDM level.
    pub mdm: Option<String>,
    /// Day of the medication reconciliation.
    pub med_rec: Option<String>,
    /// Code still reachable today.
    pub code: Option<String>,
    /// Dollars of it, an estimate.
    pub cents: i64,
    /// Code after the next midnight; null when none is left then.
    pub code_tomorrow: Option<String>,
    /// Dollars of that one, 0 when none is left.
    pub cents_tomorrow: i64,
}

impl From<Today> for TodayView {
    fn from(today: Today) -> Self {
        let date = today.date;
        let team = |patient: &PatientId| {
            let team = today.teams.get(patient).map(Vec::as_slice).unwrap_or_default();
            team.iter().map(|staff| staff.get()).collect::<Vec<_>>()
        };
        let tcm = today.tcm.into_iter().map(|due| {
            let staff = team(&due.patient.id);
            TcmRowView::read(due, &today.rows, date, staff)
        });
        let tcm = tcm.collect();
        let rows = today.rows.into_iter().map(|row| {
            let staff = team(&row.row.account.patient_id);
            WorkRowView::read(row, date, staff)
        });
        let people = today.people.iter().map(|(id, name)| StaffNameView { id: id.get(), name: name.clone() });
        Self {
            date: date.to_string(),
            month: today.month.to_string(),
            working_days_left: today.working_days_left,
            tcm,
            rows: rows.collect(),
            people: people.collect(),
        }
    }
}

impl From<Group> for GroupView {
    fn from(group: Group) -> Self {
        match group {
            Group::Near => Self::Near,
            Group::InProgress => Self::InProgress,
            Group::Untouched => Self::Untouched,
            Group::Done => Self::Done,
            Group::Blocked => Self::Blocked,
        }
    }
}

impl WorkRowView {
    fn read(row: WorkRow, today: NaiveDate, staff: Vec<i64>) -> Self {
        let kept = row.row;
        Self {
            enrollment: kept.account.enrollment_id.get(),
            patient: kept.account.patient_id.get(),
            name: kept.patient_name,
            birth_date: kept.birth_date.to_string(),
            age: age(kept.birth_date, today),
            sex: kept.sex,
            mrn: kept.mrn,
            payer: kept.payer,
            program: kept.program,
            practitioner: kept.practitioner_name,
            group: row.group.into(),
            bar: row.bar.into(),
            blocked: row.blocked.iter().map(|code| ReasonView::of_code(code)).collect(),
            call_window: kept.call_window,
            staff,
        }
    }
}

impl UrgencyView {
    pub(crate) fn of(days_late: i64) -> Self {
        match days_late {
            1.. => Self::Overdue,
            0 => Self::Today,
            -1 => Self::Tomorrow,
            _ => Self::Later,
        }
    }
}

impl TcmRowView {
    fn read(due: Due, rows: &[WorkRow], today: NaiveDate, staff: Vec<i64>) -> Self {
        let days_late = (today - due.due).num_days();
        let enrolled = rows.iter().find(|row| row.row.account.patient_id == due.patient.id);
        let code = |reach: &Option<(String, Cents)>| reach.as_ref().map(|(code, _)| code.clone());
        let cents = |reach: &Option<(String, Cents)>| reach.as_ref().map_or(0, |(_, cents)| cents.0);
        Self {
            episode: due.episode.id.get(),
            patient: due.patient.id.get(),
            enrollment: enrolled.map(|row| row.row.account.enrollment_id.get()),
            age: age(due.patient.birth_date, today),
            name: due.patient.name,
            sex: due.patient.sex,
            birth_date: due.patient.birth_date.to_string(),
            mrn: due.patient.mrn,
            payer: due.patient.payer,
            practitioner: due.practitioner,
            staff,
            discharged: due.discharged.to_string(),
            step: due.step.slug().to_owned(),
            attempts: u32::try_from(due.attempts).unwrap_or(u32::MAX),
            due: due.due.to_string(),
            latest: due.latest.map(|day| day.to_string()),
            days_late,
            urgency: UrgencyView::of(days_late),
            visit_date: due.episode.visit_date.map(|day| day.to_string()),
            visit_discharge_management: due.episode.visit_discharge_management,
            mdm: due.episode.mdm.clone(),
            med_rec: due.episode.med_rec.map(|day| day.to_string()),
            visit_due: due.visit_due.map(|day| day.to_string()),
            code_tomorrow: code(&due.tomorrow),
            cents_tomorrow: cents(&due.tomorrow),
            code: code(&due.now),
            cents: cents(&due.now),
        }
    }
}
