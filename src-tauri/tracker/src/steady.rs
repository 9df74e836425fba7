//! How long a timer really ran: by the clock that nobody can set, whatever the clock on the wall says meanwhile.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use store::TimerId;
use store::timers::TimerRow;

use crate::clock::{Clock, second_passed};

/// Both clocks, read together.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    pub(crate) wall: DateTime<Utc>,
    pub(crate) mono_ms: i64,
}

impl Moment {
    /// So much before.
    pub(crate) fn before(self, by: TimeDelta) -> Self {
        Self { wall: self.wall - by, mono_ms: self.mono_ms - by.num_milliseconds() }
    }

    pub(crate) fn of(clock: &dyn Clock) -> Self {
        Self { wall: clock.now(), mono_ms: clock.mono_ms() }
    }
}

/// Where the timers of this run of the program began on both clocks. A timer of an earlier run stands still.
#[derive(Clone, Debug, Default)]
pub(crate) struct Steady {
    beat: Option<Moment>,
    starts: BTreeMap<TimerId, Moment>,
    counts_sleep: bool,
}

impl Steady {
    /// Nothing is proven yet.
    pub(crate) fn new(counts_sleep: bool) -> Self {
        Self { counts_sleep, ..Self::default() }
    }

    /// Whether the clock that nobody can set goes on while the computer sleeps.
    pub(crate) fn counts_sleep(&self) -> bool {
        self.counts_sleep
    }

    /// A timer was started at this moment.
    pub(crate) fn begin(&mut self, timer: TimerId, at: Moment) {
        self.starts.insert(timer, at);
    }

    /// The open stretch of a timer goes on from that of another one.
    pub(crate) fn adopt(&mut self, timer: TimerId, other: TimerId) {
        if let Some(start) = self.starts.get(&other).copied() {
            self.starts.insert(timer, start);
        }
    }

    /// What a change began: timers from this moment on, or as the open stretch of another one goes on.
    pub(crate) fn begin_all(&mut self, begun: &[(TimerId, Option<TimerId>)], at: Moment) {
        for (timer, goes_on_from) in begun {
            match goes_on_from {
                Some(other) => self.adopt(*timer, *other),
                None => self.begin(*timer, at),
            }
        }
    }

    /// The proof that the timers run came at this moment. Timers that are gone are forgotten.
    pub(crate) fn proven(&mut self, at: Moment, running: &[TimerRow]) {
        self.starts.retain(|id, _| running.iter().any(|row| row.id == *id));
        self.beat = Some(at);
    }

    /// The whole second a timer has reached: its start, and what has passed since on the clock that nobody can set.
    pub(crate) fn reached(&self, timer: &TimerRow, at: Moment) -> DateTime<Utc> {
        second_passed(self.label(timer.id, at)).max(timer.heartbeat_at)
    }

    /// As `reached`, for what is written before anything of this run is known of the timer: then it is at its last proof.
    pub(crate) fn known(&self, timer: &TimerRow, at: Moment) -> DateTime<Utc> {
        let runs = timer.away.is_none() && timer.paused.is_none() && self.starts.contains_key(&timer.id);
        if runs { self.reached(timer, at) } else { timer.heartbeat_at }
    }

    /// What a timer would call this moment: its start, and what has passed since. Without a start, what the wall calls it.
    pub(crate) fn label(&self, timer: TimerId, at: Moment) -> DateTime<Utc> {
        self.starts
            .get(&timer)
            .map_or(at.wall, |start| start.wall + TimeDelta::milliseconds(at.mono_ms - start.mono_ms))
    }

    /// How long no proof came. Where that clock stands still while the computer sleeps, the one on the wall tells of sleep.
    pub(crate) fn without_proof(&self, at: Moment) -> TimeDelta {
        let Some(beat) = self.beat else { return TimeDelta::zero() };
        let proven = TimeDelta::milliseconds(at.mono_ms - beat.mono_ms);
        if self.counts_sleep { proven } else { proven.max(at.wall - beat.wall) }
    }
}
