//! When the screen locks and when the vault closes: told of what people do, asked by a clock, knows nothing else.

use chrono::{DateTime, Utc};
use tracker::Clock;

/// How long before the screen locks the page says so: WCAG 2.2.1 (W3C, 2018) wants 20 seconds at least to ask for more time.
pub(crate) const WARNING_S: i64 = 30;

/// A window that nobody can see has nobody in front of it.
const HIDDEN_S: i64 = 60;

/// Nobody works longer than a shift with one sign-in.
const SESSION_S: i64 = 12 * 3_600;

/// So long after the screen locked, the key leaves the memory.
const CLOSE_S: i64 = 60 * 60;

/// Somebody looks every second; if nobody did for so long, the computer slept: it may be another place by now.
const ASLEEP_S: i64 = 60;

/// After such a sleep the key leaves the memory, too.
const LONG_ASLEEP_S: i64 = 10 * 60;

/// A powerful act needs a password that was typed within this time.
const PROOF_S: i64 = 5 * 60;

/// A moment on both clocks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    wall: DateTime<Utc>,
    mono_ms: i64,
}

impl Moment {
    pub(crate) fn now(clock: &dyn Clock) -> Self {
        Self { wall: clock.now(), mono_ms: clock.mono_ms() }
    }

    /// Seconds since then by the clock that went further: one of them stands still while the computer sleeps, the other can be
    /// set back.
    fn since(self, then: Self) -> i64 {
        let wall = (self.wall - then.wall).num_seconds();
        wall.max((self.mono_ms - then.mono_ms) / 1_000)
    }
}

/// What has to happen now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Due {
    Nothing,
    /// Names leave the screen; the timers run on.
    Lock,
    /// The key leaves the memory.
    Close,
}

/// One sign-in, and the locked screen after it.
#[derive(Debug, Default)]
pub(crate) struct Watch {
    signed_in: Option<Moment>,
    input: Option<Moment>,
    hidden: Option<Moment>,
    proved: Option<Moment>,
    locked: Option<Moment>,
    looked: Option<Moment>,
}

impl Watch {
    /// Somebody signed in, with a password.
    pub(crate) fn begin(now: Moment) -> Self {
        let now = Some(now);
        Self { signed_in: now, input: now, proved: now, looked: now, ..Self::default() }
    }

    /// Nobody is signed in any more; the vault is still open.
    pub(crate) fn lock(&mut self, now: Moment) {
        let locked = self.locked.unwrap_or(now);
        *self = Self { locked: Some(locked), looked: self.looked, ..Self::default() };
    }

    /// A key was pressed, or the mouse was moved, by a person.
    pub(crate) fn input(&mut self, now: Moment) {
        self.input = self.signed_in.map(|_| now);
    }

    /// Whether the window can be seen.
    pub(crate) fn show(&mut self, now: Moment, hidden: bool) {
        self.hidden = if hidden { self.hidden.or(Some(now)) } else { None };
    }

    /// The password was typed again.
    pub(crate) fn prove(&mut self, now: Moment) {
        self.proved = self.signed_in.map(|_| now);
    }

    /// Was the password typed a short while ago?
    pub(crate) fn is_proved(&self, now: Moment) -> bool {
        self.proved.is_some_and(|proved| now.since(proved) <= PROOF_S)
    }

    /// Seconds until the screen locks; none while nobody is signed in.
    pub(crate) fn locks_in_s(&self, now: Moment, minutes: u8) -> Option<i64> {
        let idle = |input| i64::from(minutes) * 60 - now.since(input);
        let hidden = self.hidden.map(|hidden| HIDDEN_S - now.since(hidden));
        let shift = self.signed_in.map(|signed_in| SESSION_S - now.since(signed_in))?;
        let idle = self.input.map_or(0, idle);
        Some(shift.min(idle).min(hidden.unwrap_or(i64::MAX)).max(0))
    }

