//! What the rules said last of a patient's month, kept until something makes it stale.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::{Row, named_params, params};

use crate::columns::{Day, day, row_opt, rows, run};
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

/// The day each statement of a month was made for, and the rule set it was made by.
pub fn made_of_month(
    conn: &Conn,
    month: &str,
) -> Result<BTreeMap<PatientId, (NaiveDate, String)>, StoreError> {
    let made = rows(
        conn,
        "SELECT patient_id, submitted_on, rule_set FROM month_statement WHERE month = ?1",
        [month],
        |row| Ok((row.get("patient_id")?, (day(row, "submitted_on")?, row.get("rule_set")?))),
    )?;
    Ok(made.into_iter().collect())
}

/// Writes the statement of a patient's month over the last one.
pub fn put(tx: &Tx<'_>, statement: &StatementRow) -> Result<(), StoreError> {
    run(
        tx,
        "INSERT INTO month_statement (patient_id, month, statement_json, inputs_sha, submitted_on, pack, rule_set)
         VALUES (:patient_id, :month, :statement_json, :inputs_sha, :submitted_on, :pack, :rule_set)
         ON CONFLICT (month, patient_id) DO UPDATE
            SET statement_json = excluded.statement_json,
                inputs_sha = excluded.inputs_sha,
                submitted_on = excluded.submitted_on,
                pack = excluded.pack,
                rule_set = excluded.rule_set",
        named_params! {
            ":patient_id": statement.patient_id,
            ":month": statement.month,
            ":statement_json": statement.statement_json,
            ":inputs_sha": statement.inputs_sha,
            ":submitted_on": Day(statement.submitted_on),
            ":pack": statement.pack,
            ":rule_set": statement.rule_set,
        },
    )
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
    use crate::sample::{RULE_SET, Sample, day};

    #[test]
    fn the_last_statement_of_a_month_is_the_one_that_is_kept() {
        let mut store = Sample::new();
        let ana = store.ana;
        let mut statement = StatementRow {
            patient_id: ana,
            month: "2026-02".to_owned(),
            statement_json: "{\"lines\":[]}".to_owned(),
            inputs_sha: [7; 32],
            submitted_on: day("2026-03-01"),
            pack: "medicare 2026.1".to_owned(),
            rule_set: RULE_SET.to_owned(),
        };
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
}
