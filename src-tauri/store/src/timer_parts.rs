//! Stretches of a timer that are over: one for each time its owner was away, on the phone, or busy with somebody else.

use chrono::{DateTime, Utc};
use rusqlite::params;

use crate::columns::{At, at, rows, run};
use crate::{Conn, StoreError, TimerId, Tx};

/// A stretch of a timer that is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartRow {
    /// First second.
    pub started_at: DateTime<Utc>,
    /// The second after the last.
    pub ended_at: DateTime<Utc>,
    /// How it came to be.
    pub origin: PartOrigin,
}

/// How a stretch of a timer came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartOrigin {
    /// It was timed.
    Timed,
    /// Somebody says that it was so: on the phone, or about time that was set aside.
    Attested,
    /// It was typed in: the timer was started late.
    Typed,
}

impl PartOrigin {
    const ALL: [(Self, &'static str); 3] =
        [(Self::Timed, "timed"), (Self::Attested, "attested"), (Self::Typed, "typed")];

    /// Its word, which is that of the entry it becomes.
    pub fn slug(self) -> &'static str {
        Self::ALL.iter().find(|(origin, _)| *origin == self).map_or("timed", |(_, slug)| slug)
    }

    fn of(text: &str) -> Self {
        Self::ALL.iter().find(|(_, slug)| *slug == text).map_or(Self::Timed, |(origin, _)| *origin)
    }
}

/// The stretches of a timer that are over, in the order in which they were written.
pub fn of_timer(conn: &Conn, id: TimerId) -> Result<Vec<PartRow>, StoreError> {
    rows(
        conn,
        "SELECT started_at, ended_at, origin FROM timer_part WHERE timer_id = ?1 ORDER BY n",
        [id],
        |row| {
            Ok(PartRow {
                started_at: at(row, "started_at")?,
                ended_at: at(row, "ended_at")?,
                origin: PartOrigin::of(&row.get::<_, String>("origin")?),
            })
        },
    )
}

/// Adds a stretch that is over.
pub fn add(tx: &Tx<'_>, id: TimerId, part: &PartRow) -> Result<(), StoreError> {
    run(
        tx,
        "INSERT INTO timer_part (timer_id, n, started_at, ended_at, origin)
         VALUES (?1, (SELECT coalesce(max(n), 0) + 1 FROM timer_part WHERE timer_id = ?1), ?2, ?3, ?4)",
        params![id, At(part.started_at), At(part.ended_at), part.origin.slug()],
    )
}

/// Writes the stretches that are over, in the place of those there were.
pub fn put(tx: &Tx<'_>, id: TimerId, parts: &[PartRow]) -> Result<(), StoreError> {
    run(tx, "DELETE FROM timer_part WHERE timer_id = ?1", [id])?;
    parts.iter().try_for_each(|part| add(tx, id, part))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{Sample, at};
    use crate::timers::{self, NewTimer};

    #[test]
    fn stretches_that_are_over_stay_in_order_and_go_with_their_timer() {
        let mut store = Sample::new();
        let new = NewTimer {
            staff_id: store.nora,
            enrollment_id: store.ccm,
            activity: None,
            note: String::new(),
            started_at: at("2026-03-04T15:00:00Z"),
            heartbeat_at: at("2026-03-04T15:00:00Z"),
        };
        let id = store.write(|tx| timers::insert(tx, &new));
        let part = |from, to, origin| PartRow { started_at: at(from), ended_at: at(to), origin };
        let late = part("2026-03-04T15:00:00Z", "2026-03-04T15:10:00Z", PartOrigin::Timed);
        let early = part("2026-03-04T14:50:00Z", "2026-03-04T15:00:00Z", PartOrigin::Typed);
        store.write(|tx| add(tx, id, &late));
        store.write(|tx| add(tx, id, &early));
        store.write(|tx| timers::open_stretch(tx, id, at("2026-03-04T15:20:00Z")));
        assert_eq!(store.read(|conn| of_timer(conn, id)), [late, early]);
        assert_eq!(store.read(|conn| timers::by_id(conn, id)).started_at, at("2026-03-04T15:20:00Z"));
        store.write(|tx| timers::remove(tx, id));
        assert_eq!(store.read(|conn| of_timer(conn, id)), []);
    }
}
