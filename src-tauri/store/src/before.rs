//! What held in the months before one: a new role, payer or practitioner is of a month, and what was claimed before it rests on the
//! old.

use rusqlite::params;

use crate::columns::{Row, rows, run};
use crate::{Conn, EnrollmentId, PatientId, StaffId, StoreError, Tx};

/// Something that does not hold any more from a month on.
pub trait Before {
    /// The first month in which it does not, YYYY-MM.
    fn before(&self) -> &str;
}

/// What held in a month, by what is kept of before, the earliest first; none: what holds now.
pub fn held_in<'a, T: Before>(rows: &'a [T], month: &str) -> Option<&'a T> {
    rows.iter().find(|row| month < row.before())
}

macro_rules! before {
    ($row:ident, $whose:ident) => {
        impl Before for $row {
            fn before(&self) -> &str {
                &self.before
            }
        }

        impl std::fmt::Debug for $row {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{:?} before {}", self.$whose, self.before)
            }
        }
    };
}

/// What a staff member was.
#[derive(Clone, PartialEq, Eq)]
pub struct StaffBefore {
    /// Who.
    pub staff_id: StaffId,
    /// The first month in which it does not hold any more, YYYY-MM.
    pub before: String,
    /// What the rules knew: rn, ma, physician ...
    pub role: String,
    /// Letters after the name.
    pub credentials: String,
    /// Whether the written scope of this person's tasks was on file.
    pub scope_document: bool,
}

/// Who paid for a patient.
#[derive(Clone, PartialEq, Eq)]
pub struct PayerBefore {
    /// For whom.
    pub patient_id: PatientId,
    /// The first month in which it does not hold any more, YYYY-MM.
    pub before: String,
    /// Slug of the payer.
    pub payer: String,
}

/// Who billed an enrollment.
#[derive(Clone, PartialEq, Eq)]
pub struct PractitionerBefore {
    /// Which enrollment.
    pub enrollment_id: EnrollmentId,
    /// The first month in which it does not hold any more, YYYY-MM.
    pub before: String,
    /// Who.
    pub practitioner_id: StaffId,
}

before!(StaffBefore, staff_id);
before!(PayerBefore, patient_id);
before!(PractitionerBefore, enrollment_id);

/// What everybody was, the earliest first.
pub fn staff(conn: &Conn) -> Result<Vec<StaffBefore>, StoreError> {
    rows(conn, "SELECT * FROM staff_before ORDER BY staff_id, before", [], of_staff_row)
}

/// What one was, the earliest first.
pub fn of_staff(conn: &Conn, staff: StaffId) -> Result<Vec<StaffBefore>, StoreError> {
    rows(conn, "SELECT * FROM staff_before WHERE staff_id = ?1 ORDER BY before", [staff], of_staff_row)
}

/// Keeps what somebody was; what was said of its month and of later ones is overtaken.
pub fn put_staff(tx: &Tx<'_>, row: &StaffBefore) -> Result<(), StoreError> {
    forget_staff(tx, row.staff_id, &row.before)?;
    run(
        tx,
        "INSERT INTO staff_before (staff_id, before, role, credentials, scope_document)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        params![row.staff_id, row.before, row.role, row.credentials, row.scope_document],
    )
}

/// Forgets what is said of a month and of later ones.
pub fn forget_staff(tx: &Tx<'_>, staff: StaffId, month: &str) -> Result<(), StoreError> {
    run(tx, "DELETE FROM staff_before WHERE staff_id = ?1 AND before >= ?2", params![staff, month])
}

/// Who paid for everybody, the earliest first.
pub fn payers(conn: &Conn) -> Result<Vec<PayerBefore>, StoreError> {
    rows(conn, "SELECT * FROM payer_before ORDER BY patient_id, before", [], of_payer_row)
}

/// Who paid for a patient, the earliest first.
pub fn payers_of(conn: &Conn, patient: PatientId) -> Result<Vec<PayerBefore>, StoreError> {
    rows(conn, "SELECT * FROM payer_before WHERE patient_id = ?1 ORDER BY before", [patient], of_payer_row)
}

/// Keeps who paid; what was said of its month and of later ones is overtaken.
pub fn put_payer(tx: &Tx<'_>, row: &PayerBefore) -> Result<(), StoreError> {
    forget_payer(tx, row.patient_id, &row.before)?;
    run(
        tx,
        "INSERT INTO payer_before (patient_id, before, payer) VALUES (?1, ?2, ?3)",
        params![row.patient_id, row.before, row.payer],
    )
}

