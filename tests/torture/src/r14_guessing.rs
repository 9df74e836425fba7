//! R14: two hundred wrong passwords, one after the other, by somebody who waits as long as he is told to.

use std::sync::Arc;

use store::audit::Filter;
use tracker::{Clock as _, Error, Home, ManualClock};
use vault::VaultError;

use crate::practice::{OTHER_SIGN_IN, PASSWORD, SIGN_IN, manager};
use crate::report::{Run, Test, Verdict};
use crate::stopwatch::{median, processor_ms};
use crate::world::{World, monday};

pub(crate) const TEST: Test = Test {
    name: "R14",
    what: "brute force at the sign-in, by a clock that only the test moves",
    bar: ">= 100 ms of processor time each; waits 0 0 0 0 0 2 4 .. 900 s; locked at 100; all in the record; <= 110 tries a day",
    run,
};

const TRIES: usize = 200;
const LOCKED_AT: usize = 100;
const DAY: i64 = 86_400;
const FIRST_WAITS: [i64; 15] = [0, 0, 0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900];

fn run(run: &Run) -> Verdict {
    let (world, mut verdict) = (World::new(run), Verdict::default());
    let (home, clock) = (Home::at(world.home()), Arc::new(ManualClock::at(monday())));
    let (mut waits, mut work, mut first_day, mut locked_at) = (Vec::new(), Vec::new(), 0, None);
    while work.len() < TRIES {
        let (refused, ms) =
            processor_ms(|| home.unlock(OTHER_SIGN_IN, "nine patient otters hem", clock.clone()).err());
        match refused {
            Some(Error::Vault(VaultError::Wait { seconds })) => {
                clock.advance(seconds as i64);
                *waits.last_mut().unwrap() += seconds as i64;
                continue;
            }
            Some(Error::Vault(VaultError::Locked)) => locked_at = locked_at.or(Some(work.len() + 1)),
            Some(Error::Vault(VaultError::WrongPassword)) => {}
            other => {
                verdict.fault(format!("try {} was answered with {other:?}", work.len() + 1));
                return verdict;
            }
        }
        work.push(ms);
        waits.push(0);
        first_day += usize::from((clock.now() - monday()).num_seconds() < DAY);
    }
    let least = work.iter().copied().fold(f64::INFINITY, f64::min);
    verdict.figure(format!(
        "{TRIES} tries, all measured: {least:.0} ms of processor time at least, {:.0} median",
        median(work)
    ));
    verdict.must(least >= 100.0, format!("a try took only {least:.1} ms"));
    // A wait comes before the try it delays: the first try has none.
    let shown: Vec<i64> = std::iter::once(0).chain(waits.iter().copied()).take(FIRST_WAITS.len()).collect();
    verdict.figure(format!("waits {shown:?} s"));
    verdict.must(shown == FIRST_WAITS, format!("the waits should be {FIRST_WAITS:?}"));
    verdict.figure(format!(
        "locked at try {}, {first_day} tries on the first day",
        locked_at.unwrap_or_default()
    ));
    verdict.must(locked_at == Some(LOCKED_AT), "the sign-in was not locked at the hundredth try");
    verdict.must(first_day <= 110, format!("{first_day} tries in a day"));
    let recorded = recorded(&home, clock);
    verdict.figure(format!("{recorded} in the record"));
    verdict.must(recorded == TRIES, format!("{recorded} of {TRIES} tries are in the record"));
    verdict
}

/// How many of the tries the record has, once the manager has signed in.
fn recorded(home: &Home, clock: Arc<ManualClock>) -> usize {
    let (mut tracker, _) = home.unlock(SIGN_IN, PASSWORD, clock).unwrap();
    let failed = Filter { action: Some("sign_in_failed".to_owned()), ..Filter::default() };
    let rows = tracker.audit(&manager(), &failed, 1_000).unwrap();
    rows.iter().filter(|row| row.event.outcome == "refused" && row.event.detail.contains("number")).count()
}
