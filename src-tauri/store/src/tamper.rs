//! For tests: what somebody who has the key can do to a database with another program. Never part of the program itself.

use std::cell::Cell;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use sha2::{Digest as _, Sha256};

use crate::catalog::push_value;
use crate::columns::rows;
use crate::{Conn, Sha, Store, StoreError, audit, open};

mod bare;
mod pages;

pub use bare::Bare;
pub use pages::{Leaf, leaves, pages, spoil};

static WEAK: AtomicBool = AtomicBool::new(false);

/// From now on, databases opened by this process do not wait for the disk at each commit: the control run of a test of power
/// cuts, which must find what that loses.
pub fn do_not_wait_for_the_disk() {
    WEAK.store(true, Ordering::Relaxed);
}

pub(crate) fn weaken(conn: &Conn) -> rusqlite::Result<()> {
    if WEAK.load(Ordering::Relaxed) { conn.execute_batch("PRAGMA synchronous = NORMAL") } else { Ok(()) }
}

/// Makes a closed database one of a later version of the program.
///
/// # Errors
/// The database.
pub fn make_newer(file: &Path, key_hex: &str) -> Result<(), StoreError> {
    let conn = outside(file, key_hex)?;
    let version: i64 = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
    Ok(conn.pragma_update(None, "user_version", version + 1)?)
}

/// SHA-256 of every value of every row: the same for two databases that say the same, however they lie on the disk.
///
/// # Errors
/// The database.
pub fn contents(conn: &Conn) -> Result<Sha, StoreError> {
    let names: Vec<String> =
        rows(conn, "SELECT name FROM main.sqlite_master WHERE type = 'table' ORDER BY name", [], |row| {
            row.get(0)
        })?;
    let (mut sha, mut buffer) = (Sha256::new(), Vec::new());
    for name in names {
        let columns = conn.prepare(&format!("SELECT * FROM main.{name}"))?.column_count();
        let order: Vec<_> = (1..=columns).map(|place| place.to_string()).collect();
        let mut statement =
            conn.prepare(&format!("SELECT * FROM main.{name} ORDER BY {}", order.join(", ")))?;
        let mut found = statement.query([])?;
        push_value(&mut buffer, ValueRef::Text(name.as_bytes()));
        while let Some(row) = found.next()? {
            (0..columns).try_for_each(|at| row.get_ref(at).map(|value| push_value(&mut buffer, value)))?;
            sha.update(&buffer);
            buffer.clear();
        }
    }
    Ok(sha.chain_update(&buffer).finalize().into())
}

/// A way to falsify the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One event says something else.
    Edit,
    /// One event is taken out.
    Delete,
    /// One event is taken out and the gap closed.
    Close,
    /// An event is put in, the later ones move on.
    Insert,
    /// Two events change places.
    Swap,
    /// An event is moved to the end.
    Renumber,
    /// An event takes the place of another.
    Replace,
    /// The events from one on are gone.
    CutTail,
    /// The triggers that keep the record append-only are gone.
    DropTriggers,
    /// One event says something else, and every hash from there on is computed again.
    Rehash,
}

impl Kind {
    /// Every way.
    pub const ALL: [Self; 10] = [
        Self::Edit,
        Self::Delete,
        Self::Close,
        Self::Insert,
        Self::Swap,
        Self::Renumber,
        Self::Replace,
        Self::CutTail,
        Self::DropTriggers,
        Self::Rehash,
    ];
}

thread_local! {
    static TO_COME: Cell<&'static [&'static str]> = const { Cell::new(&[]) };
    static ROOM: Cell<Option<i64>> = const { Cell::new(None) };
}

/// A step that a later version may have.
pub const STEP_TO_COME: &str = "ALTER TABLE practice ADD COLUMN motto TEXT NOT NULL DEFAULT '';";

/// A step that fails.
pub const FAILING_STEP: &str = "INSERT INTO nowhere VALUES (1);";

