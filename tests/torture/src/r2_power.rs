//! R2: the power fails. What a process asked of the disk is recorded, and the disk put together as it may be after a cut.
//!
//! The control run does not wait for the disk at each commit. It must lose entries, or the test could not see a loss.

use std::sync::Arc;

use tracker::timers::HEARTBEAT_S;
use tracker::{ManualClock, ReadOnly};

use crate::child::{self, Part, say};
use crate::practice::{self, NURSES, cleo, enrolled, nurse};
use crate::report::{Run, Test, Verdict};
use crate::world::{Files, World, monday};
use crate::{pool, world};

mod disk;
mod recording;

use recording::Event;

pub(crate) const TEST: Test = Test {
    name: "R2",
    what: "power cut at any write of database, -wal, vault.json, vault.head; torn at 512 bytes",
    bar: "0 lost, 0 corrupt; the control run with synchronous=NORMAL loses > 0",
    run,
};

const ROUNDS: i64 = 40;
/// Rounds after which the key file changes, and after which the journal is emptied.
const KEYS_EVERY: i64 = 7;
const SETTLE_EVERY: i64 = 11;

/// What of the acts acknowledged before the cut is not there after it.
#[derive(Default)]
struct Found {
    entries: usize,
    lost: usize,
    seen_by_anchor: bool,
    faults: Vec<String>,
}

fn run(run: &Run) -> Verdict {
    let mut verdict = Verdict::default();
    let cuts = run.times(200, 1_000);
    let found = cut(run, "full", cuts, &mut verdict);
    let lost: usize = found.iter().map(|found| found.lost).sum();
    let most = found.iter().map(|found| found.entries).max().unwrap_or_default();
    verdict.figure(format!("{cuts} cuts of up to {most} acknowledged entries"));
    verdict.figure(format!("{lost} lost"));
    let corrupt: Vec<_> = found.into_iter().flat_map(|found| found.faults).collect();
    verdict.figure(format!("{} corrupt", corrupt.len()));
    corrupt.into_iter().for_each(|fault| verdict.fault(fault));
    verdict.must(lost == 0, format!("{lost} acknowledged entries lost"));
    verdict.must(most > 0, "no cut came after an acknowledged entry: the test is blind");

    let cuts = cuts / 2;
    let control = cut(run, "normal", cuts, &mut verdict);
    let losing = control.iter().filter(|found| found.lost > 0).count();
    let noticed = control.iter().filter(|found| found.lost > 0 && found.seen_by_anchor).count();
    verdict.figure(format!(
        "control with NORMAL: {losing} of {cuts} cuts lost entries ({noticed} of them noticed by the anchor)"
    ));
    verdict.must(losing > 0, "the control run lost nothing: the test is blind");
    verdict
}

fn cut(run: &Run, mode: &str, cuts: usize, verdict: &mut Verdict) -> Vec<Found> {
    let world = World::new(run);
    let before = world.files();
    let events = match recording::record(&world, &[mode.to_owned()]) {
        Ok(events) => events,
        Err(why) => {
            verdict.fault(why);
            return Vec::new();
        }
    };
    verdict.cases(pool::each(cuts, |case| {
        let mut chance = run.chance(case);
        let at = moment(&events, &mut chance);
        let (disk, how) = disk::after(&before, &events[..at], &mut chance);
        let mut found = after_the_cut(run, &disk, &events[..at], &events[at..]);
        found
            .faults
            .iter_mut()
            .for_each(|fault| *fault = format!("cut {case} before act {at}, {how:?}: {fault}"));
        found
    }))
}

/// Anywhere after the vault was opened; one time in three right after something was acknowledged.
fn moment(events: &[Event], chance: &mut fastrand::Rng) -> usize {
    let said: Vec<usize> = events
        .iter()
        .enumerate()
        .filter(|(_, event)| matches!(event, Event::Said(_)))
        .map(|(at, _)| at + 1)
        .collect();
    match chance.u8(..3) {
        0 => said[chance.usize(..said.len())],
        _ => chance.usize(said[0]..=events.len()),
    }
}

fn after_the_cut(run: &Run, disk: &Files, before: &[Event], after: &[Event]) -> Found {
    let world = World::of(run, disk);
    let mut found = Found::default();
    let clock = Arc::new(ManualClock::at(monday()));
    clock.advance(86_400);
    let tracker = match world.open(clock) {
        Ok(tracker) => tracker,
        Err(error) => {
            found.faults.push(format!("the vault does not open: {error}"));
            return found;
        }
    };
    found.seen_by_anchor = matches!(tracker.health().read_only, Some(ReadOnly::MissingActions { .. }));
    found.faults.extend(tracker.health().read_only.map(|why| format!("it is read only: {why}")));
    let stored = world.entries();
    for line in said(before, "entry") {
        let words: Vec<i64> = line.split(' ').map(|word| word.parse().unwrap()).collect();
        found.entries += 1;
        found.lost += usize::from(stored.get(&words[0]) != Some(&words[1]));
    }
    let verified = tracker.verify();
    found.faults.extend(match verified {
        Ok(verification) => verification.faults,
        Err(error) => vec![format!("it cannot be verified: {error}")],
    });
    found.faults.extend(keys_after(&world, before, after));
    found
}

fn said<'a>(events: &'a [Event], about: &'a str) -> impl DoubleEndedIterator<Item = &'a str> {
    events.iter().filter_map(move |event| {
        let Event::Said(line) = event else { return None };
        line.strip_prefix(about)?.strip_prefix(' ')
    })
}

/// Cleo's key slot is as it was acknowledged last, or as the change that was under way makes it.
fn keys_after(world: &World, before: &[Event], after: &[Event]) -> Option<String> {
    let enabled = match vault::VaultFile::read(&world.vault()) {
        Ok(keys) => {
            let cleo = keys.slots().into_iter().find(|slot| slot.sign_in == practice::OTHER_SIGN_IN);
            cleo.is_some_and(|slot| slot.enabled)
        }
        Err(error) => return Some(format!("vault.json: {error}")),
    };
    let acknowledged = said(before, "keys").next_back().unwrap_or("true");
    let next = said(after, "keys").next().unwrap_or(acknowledged);
    let allowed = [acknowledged, next].contains(&enabled.to_string().as_str());
    (!allowed).then(|| format!("vault.json says {enabled} of a slot acknowledged as {acknowledged}"))
}

/// Work with everything that is kept: entries, keys, journal, anchor.
pub(crate) fn child(part: &Part) {
    if part.words[0] == "normal" {
        store::tamper::do_not_wait_for_the_disk();
    }
    let clock = Arc::new(ManualClock::at(monday()));
    let mut tracker = world::open(&part.home, part.key.clone(), clock.clone()).unwrap();
    child::say("open");
    for round in 1..=ROUNDS {
        let number = round as usize % NURSES;
        tracker.start_timer(&nurse(number), enrolled(number), None).unwrap();
        clock.advance(HEARTBEAT_S as i64);
        tracker.beat().unwrap();
        clock.advance(round % 10);
        let stopped = tracker.stop_timer(&nurse(number), Some("call_patient"), None).unwrap();
        say(&format!("entry {} {}", stopped.entry.unwrap().get(), stopped.length.0));
        if round % KEYS_EVERY == 0 {
            let active = round / KEYS_EVERY % 2 == 0;
            tracker.save_staff(&practice::manager(), &cleo(active)).unwrap();
            say(&format!("keys {active}"));
        }
        if round % SETTLE_EVERY == 0 {
            tracker.settle_journal().unwrap();
            say("settled");
        }
    }
}
