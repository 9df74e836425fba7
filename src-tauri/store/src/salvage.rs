//! What can still be read of a damaged database: every row on a page that proves itself, and where rows are missing.
//!
//! It works on a bit copy, and what it reads goes nowhere but to whoever asked.

use std::path::{Path, PathBuf};

use rusqlite::types::ValueRef;
use zeroize::Zeroizing;

use crate::columns::{row_opt, rows};
use crate::{Conn, Halt, OpenError, StoreError, halt, open};

#[cfg(test)]
#[cfg(feature = "tamper")]
mod tests;
mod walk;

/// What keeps the vault closed is never handed out: the state of its keys.
const SECRET_TABLES: [&str; 1] = ["protection"];

/// Nor what an authenticator app shares with the program.
const SECRET_COLUMNS: [(&str, &str); 1] = [("sign_in_code", "secret")];

/// A value of a row.
#[derive(Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Null,
    /// A whole number; instants are milliseconds since 1970, UTC.
    Whole(i64),
    /// Words.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Value")
    }
}

impl From<ValueRef<'_>> for Value {
    fn from(value: ValueRef<'_>) -> Self {
        match value {
            ValueRef::Null => Self::Null,
            ValueRef::Integer(number) => Self::Whole(number),
            // No table of ours has such a column.
            ValueRef::Real(number) => Self::Text(number.to_string()),
            ValueRef::Text(bytes) => match std::str::from_utf8(bytes) {
                Ok(text) => Self::Text(text.to_owned()),
                Err(_) => Self::Bytes(bytes.to_owned()),
            },
            ValueRef::Blob(bytes) => Self::Bytes(bytes.to_owned()),
        }
    }
}

/// How the rows of a table are found.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Order {
    /// Each has a number.
    Number,
    /// By these columns, of which they are made.
    Key(Vec<String>),
}

/// A table of the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// The columns that are read.
    pub columns: Vec<String>,
    /// The columns that are not, since they are secrets.
    pub left_out: Vec<String>,
    order: Order,
}

/// Where rows may have been that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Of a table whose rows have numbers: not every one of these was given out.
    Numbers {
        /// The first.
        from: i64,
        /// The last; none where nothing says how far they went.
        to: Option<i64>,
    },
    /// Of the others: between two keys, or before the first one read, or after the last.
    Keys {
        /// The last row before them.
        after: Option<Vec<Value>>,
        /// The first row after them.
        before: Option<Vec<Value>>,
    },
}

/// What was found of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Rows that were read.
    pub rows: u64,
    /// What was not, in order.
    pub missing: Vec<Missing>,
    /// The search ended before every number had been tried.
    pub cut_short: bool,
}

/// A bit copy of a damaged database, being read.
pub struct Salvage {
    file: PathBuf,
    key_hex: Zeroizing<String>,
    halt: Halt,
    conn: Option<Conn>,
}

impl std::fmt::Debug for Salvage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Salvage")
    }
}

impl Salvage {
    /// Opens a bit copy that nobody else needs: the journal beside it, as far as that is sound, is moved into it. It heeds the
    /// word to stop.
    ///
    /// # Errors
    /// A damaged first page, or another one of those that say which tables there are: then nothing can be read.
    pub fn open(copy: &Path, key_hex: &str, halt: &Halt) -> Result<Self, OpenError> {
        let conn = open::open_damaged(copy, key_hex)?;
        // Where this fails, the journal is read in its place.
        let _ = open::checkpoint(&conn);
        let mut salvage = Self {
            file: copy.to_owned(),
            key_hex: Zeroizing::new(key_hex.to_owned()),
            halt: halt.clone(),
            conn: Some(conn),
        };
        salvage.conn()?;
        Ok(salvage)
    }

