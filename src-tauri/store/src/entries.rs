//! Recorded time. Nothing is overwritten: a correction is a new row that replaces an old one, a void is a row beside it.

use std::sync::LazyLock;

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{named_params, params};

mod habits;
mod worked;

pub use habits::{
    WrittenRow, activities, activity_counts, last_of_staff, note_split, recent_enrollments, split_from,
    written_of_staff,
};
pub use worked::{Meanwhile, PatientTime, WorkRow, of_staff_meanwhile, time_of_patient};

use crate::columns::{At, Day, Row, at, at_opt, day, insert as insert_row, row, row_opt, rows, run};
use crate::ids::{debug_is_id, debug_is_name};
use crate::{Conn, EnrollmentId, EntryId, PatientId, StaffId, StoreError, Tx};

/// One version of an entry.
#[derive(Clone, PartialEq, Eq)]
pub struct EntryRow {
    /// Which version of which entry.
    pub id: EntryId,
    /// For whom.
    pub patient_id: PatientId,
    /// For which enrollment.
    pub enrollment_id: EnrollmentId,
    /// By whom.
    pub staff_id: StaffId,
    /// First second.
    pub started_at: DateTime<Utc>,
    /// The second after the last.
    pub ended_at: DateTime<Utc>,
    /// The practice's zone when this was written.
    pub time_zone: String,
    /// Local day of the start, fixed when this was written.
    pub service_date: NaiveDate,
    /// Slug of what was done.
    pub activity: String,
    /// What was noted.
    pub note: String,
    /// `timed`, `typed`, `attested` or `recovered`.
    pub origin: String,
    /// Whether it was part of a visit that is billed by itself.
    pub part_of_visit: bool,
    /// The version this one replaces.
    pub replaces_id: Option<EntryId>,
    /// Why it was corrected; there if it replaces one.
    pub reason: Option<String>,
    /// Who wrote it down.
    pub written_by: StaffId,
    /// When it was written down.
    pub written_at: DateTime<Utc>,
}

/// A version of an entry to add.
#[derive(Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// For whom.
    pub patient_id: PatientId,
    /// For which enrollment.
    pub enrollment_id: EnrollmentId,
    /// By whom.
    pub staff_id: StaffId,
    /// First second.
    pub started_at: DateTime<Utc>,
    /// The second after the last.
    pub ended_at: DateTime<Utc>,
    /// The practice's zone now.
    pub time_zone: String,
    /// Local day of the start.
    pub service_date: NaiveDate,
    /// Slug of what was done.
    pub activity: String,
    /// What was noted.
    pub note: String,
    /// `timed`, `typed`, `attested` or `recovered`.
    pub origin: String,
    /// Whether it was part of a visit that is billed by itself.
    pub part_of_visit: bool,
    /// The version this one replaces.
    pub replaces_id: Option<EntryId>,
    /// Why it is corrected; there if it replaces one.
    pub reason: Option<String>,
    /// Who writes it down.
    pub written_by: StaffId,
    /// Now.
    pub written_at: DateTime<Utc>,
}

/// An entry that was taken back without another in its place.
#[derive(Clone, PartialEq, Eq)]
pub struct VoidRow {
    /// Which version was taken back.
    pub entry_id: EntryId,
    /// Why.
    pub reason: String,
    /// By whom.
    pub written_by: StaffId,
    /// When.
    pub written_at: DateTime<Utc>,
}

/// The longest entry the table takes, in seconds: two days, far past the four hours after which the rules count nothing
/// (172,800,000 ms in the statements below). It bounds how far back a search for overlaps must look.
pub const LONGEST_S: i64 = 172_800;
const LONGEST_MS: i64 = LONGEST_S * 1_000;

/// Entries of more than twenty minutes have an index of their own: of the others none that meets a moment began earlier than that. Work
/// for one patient seldom takes so long, and a day's entries of its staff are many.
const LONG_MS: i64 = 1_200_000;

/// No newer version, and not taken back.
fn current(entry: &str) -> String {
    format!(
        "NOT EXISTS (SELECT 1 FROM entry AS newer WHERE newer.replaces_id = {entry}.id)
         AND NOT EXISTS (SELECT 1 FROM entry_void WHERE entry_void.entry_id = {entry}.id)"
    )
}

/// One version of an entry, and whether it was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryVersion {
    /// The version.
    pub row: EntryRow,
    /// Its void, if it was taken back.
    pub voided: Option<VoidRow>,
    /// How far the wall clock leapt while it was timed, in milliseconds; 0 when it did not.
    pub clock_jump_ms: i64,
}

debug_is_id!(EntryRow);
debug_is_name!(NewEntry);

