//! R9: clocks that are set, drift, sleep and change their hour, while somebody times.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use store::audit::Filter;
use tracker::practice::PracticeChange;
use tracker::timers::{HEARTBEAT_S, Settle};
use tracker::{Clock as _, ManualClock, Tracker};

use crate::pool;
use crate::practice::{enrolled, manager, nurse};
use crate::report::{Form, Run, Test, Verdict};
use crate::world::{World, at};

mod cases;

use cases::{Case, Step};

pub(crate) const TEST: Test = Test {
    name: "R9",
    what: "clock set, drifting, asleep, at clock changes, month ends and leap days, while a timer runs",
    bar: "never more than the truth + 1 s; at most 1 s less, or one heartbeat less and the person is asked; every jump > 60 s \
          flagged; 0 false flags in 24 h at +/-500 ppm",
    run,
};

const BEAT: i64 = HEARTBEAT_S as i64;

#[derive(Default)]
struct Found {
    asked: usize,
    flagged: bool,
    over: i64,
    short: i64,
    faults: Vec<String>,
}

fn run(run: &Run) -> Verdict {
    let mut verdict = Verdict::default();
    let hours = if run.form == Form::Quick { 3 } else { 24 };
    let mut cases = cases::fixed(hours);
    let fixed = cases.len();
    if run.form == Form::Long {
        cases.extend((fixed..5_000).map(|number| cases::random(&mut run.chance(number))));
    }
    let found = verdict.cases(pool::each(cases.len(), |case| play(run, &cases[case])));
    verdict.figure(format!("{fixed} cases, drift for {hours} h, {} random walks", cases.len() - fixed));
    verdict.figure(format!(
        "over by at most {} s",
        found.iter().map(|found| found.over).max().unwrap_or_default()
    ));
    verdict.figure(format!(
        "short by at most {} s",
        found.iter().map(|found| found.short).max().unwrap_or_default()
    ));
    verdict.figure(format!("asked in {}", found.iter().filter(|found| found.asked > 0).count()));
    verdict.figure(format!("flagged in {}", found.iter().filter(|found| found.flagged).count()));
    let faults: Vec<_> = found.into_iter().flat_map(|found| found.faults).collect();
    faults.into_iter().for_each(|fault| verdict.fault(fault));
    verdict
}

/// One nurse's time under one clock.
struct Life {
    world: World,
    clock: Arc<ManualClock>,
    tracker: Option<Tracker>,
    /// Seconds of work so far.
    truth: i64,
    /// Seconds since the last heartbeat, which comes every 15 whatever else happens.
    since_beat: i64,
    asked: usize,
    answer: Settle,
}

fn play(run: &Run, case: &Case) -> Found {
    let world = World::new(run);
    let still = case.steps.iter().any(|step| matches!(step, Step::SleepOnMac(_)));
    let clock = if still { ManualClock::still_in_sleep } else { ManualClock::at };
    let clock = Arc::new(clock(at(&case.start)));
    let tracker = world.open(clock.clone()).unwrap();
    let mut life =
        Life { world, clock, tracker: Some(tracker), truth: 0, since_beat: 0, asked: 0, answer: case.answer };
    life.zone(case.zone);
    life.start();
    case.steps.iter().for_each(|step| life.step(step));
    life.stop();
    life.judge(case)
}

impl Life {
    fn tracker(&mut self) -> &mut Tracker {
        self.tracker.as_mut().expect("the vault is open")
    }

    fn start(&mut self) {
        self.tracker().start_timer(&nurse(0), enrolled(0), None).unwrap();
    }

    fn step(&mut self, step: &Step) {
        match step {
            Step::Work(seconds) => self.work(*seconds),
            Step::Set(delta) => self.clock.set(self.clock.now() + TimeDelta::milliseconds(delta * 1_000)),
            Step::SleepOnMac(seconds) | Step::Sleep(seconds) => self.clock.sleep(*seconds),
            Step::WithoutBeats(seconds) => {
                self.clock.advance(*seconds);
                // Three heartbeats that did not come: time without proof is never counted by itself.
                self.truth += if *seconds <= 3 * BEAT { *seconds } else { 0 };
                self.tracker().beat().unwrap();
                self.answer_if_asked();
            }
            Step::Zone(zone) => self.zone(zone),
            Step::Crash(delta) => {
                drop(self.tracker.take());
                self.clock.advance(30);
                self.clock.set(self.clock.now() + TimeDelta::seconds(*delta));
                self.tracker = Some(self.world.open(self.clock.clone()).unwrap());
                self.answer_if_asked();
            }
            Step::Drift { hours, ppm } => self.drift(*hours, *ppm),
        }
    }

