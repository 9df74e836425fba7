//! Running timers: a timer is a row from its first second, so that a crash loses nothing.

use chrono::{DateTime, Utc};
use rusqlite::functions::FunctionFlags;
use rusqlite::{named_params, params};
use sha2::{Digest, Sha256};

use crate::catalog::Sha;
use crate::columns::{At, Row, at, change, insert as insert_row, row, row_opt, rows, run};
use crate::ids::{debug_is_id, debug_is_name};
use crate::{Conn, EnrollmentId, StaffId, StoreError, TimerId, Tx};

/// Why a timer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Away {
    /// The program was gone.
    NoHeartbeat,
    /// The computer slept.
    Suspend,
    /// Its screen was locked.
    Lock,
    /// Nobody touched it.
    Idle,
}

impl Away {
    const ALL: [(Self, i64, &'static str); 4] = [
        (Self::NoHeartbeat, 1, "no_heartbeat"),
        (Self::Suspend, 2, "suspend"),
        (Self::Lock, 3, "lock"),
        (Self::Idle, 4, "idle"),
    ];

    /// Its word.
    pub fn slug(self) -> &'static str {
        Self::ALL.iter().find(|(away, _, _)| *away == self).map_or("idle", |(_, _, slug)| slug)
    }

    fn number(self) -> i64 {
        Self::ALL.iter().find(|(away, _, _)| *away == self).map_or(1, |(_, number, _)| *number)
    }

    fn of(number: i64) -> Option<Self> {
        Self::ALL.iter().find(|(_, known, _)| *known == number).map(|(away, _, _)| *away)
    }
}

/// A timer; a staff member has at most one that is not paused.
#[derive(Clone, PartialEq, Eq)]
pub struct TimerRow {
    /// Which timer.
    pub id: TimerId,
    /// Whose.
    pub staff_id: StaffId,
    /// For which enrollment.
    pub enrollment_id: EnrollmentId,
    /// What is being done, once somebody has said.
    pub activity: Option<String>,
    /// What was noted so far.
    pub note: String,
    /// When it was started.
    pub started_at: DateTime<Utc>,
    /// The last proof that it ran.
    pub heartbeat_at: DateTime<Utc>,
    /// It stands at its last proof until its owner is back, and why.
    pub away: Option<Away>,
    /// The largest leap of the wall clock while it ran, in milliseconds; 0 when there was none.
    pub clock_jump_ms: i64,
    /// Its place in the pile of timers that wait for another one to end.
    pub paused: Option<i64>,
    /// Goes on without hand or eye: its owner is on the phone.
    pub phone: bool,
}

/// A timer to start.
#[derive(Clone, PartialEq, Eq)]
pub struct NewTimer {
    /// Whose.
    pub staff_id: StaffId,
    /// For which enrollment.
    pub enrollment_id: EnrollmentId,
    /// What is being done, once somebody has said.
    pub activity: Option<String>,
    /// What was noted so far.
    pub note: String,
    /// When it was started.
    pub started_at: DateTime<Utc>,
    /// The last proof that it ran; not before its start.
    pub heartbeat_at: DateTime<Utc>,
}

debug_is_id!(TimerRow);
debug_is_name!(NewTimer);

/// The running timer of a staff member.
pub fn of_staff(conn: &Conn, staff: StaffId) -> Result<Option<TimerRow>, StoreError> {
    row_opt(conn, "SELECT * FROM timer WHERE staff_id = ?1 AND paused IS NULL", [staff], from_row)
}

/// The paused timers of a staff member; the one that comes back first is first.
pub fn paused_of_staff(conn: &Conn, staff: StaffId) -> Result<Vec<TimerRow>, StoreError> {
    rows(
        conn,
        "SELECT * FROM timer WHERE staff_id = ?1 AND paused IS NOT NULL ORDER BY paused DESC",
        [staff],
        from_row,
    )
}

/// Every running timer, the longest running first.
pub fn all(conn: &Conn) -> Result<Vec<TimerRow>, StoreError> {
    rows(conn, "SELECT * FROM timer WHERE paused IS NULL ORDER BY started_at, id", [], from_row)
}

