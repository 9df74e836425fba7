//! A second connection to a database that is open elsewhere in this program, for a look at everything while work goes on.

use std::path::Path;

use rusqlite::TransactionBehavior;

use crate::{Conn, Halt, OpenError, StoreError, halt, open};

/// Reads the database as it stood at one moment, and can write nothing. It may move to another thread.
pub struct Reader {
    conn: Conn,
    pub(crate) halt: Halt,
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Reader")
    }
}

impl Reader {
    /// Opens a database that a [`crate::Store`] of this process has open.
    ///
    /// # Errors
    /// As for opening a store.
    pub fn open(path: &Path, key_hex: &str) -> Result<Self, OpenError> {
        open::open_to_read(path, key_hex).map(|conn| Self { conn, halt: Halt::default() })
    }

    /// What it reads and copies ends when the word is said.
    ///
    /// # Errors
    /// The connection is not its own; a defect.
    pub fn heeding(self, halt: &Halt) -> Result<Self, StoreError> {
        halt::heed(&self.conn, Some(halt))?;
        Ok(Self { halt: halt.clone(), ..self })
    }

    /// Runs reads that all see the same moment. The journal is emptied before, and nothing of it moves into the file until
    /// they are done, so that even the pages of the file stand still.
    ///
    /// # Errors
    /// What the reads say.
    pub fn read<T, E: From<StoreError>>(&mut self, read: impl FnOnce(&Conn) -> Result<T, E>) -> Result<T, E> {
        let moment =
            self.conn.transaction_with_behavior(TransactionBehavior::Deferred).map_err(StoreError::from)?;
        // The moment begins with the first read.
        moment.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(())).map_err(StoreError::from)?;
        read(&moment)
    }
}
