//! The worklist of a month: every account with the few facts about its patient that the list shows.

use chrono::NaiveDate;

use crate::accounts::{self, AccountRow};
use crate::columns::{Row, day, rows};
use crate::{Conn, StaffId, StoreError};

/// One line of the worklist.
#[derive(Clone, PartialEq, Eq)]
pub struct WorklistRow {
    /// The enrollment's month.
    pub account: AccountRow,
    /// The patient's name.
    pub patient_name: String,
    /// The patient's date of birth.
    pub birth_date: NaiveDate,
    /// The patient's record number.
    pub mrn: String,
    /// The patient's sex, as recorded.
    pub sex: String,
    /// Who pays for the month: not always who pays now.
    pub payer: String,
    /// When the patient likes to be called.
    pub call_window: String,
    /// Who bills the month.
    pub practitioner_id: StaffId,
    /// The billing practitioner's name.
    pub practitioner_name: String,
    /// The program of the enrollment.
    pub program: String,
}

impl std::fmt::Debug for WorklistRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Worklist({:?})", self.account.enrollment_id)
    }
}

/// The lines of a month, by the patient's name. A patient without an account in the month is not there.
pub fn of_month(conn: &Conn, month: &str) -> Result<Vec<WorklistRow>, StoreError> {
    rows(
        conn,
        "SELECT month_account.*,
                patient.name AS patient_name, patient.birth_date, patient.mrn, patient.sex,
                coalesce((SELECT payer FROM payer_before AS was
                           WHERE was.patient_id = patient.id AND was.before > ?1 ORDER BY was.before LIMIT 1),
                         patient.payer) AS payer,
                patient.call_window,
                staff.id AS practitioner_id, enrollment.program,
                staff.name AS practitioner_name
           FROM month_account
           JOIN patient ON patient.id = month_account.patient_id
           JOIN enrollment ON enrollment.id = month_account.enrollment_id
           JOIN staff
             ON staff.id = coalesce((SELECT practitioner_id FROM practitioner_before AS was
                                      WHERE was.enrollment_id = enrollment.id AND was.before > ?1
                                      ORDER BY was.before LIMIT 1),
                                    enrollment.practitioner_id)
          WHERE month_account.month = ?1
          ORDER BY patient.name COLLATE NOCASE, patient.id, month_account.enrollment_id",
        [month],
        from_row,
    )
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<WorklistRow> {
    Ok(WorklistRow {
        account: accounts::from_row(row)?,
        patient_name: row.get("patient_name")?,
        birth_date: day(row, "birth_date")?,
        mrn: row.get("mrn")?,
        sex: row.get("sex")?,
        payer: row.get("payer")?,
        call_window: row.get("call_window")?,
        practitioner_id: row.get("practitioner_id")?,
        practitioner_name: row.get("practitioner_name")?,
        program: row.get("program")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{Sample, day};

    use crate::accounts::replace_for_patient;
    use crate::before::{self, PayerBefore, PractitionerBefore};
    use crate::patients;
    use crate::sample::{new_account, new_patient};

    #[test]
    fn a_line_joins_the_account_with_its_patient_and_practitioner() {
        let mut store = Sample::new();
        let (ana, ccm) = (store.ana, store.ccm);
        let account = new_account("2026-03", ccm, ana);
        store.write(|tx| replace_for_patient(tx, "2026-03", ana, std::slice::from_ref(&account)));
        store.write(|tx| patients::insert(tx, &new_patient("Without, Program", "W-1")));
        let lines = store.read(|conn| of_month(conn, "2026-03"));
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].account, account);
        assert_eq!(lines[0].patient_name, "Lopez, Ana");
        assert_eq!(lines[0].birth_date, day("1950-03-07"));
        assert_eq!((lines[0].mrn.as_str(), lines[0].payer.as_str()), ("A-100", "medicare"));
        assert_eq!(
            (lines[0].practitioner_id, lines[0].practitioner_name.as_str()),
            (store.patel, "Dr. Patel")
        );
        assert_eq!(lines[0].program, "ccm");
        assert_eq!(format!("{:?}", lines[0]), "Worklist(Enrollment(1))");
        assert_eq!(store.read(|conn| of_month(conn, "2026-02")), []);
    }

    #[test]
    fn a_line_names_who_paid_and_who_billed_in_its_month() {
        let mut store = Sample::new();
        let (ana, ccm, nora) = (store.ana, store.ccm, store.nora);
        for month in ["2026-03", "2026-04"] {
            let account = new_account(month, ccm, ana);
            store.write(|tx| replace_for_patient(tx, month, ana, std::slice::from_ref(&account)));
        }
        store.write(|tx| {
            for (before, payer) in [("2026-02", "cigna"), ("2026-04", "bcbsm")] {
                let (before, payer) = (before.to_owned(), payer.to_owned());
                let row = PayerBefore { patient_id: ana, before, payer };
                before::put_payer(tx, &row)?;
            }
            let before = "2026-04".to_owned();
            before::put_practitioner(
                tx,
                &PractitionerBefore { enrollment_id: ccm, before, practitioner_id: nora },
            )
        });
        let line = |month: &str| store.read(|conn| of_month(conn, month)).remove(0);
        assert_eq!((line("2026-03").payer.as_str(), line("2026-03").practitioner_id), ("bcbsm", nora));
        assert_eq!(
            (line("2026-04").payer.as_str(), line("2026-04").practitioner_id),
            ("medicare", store.patel)
        );
    }
}
