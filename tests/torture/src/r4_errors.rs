//! R4: the n-th call to the disk fails, for every n: a write, a flush, a cut, a rename, a removal, a new file.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use tracker::{Error, ManualClock, Tracker};

use crate::child::{self, Ended, Part, Running, say};
use crate::practice::{NURSES, OTHER_SIGN_IN, cleo, enrolled, manager, nurse};
use crate::report::{Run, Test, Verdict};
use crate::world::{World, monday};
use crate::{pool, world};

pub(crate) const TEST: Test = Test {
    name: "R4",
    what: "the n-th write, fsync, truncate, rename, unlink or create fails",
    bar: "0 panics, 0 acknowledged acts lost, the vault sound afterwards, the program goes on",
    run,
};

const SHIM: &str = include_str!("../shim.c");
/// How often a sick disk is tried before one gives up.
const OPENINGS: usize = 5;
const ROUNDS: i64 = 9;

/// What the disk does to a child.
pub(crate) struct Sickness {
    pub(crate) at: usize,
    pub(crate) calls: usize,
    pub(crate) errno: i32,
}

/// `EIO`, of every Linux.
const EIO: i32 = 5;

fn run(run: &Run) -> Verdict {
    let mut verdict = Verdict::default();
    let dir = run.folder();
    let shim = match build(dir.path()) {
        Ok(shim) => shim,
        Err(why) => {
            verdict.fault(why);
            return verdict;
        }
    };
    let (world, counted) = (World::new(run), dir.path().join("count"));
    let healthy = work(&world, &shim, None, &counted);
    let all: usize = fs::read_to_string(&counted).ok().and_then(|text| text.trim().parse().ok()).unwrap_or(0);
    verdict.figure(format!("{all} calls in the scenario"));
    verdict.must(all > 100, format!("only {all} calls to the disk were seen: the test is blind"));
    verdict.must(healthy.in_order && !refused(&healthy), "the scenario fails on a sound disk");
    let cases = run.times(200, all).min(all);
    let found = verdict.cases(pool::each(cases, |case| {
        // One call; or ten in a row, as a disk that recovers.
        let sickness =
            Sickness { at: 1 + case * all / cases, calls: if case % 4 == 0 { 10 } else { 1 }, errno: EIO };
        one(run, &shim, &sickness)
    }));
    sum_up(&mut verdict, found);
    verdict
}

/// What was found of one case.
pub(crate) struct Found {
    acknowledged: usize,
    refused: bool,
    faults: Vec<String>,
}

pub(crate) fn sum_up(verdict: &mut Verdict, found: Vec<Found>) {
    let acknowledged: usize = found.iter().map(|found| found.acknowledged).sum();
    let refused = found.iter().filter(|found| found.refused).count();
    verdict.figure(format!(
        "{} failures, {refused} told to the person, {acknowledged} acts acknowledged",
        found.len()
    ));
    verdict.must(refused > 0, "no failure was ever told: the test is blind");
    let faults: Vec<_> = found.into_iter().flat_map(|found| found.faults).collect();
    verdict.figure(format!("{} faults", faults.len()));
    faults.into_iter().for_each(|fault| verdict.fault(fault));
}

/// Builds the library that lets calls fail.
pub(crate) fn build(dir: &Path) -> Result<PathBuf, String> {
    let (source, library) = (dir.join("shim.c"), dir.join("shim.so"));
    fs::write(&source, SHIM).map_err(|error| error.to_string())?;
    let built = Command::new("cc")
        .args(["-shared", "-fPIC", "-O1", "-o"])
        .arg(&library)
        .arg(&source)
        .arg("-ldl")
        .output();
    match built {
        Ok(output) if output.status.success() => Ok(library),
        Ok(output) => Err(format!("cc: {}", String::from_utf8_lossy(&output.stderr))),
        Err(error) => Err(format!("the C compiler, cc, is needed: {error}")),
    }
}

fn work(world: &World, shim: &Path, sickness: Option<&Sickness>, counted: &Path) -> Ended {
    let mut command = child::command("r4", world.home(), &world.key(), &[]);
    command.env("LD_PRELOAD", shim).env("TORTURE_UNDER", world.vault()).env("TORTURE_COUNT", counted);
    if let Some(Sickness { at, calls, errno }) = sickness {
        command.env("TORTURE_FAIL_AT", at.to_string()).env("TORTURE_FAIL_FOR", calls.to_string());
        command.env("TORTURE_ERRNO", errno.to_string());
    }
    Running::start(command).wait()
}

fn refused(ended: &Ended) -> bool {
    ended.lines.iter().any(|line| line.starts_with("refused"))
}

