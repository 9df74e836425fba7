//! Events of a rare kind, found by an index of their own: the record has millions of others.

use crate::columns::rows;
use crate::{Conn, StoreError};

/// Which: the words of the index `audit_rare`, without which SQLite does not take it.
pub(crate) const RARE: &str = "(action = 'prove_backup' OR action = 'recover' OR action = 'save_practice')";

/// The same as a list.
pub(crate) const RARE_ACTIONS: [&str; 3] = ["prove_backup", "recover", "save_practice"];

/// When an event was, and what it said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RareEvent {
    /// By the wall clock, in milliseconds.
    pub wall_ms: i64,
    /// Its detail.
    pub detail: String,
}

/// Every event of a rare action, the newest first.
pub fn of_action(conn: &Conn, action: &str) -> Result<Vec<RareEvent>, StoreError> {
    rows(
        conn,
        &format!("SELECT wall_ms, detail FROM audit WHERE {RARE} AND action = ?1 ORDER BY seq DESC"),
        [action],
        |row| Ok(RareEvent { wall_ms: row.get("wall_ms")?, detail: row.get("detail")? }),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::append;
    use crate::sample::{Sample, event};

    #[test]
    fn they_are_found_newest_first_and_without_looking_at_the_others() {
        let mut store = Sample::new();
        for (action, detail) in
            [("recover", "1"), ("start_timer", "2"), ("recover", "3"), ("prove_backup", "4")]
        {
            let event = crate::audit::Event { detail: detail.to_owned(), ..event(action, None) };
            store.store.write(|tx| append(tx, &event)).unwrap();
        }
        let details = |action: &str| -> Vec<_> {
            store.read(|conn| of_action(conn, action)).into_iter().map(|event| event.detail).collect()
        };
        assert_eq!(
            (details("recover"), details("prove_backup")),
            (vec!["3".into(), "1".into()], vec!["4".into()])
        );
        let words = format!("(action = '{}')", RARE_ACTIONS.join("' OR action = '"));
        assert_eq!(words, RARE);
        let plan: String = store.read(|conn| {
            let sql = format!("EXPLAIN QUERY PLAN SELECT 1 FROM audit WHERE {RARE} AND action = 'recover'");
            Ok(conn.query_row(&sql, [], |row| row.get("detail"))?)
        });
        assert!(plan.contains("audit_rare"), "{plan}");
    }
}
