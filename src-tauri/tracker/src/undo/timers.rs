//! The timers of a person as they were, with what has passed since given to the one that ran then.

use chrono::{DateTime, TimeDelta, Utc};
use store::TimerId;
use store::timer_parts::PartRow;
use store::timers::TimerRow;

use super::{Sheet, Sheets};
use crate::change::Change;
use crate::clock::second_coming;
use crate::op::Actor;
use crate::steady::Steady;
use crate::{Error, stretches, timers};

/// A timer as it is to be.
struct Wanted<'a> {
    /// What it was.
    was: &'a TimerRow,
    /// Its stretches that are over.
    over: Vec<PartRow>,
    /// Where its open stretch goes on.
    open: Open,
    paused: Option<i64>,
    /// The leap of the wall clock it ran through.
    jump_ms: i64,
}

/// The open stretch of a timer as it is to be.
enum Open {
    /// From now on.
    Now(DateTime<Utc>),
    /// As that of a timer that runs.
    As(Box<TimerRow>, DateTime<Utc>, DateTime<Utc>),
}

/// Puts the timers back as they were before something was done. The timer that runs had run for `ran` when it was done: what
/// came after goes to the timer that ran before.
pub(super) fn restore(
    change: &mut Change<'_>,
    actor: &Actor,
    steady: &Steady,
    before: &Sheets,
    ran: Option<TimeDelta>,
) -> Result<(), Error> {
    let now = Sheets::of(change.tx, actor.staff, steady, change.moment())?;
    if now.running.is_some() != ran.is_some() {
        return Err(Error::refused("The timer was stopped or started otherwise since; this was not undone."));
    }
    let mut wanted: Vec<Wanted<'_>> = before.paused.iter().map(paused).collect();
    let ran = ran.unwrap_or_default();
    match (&before.running, &now.running) {
        (Some(was), Some(runs)) => wanted.push(going_on(was, runs, ran, change.now)),
        (Some(was), None) => wanted.push(from_now(was, change.now)),
        (None, Some(runs)) => {
            let lost = stretches::total(&runs.stretches).num_seconds();
            change.trace.note("discarded_s", lost);
        }
        (None, None) => {}
    }
    put(change, actor, &now, &wanted)
}

fn paused(sheet: &Sheet) -> Wanted<'_> {
    Wanted {
        was: &sheet.row,
        over: stretches::whole(sheet.stretches.iter().copied()),
        open: Open::Now(sheet.row.heartbeat_at),
        paused: sheet.row.paused,
        jump_ms: sheet.row.clock_jump_ms,
    }
}

fn from_now(was: &Sheet, now: DateTime<Utc>) -> Wanted<'_> {
    let over = stretches::whole(was.stretches.iter().copied());
    let jump_ms = was.row.clock_jump_ms;
    Wanted { was: &was.row, over, open: Open::Now(second_coming(now)), paused: None, jump_ms }
}

/// What the timer had then, and what has passed since.
fn going_on<'a>(was: &'a Sheet, runs: &Sheet, ran: TimeDelta, now: DateTime<Utc>) -> Wanted<'a> {
    // A leap in what passed since touched it as well.
    let jumps = [was.row.clock_jump_ms, runs.row.clock_jump_ms];
    let jump_ms = jumps.into_iter().max_by_key(|jump| jump.abs()).unwrap_or_default();
    let mut over = stretches::whole(was.stretches.iter().copied());
    let mut since = stretches::after(&runs.stretches, ran);
    let open = since.pop().filter(|_| was.row.phone == runs.row.phone);
    let Some(mut open) = open else {
        let rest = stretches::after(&runs.stretches, ran);
        over.extend(stretches::whole(rest));
        return Wanted { was: &was.row, over, open: Open::Now(second_coming(now)), paused: None, jump_ms };
    };
    over.extend(stretches::whole(since));
    // The stretch that was open then is the one that is open now.
    if let Some(last) = over.last().copied()
        && last.ended_at == open.started_at
        && last.origin == open.origin
    {
        over.pop();
        open.started_at = last.started_at;
    }
    let open = Open::As(Box::new(runs.row.clone()), open.started_at, open.ended_at);
    Wanted { was: &was.row, over, open, paused: None, jump_ms }
}

fn put(change: &mut Change<'_>, actor: &Actor, now: &Sheets, wanted: &[Wanted<'_>]) -> Result<(), Error> {
    let there: Vec<TimerId> = now.running.iter().chain(&now.paused).map(|sheet| sheet.row.id).collect();
    for id in there.iter().filter(|id| wanted.iter().all(|timer| timer.was.id != **id)) {
        store::timers::remove(change.tx, *id)?;
    }
    // Only one runs at any moment: whichever stays waits until it is its turn.
    if let Some(runs) =
        now.running.as_ref().filter(|runs| wanted.iter().any(|timer| timer.was.id == runs.row.id))
    {
        store::timers::set_paused(change.tx, runs.row.id, Some(i64::MAX))?;
    }
    for timer in wanted {
        let known = there.contains(&timer.was.id);
        let id = if known { timer.was.id } else { insert(change, actor, timer)? };
        put_one(change, id, timer)?;
    }
    Ok(())
}

fn insert(change: &Change<'_>, actor: &Actor, timer: &Wanted<'_>) -> Result<TimerId, Error> {
    let at = second_coming(change.now);
    timers::insert(change, actor, timer.was.enrollment_id, None, at)
}

fn put_one(change: &mut Change<'_>, id: TimerId, timer: &Wanted<'_>) -> Result<(), Error> {
    let tx = change.tx;
    store::timers::set_paused(tx, id, timer.paused)?;
    store::timers::set_enrollment(tx, id, timer.was.enrollment_id)?;
    store::timers::set_activity(tx, id, timer.was.activity.as_deref())?;
    store::timers::set_note(tx, id, &timer.was.note)?;
    store::timers::set_phone(tx, id, timer.was.phone)?;
    store::timers::set_clock_jump(tx, id, timer.jump_ms)?;
    store::timer_parts::put(tx, id, &timer.over)?;
    match &timer.open {
        Open::Now(at) => {
            store::timers::open_stretch(tx, id, *at)?;
            if timer.paused.is_none() {
                change.trace.begun.push((id, None));
            }
        }
        Open::As(runs, started_at, end) => {
            store::timers::open_stretch(tx, id, *started_at)?;
            store::timers::beat(tx, id, *end)?;
            if let Some(away) = runs.away {
                store::timers::stand(tx, id, runs.heartbeat_at, away)?;
            }
            change.trace.begun.push((id, Some(runs.id)));
        }
    }
    let patient = store::enrollments::patient_of(change.tx, timer.was.enrollment_id)?;
    change.trace.patient(patient);
    Ok(())
}