/// On this thread, the program is a later version: these steps come after its own.
pub fn become_later(steps: &'static [&'static str]) {
    TO_COME.set(steps);
}

pub(crate) fn steps_to_come() -> &'static [&'static str] {
    TO_COME.get()
}

/// On this thread, the disk takes so many pages of a copy and no more.
pub fn leave_room(pages: Option<i64>) {
    ROOM.set(pages);
}

pub(crate) fn limit(copy: &Conn) -> rusqlite::Result<()> {
    ROOM.get().map_or(Ok(()), |pages| copy.execute_batch(&format!("PRAGMA max_page_count = {pages}")))
}

/// Everything in a database as text, table after table, row after row: two databases that hold the same have the same.
///
/// # Errors
/// The database.
pub fn dump(conn: &Conn) -> Result<String, StoreError> {
    let tables: Vec<String> =
        rows(conn, "SELECT name FROM main.sqlite_master WHERE type = 'table' ORDER BY name", [], |row| {
            row.get(0)
        })?;
    let mut text = String::new();
    for table in tables {
        let mut statement = conn.prepare(&format!("SELECT * FROM main.{table} ORDER BY 1, 2"))?;
        let width = statement.column_count();
        let mut found = statement.query([])?;
        while let Some(row) = found.next()? {
            let values: Vec<Value> = (0..width).map(|at| row.get(at)).collect::<Result<_, _>>()?;
            text.push_str(&format!("{table} {values:?}\n"));
        }
    }
    Ok(text)
}

/// Runs statements on a closed database, without triggers and without checks. The triggers are put back, so that they do not
/// give it away.
///
/// # Errors
/// The database.
pub fn run(file: &Path, key_hex: &str, statements: &str) -> Result<(), StoreError> {
    let conn = outside(file, key_hex)?;
    without_triggers(&conn, |conn| Ok(conn.execute_batch(statements)?))
}

/// Falsifies the record at an event; there must be two more after it.
///
/// # Errors
/// The database.
pub fn falsify(file: &Path, key_hex: &str, kind: Kind, seq: i64) -> Result<(), StoreError> {
    let conn = outside(file, key_hex)?;
    if kind == Kind::DropTriggers {
        return Ok(conn.execute_batch("DROP TRIGGER audit_no_update; DROP TRIGGER entry_no_delete")?);
    }
    without_triggers(&conn, |conn| {
        conn.execute_batch(&statements(kind, seq))?;
        if kind == Kind::Rehash { rehash(conn, seq) } else { Ok(()) }
    })
}

