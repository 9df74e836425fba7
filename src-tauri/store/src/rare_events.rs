//! Events of a rare kind, found without looking through all of the record again.

use crate::columns::rows;
use crate::{Conn, StoreError};

/// When an event was, and what it said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RareEvent {
    /// By the wall clock, in milliseconds.
    pub wall_ms: i64,
    /// Its detail.
    pub detail: String,
}

/// The events of an action behind a place in the record, the newest first.
pub fn after(conn: &Conn, action: &str, seq: i64) -> Result<Vec<RareEvent>, StoreError> {
    rows(
        conn,
        "SELECT wall_ms, detail FROM audit WHERE seq > ?1 AND action = ?2 ORDER BY seq DESC",
        rusqlite::params![seq, action],
        |row| Ok(RareEvent { wall_ms: row.get("wall_ms")?, detail: row.get("detail")? }),
    )
}
