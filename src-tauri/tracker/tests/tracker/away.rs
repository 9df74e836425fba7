//! Away from a running timer: idle, a locked screen, a sleep. What was away is set aside at once and billed by nobody's silence.

use std::sync::Arc;

use chrono::TimeDelta;
use rules::Seconds;
use tracker::away::Attended;
use tracker::gaps::{Answer, Verdict};
use tracker::timers::Settle;
use tracker::{Code, EnrollmentId, ManualClock};

use crate::common::{Clinic, MONDAY, at, field, month};

const CALL: Option<&str> = Some("call_patient");

impl Clinic {
    /// The nurse's timer on Ana.
    pub(crate) fn time_ana(&mut self) {
        let nurse = self.nurse.clone();
        self.tracker.start_timer(&nurse, self.ana_ccm, CALL).unwrap();
    }

    /// Time passes with a heartbeat every 15 seconds and a look at who is there each second; nobody touches anything.
    pub(crate) fn untouched(&mut self, already: i64, seconds: i64) {
        for second in 1..=seconds {
            self.clock.advance(1);
            self.look(already + second);
            if second % 15 == 0 {
                self.tracker.beat().unwrap();
            }
        }
    }

    /// The system says that it was touched so many seconds ago.
    pub(crate) fn look(&mut self, idle: i64) -> Attended {
        let nurse = self.nurse.clone();
        self.tracker.attend(Some(&nurse), Some(TimeDelta::seconds(idle))).unwrap()
    }

    /// Somebody works for so long.
    pub(crate) fn work(&mut self, seconds: i64) {
        for second in 1..=seconds {
            self.clock.advance(1);
            self.look(0);
            if second % 15 == 0 {
                self.tracker.beat().unwrap();
            }
        }
        self.tracker.beat().unwrap();
    }

    pub(crate) fn elapsed(&mut self) -> i64 {
        let nurse = self.nurse.clone();
        self.tracker.running(&nurse).unwrap().unwrap().elapsed.0
    }

    /// Length and reason of what the nurse has not answered for.
    pub(crate) fn set_aside(&self) -> Vec<(i64, String)> {
        let gaps = self.tracker.inbox(&self.nurse).unwrap();
        let length = |gap: &tracker::gaps::Gap| (gap.row.ended_at - gap.row.started_at).num_seconds();
        gaps.iter().map(|gap| (length(gap), gap.row.why.clone())).collect()
    }

    /// One answer for all of the question, or of the inbox.
    pub(crate) fn answer(&mut self, verdict: Verdict, reason: &str) -> Result<(), tracker::Error> {
        let nurse = self.nurse.clone();
        let gaps = self.tracker.inbox(&nurse).unwrap().iter().map(|gap| gap.row.id).collect();
        let answer = Answer { gaps, verdict, activity: None, reason: reason.to_owned() };
        self.tracker.answer_gaps(&nurse, &answer)
    }

    pub(crate) fn stop(&mut self) -> i64 {
        let nurse = self.nurse.clone();
        self.tracker.stop_timer(&nurse, CALL, None).unwrap().length.0
    }
}

#[test]
fn six_minutes_without_a_touch_are_set_aside_from_the_last_touch_on_and_the_timer_goes_on() {
    let mut clinic = Clinic::new();
    clinic.time_ana();
    clinic.work(60);
    clinic.untouched(0, 360);
    assert_eq!(clinic.elapsed(), 60, "it stands at the last touch");
    clinic.work(30);
    assert_eq!(clinic.elapsed(), 60 + 29, "it goes on with the first touch");
    assert_eq!(clinic.set_aside(), [(361, "idle".to_owned())]);
    assert_eq!(clinic.stop(), 89);
    assert_eq!(clinic.counted(clinic.ana, "2026-11"), Seconds(89));
    clinic.is_sound();
}

#[test]
fn four_minutes_without_a_touch_ask_nothing() {
    let mut clinic = Clinic::new();
    clinic.time_ana();
    clinic.work(10);
    clinic.untouched(0, 240);
    clinic.work(10);
    assert_eq!((clinic.elapsed(), clinic.set_aside()), (260, vec![]));
}

