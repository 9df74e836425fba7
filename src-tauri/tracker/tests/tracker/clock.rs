//! Clocks that are set, computers that sleep: a timer's length is what passed, and what touched it is said.

use std::sync::Arc;

use chrono::TimeDelta;
use store::audit::Filter;
use tracker::entries::Correction;
use tracker::{Actor, EntryId, ManualClock};

use crate::common::{Clinic, MONDAY, at};

const CALL: Option<&str> = Some("call_patient");

/// The clock is set by so many seconds in the middle of a timer of 100 seconds: its length, and the leap noted at it.
fn timed_while_set(by: i64) -> (i64, i64) {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    clinic.tracker.start_timer(&nurse, clinic.ana_ccm, CALL).unwrap();
    clinic.beat_for(45);
    let now = clinic.tracker.now();
    clinic.clock.set(now + TimeDelta::seconds(by));
    clinic.beat_for(55);
    let stopped = clinic.tracker.stop_timer(&nurse, None, None).unwrap();
    (stopped.length.0, jump_of(&clinic, stopped.entry.unwrap()))
}

fn jump_of(clinic: &Clinic, entry: EntryId) -> i64 {
    clinic.tracker.entry_history(entry).unwrap().first().unwrap().clock_jump_ms
}

#[test]
fn a_clock_that_is_set_adds_and_takes_no_second_and_a_leap_marks_the_entry() {
    const HOUR: i64 = 3_600;
    for by in [1, -1, 2, -2, 30, -30, 60, -60] {
        assert_eq!(timed_while_set(by), (100, 0), "set by {by} s");
    }
    for by in [61, -61, HOUR, -HOUR, 24 * HOUR, -24 * HOUR, 365 * 24 * HOUR, -365 * 24 * HOUR] {
        assert_eq!(timed_while_set(by), (100, by * 1_000), "set by {by} s");
    }
}

/// A timer through a leap of an hour forward; 100 seconds of it have passed.
fn leapt() -> Clinic {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    clinic.tracker.start_timer(&nurse, clinic.ana_ccm, CALL).unwrap();
    clinic.beat_for(45);
    clinic.clock.set(clinic.tracker.now() + TimeDelta::hours(1));
    clinic.beat_for(55);
    clinic
}

/// The marks of everything that stands now of the nurse's time.
fn marks(clinic: &mut Clinic) -> Vec<i64> {
    let manager = clinic.manager.clone();
    let mut found = Vec::new();
    for patient in [clinic.ana, clinic.ben] {
        let month = clinic.tracker.open_patient(&manager, patient, None).unwrap();
        let standing = month.entries.iter().filter(|entry| entry.version.voided.is_none());
        found.extend(standing.map(|entry| entry.version.clock_jump_ms / 1_000));
    }
    found
}

#[test]
fn an_entry_through_a_leap_stays_marked_whatever_is_done_with_it() {
    let mut clinic = leapt();
    let nurse = clinic.nurse.clone();
    let entry = clinic.tracker.stop_timer(&nurse, None, None).unwrap().entry.unwrap();
    let row = clinic.tracker.entry_history(entry).unwrap().remove(0).row;
    let zone = clinic.tracker.practice().zone;
    let wall = |at: chrono::DateTime<chrono::Utc>| at.with_timezone(&zone).format("%H:%M:%S").to_string();
    let noted = Correction {
        entry,
        date: row.service_date.to_string(),
        start: wall(row.started_at),
        end: wall(row.ended_at),
        activity: "call_patient".to_owned(),
        note: "asked about the new dose".to_owned(),
        part_of_visit: false,
        reason: "a note was missing".to_owned(),
        first_pass: None,
    };
    clinic.tracker.correct_entry(&nurse, &noted).unwrap();
    assert_eq!(marks(&mut clinic), [3_600], "corrected");
    clinic.tracker.undo(&nurse).unwrap();
    assert_eq!(marks(&mut clinic), [3_600], "the correction undone");
    clinic.tracker.undo(&nurse).unwrap();
    clinic.beat_for(30);
    clinic.tracker.stop_timer(&nurse, None, None).unwrap();
    // What passed until the undo is a stretch of its own.
    assert_eq!(marks(&mut clinic), [3_600, 3_600], "the stop undone, and stopped again");

    let mut clinic = leapt();
    clinic.tracker.move_tail(&nurse, Some("30s"), clinic.ben_ccm, None).unwrap();
    clinic.tracker.stop_timer(&nurse, None, None).unwrap();
    assert_eq!(marks(&mut clinic), [3_600, 3_600], "moved in part to another patient");
    clinic.is_sound();
}