/// Every timer there is, running or paused.
pub fn running_and_paused(conn: &Conn) -> Result<Vec<TimerRow>, StoreError> {
    rows(conn, "SELECT * FROM timer ORDER BY staff_id, paused DESC, id", [], from_row)
}

/// One timer.
pub fn by_id(conn: &Conn, id: TimerId) -> Result<TimerRow, StoreError> {
    row(conn, "SELECT * FROM timer WHERE id = ?1", [id], from_row)
}

/// Starts a timer.
pub fn insert(tx: &Tx<'_>, new: &NewTimer) -> Result<TimerId, StoreError> {
    insert_row(
        tx,
        "INSERT INTO timer (staff_id, enrollment_id, activity, note, started_at, heartbeat_at, proof)
         VALUES (:staff_id, :enrollment_id, :activity, :note, :started_at, :heartbeat_at,
                 timer_proof(:staff_id, :started_at, :heartbeat_at, 0))",
        named_params! {
            ":staff_id": new.staff_id,
            ":enrollment_id": new.enrollment_id,
            ":activity": new.activity,
            ":note": new.note,
            ":started_at": At(new.started_at),
            ":heartbeat_at": At(new.heartbeat_at),
        },
    )
    .map(TimerId)
}

/// Says what is being done.
pub fn set_activity(tx: &Tx<'_>, id: TimerId, activity: Option<&str>) -> Result<(), StoreError> {
    change(tx, "UPDATE timer SET activity = ?2 WHERE id = ?1", params![id, activity])
}

/// Writes the note.
pub fn set_note(tx: &Tx<'_>, id: TimerId, note: &str) -> Result<(), StoreError> {
    change(tx, "UPDATE timer SET note = ?2 WHERE id = ?1", params![id, note])
}

/// Says for which enrollment it runs.
pub fn set_enrollment(tx: &Tx<'_>, id: TimerId, enrollment: EnrollmentId) -> Result<(), StoreError> {
    change(tx, "UPDATE timer SET enrollment_id = ?2 WHERE id = ?1", params![id, enrollment])
}

/// Turns the phone on or off for the open stretch.
pub fn set_phone(tx: &Tx<'_>, id: TimerId, phone: bool) -> Result<(), StoreError> {
    change(tx, "UPDATE timer SET phone = ?2 WHERE id = ?1", params![id, phone])
}

/// Puts a timer on the pile, or takes it off.
pub fn set_paused(tx: &Tx<'_>, id: TimerId, paused: Option<i64>) -> Result<(), StoreError> {
    change(tx, "UPDATE timer SET paused = ?2 WHERE id = ?1", params![id, paused])
}

/// Opens a stretch from this moment on: the timer runs.
pub fn open_stretch(tx: &Tx<'_>, id: TimerId, started_at: DateTime<Utc>) -> Result<(), StoreError> {
    change(
        tx,
        "UPDATE timer
            SET started_at = ?2, heartbeat_at = ?2, interrupted = 0, proof = timer_proof(staff_id, ?2, ?2, 0)
          WHERE id = ?1",
        params![id, At(started_at)],
    )
}

/// Notes that a timer, if it was not interrupted, was running at this moment; an earlier moment changes nothing.
pub fn beat(tx: &Tx<'_>, id: TimerId, at: DateTime<Utc>) -> Result<(), StoreError> {
    run(
        tx,
        "UPDATE timer SET heartbeat_at = ?2, proof = timer_proof(staff_id, started_at, ?2, interrupted)
          WHERE id = ?1 AND heartbeat_at < ?2 AND interrupted = 0",
        params![id, At(at)],
    )
}

/// Notes at every running timer that the wall clock leapt by so many milliseconds; of two leaps the larger stays.
pub fn note_clock_jump(tx: &Tx<'_>, jump_ms: i64) -> Result<(), StoreError> {
    run(
        tx,
        "UPDATE timer SET clock_jump_ms = ?1
          WHERE interrupted = 0 AND paused IS NULL AND abs(clock_jump_ms) < abs(?1)",
        params![jump_ms],
    )
}

