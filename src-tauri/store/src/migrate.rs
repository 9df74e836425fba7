//! The formats the database has had: one SQL file for each step, none ever edited once it has shipped.

use rusqlite::TransactionBehavior;
use rusqlite::functions::FunctionFlags;
use rusqlite_migration::{HookError, M, Migrations};

use crate::audit::{self, Event};
use crate::error::code_of;
use crate::{Conn, OpenError};

/// Marks our files among all SQLite files: "CTly".
pub(crate) const APPLICATION_ID: i64 = 0x4354_6c79;

const STEPS: [&str; 1] = [include_str!("migrations/0001_foundation.sql")];

/// The newest format this program knows.
pub fn supported() -> i64 {
    sql().len() as i64
}

/// Refuses a file that is not ours, or that a newer program wrote. The format of any other is the answer.
pub(crate) fn check_ours(conn: &Conn) -> Result<i64, OpenError> {
    let number = |pragma| conn.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    if number("application_id")? != APPLICATION_ID {
        return Err(OpenError::NotOurs);
    }
    let found = number("user_version")?;
    if found > supported() {
        return Err(OpenError::Newer { found, supported: supported() });
    }
    Ok(found)
}

/// Brings the file to the newest format, all steps in one transaction, in which the event is written that tells of them. A
/// new file has nobody to tell yet.
pub(crate) fn to_latest(conn: &mut Conn, event: Option<&Event>) -> Result<(), OpenError> {
    let mut steps = steps();
    if let (Some(event), Some(last)) = (event, sql().pop()) {
        // Steps change the form of tables and not the meaning of rows, so the event tells of none: a step that rewrote rows
        // would be found by the first verification.
        let none = |_: &rusqlite::functions::Context<'_>| Ok(Vec::<u8>::new());
        conn.create_scalar_function("take_row_changes", 0, FunctionFlags::SQLITE_UTF8, none)?;
        steps.pop();
        steps.push(telling(last, event.clone()));
    }
    apply(conn, &steps)
}

/// An empty database in memory, as it was in an earlier format.
pub(crate) fn fresh(format: i64) -> Result<Conn, OpenError> {
    let mut conn = Conn::open_in_memory()?;
    let count = usize::try_from(format).unwrap_or(0).min(sql().len());
    apply(&mut conn, &steps()[..count])?;
    Ok(conn)
}

fn steps() -> Vec<M<'static>> {
    sql().into_iter().map(step).collect()
}

/// The steps there are; a test may add some of a version to come.
fn sql() -> Vec<&'static str> {
    #[cfg(feature = "tamper")]
    let to_come = crate::tamper::steps_to_come();
    #[cfg(not(feature = "tamper"))]
    let to_come: &[&str] = &[];
    [&STEPS, to_come].concat()
}

/// The last step: what it was, and who had it made, is in the record when it is there.
fn telling(sql: &'static str, event: Event) -> M<'static> {
    M::up_with_hook(sql, move |tx: &rusqlite::Transaction<'_>| {
        tx.pragma_update(None, "application_id", APPLICATION_ID)?;
        audit::append(tx, &event).map_err(|error| HookError::Hook(error.to_string()))?;
        Ok(())
    })
    .foreign_key_check()
}

/// A step marks the file as ours in its own transaction, so that no file is ever half made.
fn step(sql: &str) -> M<'_> {
    M::up_with_hook(sql, |tx: &rusqlite::Transaction<'_>| {
        tx.pragma_update(None, "application_id", APPLICATION_ID)?;
        Ok(())
    })
    .foreign_key_check()
}

fn apply(conn: &mut Conn, steps: &[M<'_>]) -> Result<(), OpenError> {
    conn.set_transaction_behavior(TransactionBehavior::Immediate);
    Migrations::from_slice(steps)
        .to_latest(conn)
        .map_err(|error| OpenError::Migration { code: code_of_step(&error) })
}

/// The library's own message quotes the SQL, so only SQLite's number is kept.
fn code_of_step(error: &rusqlite_migration::Error) -> i32 {
    if let rusqlite_migration::Error::RusqliteError { err, .. } = error {
        code_of(err)
    } else {
        rusqlite::ffi::SQLITE_ERROR
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect_file;

    use super::*;
    use crate::{Store, columns};

    fn empty() -> Conn {
        Conn::open_in_memory().unwrap()
    }

    /// Every table, index and trigger as SQLite keeps it, in the order they were made.
    fn schema(conn: &Conn) -> String {
        let sql = "SELECT sql || ';' FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid";
        let parts: Vec<String> = columns::rows(conn, sql, [], |row| row.get(0)).unwrap();
        parts.join("\n\n") + "\n"
    }

    fn version(conn: &Conn) -> i64 {
        conn.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
    }

    #[test]
    fn the_file_schema_sql_is_the_schema_after_all_steps() {
        let store = Store::in_memory().unwrap();
        let schema = store.read(|conn| Ok::<_, crate::StoreError>(schema(conn))).unwrap();
        expect_file!["../schema.sql"].assert_eq(&schema);
    }

    #[test]
    fn one_step_after_the_other_gives_the_same_as_all_at_once() {
        let (mut stepped, mut at_once) = (empty(), empty());
        for count in 1..=STEPS.len() {
            apply(&mut stepped, &steps()[..count]).unwrap();
            assert_eq!(version(&stepped), count as i64);
        }
        to_latest(&mut at_once, None).unwrap();
        assert_eq!(schema(&stepped), schema(&at_once));
    }

    #[test]
    fn migrating_what_is_up_to_date_changes_nothing() {
        let mut conn = empty();
        to_latest(&mut conn, None).unwrap();
        let before = conn.total_changes();
        to_latest(&mut conn, None).unwrap();
        assert_eq!((version(&conn), conn.total_changes()), (supported(), before));
    }

    #[test]
    fn a_step_that_fails_leaves_nothing_of_itself_or_of_the_steps_with_it() {
        let mut conn = empty();
        to_latest(&mut conn, None).unwrap();
        let before = schema(&conn);
        let mut longer = steps();
        longer.push(step("CREATE TABLE good (id INTEGER PRIMARY KEY) STRICT;"));
        longer
            .push(step("CREATE TABLE half (id INTEGER PRIMARY KEY) STRICT; INSERT INTO nowhere VALUES (1);"));
        assert!(matches!(apply(&mut conn, &longer), Err(OpenError::Migration { .. })));
        assert_eq!(schema(&conn), before);
        assert_eq!(version(&conn), supported());
    }

    #[test]
    fn a_step_that_would_leave_a_reference_to_nothing_fails() {
        let mut conn = empty();
        let orphan = "CREATE TABLE a (id INTEGER PRIMARY KEY) STRICT;
             CREATE TABLE b (a_id INTEGER REFERENCES a (id)) STRICT;
             INSERT INTO b (a_id) VALUES (7);";
        conn.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
        assert!(apply(&mut conn, &[step(orphan)]).is_err());
        assert_eq!(schema(&conn).trim(), "");
    }
}
