//! Somebody is away from a running timer: nobody touches the computer, its screen is locked, it sleeps. The timer stands from
//! the moment it began, and goes on when somebody is back; what lies between is set aside.

use chrono::{DateTime, TimeDelta, Utc};
use store::timers::{Away, TimerRow};
use store::{TimerId, Tx};

use crate::change::Change;
use crate::clock::{second_coming, second_passed};
use crate::heartbeat::GAP;
use crate::op::{Actor, Op};
use crate::steady::{Moment, Steady};
use crate::timers::FORGOTTEN;
use crate::write_out::set_aside;
use crate::{Error, Tracker, stretches};

/// What is known of who is in front of the computer.
#[derive(Debug, Default)]
pub(crate) struct Presence {
    /// The last touch that the system told of; none where it tells of none.
    touched: Option<Moment>,
    /// The last time somebody did something with a timer, or touched the window.
    acted: Option<Moment>,
    /// Since when the screen of the computer is locked.
    locked: Option<Moment>,
    /// When it was found that somebody is away.
    noticed: Option<Moment>,
}

impl Presence {
    /// Somebody did something with a timer or in the window: whoever does is there.
    pub(crate) fn acted(&mut self, at: Moment) {
        self.acted = Some(at);
    }

    /// A timer stands since somebody is away.
    pub(crate) fn noticed(&mut self, at: Moment) {
        self.noticed = Some(at);
    }

    fn touched(&mut self, at: Moment) {
        if self.touched.is_none_or(|known| known.mono_ms < at.mono_ms) {
            self.touched = Some(at);
        }
    }

    /// The last time somebody was surely there.
    fn last(&self) -> Option<Moment> {
        let touched = self.touched?;
        Some(self.acted.filter(|acted| acted.mono_ms > touched.mono_ms).unwrap_or(touched))
    }
}

/// What a look at who is there has found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attended {
    /// Nothing new.
    Same,
    /// A timer stands from now on.
    Left,
    /// A timer goes on.
    Back,
}

impl Tracker {
    /// Looks who is there. `idle`: for how long the system has seen no touch, where it can tell; `actor`: whose timer goes on.
    ///
    /// # Errors
    /// The disk.
    pub fn attend(&mut self, actor: Option<&Actor>, idle: Option<TimeDelta>) -> Result<Attended, Error> {
        if self.trust.is_read_only() {
            return Ok(Attended::Same);
        }
        let at = Moment::of(&*self.clock);
        if let Some(idle) = idle {
            self.presence.touched(at.before(idle));
        }
        let limit = TimeDelta::minutes(i64::from(self.practice.timing.idle_minutes));
        // Whoever did something with a timer was there, whatever the system says.
        let since = |last: Moment| TimeDelta::milliseconds(at.mono_ms - last.mono_ms);
        if idle.is_some() && self.presence.last().is_some_and(|last| since(last) >= limit) {
            return self.leave(at, Away::Idle);
        }
        if let Some(locked) = self.presence.locked {
            let long = TimeDelta::milliseconds(at.mono_ms - locked.mono_ms) > GAP;
            return if long { self.leave(at, Away::Lock) } else { Ok(Attended::Same) };
        }
        let back = self.presence.touched.zip(self.presence.noticed);
        match (actor, back) {
            (Some(actor), Some((touched, noticed))) if touched.mono_ms > noticed.mono_ms => {
                self.come_back(actor)
            }
            _ => Ok(Attended::Same),
        }
    }

    /// The screen of the computer is locked, or is no more. For how long it was, and what it asks, is found by `attend`.
    pub fn screen_locked(&mut self, locked: bool) {
        let now = Moment::of(&*self.clock);
        self.presence.locked = if locked { self.presence.locked.or(Some(now)) } else { None };
    }

