//! Codes that other practices bill for a patient, as far as anybody here knows of them.

use chrono::NaiveDate;
use rusqlite::params;

use crate::columns::{Day, Row, change, day, insert as insert_row, row as one_row, rows};
use crate::ids::debug_is_id;
use crate::{BilledElsewhereId, Conn, PatientId, StoreError, Tx};

/// A service of another practice.
#[derive(Clone, PartialEq, Eq)]
pub struct BilledElsewhereRow {
    /// Which.
    pub id: BilledElsewhereId,
    /// Whose.
    pub patient_id: PatientId,
    /// Billing code.
    pub code: String,
    /// Date of service.
    pub day: NaiveDate,
    /// How it is known.
    pub known_by: String,
    /// Why it is not so after all.
    pub withdrawn: Option<String>,
}

debug_is_id!(BilledElsewhereRow);

/// Everything that was noted of a patient, earliest service first, with what was withdrawn.
pub fn of_patient(conn: &Conn, patient: PatientId) -> Result<Vec<BilledElsewhereRow>, StoreError> {
    rows(
        conn,
        "SELECT * FROM billed_elsewhere WHERE patient_id = ?1 ORDER BY day, code, id",
        [patient],
        from_row,
    )
}

/// One of them.
pub fn by_id(conn: &Conn, id: BilledElsewhereId) -> Result<BilledElsewhereRow, StoreError> {
    one_row(conn, "SELECT * FROM billed_elsewhere WHERE id = ?1", [id], from_row)
}

/// Notes a service of another practice.
pub fn insert(
    tx: &Tx<'_>,
    patient: PatientId,
    code: &str,
    on: NaiveDate,
    known_by: &str,
) -> Result<BilledElsewhereId, StoreError> {
    insert_row(
        tx,
        "INSERT INTO billed_elsewhere (patient_id, code, day, known_by) VALUES (?1, ?2, ?3, ?4)",
        params![patient, code, Day(on), known_by],
    )
    .map(BilledElsewhereId)
}

/// It is not so after all.
pub fn withdraw(tx: &Tx<'_>, id: BilledElsewhereId, reason: &str) -> Result<(), StoreError> {
    change(tx, "UPDATE billed_elsewhere SET withdrawn = ?2 WHERE id = ?1", params![id, reason])
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<BilledElsewhereRow> {
    Ok(BilledElsewhereRow {
        id: row.get("id")?,
        patient_id: row.get("patient_id")?,
        code: row.get("code")?,
        day: day(row, "day")?,
        known_by: row.get("known_by")?,
        withdrawn: row.get("withdrawn")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{Sample, day};

    #[test]
    fn what_another_practice_billed_is_noted_withdrawn_once_and_stays_readable() {
        let mut store = Sample::new();
        let ana = store.ana;
        let later = store.write(|tx| insert(tx, ana, "99490", day("2026-03-20"), "their letter"));
        let first = store.write(|tx| insert(tx, ana, "99487", day("2026-03-08"), "remittance"));
        let ids = |store: &Sample| {
            store.read(|conn| of_patient(conn, ana)).iter().map(|row| row.id).collect::<Vec<_>>()
        };
        assert_eq!(ids(&store), [first, later]);
        store.write(|tx| withdraw(tx, first, "another patient"));
        assert_eq!(store.read(|conn| by_id(conn, first)).withdrawn.as_deref(), Some("another patient"));
        store.refused(|tx| withdraw(tx, first, "twice"));
        store.refused(|tx| Ok(tx.execute("DELETE FROM billed_elsewhere", [])?));
        store.refused(|tx| Ok(tx.execute("UPDATE billed_elsewhere SET code = '99489'", [])?));
        assert_eq!(ids(&store), [first, later]);
    }
}