/// Works on a sick disk, then looks at what is there on a sound one.
pub(crate) fn one(run: &Run, shim: &Path, sickness: &Sickness) -> Found {
    let world = World::new(run);
    let ended = work(&world, shim, Some(sickness), Path::new("/dev/null"));
    let mut found = Found { acknowledged: 0, refused: refused(&ended), faults: Vec::new() };
    if ended.panicked() || !ended.in_order {
        found.faults.push(format!(
            "it did not go on: {}",
            ended.errors.lines().take(2).collect::<Vec<_>>().join(" ")
        ));
    }
    found.faults.extend(after(&world, &ended, &mut found.acknowledged));
    let Sickness { at, calls, errno } = sickness;
    found
        .faults
        .iter_mut()
        .for_each(|fault| *fault = format!("{calls} calls from {at} on with errno {errno}: {fault}"));
    found
}

fn after(world: &World, ended: &Ended, acknowledged: &mut usize) -> Vec<String> {
    let clock = Arc::new(ManualClock::at(monday()));
    clock.advance(86_400);
    let tracker = match world.open(clock) {
        Ok(tracker) => tracker,
        Err(error) => return vec![format!("the vault does not open afterwards: {error}")],
    };
    let mut faults: Vec<String> = tracker.health().read_only.iter().map(ToString::to_string).collect();
    let stored = world.entries();
    let mut told = BTreeSet::new();
    for line in ended.lines.iter().filter_map(|line| line.strip_prefix("entry ")) {
        let (id, seconds) = line.split_once(' ').unwrap();
        let (id, seconds): (i64, i64) = (id.parse().unwrap(), seconds.parse().unwrap());
        told.insert(id);
        if stored.get(&id) != Some(&seconds) {
            faults.push(format!("entry {id} is lost"));
        }
    }
    *acknowledged += told.len();
    let refusals = ended.lines.iter().filter(|line| line.starts_with("refused")).count();
    if stored.len() > told.len() + refusals {
        faults.push(format!(
            "{} entries are stored, {} acknowledged, {refusals} refused",
            stored.len(),
            told.len()
        ));
    }
    faults.extend(slot_after(world, ended));
    faults.extend(tracker.verify().map_or_else(|error| vec![error.to_string()], |found| found.faults));
    faults
}

/// The key file is whole, and says what was acknowledged last, or what was refused after that.
fn slot_after(world: &World, ended: &Ended) -> Option<String> {
    let keys = match vault::VaultFile::read(&world.vault()) {
        Ok(keys) => keys,
        Err(error) => return Some(format!("vault.json: {error}")),
    };
    let said: Vec<&str> = ended.lines.iter().filter_map(|line| line.strip_prefix("keys ")).collect();
    let enabled = keys.slots().into_iter().any(|slot| slot.sign_in == OTHER_SIGN_IN && slot.enabled);
    let doubtful = ended.lines.iter().any(|line| line.starts_with("refused keys"));
    let expected = said.last().copied().unwrap_or("true");
    (!doubtful && expected != enabled.to_string())
        .then(|| format!("vault.json says {enabled}, acknowledged was {expected}"))
}

/// Works through everything, whatever the disk says.
pub(crate) fn child(part: &Part) {
    let clock = Arc::new(ManualClock::at(monday()));
    let Some(mut tracker) = open(part, &clock) else { return };
    for round in 1..=ROUNDS {
        let number = round as usize % NURSES;
        told("start", tracker.start_timer(&nurse(number), enrolled(number), None).map(|_| None));
        clock.advance(15);
        told("beat", tracker.beat().map(|()| None));
        clock.advance(round);
        let stopped = tracker.stop_timer(&nurse(number), Some("call_patient"), None);
        told(
            "stop",
            stopped.map(|stopped| Some(format!("entry {} {}", stopped.entry?.get(), stopped.length.0))),
        );
        if round % 3 == 0 {
            let active = round % 2 == 0;
            let saved = tracker.save_staff(&manager(), &cleo(active));
            told("keys", saved.map(|_| Some(format!("keys {active}"))));
            told("settle", tracker.settle_journal().map(|()| None));
        }
    }
    say("done");
}

fn open(part: &Part, clock: &Arc<ManualClock>) -> Option<Tracker> {
    for _ in 0..OPENINGS {
        match world::open(&part.home, part.key.clone(), clock.clone()) {
            Ok(tracker) => return Some(tracker),
            Err(error) => say(&format!("refused open {error}")),
        }
    }
    None
}

fn told(act: &str, done: Result<Option<String>, Error>) {
    match done {
        Ok(Some(line)) => say(&line),
        Ok(None) => {}
        Err(error) => say(&format!("refused {act} {error}")),
    }
}
