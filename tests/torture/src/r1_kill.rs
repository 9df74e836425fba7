//! R1: `kill -9` while three timers run.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use tracker::timers::{HEARTBEAT_S, Settle};
use tracker::{ManualClock, Tracker};

use crate::child::{self, Part, Running, say};
use crate::practice::{NURSES, enrolled, nurse};
use crate::report::{Run, Test, Verdict};
use crate::world::{World, monday};
use crate::{pool, world};

pub(crate) const TEST: Test = Test {
    name: "R1",
    what: "kill -9 while three timers run",
    bar: "0 entries lost, 0 half, at most 1 not acknowledged a kill, record sound, timers back to their last proof",
    run,
};

/// Vaults in which the kills follow one another.
const VAULTS: usize = 8;

/// What an acknowledged life of the process left.
#[derive(Default)]
struct Told {
    /// Number and seconds of each entry.
    entries: Vec<(i64, i64)>,
    /// The last proof of each nurse's timer that ran then.
    proofs: [Option<DateTime<Utc>>; NURSES],
}

#[derive(Default)]
struct Found {
    kills: usize,
    acknowledged: usize,
    not_acknowledged: usize,
    timers: usize,
    faults: Vec<String>,
}

fn run(run: &Run) -> Verdict {
    let kills = run.times(200, 2_000) / VAULTS;
    let mut verdict = Verdict::default();
    let vaults = verdict.cases(pool::each(VAULTS, |vault| one_vault(run, vault, kills)));
    let sum = |figure: fn(&Found) -> usize| vaults.iter().map(figure).sum::<usize>();
    verdict.figure(format!("{} kills", sum(|found| found.kills)));
    verdict.figure(format!("{} entries acknowledged", sum(|found| found.acknowledged)));
    verdict.figure(format!("{} more stored", sum(|found| found.not_acknowledged)));
    verdict.figure(format!("{} timers recovered", sum(|found| found.timers)));
    verdict.must(sum(|found| found.acknowledged) > 0, "nothing was acknowledged: the test is blind");
    verdict.must(sum(|found| found.timers) > 0, "no timer was running at a kill: the test is blind");
    let lost: Vec<_> = vaults.into_iter().flat_map(|found| found.faults).collect();
    verdict.figure(format!("{} faults", lost.len()));
    lost.into_iter().for_each(|fault| verdict.fault(fault));
    verdict
}

fn one_vault(run: &Run, vault: usize, kills: usize) -> Found {
    let (world, mut chance, mut found) = (World::new(run), run.chance(vault), Found::default());
    let clock = Arc::new(ManualClock::at(monday()));
    let mut last_entry = 0;
    for kill in 0..kills {
        let told = killed(&world, tracker::Clock::now(&*clock), &mut chance);
        // Longer than any life of the process could have got by then.
        clock.advance(86_400);
        let faults = after_the_kill(&world, clock.clone(), &told, &mut last_entry, &mut found);
        found.faults.extend(faults.into_iter().map(|fault| format!("vault {vault}, kill {kill}: {fault}")));
        found.kills += 1;
        clock.advance(60);
    }
    found
}

fn killed(world: &World, start: DateTime<Utc>, chance: &mut fastrand::Rng) -> Told {
    let words = [start.timestamp().to_string()];
    let process = Running::start(child::command("r1", world.home(), &world.key(), &words));
    let mut lines = Vec::new();
    // One in ten is killed while it opens the vault.
    if chance.u8(..10) > 0 {
        lines.extend(process.line());
    }
    lines.extend(process.lines_for(chance.u64(5..=250)));
    let ended = process.kill();
    assert!(!ended.panicked(), "the process panicked: {}", ended.errors);
    lines.extend(ended.lines);
    told(&lines)
}

fn told(lines: &[String]) -> Told {
    let mut told = Told::default();
    for line in lines {
        let words: Vec<&str> = line.split(' ').collect();
        let number = |place: usize| words[place].parse::<i64>().unwrap();
        match words[0] {
            "entry" => {
                told.proofs[number(1) as usize] = None;
                told.entries.push((number(2), number(3)));
            }
            "start" => told.proofs[number(1) as usize] = DateTime::from_timestamp(number(2), 0),
            "beat" => {
                let beat = DateTime::from_timestamp(number(1), 0);
                told.proofs.iter_mut().filter(|proof| proof.is_some()).for_each(|proof| *proof = beat);
            }
            _ => {}
        }
    }
    told
}

