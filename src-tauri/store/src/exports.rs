//! Batches of claim lines that were written to files: when, by whom, and into which files.

use chrono::{DateTime, Utc};
use rusqlite::{named_params, params};

use crate::columns::{At, Row, at, insert as insert_row, rows, run};
use crate::{Conn, ExportId, StaffId, StoreError, Tx};

/// A batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportRow {
    /// Which export.
    pub id: ExportId,
    /// Of which month, `YYYY-MM`.
    pub month: String,
    /// Of the month's batches, from 1.
    pub number: i64,
    /// By whom.
    pub made_by: StaffId,
    /// When.
    pub made_at: DateTime<Utc>,
    /// Lines that had not changed were asked for, too.
    pub whole: bool,
    /// How many claim lines.
    pub rows: i64,
    /// SHA-256 of the rule packs that judged the month.
    pub rule_set: String,
    /// The practice's settings of the rules that judged it, as the engine reads them.
    pub decisions: String,
    /// Its place of service.
    pub place: String,
}

/// A batch to note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewExport {
    /// Of which month, `YYYY-MM`.
    pub month: String,
    /// Of the month's batches, from 1.
    pub number: i64,
    /// By whom.
    pub made_by: StaffId,
    /// Now.
    pub made_at: DateTime<Utc>,
    /// Lines that had not changed were asked for, too.
    pub whole: bool,
    /// How many claim lines.
    pub rows: i64,
    /// SHA-256 of the rule packs that judged the month.
    pub rule_set: String,
    /// The practice's settings of the rules that judged it, as the engine reads them.
    pub decisions: String,
    /// Its place of service.
    pub place: String,
}

/// A file of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRow {
    /// Of which batch.
    pub export_id: ExportId,
    /// `csv`, `xlsx`, `pdf` or `x12`; of the last one file for each payer.
    pub format: String,
    /// Name of the file.
    pub file: String,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
}

/// The batches of a month, earliest first.
pub fn of_month(conn: &Conn, month: &str) -> Result<Vec<ExportRow>, StoreError> {
    rows(conn, "SELECT * FROM claim_export WHERE month = ?1 ORDER BY id", [month], from_row)
}

/// The files of a month's batches, by batch and format.
pub fn files_of_month(conn: &Conn, month: &str) -> Result<Vec<FileRow>, StoreError> {
    rows(
        conn,
        "SELECT file.* FROM claim_export_file AS file JOIN claim_export ON claim_export.id = file.export_id
          WHERE claim_export.month = ?1 ORDER BY file.export_id, file.format, file.file",
        [month],
        file_from_row,
    )
}

/// The formats of the last batch that somebody made, of any month.
pub fn last_formats(conn: &Conn, staff: StaffId) -> Result<Vec<String>, StoreError> {
    rows(
        conn,
        "SELECT DISTINCT format FROM claim_export_file
          WHERE export_id = (SELECT max(id) FROM claim_export WHERE made_by = ?1) ORDER BY format",
        [staff],
        |row| row.get("format"),
    )
}

/// The last batch of every month that was exported: what judged it judges the month from then on.
pub fn last_of_months(conn: &Conn) -> Result<Vec<ExportRow>, StoreError> {
    rows(
        conn,
        "SELECT * FROM claim_export
          WHERE id IN (SELECT max(id) FROM claim_export GROUP BY month) ORDER BY month",
        [],
        from_row,
    )
}

/// Notes a batch.
pub fn insert(tx: &Tx<'_>, new: &NewExport) -> Result<ExportId, StoreError> {
    insert_row(
        tx,
        "INSERT INTO claim_export (month, number, made_by, made_at, whole, rows, rule_set, decisions, place)
         VALUES (:month, :number, :made_by, :made_at, :whole, :rows, :rule_set, :decisions, :place)",
        named_params! {
            ":month": new.month,
            ":number": new.number,
            ":made_by": new.made_by,
            ":made_at": At(new.made_at),
            ":whole": new.whole,
            ":rows": new.rows,
            ":rule_set": new.rule_set,
            ":decisions": new.decisions,
            ":place": new.place,
        },
    )
    .map(ExportId)
}

