//! Running timers: a timer is a row from its first second, so that a crash loses nothing.

use chrono::{DateTime, Utc};
use rusqlite::functions::FunctionFlags;
use rusqlite::{Row, named_params, params};
use sha2::{Digest, Sha256};

use crate::catalog::Sha;
use crate::columns::{At, at, change, insert as insert_row, row, row_opt, rows, run};
use crate::ids::{debug_is_id, debug_is_name};
use crate::{Conn, EnrollmentId, StaffId, StoreError, TimerId, Tx};

/// A running timer; a staff member has at most one.
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
    /// Left by a crash or a sleep: it stands at its last proof until its owner answers.
    pub interrupted: bool,
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
    row_opt(conn, "SELECT * FROM timer WHERE staff_id = ?1", [staff], from_row)
}

/// Every running timer, the longest running first.
pub fn all(conn: &Conn) -> Result<Vec<TimerRow>, StoreError> {
    rows(conn, "SELECT * FROM timer ORDER BY started_at, id", [], from_row)
}

/// One running timer.
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

/// Moves the start; the last proof that it ran moves along if the start passes it.
pub fn set_started(tx: &Tx<'_>, id: TimerId, started_at: DateTime<Utc>) -> Result<(), StoreError> {
    change(
        tx,
        "UPDATE timer
            SET started_at = ?2, heartbeat_at = max(heartbeat_at, ?2),
                proof = timer_proof(staff_id, ?2, max(heartbeat_at, ?2), interrupted)
          WHERE id = ?1",
        params![id, At(started_at)],
    )
}

/// Notes that every timer that was not interrupted was running at this moment; a clock set back changes nothing.
pub fn beat(tx: &Tx<'_>, at: DateTime<Utc>) -> Result<(), StoreError> {
    run(
        tx,
        "UPDATE timer SET heartbeat_at = ?1, proof = timer_proof(staff_id, started_at, ?1, interrupted)
          WHERE heartbeat_at < ?1 AND interrupted = 0",
        params![At(at)],
    )
}

/// Is there a running timer without a proof since this moment?
pub fn is_any_older(conn: &Conn, than: DateTime<Utc>) -> Result<bool, StoreError> {
    row(
        conn,
        "SELECT EXISTS (SELECT 1 FROM timer WHERE heartbeat_at < ?1 AND interrupted = 0) AS found",
        params![At(than)],
        |row| row.get("found"),
    )
}

/// Interrupts every timer without a proof since this moment.
pub fn interrupt_older(tx: &Tx<'_>, than: DateTime<Utc>) -> Result<(), StoreError> {
    run(
        tx,
        "UPDATE timer SET interrupted = 1, proof = timer_proof(staff_id, started_at, heartbeat_at, 1)
          WHERE heartbeat_at < ?1 AND interrupted = 0",
        params![At(than)],
    )
}

/// Interrupts every timer.
pub fn interrupt_all(tx: &Tx<'_>) -> Result<(), StoreError> {
    run(
        tx,
        "UPDATE timer SET interrupted = 1, proof = timer_proof(staff_id, started_at, heartbeat_at, 1)
          WHERE interrupted = 0",
        [],
    )
}

/// Ends a timer.
pub fn remove(tx: &Tx<'_>, id: TimerId) -> Result<(), StoreError> {
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
        interrupted: row.get("interrupted")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{Sample, at};

    use crate::Unique;

    fn timer(store: &Sample, staff: StaffId) -> NewTimer {
        NewTimer {
            staff_id: staff,
            enrollment_id: store.ccm,
            activity: None,
            note: String::new(),
            started_at: at("2026-03-04T15:00:00Z"),
            heartbeat_at: at("2026-03-04T15:00:00Z"),
        }
    }

    fn running() -> (Sample, TimerId) {
        let mut store = Sample::new();
        let new = timer(&store, store.nora);
        let id = store.write(|tx| insert(tx, &new));
        (store, id)
    }

    #[test]
    fn a_running_timer_is_found_by_its_owner_until_it_is_removed() {
        let (mut store, id) = running();
        let row = store.read(|conn| by_id(conn, id));
        assert_eq!(store.read(|conn| of_staff(conn, store.nora)), Some(row.clone()));
        assert_eq!(store.read(|conn| of_staff(conn, store.patel)), None);
        assert_eq!(store.read(all), [row]);
        store.write(|tx| remove(tx, id));
        assert_eq!(store.read(all), []);
        assert_eq!(store.refused(|tx| remove(tx, id)), StoreError::NotFound);
    }

    #[test]
    fn one_person_has_one_timer() {
        let (mut store, _) = running();
        let second = timer(&store, store.nora);
        let refused = store.refused(|tx| insert(tx, &second));
        assert_eq!(refused, StoreError::Conflict(Unique::Timer));
    }

    #[test]
    fn activity_note_and_start_can_be_set_while_it_runs() {
        let (mut store, id) = running();
        store.write(|tx| set_activity(tx, id, Some("care_plan")));
        store.write(|tx| set_note(tx, id, "asked for her tablets"));
        store.write(|tx| set_started(tx, id, at("2026-03-04T14:55:00Z")));
        let row = store.read(|conn| by_id(conn, id));
        assert_eq!(row.activity.as_deref(), Some("care_plan"));
        assert_eq!(row.note, "asked for her tablets");
        assert_eq!(row.started_at, at("2026-03-04T14:55:00Z"));
        assert_eq!(row.heartbeat_at, at("2026-03-04T15:00:00Z"));
        store.write(|tx| set_activity(tx, id, None));
        assert_eq!(store.read(|conn| by_id(conn, id)).activity, None);
    }

    #[test]
    fn a_start_moved_past_the_last_heartbeat_takes_it_along() {
        let (mut store, id) = running();
        store.write(|tx| set_started(tx, id, at("2026-03-04T15:10:00Z")));
        let row = store.read(|conn| by_id(conn, id));
        assert_eq!(row.heartbeat_at, row.started_at);
    }

    #[test]
    fn a_heartbeat_reaches_every_timer_and_never_goes_back() {
        let (mut store, _) = running();
        let second = timer(&store, store.patel);
        store.write(|tx| insert(tx, &second));
        store.write(|tx| beat(tx, at("2026-03-04T15:00:15Z")));
        store.write(|tx| beat(tx, at("2026-03-04T14:00:00Z")));
        for row in store.read(all) {
            assert_eq!(row.heartbeat_at, at("2026-03-04T15:00:15Z"));
        }
    }

    #[test]
    fn a_timer_without_proof_is_interrupted_and_stands_still() {
        let (mut store, silent) = running();
        let mut proven = timer(&store, store.patel);
        proven.heartbeat_at = at("2026-03-04T15:02:00Z");
        let proven = store.write(|tx| insert(tx, &proven));
        store.write(|tx| interrupt_older(tx, at("2026-03-04T15:02:00Z")));
        store.write(|tx| beat(tx, at("2026-03-04T15:03:00Z")));
        let silent = store.read(|conn| by_id(conn, silent));
        assert_eq!((silent.interrupted, silent.heartbeat_at), (true, silent.started_at));
        let proven = store.read(|conn| by_id(conn, proven));
        assert_eq!((proven.interrupted, proven.heartbeat_at), (false, at("2026-03-04T15:03:00Z")));

        store.write(interrupt_all);
        assert!(store.read(all).iter().all(|row| row.interrupted));
    }
}
