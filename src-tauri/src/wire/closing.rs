//! What is open before a month closes, and where it stands.

use serde::{Deserialize, Serialize};
use tracker::gaps::Unsettled;
use tracker::patient_month::Names;
use tracker::review::{CloseState, Closing};
use tracker::{Error, PatientId, Tracker};
use ts_rs::TS;

use super::{ReasonView, StandingView, instant};

/// Where a month stands.
#[derive(Clone, Serialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum CloseStateView {
    /// Not over yet.
    Running,
    /// Over and open.
    Open,
    /// Closed; changes are taken until then.
    Grace {
        /// RFC 3339.
        until: String,
    },
    /// Nothing changes any more.
    Locked {
        /// Since, RFC 3339.
        since: String,
    },
}

/// What is open before a month closes.
#[derive(Clone, Serialize, TS)]
pub struct ClosingView {
    /// Month.
    pub month: String,
    /// Where it stands.
    pub state: CloseStateView,
    /// Timers with time of the month: they must be stopped.
    pub timers: Vec<OpenItemView>,
    /// Time set aside without an answer.
    pub gaps: Vec<OpenItemView>,
    /// Claims that wait for a document.
    pub held: Vec<OpenItemView>,
    /// Patients whose month nobody signed.
    pub unsigned: Vec<OpenItemView>,
    /// What was said of it, the oldest first.
    pub history: Vec<CloseEventView>,
    /// Days from the closing to the lock.
    pub grace_days: u16,
    /// Nurses and care coordinators may sign, too.
    pub care_team_signs: bool,
}

/// Something that is still open.
#[derive(Clone, Serialize, TS)]
pub struct OpenItemView {
    /// Patient id.
    pub patient: i64,
    /// Patient's name.
    pub name: String,
    /// Whose timer or time it is.
    pub staff: Option<String>,
    /// So many seconds.
    pub seconds: Option<i64>,
    /// What is missing.
    pub reasons: Vec<ReasonView>,
    /// How it stands with those who sign.
    pub standing: Option<StandingView>,
}

/// A month closed or opened again.
#[derive(Clone, Serialize, TS)]
pub struct CloseEventView {
    /// Closed; else opened again.
    pub closed: bool,
    /// By whom.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
    /// Why.
    pub reason: String,
}

/// Closes a month, or opens it again.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CloseForm {
    /// Month.
    pub month: String,
    /// Why; required to open it again, and to close it with something left open.
    pub reason: String,
}

/// How the practice signs and closes.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReviewingForm {
    /// Days from the closing to the lock.
    pub grace_days: u16,
    /// Nurses and care coordinators may sign, too.
    pub care_team_signs: bool,
}

impl From<CloseState> for CloseStateView {
    fn from(state: CloseState) -> Self {
        match state {
            CloseState::Running => Self::Running,
            CloseState::Open => Self::Open,
            CloseState::Grace(until) => Self::Grace { until: instant(until) },
            CloseState::Locked(since) => Self::Locked { since: instant(since) },
        }
    }
}

impl OpenItemView {
    fn bare(patient: PatientId, name: &str) -> Self {
        Self {
            patient: patient.get(),
            name: name.to_owned(),
            staff: None,
            seconds: None,
            reasons: Vec::new(),
            standing: None,
        }
    }

    fn unsettled(names: &Names, item: &Unsettled) -> Self {
        Self {
            staff: names.get(&item.staff).cloned(),
            seconds: Some(item.seconds),
            ..Self::bare(item.patient, &item.name)
        }
    }
}

impl ClosingView {
    pub(crate) fn read(tracker: &Tracker, closing: &Closing) -> Result<Self, Error> {
        let names = tracker.names()?;
        let unsettled = |item| OpenItemView::unsettled(&names, item);
        let held = closing.held.iter().map(|item| OpenItemView {
            reasons: item.reasons.iter().copied().map(ReasonView::from).collect(),
            ..OpenItemView::bare(item.patient, &item.name)
        });
        let unsigned = closing.unsigned.iter().map(|(patient, name, standing)| OpenItemView {
            standing: Some((*standing).into()),
            ..OpenItemView::bare(*patient, name)
        });
        let history = closing.history.iter().map(|row| CloseEventView {
            closed: row.locks_at.is_some(),
            by: names.get(&row.staff_id).cloned().unwrap_or_default(),
            at: instant(row.at),
            reason: row.reason.clone(),
        });
        let reviewing = tracker.practice().reviewing;
        Ok(Self {
            month: closing.month.to_string(),
            state: closing.state.into(),
            timers: closing.timers.iter().map(unsettled).collect(),
            gaps: closing.gaps.iter().map(unsettled).collect(),
            held: held.collect(),
            unsigned: unsigned.collect(),
            history: history.collect(),
            grace_days: reviewing.grace_days,
            care_team_signs: reviewing.care_team_signs,
        })
    }
}
