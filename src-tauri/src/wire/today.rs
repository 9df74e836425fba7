//! The worklist.

use serde::Serialize;
use ts_rs::TS;

use super::{BarView, ReasonView};

/// The whole worklist; groups come in the order of the enum.
#[derive(Clone, Debug, Serialize, TS)]
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
#[derive(Clone, Debug, Serialize, TS)]
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
#[derive(Clone, Debug, Serialize, TS)]
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
    /// Code still reachable today.
    pub code: Option<String>,
    /// Dollars of it, an estimate.
    pub cents: i64,
    /// Code after the next midnight, when it is another one.
    pub code_tomorrow: Option<String>,
    /// Dollars of that one.
    pub cents_tomorrow: i64,
}
