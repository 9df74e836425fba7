//! The only place in Caretally that asks what time it is.

use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, DurationRound, TimeDelta, Utc};

/// Says what time it is. Asked once per use case, at the edge; everything below is handed the answer.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> DateTime<Utc>;
}

/// The clock of this computer.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that may ask")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}

/// A clock that stands still until it is moved: for tests, and for building a past.
#[derive(Debug)]
pub struct ManualClock(Mutex<DateTime<Utc>>);

impl ManualClock {
    /// Stands at `start`.
    pub fn at(start: DateTime<Utc>) -> Self {
        Self(Mutex::new(start))
    }

    /// Moves on by whole seconds; back, if negative.
    pub fn advance(&self, seconds: i64) {
        let mut now = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *now += TimeDelta::seconds(seconds);
    }

    /// Jumps to `instant`.
    pub fn set(&self, instant: DateTime<Utc>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = instant;
    }
}

impl Clock for ManualClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
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
