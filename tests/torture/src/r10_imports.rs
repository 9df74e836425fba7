//! R10: hostile files at every way into the program: lists of patients, rule packs, case lines, key files, backups.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use store::{Reader, tamper};
use tracker::backup::{list, proof};
use tracker::{ManualClock, Tracker};
use vault::{DataKey, VaultFile};

use crate::child::{self, Next, Part, Running, say};
use crate::pool;
use crate::practice::manager;
use crate::report::{Form, Run, Test, Verdict, disk};
use crate::stopwatch::{Stopwatch, processor_ms};
use crate::world::{self, World, memory_kib, monday};

mod files;

use files::{File, Way};

pub(crate) const TEST: Test = Test {
    name: "R10",
    what: "hostile files: lists of patients, rule packs, case lines, key files, descriptions of backups",
    bar: "0 panics, none longer than 10 s of processor time, memory < 300 MiB, the vault unchanged by what is refused; 1,000 in < 60 s of it",
    run,
};

const PROCESSES: usize = 2;
const SLOWEST_MS: f64 = 10_000.0;
const MEMORY_KIB: i64 = 300 * 1024;
const SHORT_S: f64 = 60.0;
/// A file that was not answered by then never is.
const PATIENCE_MS: u64 = 60_000;
/// What was accepted stays; after so many files the vault is laid out anew.
const RENEWED_AFTER: usize = 60;

/// Patients of the largest practice that the program is made for; longer lists are shown, and not stored here.
const LARGEST_PRACTICE: usize = 20_000;

/// A file that was handed in.
struct Taken {
    way: Way,
    accepted: bool,
    /// Of processor time: how long somebody waits depends on what else the computer does.
    ms: f64,
    /// The most that the program had in memory meanwhile, the file with it.
    kib: i64,
    name: String,
}

#[derive(Default)]
struct Found {
    taken: Vec<Taken>,
    ended: bool,
    faults: Vec<String>,
}

fn run(run: &Run) -> Verdict {
    let (mut verdict, watch) = (Verdict::default(), Stopwatch::start());
    let huge = if run.form == Form::Quick { 0 } else { files::HUGE.len() };
    let files = huge + run.times(1_000, 100_000);
    let found = verdict.cases(pool::each(PROCESSES, |process| feed(run, process, huge, files)));
    let seconds = watch.seconds();
    let taken: Vec<_> = found.iter().flat_map(|found| &found.taken).collect();
    let accepted = taken.iter().filter(|file| file.accepted).count();
    verdict.figure(format!("{} files, {huge} of them huge, in {seconds:.0} s", taken.len()));
    verdict.figure(format!("{accepted} accepted, {} refused", taken.len() - accepted));
    for way in Way::ALL {
        let all = taken.iter().filter(|file| file.way == way).count();
        let good = taken.iter().filter(|file| file.way == way && file.accepted).count();
        verdict.figure(format!("{all} {} ({good} good)", way.slug()));
        verdict
            .must(good > 0 && good < all, format!("{}: all or none refused: the test is blind", way.slug()));
    }
    if let Some(slowest) = taken.iter().max_by(|a, b| a.ms.total_cmp(&b.ms)) {
        verdict.figure(format!("the slowest {:.1} s of processor time ({})", slowest.ms / 1e3, slowest.name));
    }
    if let Some(largest) = taken.iter().max_by_key(|file| file.kib) {
        verdict.figure(format!("memory at most {} MiB ({})", largest.kib / 1024, largest.name));
    }
    for Taken { ms, kib, name, .. } in &taken {
        verdict.must(*ms < SLOWEST_MS, format!("{name} took {:.1} s of processor time", ms / 1e3));
        verdict.must(*kib < MEMORY_KIB, format!("{name} took {} MiB of memory", kib / 1024));
    }
    let each_s = taken.iter().map(|file| file.ms).sum::<f64>() / 1e3 / PROCESSES as f64;
    verdict.figure(format!("{each_s:.0} s of processor time in each of {PROCESSES} processes"));
    verdict.must(run.form == Form::Long || each_s < SHORT_S, "too slow");
    verdict.must(taken.len() == files, format!("{} of {files} files were answered", taken.len()));
    found.into_iter().flat_map(|found| found.faults).for_each(|fault| verdict.fault(fault));
    verdict
}

fn feed(run: &Run, process: usize, huge: usize, files: usize) -> Found {
    let (world, mut found) = (World::new(run), Found::default());
    let words = [run.seed() as usize, process, huge, files].map(|number| number.to_string());
    let running = Running::start(child::command("r10", world.home(), &world.key(), &words));
    loop {
        let line = match running.line_within(PATIENCE_MS) {
            Next::Line(line) => line,
            Next::Silence => {
                let last = found.taken.last().map(|file| file.name.clone());
                found.faults.push(format!("no answer after {PATIENCE_MS} ms: after {last:?}"));
                running.kill();
                return found;
            }
            Next::End => break,
        };
        let words: Vec<&str> = line.splitn(6, ' ').collect();
        match words[..] {
            ["file", way, accepted, ms, kib, name] => found.taken.push(Taken {
                way: Way::parse(way),
                accepted: accepted == "accepted",
                ms: ms.parse().unwrap(),
                kib: kib.parse().unwrap(),
                name: name.to_owned(),
            }),
            ["done"] => found.ended = true,
            _ => found.faults.push(line),
        }
    }
    let ended = running.wait();
    if !ended.in_order || !found.ended {
        let last = found.taken.last().map(|file| file.name.clone());
        found.faults.push(format!("the program ended after {last:?}: {}", ended.errors));
    }
    found
}

