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
    pub(crate) fn of(clock: &dyn Clock) -> Self {
        Self { wall: clock.now(), mono_ms: clock.mono_ms() }
    }
}

/// Where the timers of this run of the program began on both clocks. A timer of an earlier run stands still.
#[derive(Clone, Debug, Default)]
pub(crate) struct Steady {
    beat: Option<Moment>,
    starts: BTreeMap<TimerId, Moment>,
}

impl Steady {
    /// A timer was started at this moment.
    pub(crate) fn begin(&mut self, timer: TimerId, at: Moment) {
        self.starts.insert(timer, at);
    }

    /// The proof that the timers run came at this moment. Timers that are gone are forgotten.
    pub(crate) fn proven(&mut self, at: Moment, running: &[TimerRow]) {
        self.starts.retain(|id, _| running.iter().any(|row| row.id == *id));
        self.beat = Some(at);
    }

    /// The whole second a timer has reached: its start, and what has passed since on the clock that nobody can set.
    pub(crate) fn reached(&self, timer: &TimerRow, at: Moment) -> DateTime<Utc> {
        let now = self
            .starts
            .get(&timer.id)
            .map_or(at.wall, |start| start.wall + TimeDelta::milliseconds(at.mono_ms - start.mono_ms));
        second_passed(now).max(timer.heartbeat_at)
    }

    /// How long no proof came. Where that clock stands still while the computer sleeps, the one on the wall tells of sleep.
    pub(crate) fn without_proof(&self, at: Moment, counts_sleep: bool) -> TimeDelta {
        let Some(beat) = self.beat else { return TimeDelta::zero() };
        let proven = TimeDelta::milliseconds(at.mono_ms - beat.mono_ms);
        if counts_sleep { proven } else { proven.max(at.wall - beat.wall) }
    }
}
