//! Days the practice is closed besides federal holidays; deadlines in business days skip them.

use chrono::NaiveDate;
use rusqlite::params;

use crate::columns::{Day, Row, day, rows, run};
use crate::{Conn, StoreError, Tx};

/// One closed day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosureRow {
    /// The day.
    pub day: NaiveDate,
    /// What the practice calls it.
    pub label: String,
}

/// Every closed day, earliest first.
pub fn all(conn: &Conn) -> Result<Vec<ClosureRow>, StoreError> {
    rows(conn, "SELECT day, label FROM closure ORDER BY day", [], from_row)
}

/// Closes a day, or gives a closed day another label.
pub fn add(tx: &Tx<'_>, day: NaiveDate, label: &str) -> Result<(), StoreError> {
    run(
        tx,
        "INSERT INTO closure (day, label)
         VALUES (?1, ?2)
         ON CONFLICT (day) DO UPDATE SET label = excluded.label",
        params![Day(day), label],
    )
}

/// Opens a day again; nothing happens if it was open.
pub fn remove(tx: &Tx<'_>, day: NaiveDate) -> Result<(), StoreError> {
    run(tx, "DELETE FROM closure WHERE day = ?1", params![Day(day)])
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<ClosureRow> {
    Ok(ClosureRow { day: day(row, "day")?, label: row.get("label")? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{Sample, day};

    #[test]
    fn a_closed_day_can_be_added_renamed_and_opened_again() {
        let mut store = Sample::new();
        store.write(|tx| add(tx, day("2026-12-24"), "Christmas Eve"));
        store.write(|tx| add(tx, day("2026-07-03"), "Bridge"));
        store.write(|tx| add(tx, day("2026-07-03"), "Bridge day"));
        let closed = store.read(all);
        let labels: Vec<_> = closed.iter().map(|closure| closure.label.as_str()).collect();
        assert_eq!(labels, ["Bridge day", "Christmas Eve"]);
        store.write(|tx| remove(tx, day("2026-07-03")));
        assert_eq!(store.read(all)[0].day, day("2026-12-24"));
    }
}