impl std::fmt::Debug for VoidRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Void({})", self.entry_id.get())
    }
}

/// Current entries of a patient that share at least a moment with `from..to`, by start.
pub fn current_of_patient(
    conn: &Conn,
    patient: PatientId,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Vec<EntryRow>, StoreError> {
    rows(conn, &of_patient("entry.*"), params![patient, At(from), At(to)], from_row)
}

/// What of the current entries of a patient that share at least a moment with a time.
fn of_patient(what: &str) -> String {
    format!(
        "SELECT {what}
           FROM entry
          WHERE patient_id = ?1
            AND started_at < ?3
            AND started_at > ?2 - {LONGEST_MS}
            AND ended_at > ?2
            AND {}
          ORDER BY started_at, id",
        current("entry")
    )
}

/// Current entries of a staff member that share at least a moment with `from..to`, by start.
pub fn current_of_staff(
    conn: &Conn,
    staff: StaffId,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Vec<EntryRow>, StoreError> {
    let sql = of_staff("entry.*") + " ORDER BY started_at, id";
    rows(conn, &sql, params![staff, At(from), At(to)], from_row)
}

/// The patients of those entries, one for each.
pub fn patients_of_staff(
    conn: &Conn,
    staff: StaffId,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Vec<PatientId>, StoreError> {
    static SQL: LazyLock<String> = LazyLock::new(|| of_staff("patient_id"));
    rows(conn, &SQL, params![staff, At(from), At(to)], |row| row.get("patient_id"))
}

/// What of the current entries of a staff member that share at least a moment with a time.
fn of_staff(what: &str) -> String {
    let sharing = |long: &str, back: i64| {
        format!(
            "SELECT {what}
               FROM entry
              WHERE staff_id = ?1
                AND started_at < ?3
                AND started_at > ?2 - {back}
                AND ended_at > ?2
                AND ended_at - started_at {long} {LONG_MS}
                AND {}",
            current("entry")
        )
    };
    format!("{} UNION ALL {}", sharing(">", LONGEST_MS), sharing("<=", LONG_MS))
}

/// One version, current or not.
pub fn by_id(conn: &Conn, id: EntryId) -> Result<EntryRow, StoreError> {
    row(conn, "SELECT * FROM entry WHERE id = ?1", [id], from_row)
}

/// One version, if it has been neither replaced nor voided.
pub fn current_by_id(conn: &Conn, id: EntryId) -> Result<EntryRow, StoreError> {
    row(
        conn,
        "SELECT entry.*
           FROM entry
          WHERE id = ?1
            AND NOT EXISTS (SELECT 1 FROM entry AS newer WHERE newer.replaces_id = entry.id)
            AND NOT EXISTS (SELECT 1 FROM entry_void WHERE entry_void.entry_id = entry.id)",
        [id],
        from_row,
    )
}

/// Notes, once, that the wall clock leapt while the entry was timed.
pub fn note_clock_jump(tx: &Tx<'_>, id: EntryId, jump_ms: i64) -> Result<(), StoreError> {
    run(tx, "INSERT INTO entry_clock_jump (entry_id, jump_ms) VALUES (?1, ?2)", params![id, jump_ms])
}

/// By how many milliseconds the wall clock leapt while a version ran; 0: by none.
pub fn clock_jump(conn: &Conn, id: EntryId) -> Result<i64, StoreError> {
    let found =
        row_opt(conn, "SELECT jump_ms FROM entry_clock_jump WHERE entry_id = ?1", [id], |row| row.get(0))?;
    Ok(found.unwrap_or(0))
}

/// Every version of the entry that this is a version of, oldest first. No versions means no such entry.
pub fn history(conn: &Conn, id: EntryId) -> Result<Vec<EntryVersion>, StoreError> {
    rows(
        conn,
        "WITH RECURSIVE
           back (id, replaces_id) AS (
             SELECT id, replaces_id FROM entry WHERE id = ?1
             UNION ALL
             SELECT entry.id, entry.replaces_id FROM entry JOIN back ON entry.id = back.replaces_id
           ),
           chain (id) AS (
             SELECT id FROM back WHERE replaces_id IS NULL
             UNION ALL
             SELECT entry.id FROM entry JOIN chain ON entry.replaces_id = chain.id
           )
         SELECT entry.*, entry_void.reason AS void_reason, entry_void.written_by AS void_by,
                entry_void.written_at AS void_at, coalesce(jump_ms, 0) AS clock_jump_ms
           FROM chain
           JOIN entry ON entry.id = chain.id
           LEFT JOIN entry_void ON entry_void.entry_id = entry.id
           LEFT JOIN entry_clock_jump ON entry_clock_jump.entry_id = entry.id
          ORDER BY chain.id",
        [id],
        version_from_row,
    )
}

/// Every version of every entry of which some version was this patient's within `from..to`; the versions of one entry
/// stand together, oldest first. A version that was moved to another patient is among them.
pub fn history_of_patient(
    conn: &Conn,
    patient: PatientId,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Vec<EntryVersion>, StoreError> {
    rows(
        conn,
        "WITH RECURSIVE
           back (id, replaces_id) AS (
             SELECT id, replaces_id
               FROM entry
              WHERE patient_id = ?1 AND started_at < ?3 AND started_at > ?2 - 172800000 AND ended_at > ?2
             UNION
             SELECT entry.id, entry.replaces_id FROM entry JOIN back ON entry.id = back.replaces_id
           ),
           chain (first, id) AS (
             SELECT id, id FROM back WHERE replaces_id IS NULL
             UNION ALL
             SELECT chain.first, entry.id FROM entry JOIN chain ON entry.replaces_id = chain.id
           )
         SELECT entry.*, entry_void.reason AS void_reason, entry_void.written_by AS void_by,
                entry_void.written_at AS void_at, coalesce(jump_ms, 0) AS clock_jump_ms
           FROM chain
           JOIN entry ON entry.id = chain.id
           LEFT JOIN entry_void ON entry_void.entry_id = entry.id
           LEFT JOIN entry_clock_jump ON entry_clock_jump.entry_id = entry.id
          ORDER BY chain.first, chain.id",
        params![patient, At(from), At(to)],
        version_from_row,
    )
}

/// Adds a version: a new entry, or the correction of one.
pub fn insert(tx: &Tx<'_>, new: &NewEntry) -> Result<EntryId, StoreError> {
    insert_row(
        tx,
        "INSERT INTO entry (patient_id, enrollment_id, staff_id, started_at, ended_at, time_zone, service_date,
                            activity, note, origin, part_of_visit, replaces_id, reason, written_by, written_at)
         VALUES (:patient_id, :enrollment_id, :staff_id, :started_at, :ended_at, :time_zone, :service_date,
                 :activity, :note, :origin, :part_of_visit, :replaces_id, :reason, :written_by, :written_at)",
        named_params! {
            ":patient_id": new.patient_id,
            ":enrollment_id": new.enrollment_id,
            ":staff_id": new.staff_id,
            ":started_at": At(new.started_at),
            ":ended_at": At(new.ended_at),
            ":time_zone": new.time_zone,
            ":service_date": Day(new.service_date),
            ":activity": new.activity,
            ":note": new.note,
            ":origin": new.origin,
            ":part_of_visit": new.part_of_visit,
            ":replaces_id": new.replaces_id,
            ":reason": new.reason,
            ":written_by": new.written_by,
            ":written_at": At(new.written_at),
        },
    )
    .map(EntryId)
}

/// Takes an entry back.
pub fn void(tx: &Tx<'_>, void: &VoidRow) -> Result<(), StoreError> {
    run(
        tx,
        "INSERT INTO entry_void (entry_id, reason, written_by, written_at)
         VALUES (:entry_id, :reason, :written_by, :written_at)",
        named_params! {
            ":entry_id": void.entry_id,
            ":reason": void.reason,
            ":written_by": void.written_by,
            ":written_at": At(void.written_at),
        },
    )
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<EntryRow> {
    Ok(EntryRow {
        id: row.get("id")?,
        patient_id: row.get("patient_id")?,
        enrollment_id: row.get("enrollment_id")?,
        staff_id: row.get("staff_id")?,
        started_at: at(row, "started_at")?,
        ended_at: at(row, "ended_at")?,
        time_zone: row.get("time_zone")?,
        service_date: day(row, "service_date")?,
        activity: row.get("activity")?,
        note: row.get("note")?,
        origin: row.get("origin")?,
        part_of_visit: row.get("part_of_visit")?,
        replaces_id: row.get("replaces_id")?,
        reason: row.get("reason")?,
        written_by: row.get("written_by")?,
        written_at: at(row, "written_at")?,
    })
}

fn version_from_row(row: &Row<'_>) -> rusqlite::Result<EntryVersion> {
    let entry = from_row(row)?;
    let voided = match at_opt(row, "void_at")? {
        None => None,
        Some(written_at) => Some(VoidRow {
            entry_id: entry.id,
            reason: row.get("void_reason")?,
            written_by: row.get("void_by")?,
            written_at,
        }),
    };
    Ok(EntryVersion { row: entry, voided, clock_jump_ms: row.get("clock_jump_ms")? })
}

#[cfg(test)]
mod tests;
