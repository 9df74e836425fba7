//! What a failing disk does: pages that are not what was written to them.

use std::fs::OpenOptions;
use std::io::{self, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use super::outside;
use crate::StoreError;
use crate::columns::rows;

/// The size of a page (SQLCipher 4).
const PAGE: u64 = 4096;

/// A page with rows of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// Its number in the file, from 1.
    pub page: u32,
    /// Rows on it.
    pub rows: i64,
}

/// The pages with rows of a table of a closed database, in the order of the rows.
///
/// # Errors
/// The database.
pub fn leaves(file: &Path, key_hex: &str, table: &str) -> Result<Vec<Leaf>, StoreError> {
    let conn = outside(file, key_hex)?;
    let sql = "SELECT pageno, ncell FROM dbstat WHERE name = ?1 AND pagetype = 'leaf' ORDER BY path";
    rows(&conn, sql, [table], |row| Ok(Leaf { page: row.get(0)?, rows: row.get(1)? }))
}

/// Every page of a table of a closed database, the root first.
///
/// # Errors
/// The database.
pub fn pages(file: &Path, key_hex: &str, table: &str) -> Result<Vec<u32>, StoreError> {
    let conn = outside(file, key_hex)?;
    rows(&conn, "SELECT pageno FROM dbstat WHERE name = ?1 ORDER BY path", [table], |row| row.get(0))
}

/// Writes zeros over the middle of a page.
///
/// # Errors
/// The disk.
pub fn spoil(file: &Path, page: u32) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).open(file)?;
    file.seek(SeekFrom::Start(u64::from(page - 1) * PAGE + PAGE / 4))?;
    file.write_all(&[0; 64])
}
