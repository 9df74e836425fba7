//! The running timer: a row from its first second, proven by a heartbeat, never counted past its last proof.

use chrono::{DateTime, TimeDelta, Utc};
use rules::{Month, Seconds};
use store::entries::NewEntry;
use store::timers::{NewTimer, TimerRow};
use store::{EnrollmentId, EntryId, PatientId, StaffId, TimerId, Tx};

use crate::change::Change;
use crate::clock::second_coming;
pub use crate::heartbeat::HEARTBEAT_S;
use crate::op::{Actor, Op, found};
use crate::running::Running;
use crate::steady::{Moment, Steady};
use crate::{Error, Tracker, entries, month, text};

/// No stretch of work for one patient is that long: the rules hold an entry of more than four hours back.
const FORGOTTEN: TimeDelta = TimeDelta::hours(4);

/// The activity of an entry for which none was chosen; it never counts.
pub const UNLABELLED: &str = "unlabelled";

/// What a stop wrote.
#[derive(Clone, Debug)]
pub struct Stopped {
    /// The entry; none when less than a second had passed.
    pub entry: Option<EntryId>,
    /// Patient.
    pub patient: PatientId,
    /// The month it lies in.
    pub month: Month,
    /// Its length.
    pub length: Seconds,
}

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
        Ok(rows.iter().any(|row| !row.interrupted && row.started_at > since))
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
        let steady = self.steady.clone();
        let (stopped, id, start) = self.change(actor, Op::StartTimer, |change| {
            // Under a clock that fell back to 1970 the time could not be kept when the timer stops.
            month::known(Month::of(change.today()))?;
            let patient = store::enrollments::by_id(change.tx, enrollment)
                .map_err(|_| Error::NotFound("enrollment"))?
                .patient_id;
            let stopped = stop_running(change, actor, &steady)?;
            let at = second_coming(change.now);
            let id = store::timers::insert(
                change.tx,
                &NewTimer {
                    staff_id: actor.staff,
                    enrollment_id: enrollment,
                    activity,
                    note: String::new(),
                    started_at: at,
                    heartbeat_at: at,
                },
            )?;
            change.trace.patient(patient).object(id.get()).note("enrollment", enrollment.get());
            if let Some(entry) = stopped.as_ref().and_then(|stopped| stopped.entry) {
                change.trace.note("stopped_entry", entry.get());
            }
            Ok((stopped, id, change.moment()))
        })?;
        self.steady.begin(id, start);
        let running = found(self.running(actor)?, "timer")?;
        Ok((running, stopped))
    }

    fn activity_now(&self, slug: &str) -> Result<String, Error> {
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
        self.change(actor, Op::DescribeTimer, |change| {
            let timer = found(store::timers::of_staff(change.tx, actor.staff)?, "timer")?;
            store::timers::set_activity(change.tx, timer.id, activity.as_deref())?;
            store::timers::set_note(change.tx, timer.id, &note)?;
            let patient = store::enrollments::by_id(change.tx, timer.enrollment_id)?.patient_id;
            change
                .trace
                .patient(patient)
                .object(timer.id.get())
                .note("activity", activity.unwrap_or_default());
            Ok(())
        })?;
        found(self.running(actor)?, "timer")
    }

    /// Stops the running timer and writes its entry.
    ///
    /// # Errors
    /// No timer runs; an unknown activity; an interrupted timer, which is settled instead.
    pub fn stop_timer(
        &mut self,
        actor: &Actor,
        activity: Option<&str>,
        note: Option<&str>,
    ) -> Result<Stopped, Error> {
        self.beat_if_late()?;
        let activity = activity.map(|slug| self.activity_now(slug)).transpose()?;
        let note = note.map(|note| text::note(note, "note")).transpose()?;
        let steady = self.steady.clone();
        self.change(actor, Op::StopTimer, |change| {
            let mut timer = found(store::timers::of_staff(change.tx, actor.staff)?, "timer")?;
            refuse_interrupted(&timer)?;
            timer.activity = activity.or(timer.activity);
            timer.note = note.unwrap_or(timer.note);
            let end = steady.reached(&timer, change.moment());
            write_out(change, actor, &timer, end, "timed")
        })
    }

    /// Answers for an interrupted timer.
    ///
    /// # Errors
    /// No timer is interrupted.
    pub fn settle_timer(&mut self, actor: &Actor, choice: Settle) -> Result<Option<Running>, Error> {
        let goes_on = self.change(actor, Op::SettleTimer, |change| {
            let timer = found(store::timers::of_staff(change.tx, actor.staff)?, "timer")?;
            if !timer.interrupted {
                return Err(Error::refused("This timer was not interrupted: it runs."));
            }
            settle(change, actor, &timer, choice)
        })?;
        if let Some((id, start)) = goes_on {
            self.steady.begin(id, start);
        }
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

fn refuse_interrupted(timer: &TimerRow) -> Result<(), Error> {
    if !timer.interrupted {
        return Ok(());
    }
    Err(Error::refused(
        "This timer was interrupted: the computer slept or the program ended. Say first what becomes of the time until then.",
    ))
}

fn stop_running(change: &mut Change<'_>, actor: &Actor, steady: &Steady) -> Result<Option<Stopped>, Error> {
    let Some(timer) = store::timers::of_staff(change.tx, actor.staff)? else { return Ok(None) };
    refuse_interrupted(&timer)?;
    let end = steady.reached(&timer, change.moment());
    write_out(change, actor, &timer, end, "timed").map(Some)
}

/// Stops the timer of a person who may no longer answer for it, at its last proof: nobody else ever could.
pub(crate) fn stop_for(change: &mut Change<'_>, actor: &Actor, staff: StaffId) -> Result<(), Error> {
    let Some(timer) = store::timers::of_staff(change.tx, staff)? else { return Ok(()) };
    let stopped = write_out(change, actor, &timer, timer.heartbeat_at, "recovered")?;
    if let Some(entry) = stopped.entry {
        change.trace.note("stopped_entry", entry.get());
    }
    Ok(())
}

/// The timer that goes on, if one does, and when it was started.
fn settle(
    change: &mut Change<'_>,
    actor: &Actor,
    timer: &TimerRow,
    choice: Settle,
) -> Result<Option<(TimerId, Moment)>, Error> {
    let gap = (change.now - timer.heartbeat_at).num_seconds();
    change.trace.note("choice", format!("{choice:?}")).note("gap_s", gap);
    if choice == Settle::Discard {
        let patient = store::enrollments::by_id(change.tx, timer.enrollment_id)?.patient_id;
        let lost = (timer.heartbeat_at - timer.started_at).num_seconds();
        change.trace.patient(patient).object(timer.id.get()).note("discarded_s", lost);
        store::timers::remove(change.tx, timer.id)?;
        return Ok(None);
    }
    write_out(change, actor, timer, timer.heartbeat_at, "recovered")?;
    if choice == Settle::KeepAndStop {
        return Ok(None);
    }
    let next = go_on(change.tx, timer, second_coming(change.now))?;
    Ok(Some((next, change.moment())))
}

fn go_on(tx: &Tx<'_>, timer: &TimerRow, at: DateTime<Utc>) -> Result<TimerId, Error> {
    Ok(store::timers::insert(
        tx,
        &NewTimer {
            staff_id: timer.staff_id,
            enrollment_id: timer.enrollment_id,
            activity: timer.activity.clone(),
            note: String::new(),
            started_at: at,
            heartbeat_at: at,
        },
    )?)
}

/// Turns a timer into an entry that ends at `end`; a timer without a whole second leaves none.
fn write_out(
    change: &mut Change<'_>,
    actor: &Actor,
    timer: &TimerRow,
    end: DateTime<Utc>,
    origin: &str,
) -> Result<Stopped, Error> {
    let patient = store::enrollments::by_id(change.tx, timer.enrollment_id)?.patient_id;
    // A timer forgotten for days is stale after four hours anyway; the table takes two days.
    let end = end.min(timer.started_at + TimeDelta::seconds(store::entries::LONGEST_S));
    store::timers::remove(change.tx, timer.id)?;
    change.trace.patient(patient);
    let mut stopped = Stopped {
        entry: None,
        patient,
        month: Month::of(change.practice.day(timer.started_at)),
        length: Seconds::ZERO,
    };
    if end > timer.started_at {
        let entry = entries::write(
            change,
            &NewEntry {
                patient_id: patient,
                enrollment_id: timer.enrollment_id,
                staff_id: timer.staff_id,
                started_at: timer.started_at,
                ended_at: end,
                time_zone: change.practice.zone.name().to_owned(),
                service_date: change.practice.day(timer.started_at),
                activity: timer.activity.clone().unwrap_or_else(|| UNLABELLED.to_owned()),
                note: timer.note.clone(),
                origin: origin.to_owned(),
                part_of_visit: false,
                replaces_id: None,
                reason: None,
                written_by: actor.staff,
                written_at: change.now,
            },
        )?;
        if timer.clock_jump_ms != 0 {
            store::entries::note_clock_jump(change.tx, entry, timer.clock_jump_ms)?;
            change.trace.note("clock_jump_ms", timer.clock_jump_ms);
        }
        stopped.entry = Some(entry);
        stopped.length = Seconds((end - timer.started_at).num_seconds());
    }
    Ok(stopped)
}
