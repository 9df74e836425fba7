//! What other practices bill for a patient.

use serde::{Deserialize, Serialize};
use tracker::PatientId;
use tracker::billed_elsewhere::{BilledElsewhere, NewBilledElsewhere};
use ts_rs::TS;

/// A code that another practice bills.
#[derive(Clone, Serialize, TS)]
pub struct BilledElsewhereView {
    /// Which note.
    pub id: i64,
    /// Billing code.
    pub code: String,
    /// Date of service.
    pub date: String,
    /// How it is known.
    pub known_by: String,
    /// Why it is not so after all.
    pub withdrawn: Option<String>,
}

/// Another practice bills a code.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BilledElsewhereForm {
    /// Patient id.
    pub patient: i64,
    /// Billing code.
    pub code: String,
    /// Date of service.
    pub date: String,
    /// How it is known.
    pub known_by: String,
}

/// It does not after all.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WithdrawForm {
    /// Which note.
    pub id: i64,
    /// Why.
    pub reason: String,
}

impl From<BilledElsewhere> for BilledElsewhereView {
    fn from(row: BilledElsewhere) -> Self {
        Self {
            id: row.id.get(),
            code: row.code,
            date: row.day.to_string(),
            known_by: row.known_by,
            withdrawn: row.withdrawn,
        }
    }
}

impl From<BilledElsewhereForm> for NewBilledElsewhere {
    fn from(form: BilledElsewhereForm) -> Self {
        Self { patient: PatientId(form.patient), code: form.code, date: form.date, known_by: form.known_by }
    }
}
