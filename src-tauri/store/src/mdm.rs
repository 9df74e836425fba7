//! The level of medical decision making of a month, as the billing practitioner set it.

use rusqlite::params;

use crate::columns::{rows, run};
use crate::{Conn, EnrollmentId, PatientId, StoreError, Tx};

/// Months and their levels, earliest month first.
pub fn of_enrollment(conn: &Conn, enrollment: EnrollmentId) -> Result<Vec<(String, String)>, StoreError> {
    rows(conn, "SELECT month, level FROM mdm WHERE enrollment_id = ?1 ORDER BY month", [enrollment], |row| {
        Ok((row.get("month")?, row.get("level")?))
    })
}

/// The same for every enrollment of a patient.
pub fn of_patient(
    conn: &Conn,
    patient: PatientId,
) -> Result<Vec<(EnrollmentId, String, String)>, StoreError> {
    rows(
        conn,
        "SELECT mdm.enrollment_id, mdm.month, mdm.level
           FROM mdm
           JOIN enrollment ON enrollment.id = mdm.enrollment_id
          WHERE enrollment.patient_id = ?1
          ORDER BY mdm.enrollment_id, mdm.month",
        [patient],
        |row| Ok((row.get("enrollment_id")?, row.get("month")?, row.get("level")?)),
    )
}

/// Sets the level of a month.
pub fn put(tx: &Tx<'_>, enrollment: EnrollmentId, month: &str, level: &str) -> Result<(), StoreError> {
    run(
        tx,
        "INSERT INTO mdm (enrollment_id, month, level)
         VALUES (?1, ?2, ?3)
         ON CONFLICT (enrollment_id, month) DO UPDATE SET level = excluded.level",
        params![enrollment, month, level],
    )
}

/// Takes the level of a month back; nothing happens if there was none.
pub fn remove(tx: &Tx<'_>, enrollment: EnrollmentId, month: &str) -> Result<(), StoreError> {
    run(tx, "DELETE FROM mdm WHERE enrollment_id = ?1 AND month = ?2", params![enrollment, month])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::Sample;

    #[test]
    fn the_level_of_a_month_can_be_set_changed_and_taken_back() {
        let mut store = Sample::new();
        let (ana, ccm) = (store.ana, store.ccm);
        store.write(|tx| put(tx, ccm, "2026-02", "moderate"));
        store.write(|tx| put(tx, ccm, "2026-01", "low"));
        store.write(|tx| put(tx, ccm, "2026-02", "high"));
        let text = |month: &str, level: &str| (month.to_owned(), level.to_owned());
        let levels = store.read(|conn| of_enrollment(conn, ccm));
        assert_eq!(levels, [text("2026-01", "low"), text("2026-02", "high")]);
        store.write(|tx| remove(tx, ccm, "2026-01"));
        let left = store.read(|conn| of_patient(conn, ana));
        assert_eq!(left, [(ccm, "2026-02".to_owned(), "high".to_owned())]);
    }

    #[test]
    fn a_level_nobody_knows_is_refused() {
        let mut store = Sample::new();
        let ccm = store.ccm;
        let refused = store.refused(|tx| put(tx, ccm, "2026-02", "enormous"));
        assert!(matches!(refused, StoreError::Internal { .. }));
    }
}
