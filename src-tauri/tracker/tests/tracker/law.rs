//! A law: whatever is done with timers, however often somebody is away, whatever the clocks do, every second is accounted for.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use rules::Month;
use tracker::gaps::{Answer, Verdict};
use tracker::{EnrollmentId, Error};

use crate::common::Clinic;

/// So many things happen in a sequence.
const LENGTH: usize = 200;
/// So many of them can be taken back.
const UNDONE: usize = 30;

#[derive(Clone, Copy, Debug)]
enum Step {
    Work(i64),
    Idle(i64),
    Sleep(i64),
    Lock(i64),
    SetClock(i64),
    Start(bool),
    Continue,
    Stop,
    Push(bool),
    Pop,
    Phone(bool),
    Earlier(i64),
    Move(i64, bool),
    Answer(u8),
    Undo,
    Redo,
}

/// First second, and the second after the last.
type Intervals = Vec<(DateTime<Utc>, DateTime<Utc>)>;

/// Which of them a sequence has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// The clock is right, and timers are started in time.
    Plain,
    /// Everything.
    Wild,
}

fn step(kind: Kind) -> BoxedStrategy<Step> {
    let plain = prop_oneof![
        6 => (1..120i64).prop_map(Step::Work),
        2 => (200..500i64).prop_map(Step::Idle),
        1 => (20..2_000i64).prop_map(Step::Sleep),
        1 => (10..200i64).prop_map(Step::Lock),
        4 => any::<bool>().prop_map(Step::Start),
        1 => Just(Step::Continue),
        3 => Just(Step::Stop),
        3 => any::<bool>().prop_map(Step::Push),
        3 => Just(Step::Pop),
        2 => any::<bool>().prop_map(Step::Phone),
        2 => ((0..200i64), any::<bool>()).prop_map(|(ago, on)| Step::Move(ago, on)),
        3 => (0..4u8).prop_map(Step::Answer),
        3 => Just(Step::Undo),
        2 => Just(Step::Redo),
    ];
    match kind {
        Kind::Plain => plain.boxed(),
        Kind::Wild => prop_oneof![
            20 => plain,
            1 => (-4_000..90_000i64).prop_map(Step::SetClock),
            1 => (1..300i64).prop_map(Step::Earlier),
        ]
        .boxed(),
    }
}

/// A nurse's day, and what a person who watched would know of it.
struct Life {
    clinic: Clinic,
    /// Seconds during which a timer ran or stood.
    elapsed: i64,
    /// Seconds that were typed before a start.
    typed: i64,
    /// Seconds of timers that were undone.
    undone: i64,
}

impl Life {
    fn new() -> Self {
        Self { clinic: Clinic::on("2026-11-02T15:00:00Z"), elapsed: 0, typed: 0, undone: 0 }
    }

    fn enrollment(&self, ana: bool) -> EnrollmentId {
        if ana { self.clinic.ana_ccm } else { self.clinic.ben_ccm }
    }

    fn timing(&mut self) -> bool {
        let nurse = self.clinic.nurse.clone();
        self.clinic.tracker.running(&nurse).unwrap().is_some()
    }

    fn pass(&mut self, seconds: i64, beating: bool, idle: Option<i64>) {
        let timing = self.timing();
        let nurse = self.clinic.nurse.clone();
        let mut left = seconds;
        while left > 0 {
            let part = if beating { left.min(40) } else { left };
            self.clinic.clock.advance(part);
            left -= part;
            self.clinic.tracker.beat().unwrap();
            let idle = idle.map(|touching| if touching == 0 { 0 } else { seconds - left });
            self.clinic.tracker.attend(Some(&nurse), idle.map(TimeDelta::seconds)).unwrap();
        }
        if timing {
            self.elapsed += seconds;
        }
    }