fn after_the_kill(
    world: &World,
    clock: Arc<ManualClock>,
    told: &Told,
    last_entry: &mut i64,
    found: &mut Found,
) -> Vec<String> {
    let mut faults = Vec::new();
    let mut tracker = match world.open(clock) {
        Ok(tracker) => tracker,
        Err(error) => return vec![format!("the vault does not open: {error}")],
    };
    faults.extend(tracker.health().read_only.map(|why| format!("it is read only: {why}")));
    let stored = world.entries();
    for (id, seconds) in &told.entries {
        if stored.get(id) != Some(seconds) {
            faults.push(format!("entry {id} of {seconds} s is lost or not what was acknowledged"));
        }
        *last_entry = (*last_entry).max(*id);
    }
    found.acknowledged += told.entries.len();
    let more = stored.range(*last_entry + 1..).count();
    found.not_acknowledged += more;
    if more > 1 {
        faults.push(format!("{more} entries were stored and not acknowledged"));
    }
    for (number, proof) in told.proofs.iter().enumerate() {
        faults.extend(timer_after(&mut tracker, number, *proof, more, &mut found.timers));
    }
    // With the entries that the timers were kept as.
    *last_entry = world.entries().into_keys().last().unwrap_or_default();
    match tracker.verify() {
        Ok(verification) => faults.extend(verification.faults),
        Err(error) => faults.push(format!("it cannot be verified: {error}")),
    }
    faults
}

/// A timer that was acknowledged stands at its last proof, or one heartbeat later; its time is kept.
fn timer_after(
    tracker: &mut Tracker,
    number: usize,
    proof: Option<DateTime<Utc>>,
    stored_more: usize,
    timers: &mut usize,
) -> Option<String> {
    let actor = nurse(number);
    let running = tracker.running(&actor).ok()?;
    let stands = running.as_ref().and_then(|running| running.interrupted_at);
    if running.is_some() && stands.is_none() {
        return Some(format!("the timer of nurse {number} runs on"));
    }
    if stands.is_some() {
        *timers += 1;
        if let Err(error) = tracker.settle_timer(&actor, Settle::KeepAndStop) {
            return Some(format!("the timer of nurse {number} cannot be settled: {error}"));
        }
    }
    match (proof, stands) {
        (Some(proof), Some(stands)) => {
            let most = proof + TimeDelta::seconds(HEARTBEAT_S as i64);
            (stands < proof || stands > most)
                .then(|| format!("the timer of nurse {number} was proven at {proof} and stands at {stands}"))
        }
        // It may have been stopped without an answer.
        (Some(_), None) if stored_more == 0 => Some(format!("the timer of nurse {number} is lost")),
        _ => None,
    }
}

/// Every nurse times; one after the other stops and starts again; each heartbeat proves all three.
pub(crate) fn child(part: &Part) {
    let clock = Arc::new(ManualClock::at(DateTime::from_timestamp(part.number(0), 0).unwrap()));
    let mut tracker = world::open(&part.home, part.key.clone(), clock.clone()).unwrap();
    say("open");
    let now = || tracker::Clock::now(&*clock).timestamp();
    for number in 0..NURSES {
        tracker.start_timer(&nurse(number), enrolled(number), None).unwrap();
        say(&format!("start {number} {}", now()));
    }
    for turn in 0.. {
        clock.advance(HEARTBEAT_S as i64);
        tracker.beat().unwrap();
        say(&format!("beat {}", now()));
        let number = turn % NURSES;
        let stopped = tracker.stop_timer(&nurse(number), Some("call_patient"), None).unwrap();
        say(&format!("entry {number} {} {}", stopped.entry.unwrap().get(), stopped.length.0));
        tracker.start_timer(&nurse(number), enrolled(number), None).unwrap();
        say(&format!("start {number} {}", now()));
    }
}
