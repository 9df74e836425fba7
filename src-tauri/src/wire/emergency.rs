//! Hidden patients opened in an emergency, and who is on a care team.

use serde::{Deserialize, Serialize};
use tracker::{Actor, Error, Tracker};
use ts_rs::TS;

use super::instant;

/// Opens a hidden patient for an hour.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct EmergencyForm {
    /// Patient id.
    pub patient: i64,
    /// Why; managers read it.
    pub reason: String,
}

/// What was opened in an emergency, and no manager has acknowledged.
#[derive(Clone, Serialize, TS)]
pub struct EmergencyView {
    /// Number.
    pub id: i64,
    /// Who opened.
    pub person: String,
    /// Patient id.
    pub patient: i64,
    /// Patient's name.
    pub patient_name: String,
    /// Why.
    pub reason: String,
    /// When, RFC 3339.
    pub opened_at: String,
    /// Until when.
    pub until: String,
}

/// A manager has seen these.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AcknowledgeForm {
    /// Numbers of what was opened.
    pub ids: Vec<i64>,
}

/// Who is on a patient's care team from now on.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CareTeamForm {
    /// Patient id.
    pub patient: i64,
    /// Staff ids.
    pub staff: Vec<i64>,
}

impl EmergencyView {
    /// All that no manager has acknowledged, oldest first.
    pub(crate) fn read_all(tracker: &mut Tracker, actor: &Actor) -> Result<Vec<Self>, Error> {
        let names = tracker.names()?;
        let opened = tracker.emergencies(actor)?;
        let view = |(row, patient_name): (tracker::emergency::EmergencyRow, String)| Self {
            id: row.id.get(),
            person: names.get(&row.staff_id).cloned().unwrap_or_default(),
            patient: row.patient_id.get(),
            patient_name,
            reason: row.reason,
            opened_at: instant(row.opened_at),
            until: instant(row.until),
        };
        Ok(opened.into_iter().map(view).collect())
    }
}
