//! A running timer set right: it began earlier, its newest part was for another patient, its owner is on the phone.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use store::EnrollmentId;
use store::timer_parts::{PartOrigin, PartRow};
use store::timers::TimerRow;

use crate::change::Change;
use crate::clock::second_passed;
use crate::op::{Actor, Op, found};
use crate::practice::Practice;
use crate::steady::Steady;
use crate::timers::FORGOTTEN;
use crate::undo::Redo;
use crate::write_out::write_stretches;
use crate::{Error, Tracker, away, stretches, timers, typed_time};

impl Tracker {
    /// The running timer began earlier: by a length (`10m`), or at a time of day (`9:40`). What was not timed is marked as
    /// typed.
    ///
    /// # Errors
    /// No timer runs; what cannot be read, is not before the start, or came twice that night.
    pub fn began_earlier(
        &mut self,
        actor: &Actor,
        when: &str,
        first_pass: Option<bool>,
    ) -> Result<(), Error> {
        self.beat_if_late()?;
        let start = self.first_second(actor)?;
        let began = if when.contains(':') {
            last_before(&self.practice, when, start, first_pass, "when")?
        } else {
            start - typed_time::length(when, "when")?
        };
        self.begin_at(actor, began)
    }

    pub(crate) fn begin_at(&mut self, actor: &Actor, began: DateTime<Utc>) -> Result<(), Error> {
        self.act(actor, Op::BeganEarlier, Redo::BeganEarlier(began), |change, steady| {
            let found = found(store::timers::of_staff(change.tx, actor.staff)?, "timer")?;
            // Before it goes on: what was set aside lies after its first second.
            let start = first(change, &found)?;
            let (timer, _) = awake(change, actor, steady)?;
            if began >= start || start - began > FORGOTTEN {
                return Err(Error::field(
                    "when",
                    "This is not before the timer's start, or hours before it.",
                ));
            }
            let part = PartRow { started_at: began, ended_at: start, origin: PartOrigin::Typed };
            store::timer_parts::add(change.tx, timer.id, &part)?;
            change.trace.note("seconds", stretches::length(&part).num_seconds());
            about(change, &timer)
        })
    }

    /// From a moment on the running timer was for another patient; all of it, without a moment. Nothing is gained or lost.
    ///
    /// # Errors
    /// No timer runs; a moment it does not have; no such enrollment.
    pub fn move_tail(
        &mut self,
        actor: &Actor,
        from: Option<&str>,
        enrollment: EnrollmentId,
        first_pass: Option<bool>,
    ) -> Result<(), Error> {
        self.beat_if_late()?;
        let from = from.map(|text| self.moment_of(actor, text, first_pass)).transpose()?;
        self.move_from(actor, from, enrollment)
    }

    pub(crate) fn move_from(
        &mut self,
        actor: &Actor,
        from: Option<DateTime<Utc>>,
        enrollment: EnrollmentId,
    ) -> Result<(), Error> {
        self.act(actor, Op::MoveTail, Redo::MoveTail { from, enrollment }, |change, steady| {
            let (timer, steady) = awake(change, actor, steady)?;
            move_tail(change, actor, &steady, &timer, from, enrollment)
        })
    }

    /// Phone mode: the timer goes on while nobody touches the computer or its screen is locked, and what was timed so is
    /// marked as attested.
    ///
    /// # Errors
    /// No timer runs.
    pub fn set_phone(&mut self, actor: &Actor, on: bool) -> Result<(), Error> {
        self.beat_if_late()?;
        self.act(actor, Op::SetPhone, Redo::Phone(on), |change, steady| {
            let (timer, steady) = awake(change, actor, steady)?;
            if timer.phone != on {
                let at = steady.reached(&timer, change.moment());
                stretches::close(change.tx, &timer, at)?;
                store::timers::open_stretch(change.tx, timer.id, at)?;
                store::timers::set_phone(change.tx, timer.id, on)?;
                change.trace.note("phone", on);
            }
            about(change, &timer)
        })
    }

    fn first_second(&mut self, actor: &Actor) -> Result<DateTime<Utc>, Error> {
        self.store.read(|conn| {
            let timer = found(store::timers::of_staff(conn, actor.staff)?, "timer")?;
            let stretches = stretches::of(conn, &timer, timer.heartbeat_at)?;
            Ok(stretches.iter().map(|part| part.started_at).min().unwrap_or(timer.started_at))
        })
    }

