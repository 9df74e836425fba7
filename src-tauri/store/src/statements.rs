//! What the rules said last of a patient's month, kept until something makes it stale.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rusqlite::params;

use crate::columns::{Day, Row, day, row_opt, rows};
use crate::{Conn, PatientId, StoreError, Tx};

/// The statement of a patient's month.
#[derive(Clone, PartialEq, Eq)]
pub struct StatementRow {
    /// Whose.
    pub patient_id: PatientId,
    /// Which month, `YYYY-MM`.
    pub month: String,
    /// What the rules said.
    pub statement_json: String,
    /// SHA-256 of the case it was made from.
    pub inputs_sha: [u8; 32],
    /// The day the claim was supposed to be sent.
    pub submitted_on: NaiveDate,
    /// The payer's pack: id and version.
    pub pack: String,
    /// SHA-256 of all packs it was judged by.
    pub rule_set: String,
}

impl std::fmt::Debug for StatementRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Statement({:?}, {})", self.patient_id, self.month)
    }
}

/// The statement of one patient's month.
pub fn of_patient_month(
    conn: &Conn,
    patient: PatientId,
    month: &str,
) -> Result<Option<StatementRow>, StoreError> {
    row_opt(
        conn,
        "SELECT * FROM month_statement WHERE month = ?1 AND patient_id = ?2",
        params![month, patient],
        from_row,
    )
}

/// The months of a patient that have a statement, earliest first.
pub fn months_of_patient(conn: &Conn, patient: PatientId) -> Result<Vec<String>, StoreError> {
    rows(conn, "SELECT month FROM month_statement WHERE patient_id = ?1 ORDER BY month", [patient], |row| {
        row.get("month")
    })
}

/// Every statement of a month, by patient.
pub fn all_of_month(conn: &Conn, month: &str) -> Result<Vec<StatementRow>, StoreError> {
    rows(conn, "SELECT * FROM month_statement WHERE month = ?1 ORDER BY patient_id", [month], from_row)
}

/// Month and patient of every statement.
pub fn keys(conn: &Conn) -> Result<Vec<(String, PatientId)>, StoreError> {
    rows(conn, "SELECT month, patient_id FROM month_statement ORDER BY month, patient_id", [], |row| {
        Ok((row.get("month")?, row.get("patient_id")?))
    })
}

/// A patient's enrollment shares a day with a month: ?2 is its first, ?3 its last.
const ENROLLED: &str = "start_date <= ?3 AND (end_date IS NULL OR end_date >= ?2)";

/// Whose month has a statement, or should have one since an enrollment runs in it.
pub fn whose(
    conn: &Conn,
    month: &str,
    days: (NaiveDate, NaiveDate),
) -> Result<BTreeSet<PatientId>, StoreError> {
    let found = rows(
        conn,
        &format!(
            "SELECT patient_id FROM month_statement WHERE month = ?1
              UNION
             SELECT patient_id FROM enrollment WHERE {ENROLLED}"
        ),
        params![month, Day(days.0), Day(days.1)],
        |row| row.get("patient_id"),
    )?;
    Ok(found.into_iter().collect())
}

/// Those of them whose statement was made for another day or by another rule set, or not at all.
pub fn stale(
    conn: &Conn,
    month: &str,
    days: (NaiveDate, NaiveDate),
    made: (NaiveDate, &str),
) -> Result<BTreeSet<PatientId>, StoreError> {
    let found = rows(
        conn,
        &format!(
            "SELECT patient_id FROM month_statement WHERE month = ?1 AND (submitted_on <> ?4 OR rule_set <> ?5)
              UNION
             SELECT patient_id FROM enrollment
              WHERE {ENROLLED}
                AND patient_id NOT IN (SELECT patient_id FROM month_statement WHERE month = ?1)"
        ),
        params![month, Day(days.0), Day(days.1), Day(made.0), made.1],
        |row| row.get("patient_id"),
    )?;
    Ok(found.into_iter().collect())
}

/// Over the one that the same rules made, as nearly always. A statement that may change `rule_set` looks for it, and first copies
/// every page it is about to change.
const AGAIN: &str = "
    UPDATE month_statement SET statement_json = ?3, inputs_sha = ?4, submitted_on = ?5, pack = ?6
     WHERE month = ?2 AND patient_id = ?1 AND rule_set = ?7";

const ANEW: &str = "
    INSERT INTO month_statement (patient_id, month, statement_json, inputs_sha, submitted_on, pack, rule_set)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        ON CONFLICT (month, patient_id) DO UPDATE
       SET statement_json = excluded.statement_json,
           inputs_sha = excluded.inputs_sha,
           submitted_on = excluded.submitted_on,
           pack = excluded.pack,
           rule_set = excluded.rule_set";