    /// Somebody touched the window: the screen is not locked, and whoever was away is back.
    ///
    /// # Errors
    /// The disk.
    pub fn touched(&mut self, actor: &Actor) -> Result<Attended, Error> {
        // What is done by a test driver, or over a network, never touches the system itself.
        self.presence.acted(Moment::of(&*self.clock));
        self.presence.locked = None;
        if self.presence.noticed.is_some() { self.come_back(actor) } else { Ok(Attended::Same) }
    }

    /// Somebody is surely there: signed in, or touching the window. A timer that stands goes on, and what passed is set aside.
    ///
    /// One that stood for hours, or since another day, or since the program ended, waits for an answer instead.
    ///
    /// # Errors
    /// The disk.
    pub fn come_back(&mut self, actor: &Actor) -> Result<Attended, Error> {
        self.presence.noticed = None;
        let now = Moment::of(&*self.clock);
        let timer = self.store.read(|conn| store::timers::of_staff(conn, actor.staff))?;
        let Some(timer) = timer.filter(|timer| self.goes_on(timer, now)) else { return Ok(Attended::Same) };
        let steady = self.steady.clone();
        let (id, start) = self.change(actor, Op::ComeBack, |change| {
            go_on(change, &steady, &timer)?;
            let patient = store::enrollments::patient_of(change.tx, timer.enrollment_id)?;
            change.trace.patient(patient).object(timer.id.get());
            Ok((timer.id, change.moment()))
        })?;
        self.steady.begin(id, start);
        Ok(Attended::Back)
    }

    fn goes_on(&self, timer: &TimerRow, now: Moment) -> bool {
        let gap = now.wall - timer.heartbeat_at;
        let today = self.practice.day(timer.heartbeat_at) == self.practice.day(now.wall);
        matches!(timer.away, Some(Away::Idle | Away::Lock | Away::Suspend)) && gap <= FORGOTTEN && today
    }

    /// Every timer but those on the phone stands since somebody was last there.
    fn leave(&mut self, at: Moment, away: Away) -> Result<Attended, Error> {
        let (presence, steady) = (&self.presence, &self.steady);
        let locked = presence.locked.unwrap_or(at);
        let since = presence.last().filter(|last| last.mono_ms < locked.mono_ms).unwrap_or(locked);
        let mut leaving = self.store.read(store::timers::all)?;
        leaving.retain(|timer| timer.away.is_none() && !timer.phone);
        if leaving.is_empty() {
            return Ok(Attended::Same);
        }
        self.store
            .write(|tx| leaving.iter().try_for_each(|timer| stand(tx, steady, timer.id, since, away)))?;
        self.presence.noticed(at);
        Ok(Attended::Left)
    }
}

fn stand(tx: &Tx<'_>, steady: &Steady, timer: TimerId, since: Moment, away: Away) -> Result<(), Error> {
    let at = second_passed(steady.label(timer, since));
    Ok(store::timers::stand(tx, timer, at, away)?)
}

/// After a sleep every timer stands at its last proof, or where nobody had touched the computer since before.
pub(crate) fn all_stand_after_sleep(tx: &Tx<'_>, steady: &Steady, presence: &Presence) -> Result<(), Error> {
    for timer in store::timers::all(tx)?.into_iter().filter(|timer| timer.away.is_none()) {
        let touched = presence.last().filter(|_| !timer.phone);
        let at = touched.map_or(timer.heartbeat_at, |last| second_passed(steady.label(timer.id, last)));
        store::timers::stand(tx, timer.id, at.min(timer.heartbeat_at), Away::Suspend)?;
    }
    Ok(())
}

/// A timer that stands goes on from now; what passed is set aside. Gives the start of the new stretch.
pub(crate) fn go_on(
    change: &mut Change<'_>,
    steady: &Steady,
    timer: &TimerRow,
) -> Result<DateTime<Utc>, Error> {
    if let Some(away) = timer.away {
        set_aside(change, steady, timer, away)?;
    }
    stretches::close(change.tx, timer, timer.heartbeat_at)?;
    let start = second_coming(change.now);
    store::timers::open_stretch(change.tx, timer.id, start)?;
    change.trace.begun.push((timer.id, None));
    Ok(start)
}
