//! Time set aside while somebody was away from a running timer, and what was answered about it.

use chrono::{DateTime, Utc};
use rusqlite::{named_params, params};

use crate::columns::{At, Row, at, insert as insert_row, row, rows, run};
use crate::ids::debug_is_id;
use crate::{Conn, EnrollmentId, EntryId, GapId, StaffId, StoreError, TimerId, Tx};

/// Time set aside; in no entry until somebody answers for it.
#[derive(Clone, PartialEq, Eq)]
pub struct GapRow {
    /// Which.
    pub id: GapId,
    /// Whose time.
    pub staff_id: StaffId,
    /// What the timer was for.
    pub enrollment_id: EnrollmentId,
    /// Which timer; it may be over.
    pub timer_id: TimerId,
    /// What the timer said was being done.
    pub activity: Option<String>,
    /// First second.
    pub started_at: DateTime<Utc>,
    /// The second after the last.
    pub ended_at: DateTime<Utc>,
    /// `idle`, `lock`, `suspend` or `no_heartbeat`.
    pub why: String,
    /// The newest answer, unless it was taken back.
    pub answer: Option<String>,
    /// Why it was answered so.
    pub reason: Option<String>,
    /// The entry it became.
    pub entry_id: Option<EntryId>,
}

/// Time to set aside.
#[derive(Clone, PartialEq, Eq)]
pub struct NewGap {
    /// Whose time.
    pub staff_id: StaffId,
    /// What the timer is for.
    pub enrollment_id: EnrollmentId,
    /// Which timer.
    pub timer_id: TimerId,
    /// What the timer says is being done.
    pub activity: Option<String>,
    /// First second.
    pub started_at: DateTime<Utc>,
    /// The second after the last.
    pub ended_at: DateTime<Utc>,
    /// `idle`, `lock`, `suspend` or `no_heartbeat`.
    pub why: &'static str,
}

/// What somebody says of time that was set aside.
#[derive(Clone, PartialEq, Eq)]
pub struct NewAnswer {
    /// Of which.
    pub gap_id: GapId,
    /// `counted`, `moved`, `excluded`, `discarded`; `reopened` takes the answer before it back.
    pub answer: &'static str,
    /// Why.
    pub reason: String,
    /// The entry it became.
    pub entry_id: Option<EntryId>,
    /// Who says it.
    pub written_by: StaffId,
    /// When.
    pub written_at: DateTime<Utc>,
}

debug_is_id!(GapRow);
crate::ids::debug_is_name!(NewGap, NewAnswer);

/// One of them.
pub fn by_id(conn: &Conn, id: GapId) -> Result<GapRow, StoreError> {
    row(
        conn,
        "SELECT gap.*, answer, reason, entry_id
           FROM gap
           LEFT JOIN gap_answer ON gap_answer.id = (SELECT max(id) FROM gap_answer WHERE gap_id = gap.id)
          WHERE gap.id = ?1",
        [id],
        from_row,
    )
}

