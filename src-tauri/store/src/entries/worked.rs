//! What the rules need of entries: the time of a patient, and what the same people did for others meanwhile.

use std::collections::BTreeMap;
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

debug_is_id!(WorkRow);

fn columns(entry: &str) -> String {
    ["id", "enrollment_id", "staff_id", "started_at", "ended_at", "activity", "part_of_visit"]
        .map(|column| format!("{entry}.{column}"))
        .join(", ")
}

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

// Texts of a thousand characters: put together once.
static OF_PATIENT: LazyLock<String> = LazyLock::new(|| of_patient(&columns("entry")));
static MEANWHILE: LazyLock<String> = LazyLock::new(meanwhile);

/// As `current_of_patient`, of each what the rules need.
pub fn work_of_patient(
    conn: &Conn,
    patient: PatientId,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Vec<WorkRow>, StoreError> {
    rows(conn, &OF_PATIENT, params![patient, At(from), At(to)], from_row)
}

/// Current entries of other patients that share at least a moment of `from..to` with a current entry of this patient by
/// the same staff member; by id.
pub fn of_others_meanwhile(
    conn: &Conn,
    patient: PatientId,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Vec<WorkRow>, StoreError> {
    let found = rows(conn, &MEANWHILE, params![patient, At(from), At(to)], from_row)?;
    let by_id: BTreeMap<_, _> = found.into_iter().map(|row| (row.id, row)).collect();
    Ok(by_id.into_values().collect())
}

fn meanwhile() -> String {
    let meeting = |long: &str, back: i64| {
        format!(
            "SELECT {}
               FROM mine
               CROSS JOIN entry AS other
                 ON other.staff_id = mine.staff_id
                AND other.started_at < mine.ended
                AND other.started_at > mine.began - {back}
                AND other.ended_at > mine.began
                AND other.ended_at - other.started_at {long} {LONG_MS}
              WHERE other.patient_id <> ?1
                AND {}",
            columns("other"),
            current("other")
        )
    };
    // Once for each of the patient's entries that it meets; told apart here, since SQLite would build a table for that.
    format!(
        "WITH mine AS MATERIALIZED (
           SELECT staff_id, max(started_at, ?2) AS began, min(ended_at, ?3) AS ended
             FROM entry
            WHERE patient_id = ?1
              AND started_at < ?3
              AND started_at > ?2 - {LONGEST_MS}
              AND ended_at > ?2
              AND {})
         {} UNION ALL {}",
        current("entry"),
        meeting(">", LONGEST_MS),
        meeting("<=", LONG_MS)
    )
}
