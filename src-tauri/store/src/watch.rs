//! Sees every row that a transaction adds, changes or takes away, whoever wrote the statement, so that none can be left out
//! of the audit.
//!
//! Triggers that live as long as the connection hand each row, before and after, to a function of this program. They are
//! made from the schema, so a table added later is watched without anybody thinking of it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::ValueRef;

use crate::catalog::{self, Sha, Table};
use crate::row_changes::RowChange;
use crate::{Conn, StoreError};

/// What the current transaction has done that no event tells of yet.
#[derive(Clone)]
pub(crate) struct Watch(Arc<Mutex<Pending>>);

struct Pending {
    tables: Vec<Table>,
    changed: Vec<Changed>,
    places: HashMap<(usize, Vec<u8>), usize>,
    key: Vec<u8>,
    buffer: Vec<u8>,
}

struct Changed {
    table: usize,
    key: Vec<u8>,
    before: Option<Sha>,
    after: Option<Sha>,
}

impl Watch {
    /// Watches a connection until it is closed.
    pub(crate) fn start(conn: &Conn) -> Result<Self, StoreError> {
        let tables = catalog::load(conn)?;
        let triggers: String =
            tables.iter().enumerate().map(|(number, table)| triggers(number, table)).collect();
        let pending = Pending {
            tables,
            changed: Vec::new(),
            places: HashMap::new(),
            key: Vec::new(),
            buffer: Vec::new(),
        };
        let watch = Self(Arc::new(Mutex::new(pending)));
        watch.clone().add_functions(conn)?;
        conn.execute_batch(&triggers)?;
        Ok(watch)
    }

    fn add_functions(self, conn: &Conn) -> Result<(), StoreError> {
        let taker = self.clone();
        let flags = FunctionFlags::SQLITE_UTF8;
        conn.create_scalar_function("note_row", -1, flags, move |row| self.pending().note(row))?;
        let flags = flags | FunctionFlags::SQLITE_DIRECTONLY;
        conn.create_scalar_function("take_row_changes", 0, flags, move |_| Ok(taker.pending().take()))?;
        Ok(())
    }

    /// Forgets what a transaction did that was rolled back.
    pub(crate) fn forget(&self) {
        self.pending().clear();
    }

    /// Has a row been changed that no event tells of?
    pub(crate) fn holds_changes(&self) -> bool {
        self.pending().changed.iter().any(|changed| changed.before != changed.after)
    }

    fn pending(&self) -> MutexGuard<'_, Pending> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The rows changed since the last event of this transaction, as an event keeps them.
pub(crate) fn take(conn: &Conn) -> Result<Vec<u8>, StoreError> {
    crate::columns::row(conn, "SELECT take_row_changes()", [], |row| row.get(0))
}

fn triggers(number: usize, table: &Table) -> String {
    let name = &table.name;
    let note = |images: &[(&str, u8)]| {
        let calls: Vec<_> = images
            .iter()
            .map(|(image, new)| format!("note_row({number}, {new}, {})", table.list(image)))
            .collect();
        format!("BEGIN SELECT {}; END;\n", calls.join(", "))
    };
    let (old, new) = (("OLD.", 0), ("NEW.", 1));
    format!(
        "CREATE TEMP TRIGGER watch_{name}_insert AFTER INSERT ON main.{name} {}\
         CREATE TEMP TRIGGER watch_{name}_update AFTER UPDATE ON main.{name} {}\
         CREATE TEMP TRIGGER watch_{name}_delete AFTER DELETE ON main.{name} {}",
        note(&[new]),
        note(&[old, new]),
        note(&[old]),
    )
}

impl Pending {
    /// The number of the table, whether the row is new or old, and its values.
    fn note(&mut self, row: &Context<'_>) -> rusqlite::Result<Option<i64>> {
        let (number, new): (u32, bool) = (row.get(0)?, row.get(1)?);
        let number = number as usize;
        let Self { tables, key, buffer, .. } = self;
        let table = tables.get(number).ok_or(rusqlite::Error::InvalidQuery)?;
        let value = |at: usize| -> ValueRef<'_> { row.get_raw(at + 2) };
        table.key(value, key);
        let digest = table.digest(value, buffer);
        let changed = self.changed(number, new, digest);
        changed.after = new.then_some(digest);
        Ok(None)
    }

