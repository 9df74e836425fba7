//! What most patients have none of: one statement says which of it is on record, so that the rest need not be read.

use rusqlite::params;

use crate::columns::row;
use crate::{Conn, PatientId, StoreError};

/// Which tables hold anything of a patient, whether it still counts or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seldom {
    /// Discharges.
    pub episodes: bool,
    /// What other practices bill.
    pub billed_elsewhere: bool,
    /// Payers of before.
    pub payers: bool,
    /// Practitioners of before.
    pub practitioners: bool,
    /// How hard the decisions of a month were.
    pub mdm: bool,
    /// Planning talks.
    pub talks: bool,
    /// Cancer treatment plans.
    pub plans: bool,
    /// What the practice bills by other means.
    pub services: bool,
}

/// A stop reads the chart of its patient: eight statements that find nothing are a third of that work.
pub fn of_patient(conn: &Conn, patient: PatientId) -> Result<Seldom, StoreError> {
    row(
        conn,
        "SELECT EXISTS (SELECT 1 FROM tcm_episode WHERE patient_id = ?1) AS episodes,
                EXISTS (SELECT 1 FROM billed_elsewhere WHERE patient_id = ?1) AS billed_elsewhere,
                EXISTS (SELECT 1 FROM payer_before WHERE patient_id = ?1) AS payers,
                EXISTS (SELECT 1 FROM enrollment
                         WHERE patient_id = ?1
                           AND EXISTS (SELECT 1 FROM practitioner_before WHERE enrollment_id = enrollment.id))
                  AS practitioners,
                EXISTS (SELECT 1 FROM mdm JOIN enrollment ON enrollment.id = mdm.enrollment_id
                         WHERE enrollment.patient_id = ?1) AS mdm,
                EXISTS (SELECT 1 FROM planning_talk WHERE patient_id = ?1) AS talks,
                EXISTS (SELECT 1 FROM oncology_plan WHERE patient_id = ?1) AS plans,
                EXISTS (SELECT 1 FROM own_service WHERE patient_id = ?1) AS services",
        params![patient],
        |row| {
            Ok(Seldom {
                episodes: row.get("episodes")?,
                billed_elsewhere: row.get("billed_elsewhere")?,
                payers: row.get("payers")?,
                practitioners: row.get("practitioners")?,
                mdm: row.get("mdm")?,
                talks: row.get("talks")?,
                plans: row.get("plans")?,
                services: row.get("services")?,
            })
        },
    )
}
