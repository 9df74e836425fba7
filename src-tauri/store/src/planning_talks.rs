//! Advance care planning talks: who led them, from when to when.

use chrono::{DateTime, Utc};
use rusqlite::named_params;

use crate::columns::{At, Row, at, insert as insert_row, row as one_row, rows};
use crate::ids::{debug_is_id, debug_is_name};
use crate::voids::{Void, Voids, voided};
use crate::{Conn, PatientId, StaffId, StoreError, TalkId, Tx};

/// A talk.
#[derive(Clone, PartialEq, Eq)]
pub struct TalkRow {
    /// Which.
    pub id: TalkId,
    /// About whom.
    pub patient_id: PatientId,
    /// Who led it, and bills it.
    pub practitioner_id: StaffId,
    /// Its first instant.
    pub started_at: DateTime<Utc>,
    /// The instant after its last.
    pub ended_at: DateTime<Utc>,
    /// ICD-10 codes of the claim in their order, spaces between.
    pub diagnoses: String,
    /// Who logged it.
    pub written_by: StaffId,
    /// When it was logged.
    pub written_at: DateTime<Utc>,
    /// Why it no longer counts, if it does not.
    pub voided: Option<Void>,
}

/// A talk to log.
#[derive(Clone, PartialEq, Eq)]
pub struct NewTalk {
    /// About whom.
    pub patient_id: PatientId,
    /// Who led it, and bills it.
    pub practitioner_id: StaffId,
    /// Its first instant.
    pub started_at: DateTime<Utc>,
    /// The instant after its last.
    pub ended_at: DateTime<Utc>,
    /// ICD-10 codes of the claim in their order, spaces between.
    pub diagnoses: String,
    /// Who logs it.
    pub written_by: StaffId,
    /// Now.
    pub written_at: DateTime<Utc>,
}

debug_is_id!(TalkRow);
debug_is_name!(NewTalk);

const VOIDS: Voids = Voids { table: "planning_talk_void", of: "talk_id" };

/// One talk.
pub fn by_id(conn: &Conn, id: TalkId) -> Result<TalkRow, StoreError> {
    one_row(conn, &VOIDS.select("planning_talk", "WHERE planning_talk.id = ?1"), [id], from_row)
}

/// Every talk of a patient, by start, with those that no longer count.
pub fn of_patient(conn: &Conn, patient: PatientId) -> Result<Vec<TalkRow>, StoreError> {
    let select = VOIDS.select("planning_talk", "WHERE patient_id = ?1 ORDER BY started_at, planning_talk.id");
    rows(conn, &select, [patient], from_row)
}