    /// True when something was done that can be taken back.
    fn take(&mut self, step: Step) -> bool {
        let nurse = self.clinic.nurse.clone();
        let ana = |life: &Self, ana| life.enrollment(ana);
        let done: Result<bool, Error> = match step {
            Step::Work(seconds) => {
                self.pass(seconds, true, Some(0));
                Ok(false)
            }
            Step::Idle(seconds) => {
                self.pass(seconds, true, Some(1));
                Ok(false)
            }
            Step::Sleep(seconds) => {
                self.pass(seconds, false, None);
                Ok(false)
            }
            Step::Lock(seconds) => {
                self.clinic.tracker.screen_locked(true);
                self.pass(seconds, true, None);
                self.clinic.tracker.screen_locked(false);
                Ok(false)
            }
            Step::SetClock(by) => {
                let now = self.clinic.tracker.now();
                self.clinic.clock.set(now + TimeDelta::seconds(by));
                Ok(false)
            }
            Step::Start(on) => {
                let on = ana(self, on);
                self.clinic.tracker.start_timer(&nurse, on, Some("call_patient")).map(|_| true)
            }
            Step::Continue => self.clinic.tracker.continue_last(&nurse).map(|_| true),
            Step::Stop => self.clinic.tracker.stop_timer(&nurse, None, None).map(|_| true),
            Step::Push(on) => {
                let on = ana(self, on);
                self.clinic.tracker.push_timer(&nurse, on, Some("call_patient")).map(|()| true)
            }
            Step::Pop => self.clinic.tracker.pop_timer(&nurse, None, None).map(|_| true),
            Step::Phone(on) => self.clinic.tracker.set_phone(&nurse, on).map(|()| true),
            Step::Earlier(by) => {
                let began = self.clinic.tracker.began_earlier(&nurse, &format!("{by}s"), None);
                self.typed += began.as_ref().map_or(0, |()| by);
                began.map(|()| true)
            }
            Step::Move(ago, on) => {
                let on = ana(self, on);
                self.clinic.tracker.move_tail(&nurse, Some(&format!("{ago}s")), on, None).map(|()| true)
            }
            Step::Answer(verdict) => self.answer(verdict),
            Step::Undo | Step::Redo if self.stands() => Ok(false),
            Step::Undo => {
                self.undo();
                Ok(false)
            }
            Step::Redo => {
                let typed = self.clinic.tracker.undoable(&nurse).1 == Some("Began earlier");
                let before = self.accounted();
                let redone = self.clinic.tracker.redo(&nurse);
                if typed && redone.is_ok() {
                    self.typed += self.accounted() - before;
                }
                Ok(false)
            }
        };
        done.unwrap_or(false)
    }

    fn answer(&mut self, verdict: u8) -> Result<bool, Error> {
        let nurse = self.clinic.nurse.clone();
        let gaps: Vec<_> = self.clinic.tracker.inbox(&nurse)?.iter().map(|gap| gap.row.id).take(2).collect();
        if gaps.is_empty() {
            return Ok(false);
        }
        let verdict = match verdict {
            0 => Verdict::Counted,
            1 => Verdict::Moved(self.clinic.ben_ccm),
            2 => Verdict::Excluded,
            _ => Verdict::Discarded,
        };
        let answer = Answer { gaps, verdict, activity: None, reason: "because".to_owned() };
        self.clinic.tracker.answer_gaps(&nurse, &answer).map(|()| true)
    }

    fn undo(&mut self) {
        let nurse = self.clinic.nurse.clone();
        let before = self.accounted();
        if self.clinic.tracker.undo(&nurse).is_ok() {
            // A timer that was never meant, or a start that was not earlier.
            self.undone += before - self.accounted();
        }
    }

    /// Entries, timers, and what was set aside.
    fn accounted(&self) -> i64 {
        let seconds = |(from, to): &(DateTime<Utc>, DateTime<Utc>)| (*to - *from).num_seconds();
        let (entries, gaps, timers) = self.intervals();
        entries.iter().chain(&gaps).chain(&timers).map(seconds).sum()
    }

    /// A timer that stands has not set aside yet what passes.
    fn stands(&mut self) -> bool {
        let nurse = self.clinic.nurse.clone();
        self.clinic.tracker.running(&nurse).unwrap().is_some_and(|running| running.interrupted_at.is_some())
    }

    fn intervals(&self) -> (Intervals, Intervals, Intervals) {
        let nurse = self.clinic.nurse.clone();
        let far = TimeDelta::days(400);
        let now = self.clinic.tracker.now();
        let all = self.clinic.tracker.between(&nurse, now - far, now + far).unwrap();
        let entries = all.entries.iter().map(|entry| (entry.row.started_at, entry.row.ended_at)).collect();
        let idle =
            |gap: &&tracker::gaps::Gap| !matches!(gap.row.answer.as_deref(), Some("counted" | "moved"));
        let gaps = all.gaps.iter().filter(idle).map(|gap| (gap.row.started_at, gap.row.ended_at)).collect();
        let parts = all.timers.iter().flat_map(|timer| &timer.stretches);
        (entries, gaps, parts.map(|part| (part.started_at, part.ended_at)).collect())
    }