/// Forgets what is said of a month and of later ones.
pub fn forget_payer(tx: &Tx<'_>, patient: PatientId, month: &str) -> Result<(), StoreError> {
    run(tx, "DELETE FROM payer_before WHERE patient_id = ?1 AND before >= ?2", params![patient, month])
}

/// Who billed every enrollment, the earliest first.
pub fn practitioners(conn: &Conn) -> Result<Vec<PractitionerBefore>, StoreError> {
    let sql = "SELECT * FROM practitioner_before ORDER BY enrollment_id, before";
    rows(conn, sql, [], of_practitioner_row)
}

/// Who billed an enrollment, the earliest first.
pub fn practitioners_of(
    conn: &Conn,
    enrollment: EnrollmentId,
) -> Result<Vec<PractitionerBefore>, StoreError> {
    let sql = "SELECT * FROM practitioner_before WHERE enrollment_id = ?1 ORDER BY before";
    rows(conn, sql, [enrollment], of_practitioner_row)
}

/// Keeps who billed; what was said of its month and of later ones is overtaken.
pub fn put_practitioner(tx: &Tx<'_>, row: &PractitionerBefore) -> Result<(), StoreError> {
    forget_practitioner(tx, row.enrollment_id, &row.before)?;
    run(
        tx,
        "INSERT INTO practitioner_before (enrollment_id, before, practitioner_id) VALUES (?1, ?2, ?3)",
        params![row.enrollment_id, row.before, row.practitioner_id],
    )
}

/// Forgets what is said of a month and of later ones.
pub fn forget_practitioner(tx: &Tx<'_>, enrollment: EnrollmentId, month: &str) -> Result<(), StoreError> {
    let sql = "DELETE FROM practitioner_before WHERE enrollment_id = ?1 AND before >= ?2";
    run(tx, sql, params![enrollment, month])
}

fn of_staff_row(row: &Row<'_>) -> rusqlite::Result<StaffBefore> {
    Ok(StaffBefore {
        staff_id: row.get("staff_id")?,
        before: row.get("before")?,
        role: row.get("role")?,
        credentials: row.get("credentials")?,
        scope_document: row.get("scope_document")?,
    })
}

fn of_payer_row(row: &Row<'_>) -> rusqlite::Result<PayerBefore> {
    Ok(PayerBefore {
        patient_id: row.get("patient_id")?,
        before: row.get("before")?,
        payer: row.get("payer")?,
    })
}

fn of_practitioner_row(row: &Row<'_>) -> rusqlite::Result<PractitionerBefore> {
    Ok(PractitionerBefore {
        enrollment_id: row.get("enrollment_id")?,
        before: row.get("before")?,
        practitioner_id: row.get("practitioner_id")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::Sample;

    fn paid(patient: PatientId, before: &str, payer: &str) -> PayerBefore {
        PayerBefore { patient_id: patient, before: before.to_owned(), payer: payer.to_owned() }
    }

    #[test]
    fn what_held_in_a_month_is_what_ended_first_after_it() {
        let ana = PatientId(1);
        let rows = [paid(ana, "2026-03", "bcbsm"), paid(ana, "2026-06", "cigna")];
        let held = |month: &str| held_in(&rows, month).map(|row| row.payer.as_str());
        assert_eq!(
            [held("2026-02"), held("2026-03"), held("2026-05")],
            [Some("bcbsm"), Some("cigna"), Some("cigna")]
        );
        assert_eq!([held("2026-06"), held("2027-01")], [None, None]);
    }

    #[test]
    fn what_is_said_of_an_earlier_month_overtakes_what_was_said_of_later_ones() {
        let mut store = Sample::new();
        let ana = store.ana;
        for (before, payer) in [("2026-06", "cigna"), ("2026-09", "medicare"), ("2026-06", "bcbsm")] {
            store.write(|tx| put_payer(tx, &paid(ana, before, payer)));
        }
        assert_eq!(store.read(|conn| payers_of(conn, ana)), [paid(ana, "2026-06", "bcbsm")]);
        assert_eq!(store.read(payers).len(), 1);
        store.write(|tx| forget_payer(tx, ana, ""));
        assert_eq!(store.read(payers), []);
    }
}
