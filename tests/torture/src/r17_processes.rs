//! R17: eight processes at once, of which one gets the vault; and four that write to one database together.

use chrono::{DateTime, TimeDelta};
use store::Store;

use crate::child::{self, Part, Running, say, wait_for_the_word};
use crate::practice::event;
use crate::report::{Run, Test, Verdict};
use crate::world::{World, monday};
use crate::{pool, world};

pub(crate) const TEST: Test = Test {
    name: "R17",
    what: "8 processes at once, without a session bus; 4 writers of 300 commits each",
    bar: "exactly 1 gets the vault each time; 1,200 of 1,200 commits kept, the chain unforked",
    run,
};

const PROCESSES: usize = 8;
const WRITERS: i64 = 4;
const COMMITS: i64 = 300;

fn run(run: &Run) -> Verdict {
    let mut verdict = Verdict::default();
    let rounds = run.times(50, 500);
    let world = World::new(run);
    let mut others = 0;
    for round in 0..rounds {
        let (opened, refused) = race(&world);
        others += usize::from(opened != 1);
        verdict.must(opened == 1, format!("round {round}: {opened} processes opened the vault"));
        verdict.must(
            opened + refused == PROCESSES,
            format!("round {round}: only {refused} were told that it is open"),
        );
    }
    verdict.figure(format!("{rounds} rounds, {others} with another number than 1"));
    write_together(&world, &mut verdict);
    verdict
}

/// All wait for the word, then try; whoever has the vault keeps it until all have tried.
fn race(world: &World) -> (usize, usize) {
    let start = |_| {
        let mut command = child::command("r17", world.home(), &world.key(), &["open".to_owned()]);
        command.env_remove("DBUS_SESSION_BUS_ADDRESS").env_remove("DISPLAY").env_remove("XDG_RUNTIME_DIR");
        Running::start(command)
    };
    let mut all: Vec<Running> = (0..PROCESSES).map(start).collect();
    all.iter().for_each(|process| assert_eq!(process.line().as_deref(), Some("ready")));
    all.iter_mut().for_each(Running::go_on);
    let said: Vec<_> = all.iter().map(Running::line).collect();
    all.into_iter().for_each(|process| drop(process.wait()));
    let count = |word: &str| said.iter().filter(|said| said.as_deref() == Some(word)).count();
    (count("opened"), count("taken"))
}

fn write_together(world: &World, verdict: &mut Verdict) {
    let before = world.read(store::audit::head).unwrap().seq;
    let writers = verdict.cases(pool::each(1, |_| {
        let start = |writer: i64| {
            let words = ["write".to_owned(), writer.to_string()];
            Running::start(child::command("r17", world.home(), &world.key(), &words))
        };
        let mut all: Vec<_> = (0..WRITERS).map(start).collect();
        all.iter().for_each(|process| assert_eq!(process.line().as_deref(), Some("ready")));
        all.iter_mut().for_each(Running::go_on);
        all.into_iter().map(Running::wait).collect::<Vec<_>>()
    }));
    let acknowledged =
        writers.iter().flatten().flat_map(|ended| &ended.lines).filter(|line| *line == "kept").count() as i64;
    let report = world.read(store::audit::verify);
    let kept = report.events - before;
    let days = world.read(store::closures::all).len() as i64;
    verdict.figure(format!("{acknowledged} commits acknowledged, {kept} in the chain, {days} rows"));
    let all = WRITERS * COMMITS;
    verdict.must([acknowledged, kept, days] == [all; 3], format!("not all of {all} commits were kept"));
    verdict.must(report.is_sound(), format!("the record is not sound: {report:?}"));
}

pub(crate) fn child(part: &Part) {
    say("ready");
    wait_for_the_word();
    if part.words[0] == "write" {
        return write(part);
    }
    let clock = std::sync::Arc::new(tracker::ManualClock::at(monday()));
    match world::open_now(&part.home, part.key.clone(), clock) {
        Ok(tracker) => {
            say("opened");
            wait_for_the_word();
            drop(tracker);
        }
        Err(tracker::Error::Vault(vault::VaultError::AlreadyOpen { .. })) => say("taken"),
        Err(error) => say(&format!("failed: {error}")),
    }
}

/// Below the lock, through the core: each commit a closed day of its own and its event.
fn write(part: &Part) {
    let file = part.home.join("practice").join("caretally.db");
    let mut store = Store::open(&file, &part.key.hex()).unwrap();
    for commit in 0..COMMITS {
        let day: DateTime<_> = monday() + TimeDelta::days(part.number(1) * COMMITS + commit);
        let written = store.write(|tx| {
            store::closures::add(tx, day.date_naive(), "Closed")?;
            store::audit::append(tx, &event("save_practice"))
        });
        written.unwrap();
        say("kept");
    }
}