#[test]
fn after_a_sleep_of_two_hours_nothing_of_it_counts_and_the_timer_goes_on_with_a_touch() {
    for still_in_sleep in [false, true] {
        let clock = if still_in_sleep {
            ManualClock::still_in_sleep(at(MONDAY))
        } else {
            ManualClock::at(at(MONDAY))
        };
        let mut clinic = Clinic::with(Arc::new(clock));
        clinic.time_ana();
        clinic.work(600);
        clinic.clock.sleep(7_200);
        clinic.tracker.beat().unwrap();
        assert_eq!(clinic.elapsed(), 600);
        clinic.work(60);
        assert_eq!(clinic.set_aside(), [(7_201, "suspend".to_owned())], "{still_in_sleep}");
        assert_eq!(clinic.stop(), 659);
        assert_eq!(clinic.counted(clinic.ana, "2026-11"), Seconds(659));
    }
}

#[test]
fn a_lock_of_twenty_seconds_asks_nothing_and_one_of_twenty_minutes_is_set_aside_whole() {
    for (locked, asked) in [(20, vec![]), (1_200, vec![(1_201, "lock".to_owned())])] {
        let mut clinic = Clinic::new();
        clinic.time_ana();
        clinic.work(60);
        clinic.tracker.screen_locked(true);
        // A system that tells of locks and not of touches.
        for second in 1..=locked {
            clinic.clock.advance(1);
            clinic.tracker.attend(None, None).unwrap();
            if second % 15 == 0 {
                clinic.tracker.beat().unwrap();
            }
        }
        clinic.tracker.screen_locked(false);
        clinic.work(1);
        assert_eq!(clinic.set_aside(), asked, "{locked}");
        assert_eq!(clinic.elapsed(), if asked.is_empty() { 81 } else { 60 });
    }
}

#[test]
fn idle_that_began_before_a_sleep_counts_from_its_true_start() {
    let mut clinic = Clinic::new();
    clinic.time_ana();
    clinic.work(60);
    clinic.untouched(0, 180);
    clinic.clock.sleep(3_600);
    clinic.tracker.beat().unwrap();
    assert_eq!(clinic.elapsed(), 60, "not to the sleep, but to the last touch");
    clinic.work(1);
    assert_eq!(clinic.set_aside(), [(180 + 3_600 + 1, "suspend".to_owned())]);
}

#[test]
fn after_a_wake_that_nobody_answers_the_timer_stands_and_the_time_waits_in_the_inbox() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    clinic.time_ana();
    clinic.work(60);
    clinic.clock.sleep(1_800);
    clinic.tracker.beat().unwrap();
    // It woke by itself: the last touch was before the sleep.
    clinic.untouched(1_800, 1_800);
    let stands = clinic.tracker.running(&nurse).unwrap().unwrap();
    assert_eq!((stands.elapsed, stands.counting), (Seconds(60), false));
    clinic.work(2);
    assert_eq!(clinic.tracker.question(&nurse).unwrap().len(), 1);
    // The question is not answered, the timer stops: the time waits, and bills for nobody.
    clinic.stop();
    assert!(clinic.tracker.question(&nurse).unwrap().is_empty());
    assert_eq!(clinic.set_aside().len(), 1);
    assert_eq!(clinic.counted(clinic.ana, "2026-11"), Seconds(61));
    let waits = clinic.tracker.unsettled(month("2026-11")).unwrap();
    assert_eq!((waits.len(), waits[0].patient, waits[0].seconds), (1, clinic.ana, 3_601));
    assert!(clinic.tracker.unsettled(month("2026-10")).unwrap().is_empty());
}

