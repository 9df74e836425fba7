//! What each batch said of each claim line: so the next one says only what is new or different.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::named_params;

use crate::columns::{Day, Row, at, day, day_opt, rows, run};
use crate::{Conn, ExportId, PatientId, StaffId, StoreError, Tx};

/// A claim line as a batch had it.
#[derive(Clone, PartialEq, Eq)]
pub struct ExportLineRow {
    /// Which batch.
    pub export_id: ExportId,
    /// An enrollment, `a7`, or an episode, `t3`.
    pub account: String,
    /// Billing code.
    pub code: String,
    /// Of the account's lines with this code, from 1.
    pub turn: i64,
    /// `new`, `changed`, `withdrawn` or `unchanged`.
    pub change: String,
    /// Whose.
    pub patient_id: PatientId,
    /// Billing practitioner.
    pub practitioner_id: StaffId,
    /// Payer.
    pub payer: String,
    /// Place of service.
    pub place: String,
    /// Units; none of a line that was withdrawn.
    pub units: i64,
    /// Date of service.
    pub dos: NaiveDate,
    /// Last day, where a span is billed.
    pub dos_to: Option<NaiveDate>,
    /// Modifiers, space between.
    pub modifiers: String,
    /// Diagnoses, space between.
    pub diagnoses: String,
    /// The estimate, in cents.
    pub amount_cents: i64,
    /// Counted seconds of the account's month.
    pub counted_s: i64,
    /// Entries, space between.
    pub entries: String,
    /// Its claim is in an X12 file of the batch.
    pub x12: bool,
}

impl std::fmt::Debug for ExportLineRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ExportLine({:?}, {}, {})", self.export_id, self.account, self.code)
    }
}

/// What was said last of each line of a month, by account, code and turn.
pub fn latest_of_month(conn: &Conn, month: &str) -> Result<Vec<ExportLineRow>, StoreError> {
    rows(
        conn,
        "SELECT line.*, max(line.export_id) FROM claim_export_line AS line
           JOIN claim_export ON claim_export.id = line.export_id
          WHERE claim_export.month = ?1
          GROUP BY line.account, line.code, line.turn ORDER BY line.account, line.code, line.turn",
        [month],
        from_row,
    )
}

/// Every line that was sent of a month: batch by batch.
pub fn of_month(conn: &Conn, month: &str) -> Result<Vec<ExportLineRow>, StoreError> {
    rows(
        conn,
        "SELECT line.* FROM claim_export_line AS line JOIN claim_export ON claim_export.id = line.export_id
          WHERE claim_export.month = ?1 ORDER BY line.export_id, line.account, line.code, line.turn",
        [month],
        from_row,
    )
}

/// How many lines each batch of a month had of each kind: batch, kind, number.
pub fn counts_of_month(conn: &Conn, month: &str) -> Result<Vec<(ExportId, String, i64)>, StoreError> {
    rows(
        conn,
        "SELECT line.export_id, line.change, count(*) AS lines FROM claim_export_line AS line
           JOIN claim_export ON claim_export.id = line.export_id
          WHERE claim_export.month = ?1 GROUP BY line.export_id, line.change",
        [month],
        |row| Ok((row.get("export_id")?, row.get("change")?, row.get("lines")?)),
    )
}

/// Every line that was sent of an account's month: batch by batch.
pub fn of_account(conn: &Conn, month: &str, account: &str) -> Result<Vec<ExportLineRow>, StoreError> {
    rows(
        conn,
        "SELECT line.* FROM claim_export_line AS line JOIN claim_export ON claim_export.id = line.export_id
          WHERE claim_export.month = ?1 AND line.account = ?2 ORDER BY line.export_id, line.code, line.turn",
        [month, account],
        from_row,
    )
}

/// When a line of this patient was exported last, by month.
///
/// # Errors
/// The disk.
pub fn last_of_patient(conn: &Conn, patient: PatientId) -> Result<Vec<(String, DateTime<Utc>)>, StoreError> {
    rows(
        conn,
        "SELECT claim_export.month, max(claim_export.made_at) AS made_at
           FROM claim_export_line AS line JOIN claim_export ON claim_export.id = line.export_id
          WHERE line.patient_id = ?1 AND line.change <> 'withdrawn' GROUP BY claim_export.month",
        [patient],
        |row| Ok((row.get("month")?, at(row, "made_at")?)),
    )
}

/// Discharges (`t3`) that are claimed in other months than this: in a batch, and not withdrawn since.
pub fn episodes_claimed_elsewhere(conn: &Conn, month: &str) -> Result<Vec<String>, StoreError> {
    rows(
        conn,
        "SELECT DISTINCT account
           FROM (SELECT line.account, line.change, max(line.export_id)
                   FROM claim_export CROSS JOIN claim_export_line AS line
                     ON line.export_id = claim_export.id AND line.account >= 't' AND line.account < 'u'
                  WHERE claim_export.month <> ?1
                  GROUP BY claim_export.month, line.account, line.code, line.turn)
          WHERE change <> 'withdrawn'",
        [month],
        |row| row.get("account"),
    )
}