/// A practitioner's talks, with whomever, that share an instant with a stretch of time and still count.
pub fn of_practitioner_meanwhile(
    conn: &Conn,
    practitioner: StaffId,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Vec<TalkRow>, StoreError> {
    // A talk is at most a day long (a check in the table): nothing further back is looked at.
    let select = VOIDS.select(
        "planning_talk",
        "WHERE practitioner_id = :practitioner AND started_at < :to AND started_at > :from - 86400000 AND ended_at > :from
           AND planning_talk_void.talk_id IS NULL ORDER BY started_at",
    );
    let params = named_params! { ":practitioner": practitioner, ":from": At(from), ":to": At(to) };
    rows(conn, &select, params, from_row)
}

/// Logs one.
pub fn insert(tx: &Tx<'_>, new: &NewTalk) -> Result<TalkId, StoreError> {
    insert_row(
        tx,
        "INSERT INTO planning_talk (patient_id, practitioner_id, started_at, ended_at, diagnoses, written_by, written_at)
         VALUES (:patient_id, :practitioner_id, :started_at, :ended_at, :diagnoses, :written_by, :written_at)",
        named_params! {
            ":patient_id": new.patient_id,
            ":practitioner_id": new.practitioner_id,
            ":started_at": At(new.started_at),
            ":ended_at": At(new.ended_at),
            ":diagnoses": new.diagnoses,
            ":written_by": new.written_by,
            ":written_at": At(new.written_at),
        },
    )
    .map(TalkId)
}

/// It no longer counts; once, and for good.
pub fn void(tx: &Tx<'_>, id: TalkId, void: &Void) -> Result<(), StoreError> {
    VOIDS.insert(tx, id.get(), void)
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<TalkRow> {
    Ok(TalkRow {
        id: row.get("id")?,
        patient_id: row.get("patient_id")?,
        practitioner_id: row.get("practitioner_id")?,
        started_at: at(row, "started_at")?,
        ended_at: at(row, "ended_at")?,
        diagnoses: row.get("diagnoses")?,
        written_by: row.get("written_by")?,
        written_at: at(row, "written_at")?,
        voided: voided(row)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{Sample, at};

    fn talk(store: &Sample, from: &str, to: &str) -> NewTalk {
        NewTalk {
            patient_id: store.ana,
            practitioner_id: store.patel,
            started_at: at(from),
            ended_at: at(to),
            diagnoses: "Z71.89".to_owned(),
            written_by: store.nora,
            written_at: at("2026-03-05T12:00:00Z"),
        }
    }

    #[test]
    fn a_talk_stays_as_it_was_logged_and_a_void_stands_beside_it_once() {
        let mut store = Sample::new();
        let later = talk(&store, "2026-03-04T15:00:00Z", "2026-03-04T15:16:00Z");
        let first = talk(&store, "2026-03-04T14:00:00Z", "2026-03-04T14:20:00Z");
        let (later, first) = store.write(|tx| Ok((insert(tx, &later)?, insert(tx, &first)?)));
        let ana = store.ana;
        let ids = |store: &Sample| {
            store.read(|conn| of_patient(conn, ana)).iter().map(|row| row.id).collect::<Vec<_>>()
        };
        assert_eq!(ids(&store), [first, later], "by start");

        let why =
            Void { reason: "another patient".to_owned(), by: store.nora, at: at("2026-03-05T13:00:00Z") };
        store.write(|tx| void(tx, first, &why));
        assert!(store.read(|conn| by_id(conn, first)).voided.as_ref() == Some(&why));
        assert!(store.read(|conn| by_id(conn, later)).voided.is_none());
        store.refused(|tx| void(tx, first, &why));
        for statement in [
            "UPDATE planning_talk SET ended_at = ended_at + 60000",
            "DELETE FROM planning_talk",
            "INSERT OR REPLACE INTO planning_talk SELECT * FROM planning_talk",
            "UPDATE planning_talk_void SET reason = 'x'",
            "DELETE FROM planning_talk_void",
            "INSERT OR REPLACE INTO planning_talk_void SELECT * FROM planning_talk_void",
        ] {
            store.refused(|tx| Ok(tx.execute(statement, [])?));
        }
        assert_eq!(ids(&store), [first, later]);
    }

    #[test]
    fn talks_meanwhile_are_those_that_share_an_instant_and_still_count() {
        let mut store = Sample::new();
        let new = talk(&store, "2026-03-04T14:00:00Z", "2026-03-04T14:20:00Z");
        let id = store.write(|tx| insert(tx, &new));
        let meanwhile = |store: &Sample, who: StaffId, from: &str, to: &str| {
            store.read(|conn| of_practitioner_meanwhile(conn, who, at(from), at(to))).len()
        };
        let (patel, nora) = (store.patel, store.nora);
        assert_eq!(meanwhile(&store, patel, "2026-03-04T14:19:59Z", "2026-03-04T15:00:00Z"), 1);
        assert_eq!(meanwhile(&store, patel, "2026-03-04T14:20:00Z", "2026-03-04T15:00:00Z"), 0);
        assert_eq!(meanwhile(&store, patel, "2026-03-04T13:00:00Z", "2026-03-04T14:00:00Z"), 0);
        assert_eq!(meanwhile(&store, nora, "2026-03-04T14:00:00Z", "2026-03-04T14:20:00Z"), 0);
        let why = Void { reason: "twice".to_owned(), by: nora, at: at("2026-03-05T13:00:00Z") };
        store.write(|tx| void(tx, id, &why));
        assert_eq!(meanwhile(&store, patel, "2026-03-04T14:00:00Z", "2026-03-04T14:20:00Z"), 0);
    }

    #[test]
    fn a_talk_ends_after_it_began_within_a_day() {
        let mut store = Sample::new();
        for (from, to) in [
            ("2026-03-04T14:00:00Z", "2026-03-04T14:00:00Z"),
            ("2026-03-04T14:00:00Z", "2026-03-05T14:00:01Z"),
        ] {
            let new = talk(&store, from, to);
            store.refused(|tx| insert(tx, &new));
        }
    }
}