pub(crate) fn child(part: &Part) {
    let [seed, process, huge, files] = [0, 1, 2, 3].map(|place| part.number(place) as usize);
    let before = world::files(&part.home.join("practice"));
    let mut desk = Desk::new(part);
    for number in (process..files).step_by(PROCESSES) {
        if number / PROCESSES % RENEWED_AFTER == RENEWED_AFTER - 1 {
            drop(desk);
            world::lay_out(&part.home.join("practice"), &before);
            desk = Desk::new(part);
        }
        let (way, name, file) = match number.checked_sub(huge) {
            None => files::huge(number),
            Some(further) => desk.hostile(seed, further),
        };
        let untouched = desk.contents();
        // The highest so far is forgotten.
        fs::write("/proc/self/clear_refs", "5").unwrap();
        let (taken, ms) = processor_ms(|| pool::caught(|| desk.take(way, &file)));
        let kib = memory_kib("VmHWM");
        if taken.is_err() || ms > SLOWEST_MS || kib > MEMORY_KIB {
            // For whoever looks for the fault.
            file.put(&disk().join(format!("{}.hostile", name.replace([' ', ':', ','], "-"))));
        }
        let accepted = match taken {
            Ok(accepted) => accepted,
            Err(panic) => {
                say(&format!("{name} panicked: {panic}"));
                false
            }
        };
        if !accepted && desk.contents() != untouched {
            say(&format!("{name} was refused and changed the vault"));
        }
        if accepted && desk.is_false(way, &file) {
            say(&format!("{name} was taken for the file it was made of"));
        }
        let word = if accepted { "accepted" } else { "refused" };
        say(&format!("file {} {word} {ms:.1} {kib} {name}", way.slug()));
    }
    say("done");
}

/// An open vault, a backup of it, and a look at what is in it.
struct Desk {
    // Closed before the vault is, which then empties its journal.
    reader: Reader,
    tracker: Tracker,
    key: DataKey,
    /// A backup, in a folder that may hold others.
    backups: PathBuf,
    backup: PathBuf,
    manifest: Vec<u8>,
    /// A folder with a key file.
    folder: PathBuf,
    keys: Vec<u8>,
}

impl Desk {
    fn new(part: &Part) -> Self {
        let clock = Arc::new(ManualClock::at(monday()));
        let mut tracker = world::open(&part.home, part.key.clone(), clock).unwrap();
        let made = tracker.back_up(&manager()).unwrap().run().unwrap();
        let (backups, folder) = (part.home.join("foreign"), part.home.join("keys"));
        let backup = backups.join(made.name());
        for dir in [&backup, &folder] {
            fs::create_dir_all(dir).unwrap();
        }
        for (name, bytes) in world::files(&made.dir) {
            fs::write(backup.join(name), bytes).unwrap();
        }
        let reader = Reader::open(&part.home.join("practice").join("caretally.db"), &part.key.hex()).unwrap();
        let (manifest, keys) =
            (fs::read(backup.join("manifest.json")).unwrap(), fs::read(backup.join("vault.json")).unwrap());
        Self { tracker, reader, key: part.key.clone(), backups, backup, manifest, folder, keys }
    }

    fn contents(&mut self) -> [u8; 32] {
        self.reader.read(tamper::contents).unwrap()
    }

    /// The file of this number, the same for the same seed.
    fn hostile(&self, seed: usize, number: usize) -> (Way, String, File) {
        let mut chance = fastrand::Rng::with_seed((seed as u64) << 32 | number as u64);
        let way = Way::ALL[number % Way::ALL.len()];
        let sound = match way {
            Way::Patients => files::patients(&mut chance),
            Way::Pack => files::pack(&mut chance, number),
            Way::Case => files::case(&mut chance),
            Way::Keys => self.keys.clone(),
            Way::Backup => self.manifest.clone(),
        };
        // The first of each kind, and one in eight.
        let as_it_should_be = number < Way::ALL.len() || chance.u8(..8) == 0;
        let bytes = if as_it_should_be { sound } else { files::changed(&sound, way, &mut chance) };
        (way, format!("{}-{number}", way.slug()), File::Bytes(bytes))
    }

    /// Hands in a file as a person would; whether it was accepted.
    fn take(&mut self, way: Way, file: &File) -> bool {
        let text = || String::from_utf8_lossy(file.bytes());
        match way {
            Way::Patients => {
                let text = text();
                let shown = self.tracker.open_import(&manager(), &text);
                // More are shown only: no practice has so many.
                shown
                    .is_ok_and(|shown| shown.fault_count == 0 && (1..=LARGEST_PRACTICE).contains(&shown.good))
                    && self.tracker.import_patients(&manager(), &text).is_ok()
            }
            Way::Pack => match self.tracker.add_rule_pack(&manager(), "own.toml", &text()) {
                Ok(header) => {
                    self.tracker.remove_rule_pack(&manager(), &header.id).unwrap();
                    true
                }
                Err(_) => false,
            },
            Way::Case => cli::evaluate(file.bytes(), &mut std::io::sink(), true).unwrap(),
            Way::Keys => {
                file.put(&self.folder.join("vault.json"));
                VaultFile::read(&self.folder).is_ok()
            }
            Way::Backup => {
                file.put(&self.backup.join("manifest.json"));
                let good = proof::prove(&self.backup, &self.key).is_ok_and(|proof| proof.is_good());
                let listed = list(&self.backups).iter().any(|backup| backup.dir == self.backup);
                assert!(listed || !good, "a good backup is not in the list");
                good
            }
        }
    }

    /// Key files and descriptions vouch for themselves: one that was changed must not be accepted.
    fn is_false(&self, way: Way, file: &File) -> bool {
        match way {
            Way::Keys => file.bytes() != self.keys,
            Way::Backup => file.bytes() != self.manifest,
            Way::Patients | Way::Pack | Way::Case => false,
        }
    }
}
