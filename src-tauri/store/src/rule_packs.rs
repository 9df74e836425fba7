//! Rule packs, as they judged: those of the practice, and a copy of every shipped one. A replaced version stays.

use chrono::{DateTime, Utc};
use rusqlite::{named_params, params};

use crate::columns::{At, Row, at, at_opt, change, insert as insert_row, row, row_opt, rows};
use crate::{Conn, RulePackId, StaffId, StoreError, Tx};

/// A rule pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulePackRow {
    /// Which row.
    pub id: RulePackId,
    /// Its own id.
    pub pack: String,
    /// Its version.
    pub version: String,
    /// The text, to the byte.
    pub text: String,
    /// SHA-256 of the text, in hexadecimal.
    pub sha256: String,
    /// Whether the practice added it.
    pub of_practice: bool,
    /// When it came.
    pub added_at: DateTime<Utc>,
    /// Who added it; nobody, if it came with the program.
    pub added_by: Option<StaffId>,
    /// When it was put out of force.
    pub removed_at: Option<DateTime<Utc>>,
    /// By whom.
    pub removed_by: Option<StaffId>,
}

/// A rule pack to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRulePack {
    /// Its own id.
    pub pack: String,
    /// Its version.
    pub version: String,
    /// The text.
    pub text: String,
    /// SHA-256 of the text, in hexadecimal.
    pub sha256: String,
    /// Now.
    pub added_at: DateTime<Utc>,
    /// Who adds it; nobody, if it came with the program.
    pub added_by: Option<StaffId>,
}

/// The packs of the practice that are in force, by id.
pub fn in_force(conn: &Conn) -> Result<Vec<RulePackRow>, StoreError> {
    rows(
        conn,
        "SELECT * FROM rule_pack WHERE of_practice = 1 AND removed_at IS NULL ORDER BY pack",
        [],
        from_row,
    )
}

/// Every pack the practice ever added, the oldest first.
pub fn of_practice(conn: &Conn) -> Result<Vec<RulePackRow>, StoreError> {
    rows(conn, "SELECT * FROM rule_pack WHERE of_practice = 1 ORDER BY id", [], from_row)
}

/// One pack.
pub fn by_id(conn: &Conn, id: RulePackId) -> Result<RulePackRow, StoreError> {
    row(conn, "SELECT * FROM rule_pack WHERE id = ?1", [id], from_row)
}

/// The kept copy of a shipped pack.
pub fn shipped(conn: &Conn, sha256: &str) -> Result<Option<RulePackRow>, StoreError> {
    row_opt(conn, "SELECT * FROM rule_pack WHERE sha256 = ?1 AND of_practice = 0", [sha256], from_row)
}

/// Keeps a pack.
pub fn insert(tx: &Tx<'_>, new: &NewRulePack) -> Result<RulePackId, StoreError> {
    insert_row(
        tx,
        "INSERT INTO rule_pack (pack, version, text, sha256, of_practice, added_at, added_by)
         VALUES (:pack, :version, :text, :sha256, :of_practice, :added_at, :added_by)",
        named_params! {
            ":pack": new.pack,
            ":version": new.version,
            ":text": new.text,
            ":sha256": new.sha256,
            ":of_practice": new.added_by.is_some(),
            ":added_at": At(new.added_at),
            ":added_by": new.added_by,
        },
    )
    .map(RulePackId)
}

/// Puts a pack out of force; its text stays.
pub fn remove(tx: &Tx<'_>, id: RulePackId, now: DateTime<Utc>, by: StaffId) -> Result<(), StoreError> {
    change(
        tx,
        "UPDATE rule_pack SET removed_at = ?2, removed_by = ?3 WHERE id = ?1 AND of_practice = 1",
        params![id, At(now), by],
    )
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<RulePackRow> {
    Ok(RulePackRow {
        id: row.get("id")?,
        pack: row.get("pack")?,
        version: row.get("version")?,
        text: row.get("text")?,
        sha256: row.get("sha256")?,
        of_practice: row.get("of_practice")?,
        added_at: at(row, "added_at")?,
        added_by: row.get("added_by")?,
        removed_at: at_opt(row, "removed_at")?,
        removed_by: row.get("removed_by")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{Sample, at};

    fn new(version: &str, by: Option<StaffId>) -> NewRulePack {
        NewRulePack {
            pack: "larch".to_owned(),
            version: version.to_owned(),
            text: format!("version {version}"),
            sha256: format!("sha of {version}"),
            added_at: at("2026-03-02T14:00:00Z"),
            added_by: by,
        }
    }

    #[test]
    fn a_replaced_version_stays_on_record_and_out_of_force() {
        let mut store = Sample::new();
        let nora = store.nora;
        let first = store.write(|tx| insert(tx, &new("1", Some(nora))));
        store.write(|tx| remove(tx, first, at("2026-04-01T14:00:00Z"), nora));
        let second = store.write(|tx| insert(tx, &new("2", Some(nora))));
        let in_force: Vec<_> = store.read(in_force).into_iter().map(|row| row.id).collect();
        assert_eq!(in_force, [second]);
        let all: Vec<_> = store.read(of_practice).into_iter().map(|row| (row.id, row.removed_by)).collect();
        assert_eq!(all, [(first, Some(nora)), (second, None)]);
        assert_eq!(store.read(|conn| by_id(conn, first)).text, "version 1");
    }

    #[test]
    fn one_pack_of_an_id_is_in_force_at_a_time() {
        let mut store = Sample::new();
        let nora = store.nora;
        store.write(|tx| insert(tx, &new("1", Some(nora))));
        store.refused(|tx| insert(tx, &new("2", Some(nora))));
        store.write(|tx| insert(tx, &new("2", None)));
        assert_eq!(store.read(in_force).len(), 1, "a shipped copy is no pack of the practice");
        assert!(store.read(|conn| shipped(conn, "sha of 2")).is_some());
        assert!(store.read(|conn| shipped(conn, "sha of 1")).is_none());
    }

    #[test]
    fn what_judged_is_never_changed_nor_deleted() {
        let mut store = Sample::new();
        let nora = store.nora;
        let id = store.write(|tx| insert(tx, &new("1", Some(nora))));
        for statement in [
            "UPDATE rule_pack SET text = 'other'",
            "DELETE FROM rule_pack",
            "UPDATE rule_set SET packs = '9'",
        ] {
            store.refused(|tx| Ok(tx.execute_batch(statement)?));
        }
        store.write(|tx| remove(tx, id, at("2026-04-01T14:00:00Z"), nora));
        store.refused(|tx| remove(tx, id, at("2026-05-01T14:00:00Z"), nora));
    }
}
