//! Hidden patients who were opened in an emergency: by whom, why, until when, and which manager has seen it.

use chrono::{DateTime, Utc};
use rusqlite::{named_params, params};

use crate::columns::{At, Row, at, change, insert as insert_row, row_opt, rows};
use crate::ids::{debug_is_id, debug_is_name};
use crate::{Conn, EmergencyId, PatientId, StaffId, StoreError, Tx};

/// An opening.
#[derive(Clone, PartialEq, Eq)]
pub struct EmergencyRow {
    /// Which one.
    pub id: EmergencyId,
    /// By whom.
    pub staff_id: StaffId,
    /// Of whom.
    pub patient_id: PatientId,
    /// Why, in the person's words.
    pub reason: String,
    /// Since when.
    pub opened_at: DateTime<Utc>,
    /// It ends by itself.
    pub until: DateTime<Utc>,
}

/// An opening to note.
#[derive(Clone, PartialEq, Eq)]
pub struct NewEmergency {
    /// By whom.
    pub staff_id: StaffId,
    /// Of whom.
    pub patient_id: PatientId,
    /// Why, in the person's words.
    pub reason: String,
    /// Now.
    pub opened_at: DateTime<Utc>,
    /// It ends by itself.
    pub until: DateTime<Utc>,
}

debug_is_id!(EmergencyRow);
debug_is_name!(NewEmergency);

/// The opening by which somebody sees a patient at this moment.
pub fn running(
    conn: &Conn,
    staff: StaffId,
    patient: PatientId,
    now: DateTime<Utc>,
) -> Result<Option<EmergencyRow>, StoreError> {
    row_opt(
        conn,
        "SELECT * FROM emergency_access
          WHERE staff_id = ?1 AND patient_id = ?2 AND opened_at <= ?3 AND until > ?3
          ORDER BY until DESC LIMIT 1",
        params![staff, patient, At(now)],
        from_row,
    )
}

/// Patients whom somebody sees at this moment by such openings.
pub fn patients(conn: &Conn, staff: StaffId, now: DateTime<Utc>) -> Result<Vec<PatientId>, StoreError> {
    rows(
        conn,
        "SELECT DISTINCT patient_id FROM emergency_access WHERE staff_id = ?1 AND opened_at <= ?2 AND until > ?2",
        params![staff, At(now)],
        |row| row.get("patient_id"),
    )
}

/// Openings that no manager has acknowledged, oldest first.
pub fn unacknowledged(conn: &Conn) -> Result<Vec<EmergencyRow>, StoreError> {
    rows(
        conn,
        "SELECT * FROM emergency_access WHERE acknowledged_at IS NULL ORDER BY opened_at, id",
        [],
        from_row,
    )
}

/// Notes an opening.
pub fn insert(tx: &Tx<'_>, new: &NewEmergency) -> Result<EmergencyId, StoreError> {
    insert_row(
        tx,
        "INSERT INTO emergency_access (staff_id, patient_id, reason, opened_at, until)
         VALUES (:staff_id, :patient_id, :reason, :opened_at, :until)",
        named_params! {
            ":staff_id": new.staff_id,
            ":patient_id": new.patient_id,
            ":reason": new.reason,
            ":opened_at": At(new.opened_at),
            ":until": At(new.until),
        },
    )
    .map(EmergencyId)
}

/// A manager has seen an opening that none had acknowledged yet.
pub fn acknowledge(tx: &Tx<'_>, id: EmergencyId, by: StaffId, now: DateTime<Utc>) -> Result<(), StoreError> {
    change(
        tx,
        "UPDATE emergency_access SET acknowledged_by = ?2, acknowledged_at = ?3
          WHERE id = ?1 AND acknowledged_at IS NULL",
        params![id, by, At(now)],
    )
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<EmergencyRow> {
    Ok(EmergencyRow {
        id: row.get("id")?,
        staff_id: row.get("staff_id")?,
        patient_id: row.get("patient_id")?,
        reason: row.get("reason")?,
        opened_at: at(row, "opened_at")?,
        until: at(row, "until")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{Sample, at};

    #[test]
    fn an_opening_ends_by_itself_and_is_listed_until_it_is_acknowledged_once() {
        let mut store = Sample::new();
        let (ana, nora, patel) = (store.ana, store.nora, store.patel);
        let (from, until) = (at("2026-03-02T14:00:00Z"), at("2026-03-02T15:00:00Z"));
        let new = NewEmergency {
            staff_id: nora,
            patient_id: ana,
            reason: "fell at home".to_owned(),
            opened_at: from,
            until,
        };
        let id = store.write(|tx| insert(tx, &new));
        let sees = |store: &Sample, now: &str| store.read(|conn| running(conn, nora, ana, at(now))).is_some();
        assert!(sees(&store, "2026-03-02T14:59:59Z"));
        assert!(!sees(&store, "2026-03-02T15:00:00Z"), "it ends at the minute");
        assert!(!sees(&store, "2026-03-02T13:59:59Z"), "a clock set back gives nothing");
        assert_eq!(store.read(|conn| patients(conn, nora, from)), [ana]);
        assert_eq!(store.read(unacknowledged).len(), 1);
        store.write(|tx| acknowledge(tx, id, patel, until));
        assert_eq!(store.read(unacknowledged), []);
        store.refused(|tx| acknowledge(tx, id, nora, until));
    }
}
