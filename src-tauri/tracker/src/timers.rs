//! The running timer: a row from its first second, proven by a heartbeat, never counted past its last proof.

use chrono::{DateTime, TimeDelta, Utc};
use store::timers::{NewTimer, TimerRow};
use store::{EnrollmentId, TimerId};

use crate::change::Change;
use crate::clock::second_coming;
pub use crate::heartbeat::HEARTBEAT_S;
use crate::op::{Actor, Op, found};
use crate::running::Running;
use crate::steady::Steady;
use crate::undo::Redo;
pub use crate::write_out::Stopped;
use crate::write_out::{end_of, write_out};
use crate::{Error, Tracker, entries, month, text};

/// No stretch of work for one patient is that long: the rules hold an entry of more than four hours back.
pub(crate) const FORGOTTEN: TimeDelta = TimeDelta::hours(4);

/// The activity of an entry for which none was chosen; it never counts.
pub const UNLABELLED: &str = "unlabelled";

/// How a person answers for an interrupted timer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settle {
    /// Keep the time to the last proof, time on from now.
    KeepAndGoOn,
    /// Keep the time to the last proof, stop.
    KeepAndStop,
    /// Throw the time away.
    Discard,
}

impl Tracker {
    /// The start of any timer that runs now: shown while locked, without a name.
    ///
    /// # Errors
    /// The disk.
    pub fn running_since(&self, actor: &Actor) -> Result<Option<DateTime<Utc>>, Error> {
        let row = self.store.read(|conn| store::timers::of_staff(conn, actor.staff))?;
        Ok(row.map(|row| row.started_at))
    }

    /// Does a timer run that somebody may still be working by? One that is older than that was forgotten.
    ///
    /// # Errors
    /// The disk.
    pub fn is_timing(&self) -> Result<bool, Error> {
        let since = self.clock.now() - FORGOTTEN;
        let rows = self.store.read(store::timers::all)?;
        Ok(rows.iter().any(|row| row.away.is_none() && row.started_at > since))
    }

    /// The actor's running timer with its month's bar.
    ///
    /// # Errors
    /// The disk.
    pub fn running(&mut self, actor: &Actor) -> Result<Option<Running>, Error> {
        self.beat()?;
        let Some(row) = self.store.read(|conn| store::timers::of_staff(conn, actor.staff))? else {
            return Ok(None);
        };
        self.read_running(row).map(Some)
    }

    /// Starts a timer. The actor's running one, if any, is stopped first, in the same change.
    ///
    /// # Errors
    /// No such enrollment; an interrupted timer that waits for an answer.
    pub fn start_timer(
        &mut self,
        actor: &Actor,
        enrollment: EnrollmentId,
        activity: Option<&str>,
    ) -> Result<(Running, Option<Stopped>), Error> {
        self.beat_if_late()?;
        let activity = activity.map(|slug| self.activity_now(slug)).transpose()?;
        let redo = Redo::Start { enrollment, activity: activity.clone() };
        let stopped = self.act(actor, Op::StartTimer, redo, |change, steady| {
            let stopped = stop_running(change, actor, steady)?;
            begin(change, actor, enrollment, activity)?;
            if let Some(entry) = stopped.as_ref().and_then(|stopped| stopped.entry) {
                change.trace.note("stopped_entry", entry.get());
            }
            Ok(stopped)
        })?;
        let running = found(self.running(actor)?, "timer")?;
        Ok((running, stopped))
    }

    /// Starts what the actor did last once more: the same patient, the same activity.
    ///
    /// # Errors
    /// Nothing was ever timed; as `start_timer`.
    pub fn continue_last(&mut self, actor: &Actor) -> Result<(Running, Option<Stopped>), Error> {
        let last = self.store.read(|conn| store::entries::last_of_staff(conn, actor.staff))?;
        let last =
            last.ok_or_else(|| Error::refused("Nothing was timed yet: there is nothing to go on with."))?;
        let activity = Some(last.activity.as_str()).filter(|slug| *slug != UNLABELLED);
        self.start_timer(actor, last.enrollment_id, activity)
    }

    pub(crate) fn activity_now(&self, slug: &str) -> Result<String, Error> {
        entries::activity(slug, &self.practice, self.clock.now())
    }

    /// Sets activity and note of the running timer.
    ///
    /// # Errors
    /// No timer runs; an unknown activity.
    pub fn describe_timer(
        &mut self,
        actor: &Actor,
        activity: Option<&str>,
        note: &str,
    ) -> Result<Running, Error> {
        let activity = activity.map(|slug| self.activity_now(slug)).transpose()?;
        let note = text::note(note, "note")?;
        let redo = Redo::Describe { activity: activity.clone(), note: note.clone() };
        self.act(actor, Op::DescribeTimer, redo, |change, _| {
            let timer = found(store::timers::of_staff(change.tx, actor.staff)?, "timer")?;
            store::timers::set_activity(change.tx, timer.id, activity.as_deref())?;
            store::timers::set_note(change.tx, timer.id, &note)?;
            let patient = store::enrollments::patient_of(change.tx, timer.enrollment_id)?;
            change
                .trace
                .patient(patient)
                .object(timer.id.get())
                .note("activity", activity.unwrap_or_default());
            Ok(())
        })?;
        found(self.running(actor)?, "timer")
    }

