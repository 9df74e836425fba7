//! R3: the disk is full: in the database, its journal, vault.json, the anchor, an export, a backup, its second place. Then
//! there is room again.
//!
//! A small disk in memory, of a name space of its own, so that nothing of it is left. Where that is not allowed, the library
//! of R4 says that the disk is full.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use tracker::backup::proof;
use tracker::{ManualClock, Tracker};

use crate::child::{self, Ended, Part, Running, say};
use crate::practice::{NURSES, cleo, enrolled, manager, nurse};
use crate::r4_errors::{self, Sickness};
use crate::r5_bit::work;
use crate::report::{Run, Test, Verdict};
use crate::world::{World, monday};
use crate::{pool, world};

pub(crate) const TEST: Test = Test {
    name: "R3",
    what: "disk full at commit, journal, vault.json, anchor, export, backup, second place; then room again",
    bar: "0 lost, 0 partial, the program goes on, a clear message, no half files",
    run,
};

/// 50 MiB must be free at opening; the rest is taken by a filler before the work.
const DISK_MIB: u64 = 72;
const KIB: u64 = 1024;
/// `ENOSPC`, of every Linux.
const ENOSPC: i32 = 28;
const WORDS: &str = "disk is full";

fn run(run: &Run) -> Verdict {
    let mut verdict = Verdict::default();
    if !may_mount() {
        verdict.figure("no disk may be mounted here: calls that fail instead");
        return injected(run, verdict);
    }
    let sizes = run.times(8, 100);
    let found = verdict.cases(pool::each(sizes, |case| one(run, run.chance(case).u64(0..400))));
    let count =
        |name: &str| found.iter().flat_map(|(lines, _)| lines).filter(|line| line.starts_with(name)).count();
    verdict.figure(format!("{sizes} sizes of room left"));
    for site in ["commit", "keys", "export", "backup", "second"] {
        verdict.figure(format!("{} refusals at {site}", count(&format!("full {site}"))));
        verdict.must(
            count(&format!("full {site}")) > 0,
            format!("the disk was never full at {site}: the test is blind"),
        );
    }
    verdict.figure(format!("{} acts acknowledged", count("entry")));
    let faults: Vec<_> = found.into_iter().flat_map(|(_, faults)| faults).collect();
    verdict.figure(format!("{} faults", faults.len()));
    faults.into_iter().for_each(|fault| verdict.fault(fault));
    verdict
}

