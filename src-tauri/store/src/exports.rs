//! Claim files that were written: when, by whom, and what exactly.

use chrono::{DateTime, Utc};
use rusqlite::{Row, named_params};

use crate::columns::{At, at, insert as insert_row, rows};
use crate::{Conn, ExportId, StaffId, StoreError, Tx};

/// A claim file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportRow {
    /// Which export.
    pub id: ExportId,
    /// Of which month, `YYYY-MM`.
    pub month: String,
    /// By whom.
    pub made_by: StaffId,
    /// When.
    pub made_at: DateTime<Utc>,
    /// Name of the file.
    pub file: String,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    /// How many claim lines.
    pub rows: i64,
    /// SHA-256 of the rule packs that judged the month.
    pub rule_set: String,
}

/// A claim file to note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewExport {
    /// Of which month, `YYYY-MM`.
    pub month: String,
    /// By whom.
    pub made_by: StaffId,
    /// Now.
    pub made_at: DateTime<Utc>,
    /// Name of the file.
    pub file: String,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    /// How many claim lines.
    pub rows: i64,
    /// SHA-256 of the rule packs that judged the month.
    pub rule_set: String,
}

/// The exports of a month, earliest first.
pub fn of_month(conn: &Conn, month: &str) -> Result<Vec<ExportRow>, StoreError> {
    rows(conn, "SELECT * FROM claim_export WHERE month = ?1 ORDER BY id", [month], from_row)
}

/// Months that were exported, each with the rule set of its last export.
pub fn rule_sets(conn: &Conn) -> Result<Vec<(String, String)>, StoreError> {
    rows(
        conn,
        "SELECT month, rule_set FROM claim_export
          WHERE id IN (SELECT max(id) FROM claim_export GROUP BY month) ORDER BY month",
        [],
        |row| Ok((row.get("month")?, row.get("rule_set")?)),
    )
}

/// Notes an export.
pub fn insert(tx: &Tx<'_>, new: &NewExport) -> Result<ExportId, StoreError> {
    insert_row(
        tx,
        "INSERT INTO claim_export (month, made_by, made_at, file, sha256, rows, rule_set)
         VALUES (:month, :made_by, :made_at, :file, :sha256, :rows, :rule_set)",
        named_params! {
            ":month": new.month,
            ":made_by": new.made_by,
            ":made_at": At(new.made_at),
            ":file": new.file,
            ":sha256": new.sha256,
            ":rows": new.rows,
            ":rule_set": new.rule_set,
        },
    )
    .map(ExportId)
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<ExportRow> {
    Ok(ExportRow {
        id: row.get("id")?,
        month: row.get("month")?,
        made_by: row.get("made_by")?,
        made_at: at(row, "made_at")?,
        file: row.get("file")?,
        sha256: row.get("sha256")?,
        rows: row.get("rows")?,
        rule_set: row.get("rule_set")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{RULE_SET, Sample, at};

    #[test]
    fn exports_of_a_month_are_listed_in_the_order_they_were_made() {
        let mut store = Sample::new();
        let mut new = NewExport {
            month: "2026-03".to_owned(),
            made_by: store.nora,
            made_at: at("2026-04-01T14:00:00Z"),
            file: "claims-2026-03.csv".to_owned(),
            sha256: "ab".repeat(32),
            rows: 41,
            rule_set: RULE_SET.to_owned(),
        };
        let first = store.write(|tx| insert(tx, &new));
        new.rows = 42;
        let second = store.write(|tx| insert(tx, &new));
        let exports = store.read(|conn| of_month(conn, "2026-03"));
        let rows: Vec<_> = exports.iter().map(|export| (export.id, export.rows)).collect();
        assert_eq!(rows, [(first, 41), (second, 42)]);
        assert_eq!(store.read(|conn| of_month(conn, "2026-02")), []);
        assert_eq!(store.read(rule_sets), [("2026-03".to_owned(), RULE_SET.to_owned())]);
    }
}