    /// What the rules say of both patients, with entries named by what they are.
    fn statements(&self) -> Vec<String> {
        let month = Month::new(2026, 11).unwrap();
        [self.clinic.ana, self.clinic.ben]
            .into_iter()
            .map(|patient| {
                let (case, statement) = self.clinic.tracker.statement(patient, month).unwrap();
                let mut said = serde_json::to_string(&statement).unwrap();
                for entry in &case.entries {
                    let name = format!("{:?}/{:?}/{}", entry.start, entry.end, entry.activity);
                    said = said.replace(&format!("\"{}\"", entry.id), &format!("{name:?}"));
                }
                said
            })
            .collect()
    }
}

fn accounts_for_everything(steps: &[Step], kind: Kind) {
    let mut life = Life::new();
    for (n, step) in steps.iter().enumerate() {
        life.take(*step);
        if !life.stands() {
            let expected = life.elapsed + life.typed - life.undone;
            assert_eq!(life.accounted(), expected, "{kind:?}: step {n}, {step:?}");
        }
    }
    if kind == Kind::Plain {
        is_one_after_the_other(&life);
    }
    counts_no_second_twice(&life);
    life.clinic.is_sound();
}

/// Every second of a person is in one place only.
fn is_one_after_the_other(life: &Life) {
    let (entries, gaps, timers) = life.intervals();
    let mut all: Vec<_> = entries.into_iter().chain(gaps).chain(timers).collect();
    all.sort_unstable();
    for pair in all.windows(2) {
        assert!(pair[0].1 <= pair[1].0, "{pair:?}");
    }
}

/// What counts for two patients together is never more than the seconds there were.
fn counts_no_second_twice(life: &Life) {
    let (mut entries, _, _) = life.intervals();
    entries.sort_unstable();
    let (mut union, mut reached) = (0, DateTime::<Utc>::MIN_UTC);
    for (from, to) in entries {
        union += (to - from.max(reached)).num_seconds().max(0);
        reached = reached.max(to);
    }
    let month = Month::new(2026, 11).unwrap();
    let counted = |patient| {
        let month = life.clinic.tracker.patient_month(patient, Some(month)).unwrap();
        month.enrollments[0].bar.as_ref().map_or(0, |bar| bar.counted.0)
    };
    assert!(counted(life.clinic.ana) + counted(life.clinic.ben) <= union);
}

fn undoes_everything(steps: &[Step]) {
    let mut life = Life::new();
    let (before, after) = steps.split_at(steps.len() - steps.len() / 3);
    before.iter().for_each(|step| {
        life.take(*step);
    });
    let statements = life.statements();
    let mut done = 0;
    for step in after.iter().filter(|step| !matches!(step, Step::Undo | Step::Redo)) {
        if done < UNDONE {
            done += usize::from(life.take(*step));
        }
    }
    assert!(done >= 10, "too little was done to be taken back");
    let nurse = life.clinic.nurse.clone();
    for n in 0..done {
        life.clinic.tracker.undo(&nurse).unwrap_or_else(|error| panic!("{n} of {done}: {error}"));
    }
    assert_eq!(life.statements(), statements);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, max_shrink_iters: 60, ..ProptestConfig::default() })]

    #[test]
    fn counted_set_aside_excluded_and_discarded_are_what_passed_and_no_second_is_anywhere_twice(
        steps in prop::collection::vec(step(Kind::Plain), LENGTH)
    ) {
        accounts_for_everything(&steps, Kind::Plain);
    }

    #[test]
    fn it_holds_under_clocks_that_are_set_and_with_timers_that_began_earlier(
        steps in prop::collection::vec(step(Kind::Wild), LENGTH)
    ) {
        accounts_for_everything(&steps, Kind::Wild);
    }

    #[test]
    fn undoing_everything_restores_the_statements_exactly(
        steps in prop::collection::vec(step(Kind::Wild), LENGTH)
    ) {
        undoes_everything(&steps);
    }
}