/// For every column of every table but the record: table, column, and a statement that edits it in one row.
///
/// # Errors
/// The database.
pub fn edits() -> Result<Vec<(String, String, String)>, StoreError> {
    let store = Store::in_memory().map_err(|_| StoreError::NotFound)?;
    store.read(|conn| {
        rows(
            conn,
            "SELECT t.name, c.name, c.type, (SELECT k.name FROM pragma_table_info(t.name) AS k WHERE k.pk = 1)
               FROM main.sqlite_master AS t, pragma_table_info(t.name) AS c
              WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name <> 'audit'
              ORDER BY t.name, c.cid",
            [],
            |row| {
                let (table, column, kind, key): (String, String, String, String) =
                    (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
                let edit = edit(&table, &column, &kind, &key);
                Ok((table, column, edit))
            },
        )
    })
}

fn edit(table: &str, column: &str, kind: &str, key: &str) -> String {
    let other = match kind {
        "INTEGER" => format!("coalesce({column}, 0) + 1"),
        "TEXT" => format!("coalesce({column}, '') || 'x'"),
        _ => format!("zeroblob(length({column}))"),
    };
    format!("UPDATE {table} SET {column} = {other} WHERE {key} = (SELECT max({key}) FROM {table})")
}

fn statements(kind: Kind, seq: i64) -> String {
    let copied = copied();
    let fresh = copied.replacen("event_id", "randomblob(16)", 1);
    match kind {
        Kind::Edit | Kind::Rehash => {
            format!("UPDATE audit SET detail = '{{\"seconds\":1}}' WHERE seq = {seq}")
        }
        Kind::Delete => format!("DELETE FROM audit WHERE seq = {seq}"),
        Kind::Close => format!(
            "DELETE FROM audit WHERE seq = {seq}; UPDATE audit SET seq = -seq WHERE seq > {seq};
             UPDATE audit SET seq = -seq - 1 WHERE seq < 0"
        ),
        Kind::Insert => format!(
            "UPDATE audit SET seq = -seq WHERE seq >= {seq}; UPDATE audit SET seq = 1 - seq WHERE seq < 0;
             INSERT INTO audit (seq, {copied}) SELECT {seq}, {fresh} FROM audit WHERE seq = {seq} + 1"
        ),
        Kind::Swap => format!(
            "UPDATE audit SET seq = -1 WHERE seq = {seq}; UPDATE audit SET seq = {seq} WHERE seq = {seq} + 1;
             UPDATE audit SET seq = {seq} + 1 WHERE seq = -1"
        ),
        Kind::Renumber => {
            format!("UPDATE audit SET seq = (SELECT max(seq) + 1 FROM audit) WHERE seq = {seq}")
        }
        Kind::Replace => format!(
            "INSERT OR REPLACE INTO audit (seq, {copied}) SELECT {seq}, {fresh} FROM audit WHERE seq = {seq} + 1"
        ),
        Kind::CutTail => format!("DELETE FROM audit WHERE seq >= {seq}"),
        Kind::DropTriggers => String::new(),
    }
}

/// Every column of an event but its place.
fn copied() -> String {
    format!("{}, source_id, hash", audit::HASHED[1..].join(", "))
}

/// Makes every link from here on a true one again.
fn rehash(conn: &Conn, from: i64) -> Result<(), StoreError> {
    let sources = audit::source::all(conn)?;
    let mut prev = audit::hash_at(conn, from - 1)?.map_or_else(|| audit::genesis(conn), Ok)?;
    let sql = format!("SELECT {}, source_id FROM audit WHERE seq = ?1", audit::HASHED.join(", "));
    let last: i64 = conn.query_row("SELECT max(seq) FROM audit", [], |row| row.get(0))?;
    for seq in from..=last {
        let values: Vec<Value> =
            conn.query_row(&sql, [seq], |row| (0..audit::HASHED.len()).map(|at| row.get(at)).collect())?;
        let source: i64 = conn.query_row(&sql, [seq], |row| row.get("source_id"))?;
        let values: Vec<_> = values.iter().map(ValueRef::from).collect();
        prev = audit::hash_of(&prev, &sources[&source], &values, &mut Vec::new());
        let given = [ValueRef::Blob(&prev), ValueRef::Integer(seq)];
        conn.execute(
            "UPDATE audit SET hash = ?1 WHERE seq = ?2",
            rusqlite::params_from_iter(given.map(ToSqlOutput::Borrowed)),
        )?;
    }
    Ok(())
}

fn outside(file: &Path, key_hex: &str) -> Result<Conn, StoreError> {
    let conn = open::open(file, key_hex, None).map_err(|_| StoreError::NotFound)?;
    conn.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON")?;
    Ok(conn)
}

fn without_triggers(
    conn: &Conn,
    work: impl FnOnce(&Conn) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let triggers: Vec<(String, String)> =
        rows(conn, "SELECT name, sql FROM main.sqlite_master WHERE type = 'trigger'", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    triggers.iter().try_for_each(|(name, _)| conn.execute_batch(&format!("DROP TRIGGER main.{name}")))?;
    work(conn)?;
    triggers.iter().try_for_each(|(_, sql)| conn.execute_batch(sql))?;
    open::checkpoint(conn)
}
