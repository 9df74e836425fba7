//! Is the file sound: every page's own checksum, every index, every reference.

use crate::columns::rows;
use crate::{Conn, StoreError};

/// Everything that is wrong, in SQLite's words, which name tables and pages and never a value.
///
/// The log must have been checkpointed: before, `cipher_integrity_check` reports pages that are only waiting in it.
pub(crate) fn problems(conn: &Conn) -> Result<Vec<String>, StoreError> {
    let mut found = Vec::new();
    if conn.path().is_some_and(|path| !path.is_empty()) {
        found.extend(rows(conn, "PRAGMA cipher_integrity_check", [], |row| row.get(0))?);
    }
    found.extend(rows(conn, "PRAGMA integrity_check", [], |row| row.get(0))?);
    found.extend(rows(conn, "PRAGMA foreign_key_check", [], |row| {
        let (table, parent): (String, String) = (row.get("table")?, row.get("parent")?);
        Ok(format!("a row of {table} refers to a row of {parent} that is not there"))
    })?);
    found.retain(|line| line != "ok");
    Ok(found)
}