/// Those of a staff member that share at least a moment with `from..to`, by start.
pub fn of_staff(
    conn: &Conn,
    staff: StaffId,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Vec<GapRow>, StoreError> {
    rows(
        conn,
        "SELECT gap.*, answer, reason, entry_id
           FROM gap
           LEFT JOIN gap_answer ON gap_answer.id = (SELECT max(id) FROM gap_answer WHERE gap_id = gap.id)
          WHERE staff_id = ?1 AND started_at < ?3 AND ended_at > ?2
          ORDER BY started_at, gap.id",
        params![staff, At(from), At(to)],
        from_row,
    )
}

/// Those of a staff member that nobody has answered for, the oldest first.
pub fn unanswered_of_staff(conn: &Conn, staff: StaffId) -> Result<Vec<GapRow>, StoreError> {
    rows(
        conn,
        "SELECT gap.*, NULL AS answer, NULL AS reason, NULL AS entry_id
           FROM gap
          WHERE staff_id = ?1
            AND coalesce((SELECT answer FROM gap_answer WHERE gap_id = gap.id ORDER BY id DESC LIMIT 1), 'reopened')
                = 'reopened'
          ORDER BY started_at, id",
        [staff],
        from_row,
    )
}

/// Those of everybody within `from..to` that nobody has answered for, the oldest first.
pub fn unanswered(conn: &Conn, from: DateTime<Utc>, to: DateTime<Utc>) -> Result<Vec<GapRow>, StoreError> {
    rows(
        conn,
        "SELECT gap.*, NULL AS answer, NULL AS reason, NULL AS entry_id
           FROM gap
          WHERE started_at < ?2 AND ended_at > ?1
            AND coalesce((SELECT answer FROM gap_answer WHERE gap_id = gap.id ORDER BY id DESC LIMIT 1), 'reopened')
                = 'reopened'
          ORDER BY started_at, id",
        params![At(from), At(to)],
        from_row,
    )
}

/// Sets time aside.
pub fn insert(tx: &Tx<'_>, new: &NewGap) -> Result<GapId, StoreError> {
    insert_row(
        tx,
        "INSERT INTO gap (staff_id, enrollment_id, timer_id, activity, started_at, ended_at, why)
         VALUES (:staff_id, :enrollment_id, :timer_id, :activity, :started_at, :ended_at, :why)",
        named_params! {
            ":staff_id": new.staff_id,
            ":enrollment_id": new.enrollment_id,
            ":timer_id": new.timer_id,
            ":activity": new.activity,
            ":started_at": At(new.started_at),
            ":ended_at": At(new.ended_at),
            ":why": new.why,
        },
    )
    .map(GapId)
}

/// Answers for it; the newest answer holds.
pub fn answer(tx: &Tx<'_>, new: &NewAnswer) -> Result<(), StoreError> {
    run(
        tx,
        "INSERT INTO gap_answer (gap_id, answer, reason, entry_id, written_by, written_at)
         VALUES (:gap_id, :answer, :reason, :entry_id, :written_by, :written_at)",
        named_params! {
            ":gap_id": new.gap_id,
            ":answer": new.answer,
            ":reason": new.reason,
            ":entry_id": new.entry_id,
            ":written_by": new.written_by,
            ":written_at": At(new.written_at),
        },
    )
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<GapRow> {
    let answer: Option<String> = row.get("answer")?;
    let answer = answer.filter(|answer| answer != "reopened");
    let holds = answer.is_some();
    Ok(GapRow {
        id: GapId(row.get("id")?),
        staff_id: row.get("staff_id")?,
        enrollment_id: row.get("enrollment_id")?,
        timer_id: row.get("timer_id")?,
        activity: row.get("activity")?,
        started_at: at(row, "started_at")?,
        ended_at: at(row, "ended_at")?,
        why: row.get("why")?,
        answer,
        reason: row.get::<_, Option<String>>("reason")?.filter(|_| holds),
        entry_id: row.get::<_, Option<EntryId>>("entry_id")?.filter(|_| holds),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{Sample, at};

    fn said(gap_id: GapId, answer: &'static str, store: &Sample) -> NewAnswer {
        NewAnswer {
            gap_id,
            answer,
            reason: "on the phone".to_owned(),
            entry_id: None,
            written_by: store.nora,
            written_at: at("2026-03-04T16:00:00Z"),
        }
    }

    #[test]
    fn a_gap_waits_until_it_is_answered_and_again_when_the_answer_is_taken_back() {
        let mut store = Sample::new();
        let new = NewGap {
            staff_id: store.nora,
            enrollment_id: store.ccm,
            timer_id: TimerId(7),
            activity: None,
            started_at: at("2026-03-04T15:00:00Z"),
            ended_at: at("2026-03-04T15:10:00Z"),
            why: "idle",
        };
        let id = store.write(|tx| insert(tx, &new));
        let waiting = |store: &Sample| store.read(|conn| unanswered_of_staff(conn, store.nora)).len();
        assert_eq!(waiting(&store), 1);
        for (answer, left) in [("counted", 0), ("reopened", 1), ("discarded", 0)] {
            let said = said(id, answer, &store);
            store.write(|tx| super::answer(tx, &said));
            assert_eq!(waiting(&store), left, "{answer}");
            let row = store.read(|conn| by_id(conn, id));
            assert_eq!(row.answer.as_deref(), Some(answer).filter(|_| left == 0));
            assert_eq!(row.reason.is_some(), left == 0);
        }
        let (from, to) = (at("2026-03-04T15:09:59Z"), at("2026-03-05T00:00:00Z"));
        assert_eq!(store.read(|conn| of_staff(conn, store.nora, from, to)).len(), 1);
        assert_eq!(store.read(|conn| unanswered(conn, from, to)).len(), 0);
        assert_eq!(store.read(|conn| of_staff(conn, store.nora, new.ended_at, to)).len(), 0);
    }
}
