//! R18: a vault being made is killed at any moment; a format that is not known yet is refused.
//!
//! There is one format so far, and the step from nothing to it is the only migration that can be killed.

use std::sync::Arc;

use tracker::{Code, Home, ManualClock, Standing};

use crate::child::{self, Part, Running, say};
use crate::pool;
use crate::practice::{PASSWORD, SIGN_IN, first_run};
use crate::report::{Run, Test, Verdict};
use crate::stopwatch::Stopwatch;
use crate::world::{World, monday};

pub(crate) const TEST: Test = Test {
    name: "R18",
    what: "killed while a vault is made (the one migration there is: no older format was shipped); a newer format",
    bar: "no vault or a whole one, never between; the newer one refused and not touched",
    run,
};

fn run(run: &Run) -> Verdict {
    let mut verdict = Verdict::default();
    let watch = Stopwatch::start();
    assert!(set_up(run).wait().in_order, "a vault can be made");
    let whole_ms = watch.milliseconds() as u64;
    let kills = run.times(60, 1_000);
    let found = verdict.cases(pool::each(kills, |case| kill(run, run.chance(case).u64(0..=whole_ms))));
    let made = found.iter().filter(|found| **found == Ok(true)).count();
    let none = found.iter().filter(|found| **found == Ok(false)).count();
    verdict.figure(format!("{kills} kills: {none} times no vault, {made} times a whole one"));
    verdict.must(none > 0, "every vault was made before the kill: the test is blind");
    found.into_iter().filter_map(Result::err).for_each(|fault| verdict.fault(fault));
    newer(run, &mut verdict);
    verdict
}

fn set_up(run: &Run) -> Running {
    let dir = run.folder().keep();
    Running::start(child::command("r18", &dir, &run.template.key(), &[]))
}

/// Whether there is a vault afterwards; what is wrong with it.
fn kill(run: &Run, after_ms: u64) -> Result<bool, String> {
    let dir = run.folder();
    let process = Running::start(child::command("r18", dir.path(), &run.template.key(), &[]));
    process.lines_for(after_ms);
    let ended = process.kill();
    if ended.panicked() {
        return Err(format!("killed after {after_ms} ms: {}", ended.errors));
    }
    let home = Home::at(dir.path());
    let clock = Arc::new(ManualClock::at(monday()));
    match home.standing() {
        Ok(Standing::Empty) => {
            let again = home.set_up(&first_run(), clock);
            again.map(|_| false).map_err(|error| {
                format!("after {after_ms} ms there is no vault, and none can be made: {error}")
            })
        }
        Ok(Standing::Vault { .. }) => {
            let (tracker, _) = home
                .unlock(SIGN_IN, PASSWORD, clock)
                .map_err(|error| format!("after {after_ms} ms: {error}"))?;
            let faults = tracker.verify().map_err(|error| error.to_string())?.faults;
            if faults.is_empty() { Ok(true) } else { Err(format!("after {after_ms} ms: {faults:?}")) }
        }
        Err(error) => Err(format!("after {after_ms} ms: {error}")),
    }
}

fn newer(run: &Run, verdict: &mut Verdict) {
    let world = World::new(run);
    store::tamper::make_newer(&world.database(), &world.key().hex()).unwrap();
    let before = world.files();
    let refused = world.open_on_monday().err();
    let is_newer = refused.as_ref().is_some_and(|error| error.code() == Code::Newer);
    verdict.figure(format!("a newer format: {}", if is_newer { "refused" } else { "NOT refused" }));
    verdict.must(is_newer, format!("a newer format was answered with {refused:?}"));
    let database =
        |files: &crate::world::Files| files.iter().find(|(name, _)| name == "caretally.db").cloned();
    verdict.must(database(&world.files()) == database(&before), "the newer database was touched");
}

pub(crate) fn child(part: &Part) {
    say("begun");
    Home::at(&part.home).set_up(&first_run(), Arc::new(ManualClock::at(monday()))).unwrap();
    say("made");
}
