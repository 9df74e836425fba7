//! R21: five years of a large practice: opening, searching, stopping a timer, verifying everything.

use std::sync::Arc;

use store::tamper::Bare;
use tracker::{ManualClock, Tracker};

use crate::practice::{PASSWORD, SIGN_IN, nurse};
use crate::report::{Run, Test, Verdict};
use crate::stopwatch::{Stopwatch, median, quantile};
use crate::world::{World, monday};

pub(crate) mod screens;
mod shape;
pub(crate) mod years;

pub(crate) const TEST: Test = Test {
    name: "R21",
    what: "20,000 patients, 400,000 entries, 2,000,000 events",
    bar: "unlock to usable <= 2 s beyond the key derivation, search p95 <= 100 ms, full verification <= 5 s, a stop p50 <= 1.5 x a \
          bare SQLCipher commit",
    run,
};

/// Each of the patients gets a dozen, as in a month.
const ROUNDS: usize = 240;
const CALLED: usize = 20;
const SEARCHES: usize = 200;
const RATIO: f64 = 1.5;

fn run(run: &Run) -> Verdict {
    let mut verdict = Verdict::default();
    let world = match years::laid_out(run, &mut verdict) {
        Ok(world) => world,
        Err(why) => {
            verdict.fault(why);
            return verdict;
        }
    };
    let clock = Arc::new(ManualClock::at(monday()));
    let mut tracker = opening(&world, clock.clone(), &mut verdict);
    searching(&tracker, &mut verdict);
    stopping(&world, &mut tracker, &clock, &mut verdict);
    verifying(&world, &tracker, &mut verdict);
    verdict
}

fn opening(world: &World, clock: Arc<ManualClock>, verdict: &mut Verdict) -> Tracker {
    let watch = Stopwatch::start();
    let mut tracker = world.open(clock.clone()).unwrap();
    let opened = watch.seconds();
    tracker.today().unwrap();
    let first = watch.seconds();
    drop(tracker);
    let watch = Stopwatch::start();
    let mut tracker = world.open(clock).unwrap();
    tracker.today().unwrap();
    let again = watch.seconds();
    let watch = Stopwatch::start();
    tracker.sign_in(SIGN_IN, PASSWORD).unwrap();
    let derivation = watch.seconds();
    verdict.figure(format!(
        "opened in {opened:.2} s, list of today after {first:.2} s (first look of a day), {again:.2} s (later); the key \
         derivation takes {derivation:.2} s"
    ));
    verdict.must(first <= 2.0, format!("usable only after {first:.2} s"));
    tracker
}

fn searching(tracker: &Tracker, verdict: &mut Verdict) {
    let mut took: Vec<f64> = (0..SEARCHES)
        .map(|search| {
            let watch = Stopwatch::start();
            let found = tracker.find_patients(&format!("Number {}", search * 97)).unwrap();
            assert!(!found.is_empty(), "the search finds nobody: the test is blind");
            watch.milliseconds()
        })
        .collect();
    let p95 = quantile(&mut took, 0.95);
    verdict.figure(format!("search p95 {p95:.1} ms"));
    verdict.must(p95 <= 100.0, "the search is too slow");
}

/// Turn and turn about, so that whatever else the computer does meets both, and each comes after the other: a commit right after one
/// to the same file finds all it needs at hand, and minutes pass between a start and its stop. The head of the change before is
/// written by then: it is written behind the back of whoever works.
fn stopping(world: &World, tracker: &mut Tracker, clock: &ManualClock, verdict: &mut Verdict) {
    let pages = pages_of_a_stop(world, tracker, clock);
    let mut bare = Bare::create(&world.home().join("bare.db"), &world.key().hex()).unwrap();
    let (mut alike, mut stops) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        start(tracker, clock, round);
        tracker.settle_head().unwrap();
        alike.push(timed(|| bare.change(pages).unwrap()));
        stops.push(timed(|| {
            tracker.stop_timer(&nurse(0), Some("call_patient"), None).unwrap();
        }));
    }
    let rows = (0..ROUNDS).map(|_| timed(|| bare.commit(200).unwrap())).collect();
    let (row, alike, stop) = (median(rows), median(alike), median(stops));
    verdict.figure(format!(
        "a stop changes {pages} pages in p50 {stop:.2} ms; a bare commit of as many {alike:.2} ms: {:.2} x; of one row \
         {row:.2} ms: {:.2} x",
        stop / alike,
        stop / row
    ));
    verdict.must(stop <= RATIO * alike, "a stop takes too long beside a bare commit of as many pages");
}

/// The fewest of a few: one that starts a new page of the record writes more.
fn pages_of_a_stop(world: &World, tracker: &mut Tracker, clock: &ManualClock) -> i64 {
    let log = world.database().with_file_name("caretally.db-wal");
    let frames = |bytes: u64| bytes.saturating_sub(32) / (24 + 4_096);
    let fewest = (0..CALLED)
        .map(|round| {
            start(tracker, clock, round);
            tracker.settle_journal().unwrap();
            tracker.stop_timer(&nurse(0), Some("call_patient"), None).unwrap();
            frames(std::fs::metadata(&log).unwrap().len())
        })
        .min();
    i64::try_from(fewest.unwrap()).unwrap()
}

/// A call every five minutes, of half a minute.
fn start(tracker: &mut Tracker, clock: &ManualClock, round: usize) {
    clock.advance(270);
    tracker.beat().unwrap();
    tracker.start_timer(&nurse(0), years::staying(round % CALLED), None).unwrap();
    clock.advance(30);
}

fn timed(work: impl FnOnce()) -> f64 {
    let watch = Stopwatch::start();
    work();
    watch.milliseconds()
}

fn verifying(world: &World, tracker: &Tracker, verdict: &mut Verdict) {
    tracker.settle_journal().unwrap();
    let watch = Stopwatch::start();
    let report = world.read(store::audit::verify);
    let chain = watch.seconds();
    let watch = Stopwatch::start();
    let found = tracker.verify().unwrap();
    let all = watch.seconds();
    verdict.figure(format!("{} events and {} rows verified in {chain:.1} s", report.events, report.rows));
    verdict.figure(format!(
        "all of it with pages, indexes, references and {} statements in {all:.1} s",
        found.statements
    ));
    verdict.must(found.faults.is_empty(), format!("{:?}", found.faults));
    verdict.must(all <= 5.0, format!("the full verification took {all:.1} s"));
}
