//! R20: a day of ten people, by a clock that only the test moves: memory, open files, journal.

use std::fs;
use std::sync::Arc;

use tracker::{Access, Actor, ManualClock, Tracker};

use crate::child::{self, Part, Running, say};
use crate::practice::{PASSWORD, SIGN_IN, enrolled, manager};
use crate::report::{Run, Test, Verdict};
use crate::world::{self, World, memory_kib, monday};

pub(crate) const TEST: Test = Test {
    name: "R20",
    what: "24 hours of ten people, simulated, with a backup every half hour",
    bar: "memory grows <= 10 MiB after the first hour, open files +0, journal <= 4 MiB",
    run,
};

const PEOPLE: usize = 10;
const HOURS: i64 = 24;
const BEATS_AN_HOUR: i64 = 240;
/// In an hour each person stops and starts so often: two thousand timers in a day.
const STOPS_AN_HOUR: i64 = 9;
const LOCKS_AN_HOUR: i64 = 21;
/// Half an hour.
const BEATS_A_BACKUP: i64 = 120;

const KIB_ALLOWED: i64 = 10 * 1_024;
const JOURNAL_ALLOWED: u64 = 4 * 1024 * 1024;

fn run(run: &Run) -> Verdict {
    let (world, mut verdict) = (World::new(run), Verdict::default());
    let ended = Running::start(child::command("r20", world.home(), &world.key(), &[])).wait();
    let figure = |name: &str| -> Option<i64> {
        ended.lines.iter().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ')?.parse().ok())
    };
    let names = ["timers", "beats", "locks", "backups", "memory", "files", "journal"];
    let figures: Vec<i64> = names.into_iter().filter_map(figure).collect();
    let &[timers, beats, locks, backups, memory, files, journal] = &figures[..] else {
        verdict.fault(format!("the day did not end: {}", ended.errors));
        return verdict;
    };
    verdict.figure(format!(
        "{timers} timers, {beats} beats of up to {PEOPLE} timers, {locks} locks, {backups} backups"
    ));
    verdict.figure(format!(
        "memory {memory:+} KiB after the first hour, open files {files:+}, journal {} KiB",
        journal / 1024
    ));
    verdict.must(memory <= KIB_ALLOWED, "memory grew");
    verdict.must(files <= 0, "open files grew");
    verdict.must(journal.unsigned_abs() <= JOURNAL_ALLOWED, "the journal grew");
    let tracker = world.open_on_monday();
    let faults = tracker
        .and_then(|tracker| tracker.verify())
        .map_or_else(|error| vec![error.to_string()], |found| found.faults);
    faults.into_iter().for_each(|fault| verdict.fault(fault));
    verdict
}

pub(crate) fn child(part: &Part) {
    let clock = Arc::new(ManualClock::at(monday()));
    let mut tracker = world::open(&part.home, part.key.clone(), clock.clone()).unwrap();
    let people = hire(&mut tracker);
    let (mut timers, mut locks, mut backups, mut journal, mut first) = (0, 0, 0, 0, None);
    for beat in 0..HOURS * BEATS_AN_HOUR {
        clock.advance(15);
        tracker.beat().unwrap();
        for (number, person) in people.iter().enumerate() {
            // Not all at the same heartbeat.
            if (beat + number as i64 * 3) % (BEATS_AN_HOUR / STOPS_AN_HOUR) == 0 {
                let _ = tracker.stop_timer(person, Some("call_patient"), None);
                tracker.start_timer(person, enrolled(number % 3), None).unwrap();
                timers += 1;
            }
        }
        if beat % (BEATS_AN_HOUR / LOCKS_AN_HOUR) == 0 {
            tracker.settle_journal().unwrap();
            locks += 1;
        }
        if beat % BEATS_A_BACKUP == 0
            && let Some(job) = tracker.due_backup().unwrap()
        {
            job.run().unwrap();
            backups += 1;
        }
        let length =
            fs::metadata(part.home.join("practice").join("caretally.db-wal")).map_or(0, |file| file.len());
        journal = journal.max(length);
        if beat % BEATS_AN_HOUR == BEATS_AN_HOUR - 1 {
            tracker.sign_in(SIGN_IN, PASSWORD).unwrap();
            tracker.today().unwrap();
            first = first.or_else(|| Some((memory_kib("VmRSS"), open_files())));
        }
    }
    let (memory, files) = first.unwrap();
    say(&format!("timers {timers}\nbeats {}\nlocks {locks}\nbackups {backups}", HOURS * BEATS_AN_HOUR));
    say(&format!(
        "memory {}\nfiles {}\njournal {journal}",
        memory_kib("VmRSS") - memory,
        open_files() - files
    ));
}

fn hire(tracker: &mut Tracker) -> Vec<Actor> {
    let mut hired = |number: usize| {
        let name = format!("Person {number}");
        let form = crate::practice::staff(&name, "rn", Access::CareTeam);
        Actor { staff: tracker.save_staff(&manager(), &form).unwrap(), name, access: Access::CareTeam }
    };
    (0..PEOPLE).map(&mut hired).collect()
}

fn open_files() -> i64 {
    fs::read_dir("/proc/self/fd").unwrap().count() as i64
}
