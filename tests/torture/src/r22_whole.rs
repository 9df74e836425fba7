//! R22: the product without its window: somebody signs in, starts a timer, the process is killed, and the time is there when
//! they sign in again. In its real webview it is a test of `make e2e`.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use tracker::timers::{HEARTBEAT_S, Settle};
use tracker::{Clock as _, Home, ManualClock, PatientId};

use crate::child::{self, Part, Running, say, wait_for_the_word};
use crate::pool;
use crate::practice::{NURSES, PASSWORD, SIGN_IN, enrolled, nurse};
use crate::report::{Run, Test, Verdict};
use crate::world::{World, monday};

pub(crate) const TEST: Test = Test {
    name: "R22",
    what: "signed in by password, killed with a timer running, signed in again, the time kept (the window: make e2e)",
    bar: "every time the timer is back, with the minutes that were proved, stored and counted",
    run,
};

/// Less than four hours: of a longer entry nothing is counted.
const LONGEST_BEATS: usize = 600;

#[derive(Default)]
struct Found {
    proved_s: i64,
    fault: Option<String>,
}

fn run(run: &Run) -> Verdict {
    let mut verdict = Verdict::default();
    let kills = run.times(10, 100);
    let found = verdict.cases(pool::each(kills, |case| once(run, case)));
    let right = found.iter().filter(|found| found.fault.is_none()).count();
    let minutes = |pick: fn(&mut dyn Iterator<Item = i64>) -> Option<i64>| {
        pick(&mut found.iter().map(|found| found.proved_s / 60)).unwrap_or_default()
    };
    verdict.figure(format!("{right} of {kills} back with the right minutes"));
    verdict.figure(format!("{} to {} minutes each", minutes(|all| all.min()), minutes(|all| all.max())));
    verdict
        .must(found.iter().any(|found| found.proved_s >= 60), "no timer ran for a minute: the test is blind");
    found.into_iter().filter_map(|found| found.fault).for_each(|fault| verdict.fault(fault));
    verdict
}

fn once(run: &Run, case: usize) -> Found {
    let (world, mut chance) = (World::new(run), run.chance(case));
    let number = case % NURSES;
    let start = |words: [i64; 2], name: &str| {
        let words = [name.to_owned(), words[0].to_string(), words[1].to_string()];
        Running::start(child::command("r22", world.home(), &world.key(), &words))
    };
    let first = start([number as i64, monday().timestamp()], "time");
    let began: Option<i64> = first.line().and_then(|line| line.strip_prefix("started ")?.parse().ok());
    let Some(began) = began else {
        return Found {
            fault: Some(format!("no timer started: {}", first.wait().errors)),
            ..Found::default()
        };
    };
    let mut lines = first.lines_for(chance.u64(10..=400));
    lines.extend(first.kill().lines);
    let proved = lines.iter().filter_map(|line| line.strip_prefix("beat ")?.parse().ok()).next_back();
    let proved_s = proved.map_or(0, |proved: i64| proved - began);
    let later = proved.unwrap_or(began) + 3_600;
    let said = start([number as i64, later], "recover").wait().lines;
    let figure = |name: &str| {
        said.iter().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ')?.parse::<i64>().ok())
    };
    // A beat may have been stored without having been told.
    let right = |seconds: Option<i64>| {
        seconds.is_some_and(|seconds| [0, HEARTBEAT_S as i64].contains(&(seconds - proved_s)))
    };
    let kept = figure("kept");
    let fault = match (right(kept), figure("counted") == kept, figure("running")) {
        (true, true, Some(0)) => None,
        _ => Some(format!("case {case}: {proved_s} s proved, then {said:?}")),
    };
    Found { proved_s, fault }
}

pub(crate) fn child(part: &Part) {
    let (number, now) = (part.number(1) as usize, part.number(2));
    let clock = Arc::new(ManualClock::at(DateTime::<Utc>::from_timestamp(now, 0).unwrap()));
    let mut tracker = Home::at(&part.home).unlock(SIGN_IN, PASSWORD, clock.clone()).unwrap().0;
    let who = nurse(number);
    if part.words[0] == "time" {
        let (running, _) = tracker.start_timer(&who, enrolled(number), Some("call_patient")).unwrap();
        say(&format!("started {}", running.started_at.timestamp()));
        for _ in 0..LONGEST_BEATS {
            clock.advance(HEARTBEAT_S as i64);
            tracker.beat().unwrap();
            say(&format!("beat {}", clock.now().timestamp()));
        }
        return wait_for_the_word();
    }
    let stands = tracker.running(&who).unwrap().unwrap();
    let proved = stands.interrupted_at.unwrap() - stands.started_at;
    tracker.settle_timer(&who, Settle::KeepAndStop).unwrap();
    say(&format!("kept {}", proved.num_seconds()));
    let month = tracker::practice::month("2026-11").unwrap();
    let month = tracker.patient_month(PatientId(enrolled(number).get()), Some(month)).unwrap();
    let counted = month.enrollments[0].bar.as_ref().map(|bar| bar.counted.0);
    say(&format!("counted {}", counted.unwrap_or_default()));
    say(&format!("running {}", i64::from(tracker.running(&who).unwrap().is_some())));
}