#[test]
fn a_second_absence_while_the_question_is_open_makes_it_longer_and_never_two() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    clinic.time_ana();
    clinic.work(60);
    clinic.untouched(0, 600);
    clinic.work(5);
    clinic.untouched(0, 400);
    clinic.work(5);
    let question = clinic.tracker.question(&nurse).unwrap();
    assert_eq!(question.len(), 2, "one question of two absences");
    clinic.answer(Verdict::Counted, "on the phone with the daughter").unwrap();
    assert!(clinic.tracker.question(&nurse).unwrap().is_empty() && clinic.set_aside().is_empty());
    assert_eq!(clinic.elapsed(), 60 + 600 + 5 + 400 + 5);
    clinic.stop();
    let month = clinic.tracker.patient_month(clinic.ana, None).unwrap();
    let mut origins: Vec<_> = month.entries.iter().map(|entry| entry.version.row.origin.as_str()).collect();
    origins.sort_unstable();
    assert_eq!(origins, ["attested", "attested", "timed", "timed", "timed"]);
    clinic.is_sound();
}

#[test]
fn idle_that_is_told_after_the_timer_was_stopped_changes_nothing() {
    let mut clinic = Clinic::new();
    clinic.time_ana();
    clinic.work(120);
    clinic.beat_for(400);
    assert_eq!(clinic.stop(), 520);
    assert_eq!(clinic.look(400), Attended::Same);
    assert_eq!((clinic.counted(clinic.ana, "2026-11"), clinic.set_aside()), (Seconds(520), vec![]));
    // Nor does it touch the timer that was started meanwhile.
    clinic.time_ana();
    clinic.look(400);
    clinic.clock.advance(30);
    assert_eq!((clinic.look(30), clinic.elapsed()), (Attended::Same, 30));
}

#[test]
fn an_answer_after_the_timer_was_stopped_leaves_its_entry_as_it_is() {
    let mut clinic = Clinic::new();
    clinic.time_ana();
    clinic.work(60);
    clinic.untouched(0, 600);
    clinic.work(60);
    clinic.stop();
    let before = clinic.counted(clinic.ana, "2026-11");
    clinic.answer(Verdict::Discarded, "").unwrap();
    assert_eq!(clinic.counted(clinic.ana, "2026-11"), before);
    assert_eq!(clinic.answer(Verdict::Discarded, "").unwrap_err().code(), Code::NotFound, "nothing is left");
}

#[test]
fn time_set_aside_is_counted_moved_excluded_or_discarded_once_and_with_a_reason() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    clinic.time_ana();
    clinic.work(60);
    clinic.untouched(0, 600);
    clinic.work(60);
    clinic.stop();
    assert_eq!(field(clinic.answer(Verdict::Counted, " ")), "reason");
    let gap = clinic.tracker.inbox(&nurse).unwrap()[0].row.id;
    let other = clinic.other_nurse.clone();
    let answer = |verdict, reason: &str| Answer {
        gaps: vec![gap],
        verdict,
        activity: None,
        reason: reason.to_owned(),
    };
    let refused = clinic.tracker.answer_gaps(&other, &answer(Verdict::Discarded, "")).unwrap_err();
    assert_eq!(refused.code(), Code::Forbidden, "it is another person's");
    let ben: EnrollmentId = clinic.ben_ccm;
    clinic.tracker.answer_gaps(&nurse, &answer(Verdict::Moved(ben), "called Ben back")).unwrap();
    assert_eq!(clinic.counted(clinic.ben, "2026-11"), Seconds(601));
    assert_eq!(clinic.counted(clinic.ana, "2026-11"), Seconds(119));
    let twice = clinic.tracker.answer_gaps(&nurse, &answer(Verdict::Excluded, "lunch")).unwrap_err();
    assert_eq!(twice.code(), Code::Refused);
    clinic.is_sound();
}

#[test]
fn what_was_done_must_be_said_where_the_timer_did_not() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    clinic.tracker.start_timer(&nurse, clinic.ana_ccm, None).unwrap();
    clinic.work(10);
    clinic.untouched(0, 600);
    clinic.work(10);
    clinic.stop();
    assert_eq!(field(clinic.answer(Verdict::Counted, "on the phone")), "activity");
}

