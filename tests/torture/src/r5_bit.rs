//! R5: one bit of the database file is another.

use std::fs;

use tracker::Tracker;

use crate::pool;
use crate::practice::{manager, typed};
use crate::report::{Run, Test, Verdict};
use crate::world::{Files, World};

pub(crate) const TEST: Test = Test {
    name: "R5",
    what: "one bit flipped in caretally.db",
    bar: "100 % detected, 0 panics, the file left as it was when it does not open",
    run,
};

pub(crate) enum Seen {
    AtOpening,
    ByHealth,
    ByCheck,
    NotAtAll,
}

fn run(run: &Run) -> Verdict {
    let mut verdict = Verdict::default();
    let closed = closed_vault(run);
    let flips = run.times(60, 1_000);
    let found = verdict.cases(pool::each(flips, |case| flip(run, &closed, case)));
    let count = |wanted: fn(&Seen) -> bool| found.iter().filter(|(seen, _)| wanted(seen)).count();
    verdict.figure(format!("{} flips", found.len()));
    verdict.figure(format!("{} found at opening", count(|seen| matches!(seen, Seen::AtOpening))));
    verdict.figure(format!(
        "{} by the full check",
        count(|seen| matches!(seen, Seen::ByCheck | Seen::ByHealth))
    ));
    verdict.figure(format!("{} not found", count(|seen| matches!(seen, Seen::NotAtAll))));
    found.into_iter().filter_map(|(_, fault)| fault).for_each(|fault| verdict.fault(fault));
    verdict
}

/// A closed practice with some work in it, and everything of it in the database file.
pub(crate) fn closed_vault(run: &Run) -> Files {
    let world = World::new(run);
    let mut tracker = world.open_on_monday().unwrap();
    work(&mut tracker, 12);
    drop(tracker);
    world.files()
}

/// Types in some entries.
pub(crate) fn work(tracker: &mut Tracker, entries: usize) {
    for entry in 0..entries {
        let form =
            typed(entry % 3, "2026-11-01", &format!("{:02}:{:02}", 6 + entry / 2 % 14, entry % 2 * 30));
        tracker.add_entry(&manager(), &form).unwrap();
    }
}

/// What is said of a vault that is not as it was left.
pub(crate) fn seen(world: &World) -> (Seen, Vec<String>) {
    let tracker = match world.open_on_monday() {
        Ok(tracker) => tracker,
        Err(error) => return (Seen::AtOpening, vec![error.to_string()]),
    };
    let told = tracker.health().findings();
    if tracker.health().read_only.is_some() {
        return (Seen::ByHealth, told);
    }
    match tracker.verify() {
        Ok(verification) if verification.faults.is_empty() => (Seen::NotAtAll, told),
        Ok(verification) => (Seen::ByCheck, verification.faults),
        Err(error) => (Seen::ByCheck, vec![error.to_string()]),
    }
}

fn flip(run: &Run, closed: &Files, case: usize) -> (Seen, Option<String>) {
    let mut chance = run.chance(case);
    let world = World::of(run, closed);
    let mut bytes = fs::read(world.database()).unwrap();
    let (place, bit) = (chance.usize(..bytes.len()), chance.u8(..8));
    bytes[place] ^= 1 << bit;
    fs::write(world.database(), &bytes).unwrap();
    let (seen, _) = seen(&world);
    let fault = match seen {
        Seen::NotAtAll => Some(format!("bit {bit} of byte {place} is missed")),
        Seen::AtOpening if fs::read(world.database()).unwrap() != bytes => {
            Some(format!("bit {bit} of byte {place}: the file was changed by an opening that failed"))
        }
        Seen::AtOpening | Seen::ByHealth | Seen::ByCheck => None,
    };
    (seen, fault)
}
