//! Who is on a patient's care team.

use chrono::{DateTime, Utc};
use rusqlite::params;

use crate::columns::{At, rows, run};
use crate::{Conn, PatientId, StaffId, StoreError, Tx};

/// The care team of a patient, by number.
pub fn of_patient(conn: &Conn, patient: PatientId) -> Result<Vec<StaffId>, StoreError> {
    rows(conn, "SELECT staff_id FROM assignment WHERE patient_id = ?1 ORDER BY staff_id", [patient], |row| {
        row.get("staff_id")
    })
}

/// Every care team: patient and staff member.
pub fn all(conn: &Conn) -> Result<Vec<(PatientId, StaffId)>, StoreError> {
    rows(conn, "SELECT patient_id, staff_id FROM assignment ORDER BY patient_id, staff_id", [], |row| {
        Ok((row.get("patient_id")?, row.get("staff_id")?))
    })
}

/// The patients whose care team somebody is on.
pub fn of_staff(conn: &Conn, staff: StaffId) -> Result<Vec<PatientId>, StoreError> {
    rows(conn, "SELECT patient_id FROM assignment WHERE staff_id = ?1 ORDER BY patient_id", [staff], |row| {
        row.get("patient_id")
    })
}

/// Is somebody on a patient's care team?
pub fn is_assigned(conn: &Conn, patient: PatientId, staff: StaffId) -> Result<bool, StoreError> {
    Ok(of_patient(conn, patient)?.contains(&staff))
}

/// Puts somebody on a care team; who is on it already stays as is.
pub fn add(tx: &Tx<'_>, patient: PatientId, staff: StaffId, at: DateTime<Utc>) -> Result<(), StoreError> {
    run(
        tx,
        "INSERT INTO assignment (patient_id, staff_id, assigned_at) VALUES (?1, ?2, ?3)
         ON CONFLICT (patient_id, staff_id) DO NOTHING",
        params![patient, staff, At(at)],
    )
}

/// Takes somebody off a care team.
pub fn remove(tx: &Tx<'_>, patient: PatientId, staff: StaffId) -> Result<(), StoreError> {
    run(tx, "DELETE FROM assignment WHERE patient_id = ?1 AND staff_id = ?2", params![patient, staff])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{Sample, at};

    #[test]
    fn a_care_team_is_found_from_both_sides_and_holds_nobody_twice() {
        let mut store = Sample::new();
        let (ana, nora, patel) = (store.ana, store.nora, store.patel);
        let now = at("2026-03-02T14:00:00Z");
        store.write(|tx| add(tx, ana, nora, now));
        store.write(|tx| add(tx, ana, nora, now));
        store.write(|tx| add(tx, ana, patel, now));
        assert_eq!(store.read(|conn| of_patient(conn, ana)), [nora, patel]);
        assert_eq!(store.read(all), [(ana, nora), (ana, patel)]);
        store.write(|tx| remove(tx, ana, patel));
        assert_eq!(store.read(|conn| of_staff(conn, nora)), [ana]);
        assert!(!store.read(|conn| is_assigned(conn, ana, patel)));
    }
}