fn may_mount() -> bool {
    let tried = Command::new("unshare").args(["-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]).output();
    tried.is_ok_and(|tried| tried.status.success())
}

/// In a name space of its own, with the disk mounted over the folder of the vault.
fn one(run: &Run, left_kib: u64) -> (Vec<String>, Vec<String>) {
    let world = World::new(run);
    let inner = child::command("r3", world.home(), &world.key(), &[left_kib.to_string()]);
    let mut command = Command::new("unshare");
    command.arg("-rm").arg(inner.get_program()).args(inner.get_args());
    command.envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let Ended { lines, errors, in_order } = Running::start(command).wait();
    let mut faults: Vec<String> =
        lines.iter().filter_map(|line| line.strip_prefix("fault ")).map(str::to_owned).collect();
    if !in_order || !lines.iter().any(|line| line == "done") {
        faults.push(format!("it did not go on: {}", errors.lines().take(3).collect::<Vec<_>>().join(" ")));
    }
    faults.iter_mut().for_each(|fault| *fault = format!("{left_kib} KiB left: {fault}"));
    (lines, faults)
}

fn injected(run: &Run, mut verdict: Verdict) -> Verdict {
    let dir = run.folder();
    match r4_errors::build(dir.path()) {
        Ok(shim) => {
            let cases = run.times(20, 100);
            let found = pool::each(cases, |case| {
                r4_errors::one(run, &shim, &Sickness { at: 20 + case * 15, calls: 40, errno: ENOSPC })
            });
            let found = verdict.cases(found);
            r4_errors::sum_up(&mut verdict, found);
        }
        Err(why) => verdict.fault(why),
    }
    verdict
}

pub(crate) fn child(part: &Part) {
    mount_over(&part.home);
    let (clock, filler) = (Arc::new(ManualClock::at(monday())), part.home.join("filler"));
    let open = || world::open(&part.home, part.key.clone(), clock.clone());
    let mut tracker = open().unwrap();
    work(&mut tracker, 12);
    tracker.settle_journal().unwrap();
    clock.advance(40 * 86_400);
    second_place(part, &mut tracker);
    fill(&filler, part.number(0) * KIB as i64);
    let mut entries = Vec::new();
    let mut full = 0;
    // Until the disk has been full some times; what fails changes nothing.
    for round in 0..400 {
        match timed(&mut tracker, &clock, round) {
            Ok(id) => entries.push(id),
            Err(error) => full += told("commit", &error.to_string()),
        }
        if full >= 3 {
            break;
        }
    }
    entries.iter().for_each(|id| say(&format!("entry {id}")));
    // Nothing at all is left for the small files.
    fill(&filler, 0);
    if let Err(error) = tracker.save_staff(&manager(), &cleo(false)) {
        told("keys", &error.to_string());
    }
    let november = tracker::practice::month("2026-11").unwrap();
    if let Err(error) =
        tracker.export_claims(&manager(), november, &tracker::export::Order::csv(), Some(&part.home))
    {
        told("export", &error.to_string());
    }
    if let Err(error) = tracker.back_up(&manager()).and_then(tracker::backup::BackupJob::run) {
        told("backup", &error.to_string());
    }
    check(part, &entries, "while it is full");
    fs::remove_file(&filler).unwrap();
    // There is room again: the same program goes on.
    match timed(&mut tracker, &clock, 1_000) {
        Ok(id) => entries.push(id),
        Err(error) => say(&format!("fault with room again: {error}")),
    }
    if let Err(error) = tracker.save_staff(&manager(), &cleo(false)).and(tracker.settle_journal()) {
        say(&format!("fault with room again: {error}"));
    }
    drop(tracker);
    check(part, &entries, "afterwards");
    match open() {
        Ok(tracker) => {
            let faults = tracker.verify().map_or_else(|error| vec![error.to_string()], |found| found.faults);
            let faults = faults.into_iter().chain(tracker.health().read_only.map(|why| why.to_string()));
            faults.for_each(|fault| say(&format!("fault {fault}")));
        }
        Err(error) => say(&format!("fault the vault does not open: {error}")),
    }
    say("done");
}

/// A backup whose second place has no room: the one here is good, and nothing half of it lies there.
fn second_place(part: &Part, tracker: &mut Tracker) {
    let usb = part.home.with_extension("usb");
    fs::create_dir(&usb).unwrap();
    mount(&usb, "size=64k");
    tracker.set_second_place(&manager(), usb.to_str()).unwrap();
    let made = tracker.back_up(&manager()).unwrap().run().unwrap();
    match tracker.backup_desk().second_failed() {
        Some(words) => drop(told("second", &words)),
        None => say("fault a second place without room took a backup"),
    }
    if !proof::prove(&made.dir, &part.key).is_ok_and(|proof| proof.is_good()) {
        say("fault the backup here is not good");
    }
    let left = tracker::backup::list(&usb.join("Caretally backups"));
    if !left.is_empty() {
        say("fault half a backup in the second place looks like one");
    }
    tracker.set_second_place(&manager(), None).unwrap();
}

fn mount(place: &Path, size: &str) {
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", size, "tmpfs"]).arg(place).status();
    assert!(mounted.unwrap().success(), "the disk can be mounted");
}

/// The disk has the vault on it as the folder had.
fn mount_over(home: &Path) {
    let files = world::files(&home.join("practice"));
    mount(home, &format!("size={DISK_MIB}m"));
    fs::create_dir(home.join("practice")).unwrap();
    files.iter().for_each(|(name, bytes)| fs::write(home.join("practice").join(name), bytes).unwrap());
}

/// Takes all room but so many bytes.
fn fill(filler: &Path, left: i64) {
    let piece = vec![7; 16 * KIB as usize];
    let mut file = fs::OpenOptions::new().create(true).append(true).open(filler).unwrap();
    while std::io::Write::write_all(&mut file, &piece).is_ok() {}
    while std::io::Write::write_all(&mut file, &piece[..512]).is_ok() {}
    let length = file.metadata().unwrap().len();
    file.set_len(length.saturating_sub(left.unsigned_abs())).unwrap();
}

fn timed(tracker: &mut Tracker, clock: &ManualClock, round: usize) -> Result<i64, tracker::Error> {
    let actor = nurse(round % NURSES);
    if tracker.running_since(&actor)?.is_none() {
        tracker.start_timer(&actor, enrolled(round % NURSES), None)?;
    }
    clock.advance(20);
    let stopped = tracker.stop_timer(&actor, Some("call_patient"), None)?;
    Ok(stopped.entry.map_or(0, |entry| entry.get()))
}

/// A refusal that does not say what is wrong is a fault.
fn told(site: &str, words: &str) -> usize {
    let clear =
        [WORDS, "full", "no storage space", "free on this disk"].iter().any(|clear| words.contains(clear));
    say(&if clear { format!("full {site}") } else { format!("fault {site} says: {words}") });
    1
}

/// Everything acknowledged is there, the key file is whole, and no file is half made.
fn check(part: &Part, entries: &[i64], when: &str) {
    let vault = part.home.join("practice");
    let stored = world::entries(&vault.join("caretally.db"), &part.key);
    let lost = entries.iter().filter(|id| !stored.contains_key(id)).count();
    if lost > 0 {
        say(&format!("fault {lost} entries lost {when}"));
    }
    if let Err(error) = vault::VaultFile::read(&vault) {
        say(&format!("fault vault.json {when}: {error}"));
    }
    let half = |dir: &Path| {
        fs::read_dir(dir)
            .unwrap()
            .filter_map(|file| {
                let name = file.unwrap().file_name().to_string_lossy().into_owned();
                (name.ends_with(".new")
                    || name.ends_with(".tmp")
                    || name.starts_with(".tmp")
                    || name.ends_with(".part"))
                .then_some(name)
            })
            .collect::<Vec<_>>()
    };
    let backups = part.home.join("backups");
    for backup in tracker::backup::list(&backups) {
        if !proof::prove(&backup.dir, &part.key).is_ok_and(|proof| proof.is_good()) {
            say(&format!("fault a backup is not good {when}"));
        }
    }
    let making = backups.join("tmp").exists().then(|| "backups/tmp".to_owned());
    half(&vault)
        .into_iter()
        .chain(half(&part.home))
        .chain(making)
        .for_each(|name| say(&format!("fault {name} is left half made {when}")));
}