    /// What has to happen. `timing`: a timer runs for somebody who has not forgotten it, and would stand still with the vault
    /// closed.
    pub(crate) fn due(&mut self, now: Moment, minutes: u8, timing: bool) -> Due {
        let asleep = self.looked.replace(now).map_or(0, |looked| now.since(looked));
        if asleep > LONG_ASLEEP_S {
            return Due::Close;
        }
        match (self.locks_in_s(now, minutes), self.locked) {
            (Some(left), _) if left == 0 || asleep > ASLEEP_S => Due::Lock,
            (None, None) => Due::Lock,
            (None, Some(locked)) if now.since(locked) >= CLOSE_S && !timing => Due::Close,
            (Some(_), _) | (None, Some(_)) => Due::Nothing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracker::ManualClock;

    const MINUTES: u8 = 5;

    struct Bench {
        clock: ManualClock,
        watch: Watch,
        timing: bool,
    }

    impl Bench {
        /// Somebody has just signed in.
        fn new() -> Self {
            let clock = ManualClock::at("2026-11-19T15:00:00Z".parse().unwrap());
            let watch = Watch::begin(Moment::now(&clock));
            Self { clock, watch, timing: false }
        }

        fn now(&self) -> Moment {
            Moment::now(&self.clock)
        }

        /// Looks every second until something is due; after how many seconds, and what.
        fn waits(&mut self, most: i64) -> (i64, Due) {
            for second in 1..=most {
                self.clock.advance(1);
                let due = self.watch.due(self.now(), MINUTES, self.timing);
                if due != Due::Nothing {
                    return (second, due);
                }
            }
            (most, Due::Nothing)
        }
    }

    #[test]
    fn without_input_the_screen_locks_after_the_practices_minutes_to_the_second() {
        assert_eq!(Bench::new().waits(1_000), (300, Due::Lock));
        let mut typing = Bench::new();
        assert_eq!(typing.waits(299), (299, Due::Nothing));
        assert_eq!(typing.watch.locks_in_s(typing.now(), MINUTES), Some(1));
        typing.watch.input(typing.now());
        assert_eq!(typing.waits(1_000), (300, Due::Lock));
    }

    #[test]
    fn a_window_that_cannot_be_seen_locks_after_a_minute() {
        let mut bench = Bench::new();
        bench.watch.show(bench.now(), true);
        assert_eq!(bench.waits(59), (59, Due::Nothing));
        bench.watch.show(bench.now(), true);
        assert_eq!(bench.waits(100), (1, Due::Lock), "told again, it is hidden since the first time");
        let mut seen = Bench::new();
        seen.watch.show(seen.now(), true);
        seen.waits(59);
        seen.watch.show(seen.now(), false);
        assert_eq!(seen.waits(200), (200, Due::Nothing));
    }

    #[test]
    fn no_sign_in_outlives_twelve_hours_however_busy() {
        let mut bench = Bench::new();
        let mut total = 0;
        while bench.waits(240).1 == Due::Nothing {
            total += 240;
            bench.watch.input(bench.now());
        }
        assert_eq!(total, SESSION_S - 240);
    }

    #[test]
    fn a_clock_set_back_keeps_no_screen_open_and_one_set_forward_locks_it() {
        let mut back = Bench::new();
        back.waits(100);
        back.clock.advance(-3_600);
        assert_eq!(back.waits(1_000), (200, Due::Lock));
        let mut forward = Bench::new();
        forward.clock.set("2026-11-19T15:05:00Z".parse().unwrap());
        assert_eq!(forward.waits(10), (1, Due::Lock));
    }

    #[test]
    fn a_sleep_locks_and_a_long_one_closes_the_vault() {
        let mut short = Bench::new();
        short.clock.advance(61);
        assert_eq!(short.waits(1), (1, Due::Lock));
        let mut long = Bench::new();
        long.clock.advance(601);
        assert_eq!(long.waits(1), (1, Due::Close));
    }

    #[test]
    fn an_hour_after_the_lock_the_vault_closes_unless_somebody_is_timing() {
        let mut bench = Bench::new();
        bench.watch.lock(bench.now());
        assert_eq!(bench.waits(9_000), (3_600, Due::Close));
        let mut timing = Bench::new();
        timing.timing = true;
        timing.watch.lock(timing.now());
        assert_eq!(timing.waits(9_000), (9_000, Due::Nothing));
        timing.timing = false;
        assert_eq!(timing.waits(10), (1, Due::Close));
    }

    #[test]
    fn a_password_typed_proves_for_five_minutes_and_not_behind_a_locked_screen() {
        let mut bench = Bench::new();
        bench.clock.advance(300);
        assert!(bench.watch.is_proved(bench.now()));
        bench.clock.advance(1);
        assert!(!bench.watch.is_proved(bench.now()));
        bench.watch.prove(bench.now());
        assert!(bench.watch.is_proved(bench.now()));
        bench.watch.lock(bench.now());
        bench.watch.prove(bench.now());
        assert!(!bench.watch.is_proved(bench.now()));
    }
}