/// A timer that takes another one's place ran through the same leap of the wall clock; a larger one of its own stays.
pub fn set_clock_jump(tx: &Tx<'_>, id: TimerId, jump_ms: i64) -> Result<(), StoreError> {
    run(
        tx,
        "UPDATE timer SET clock_jump_ms = ?2 WHERE id = ?1 AND abs(clock_jump_ms) < abs(?2)",
        params![id, jump_ms],
    )
}

/// A timer stands from now on, at this moment: nothing that a heartbeat said of the time after it holds.
pub fn stand(tx: &Tx<'_>, id: TimerId, at: DateTime<Utc>, away: Away) -> Result<(), StoreError> {
    change(
        tx,
        "UPDATE timer
            SET interrupted = ?3, heartbeat_at = max(started_at, ?2),
                proof = timer_proof(staff_id, started_at, max(started_at, ?2), ?3)
          WHERE id = ?1",
        params![id, At(at), away.number()],
    )
}

/// Every running timer stands at its last proof: the program was gone.
pub fn interrupt_all(tx: &Tx<'_>) -> Result<(), StoreError> {
    run(
        tx,
        "UPDATE timer SET interrupted = 1, proof = timer_proof(staff_id, started_at, heartbeat_at, 1)
          WHERE interrupted = 0 AND paused IS NULL",
        [],
    )
}

/// Ends a timer. Few have parts, and to take away rows that may be many costs ten times as much as to look.
pub fn remove(tx: &Tx<'_>, id: TimerId) -> Result<(), StoreError> {
    if row(tx, "SELECT EXISTS (SELECT 1 FROM timer_part WHERE timer_id = ?1)", [id], |row| row.get(0))? {
        run(tx, "DELETE FROM timer_part WHERE timer_id = ?1", [id])?;
    }
    change(tx, "DELETE FROM timer WHERE id = ?1", [id])
}

/// Gives a connection the function with which heartbeats are proven: they come without an audit line of their own.
pub(crate) fn add_proof(conn: &Conn) -> Result<(), StoreError> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    conn.create_scalar_function("timer_proof", 4, flags | FunctionFlags::SQLITE_DIRECTONLY, |timer| {
        Ok(proof([timer.get(0)?, timer.get(1)?, timer.get(2)?, timer.get(3)?]))
    })?;
    Ok(())
}

/// SHA-256 of whose timer it is, its start, its last heartbeat, and whether it was interrupted.
fn proof(parts: [i64; 4]) -> Sha {
    let mut sha = Sha256::new_with_prefix(b"caretally/timer/v1\0");
    parts.iter().for_each(|part| sha.update(part.to_be_bytes()));
    sha.finalize().into()
}

/// The timers whose heartbeat was not written by this program.
pub(crate) fn broken_proofs(conn: &Conn) -> Result<Vec<i64>, StoreError> {
    let all = rows(
        conn,
        "SELECT id, staff_id, started_at, heartbeat_at, interrupted, proof FROM timer ORDER BY id",
        [],
        |row| {
            let kept: Vec<u8> = row.get("proof")?;
            let proven = proof([row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?]);
            Ok((row.get("id")?, kept == proven))
        },
    )?;
    Ok(all.into_iter().filter(|(_, sound)| !sound).map(|(id, _)| id).collect())
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<TimerRow> {
    Ok(TimerRow {
        id: row.get("id")?,
        staff_id: row.get("staff_id")?,
        enrollment_id: row.get("enrollment_id")?,
        activity: row.get("activity")?,
        note: row.get("note")?,
        started_at: at(row, "started_at")?,
        heartbeat_at: at(row, "heartbeat_at")?,
        away: Away::of(row.get("interrupted")?),
        clock_jump_ms: row.get("clock_jump_ms")?,
        paused: row.get("paused")?,
        phone: row.get("phone")?,
    })
}

#[cfg(test)]
mod tests;