/// Writes the statement of a patient's month over the last one.
pub fn put(tx: &Tx<'_>, statement: &StatementRow) -> Result<(), StoreError> {
    let StatementRow { patient_id, month, statement_json, inputs_sha, submitted_on, pack, rule_set } =
        statement;
    let day = Day(*submitted_on);
    for sql in [AGAIN, ANEW] {
        let values = params![patient_id, month, statement_json, inputs_sha, day, pack, rule_set];
        if tx.prepare_cached(sql)?.execute(values)? > 0 {
            break;
        }
    }
    Ok(())
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<StatementRow> {
    Ok(StatementRow {
        patient_id: row.get("patient_id")?,
        month: row.get("month")?,
        statement_json: row.get("statement_json")?,
        inputs_sha: row.get("inputs_sha")?,
        submitted_on: day(row, "submitted_on")?,
        pack: row.get("pack")?,
        rule_set: row.get("rule_set")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::enrollments::NewEnrollment;
    use crate::sample::{RULE_SET, Sample, day, new_enrollment, new_patient};

    fn statement(patient_id: PatientId, month: &str, submitted_on: &str) -> StatementRow {
        StatementRow {
            patient_id,
            month: month.to_owned(),
            statement_json: "{\"lines\":[]}".to_owned(),
            inputs_sha: [7; 32],
            submitted_on: day(submitted_on),
            pack: "medicare 2026.1".to_owned(),
            rule_set: RULE_SET.to_owned(),
        }
    }

    #[test]
    fn the_last_statement_of_a_month_is_the_one_that_is_kept() {
        let mut store = Sample::new();
        let ana = store.ana;
        let mut statement = statement(ana, "2026-02", "2026-03-01");
        store.write(|tx| put(tx, &statement));
        statement.inputs_sha = [8; 32];
        statement.submitted_on = day("2026-03-02");
        store.write(|tx| put(tx, &statement));
        statement.month = "2026-01".to_owned();
        store.write(|tx| put(tx, &statement));

        assert_eq!(store.read(|conn| months_of_patient(conn, ana)), ["2026-01", "2026-02"]);
        let february = store.read(|conn| of_patient_month(conn, ana, "2026-02"));
        assert_eq!(february.map(|row| row.inputs_sha), Some([8; 32]));
        assert_eq!(store.read(|conn| all_of_month(conn, "2026-01")), [statement]);
        assert_eq!(store.read(|conn| of_patient_month(conn, ana, "2026-03")), None);
    }

    /// An enrollment from January on, and one that ended on April 1; statements of February as of March 2.
    #[test]
    fn a_month_is_of_who_has_a_statement_or_is_enrolled_and_stale_where_it_is_missing_or_of_another_day_or_set()
     {
        let mut store = Sample::new();
        let (ana, patel) = (store.ana, store.patel);
        let bo = store.write(|tx| {
            let bo = crate::patients::insert(tx, &new_patient("Bo", "B-1"))?;
            let (start_date, end_date) = (day("2026-02-28"), Some(day("2026-04-01")));
            crate::enrollments::insert(
                tx,
                &NewEnrollment { start_date, end_date, ..new_enrollment(bo, patel) },
            )?;
            put(tx, &statement(ana, "2026-02", "2026-03-02"))?;
            put(tx, &statement(bo, "2025-11", "2026-03-02"))?;
            Ok(bo)
        });
        let made = (day("2026-03-02"), RULE_SET);
        for (month, days, all, old) in [
            ("2025-11", ("2025-11-01", "2025-11-30"), vec![bo], vec![]),
            ("2025-12", ("2025-12-01", "2025-12-31"), vec![], vec![]),
            ("2026-01", ("2026-01-01", "2026-01-31"), vec![ana], vec![ana]),
            ("2026-02", ("2026-02-01", "2026-02-28"), vec![ana, bo], vec![bo]),
            ("2026-04", ("2026-04-01", "2026-04-30"), vec![ana, bo], vec![ana, bo]),
            ("2026-05", ("2026-05-01", "2026-05-31"), vec![ana], vec![ana]),
        ] {
            let days = (day(days.0), day(days.1));
            assert_eq!(Vec::from_iter(store.read(|conn| whose(conn, month, days))), all, "{month}");
            assert_eq!(Vec::from_iter(store.read(|conn| stale(conn, month, days, made))), old, "{month}");
        }
        let days = (day("2026-02-01"), day("2026-02-28"));
        for made in [(day("2026-03-03"), RULE_SET), (day("2026-03-02"), "bb22")] {
            assert_eq!(Vec::from_iter(store.read(|conn| stale(conn, "2026-02", days, made))), [ana, bo]);
        }
    }
}