    /// As the program does it: a heartbeat every 15 seconds; whoever is asked answers at once.
    fn work(&mut self, mut seconds: i64) {
        while seconds > 0 {
            let step = seconds.min(BEAT - self.since_beat);
            self.clock.advance(step);
            self.truth += step;
            self.since_beat += step;
            seconds -= step;
            if self.since_beat == BEAT {
                self.since_beat = 0;
                self.tracker().beat().unwrap();
                self.answer_if_asked();
            }
        }
    }

    /// Twenty minutes of work after the other, by a clock that goes wrong by so many millionths.
    fn drift(&mut self, hours: i64, ppm: i64) {
        let mut wrong_us = 0;
        for beat in 1..=hours * 3_600 / BEAT {
            self.clock.advance(BEAT);
            wrong_us += BEAT * ppm;
            let whole = wrong_us / 1_000;
            wrong_us -= whole * 1_000;
            self.clock.set(self.clock.now() + TimeDelta::milliseconds(whole));
            self.truth += BEAT;
            self.tracker().beat().unwrap();
            if beat % 80 == 0 {
                self.answer_if_asked();
                self.tracker().stop_timer(&nurse(0), Some("call_patient"), None).unwrap();
                self.start();
            }
        }
    }

    fn answer_if_asked(&mut self) {
        let running = self.tracker().running(&nurse(0)).unwrap();
        if running.is_some_and(|running| running.interrupted_at.is_some()) {
            self.asked += 1;
            let answer = self.answer;
            self.tracker().settle_timer(&nurse(0), answer).unwrap();
            if answer != Settle::KeepAndGoOn {
                self.start();
            }
        }
    }

    fn stop(&mut self) {
        self.tracker().beat().unwrap();
        self.answer_if_asked();
        self.tracker().stop_timer(&nurse(0), Some("call_patient"), None).unwrap();
    }

    fn zone(&mut self, zone: &str) {
        let form = PracticeChange {
            name: "Juniper Hollow".to_owned(),
            time_zone: zone.to_owned(),
            place: "non_facility".to_owned(),
            assigned_only: false,
        };
        self.tracker().save_practice(&manager(), &form).unwrap();
    }

    fn judge(mut self, case: &Case) -> Found {
        let entries = self.world.entries();
        let kept: i64 = entries.values().sum();
        let events = self.tracker().audit(&manager(), &Filter::default(), 5_000).unwrap();
        let since: DateTime<Utc> = at("2026-01-01T00:00:00Z");
        let of_case =
            events.iter().filter(|row| row.event.stamp.wall_ms >= since.timestamp_millis() || case.jumps());
        let flags: Vec<&str> =
            of_case.map(|row| row.event.stamp.clock_q.as_str()).filter(|flag| *flag != "ok").collect();
        let mut found = Found {
            asked: self.asked,
            flagged: !flags.is_empty(),
            over: (kept - self.truth).max(0),
            // What was thrown away on purpose is not lost.
            short: if self.answer == Settle::Discard { 0 } else { (self.truth - kept).max(0) },
            faults: Vec::new(),
        };
        // Fractions of a second are never billed, so each twenty minutes of a drift may be a second off at either end.
        let drifts = case.steps.iter().any(|step| matches!(step, Step::Drift { .. }));
        let allowed = if drifts { 2 * entries.len() as i64 } else { 1 };
        if drifts {
            (found.over, found.short) =
                (found.over / entries.len() as i64, found.short / entries.len() as i64);
        }
        let mut must = |holds: bool, what: String| {
            if !holds {
                found.faults.push(format!("{}: {what}", case.name));
            }
        };
        must(entries.values().all(|seconds| *seconds > 0), "an entry has no length".to_owned());
        must(found.over <= 1, format!("{} s more than the truth of {} s", found.over, self.truth));
        let short = self.answer == Settle::Discard
            || (self.truth - kept).max(0) <= allowed + self.asked as i64 * BEAT;
        must(
            short,
            format!("{} s less than the truth of {} s, asked {} times", found.short, self.truth, self.asked),
        );
        must(!case.jumps() || flags.contains(&"jump"), format!("a jump was not flagged: {flags:?}"));
        must(!case.is_calm() || flags.is_empty(), format!("flags for nothing: {flags:?}"));
        must(!case.is_calm() || self.asked == 0, format!("asked {} times for nothing", self.asked));
        let verified = self.tracker().verify().unwrap().faults;
        must(verified.is_empty(), format!("{verified:?}"));
        found
    }
}
