//! A copy of the open database under the same key, and the reading of such a copy: only what was opened again is a backup.

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::backup::{Backup, StepResult};

use crate::columns::{row, rows};
use crate::{Conn, EntryId, Halt, OpenError, Reader, StoreError, audit, halt, open};

/// Pages copied between two words on how far it is: 4 MiB.
const PIECE: i32 = 1024;

/// What a database holds, in numbers: the copy of one has the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Census {
    /// The format of the database.
    pub format: i64,
    /// Rows of each table.
    pub rows: BTreeMap<String, i64>,
    /// The newest event.
    pub head: Option<audit::Head>,
}

/// Counts what is there.
pub fn census(conn: &Conn) -> Result<Census, StoreError> {
    let tables: Vec<String> = rows(
        conn,
        "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
        [],
        |row| row.get(0),
    )?;
    let count = |table: String| {
        let count = row(conn, &format!("SELECT count(*) FROM main.{table}"), [], |row| row.get(0))?;
        Ok::<_, StoreError>((table, count))
    };
    Ok(Census {
        format: conn.pragma_query_value(None, "user_version", |row| row.get(0))?,
        rows: tables.into_iter().map(count).collect::<Result<_, _>>()?,
        head: audit::head(conn)?,
    })
}

/// The newest entry: what was written later has a higher number.
pub fn last_entry(conn: &Conn) -> Result<EntryId, StoreError> {
    row(conn, "SELECT coalesce(max(id), 0) FROM entry", [], |row| row.get(0))
}

/// How many entries each staff member has after this one, by name.
pub fn entries_after(conn: &Conn, last: EntryId) -> Result<Vec<(String, i64)>, StoreError> {
    rows(
        conn,
        "SELECT s.name, count(*) FROM entry AS e JOIN staff AS s ON s.id = e.staff_id
          WHERE e.id > ?1 GROUP BY s.id ORDER BY s.name",
        [last],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

impl Reader {
    /// Writes a copy of the database as it stands at this moment into a new file, encrypted under the same key, while work
    /// goes on. `progress` is told the pages that are done and all there are. The file is whole on disk at the end; after an
    /// error it is of no use.
    ///
    /// # Errors
    /// A file that is there already; the disk; the word that it should stop.
    pub fn copy_to(
        &mut self,
        path: &Path,
        key_hex: &str,
        progress: &mut dyn FnMut(i32, i32),
    ) -> Result<Census, OpenError> {
        let mut copy = open::create_empty(path, key_hex)?;
        #[cfg(feature = "tamper")]
        crate::tamper::limit(&copy)?;
        let halt = self.halt.clone();
        let seen = self.read(|conn| -> Result<Census, OpenError> {
            let backup = Backup::new(conn, &mut copy)?;
            loop {
                halt.go_on()?;
                let step = backup.step(PIECE)?;
                let at = backup.progress();
                progress(at.pagecount - at.remaining, at.pagecount);
                match step {
                    StepResult::Done => break,
                    // The copy is nobody else's, and of the original only one moment is read.
                    StepResult::Busy | StepResult::Locked => return Err(OpenError::Internal { code: BUSY }),
                    StepResult::More | _ => {}
                }
            }
            drop(backup);
            Ok(census(conn)?)
        })?;
        // Without a journal it can be read from a place that cannot be written to.
        copy.pragma_update(None, "journal_mode", "DELETE")?;
        Ok(seen)
    }

    /// The format of the database.
    ///
    /// # Errors
    /// The disk.
    pub fn format(&mut self) -> Result<i64, StoreError> {
        self.read(|conn| Ok(conn.pragma_query_value(None, "user_version", |row| row.get(0))?))
    }
}

const BUSY: i32 = rusqlite::ffi::SQLITE_BUSY;

/// A copy that lies somewhere, opened to be read and never written to: not even a journal appears beside it.
pub struct StoredCopy {
    conn: Conn,
}

impl std::fmt::Debug for StoredCopy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StoredCopy")
    }
}

impl StoredCopy {
    /// Opens a copy.
    ///
    /// # Errors
    /// As for opening a store.
    pub fn open(path: &Path, key_hex: &str) -> Result<Self, OpenError> {
        open::open_copy(path, key_hex).map(|conn| Self { conn })
    }

    /// What is read of it ends when the word is said.
    ///
    /// # Errors
    /// The connection is not its own; a defect.
    pub fn heeding(self, halt: &Halt) -> Result<Self, StoreError> {
        halt::heed(&self.conn, Some(halt))?;
        Ok(self)
    }

    /// Runs a read.
    ///
    /// # Errors
    /// What the read says.
    pub fn read<T, E: From<StoreError>>(&self, read: impl FnOnce(&Conn) -> Result<T, E>) -> Result<T, E> {
        read(&self.conn)
    }
}