    /// Stops the running timer and writes its entries. One that stands ends at its last proof, and the time since is set aside.
    ///
    /// # Errors
    /// No timer runs; an unknown activity.
    pub fn stop_timer(
        &mut self,
        actor: &Actor,
        activity: Option<&str>,
        note: Option<&str>,
    ) -> Result<Stopped, Error> {
        self.beat_if_late()?;
        let activity = activity.map(|slug| self.activity_now(slug)).transpose()?;
        let note = note.map(|note| text::note(note, "note")).transpose()?;
        let redo = Redo::Stop { activity: activity.clone(), note: note.clone() };
        self.act(actor, Op::StopTimer, redo, |change, steady| {
            let mut timer = found(store::timers::of_staff(change.tx, actor.staff)?, "timer")?;
            said_of(change, &mut timer, activity, note)?;
            let end = end_of(change, steady, &timer)?;
            write_out(change, actor, &timer, &end)
        })
    }

    /// Answers for an interrupted timer.
    ///
    /// # Errors
    /// No timer is interrupted.
    pub fn settle_timer(&mut self, actor: &Actor, choice: Settle) -> Result<Option<Running>, Error> {
        self.act(actor, Op::SettleTimer, Redo::Nothing, |change, steady| {
            let timer = found(store::timers::of_staff(change.tx, actor.staff)?, "timer")?;
            if timer.away.is_none() {
                return Err(Error::refused("This timer was not interrupted: it runs."));
            }
            settle(change, actor, steady, &timer, choice)
        })?;
        self.running(actor)
    }

    /// Activities the actor used in the last 90 days, most used first.
    ///
    /// # Errors
    /// The disk.
    pub fn most_used(&self, actor: &Actor) -> Result<Vec<String>, Error> {
        let since = self.clock.now() - TimeDelta::days(90);
        let counts = self.store.read(|conn| store::entries::activity_counts(conn, actor.staff, since))?;
        Ok(counts.into_iter().map(|(slug, _)| slug).filter(|slug| slug != UNLABELLED).collect())
    }
}

/// What its owner says of a timer that ends.
pub(crate) fn said_of(
    change: &Change<'_>,
    timer: &mut TimerRow,
    activity: Option<String>,
    note: Option<String>,
) -> Result<(), Error> {
    timer.activity = activity.or(timer.activity.take());
    if let Some(note) = note {
        change.practice.timing.noted(timer.activity.as_deref(), &note)?;
        timer.note = note;
    }
    Ok(())
}

/// Stops the running timer of the actor, if there is one.
pub(crate) fn stop_running(
    change: &mut Change<'_>,
    actor: &Actor,
    steady: &Steady,
) -> Result<Option<Stopped>, Error> {
    let Some(timer) = store::timers::of_staff(change.tx, actor.staff)? else { return Ok(None) };
    let end = end_of(change, steady, &timer)?;
    write_out(change, actor, &timer, &end).map(Some)
}

/// Begins a timer of the actor now.
pub(crate) fn begin(
    change: &mut Change<'_>,
    actor: &Actor,
    enrollment: EnrollmentId,
    activity: Option<String>,
) -> Result<TimerId, Error> {
    // Under a clock that fell back to 1970 the time could not be kept when the timer stops.
    month::known(rules::Month::of(change.today()))?;
    let patient = store::enrollments::by_id(change.tx, enrollment)
        .map_err(|_| Error::NotFound("enrollment"))?
        .patient_id;
    let at = second_coming(change.now);
    let id = insert(change, actor, enrollment, activity, at)?;
    change.trace.begun.push((id, None));
    change.trace.patient(patient).object(id.get()).note("enrollment", enrollment.get());
    Ok(id)
}

/// A timer of the actor whose open stretch began at an instant and is proven for none of its seconds.
pub(crate) fn insert(
    change: &Change<'_>,
    actor: &Actor,
    enrollment: EnrollmentId,
    activity: Option<String>,
    at: DateTime<Utc>,
) -> Result<TimerId, Error> {
    let new = NewTimer {
        staff_id: actor.staff,
        enrollment_id: enrollment,
        activity,
        note: String::new(),
        started_at: at,
        heartbeat_at: at,
    };
    Ok(store::timers::insert(change.tx, &new)?)
}

fn settle(
    change: &mut Change<'_>,
    actor: &Actor,
    steady: &Steady,
    timer: &TimerRow,
    choice: Settle,
) -> Result<(), Error> {
    change.trace.note("choice", format!("{choice:?}"));
    match choice {
        Settle::Discard => discard(change, timer),
        Settle::KeepAndStop => {
            let end = crate::write_out::End { at: timer.heartbeat_at, recovered: true };
            write_out(change, actor, timer, &end).map(|_| ())
        }
        Settle::KeepAndGoOn => {
            let end = crate::write_out::End { recovered: true, ..end_of(change, steady, timer)? };
            write_out(change, actor, timer, &end)?;
            begin(change, actor, timer.enrollment_id, timer.activity.clone()).map(|_| ())
        }
    }
}

fn discard(change: &mut Change<'_>, timer: &TimerRow) -> Result<(), Error> {
    let patient = store::enrollments::patient_of(change.tx, timer.enrollment_id)?;
    let stretches = crate::stretches::of(change.tx, timer, timer.heartbeat_at)?;
    let lost = crate::stretches::total(&stretches).num_seconds();
    change.trace.patient(patient).object(timer.id.get()).note("discarded_s", lost);
    Ok(store::timers::remove(change.tx, timer.id)?)
}
