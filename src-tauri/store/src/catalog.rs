//! The tables whose rows the audit covers, as SQLite knows them, and the digest of a row.

use rusqlite::types::{Value, ValueRef};
use sha2::{Digest as _, Sha256};

use crate::columns::rows;
use crate::{Conn, StoreError};

/// SHA-256 of a row's values, or of an event.
pub type Sha = [u8; 32];

/// What a row's digest starts with, so that it can be the digest of nothing else.
const ROW_TAG: &[u8] = b"caretally/row/v1\0";

/// The chain proves itself and its sources; the number of the database is where it starts; the other two are made again from
/// their entries and compared.
const UNCOVERED: [&str; 5] = ["audit", "audit_source", "database", "month_account", "month_statement"];

/// Rewritten with every heartbeat: the column `proof` stands for them, and proves itself.
const PROVEN: [(&str, &str); 3] = [("timer", "heartbeat_at"), ("timer", "interrupted"), ("timer", "proof")];

/// A table that the audit covers.
#[derive(Debug)]
pub(crate) struct Table {
    /// Its name.
    pub(crate) name: String,
    /// Its rows are numbered, and no number is given out twice.
    pub(crate) numbered: bool,
    columns: Vec<Column>,
    /// Places of the columns of its primary key.
    key: Vec<usize>,
    /// What every digest of its rows starts with.
    prefix: Vec<u8>,
}

#[derive(Debug)]
struct Column {
    name: String,
    default: Value,
    covered: bool,
}

/// Every table that the audit covers, by name.
pub(crate) fn load(conn: &Conn) -> Result<Vec<Table>, StoreError> {
    let names: Vec<(String, bool)> = rows(
        conn,
        "SELECT name, sql LIKE '%AUTOINCREMENT%' FROM sqlite_master
          WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    names
        .into_iter()
        .filter(|(name, _)| !UNCOVERED.contains(&name.as_str()))
        .map(|(name, numbered)| Table::load(conn, name, numbered))
        .collect()
}

impl Table {
    fn load(conn: &Conn, name: String, numbered: bool) -> Result<Self, StoreError> {
        let described: Vec<(String, Option<String>, i64)> = rows(
            conn,
            "SELECT name, dflt_value, pk FROM pragma_table_info(?1) ORDER BY cid",
            [&name],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )?;
        let mut key: Vec<(i64, usize)> =
            described.iter().enumerate().filter(|(_, c)| c.2 > 0).map(|(at, c)| (c.2, at)).collect();
        key.sort_unstable();
        let columns = described
            .into_iter()
            .map(|(column, default, _)| {
                let covered = !PROVEN.contains(&(name.as_str(), column.as_str()));
                Ok(Column { default: value_of(conn, default)?, name: column, covered })
            })
            .collect::<Result<_, StoreError>>()?;
        let mut prefix = ROW_TAG.to_vec();
        push_value(&mut prefix, ValueRef::Text(name.as_bytes()));
        Ok(Self { name, numbered, columns, key: key.into_iter().map(|(_, at)| at).collect(), prefix })
    }

    /// The statement that reads every row.
    pub(crate) fn select(&self) -> String {
        format!("SELECT {} FROM main.{}", self.list(""), self.name)
    }

    /// Its columns in order, each with something before it.
    pub(crate) fn list(&self, before: &str) -> String {
        let names: Vec<_> = self.columns.iter().map(|column| format!("{before}{}", column.name)).collect();
        names.join(", ")
    }

    /// Writes the key of a row over what is in `out`.
    pub(crate) fn key<'v>(&self, value: impl Fn(usize) -> ValueRef<'v>, out: &mut Vec<u8>) {
        out.clear();
        for at in &self.key {
            push_value(out, value(*at));
        }
    }

    /// The digest of a row, in a buffer that is used again.
    ///
    /// A column that holds its default is left out, so that a column added by a later version leaves the digests of the
    /// rows before it as they were; by its place each of the others is told from the rest.
    pub(crate) fn digest<'v>(&self, value: impl Fn(usize) -> ValueRef<'v>, buffer: &mut Vec<u8>) -> Sha {
        buffer.clear();
        buffer.extend_from_slice(&self.prefix);
        for (at, column) in self.columns.iter().enumerate() {
            let value = value(at);
            if column.covered && value != ValueRef::from(&column.default) {
                buffer.extend_from_slice(&(at as u16).to_be_bytes());
                push_value(buffer, value);
            }
        }
        Sha256::digest(buffer).into()
    }
}

/// What a column holds when nobody says anything.
fn value_of(conn: &Conn, default: Option<String>) -> Result<Value, StoreError> {
    match default {
        None => Ok(Value::Null),
        // The text of the schema, which is this program's own.
        Some(text) => Ok(conn.query_row(&format!("SELECT {text}"), [], |row| row.get(0))?),
    }
}