/// Notes a file of a batch.
pub fn insert_file(tx: &Tx<'_>, file: &FileRow) -> Result<(), StoreError> {
    run(
        tx,
        "INSERT INTO claim_export_file (export_id, format, file, sha256) VALUES (?1, ?2, ?3, ?4)",
        params![file.export_id, file.format, file.file, file.sha256],
    )
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<ExportRow> {
    Ok(ExportRow {
        id: row.get("id")?,
        month: row.get("month")?,
        number: row.get("number")?,
        made_by: row.get("made_by")?,
        made_at: at(row, "made_at")?,
        whole: row.get("whole")?,
        rows: row.get("rows")?,
        rule_set: row.get("rule_set")?,
        decisions: row.get("decisions")?,
        place: row.get("place")?,
    })
}

fn file_from_row(row: &Row<'_>) -> rusqlite::Result<FileRow> {
    Ok(FileRow {
        export_id: row.get("export_id")?,
        format: row.get("format")?,
        file: row.get("file")?,
        sha256: row.get("sha256")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{RULE_SET, Sample, at};

    fn batch(store: &Sample, number: i64) -> NewExport {
        NewExport {
            month: "2026-03".to_owned(),
            number,
            made_by: store.nora,
            made_at: at("2026-04-01T14:00:00Z"),
            whole: false,
            rows: 40 + number,
            rule_set: RULE_SET.to_owned(),
            decisions: format!("{{\"n\":{number}}}"),
            place: "non_facility".to_owned(),
        }
    }

    fn file(export_id: ExportId, format: &str) -> FileRow {
        let file = format!("claims-2026-03.{format}");
        FileRow { export_id, format: format.to_owned(), file, sha256: "ab".repeat(32) }
    }

    #[test]
    fn batches_of_a_month_are_listed_in_the_order_they_were_made() {
        let mut store = Sample::new();
        let (one, two) = (batch(&store, 1), batch(&store, 2));
        let first = store.write(|tx| insert(tx, &one));
        let second = store.write(|tx| insert(tx, &two));
        let exports = store.read(|conn| of_month(conn, "2026-03"));
        let rows: Vec<_> = exports.iter().map(|export| (export.id, export.rows)).collect();
        assert_eq!(rows, [(first, 41), (second, 42)]);
        assert_eq!(store.read(|conn| of_month(conn, "2026-02")), []);
        let last = store.read(last_of_months);
        let judged: Vec<_> = last.iter().map(|row| (&*row.month, &*row.rule_set, &*row.decisions)).collect();
        assert_eq!(judged, [("2026-03", RULE_SET, "{\"n\":2}")]);
    }

    #[test]
    fn the_formats_of_somebodys_last_batch_are_known() {
        let mut store = Sample::new();
        let (one, two) = (batch(&store, 1), batch(&store, 2));
        store.write(|tx| {
            let first = insert(tx, &one)?;
            insert_file(tx, &file(first, "csv"))?;
            let second = insert(tx, &two)?;
            insert_file(tx, &file(second, "xlsx"))?;
            insert_file(tx, &file(second, "pdf"))
        });
        assert_eq!(store.read(|conn| last_formats(conn, store.nora)), ["pdf", "xlsx"]);
        assert!(store.read(|conn| last_formats(conn, store.patel)).is_empty());
        assert_eq!(store.read(|conn| files_of_month(conn, "2026-03")).len(), 3);
    }

    #[test]
    fn a_batch_has_a_number_of_its_own_and_is_never_rewritten() {
        let mut store = Sample::new();
        let one = batch(&store, 1);
        store.write(|tx| insert(tx, &one));
        store.refused(|tx| insert(tx, &one));
        store.refused(|tx| Ok(tx.execute("UPDATE claim_export SET rows = 0", [])?));
        store.refused(|tx| Ok(tx.execute("DELETE FROM claim_export", [])?));
    }
}