    /// Every table that holds no secret alone, by name.
    ///
    /// # Errors
    /// Damage; the word to stop.
    pub fn tables(&mut self) -> Result<Vec<Table>, StoreError> {
        let conn = self.conn()?;
        let sql = "SELECT name, wr FROM pragma_table_list
                    WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name";
        let named: Vec<(String, bool)> = rows(conn, sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let open = named.into_iter().filter(|(name, _)| !SECRET_TABLES.contains(&name.as_str()));
        open.map(|(name, keyed)| table(conn, name, keyed)).collect()
    }

    /// Tables of which nothing is read.
    pub fn secret_tables() -> &'static [&'static str] {
        &SECRET_TABLES
    }

    /// Runs a read that may fail on a damaged page; the next one begins anew.
    ///
    /// # Errors
    /// What the read says.
    pub fn read<T>(&mut self, read: impl FnOnce(&Conn) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let done = read(self.conn()?);
        if done.is_err() {
            self.conn = None;
        }
        done
    }

    /// The connection. SQLCipher gives no page to one that has met a damaged page, so after each failure there is a new one.
    fn conn(&mut self) -> Result<&Conn, StoreError> {
        if self.conn.is_none() {
            let fresh = open::open_damaged(&self.file, &self.key_hex);
            self.conn = Some(fresh.map_err(|_| StoreError::Damaged { code: rusqlite::ffi::SQLITE_NOTADB })?);
        }
        let conn = self.conn.as_ref().ok_or(StoreError::NotFound)?;
        halt::heed(conn, Some(&self.halt))?;
        Ok(conn)
    }

    /// The highest number a row of this table can have, if something sound still says so.
    fn highest(&mut self, table: &Table) -> Result<Option<i64>, StoreError> {
        let name = table.name.as_str();
        let given = self.if_readable(|conn| {
            row_opt(conn, "SELECT seq FROM main.sqlite_sequence WHERE name = ?1", [name], |row| row.get(0))
        })?;
        if given.is_some() {
            return Ok(given);
        }
        let named =
            |conn: &Conn| rows(conn, "SELECT name FROM pragma_index_list(?1)", [name], |row| row.get(0));
        let indexes: Vec<String> = self.if_readable(|conn| named(conn).map(Some))?.unwrap_or_default();
        for index in indexes {
            // A whole look at the index alone, which has the number of every row. One of some rows only is refused by SQLite.
            let sql = format!("SELECT max(rowid) FROM main.{} INDEXED BY {}", quoted(name), quoted(&index));
            let highest =
                self.if_readable(|conn| row_opt(conn, &sql, [], |row| row.get(0)).map(Option::flatten))?;
            if highest.is_some() {
                return Ok(highest);
            }
        }
        Ok(None)
    }

    fn if_readable<T>(
        &mut self,
        read: impl FnOnce(&Conn) -> Result<Option<T>, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        match self.read(read) {
            Err(error) => damage(error).map(|()| None),
            found => found,
        }
    }
}

/// Everything a page can be blamed for; the rest ends the work.
fn damage(error: StoreError) -> Result<(), StoreError> {
    let no_memory = StoreError::Internal { code: rusqlite::ffi::SQLITE_NOMEM };
    if error == StoreError::Stopped || error == no_memory { Err(error) } else { Ok(()) }
}

fn table(conn: &Conn, name: String, keyed: bool) -> Result<Table, StoreError> {
    let sql = "SELECT name, pk FROM pragma_table_info(?1) ORDER BY cid";
    let all: Vec<(String, i64)> = rows(conn, sql, [&name], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut key: Vec<_> = all.iter().filter(|(_, place)| *place > 0).cloned().collect();
    key.sort_by_key(|(_, place)| *place);
    let is_secret = |column: &str| SECRET_COLUMNS.contains(&(name.as_str(), column));
    let (left_out, columns) = all.into_iter().map(|(column, _)| column).partition(|column| is_secret(column));
    let order = match keyed {
        true => Order::Key(key.into_iter().map(|(column, _)| column).collect()),
        false => Order::Number,
    };
    Ok(Table { name, columns, left_out, order })
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
