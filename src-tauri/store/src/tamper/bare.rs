//! The least that a durable commit to an encrypted file can cost, under the settings of the program: of one row, and of so many
//! pages.

use std::path::Path;

use crate::{Conn, OpenError, StoreError, open};

/// As many pages can be changed at once.
const PAGES: i64 = 64;

/// A database with a table of small rows, and one of rows that fill a page each.
#[derive(Debug)]
pub struct Bare(Conn);

impl Bare {
    /// Makes it.
    ///
    /// # Errors
    /// The disk; a file that is there.
    pub fn create(file: &Path, key_hex: &str) -> Result<Self, OpenError> {
        let conn = open::empty(file, key_hex)?;
        conn.execute_batch(
            "CREATE TABLE bare (id INTEGER PRIMARY KEY, value BLOB NOT NULL) STRICT;
             CREATE TABLE page (id INTEGER PRIMARY KEY, value BLOB NOT NULL) STRICT;",
        )?;
        for _ in 0..PAGES {
            conn.execute("INSERT INTO page (value) VALUES (randomblob(3000))", [])?;
        }
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

    /// Changes so many pages, in a transaction of its own.
    ///
    /// # Errors
    /// The disk.
    pub fn change(&mut self, pages: i64) -> Result<(), StoreError> {
        let mut change = self.0.prepare_cached("UPDATE page SET value = randomblob(3000) WHERE id <= ?1")?;
        change.execute([pages])?;
        Ok(())
    }
}
