//! R6: the journal flipped, cut or gone; an old page, an old file. SQLite's own checks find none of these.

use std::sync::Arc;

use tracker::{ManualClock, Tracker};

use crate::pool;
use crate::practice::{enrolled, manager, nurse};
use crate::r5_bit::{Seen, seen, work};
use crate::report::{Run, Test, Verdict};
use crate::world::{Files, World, monday};

pub(crate) const TEST: Test = Test {
    name: "R6",
    what: "journal flipped, cut, deleted; an old page, an old file put back",
    bar: "100 % of what loses or changes anything is reported",
    run,
};

const PAGE: usize = 4096;
const DATABASE: &str = "caretally.db";
const JOURNAL: &str = "caretally.db-wal";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    JournalFlipped,
    JournalCut,
    JournalDeleted,
    OldPage,
    OldFile,
}

const KINDS: [Kind; 5] =
    [Kind::JournalFlipped, Kind::JournalCut, Kind::JournalDeleted, Kind::OldPage, Kind::OldFile];

/// A vault at several moments of its life.
struct Life {
    /// Closed, at two moments.
    closed: Vec<Files>,
    /// As it lies on the disk while the program has it open, with work in the journal.
    open: Files,
}

struct Found {
    kind: Kind,
    seen: Seen,
    /// Nothing is lost and nothing else: there is nothing to report.
    harmless: bool,
    how: String,
}

fn run(run: &Run) -> Verdict {
    let mut verdict = Verdict::default();
    let life = life(run);
    let cases = run.times(60, 500);
    let found = verdict.cases(pool::each(cases, |case| tamper(run, &life, case)));
    for kind in KINDS {
        let of_kind = found.iter().filter(|found| found.kind == kind && !found.harmless);
        let reported = of_kind.clone().filter(|found| !matches!(found.seen, Seen::NotAtAll)).count();
        verdict.figure(format!("{kind:?} {reported} of {}", of_kind.count()));
    }
    verdict.figure(format!("{} changed nothing", found.iter().filter(|found| found.harmless).count()));
    let by_health = found.iter().filter(|found| matches!(found.seen, Seen::ByHealth)).count();
    let by_check = found.iter().filter(|found| matches!(found.seen, Seen::ByCheck)).count();
    let at_opening = found.iter().filter(|found| matches!(found.seen, Seen::AtOpening)).count();
    verdict
        .figure(format!("{by_health} by the anchor, {by_check} by the cross-check, {at_opening} at opening"));
    for found in found.iter().filter(|found| matches!(found.seen, Seen::NotAtAll) && !found.harmless) {
        verdict.fault(format!("{:?}, {}: not reported", found.kind, found.how));
    }
    verdict
}

fn life(run: &Run) -> Life {
    let world = World::new(run);
    let (mut closed, clock) = (Vec::new(), Arc::new(ManualClock::at(monday())));
    for _ in 0..3 {
        let mut tracker = world.open(clock.clone()).unwrap();
        timed(&mut tracker, &clock);
        drop(tracker);
        closed.push(world.files());
        clock.advance(3_600);
    }
    let mut tracker = world.open(clock.clone()).unwrap();
    tracker.settle_journal().unwrap();
    timed(&mut tracker, &clock);
    noted(&world, &tracker);
    let open = world.files();
    drop(tracker);
    Life { closed, open }
}

/// The anchor is written behind the back of the one who commits: waits for it as the program does when it locks.
fn noted(world: &World, tracker: &Tracker) {
    let (last, _) = tracker.head().unwrap();
    let vault_id = vault::VaultFile::read(&world.vault()).unwrap().vault_id();
    let newest = || {
        let (_, reading) = vault::Anchor::open(&world.vault(), world.key().anchor_key(), vault_id).unwrap();
        reading.newest().map_or(0, |head| head.seq)
    };
    while newest() < last {
        std::thread::yield_now();
    }
}

fn timed(tracker: &mut Tracker, clock: &ManualClock) {
    work(tracker, 6);
    for number in 0..3 {
        tracker.start_timer(&nurse(number), enrolled(number), None).unwrap();
        clock.advance(30);
        tracker.stop_timer(&nurse(number), Some("call_patient"), None).unwrap();
    }
    tracker.view(&manager(), &[tracker::view::View::Print { what: "month", patient: None }]).unwrap();
}

fn tamper(run: &Run, life: &Life, case: usize) -> Found {
    let (kind, mut chance) = (KINDS[case % KINDS.len()], run.chance(case));
    let newest = life.closed.last().unwrap();
    let (whole, mut files) = match kind {
        Kind::OldPage | Kind::OldFile => (newest, newest.clone()),
        Kind::JournalFlipped | Kind::JournalCut | Kind::JournalDeleted => (&life.open, life.open.clone()),
    };
    let old = &life.closed[chance.usize(..life.closed.len() - 1)];
    let how = damage(kind, &mut files, old, &mut chance);
    let (before, world) = (contents(&World::of(run, whole)), World::of(run, &files));
    let after = pool::caught(|| contents(&world)).ok();
    world.put_back(&files);
    let (seen, _) = seen(&world);
    Found { kind, seen, harmless: after == Some(before), how }
}

fn damage(kind: Kind, files: &mut Files, old: &Files, chance: &mut fastrand::Rng) -> String {
    match kind {
        Kind::JournalFlipped => {
            let journal = bytes_of(files, JOURNAL);
            let place = chance.usize(..journal.len());
            journal[place] ^= 1 << chance.u8(..8);
            format!("byte {place} of {}", journal.len())
        }
        Kind::JournalCut => {
            let journal = bytes_of(files, JOURNAL);
            let length = chance.usize(..journal.len());
            journal.truncate(length);
            format!("after {length} bytes")
        }
        Kind::JournalDeleted => {
            files.retain(|(name, _)| name != JOURNAL);
            String::new()
        }
        Kind::OldFile => {
            *bytes_of(files, DATABASE) = old.iter().find(|(name, _)| name == DATABASE).unwrap().1.clone();
            String::new()
        }
        Kind::OldPage => {
            let old = &old.iter().find(|(name, _)| name == DATABASE).unwrap().1;
            let new = bytes_of(files, DATABASE);
            let pages = old.len().min(new.len()) / PAGE;
            let page = |number: usize| number * PAGE..(number + 1) * PAGE;
            let other: Vec<usize> =
                (0..pages).filter(|number| old[page(*number)] != new[page(*number)]).collect();
            let number = other[chance.usize(..other.len())];
            new[page(number)].copy_from_slice(&old[page(number)]);
            format!("page {} of {pages}", number + 1)
        }
    }
}

fn bytes_of<'a>(files: &'a mut Files, name: &str) -> &'a mut Vec<u8> {
    &mut files.iter_mut().find(|(found, _)| found == name).expect("the vault has this file").1
}

/// Everything that the database says, as far as it can be read.
fn contents(world: &World) -> store::Sha {
    world.read(store::tamper::contents)
}
