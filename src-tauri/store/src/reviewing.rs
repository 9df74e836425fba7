//! How the practice signs and closes its months. There is one row, or none: then the defaults hold.

use rusqlite::params;

use crate::columns::{row_opt, run};
use crate::{Conn, StoreError, Tx};

/// How months are signed and closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReviewingRow {
    /// Days from the closing of a month to its lock.
    pub grace_days: u16,
    /// Nurses and care coordinators may sign, too.
    pub care_team_signs: bool,
}

/// What was said, if somebody has said it.
pub fn get(conn: &Conn) -> Result<Option<ReviewingRow>, StoreError> {
    row_opt(conn, "SELECT grace_days, care_team_signs FROM reviewing WHERE id = 1", [], |row| {
        Ok(ReviewingRow { grace_days: row.get("grace_days")?, care_team_signs: row.get("care_team_signs")? })
    })
}

/// Writes the one row, whether or not it is there.
pub fn put(tx: &Tx<'_>, row: &ReviewingRow) -> Result<(), StoreError> {
    run(
        tx,
        "INSERT INTO reviewing (id, grace_days, care_team_signs) VALUES (1, ?1, ?2)
         ON CONFLICT (id) DO UPDATE
            SET grace_days = excluded.grace_days,
                care_team_signs = excluded.care_team_signs",
        params![row.grace_days, row.care_team_signs],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::Sample;

    #[test]
    fn what_was_said_last_holds() {
        let mut store = Sample::new();
        assert_eq!(store.read(get), None);
        for grace_days in [0, 10] {
            let row = ReviewingRow { grace_days, care_team_signs: grace_days > 0 };
            store.write(|tx| put(tx, &row));
            assert_eq!(store.read(get), Some(row));
        }
    }
}
