//! The only place in Caretally that asks what time it is.

use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use chrono::{DateTime, DurationRound, TimeDelta, Utc};

/// Says what time it is. Asked once per use case, at the edge; everything below is handed the answer.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> DateTime<Utc>;

    /// Milliseconds on a clock that only goes forward and that nobody can set, since some moment of this run of the program.
    fn mono_ms(&self) -> i64;
}

/// The clock of this computer.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that may ask")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    #[expect(clippy::disallowed_methods, reason = "the one place that may ask")]
    fn mono_ms(&self) -> i64 {
        static START: LazyLock<Instant> = LazyLock::new(Instant::now);
        i64::try_from(START.elapsed().as_millis()).unwrap_or(i64::MAX)
    }
}

/// A clock that stands still until it is moved: for tests, and for building a past.
#[derive(Debug)]
pub struct ManualClock(Mutex<Hands>);

#[derive(Debug)]
struct Hands {
    wall: DateTime<Utc>,
    mono_ms: i64,
}

impl ManualClock {
    /// Stands at `start`.
    pub fn at(start: DateTime<Utc>) -> Self {
        Self(Mutex::new(Hands { wall: start, mono_ms: 0 }))
    }

    /// Time passes by whole seconds; if negative, the wall clock is set back and no time passes.
    pub fn advance(&self, seconds: i64) {
        let mut hands = self.hands();
        hands.wall += TimeDelta::seconds(seconds);
        hands.mono_ms += seconds.max(0) * 1_000;
    }

    /// Sets the wall clock to `instant`; no time passes.
    pub fn set(&self, instant: DateTime<Utc>) {
        self.hands().wall = instant;
    }

    fn hands(&self) -> MutexGuard<'_, Hands> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for ManualClock {
    fn now(&self) -> DateTime<Utc> {
        self.hands().wall
    }

    fn mono_ms(&self) -> i64 {
        self.hands().mono_ms
    }
}

/// The whole second that has passed: where a stop is written, so that no fraction is ever billed.
pub fn second_passed(now: DateTime<Utc>) -> DateTime<Utc> {
    now.duration_trunc(TimeDelta::seconds(1)).unwrap_or(now)
}

/// The whole second that comes: where a start is written, for the same reason.
pub fn second_coming(now: DateTime<Utc>) -> DateTime<Utc> {
    let passed = second_passed(now);
    if passed == now { now } else { passed + TimeDelta::seconds(1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_start_is_written_late_and_a_stop_early_so_that_no_fraction_is_billed() {
        let start = second_coming(at("2026-11-02T15:00:00.250Z"));
        let stop = second_passed(at("2026-11-02T15:20:00.240Z"));
        assert_eq!(start, at("2026-11-02T15:00:01Z"));
        assert_eq!(stop, at("2026-11-02T15:20:00Z"));
    }

    #[test]
    fn a_whole_second_is_left_alone() {
        let whole = at("2026-11-02T15:00:00Z");
        assert_eq!((second_coming(whole), second_passed(whole)), (whole, whole));
    }
}
