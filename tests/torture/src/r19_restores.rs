//! R19: random histories, each backed up in the middle of work, gone back to, and compared byte for byte with what there was.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::thread;

use store::backup::StoredCopy;
use store::{Reader, tamper};
use tracker::backup::{Backup, proof};
use tracker::work::Work;
use tracker::{Clock, Home, ManualClock, Tracker};
use vault::DataKey;

use crate::practice::{NURSES, PASSWORD, SIGN_IN, cleo, enrolled, manager, nurse, typed};
use crate::report::{Run, Test, Verdict};
use crate::world::{World, monday};
use crate::{pool, world};

pub(crate) const TEST: Test = Test {
    name: "R19",
    what: "random histories backed up under load and restored; one bit flipped in a backup",
    bar: "each restored vault equal to the moment it was taken at, 100 % verified; a changed backup never called good",
    run,
};

/// Bits flipped in each backup, over its three files.
const FLIPS: usize = 18;
const FILES: [&str; 3] = ["caretally.db", "vault.json", "manifest.json"];

#[derive(Default)]
struct Found {
    acts: usize,
    under_load: usize,
    bytes: usize,
    flips: usize,
    faults: Vec<String>,
}

fn run(run: &Run) -> Verdict {
    let mut verdict = Verdict::default();
    let histories = run.times(20, 500);
    let found = verdict.cases(pool::each(histories, |case| history(run, case)));
    let sum = |figure: fn(&Found) -> usize| found.iter().map(figure).sum::<usize>();
    verdict.figure(format!("{histories} histories of {} acts", sum(|found| found.acts)));
    verdict.figure(format!("{} acts done while a backup was made", sum(|found| found.under_load)));
    verdict.figure(format!("{} KiB of contents compared", sum(|found| found.bytes) / 1024));
    verdict.figure(format!("{} flipped bits", sum(|found| found.flips)));
    verdict.must(sum(|found| found.under_load) > 0, "nothing was done during a backup: the test is blind");
    let faults: Vec<_> = found.into_iter().flat_map(|found| found.faults).collect();
    verdict.figure(format!("{} faults", faults.len()));
    faults.into_iter().for_each(|fault| verdict.fault(fault));
    verdict
}

/// Everything in the vault after each act, by the place of its newest event; a heartbeat leaves none, so there may be several.
type Moments = BTreeMap<i64, Vec<String>>;

fn history(run: &Run, case: usize) -> Found {
    let (world, mut chance, mut found) = (World::new(run), run.chance(case), Found::default());
    let clock = Arc::new(ManualClock::at(monday()));
    let mut tracker = world.open(clock.clone()).unwrap();
    for act in 0..chance.usize(5..40) {
        work(&mut tracker, &clock, &mut chance, act);
        found.acts += 1;
    }
    let job = tracker.back_up(&manager()).unwrap();
    let mut moments = Moments::new();
    remember(&world, &mut moments);
    let made = thread::scope(|scope| {
        let made = scope.spawn(|| job.run());
        for act in 100.. {
            if made.is_finished() || found.under_load == 200 {
                break;
            }
            pass(&mut tracker, &clock, &mut chance);
            remember(&world, &mut moments);
            act_of(&mut tracker, &mut chance, act);
            remember(&world, &mut moments);
            found.under_load += 1;
        }
        made.join().unwrap()
    });
    for act in 1_000..1_000 + chance.usize(0..10) {
        work(&mut tracker, &clock, &mut chance, act);
    }
    drop(tracker);
    let mut fault = |what: String| found.faults.push(format!("history {case}: {what}"));
    let backup = match made {
        Ok(backup) => backup,
        Err(error) => {
            fault(format!("no backup: {error}"));
            return found;
        }
    };
    let taken = StoredCopy::open(&backup.dir.join(FILES[0]), &world.key().hex()).unwrap();
    let taken = taken.read(tamper::dump).unwrap();
    let was = moments.get(&backup.manifest.head_seq);
    if !was.is_some_and(|was| was.contains(&taken)) {
        fault("the backup is of no moment that there was".to_owned());
    }
    for what in flipped(&backup, &world.key(), &mut chance) {
        fault(what);
    }
    for what in restored(&world, &backup, &taken, clock) {
        fault(what);
    }
    (found.bytes, found.flips) = (taken.len(), FLIPS);
    found
}