#[test]
fn on_the_phone_idle_and_lock_go_on_and_only_that_stretch_is_marked_attested() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    clinic.time_ana();
    clinic.work(60);
    clinic.tracker.set_phone(&nurse, true).unwrap();
    clinic.untouched(0, 900);
    clinic.tracker.screen_locked(true);
    clinic.untouched(900, 300);
    clinic.tracker.screen_locked(false);
    clinic.work(1);
    clinic.tracker.set_phone(&nurse, false).unwrap();
    clinic.work(39);
    assert_eq!((clinic.elapsed(), clinic.set_aside()), (1_300, vec![]));
    assert_eq!(clinic.stop(), 1_300);
    let month = clinic.tracker.patient_month(clinic.ana, None).unwrap();
    let lengths = month.entries.iter().rev().map(|entry| {
        let row = &entry.version.row;
        (row.origin.clone(), (row.ended_at - row.started_at).num_seconds())
    });
    let timed = "timed".to_owned();
    assert_eq!(
        lengths.collect::<Vec<_>>(),
        [(timed.clone(), 60), ("attested".to_owned(), 1_201), (timed, 39)]
    );
    assert_eq!(clinic.counted(clinic.ana, "2026-11"), Seconds(1_300));
}

#[test]
fn even_on_the_phone_a_sleep_is_set_aside() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    clinic.time_ana();
    clinic.tracker.set_phone(&nurse, true).unwrap();
    clinic.untouched(0, 600);
    clinic.clock.sleep(600);
    clinic.tracker.beat().unwrap();
    clinic.work(1);
    assert_eq!(clinic.set_aside(), [(601, "suspend".to_owned())]);
    assert_eq!(clinic.elapsed(), 600);
}

#[test]
fn who_was_away_for_hours_or_until_another_day_is_asked_before_the_timer_goes_on() {
    for away in [4 * 3_600 + 60, 15 * 3_600] {
        let mut clinic = Clinic::new();
        let nurse = clinic.nurse.clone();
        clinic.time_ana();
        clinic.work(60);
        clinic.clock.sleep(away);
        clinic.tracker.beat().unwrap();
        clinic.work(60);
        let stands = clinic.tracker.running(&nurse).unwrap().unwrap();
        assert_eq!((stands.elapsed, stands.interrupted_at.is_some()), (Seconds(60), true), "{away}");
        assert!(clinic.tracker.settle_timer(&nurse, Settle::KeepAndStop).unwrap().is_none());
        assert_eq!(clinic.counted(clinic.ana, "2026-11"), Seconds(60));
    }
}

#[test]
fn the_colleague_whose_timer_runs_too_is_asked_when_that_person_is_back() {
    let mut clinic = Clinic::new();
    let (nurse, other) = (clinic.nurse.clone(), clinic.other_nurse.clone());
    clinic.time_ana();
    clinic.tracker.start_timer(&other, clinic.ben_ccm, CALL).unwrap();
    clinic.work(60);
    clinic.untouched(0, 600);
    clinic.work(60);
    assert_eq!(clinic.tracker.question(&nurse).unwrap().len(), 1);
    assert!(clinic.tracker.inbox(&other).unwrap().is_empty());
    assert_eq!(clinic.tracker.running(&other).unwrap().unwrap().elapsed, Seconds(60));
    assert_eq!(clinic.tracker.come_back(&other).unwrap(), Attended::Back);
    assert_eq!(clinic.tracker.question(&other).unwrap().len(), 1);
}

#[test]
fn the_practice_says_after_how_many_minutes_somebody_is_away() {
    let mut clinic = Clinic::new();
    let manager = clinic.manager.clone();
    let timing = tracker::timing::Timing { idle_minutes: 2, ..Default::default() };
    clinic.tracker.save_timing(&manager, timing).unwrap();
    clinic.time_ana();
    clinic.work(10);
    clinic.untouched(0, 130);
    assert_eq!(clinic.elapsed(), 10);
    let wrong = tracker::timing::Timing { idle_minutes: 0, ..timing };
    assert_eq!(field(clinic.tracker.save_timing(&manager, wrong)), "idle_minutes");
}
