//! Is the file sound: every page's own checksum, every index, every reference, and the tables and triggers themselves.

use std::collections::{BTreeMap, BTreeSet};

use crate::columns::rows;
use crate::{Conn, OpenError, StoreError, migrate};

/// Everything that is wrong, in SQLite's words, which name tables and pages and never a value.
///
/// The journal must be empty: otherwise `cipher_integrity_check` reports pages that are only waiting in it.
pub fn problems(conn: &Conn) -> Result<Vec<String>, StoreError> {
    // It reads every page that is in use, and each proves itself when it is read. What that leaves out is pages that wait to be
    // used again, and the numbers of damaged ones.
    let seen = in_use(conn);
    let free: i64 = conn.query_row("PRAGMA main.freelist_count", [], |row| row.get(0)).unwrap_or(1);
    let is_sound = seen.as_ref().is_ok_and(Vec::is_empty);
    let mut found = if is_sound && free == 0 { Vec::new() } else { pages(conn)? };
    if found.is_empty() {
        found = seen?;
        found.extend(schema_problems(conn)?);
    } else {
        found.extend(seen.into_iter().flatten());
        found.extend(schema_problems(conn).into_iter().flatten());
    }
    Ok(found)
}

/// Every tree of pages, every index against its table, every reference. The indexes of the audit are looked at where the chain is.
fn in_use(conn: &Conn) -> Result<Vec<String>, StoreError> {
    let mut found: Vec<String> = rows(conn, "PRAGMA main.quick_check", [], |row| row.get(0))?;
    let tables = "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT IN ('audit', 'sqlite_sequence')";
    for table in rows(conn, tables, [], |row| row.get::<_, String>(0))? {
        let checked = "SELECT integrity_check FROM pragma_integrity_check(?1)";
        found.extend(rows(conn, checked, [table], |row| row.get(0))?);
    }
    found.extend(rows(conn, "PRAGMA main.foreign_key_check", [], |row| {
        let (table, parent): (String, String) = (row.get("table")?, row.get("parent")?);
        Ok(format!("a row of {table} refers to a row of {parent} that is not there"))
    })?);
    let mut told = BTreeSet::new();
    found.retain(|line| line != "ok" && told.insert(line.clone()));
    Ok(found)
}

/// Every page's own checksum; a database in memory has none.
fn pages(conn: &Conn) -> Result<Vec<String>, StoreError> {
    if conn.path().is_none_or(str::is_empty) {
        return Ok(Vec::new());
    }
    let mut found: Vec<String> = rows(conn, "PRAGMA cipher_integrity_check", [], |row| row.get(0))?;
    found.retain(|line| line != "ok");
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

    #[test]
    fn an_index_of_any_other_table_that_lacks_a_row_is_told() {
        let store = Sample::new();
        store.read(|conn| {
            conn.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_DEFENSIVE, false)?;
            conn.execute_batch(
                "PRAGMA writable_schema = ON;
                 UPDATE sqlite_master SET sql = sql || ' WHERE id <> 1' WHERE name = 'enrollment_patient';
                 PRAGMA writable_schema = RESET; REINDEX enrollment_patient; PRAGMA writable_schema = ON;
                 UPDATE sqlite_master SET sql = replace(sql, ' WHERE id <> 1', '') WHERE name = 'enrollment_patient';
                 PRAGMA writable_schema = RESET",
            )?;
            Ok(())
        });
        let told = store.read(problems);
        assert!(told.iter().any(|fault| fault.contains("enrollment_patient")), "{told:?}");
    }
}
