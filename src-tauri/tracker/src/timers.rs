//! The running timer: a row from its first second, proven by a heartbeat, never counted past its last proof.

use chrono::{DateTime, TimeDelta, Utc};
use rules::{Month, Seconds};
use store::entries::NewEntry;
use store::timers::{NewTimer, TimerRow};
use store::{EnrollmentId, EntryId, PatientId, StaffId, Tx};

use crate::change::Change;
use crate::clock::{second_coming, second_passed};
use crate::op::{Actor, Op, found};
use crate::running::Running;
use crate::{Error, Tracker, entries, month, text};

/// Seconds between two proofs that the timers run: what a crash can cost at most.
pub const HEARTBEAT_S: u64 = 15;

/// A longer gap between two proofs means that the computer slept or the program was gone: three missed beats.
const GAP: TimeDelta = TimeDelta::seconds(45);

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
    /// Proves that the timers still run; one that was without proof for too long is interrupted at its last. So is every
    /// timer when the wall clock was set: the seconds it shows since then are not seconds of work.
    ///
    /// # Errors
    /// The disk.
    pub fn beat(&mut self) -> Result<(), Error> {
        self.trust.stamper.compare(self.clock.now(), self.clock.mono_ms());
        if self.trust.is_read_only() {
            return Ok(());
        }
        let now = second_passed(self.clock.now());
        let clock_was_set = self.trust.stamper.take_apart();
        let beaten = self.store.write(|tx| -> Result<(), Error> {
            if clock_was_set {
                store::timers::interrupt_all(tx)?;
            }
            store::timers::interrupt_older(tx, now - GAP)?;
            Ok(store::timers::beat(tx, now)?)
        });
        beaten.inspect_err(|error| self.trust.failed(error, &self.home.vault_dir()))
    }

    /// As [`Tracker::beat`], before a change that proves its own timer: only an interruption is written by itself, so that
    /// a stop waits for the disk once.
    fn beat_if_interrupted(&mut self) -> Result<(), Error> {
        let now = self.clock.now();
        self.trust.stamper.compare(now, self.clock.mono_ms());
        let since = second_passed(now) - GAP;
        if self.trust.stamper.is_apart()
            || self.store.read(|conn| store::timers::is_any_older(conn, since))?
        {
            self.beat()?;
        }
        Ok(())
    }

    /// At opening: no timer of an earlier run of the program can have gone on.
    pub(crate) fn interrupt_all(&mut self) -> Result<(), Error> {
        self.store.write(|tx| Ok(store::timers::interrupt_all(tx)?))
    }

    /// The start of any timer that runs now: shown while locked, without a name.
    ///
    /// # Errors
    /// The disk.
    pub fn running_since(&self, actor: &Actor) -> Result<Option<DateTime<Utc>>, Error> {
        let row = self.store.read(|conn| store::timers::of_staff(conn, actor.staff))?;
        Ok(row.map(|row| row.started_at))
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
        self.beat_if_interrupted()?;
        let activity = activity.map(|slug| self.activity_now(slug)).transpose()?;
        let stopped = self.change(actor, Op::StartTimer, |change| {
            // Under a clock that fell back to 1970 the time could not be kept when the timer stops.
            month::known(Month::of(change.today()))?;
            let patient = store::enrollments::by_id(change.tx, enrollment)
                .map_err(|_| Error::NotFound("enrollment"))?
                .patient_id;
            let stopped = stop_running(change, actor)?;
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
            Ok(stopped)
        })?;
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
        self.beat_if_interrupted()?;
        let activity = activity.map(|slug| self.activity_now(slug)).transpose()?;
        let note = note.map(|note| text::note(note, "note")).transpose()?;
        self.change(actor, Op::StopTimer, |change| {
            let mut timer = found(store::timers::of_staff(change.tx, actor.staff)?, "timer")?;
            refuse_interrupted(&timer)?;
            timer.activity = activity.or(timer.activity);
            timer.note = note.unwrap_or(timer.note);
            write_out(change, actor, &timer, second_passed(change.now), "timed")
        })
    }

    /// Answers for an interrupted timer.
    ///
    /// # Errors
    /// No timer is interrupted.
    pub fn settle_timer(&mut self, actor: &Actor, choice: Settle) -> Result<Option<Running>, Error> {
        self.change(actor, Op::SettleTimer, |change| {
            let timer = found(store::timers::of_staff(change.tx, actor.staff)?, "timer")?;
            if !timer.interrupted {
                return Err(Error::refused("This timer was not interrupted: it runs."));
            }
            settle(change, actor, &timer, choice)
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

fn refuse_interrupted(timer: &TimerRow) -> Result<(), Error> {
    if !timer.interrupted {
        return Ok(());
    }
    Err(Error::refused(
        "This timer was interrupted: the computer slept or the program ended. Say first what becomes of the time until then.",
    ))
}

fn stop_running(change: &mut Change<'_>, actor: &Actor) -> Result<Option<Stopped>, Error> {
    let Some(timer) = store::timers::of_staff(change.tx, actor.staff)? else { return Ok(None) };
    refuse_interrupted(&timer)?;
    write_out(change, actor, &timer, second_passed(change.now), "timed").map(Some)
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

fn settle(change: &mut Change<'_>, actor: &Actor, timer: &TimerRow, choice: Settle) -> Result<(), Error> {
    let gap = (change.now - timer.heartbeat_at).num_seconds();
    change.trace.note("choice", format!("{choice:?}")).note("gap_s", gap);
    if choice == Settle::Discard {
        let patient = store::enrollments::by_id(change.tx, timer.enrollment_id)?.patient_id;
        let lost = (timer.heartbeat_at - timer.started_at).num_seconds();
        change.trace.patient(patient).object(timer.id.get()).note("discarded_s", lost);
        return Ok(store::timers::remove(change.tx, timer.id)?);
    }
    write_out(change, actor, timer, timer.heartbeat_at, "recovered")?;
    if choice == Settle::KeepAndGoOn {
        go_on(change.tx, timer, second_coming(change.now))?;
    }
    Ok(())
}

fn go_on(tx: &Tx<'_>, timer: &TimerRow, at: DateTime<Utc>) -> Result<(), Error> {
    store::timers::insert(
        tx,
        &NewTimer {
            staff_id: timer.staff_id,
            enrollment_id: timer.enrollment_id,
            activity: timer.activity.clone(),
            note: String::new(),
            started_at: at,
            heartbeat_at: at,
        },
    )?;
    Ok(())
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
    // A clock set back must not lose what was proven before; the last proof stands.
    let end = end.max(timer.heartbeat_at);
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
        stopped.entry = Some(entry);
        stopped.length = Seconds((end - timer.started_at).num_seconds());
    }
    Ok(stopped)
}
