//! What people did last and most often, and which entries were cut off from others.

use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use rusqlite::params;

use super::{EntryRow, from_row, of_staff};
use crate::columns::{At, at, row_opt, rows, run};
use crate::{Conn, EnrollmentId, EntryId, PatientId, StaffId, StoreError, Tx};

/// How an entry came to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenRow {
    /// For whom.
    pub patient_id: PatientId,
    /// First second.
    pub started_at: DateTime<Utc>,
    /// The second after the last.
    pub ended_at: DateTime<Utc>,
    /// When it was written down.
    pub written_at: DateTime<Utc>,
    /// Typed or vouched for, and not measured.
    pub by_hand: bool,
}

impl From<&EntryRow> for WrittenRow {
    fn from(row: &EntryRow) -> Self {
        Self {
            patient_id: row.patient_id,
            started_at: row.started_at,
            ended_at: row.ended_at,
            written_at: row.written_at,
            by_hand: ["typed", "attested"].contains(&row.origin.as_str()),
        }
    }
}

/// How the current entries of a staff member came to be that share at least a moment with `from..to`, in no order: a month
/// of a practice has tens of thousands, and whoever reads through them reads no more than this.
pub fn written_of_staff(
    conn: &Conn,
    staff: StaffId,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Vec<WrittenRow>, StoreError> {
    static SQL: LazyLock<String> = LazyLock::new(|| {
        of_staff(
            "patient_id, started_at, ended_at, written_at, (origin = 'typed' OR origin = 'attested') AS by_hand",
        )
    });
    rows(conn, &SQL, params![staff, At(from), At(to)], |row| {
        Ok(WrittenRow {
            patient_id: row.get("patient_id")?,
            started_at: at(row, "started_at")?,
            ended_at: at(row, "ended_at")?,
            written_at: at(row, "written_at")?,
            by_hand: row.get("by_hand")?,
        })
    })
}

/// The entry whose time ended last of all that a staff member has.
pub fn last_of_staff(conn: &Conn, staff: StaffId) -> Result<Option<EntryRow>, StoreError> {
    row_opt(
        conn,
        "SELECT entry.*
           FROM entry
          WHERE staff_id = ?1
            AND NOT EXISTS (SELECT 1 FROM entry AS newer WHERE newer.replaces_id = entry.id)
            AND NOT EXISTS (SELECT 1 FROM entry_void WHERE entry_void.entry_id = entry.id)
          ORDER BY started_at DESC, id DESC
          LIMIT 1",
        [staff],
        from_row,
    )
}

/// The enrollments a staff member worked for since then, the latest first, a dozen at most.
pub fn recent_enrollments(
    conn: &Conn,
    staff: StaffId,
    since: DateTime<Utc>,
) -> Result<Vec<EnrollmentId>, StoreError> {
    rows(
        conn,
        "SELECT enrollment_id, max(started_at) AS latest
           FROM entry
          WHERE staff_id = ?1
            AND started_at >= ?2
            AND NOT EXISTS (SELECT 1 FROM entry AS newer WHERE newer.replaces_id = entry.id)
            AND NOT EXISTS (SELECT 1 FROM entry_void WHERE entry_void.entry_id = entry.id)
          GROUP BY enrollment_id
          ORDER BY latest DESC
          LIMIT 12",
        params![staff, At(since)],
        |row| row.get("enrollment_id"),
    )
}

/// The version of another entry that this entry, by its first version, was cut off from.
pub fn split_from(conn: &Conn, id: EntryId) -> Result<Option<EntryId>, StoreError> {
    row_opt(conn, "SELECT from_id FROM entry_split WHERE entry_id = ?1", [id], |row| row.get("from_id"))
}

/// What a staff member has done since then and how often, most often first.
pub fn activity_counts(
    conn: &Conn,
    staff: StaffId,
    since: DateTime<Utc>,
) -> Result<Vec<(String, i64)>, StoreError> {
    rows(
        conn,
        "SELECT activity, count(*) AS n
           FROM entry
          WHERE staff_id = ?1
            AND started_at >= ?2
            AND ended_at > ?2
            AND NOT EXISTS (SELECT 1 FROM entry AS newer WHERE newer.replaces_id = entry.id)
            AND NOT EXISTS (SELECT 1 FROM entry_void WHERE entry_void.entry_id = entry.id)
          GROUP BY activity
          ORDER BY n DESC, activity",
        params![staff, At(since)],
        |row| Ok((row.get("activity")?, row.get("n")?)),
    )
}

/// Every activity that an entry or a running timer has.
pub fn activities(conn: &Conn) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT activity FROM entry UNION SELECT activity FROM timer WHERE activity IS NOT NULL";
    rows(conn, sql, [], |row| row.get("activity"))
}

/// Notes that an entry was cut off from a version of another one.
pub fn note_split(tx: &Tx<'_>, id: EntryId, from: EntryId) -> Result<(), StoreError> {
    run(tx, "INSERT INTO entry_split (entry_id, from_id) VALUES (?1, ?2)", params![id, from])
}
