//! The brake on guessing at the screen: a few free tries, then longer and longer waits, then no more.
//!
//! Its counts lie in the key file, which somebody with the file can change: the slow key derivation is the wall, this only
//! keeps it out of reach of patience at the keyboard.

use serde::{Deserialize, Serialize};

/// Wrong tries that cost nothing: a typing mistake is no attack.
const FREE_TRIES: u32 = 5;

/// The longest wait, in seconds. With it, a day holds at most 108 tries.
const LONGEST_WAIT: i64 = 15 * 60;

/// Consecutive failures after which only a manager lets a person in again: SP 800-63B-4, section 3.2.2 (NIST, 2025), allows
/// no more than 100.
pub(crate) const LAST_TRY: u32 = 100;

/// How often in a row somebody has failed, and when last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Brake {
    failures: u32,
    /// The latest time at which a try failed.
    last: i64,
    /// Where the wait began: then, or earlier by a clock that has been set back since.
    since: i64,
}

impl Brake {
    /// How many seconds to wait before the next try. A clock that has been set back begins the wait again, and setting it
    /// right again does not shorten it.
    pub fn wait(&mut self, now: i64) -> u64 {
        self.since = if now < self.last { self.since.min(now) } else { self.last };
        let ready = self.since.saturating_add(delay_after(self.failures));
        u64::try_from(ready.saturating_sub(now)).unwrap_or(0)
    }

    /// Counts a failed try.
    pub fn fail(&mut self, now: i64) {
        self.failures = self.failures.saturating_add(1);
        self.last = self.last.max(now);
        self.since = now;
    }

    /// Consecutive failures so far.
    pub fn failures(&self) -> u32 {
        self.failures
    }

    /// Whether no try is allowed any more.
    pub fn is_locked(&self) -> bool {
        self.failures >= LAST_TRY
    }
}

/// Seconds to wait after so many failures: nothing while tries are free, then 2, 4, 8 and so on.
fn delay_after(failures: u32) -> i64 {
    match failures.checked_sub(FREE_TRIES) {
        None => 0,
        Some(braked) => 2_i64.checked_pow(braked + 1).unwrap_or(LONGEST_WAIT).min(LONGEST_WAIT),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MONDAY: i64 = 1_772_442_000;

    fn failed(times: u32, now: i64) -> Brake {
        Brake { failures: times, last: now, since: now }
    }

    #[test]
    fn five_tries_are_free_and_then_the_waits_double_up_to_a_quarter_of_an_hour() {
        let mut brake = Brake::default();
        let waits: Vec<u64> = (0..17)
            .map(|_| {
                let wait = brake.wait(MONDAY);
                brake.fail(MONDAY);
                wait
            })
            .collect();
        assert_eq!(waits, [0, 0, 0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
    }

    #[test]
    fn the_wait_counts_down_to_nothing() {
        let mut brake = failed(7, MONDAY);
        let waits = [0, 1, 7, 8, 9, 86_400].map(|passed| brake.wait(MONDAY + passed));
        assert_eq!(waits, [8, 7, 1, 0, 0, 0]);
    }

    #[test]
    fn a_clock_set_back_begins_the_wait_again_and_does_not_make_it_endless() {
        let mut brake = failed(14, MONDAY);
        assert_eq!(brake.wait(MONDAY - 86_400), 900);
        assert_eq!(brake.wait(MONDAY - 86_400 + 300), 600);
        assert_eq!(brake.wait(MONDAY - 86_400 + 900), 0);
    }

    #[test]
    fn turning_the_clock_to_and_fro_gives_no_try_sooner() {
        let mut brake = failed(14, MONDAY);
        for turn in 0..100 {
            assert_eq!(brake.wait(MONDAY - 86_400 - turn), 900, "turn {turn}");
            assert_eq!(brake.wait(MONDAY), 900, "turn {turn}");
        }
    }

    #[test]
    fn the_hundredth_failure_in_a_row_is_the_last() {
        assert!(!failed(99, MONDAY).is_locked());
        let mut brake = failed(99, MONDAY);
        brake.fail(MONDAY + 900);
        assert!(brake.is_locked());
    }

    #[test]
    fn whoever_never_tires_has_108_tries_on_the_first_day() {
        let (mut brake, mut tries) = (Brake::default(), 0);
        let mut now = MONDAY;
        while now < MONDAY + 86_400 {
            brake.fail(now);
            tries += 1;
            now += i64::try_from(brake.wait(now)).unwrap();
        }
        assert_eq!(tries, 108);
    }

    #[test]
    fn counts_and_clocks_that_cannot_be_make_no_trouble() {
        for failures in [0, 5, 68, u32::MAX] {
            for last in [i64::MIN, -1, 0, i64::MAX] {
                for now in [i64::MIN, -1, 0, i64::MAX] {
                    let mut brake = failed(failures, last);
                    assert!(brake.wait(now) <= 900);
                    brake.fail(now);
                }
            }
        }
    }
}
