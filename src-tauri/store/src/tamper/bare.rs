//! The least that a durable commit to an encrypted file can cost: one row of one table, under the settings of the program.

use std::path::Path;

use crate::{Conn, OpenError, StoreError, open};

/// A database with one table of one column.
#[derive(Debug)]
pub struct Bare(Conn);

impl Bare {
    /// Makes it.
    ///
    /// # Errors
    /// The disk; a file that is there.
    pub fn create(file: &Path, key_hex: &str) -> Result<Self, OpenError> {
        let conn = open::empty(file, key_hex)?;
        conn.execute_batch("CREATE TABLE bare (id INTEGER PRIMARY KEY, value BLOB NOT NULL) STRICT")?;
        Ok(Self(conn))
    }

    /// Adds a row of so many bytes, in a transaction of its own.
    ///
    /// # Errors
    /// The disk.
    pub fn commit(&mut self, bytes: i64) -> Result<(), StoreError> {
        self.0.prepare_cached("INSERT INTO bare (value) VALUES (randomblob(?1))")?.execute([bytes])?;
        Ok(())
    }
}
