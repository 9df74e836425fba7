//! When the practice wants to be asked about a timer. There is one row, or none: then the defaults hold.

use rusqlite::named_params;

use crate::columns::{Row, row_opt, run};
use crate::{Conn, StoreError, Tx};

/// When to ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimingRow {
    /// Without a touch for so long, somebody is away.
    pub idle_minutes: u16,
    /// A timer that ran for so long is worth a word.
    pub notice_minutes: u16,
    /// And another one.
    pub second_notice_minutes: u16,
    /// Who says what was done also writes a note.
    pub note_required: bool,
}

/// When to ask, if somebody has said.
pub fn get(conn: &Conn) -> Result<Option<TimingRow>, StoreError> {
    row_opt(
        conn,
        "SELECT idle_minutes, notice_minutes, second_notice_minutes, note_required FROM timing WHERE id = 1",
        [],
        from_row,
    )
}

/// Writes the one row, whether or not it is there.
pub fn put(tx: &Tx<'_>, timing: &TimingRow) -> Result<(), StoreError> {
    run(
        tx,
        "INSERT INTO timing (id, idle_minutes, notice_minutes, second_notice_minutes, note_required)
         VALUES (1, :idle, :notice, :second, :note_required)
         ON CONFLICT (id) DO UPDATE
            SET idle_minutes = excluded.idle_minutes,
                notice_minutes = excluded.notice_minutes,
                second_notice_minutes = excluded.second_notice_minutes,
                note_required = excluded.note_required",
        named_params! {
            ":idle": timing.idle_minutes,
            ":notice": timing.notice_minutes,
            ":second": timing.second_notice_minutes,
            ":note_required": timing.note_required,
        },
    )
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<TimingRow> {
    Ok(TimingRow {
        idle_minutes: row.get("idle_minutes")?,
        notice_minutes: row.get("notice_minutes")?,
        second_notice_minutes: row.get("second_notice_minutes")?,
        note_required: row.get("note_required")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::Sample;

    #[test]
    fn what_was_said_last_holds() {
        let mut store = Sample::new();
        assert_eq!(store.read(get), None);
        for (idle_minutes, note_required) in [(3, true), (10, false)] {
            let row =
                TimingRow { idle_minutes, notice_minutes: 30, second_notice_minutes: 60, note_required };
            store.write(|tx| put(tx, &row));
            assert_eq!(store.read(get), Some(row));
        }
    }
}
