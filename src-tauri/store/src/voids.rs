//! Why something that was logged no longer counts: a row beside it, written once.

use chrono::{DateTime, Utc};
use rusqlite::params;

use crate::columns::{At, Row, at, run};
use crate::ids::debug_is_name;
use crate::{StaffId, StoreError, Tx};

/// The reason, and whose it is.
#[derive(Clone, PartialEq, Eq)]
pub struct Void {
    /// The reason, in the person's words.
    pub reason: String,
    /// By whom.
    pub by: StaffId,
    /// When.
    pub at: DateTime<Utc>,
}

debug_is_name!(Void);

/// A table of voids, and the column that says of what.
pub(crate) struct Voids {
    pub(crate) table: &'static str,
    pub(crate) of: &'static str,
}

impl Voids {
    /// Writes one; once, and for good.
    pub(crate) fn insert(&self, tx: &Tx<'_>, id: i64, void: &Void) -> Result<(), StoreError> {
        let Self { table, of } = self;
        run(
            tx,
            &format!("INSERT INTO {table} ({of}, reason, written_by, written_at) VALUES (?1, ?2, ?3, ?4)"),
            params![id, void.reason, void.by, At(void.at)],
        )
    }

    /// Rows of a table with the void of each; `rest` begins with WHERE.
    pub(crate) fn select(&self, from: &str, rest: &str) -> String {
        let Self { table, of } = self;
        format!(
            "SELECT {from}.*, {table}.reason AS void_reason, {table}.written_by AS void_by, {table}.written_at AS void_at
               FROM {from} LEFT JOIN {table} ON {table}.{of} = {from}.id {rest}"
        )
    }
}

/// The void of a row that was selected with it.
pub(crate) fn voided(row: &Row<'_>) -> rusqlite::Result<Option<Void>> {
    let Some(reason) = row.get("void_reason")? else { return Ok(None) };
    Ok(Some(Void { reason, by: row.get("void_by")?, at: at(row, "void_at")? }))
}