#[test]
fn undoing_what_came_before_a_leap_leaves_the_mark_of_the_leap() {
    type Act = fn(&mut Clinic, &Actor);
    let acts: [Act; 2] = [
        |clinic, nurse| clinic.tracker.set_phone(nurse, true).unwrap(),
        |clinic, nurse| clinic.tracker.move_tail(nurse, None, clinic.ben_ccm, None).unwrap(),
    ];
    for act in acts {
        let mut clinic = Clinic::new();
        let nurse = clinic.nurse.clone();
        clinic.tracker.start_timer(&nurse, clinic.ana_ccm, CALL).unwrap();
        clinic.beat_for(30);
        act(&mut clinic, &nurse);
        clinic.beat_for(15);
        clinic.clock.set(clinic.tracker.now() + TimeDelta::hours(1));
        clinic.beat_for(15);
        clinic.tracker.undo(&nurse).unwrap();
        clinic.beat_for(15);
        clinic.tracker.stop_timer(&nurse, None, None).unwrap();
        let marks = marks(&mut clinic);
        assert!(!marks.is_empty() && marks.iter().all(|mark| *mark == 3_600), "{marks:?}");
        clinic.is_sound();
    }
}

/// Actions of the clock in the audit, newest first.
fn told(clinic: &mut Clinic) -> Vec<String> {
    let manager = clinic.manager.clone();
    let rows = clinic.tracker.audit(&manager, &Filter::default(), 1_000).unwrap();
    let actions = rows.into_iter().map(|row| row.event.action);
    actions.filter(|action| action.starts_with("clock")).collect()
}

#[test]
fn a_leap_is_in_the_audit_once_and_a_banner_says_it() {
    let mut clinic = Clinic::new();
    clinic.beat_for(30);
    clinic.clock.set(clinic.tracker.now() + TimeDelta::seconds(20));
    clinic.beat_for(30);
    assert_eq!((told(&mut clinic), clinic.tracker.health().clock), (vec!["clock_skew".to_owned()], None));
    clinic.clock.set(clinic.tracker.now() - TimeDelta::hours(3));
    clinic.beat_for(30);
    assert_eq!(told(&mut clinic), ["clock_jump", "clock_skew"]);
    let said = clinic.tracker.health().findings().join("\n");
    assert!(said.contains("was set back by 3 hours"), "{said}");
    clinic.is_sound();
}

#[test]
fn a_program_that_opens_under_an_older_clock_says_so() {
    let mut clinic = Clinic::new().crash_and_reopen_after(-600);
    clinic.tracker.beat().unwrap();
    assert_eq!(told(&mut clinic), ["clock_jump"]);
}

#[test]
fn clocks_that_drift_for_a_day_are_no_leap() {
    // 500 millionths, the worst of PC clocks: 7.5 ms in 15 s.
    for drift in [8, -8] {
        let mut clinic = Clinic::new();
        let nurse = clinic.nurse.clone();
        for day_quarter in 0..4 {
            clinic.tracker.start_timer(&nurse, clinic.ana_ccm, CALL).unwrap();
            for _ in 0..6 * 240 {
                clinic.clock.advance(15);
                clinic.clock.set(clinic.tracker.now() + TimeDelta::milliseconds(drift));
                clinic.tracker.beat().unwrap();
            }
            let stopped = clinic.tracker.stop_timer(&nurse, None, None).unwrap();
            // A start in the middle of a second begins with the next one.
            assert!((stopped.length.0 - 6 * 3_600).abs() <= 1, "{day_quarter}: {}", stopped.length.0);
            assert_eq!(jump_of(&clinic, stopped.entry.unwrap()), 0);
        }
        assert!(told(&mut clinic).is_empty());
    }
}

#[test]
fn a_sleep_is_found_whether_or_not_the_other_clock_slept_too() {
    for still_in_sleep in [false, true] {
        let clock = if still_in_sleep {
            ManualClock::still_in_sleep(at(MONDAY))
        } else {
            ManualClock::at(at(MONDAY))
        };
        let mut clinic = Clinic::with(Arc::new(clock));
        let nurse = clinic.nurse.clone();
        clinic.tracker.start_timer(&nurse, clinic.ana_ccm, CALL).unwrap();
        clinic.beat_for(60);
        clinic.clock.sleep(300);
        clinic.tracker.beat().unwrap();
        let running = clinic.tracker.running(&nurse).unwrap().unwrap();
        let proven = at(MONDAY) + TimeDelta::seconds(60);
        assert_eq!((running.interrupted_at, running.elapsed.0), (Some(proven), 60), "{still_in_sleep}");
    }
}

#[test]
fn a_nap_shorter_than_three_heartbeats_asks_nothing() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    clinic.tracker.start_timer(&nurse, clinic.ana_ccm, CALL).unwrap();
    clinic.beat_for(30);
    clinic.clock.sleep(20);
    clinic.tracker.beat().unwrap();
    assert_eq!(clinic.tracker.stop_timer(&nurse, None, None).unwrap().length.0, 50);
}

#[test]
fn a_timer_that_shows_more_than_the_wall_clock_stops_at_what_it_shows() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    clinic.tracker.start_timer(&nurse, clinic.ana_ccm, CALL).unwrap();
    clinic.beat_for(30);
    clinic.clock.set(at("2026-11-02T14:00:00Z"));
    clinic.beat_for(40);
    let shown = clinic.tracker.running(&nurse).unwrap().unwrap().elapsed;
    assert_eq!(shown.0, 70);
    assert_eq!(clinic.tracker.stop_timer(&nurse, None, None).unwrap().length, shown);
}
