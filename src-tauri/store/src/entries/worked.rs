//! What the rules need of entries: the time of a patient, and what the same people did for others meanwhile.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use rusqlite::params;

use super::{LONG_MS, LONGEST_MS, current, of_patient};
use crate::columns::{At, Row, at, rows};
use crate::ids::debug_is_id;
use crate::{Conn, EnrollmentId, EntryId, PatientId, StaffId, StoreError};

/// What the rules need of a current entry. A month has thousands, and a stop reads those of its patient.
#[derive(Clone, PartialEq, Eq)]
pub struct WorkRow {
    /// Which version of which entry.
    pub id: EntryId,
    /// For which enrollment.
    pub enrollment_id: EnrollmentId,
    /// By whom.
    pub staff_id: StaffId,
    /// First second.
    pub started_at: DateTime<Utc>,
    /// The second after the last.
    pub ended_at: DateTime<Utc>,
    /// Slug of what was done.
    pub activity: String,
    /// Whether it was part of a visit that is billed by itself.
    pub part_of_visit: bool,
}

/// Time of somebody that belongs to another patient: of a current entry, of a planning talk, of a service that has minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Meanwhile {
    /// Whose time.
    pub staff_id: StaffId,
    /// First second.
    pub started_at: DateTime<Utc>,
    /// The second after the last.
    pub ended_at: DateTime<Utc>,
}

debug_is_id!(WorkRow);

const COLUMNS: &str = "id, enrollment_id, staff_id, started_at, ended_at, activity, part_of_visit";

fn from_row(row: &Row<'_>) -> rusqlite::Result<WorkRow> {
    Ok(WorkRow {
        id: row.get("id")?,
        enrollment_id: row.get("enrollment_id")?,
        staff_id: row.get("staff_id")?,
        started_at: at(row, "started_at")?,
        ended_at: at(row, "ended_at")?,
        activity: row.get("activity")?,
        part_of_visit: row.get("part_of_visit")?,
    })
}

/// Talks and services have a day at most: a check of their tables.
const DAY_MS: i64 = 86_400_000;

// Texts of a thousand characters: put together once.
static OF_PATIENT: LazyLock<String> = LazyLock::new(|| of_patient(COLUMNS));
static OF_OTHERS: LazyLock<String> = LazyLock::new(|| meanwhile(&of_entries()));
static OF_STAFF: LazyLock<String> = LazyLock::new(|| meanwhile("VALUES (?4, ?2, ?3)"));

/// As `current_of_patient`, of each what the rules need.
pub fn work_of_patient(
    conn: &Conn,
    patient: PatientId,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Vec<WorkRow>, StoreError> {
    rows(conn, &OF_PATIENT, params![patient, At(from), At(to)], from_row)
}

/// What shares at least a moment of `from..to` with a current entry of this patient by the same staff member, and is another's.
pub fn of_others_meanwhile(
    conn: &Conn,
    patient: PatientId,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<BTreeSet<Meanwhile>, StoreError> {
    let found = rows(conn, &OF_OTHERS, params![patient, At(from), At(to)], shared)?;
    Ok(found.into_iter().collect())
}

/// What of a staff member's time in `from..to` is another patient's.
pub fn of_staff_meanwhile(
    conn: &Conn,
    staff: StaffId,
    patient: PatientId,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<BTreeSet<Meanwhile>, StoreError> {
    let found = rows(conn, &OF_STAFF, params![patient, At(from), At(to), staff], shared)?;
    Ok(found.into_iter().collect())
}

fn shared(row: &Row<'_>) -> rusqlite::Result<Meanwhile> {
    Ok(Meanwhile {
        staff_id: row.get("staff_id")?,
        started_at: at(row, "started_at")?,
        ended_at: at(row, "ended_at")?,
    })
}

/// The patient's own current entries, as far as they lie in the time.
fn of_entries() -> String {
    format!(
        "SELECT staff_id, max(started_at, ?2), min(ended_at, ?3)
           FROM entry
          WHERE patient_id = ?1
            AND started_at < ?3
            AND started_at > ?2 - {LONGEST_MS}
            AND ended_at > ?2
            AND {}",
        current("entry")
    )
}

/// What is not this patient's (?1) and shares a moment with time that is: of entries long and short, of talks, of services.
fn meanwhile(mine: &str) -> String {
    let sharing = |table: &str, staff: &str, back: i64, only: &str| {
        format!(
            "SELECT other.{staff} AS staff_id, other.started_at, other.ended_at
               FROM mine
               CROSS JOIN {table} AS other
                 ON other.{staff} = mine.staff_id
                AND other.started_at < mine.ended
                AND other.started_at > mine.began - {back}
                AND other.ended_at > mine.began
              WHERE other.patient_id <> ?1
                AND {only}"
        )
    };
    let entries = |long: &str, back: i64| {
        let only = format!("other.ended_at - other.started_at {long} {LONG_MS} AND {}", current("other"));
        sharing("entry", "staff_id", back, &only)
    };
    let standing = |void: &str, of: &str| format!("NOT EXISTS (SELECT 1 FROM {void} WHERE {of} = other.id)");
    [
        format!("WITH mine (staff_id, began, ended) AS MATERIALIZED ({mine}) {}", entries(">", LONGEST_MS)),
        entries("<=", LONG_MS),
        sharing("planning_talk", "practitioner_id", DAY_MS, &standing("planning_talk_void", "talk_id")),
        sharing("own_service", "staff_id", DAY_MS, &standing("own_service_void", "service_id")),
    ]
    .join(" UNION ALL ")
}
