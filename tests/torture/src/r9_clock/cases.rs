//! Sixty things that clocks do, and random walks of them.

use tracker::timers::Settle;

/// Something that happens while the timer runs; all in seconds.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Work(i64),
    /// Somebody sets the wall clock.
    Set(i64),
    /// The other clock stands still meanwhile.
    SleepOnMac(i64),
    /// The other clock goes on.
    Sleep(i64),
    /// The program is busy and does not beat.
    WithoutBeats(i64),
    Zone(&'static str),
    /// The program ends; half a minute later, under a clock set by so much, it is opened again.
    Crash(i64),
    Drift {
        hours: i64,
        ppm: i64,
    },
}

pub(super) struct Case {
    pub(super) name: String,
    pub(super) start: String,
    pub(super) zone: &'static str,
    pub(super) answer: Settle,
    pub(super) steps: Vec<Step>,
}

const DETROIT: &str = "America/Detroit";
const MONDAY: &str = "2026-11-02T15:00:00Z";

/// A step, an hour, a day, a year.
const DELTAS: [i64; 10] = [1, -1, 61, -61, 3_600, -3_600, 86_400, -86_400, 31_536_000, -31_536_000];

/// When the clocks of a zone change in 2026: forward, and back.
const CHANGES: [(&str, &str, &str); 4] = [
    (DETROIT, "2026-03-08T06:50:00Z", "2026-11-01T05:50:00Z"),
    ("America/Chicago", "2026-03-08T07:50:00Z", "2026-11-01T06:50:00Z"),
    ("America/Denver", "2026-03-08T08:50:00Z", "2026-11-01T07:50:00Z"),
    ("America/Los_Angeles", "2026-03-08T09:50:00Z", "2026-11-01T08:50:00Z"),
];

impl Case {
    /// The wall clock leaps by more than a minute while the program can see it.
    pub(super) fn jumps(&self) -> bool {
        self.steps.iter().any(|step| match step {
            Step::Set(delta) => delta.abs() > 60,
            Step::SleepOnMac(seconds) => *seconds > 60,
            // What is seen after a crash is an event that would be older than the newest.
            Step::Crash(delta) => *delta < -240,
            Step::Work(_) | Step::Sleep(_) | Step::WithoutBeats(_) | Step::Zone(_) | Step::Drift { .. } => {
                false
            }
        })
    }

    /// Nothing happens that anybody need be told of.
    pub(super) fn is_calm(&self) -> bool {
        self.steps.iter().all(|step| match step {
            Step::Work(_) | Step::Zone(_) | Step::Drift { .. } => true,
            Step::Set(delta) => delta.abs() <= 1,
            Step::WithoutBeats(seconds) => *seconds <= 45,
            Step::SleepOnMac(_) | Step::Sleep(_) | Step::Crash(_) => false,
        })
    }
}

/// The drift takes so many hours.
pub(super) fn fixed(hours: i64) -> Vec<Case> {
    let mut cases = Vec::new();
    for delta in DELTAS {
        for (when, before, after) in
            [("at the start", 5, 600), ("in the middle", 300, 300), ("at the stop", 607, 0)]
        {
            cases.push(case(
                format!("set by {delta} s {when}"),
                MONDAY,
                steps_around(Step::Set(delta), before, after),
            ));
        }
    }
    for (zone, forward, back) in CHANGES {
        for start in [forward, back] {
            cases.push(Case {
                zone,
                ..case(format!("clocks change, {zone} {start}"), start, vec![Step::Work(1_200)])
            });
        }
    }
    for start in ["2028-02-29T04:50:00Z", "2028-03-01T04:50:00Z"] {
        cases.push(case(format!("leap day, {start}"), start, vec![Step::Work(1_200)]));
    }
    for answer in [Settle::KeepAndGoOn, Settle::KeepAndStop, Settle::Discard] {
        for sleep in [Step::SleepOnMac(300), Step::Sleep(300)] {
            let named = case(format!("{sleep:?}, {answer:?}"), MONDAY, steps_around(sleep, 300, 300));
            cases.push(Case { answer, ..named });
        }
    }
    for zone in ["America/New_York", "America/Phoenix", "Pacific/Honolulu", "America/Puerto_Rico"] {
        cases.push(case(format!("moved to {zone}"), MONDAY, steps_around(Step::Zone(zone), 300, 300)));
    }
    for start in
        ["2026-12-01T04:50:00Z", "2027-01-01T04:50:00Z", "2027-02-01T04:50:00Z", "2027-03-01T04:50:00Z"]
    {
        cases.push(case(format!("month end, {start}"), start, vec![Step::Work(1_200)]));
    }
    for ppm in [500, -500] {
        cases.push(case(format!("drift of {ppm} ppm"), MONDAY, vec![Step::Drift { hours, ppm }]));
    }
    for seconds in [44, 46] {
        let steps = steps_around(Step::WithoutBeats(seconds), 300, 300);
        cases.push(case(format!("{seconds} s without a heartbeat"), MONDAY, steps));
    }
    for delta in [-3_600, -86_400] {
        let name = format!("crash, then set by {delta} s");
        cases.push(case(name, MONDAY, steps_around(Step::Crash(delta), 300, 300)));
    }
    cases
}

/// A day of somebody whose clock nobody can trust.
pub(super) fn random(chance: &mut fastrand::Rng) -> Case {
    let mut steps = Vec::new();
    for _ in 0..chance.usize(1..6) {
        steps.push(Step::Work(chance.i64(1..900)));
        let size = [1, 61, 3_600, 86_400][chance.usize(..4)];
        let sign = if chance.bool() { 1 } else { -1 };
        steps.push(match chance.u8(..6) {
            0 | 1 => Step::Set(sign * size),
            2 => Step::SleepOnMac(chance.i64(61..4_000)),
            3 => Step::Sleep(chance.i64(61..4_000)),
            4 => Step::Zone(CHANGES[chance.usize(..CHANGES.len())].0),
            _ => Step::Crash(0),
        });
    }
    steps.push(Step::Work(chance.i64(60..600)));
    let mut walk = case(format!("{steps:?}"), MONDAY, steps);
    // Two steps of a second each way are two seconds.
    walk.steps.retain(|step| !matches!(step, Step::Set(1 | -1)));
    walk
}

fn steps_around(step: Step, before: i64, after: i64) -> Vec<Step> {
    vec![Step::Work(before), step, Step::Work(after)]
}

fn case(name: String, start: &str, steps: Vec<Step>) -> Case {
    Case { name, start: start.to_owned(), zone: DETROIT, answer: Settle::KeepAndGoOn, steps }
}