fn remember(world: &World, moments: &mut Moments) {
    let (seq, all) = world.read(|conn| {
        let seq = store::audit::head(conn)?.map_or(0, |head| head.seq);
        Ok((seq, tamper::dump(conn)?))
    });
    moments.entry(seq).or_default().push(all);
}

fn work(tracker: &mut Tracker, clock: &ManualClock, chance: &mut fastrand::Rng, act: usize) {
    pass(tracker, clock, chance);
    act_of(tracker, chance, act);
}

/// Half a minute, with the heartbeat that is due by then: it is a moment of its own, before any act.
fn pass(tracker: &mut Tracker, clock: &ManualClock, chance: &mut fastrand::Rng) {
    clock.advance(chance.i64(16..44));
    tracker.beat().unwrap();
}

/// What people do, refused or not.
fn act_of(tracker: &mut Tracker, chance: &mut fastrand::Rng, act: usize) {
    let who = chance.usize(..NURSES);
    match chance.u8(..7) {
        0 | 1 => drop(tracker.start_timer(&nurse(who), enrolled(who), Some("call_patient"))),
        2 => drop(tracker.stop_timer(&nurse(who), None, Some("as discussed"))),
        3 => {
            let start = format!("{:02}:{:02}", chance.u8(6..20), chance.u8(..60));
            drop(tracker.add_entry(&manager(), &typed(who, "2026-10-30", &start)));
        }
        4 => drop(tracker.void_entry(&manager(), tracker::EntryId(1 + act as i64 % 40), "typed twice")),
        5 => drop(tracker.save_staff(&manager(), &cleo(chance.bool()))),
        _ => drop(tracker.open_patient(&manager(), tracker::PatientId(1 + who as i64), None)),
    }
}

/// One bit at a time, anywhere in the three files: none of them may be called good, and the backup is good again after.
fn flipped(backup: &Backup, key: &DataKey, chance: &mut fastrand::Rng) -> Vec<String> {
    let good = || proof::prove(&backup.dir, key).is_ok_and(|proof| proof.is_good());
    let mut faults = Vec::new();
    for flip in 0..FLIPS {
        let file = backup.dir.join(FILES[flip % FILES.len()]);
        let sound = fs::read(&file).unwrap();
        let (place, bit) = (chance.usize(..sound.len()), chance.u8(..8));
        let mut bytes = sound.clone();
        bytes[place] ^= 1 << bit;
        fs::write(&file, &bytes).unwrap();
        match pool::caught(good) {
            Ok(false) => {}
            Ok(true) => faults.push(format!("bit {bit} of byte {place} of {} is missed", file.display())),
            Err(panic) => faults.push(format!("bit {bit} of byte {place} of {}: {panic}", file.display())),
        }
        fs::write(&file, &sound).unwrap();
    }
    if !good() {
        faults.push("the backup as it was made is not called good".to_owned());
    }
    faults
}

/// Goes back to the backup: everything is as it was taken, but for the event that says so and the sign-in it was done under.
fn restored(world: &World, backup: &Backup, taken: &str, clock: Arc<ManualClock>) -> Vec<String> {
    let mut faults = Vec::new();
    let clock: Arc<dyn Clock> = clock;
    if let Err(error) =
        Home::at(world.home()).restore(&backup.dir, SIGN_IN, PASSWORD, &clock, &Work::default())
    {
        return vec![format!("not restored: {error}")];
    }
    let now = dump_of(&world.database(), &world.key());
    let new = format!("audit [Integer({}),", backup.manifest.head_seq + 1);
    let added =
        |line: &str| line.starts_with(&new) || (line.starts_with("audit_source ") && !taken.contains(line));
    let but_for_the_event: String = now.split_inclusive('\n').filter(|line| !added(line)).collect();
    if but_for_the_event != taken || now.len() == taken.len() {
        faults.push("what was restored is not what was taken".to_owned());
    }
    match world::open(world.home(), world.key(), clock) {
        Ok(tracker) => {
            faults.extend(tracker.health().read_only.map(|why| why.to_string()));
            faults
                .extend(tracker.verify().map_or_else(|error| vec![error.to_string()], |found| found.faults));
        }
        Err(error) => faults.push(format!("the restored vault does not open: {error}")),
    }
    faults
}

fn dump_of(database: &Path, key: &DataKey) -> String {
    Reader::open(database, &key.hex()).unwrap().read(tamper::dump).unwrap()
}
