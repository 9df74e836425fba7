//! Cancer treatment plans: when they were first made, and when they changed.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::named_params;

use crate::columns::{At, Day, Row, at, day, insert as insert_row, row as one_row, rows};
use crate::ids::{debug_is_id, debug_is_name};
use crate::voids::{Void, Voids, voided};
use crate::{Conn, PatientId, PlanId, StaffId, StoreError, Tx};

/// A plan that was made or changed.
#[derive(Clone, PartialEq, Eq)]
pub struct PlanRow {
    /// Which.
    pub id: PlanId,
    /// For whom.
    pub patient_id: PatientId,
    /// Who made it, and bills it.
    pub practitioner_id: StaffId,
    /// `initial` or `change`.
    pub kind: String,
    /// Its day.
    pub day: NaiveDate,
    /// ICD-10 code of the cancer.
    pub cancer: String,
    /// Who logged it.
    pub written_by: StaffId,
    /// When it was logged.
    pub written_at: DateTime<Utc>,
    /// Why it no longer counts, if it does not.
    pub voided: Option<Void>,
}

/// A plan to log.
#[derive(Clone, PartialEq, Eq)]
pub struct NewPlan {
    /// For whom.
    pub patient_id: PatientId,
    /// Who made it, and bills it.
    pub practitioner_id: StaffId,
    /// `initial` or `change`.
    pub kind: String,
    /// Its day.
    pub day: NaiveDate,
    /// ICD-10 code of the cancer.
    pub cancer: String,
    /// Who logs it.
    pub written_by: StaffId,
    /// Now.
    pub written_at: DateTime<Utc>,
}

debug_is_id!(PlanRow);
debug_is_name!(NewPlan);

const VOIDS: Voids = Voids { table: "oncology_plan_void", of: "plan_id" };

/// One of them.
pub fn by_id(conn: &Conn, id: PlanId) -> Result<PlanRow, StoreError> {
    one_row(conn, &VOIDS.select("oncology_plan", "WHERE oncology_plan.id = ?1"), [id], from_row)
}

/// Everything that was planned for a patient, by day, with what no longer counts.
pub fn of_patient(conn: &Conn, patient: PatientId) -> Result<Vec<PlanRow>, StoreError> {
    let select = VOIDS.select("oncology_plan", "WHERE patient_id = ?1 ORDER BY day, oncology_plan.id");
    rows(conn, &select, [patient], from_row)
}

/// Logs one.
pub fn insert(tx: &Tx<'_>, new: &NewPlan) -> Result<PlanId, StoreError> {
    insert_row(
        tx,
        "INSERT INTO oncology_plan (patient_id, practitioner_id, kind, day, cancer, written_by, written_at)
         VALUES (:patient_id, :practitioner_id, :kind, :day, :cancer, :written_by, :written_at)",
        named_params! {
            ":patient_id": new.patient_id,
            ":practitioner_id": new.practitioner_id,
            ":kind": new.kind,
            ":day": Day(new.day),
            ":cancer": new.cancer,
            ":written_by": new.written_by,
            ":written_at": At(new.written_at),
        },
    )
    .map(PlanId)
}

/// It no longer counts; once, and for good.
pub fn void(tx: &Tx<'_>, id: PlanId, void: &Void) -> Result<(), StoreError> {
    VOIDS.insert(tx, id.get(), void)
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<PlanRow> {
    Ok(PlanRow {
        id: row.get("id")?,
        patient_id: row.get("patient_id")?,
        practitioner_id: row.get("practitioner_id")?,
        kind: row.get("kind")?,
        day: day(row, "day")?,
        cancer: row.get("cancer")?,
        written_by: row.get("written_by")?,
        written_at: at(row, "written_at")?,
        voided: voided(row)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{Sample, at, day};

    #[test]
    fn a_plan_stays_as_it_was_logged_and_a_void_stands_beside_it_once() {
        let mut store = Sample::new();
        let (ana, nora) = (store.ana, store.nora);
        let plan = |kind: &str, on: &str| NewPlan {
            patient_id: ana,
            practitioner_id: store.patel,
            kind: kind.to_owned(),
            day: day(on),
            cancer: "C50.911".to_owned(),
            written_by: nora,
            written_at: at("2026-03-09T12:00:00Z"),
        };
        let (change, first) = (plan("change", "2026-03-08"), plan("initial", "2026-03-01"));
        let other = plan("revised", "2026-03-08");
        let (change, first) = store.write(|tx| Ok((insert(tx, &change)?, insert(tx, &first)?)));
        store.refused(|tx| insert(tx, &other));

        let why = Void { reason: "not decided yet".to_owned(), by: nora, at: at("2026-03-09T13:00:00Z") };
        store.write(|tx| void(tx, change, &why));
        store.refused(|tx| void(tx, change, &why));
        for statement in [
            "UPDATE oncology_plan SET day = '2026-03-02'",
            "DELETE FROM oncology_plan",
            "INSERT OR REPLACE INTO oncology_plan SELECT * FROM oncology_plan",
            "DELETE FROM oncology_plan_void",
        ] {
            store.refused(|tx| Ok(tx.execute(statement, [])?));
        }
        let kept = store.read(|conn| of_patient(conn, ana));
        let said: Vec<_> = kept.iter().map(|row| (row.id, row.kind.as_str(), row.voided.is_some())).collect();
        assert_eq!(said, [(first, "initial", false), (change, "change", true)]);
        assert!(store.read(|conn| by_id(conn, change)).voided.as_ref() == Some(&why));
    }
}
