//! Months that were closed, and opened again. Nothing is overwritten: the newest row of a month holds.

use chrono::{DateTime, Utc};
use rusqlite::named_params;

use crate::columns::{At, Row, at, at_opt, row_opt, rows, run};
use crate::{Conn, StaffId, StoreError, Tx};

/// A month closed, or opened again.
#[derive(Clone, PartialEq, Eq)]
pub struct CloseRow {
    /// Which month, `YYYY-MM`.
    pub month: String,
    /// By whom.
    pub staff_id: StaffId,
    /// When.
    pub at: DateTime<Utc>,
    /// From then on nothing of the month changes; none: it was opened again.
    pub locks_at: Option<DateTime<Utc>>,
    /// Why it was opened again, or closed with something left open.
    pub reason: String,
}

impl std::fmt::Debug for CloseRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Close({}, {:?})", self.month, self.locks_at)
    }
}

/// What was said last of a month.
pub fn last(conn: &Conn, month: &str) -> Result<Option<CloseRow>, StoreError> {
    row_opt(
        conn,
        "SELECT month, staff_id, at, locks_at, reason FROM month_close WHERE month = ?1 ORDER BY id DESC LIMIT 1",
        [month],
        from_row,
    )
}

/// Everything that was said of a month, the oldest first.
pub fn of_month(conn: &Conn, month: &str) -> Result<Vec<CloseRow>, StoreError> {
    rows(
        conn,
        "SELECT month, staff_id, at, locks_at, reason FROM month_close WHERE month = ?1 ORDER BY id",
        [month],
        from_row,
    )
}

/// Closes a month, or opens it again.
pub fn insert(tx: &Tx<'_>, new: &CloseRow) -> Result<(), StoreError> {
    run(
        tx,
        "INSERT INTO month_close (month, kind, staff_id, at, locks_at, reason)
         VALUES (:month, :kind, :staff_id, :at, :locks_at, :reason)",
        named_params! {
            ":month": new.month,
            ":kind": if new.locks_at.is_some() { "closed" } else { "reopened" },
            ":staff_id": new.staff_id,
            ":at": At(new.at),
            ":locks_at": new.locks_at.map(At),
            ":reason": new.reason,
        },
    )
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<CloseRow> {
    Ok(CloseRow {
        month: row.get("month")?,
        staff_id: row.get("staff_id")?,
        at: at(row, "at")?,
        locks_at: at_opt(row, "locks_at")?,
        reason: row.get("reason")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{Sample, at};

    #[test]
    fn what_was_said_last_of_a_month_holds_and_the_rest_stays() {
        let mut store = Sample::new();
        let closed = CloseRow {
            month: "2026-03".to_owned(),
            staff_id: store.nora,
            at: at("2026-04-02T14:00:00Z"),
            locks_at: Some(at("2026-04-05T14:00:00Z")),
            reason: String::new(),
        };
        let reopened = CloseRow { locks_at: None, reason: "a call was missing".to_owned(), ..closed.clone() };
        for row in [&closed, &reopened] {
            store.write(|tx| insert(tx, row));
            assert_eq!(store.read(|conn| last(conn, "2026-03")).as_ref(), Some(row));
        }
        assert_eq!(store.read(|conn| of_month(conn, "2026-03")), [closed, reopened]);
        assert_eq!(store.read(|conn| last(conn, "2026-02")), None);
        for act in ["UPDATE month_close SET reason = 'x'", "DELETE FROM month_close"] {
            let refused = store.refused(|tx| Ok(tx.execute_batch(act)?));
            let trigger = StoreError::Internal { code: rusqlite::ffi::SQLITE_CONSTRAINT_TRIGGER };
            assert_eq!(refused, trigger, "{act}");
        }
    }
}
