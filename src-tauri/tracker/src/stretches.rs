//! What a timer is made of: stretches of time, the last of them open.

use chrono::{DateTime, TimeDelta, Utc};
use store::timer_parts::{PartOrigin, PartRow};
use store::timers::TimerRow;
use store::{Conn, Tx};

use crate::Error;

/// The stretches of a timer up to `end`, in the order in which they were written; the open one is the last, and may be empty.
pub(crate) fn of(conn: &Conn, timer: &TimerRow, end: DateTime<Utc>) -> Result<Vec<PartRow>, Error> {
    let mut stretches = store::timer_parts::of_timer(conn, timer.id)?;
    if timer.paused.is_none() {
        stretches.push(open(timer, end));
    }
    Ok(stretches)
}

/// The open stretch.
pub(crate) fn open(timer: &TimerRow, end: DateTime<Utc>) -> PartRow {
    PartRow {
        started_at: timer.started_at,
        ended_at: end.max(timer.started_at),
        origin: if timer.phone { PartOrigin::Attested } else { PartOrigin::Timed },
    }
}

/// Closes the open stretch of a timer at `end`; one without a whole second leaves nothing.
pub(crate) fn close(tx: &Tx<'_>, timer: &TimerRow, end: DateTime<Utc>) -> Result<(), Error> {
    let part = open(timer, end);
    if length(&part) > TimeDelta::zero() {
        store::timer_parts::add(tx, timer.id, &part)?;
    }
    Ok(())
}

/// How long a stretch is.
pub(crate) fn length(part: &PartRow) -> TimeDelta {
    part.ended_at - part.started_at
}

/// How long they are together.
pub(crate) fn total(stretches: &[PartRow]) -> TimeDelta {
    stretches.iter().map(length).sum()
}

/// What follows after the first so long.
pub(crate) fn after(stretches: &[PartRow], mut skip: TimeDelta) -> Vec<PartRow> {
    let mut left = Vec::new();
    for part in stretches {
        let cut = skip.min(length(part));
        skip -= cut;
        left.push(PartRow { started_at: part.started_at + cut, ..*part });
    }
    left
}

/// Before and from an instant on.
pub(crate) fn cut_at(stretches: &[PartRow], at: DateTime<Utc>) -> (Vec<PartRow>, Vec<PartRow>) {
    let head = stretches.iter().map(|part| PartRow { ended_at: part.ended_at.min(at), ..*part });
    let tail = stretches.iter().map(|part| PartRow { started_at: part.started_at.max(at), ..*part });
    (whole(head), whole(tail))
}

/// Those with a second in them.
pub(crate) fn whole(stretches: impl IntoIterator<Item = PartRow>) -> Vec<PartRow> {
    stretches.into_iter().filter(|part| length(part) > TimeDelta::zero()).collect()
}

/// By time, and those that touch and are of a kind as one: what the entries will be.
pub(crate) fn joined(stretches: &[PartRow]) -> Vec<PartRow> {
    let mut sorted = whole(stretches.iter().copied());
    sorted.sort_by_key(|part| (part.started_at, part.ended_at));
    let mut joined: Vec<PartRow> = Vec::new();
    for part in sorted {
        match joined.last_mut() {
            Some(last) if last.ended_at == part.started_at && last.origin == part.origin => {
                last.ended_at = part.ended_at;
            }
            Some(_) | None => joined.push(part),
        }
    }
    joined
}
