//! What this practice bills for a patient by other means: visits, remote monitoring, dialysis and the like.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::named_params;

use crate::columns::{At, Day, Row, at, at_opt, day, insert as insert_row, row as one_row, rows};
use crate::ids::{debug_is_id, debug_is_name};
use crate::voids::{Void, Voids, voided};
use crate::{Conn, PatientId, ServiceId, StaffId, StoreError, Tx};

/// A service.
#[derive(Clone, PartialEq, Eq)]
pub struct ServiceRow {
    /// Which.
    pub id: ServiceId,
    /// For whom.
    pub patient_id: PatientId,
    /// Billing code.
    pub code: String,
    /// Date of service.
    pub day: NaiveDate,
    /// Who furnished it, where somebody is named.
    pub staff_id: Option<StaffId>,
    /// Whether its level was chosen by time.
    pub by_time: bool,
    /// The minutes that it has: from when to when.
    pub used: Option<(DateTime<Utc>, DateTime<Utc>)>,
    /// Who noted it.
    pub written_by: StaffId,
    /// When it was noted.
    pub written_at: DateTime<Utc>,
    /// Why it no longer counts, if it does not.
    pub voided: Option<Void>,
}

/// A service to note.
#[derive(Clone, PartialEq, Eq)]
pub struct NewService {
    /// For whom.
    pub patient_id: PatientId,
    /// Billing code.
    pub code: String,
    /// Date of service.
    pub day: NaiveDate,
    /// Who furnished it, where somebody is named.
    pub staff_id: Option<StaffId>,
    /// Whether its level was chosen by time.
    pub by_time: bool,
    /// The minutes that it has: from when to when.
    pub used: Option<(DateTime<Utc>, DateTime<Utc>)>,
    /// Who notes it.
    pub written_by: StaffId,
    /// Now.
    pub written_at: DateTime<Utc>,
}

debug_is_id!(ServiceRow);
debug_is_name!(NewService);

const VOIDS: Voids = Voids { table: "own_service_void", of: "service_id" };

/// One of them.
pub fn by_id(conn: &Conn, id: ServiceId) -> Result<ServiceRow, StoreError> {
    one_row(conn, &VOIDS.select("own_service", "WHERE own_service.id = ?1"), [id], from_row)
}

/// Everything that was noted of a patient, by date of service, with what no longer counts.
pub fn of_patient(conn: &Conn, patient: PatientId) -> Result<Vec<ServiceRow>, StoreError> {
    let select = VOIDS.select("own_service", "WHERE patient_id = ?1 ORDER BY day, own_service.id");
    rows(conn, &select, [patient], from_row)
}

/// Notes one.
pub fn insert(tx: &Tx<'_>, new: &NewService) -> Result<ServiceId, StoreError> {
    insert_row(
        tx,
        "INSERT INTO own_service
           (patient_id, code, day, staff_id, by_time, started_at, ended_at, written_by, written_at)
         VALUES
           (:patient_id, :code, :day, :staff_id, :by_time, :started_at, :ended_at, :written_by, :written_at)",
        named_params! {
            ":patient_id": new.patient_id,
            ":code": new.code,
            ":day": Day(new.day),
            ":staff_id": new.staff_id,
            ":by_time": new.by_time,
            ":started_at": new.used.map(|(from, _)| At(from)),
            ":ended_at": new.used.map(|(_, to)| At(to)),
            ":written_by": new.written_by,
            ":written_at": At(new.written_at),
        },
    )
    .map(ServiceId)
}

/// It no longer counts; once, and for good.
pub fn void(tx: &Tx<'_>, id: ServiceId, void: &Void) -> Result<(), StoreError> {
    VOIDS.insert(tx, id.get(), void)
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<ServiceRow> {
    Ok(ServiceRow {
        id: row.get("id")?,
        patient_id: row.get("patient_id")?,
        code: row.get("code")?,
        day: day(row, "day")?,
        staff_id: row.get("staff_id")?,
        by_time: row.get("by_time")?,
        used: at_opt(row, "started_at")?.zip(at_opt(row, "ended_at")?),
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
    fn a_service_stays_as_it_was_noted_and_its_minutes_are_somebodys() {
        let mut store = Sample::new();
        let (ana, nora) = (store.ana, store.nora);
        let visit = NewService {
            patient_id: ana,
            code: "G0439".to_owned(),
            day: day("2026-03-04"),
            staff_id: None,
            by_time: false,
            used: None,
            written_by: nora,
            written_at: at("2026-03-05T12:00:00Z"),
        };
        let used = Some((at("2026-03-03T14:00:00Z"), at("2026-03-03T14:20:00Z")));
        let day_before = day("2026-03-03");
        let monitoring = NewService {
            code: "99457".to_owned(),
            day: day_before,
            staff_id: Some(nora),
            used,
            ..visit.clone()
        };
        let (visit_id, monitoring_id) = store.write(|tx| Ok((insert(tx, &visit)?, insert(tx, &monitoring)?)));
        let nobodys = NewService { used, ..visit };
        store.refused(|tx| insert(tx, &nobodys));

        let why = Void { reason: "not billed".to_owned(), by: nora, at: at("2026-03-05T13:00:00Z") };
        store.write(|tx| void(tx, visit_id, &why));
        store.refused(|tx| void(tx, visit_id, &why));
        for statement in [
            "UPDATE own_service SET code = '99214'",
            "DELETE FROM own_service",
            "INSERT OR REPLACE INTO own_service SELECT * FROM own_service",
            "UPDATE own_service_void SET reason = 'x'",
        ] {
            store.refused(|tx| Ok(tx.execute(statement, [])?));
        }
        let kept = store.read(|conn| of_patient(conn, ana));
        let said: Vec<_> =
            kept.iter().map(|row| (row.id, row.used.is_some(), row.voided.is_some())).collect();
        assert_eq!(said, [(monitoring_id, true, false), (visit_id, false, true)]);
        assert!(store.read(|conn| by_id(conn, visit_id)).voided.as_ref() == Some(&why));
    }
}
