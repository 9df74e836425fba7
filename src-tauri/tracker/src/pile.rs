//! Interruptions: a timer waits on a pile while another one runs, and comes back when that one ends.

use store::timers::TimerRow;
use store::{EnrollmentId, TimerId};

use crate::change::Change;
use crate::clock::second_coming;
use crate::op::{Actor, Op};
use crate::steady::Steady;
use crate::timers::{self, Stopped, said_of};
use crate::undo::Redo;
use crate::write_out::{End, end_of, write_out};
use crate::{Error, Tracker, stretches, text};

impl Tracker {
    /// Pauses the running timer, if one runs, and starts another; `pop_timer` returns to it.
    ///
    /// # Errors
    /// No such enrollment; an unknown activity.
    pub fn push_timer(
        &mut self,
        actor: &Actor,
        enrollment: EnrollmentId,
        activity: Option<&str>,
    ) -> Result<(), Error> {
        self.beat_if_late()?;
        let activity = activity.map(|slug| self.activity_now(slug)).transpose()?;
        let redo = Redo::Push { enrollment, activity: activity.clone() };
        self.act(actor, Op::PushTimer, redo, |change, steady| {
            if let Some(timer) = store::timers::of_staff(change.tx, actor.staff)? {
                pause(change, steady, &timer)?;
            }
            timers::begin(change, actor, enrollment, activity).map(|_| ())
        })
    }

    /// Stops the running timer, if one runs, and returns to the one that was paused last.
    ///
    /// # Errors
    /// Nothing is paused; an unknown activity.
    pub fn pop_timer(
        &mut self,
        actor: &Actor,
        activity: Option<&str>,
        note: Option<&str>,
    ) -> Result<Option<Stopped>, Error> {
        self.beat_if_late()?;
        let activity = activity.map(|slug| self.activity_now(slug)).transpose()?;
        let note = note.map(|note| text::note(note, "note")).transpose()?;
        let redo = Redo::Pop { activity: activity.clone(), note: note.clone() };
        self.act(actor, Op::PopTimer, redo, |change, steady| {
            let paused = store::timers::paused_of_staff(change.tx, actor.staff)?;
            let Some(back) = paused.into_iter().next() else {
                return Err(Error::refused("Nothing is paused."));
            };
            let mut stopped = None;
            if let Some(mut timer) = store::timers::of_staff(change.tx, actor.staff)? {
                said_of(change, &mut timer, activity, note)?;
                let end = end_of(change, steady, &timer)?;
                stopped = Some(write_out(change, actor, &timer, &end)?);
            }
            resume(change, &back)?;
            Ok(stopped)
        })
    }

    /// Writes the time of a paused timer that nobody goes back to.
    ///
    /// # Errors
    /// No such paused timer; an unknown activity.
    pub fn stop_paused(
        &mut self,
        actor: &Actor,
        timer: TimerId,
        activity: Option<&str>,
        note: Option<&str>,
    ) -> Result<Stopped, Error> {
        let activity = activity.map(|slug| self.activity_now(slug)).transpose()?;
        let note = note.map(|note| text::note(note, "note")).transpose()?;
        self.act(actor, Op::StopPaused, Redo::Nothing, |change, _| {
            let paused = store::timers::paused_of_staff(change.tx, actor.staff)?;
            let found = paused.into_iter().find(|row| row.id == timer);
            let mut timer = found.ok_or(Error::NotFound("paused timer"))?;
            timer.activity = activity.or(timer.activity);
            timer.note = note.unwrap_or(timer.note);
            let end = End { at: timer.heartbeat_at, recovered: false };
            write_out(change, actor, &timer, &end)
        })
    }
}

fn pause(change: &mut Change<'_>, steady: &Steady, timer: &TimerRow) -> Result<(), Error> {
    let end = end_of(change, steady, timer)?;
    stretches::close(change.tx, timer, end.at)?;
    let pile = store::timers::paused_of_staff(change.tx, timer.staff_id)?;
    let top = pile.first().and_then(|row| row.paused).unwrap_or(0);
    store::timers::set_paused(change.tx, timer.id, Some(top + 1))?;
    // Nothing of it is open, and it stands nowhere.
    store::timers::open_stretch(change.tx, timer.id, end.at)?;
    change.trace.note("paused", timer.id.get());
    Ok(())
}

fn resume(change: &mut Change<'_>, timer: &TimerRow) -> Result<(), Error> {
    let patient = store::enrollments::patient_of(change.tx, timer.enrollment_id)?;
    store::timers::set_paused(change.tx, timer.id, None)?;
    store::timers::open_stretch(change.tx, timer.id, second_coming(change.now))?;
    change.trace.begun.push((timer.id, None));
    change.trace.patient(patient).object(timer.id.get()).note("resumed", timer.id.get());
    Ok(())
}
