//! What becomes of a timer: one entry for each of its stretches.

use chrono::{DateTime, TimeDelta, Utc};
use rules::{Month, Seconds};
use store::entries::NewEntry;
use store::gaps::NewGap;
use store::timer_parts::PartRow;
use store::timers::{Away, TimerRow};
use store::{EntryId, PatientId, StaffId};

use crate::change::Change;
use crate::clock::second_coming;
use crate::op::Actor;
use crate::steady::Steady;
use crate::timers::UNLABELLED;
use crate::{Error, entries, stretches};

/// What a stop wrote.
#[derive(Clone, Debug)]
pub struct Stopped {
    /// The newest entry; none when less than a second had passed.
    pub entry: Option<EntryId>,
    /// All of them, the oldest first: one for each stretch.
    pub entries: Vec<EntryId>,
    /// Patient.
    pub patient: PatientId,
    /// The month the first one lies in.
    pub month: Month,
    /// Their length together.
    pub length: Seconds,
}

/// Where a timer ends.
pub(crate) struct End {
    pub(crate) at: DateTime<Utc>,
    /// It was found after the program had been gone.
    pub(crate) recovered: bool,
}

/// Where a timer ends if it ends now: one that stands at its last proof, and what passed since is set aside.
pub(crate) fn end_of(change: &mut Change<'_>, steady: &Steady, timer: &TimerRow) -> Result<End, Error> {
    let Some(away) = timer.away else {
        return Ok(End { at: steady.reached(timer, change.moment()), recovered: false });
    };
    set_aside(change, steady, timer, away)?;
    Ok(End { at: timer.heartbeat_at, recovered: away == Away::NoHeartbeat })
}

/// Sets aside what passed since a timer stands. Nothing of it is in an entry until somebody answers.
pub(crate) fn set_aside(
    change: &mut Change<'_>,
    steady: &Steady,
    timer: &TimerRow,
    away: Away,
) -> Result<(), Error> {
    let back = second_coming(since_away(change, steady, timer));
    let gap_s = (back - timer.heartbeat_at).num_seconds();
    change.trace.note("gap_s", gap_s.max(0)).note("away", away.slug());
    if gap_s <= 0 {
        return Ok(());
    }
    // Not taken back with what was done at its end: that somebody was away stays to be answered for.
    store::gaps::insert(
        change.tx,
        &NewGap {
            staff_id: timer.staff_id,
            enrollment_id: timer.enrollment_id,
            timer_id: timer.id,
            activity: timer.activity.clone(),
            started_at: timer.heartbeat_at,
            ended_at: back,
            why: away.slug(),
        },
    )?;
    Ok(())
}

/// What the timer would call this moment; a clock that stood still in the sleep knows less of it than the one on the wall.
fn since_away(change: &Change<'_>, steady: &Steady, timer: &TimerRow) -> DateTime<Utc> {
    let label = steady.label(timer.id, change.moment());
    if steady.counts_sleep() { label } else { label.max(change.now) }
}

/// Stops the timers of a person who may no longer answer for them, at their last proof: nobody else ever could.
pub(crate) fn stop_for(change: &mut Change<'_>, actor: &Actor, staff: StaffId) -> Result<(), Error> {
    let mut timers = store::timers::paused_of_staff(change.tx, staff)?;
    timers.extend(store::timers::of_staff(change.tx, staff)?);
    for timer in timers {
        let end = End { at: timer.heartbeat_at, recovered: true };
        let stopped = write_out(change, actor, &timer, &end)?;
        if let Some(entry) = stopped.entry {
            change.trace.note("stopped_entry", entry.get());
        }
    }
    Ok(())
}

/// Turns a timer into entries; one without a whole second leaves none.
pub(crate) fn write_out(
    change: &mut Change<'_>,
    actor: &Actor,
    timer: &TimerRow,
    end: &End,
) -> Result<Stopped, Error> {
    let stretches = stretches::of(change.tx, timer, end.at)?;
    store::timers::remove(change.tx, timer.id)?;
    write_stretches(change, actor, timer, &stretches, end.recovered)
}

/// Writes the entries of some stretches of a timer.
pub(crate) fn write_stretches(
    change: &mut Change<'_>,
    actor: &Actor,
    timer: &TimerRow,
    stretches: &[PartRow],
    recovered: bool,
) -> Result<Stopped, Error> {
    let patient = store::enrollments::patient_of(change.tx, timer.enrollment_id)?;
    change.trace.patient(patient);
    let joined = stretches::joined(stretches);
    let began = joined.first().map_or(timer.started_at, |part| part.started_at);
    let mut stopped = Stopped {
        entry: None,
        entries: Vec::new(),
        patient,
        month: Month::of(change.practice.day(began)),
        length: Seconds::ZERO,
    };
    for (n, part) in joined.iter().enumerate() {
        let newest = n + 1 == joined.len();
        let origin = if recovered && newest { "recovered" } else { part.origin.slug() };
        let (entry, length) = write_part(change, actor, timer, patient, part, origin)?;
        stopped.length = Seconds(stopped.length.0 + length);
        stopped.entries.push(entry);
        stopped.entry = Some(entry);
    }
    if joined.len() > 1 {
        change.trace.note("entries", stopped.entries.iter().map(|id| id.get()).collect::<Vec<_>>());
        change.trace.note("seconds", stopped.length.0);
    }
    Ok(stopped)
}

fn write_part(
    change: &mut Change<'_>,
    actor: &Actor,
    timer: &TimerRow,
    patient: PatientId,
    part: &PartRow,
    origin: &str,
) -> Result<(EntryId, i64), Error> {
    // A timer forgotten for days is stale after four hours anyway; the table takes two days.
    let end = part.ended_at.min(part.started_at + TimeDelta::seconds(store::entries::LONGEST_S));
    let new = NewEntry {
        patient_id: patient,
        enrollment_id: timer.enrollment_id,
        staff_id: timer.staff_id,
        started_at: part.started_at,
        ended_at: end,
        time_zone: change.practice.zone.name().to_owned(),
        service_date: change.practice.day(part.started_at),
        activity: timer.activity.clone().unwrap_or_else(|| UNLABELLED.to_owned()),
        note: timer.note.clone(),
        origin: origin.to_owned(),
        part_of_visit: false,
        replaces_id: None,
        reason: None,
        written_by: actor.staff,
        written_at: change.now,
    };
    let entry = entries::write(change, &new)?;
    if timer.clock_jump_ms != 0 {
        store::entries::note_clock_jump(change.tx, entry, timer.clock_jump_ms)?;
        change.trace.note("clock_jump_ms", timer.clock_jump_ms);
    }
    Ok((entry, (end - part.started_at).num_seconds()))
}