/// Appends a value with its type and its length, so that no two rows of values can have the same bytes.
pub(crate) fn push_value(out: &mut Vec<u8>, value: ValueRef<'_>) {
    match value {
        ValueRef::Null => out.push(0),
        ValueRef::Integer(number) => {
            out.push(1);
            out.extend_from_slice(&number.to_be_bytes());
        }
        ValueRef::Real(number) => {
            out.push(2);
            out.extend_from_slice(&number.to_bits().to_be_bytes());
        }
        ValueRef::Text(bytes) => push_bytes(out, 3, bytes),
        ValueRef::Blob(bytes) => push_bytes(out, 4, bytes),
    }
}

fn push_bytes(out: &mut Vec<u8>, kind: u8, bytes: &[u8]) {
    out.push(kind);
    // SQLite holds no value of 4 GiB: its own limit is 2 (SQLite, "Limits In SQLite").
    out.extend_from_slice(&(bytes.len() as u32).to_be_bytes());
    out.extend_from_slice(bytes);
}

/// A key in words: the numbers and days that make it up.
pub(crate) fn key_in_words(key: &[u8]) -> String {
    let (mut rest, mut words) = (key, Vec::new());
    while let Some((word, after)) = next_word(rest) {
        words.push(word);
        rest = after;
    }
    words.join(" ")
}

fn next_word(key: &[u8]) -> Option<(String, &[u8])> {
    let (kind, rest) = key.split_first()?;
    if *kind == 1 {
        let (number, rest) = rest.split_first_chunk::<8>()?;
        return Some((i64::from_be_bytes(*number).to_string(), rest));
    }
    let (length, rest) = rest.split_first_chunk::<4>()?;
    let (text, rest) = rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
    Some((String::from_utf8_lossy(text).into_owned(), rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Store;

    fn table(name: &str) -> Table {
        let store = Store::in_memory().unwrap();
        let tables = store.read(load).unwrap();
        tables.into_iter().find(|table| table.name == name).unwrap()
    }

    #[test]
    fn every_table_is_covered_except_the_chain_and_what_is_made_again() {
        let store = Store::in_memory().unwrap();
        let names: Vec<_> = store.read(load).unwrap().into_iter().map(|table| table.name).collect();
        for name in ["claim_export", "closure", "condition", "entry", "entry_void", "mdm", "patient", "timer"]
        {
            assert!(names.iter().any(|known| known == name), "{name}");
        }
        assert!(!names.iter().any(|name| UNCOVERED.contains(&name.as_str())));
    }

    #[test]
    fn a_key_is_readable() {
        let mdm = table("mdm");
        let values = [ValueRef::Integer(7), ValueRef::Text(b"2026-03"), ValueRef::Text(b"high")];
        let mut key = Vec::new();
        mdm.key(|at| values[at], &mut key);
        assert_eq!(key_in_words(&key), "7 2026-03");
        assert_eq!(key_in_words(&key[..12]), "7");
    }

    #[test]
    fn text_moved_from_one_column_to_the_next_changes_the_digest() {
        let closure = table("closure");
        let of = |day: &'static [u8], label: &'static [u8]| {
            let values = [ValueRef::Text(day), ValueRef::Text(label)];
            closure.digest(|at| values[at], &mut Vec::new())
        };
        assert_ne!(of(b"2026-12-24", b"Eve"), of(b"2026-12-24E", b"ve"));
        assert_eq!(of(b"2026-12-24", b"Eve"), of(b"2026-12-24", b"Eve"));
    }

    #[test]
    fn a_column_added_later_leaves_the_digests_of_the_rows_before_it() {
        let conn = Conn::open_in_memory().unwrap();
        conn.execute_batch(
            "CREATE TABLE visit (id INTEGER PRIMARY KEY, day TEXT NOT NULL) STRICT;
             INSERT INTO visit VALUES (1, '2026-03-04');",
        )
        .unwrap();
        let digest = || {
            let visit = Table::load(&conn, "visit".to_owned(), false).unwrap();
            let digest =
                |row: &rusqlite::Row<'_>| Ok(visit.digest(|at| row.get_ref_unwrap(at), &mut Vec::new()));
            conn.query_row(&visit.select(), [], digest).unwrap()
        };
        let before = digest();
        conn.execute_batch(
            "ALTER TABLE visit ADD COLUMN place TEXT NOT NULL DEFAULT 'office';
             ALTER TABLE visit ADD COLUMN until INTEGER;",
        )
        .unwrap();
        assert_eq!(digest(), before);
        conn.execute_batch("UPDATE visit SET place = 'home'").unwrap();
        assert_ne!(digest(), before);
    }
}