    /// What is known of this row in this transaction: its first old image is how it was before.
    fn changed(&mut self, table: usize, new: bool, digest: Sha) -> &mut Changed {
        let Self { changed, places, key, .. } = self;
        let place = *places.entry((table, key.clone())).or_insert_with(|| {
            changed.push(Changed { table, key: key.clone(), before: (!new).then_some(digest), after: None });
            changed.len() - 1
        });
        &mut changed[place]
    }

    fn take(&mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for Changed { table, key, before, after } in &self.changed {
            if before != after {
                let table = &self.tables[*table].name;
                RowChange { table, key, before: *before, after: *after }.push(&mut bytes);
            }
        }
        self.clear();
        bytes
    }

    fn clear(&mut self) {
        self.changed.clear();
        self.places.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row_changes::RowChanges;
    use crate::sample::Sample;

    /// What a transaction with these statements would tell: table, key, was there before, is there after.
    fn told(statements: &str) -> Vec<(String, String, bool, bool)> {
        let mut store = Sample::new();
        store.write(|tx| {
            tx.execute_batch(statements)?;
            let bytes = take(tx)?;
            Ok(RowChanges(&bytes)
                .map(|change| change.unwrap())
                .map(|change| {
                    (change.table.to_owned(), change.key(), change.before.is_some(), change.after.is_some())
                })
                .collect())
        })
    }

    fn row(table: &str, key: &str, before: bool, after: bool) -> (String, String, bool, bool) {
        (table.to_owned(), key.to_owned(), before, after)
    }

    #[test]
    fn added_changed_and_removed_rows_are_told_once_each_in_their_order() {
        let statements = "
            INSERT INTO closure VALUES ('2026-12-24', 'Eve');
            UPDATE patient SET name = 'Lopez, A.' WHERE id = 1;
            UPDATE patient SET name = 'Lopez, Ana M.' WHERE id = 1;
            INSERT INTO mdm VALUES (1, '2026-03', 'high');
            DELETE FROM enrollment WHERE id = 99;";
        let expected = [
            row("closure", "2026-12-24", false, true),
            row("patient", "1", true, true),
            row("mdm", "1 2026-03", false, true),
        ];
        assert_eq!(told(statements), expected);
    }

    #[test]
    fn what_comes_to_nothing_is_not_told() {
        let statements = "
            INSERT INTO closure VALUES ('2026-12-24', 'Eve');
            DELETE FROM closure;
            UPDATE patient SET name = name;
            UPDATE patient SET sex = 'M'; UPDATE patient SET sex = 'F';";
        assert_eq!(told(statements), []);
    }

    #[test]
    fn a_row_that_replaces_another_or_moves_to_another_key_tells_of_both() {
        let statements = "
            INSERT INTO closure VALUES ('2026-12-24', 'Eve'), ('2026-12-31', 'Old year');
            SELECT length(take_row_changes());
            INSERT OR REPLACE INTO closure VALUES ('2026-12-24', 'Christmas Eve');
            UPDATE closure SET day = '2027-01-01' WHERE day = '2026-12-31';";
        let expected = [
            row("closure", "2026-12-24", true, true),
            row("closure", "2026-12-31", true, false),
            row("closure", "2027-01-01", false, true),
        ];
        assert_eq!(told(statements), expected);
    }

    #[test]
    fn every_row_of_a_statement_without_a_condition_is_told() {
        let statements = "
            INSERT INTO closure VALUES ('2026-12-24', 'Eve'), ('2026-12-31', 'Old year');
            SELECT length(take_row_changes());
            DELETE FROM closure;";
        let expected = [row("closure", "2026-12-24", true, false), row("closure", "2026-12-31", true, false)];
        assert_eq!(told(statements), expected);
    }
}
