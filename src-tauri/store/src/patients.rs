//! The patients: who they are, who pays, when to call.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{named_params, params};

use crate::columns::{At, Day, Row, at, at_opt, change, day, insert as insert_row, row, row_opt, rows};
use crate::find::same_name;
use crate::ids::{debug_is_id, debug_is_name};
use crate::{Conn, PatientId, StoreError, Tx};

/// A patient.
#[derive(Clone, PartialEq, Eq)]
pub struct PatientRow {
    /// Which patient.
    pub id: PatientId,
    /// Name, as the practice writes it.
    pub name: String,
    /// Date of birth.
    pub birth_date: NaiveDate,
    /// Medical record number; one patient each, in any case.
    pub mrn: String,
    /// F, M, X, or empty.
    pub sex: String,
    /// Who pays.
    pub payer: String,
    /// When this person likes to be called.
    pub call_window: String,
    /// When this person died.
    pub died_at: Option<DateTime<Utc>>,
    /// When this row was written.
    pub created_at: DateTime<Utc>,
}

/// A patient to add.
#[derive(Clone, PartialEq, Eq)]
pub struct NewPatient {
    /// Name, as the practice writes it.
    pub name: String,
    /// Date of birth.
    pub birth_date: NaiveDate,
    /// Medical record number; one patient each, in any case.
    pub mrn: String,
    /// F, M, X, or empty.
    pub sex: String,
    /// Who pays.
    pub payer: String,
    /// When this person likes to be called.
    pub call_window: String,
    /// When this person died.
    pub died_at: Option<DateTime<Utc>>,
    /// Now.
    pub created_at: DateTime<Utc>,
}

debug_is_id!(PatientRow);
debug_is_name!(NewPatient);

/// One patient.
pub fn by_id(conn: &Conn, id: PatientId) -> Result<PatientRow, StoreError> {
    row(conn, "SELECT * FROM patient WHERE id = ?1", [id], from_row)
}

/// The patient with this record number, in any case.
pub fn by_mrn(conn: &Conn, mrn: &str) -> Result<Option<PatientRow>, StoreError> {
    row_opt(conn, "SELECT * FROM patient WHERE mrn = ?1", [mrn], from_row)
}

/// Every patient, by name.
pub fn all(conn: &Conn) -> Result<Vec<PatientRow>, StoreError> {
    rows(conn, "SELECT * FROM patient ORDER BY name COLLATE NOCASE, id", [], from_row)
}

/// How many patients there are.
pub fn count(conn: &Conn) -> Result<i64, StoreError> {
    row(conn, "SELECT count(*) AS n FROM patient", [], |row| row.get("n"))
}

/// Patients who may be this person: born that day, and with the same name whatever its case, accents and order.
pub fn same_person(conn: &Conn, name: &str, birth_date: NaiveDate) -> Result<Vec<PatientRow>, StoreError> {
    let mut born_then = rows(
        conn,
        "SELECT * FROM patient WHERE birth_date = ?1 ORDER BY id",
        params![Day(birth_date)],
        from_row,
    )?;
    born_then.retain(|patient| same_name(&patient.name, name));
    Ok(born_then)
}

/// Adds a patient.
pub fn insert(tx: &Tx<'_>, new: &NewPatient) -> Result<PatientId, StoreError> {
    insert_row(
        tx,
        "INSERT INTO patient (name, birth_date, mrn, sex, payer, call_window, died_at, created_at)
         VALUES (:name, :birth_date, :mrn, :sex, :payer, :call_window, :died_at, :created_at)",
        named_params! {
            ":name": new.name,
            ":birth_date": Day(new.birth_date),
            ":mrn": new.mrn,
            ":sex": new.sex,
            ":payer": new.payer,
            ":call_window": new.call_window,
            ":died_at": new.died_at.map(At),
            ":created_at": At(new.created_at),
        },
    )
    .map(PatientId)
}

/// Writes every field of a patient but the moment of adding.
pub fn update(tx: &Tx<'_>, patient: &PatientRow) -> Result<(), StoreError> {
    change(
        tx,
        "UPDATE patient
            SET name = :name,
                birth_date = :birth_date,
                mrn = :mrn,
                sex = :sex,
                payer = :payer,
                call_window = :call_window,
                died_at = :died_at
          WHERE id = :id",
        named_params! {
            ":id": patient.id,
            ":name": patient.name,
            ":birth_date": Day(patient.birth_date),
            ":mrn": patient.mrn,
            ":sex": patient.sex,
            ":payer": patient.payer,
            ":call_window": patient.call_window,
            ":died_at": patient.died_at.map(At),
        },
    )
}

pub(crate) fn from_row(row: &Row<'_>) -> rusqlite::Result<PatientRow> {
    Ok(PatientRow {
        id: row.get("id")?,
        name: row.get("name")?,
        birth_date: day(row, "birth_date")?,
        mrn: row.get("mrn")?,
        sex: row.get("sex")?,
        payer: row.get("payer")?,
        call_window: row.get("call_window")?,
        died_at: at_opt(row, "died_at")?,
        created_at: at(row, "created_at")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{Sample, at, day};

    use crate::Unique;
    use crate::sample::new_patient;

    #[test]
    fn a_patient_reads_back_and_patients_are_listed_by_name() {
        let mut store = Sample::new();
        let new = new_patient("adams, bo", "B-1");
        let bo = store.write(|tx| insert(tx, &new));
        let row = store.read(|conn| by_id(conn, bo));
        assert_eq!((row.name, row.birth_date, row.call_window), (new.name, new.birth_date, new.call_window));
        let ids: Vec<_> = store.read(all).iter().map(|patient| patient.id).collect();
        assert_eq!(ids, [bo, store.ana]);
        assert_eq!(store.read(count), 2);
    }

    #[test]
    fn a_record_number_is_found_in_any_case_and_belongs_to_one_patient() {
        let mut store = Sample::new();
        let found = store.read(|conn| by_mrn(conn, "a-100"));
        assert_eq!(found.map(|patient| patient.id), Some(store.ana));
        let taken = store.refused(|tx| insert(tx, &new_patient("Other, One", "a-100")));
        assert_eq!(taken, StoreError::Conflict(Unique::Mrn));
    }

    #[test]
    fn every_field_but_the_moment_of_adding_can_be_changed() {
        let mut store = Sample::new();
        let mut ana = store.read(|conn| by_id(conn, store.ana));
        ana.payer = "commercial".to_owned();
        ana.birth_date = day("1950-03-08");
        ana.died_at = Some(at("2026-05-01T08:30:00Z"));
        store.write(|tx| update(tx, &ana));
        assert_eq!(store.read(|conn| by_id(conn, ana.id)), ana);
    }

    #[test]
    fn the_same_person_is_recognized_by_name_in_any_order_and_day_of_birth() {
        let store = Sample::new();
        let known = |name, born| store.read(|conn| same_person(conn, name, day(born))).len();
        assert_eq!(known("ANA LÓPEZ", "1950-03-07"), 1);
        assert_eq!(known("Ana Lopez", "1950-03-08"), 0);
        assert_eq!(known("Ana", "1950-03-07"), 0);
    }

    #[test]
    fn a_patient_prints_as_a_number() {
        let store = Sample::new();
        let ana = store.read(|conn| by_id(conn, store.ana));
        let new = new_patient("Lopez, Ana", "A-100");
        assert_eq!(format!("{ana:?} {new:?}"), "Patient(1) NewPatient");
    }
}