    /// A moment of the running timer: a time of day, or so long ago.
    fn moment_of(&self, actor: &Actor, text: &str, first_pass: Option<bool>) -> Result<DateTime<Utc>, Error> {
        let timer = found(self.store.read(|conn| store::timers::of_staff(conn, actor.staff))?, "timer")?;
        let moment = crate::steady::Moment::of(&*self.clock);
        let end = self.steady.known(&timer, moment);
        if text.contains(':') {
            last_before(&self.practice, text, end + TimeDelta::seconds(1), first_pass, "from")
        } else {
            Ok(second_passed(end - typed_time::length(text, "from")?))
        }
    }
}

/// The last time before an instant at which the clock on the wall showed this.
fn last_before(
    practice: &Practice,
    text: &str,
    end: DateTime<Utc>,
    first_pass: Option<bool>,
    field: &'static str,
) -> Result<DateTime<Utc>, Error> {
    let time = typed_time::time(text, field)?;
    let day = practice.day(end);
    let at = |day| typed_time::instant(NaiveDateTime::new(day, time), practice.zone, first_pass, field);
    let found = at(day)?;
    match day.pred_opt() {
        Some(before) if found >= end => at(before),
        Some(_) | None => Ok(found),
    }
}

/// The running timer of the actor; one that stands goes on, since whoever does something with it is there.
/// From then on it goes by where it began anew, or a clock that was set meanwhile would be counted.
fn awake(change: &mut Change<'_>, actor: &Actor, steady: &Steady) -> Result<(TimerRow, Steady), Error> {
    let timer = found(store::timers::of_staff(change.tx, actor.staff)?, "timer")?;
    let mut steady = steady.clone();
    if timer.away.is_none() {
        return Ok((timer, steady));
    }
    away::go_on(change, &steady, &timer)?;
    steady.begin(timer.id, change.moment());
    Ok((store::timers::by_id(change.tx, timer.id)?, steady))
}

fn first(change: &Change<'_>, timer: &TimerRow) -> Result<DateTime<Utc>, Error> {
    let stretches = stretches::of(change.tx, timer, timer.heartbeat_at)?;
    Ok(stretches.iter().map(|part| part.started_at).min().unwrap_or(timer.started_at))
}

fn about(change: &mut Change<'_>, timer: &TimerRow) -> Result<(), Error> {
    let patient = store::enrollments::patient_of(change.tx, timer.enrollment_id)?;
    change.trace.patient(patient).object(timer.id.get());
    Ok(())
}

fn move_tail(
    change: &mut Change<'_>,
    actor: &Actor,
    steady: &Steady,
    timer: &TimerRow,
    from: Option<DateTime<Utc>>,
    enrollment: EnrollmentId,
) -> Result<(), Error> {
    let other = store::enrollments::by_id(change.tx, enrollment)
        .map_err(|_| Error::NotFound("enrollment"))?
        .patient_id;
    let end = steady.known(timer, change.moment());
    let whole = stretches::of(change.tx, timer, end)?;
    let (head, tail) = match from {
        Some(from) if from >= end || from < first(change, timer)? => {
            return Err(Error::field("from", "This is not within the timer."));
        }
        Some(from) => stretches::cut_at(&whole, from),
        None => (Vec::new(), whole),
    };
    let moved = stretches::total(&tail).num_seconds();
    if head.is_empty() {
        store::timers::set_enrollment(change.tx, timer.id, enrollment)?;
        about(change, timer)?;
    } else {
        write_tail(change, actor, timer, &tail, end, enrollment)?;
        write_stretches(change, actor, timer, &head, false)?;
    }
    change.trace.note("moved_s", moved).note("to_enrollment", enrollment.get());
    change.trace.also = Some(other);
    Ok(())
}

/// The tail goes on as a timer of its own, in the place of the other.
fn write_tail(
    change: &mut Change<'_>,
    actor: &Actor,
    timer: &TimerRow,
    tail: &[PartRow],
    end: DateTime<Utc>,
    enrollment: EnrollmentId,
) -> Result<(), Error> {
    store::timers::remove(change.tx, timer.id)?;
    let (open, over) = match tail.split_last() {
        Some((last, over)) if last.ended_at == end && last.started_at >= timer.started_at => {
            (last.started_at, over)
        }
        Some(_) | None => (end, tail),
    };
    let id = timers::insert(change, actor, enrollment, timer.activity.clone(), open)?;
    for part in over {
        store::timer_parts::add(change.tx, id, part)?;
    }
    store::timers::beat(change.tx, id, end)?;
    store::timers::set_phone(change.tx, id, timer.phone)?;
    store::timers::set_clock_jump(change.tx, id, timer.clock_jump_ms)?;
    change.trace.begun.push((id, Some(timer.id)));
    Ok(())
}