/// Notes a line of a batch.
pub fn insert(tx: &Tx<'_>, line: &ExportLineRow) -> Result<(), StoreError> {
    run(
        tx,
        "INSERT INTO claim_export_line (export_id, account, code, turn, change, patient_id, practitioner_id, payer, place,
                                        units, dos, dos_to, modifiers, diagnoses, amount_cents, counted_s, entries,
                                        x12)
         VALUES (:export_id, :account, :code, :turn, :change, :patient_id, :practitioner_id, :payer, :place,
                 :units, :dos, :dos_to, :modifiers, :diagnoses, :amount_cents, :counted_s, :entries, :x12)",
        named_params! {
            ":export_id": line.export_id,
            ":account": line.account,
            ":code": line.code,
            ":turn": line.turn,
            ":change": line.change,
            ":patient_id": line.patient_id,
            ":practitioner_id": line.practitioner_id,
            ":payer": line.payer,
            ":place": line.place,
            ":units": line.units,
            ":dos": Day(line.dos),
            ":dos_to": line.dos_to.map(Day),
            ":modifiers": line.modifiers,
            ":diagnoses": line.diagnoses,
            ":amount_cents": line.amount_cents,
            ":counted_s": line.counted_s,
            ":entries": line.entries,
            ":x12": line.x12,
        },
    )
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<ExportLineRow> {
    Ok(ExportLineRow {
        export_id: row.get("export_id")?,
        account: row.get("account")?,
        code: row.get("code")?,
        turn: row.get("turn")?,
        change: row.get("change")?,
        patient_id: row.get("patient_id")?,
        practitioner_id: row.get("practitioner_id")?,
        payer: row.get("payer")?,
        place: row.get("place")?,
        units: row.get("units")?,
        dos: day(row, "dos")?,
        dos_to: day_opt(row, "dos_to")?,
        modifiers: row.get("modifiers")?,
        diagnoses: row.get("diagnoses")?,
        amount_cents: row.get("amount_cents")?,
        counted_s: row.get("counted_s")?,
        entries: row.get("entries")?,
        x12: row.get("x12")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exports::{self, NewExport};
    use crate::sample::{RULE_SET, Sample, at};

    fn batch(store: &mut Sample, number: i64) -> ExportId {
        let new = NewExport {
            month: "2026-03".to_owned(),
            number,
            made_by: store.nora,
            made_at: at("2026-04-01T14:00:00Z"),
            whole: false,
            rows: 1,
            rule_set: RULE_SET.to_owned(),
            decisions: "{}".to_owned(),
            place: "non_facility".to_owned(),
        };
        store.write(|tx| exports::insert(tx, &new))
    }

    fn line(store: &Sample, export_id: ExportId, code: &str, units: i64) -> ExportLineRow {
        ExportLineRow {
            export_id,
            account: "a1".to_owned(),
            code: code.to_owned(),
            turn: 1,
            change: if units == 0 { "withdrawn" } else { "new" }.to_owned(),
            patient_id: store.ana,
            practitioner_id: store.patel,
            payer: "medicare".to_owned(),
            place: "11".to_owned(),
            units,
            dos: NaiveDate::from_ymd_opt(2026, 3, 9).unwrap(),
            dos_to: None,
            modifiers: String::new(),
            diagnoses: "I50.22 E11.9".to_owned(),
            amount_cents: 6_613 * units,
            counted_s: 1_200,
            entries: "e1 e2".to_owned(),
            x12: units > 1,
        }
    }

    #[test]
    fn what_was_said_last_of_a_line_is_what_the_newest_batch_with_it_said() {
        let mut store = Sample::new();
        let (first, second) = (batch(&mut store, 1), batch(&mut store, 2));
        let lines = [
            line(&store, first, "99490", 1),
            line(&store, first, "99439", 1),
            line(&store, second, "99439", 2),
        ];
        store.write(|tx| lines.iter().try_for_each(|line| insert(tx, line)));
        let latest = store.read(|conn| latest_of_month(conn, "2026-03"));
        assert_eq!(latest, [lines[2].clone(), lines[0].clone()]);
        assert_eq!(store.read(|conn| of_account(conn, "2026-03", "a1")).len(), 3);
        let sent: Vec<_> = store.read(|conn| of_month(conn, "2026-03")).iter().map(|line| line.x12).collect();
        assert_eq!(sent, [false, false, true], "batch by batch, and in which an X12 file had it");
        assert!(store.read(|conn| latest_of_month(conn, "2026-02")).is_empty());
        let counts = store.read(|conn| counts_of_month(conn, "2026-03"));
        assert_eq!(counts, [(first, "new".to_owned(), 2), (second, "new".to_owned(), 1)]);
    }

    #[test]
    fn a_line_that_was_sent_stays_as_it_was_sent() {
        let mut store = Sample::new();
        let first = batch(&mut store, 1);
        let sent = line(&store, first, "99490", 1);
        store.write(|tx| insert(tx, &sent));
        store.refused(|tx| insert(tx, &sent));
        store.refused(|tx| Ok(tx.execute("UPDATE claim_export_line SET units = 2", [])?));
        store.refused(|tx| Ok(tx.execute("DELETE FROM claim_export_line", [])?));
        assert_eq!(format!("{sent:?}"), "ExportLine(Export(1), a1, 99490)");
    }
}
