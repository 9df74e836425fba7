//! Is the file sound: every page's own checksum, every index, every reference, and the tables and triggers themselves.

use std::collections::BTreeMap;

use crate::columns::rows;
use crate::{Conn, OpenError, StoreError, migrate};

/// Everything that is wrong, in SQLite's words, which name tables and pages and never a value.
///
/// The journal must be empty: otherwise `cipher_integrity_check` reports pages that are only waiting in it.
pub fn problems(conn: &Conn) -> Result<Vec<String>, StoreError> {
    let mut found = Vec::new();
    if conn.path().is_some_and(|path| !path.is_empty()) {
        found.extend(rows(conn, "PRAGMA cipher_integrity_check", [], |row| row.get(0))?);
    }
    found.extend(rows(conn, "PRAGMA main.integrity_check", [], |row| row.get(0))?);
    found.extend(rows(conn, "PRAGMA main.foreign_key_check", [], |row| {
        let (table, parent): (String, String) = (row.get("table")?, row.get("parent")?);
        Ok(format!("a row of {table} refers to a row of {parent} that is not there"))
    })?);
    found.retain(|line| line != "ok");
    found.extend(schema_problems(conn)?);
    Ok(found)
}

/// What is not as the program that had this format made it: without its triggers a table is append-only no more.
fn schema_problems(conn: &Conn) -> Result<Vec<String>, StoreError> {
    let format = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let fresh = migrate::fresh(format)
        .map_err(|_: OpenError| StoreError::Internal { code: rusqlite::ffi::SQLITE_INTERNAL })?;
    let (expected, found) = (schema(&fresh)?, schema(conn)?);
    let mut problems = Vec::new();
    for (name, sql) in &expected {
        match found.get(name) {
            None => problems.push(format!("{name} is missing")),
            Some(other) if other != sql => problems.push(format!("{name} was changed")),
            Some(_) => {}
        }
    }
    problems.extend(
        found
            .keys()
            .filter(|name| !expected.contains_key(*name))
            .map(|name| format!("{name} does not belong here")),
    );
    Ok(problems)
}

/// Kind and name of everything in the file, with the statement that made it.
fn schema(conn: &Conn) -> Result<BTreeMap<String, String>, StoreError> {
    let all = rows(
        conn,
        "SELECT type || ' ' || name, coalesce(sql, '') FROM main.sqlite_master WHERE name NOT LIKE 'sqlite_%'",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    Ok(all.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::Sample;

    #[test]
    fn a_trigger_taken_away_changed_or_added_is_told_by_name() {
        for (tampering, problem) in [
            ("", None),
            ("DROP TRIGGER audit_no_update", Some("trigger audit_no_update is missing")),
            ("DROP INDEX entry_staff_start", Some("index entry_staff_start is missing")),
            ("CREATE TABLE extra (id INTEGER) STRICT", Some("table extra does not belong here")),
            (
                "DROP TRIGGER entry_no_delete;
                 CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN SELECT 1; END",
                Some("trigger entry_no_delete was changed"),
            ),
        ] {
            let store = Sample::new();
            store.read(|conn| Ok(conn.execute_batch(tampering)?));
            assert_eq!(store.read(problems), Vec::from_iter(problem), "{tampering}");
        }
    }
}
