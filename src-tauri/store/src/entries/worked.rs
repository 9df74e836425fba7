//! What the rules need of entries: the time of a patient, and what the same people did for others meanwhile.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use rusqlite::params;

use super::{LONG_MS, LONGEST_MS, current};
use crate::columns::{At, Row, at, rows};
use crate::ids::debug_is_id;
use crate::{Conn, EnrollmentId, EntryId, PatientId, StaffId, StoreError};

/// What the rules need of a current entry.
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

/// What the rules need of the time of a patient.
#[derive(Debug, Default)]
pub struct PatientTime {
    /// The patient's current entries, as far as they share a moment with the time: the earliest first.
    pub work: Vec<WorkRow>,
    /// What shares a moment of the time with one of them by the same staff member, and is another patient's.
    pub others: BTreeSet<Meanwhile>,
}

/// Talks and services have a day at most: a check of their tables.
const DAY_MS: i64 = 86_400_000;

// Texts of a thousand characters: put together once.
static OF_PATIENT: LazyLock<String> = LazyLock::new(of_patient);
static OF_STAFF: LazyLock<String> =
    LazyLock::new(|| format!("WITH mine (staff_id, began, ended) AS (VALUES (?4, ?2, ?3)) {}", others("")));

/// The time of a patient in `from..to`. A month has thousands of entries, and a stop reads those of its patient: once, for
/// themselves and for what they are compared with.
pub fn time_of_patient(
    conn: &Conn,
    patient: PatientId,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<PatientTime, StoreError> {
    let mut time = PatientTime::default();
    rows(conn, &OF_PATIENT, params![patient, At(from), At(to)], |row| {
        match row.get("id")? {
            Some(id) => time.work.push(own(row, id)?),
            None => {
                time.others.insert(shared(row)?);
            }
        }
        Ok(())
    })?;
    time.work.sort_by_key(|row| (row.started_at, row.id));
    Ok(time)
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

fn own(row: &Row<'_>, id: EntryId) -> rusqlite::Result<WorkRow> {
    Ok(WorkRow {
        id,
        enrollment_id: row.get("enrollment_id")?,
        staff_id: row.get("staff_id")?,
        started_at: at(row, "started_at")?,
        ended_at: at(row, "ended_at")?,
        activity: row.get("activity")?,
        part_of_visit: row.get("part_of_visit")?,
    })
}

fn shared(row: &Row<'_>) -> rusqlite::Result<Meanwhile> {
    Ok(Meanwhile {
        staff_id: row.get("staff_id")?,
        started_at: at(row, "started_at")?,
        ended_at: at(row, "ended_at")?,
    })
}

/// The patient's own current entries, as far as they lie in the time, and what is of others meanwhile, which has no number.
fn of_patient() -> String {
    let columns = "id, enrollment_id, activity, part_of_visit, staff_id, started_at, ended_at";
    format!(
        "WITH mine AS MATERIALIZED (
           SELECT {columns}, max(started_at, ?2) AS began, min(ended_at, ?3) AS ended
             FROM entry
            WHERE patient_id = ?1
              AND started_at < ?3
              AND started_at > ?2 - {LONGEST_MS}
              AND ended_at > ?2
              AND {}
         )
         SELECT {columns} FROM mine UNION ALL {}",
        current("entry"),
        others("NULL, NULL, NULL, NULL, ")
    )
}

/// What is not this patient's (?1) and shares a moment with time that is: of entries long and short, of talks, of services.
fn others(before: &str) -> String {
    let sharing = |table: &str, staff: &str, back: i64, only: &str| {
        format!(
            "SELECT {before}other.{staff} AS staff_id, other.started_at, other.ended_at
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
        entries(">", LONGEST_MS),
        entries("<=", LONG_MS),
        sharing("planning_talk", "practitioner_id", DAY_MS, &standing("planning_talk_void", "talk_id")),
        sharing("own_service", "staff_id", DAY_MS, &standing("own_service_void", "service_id")),
    ]
    .join(" UNION ALL ")
}
