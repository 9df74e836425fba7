//! The only place in Caretally that asks what time it is.

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, DurationRound, TimeDelta, Utc};

/// Says what time it is. Asked once per use case, at the edge; everything below is handed the answer.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> DateTime<Utc>;

    /// Milliseconds on a clock that only goes forward and that nobody can set, since some moment before this run of the program.
    fn mono_ms(&self) -> i64;

    /// Whether that clock goes on while the computer sleeps.
    fn counts_sleep(&self) -> bool;

    /// Whether the wall clock is kept right from outside, by NTP for one, as 45 CFR 170.210(g) asks of an audit's clock; none:
    /// nobody said.
    fn is_synced(&self) -> Option<bool> {
        None
    }
}

/// The clock of this computer.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that may ask")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    fn mono_ms(&self) -> i64 {
        steady::now_ms()
    }

    fn counts_sleep(&self) -> bool {
        steady::COUNTS_SLEEP
    }

    fn is_synced(&self) -> Option<bool> {
        match SYNCED.load(Ordering::Relaxed) {
            0 => None,
            told => Some(told == IS_SYNCED),
        }
    }
}

const NOT_SYNCED: u8 = 1;
const IS_SYNCED: u8 = 2;

/// What the system said last of its clock; 0: nothing.
static SYNCED: AtomicU8 = AtomicU8::new(0);

impl SystemClock {
    /// The system was asked whether its clock is kept right from outside: only the window's own program has a way to ask.
    pub fn note_synced(synced: bool) {
        SYNCED.store(if synced { IS_SYNCED } else { NOT_SYNCED }, Ordering::Relaxed);
    }
}

/// Linux has a clock that counts sleep; the standard library asks the one that does not.
#[cfg(target_os = "linux")]
mod steady {
    use rustix::time::{ClockId, clock_gettime};

    pub(super) const COUNTS_SLEEP: bool = true;

    pub(super) fn now_ms() -> i64 {
        let since_boot = clock_gettime(ClockId::Boottime);
        since_boot.tv_sec.saturating_mul(1_000).saturating_add(since_boot.tv_nsec / 1_000_000)
    }
}

/// Windows counts sleep (QueryPerformanceCounter), macOS does not (rust-lang/rust issue 79462).
#[cfg(not(target_os = "linux"))]
mod steady {
    use std::sync::LazyLock;
    use std::time::Instant;

    pub(super) const COUNTS_SLEEP: bool = cfg!(windows);

    #[expect(clippy::disallowed_methods, reason = "the one place that may ask")]
    pub(super) fn now_ms() -> i64 {
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
    counts_sleep: bool,
}

impl ManualClock {
    /// Stands at `start`.
    pub fn at(start: DateTime<Utc>) -> Self {
        Self(Mutex::new(Hands { wall: start, mono_ms: 0, counts_sleep: true }))
    }

    /// Stands at `start`; only its wall clock goes on while the computer sleeps, as on a Mac.
    pub fn still_in_sleep(start: DateTime<Utc>) -> Self {
        Self(Mutex::new(Hands { wall: start, mono_ms: 0, counts_sleep: false }))
    }

    /// Time passes by whole seconds; if negative, the wall clock is set back and no time passes.
    pub fn advance(&self, seconds: i64) {
        self.advance_ms(seconds * 1_000);
    }

    /// As `advance`, by milliseconds.
    pub fn advance_ms(&self, ms: i64) {
        let mut hands = self.hands();
        hands.wall += TimeDelta::milliseconds(ms);
        hands.mono_ms += ms.max(0);
    }

    /// The computer sleeps for whole seconds.
    pub fn sleep(&self, seconds: i64) {
        let mut hands = self.hands();
        hands.wall += TimeDelta::seconds(seconds);
        if hands.counts_sleep {
            hands.mono_ms += seconds * 1_000;
        }
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

    fn counts_sleep(&self) -> bool {
        self.hands().counts_sleep
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
