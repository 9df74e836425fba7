//! Timers: what a start, a stop, a crash and a sleep leave behind.

use chrono::TimeDelta;
use rules::{Exclusion, Seconds};
use tracker::enrollments::EnrollmentChange;
use tracker::staff::StaffChange;
use tracker::timers::{Settle, UNLABELLED};
use tracker::{Access, Code};

use crate::common::{Clinic, at, enrollment, staff};

const CALL: Option<&str> = Some("call_patient");

/// The newest entry of Ana's month: length, origin and activity.
fn newest(clinic: &Clinic) -> Option<(i64, String, String)> {
    let month = clinic.tracker.patient_month(clinic.ana, None).unwrap();
    month.entries.first().map(|entry| {
        let row = &entry.version.row;
        ((row.ended_at - row.started_at).num_seconds(), row.origin.clone(), row.activity.clone())
    })
}

#[test]
fn a_timer_writes_whole_seconds_and_never_bills_a_fraction() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    clinic.clock.set(at("2026-11-02T15:00:00.250Z"));
    clinic.tracker.start_timer(&nurse, clinic.ana_ccm, CALL).unwrap();
    clinic.clock.advance_ms(39_990);
    let stopped = clinic.tracker.stop_timer(&nurse, None, Some("weight is stable")).unwrap();
    // 39.99 seconds of life: the start is written at :01 and the stop at :40.
    assert_eq!(stopped.length, Seconds(39));
    assert_eq!(newest(&clinic).unwrap(), (39, "timed".to_owned(), "call_patient".to_owned()));
    assert_eq!(clinic.counted(clinic.ana, "2026-11"), Seconds(39));
    clinic.is_sound();
}

#[test]
fn a_second_timer_stops_the_first_in_the_same_change_and_says_so() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    clinic.tracker.start_timer(&nurse, clinic.ana_ccm, CALL).unwrap();
    clinic.beat_for(90);
    let events = clinic.tracker.verify().unwrap().events;
    let (running, stopped) = clinic.tracker.start_timer(&nurse, clinic.ben_ccm, CALL).unwrap();
    let stopped = stopped.unwrap();
    assert_eq!((stopped.patient, stopped.length), (clinic.ana, Seconds(90)));
    assert_eq!((running.patient, running.elapsed), (clinic.ben, Seconds::ZERO));
    assert_eq!(clinic.tracker.verify().unwrap().events, events + 1, "one change");
    assert_eq!(clinic.counted(clinic.ana, "2026-11"), Seconds(90));
}

#[test]
fn each_staff_member_has_a_timer_of_their_own() {
    let mut clinic = Clinic::new();
    let (nurse, other) = (clinic.nurse.clone(), clinic.other_nurse.clone());
    clinic.tracker.start_timer(&nurse, clinic.ana_ccm, CALL).unwrap();
    let (_, stopped) = clinic.tracker.start_timer(&other, clinic.ben_ccm, CALL).unwrap();
    assert!(stopped.is_none());
    assert_eq!(clinic.tracker.running(&nurse).unwrap().unwrap().patient, clinic.ana);
    assert_eq!(clinic.tracker.running(&other).unwrap().unwrap().patient, clinic.ben);
}

#[test]
fn a_timer_survives_a_crash_in_its_first_second() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    clinic.tracker.start_timer(&nurse, clinic.ana_ccm, None).unwrap();
    let mut clinic = clinic.crash_and_reopen_after(1);
    let found = clinic.tracker.running(&nurse).unwrap().unwrap();
    assert_eq!((found.patient, found.elapsed), (clinic.ana, Seconds::ZERO));
    assert_eq!(found.interrupted_at, Some(at("2026-11-02T15:00:00Z")));
}

#[test]
fn after_a_crash_a_timer_stands_at_its_last_proof_at_most_a_beat_short_and_never_over() {
    for lived in [14, 16, 44] {
        let mut clinic = Clinic::new();
        let nurse = clinic.nurse.clone();
        clinic.tracker.start_timer(&nurse, clinic.ana_ccm, CALL).unwrap();
        clinic.beat_for(lived);
        let mut clinic = clinic.crash_and_reopen_after(3_600);
        let found = clinic.tracker.running(&nurse).unwrap().unwrap();
        assert!(found.elapsed.0 <= lived && lived - found.elapsed.0 < 15, "{lived}: {}", found.elapsed.0);
        assert!(!found.counting);
        assert_eq!(found.interrupted_at, Some(found.started_at + TimeDelta::seconds(found.elapsed.0)));
        // It stands: looking at it later finds the same.
        clinic.beat_for(60);
        assert_eq!(clinic.tracker.running(&nurse).unwrap().unwrap().elapsed, found.elapsed);
    }
}

#[test]
fn a_sleep_interrupts_at_the_last_proof() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    clinic.tracker.start_timer(&nurse, clinic.ana_ccm, CALL).unwrap();
    clinic.beat_for(120);
    clinic.clock.advance(1_200);
    clinic.tracker.beat().unwrap();
    let found = clinic.tracker.running(&nurse).unwrap().unwrap();
    assert_eq!(found.elapsed, Seconds(120));
    assert_eq!(found.interrupted_at, Some(at("2026-11-02T15:02:00Z")));
}

#[test]
fn two_missed_beats_are_no_sleep() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    clinic.tracker.start_timer(&nurse, clinic.ana_ccm, CALL).unwrap();
    clinic.clock.advance(45);
    let running = clinic.tracker.running(&nurse).unwrap().unwrap();
    assert_eq!((running.elapsed, running.interrupted_at), (Seconds(45), None));
}

#[test]
fn an_interrupted_timer_stops_at_its_last_proof_and_what_passed_since_is_set_aside() {
    let mut clinic = interrupted_after(120);
    let nurse = clinic.nurse.clone();
    let stopped = clinic.tracker.stop_timer(&nurse, CALL, None).unwrap();
    assert_eq!(stopped.length, Seconds(120));
    let gaps = clinic.tracker.inbox(&nurse).unwrap();
    assert_eq!((gaps.len(), (gaps[0].row.ended_at - gaps[0].row.started_at).num_seconds()), (1, 3_600));

    let mut clinic = interrupted_after(120);
    let (running, stopped) = clinic.tracker.start_timer(&nurse, clinic.ben_ccm, CALL).unwrap();
    assert_eq!((running.elapsed, stopped.unwrap().length), (Seconds::ZERO, Seconds(120)));
    assert_eq!(clinic.tracker.inbox(&nurse).unwrap().len(), 1);
    clinic.is_sound();
}

/// A timer that ran for that long, and a computer that then slept for an hour.
fn interrupted_after(seconds: i64) -> Clinic {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    clinic.tracker.start_timer(&nurse, clinic.ana_ccm, CALL).unwrap();
    clinic.beat_for(seconds);
    clinic.clock.advance(3_600);
    clinic.tracker.beat().unwrap();
    clinic
}

#[test]
fn kept_time_ends_at_the_last_proof_and_is_marked_recovered() {
    let mut clinic = interrupted_after(120);
    let nurse = clinic.nurse.clone();
    assert!(clinic.tracker.settle_timer(&nurse, Settle::KeepAndStop).unwrap().is_none());
    assert_eq!(newest(&clinic).unwrap(), (120, "recovered".to_owned(), "call_patient".to_owned()));
    clinic.is_sound();
}

#[test]
fn kept_time_can_go_on_from_now_and_the_gap_is_in_neither() {
    let mut clinic = interrupted_after(120);
    let nurse = clinic.nurse.clone();
    let running = clinic.tracker.settle_timer(&nurse, Settle::KeepAndGoOn).unwrap().unwrap();
    assert_eq!((running.elapsed, running.activity.as_deref()), (Seconds::ZERO, CALL));
    clinic.beat_for(30);
    clinic.tracker.stop_timer(&nurse, None, None).unwrap();
    assert_eq!(clinic.counted(clinic.ana, "2026-11"), Seconds(150));
}

#[test]
fn discarded_time_leaves_no_entry_and_no_timer() {
    let mut clinic = interrupted_after(120);
    let nurse = clinic.nurse.clone();
    assert!(clinic.tracker.settle_timer(&nurse, Settle::Discard).unwrap().is_none());
    assert_eq!(newest(&clinic), None);
    assert!(clinic.tracker.running(&nurse).unwrap().is_none());
}

#[test]
fn a_timer_that_runs_has_nothing_to_settle() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    clinic.tracker.start_timer(&nurse, clinic.ana_ccm, CALL).unwrap();
    let refused = clinic.tracker.settle_timer(&nurse, Settle::Discard).err().unwrap();
    assert_eq!(refused.code(), Code::Refused);
    assert!(clinic.tracker.running(&nurse).unwrap().is_some());
}

#[test]
fn a_timer_without_a_whole_second_leaves_no_entry() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    clinic.tracker.start_timer(&nurse, clinic.ana_ccm, CALL).unwrap();
    clinic.clock.advance_ms(900);
    let stopped = clinic.tracker.stop_timer(&nurse, None, None).unwrap();
    assert_eq!((stopped.entry, stopped.length), (None, Seconds::ZERO));
    assert_eq!(newest(&clinic), None);
    assert!(clinic.tracker.running(&nurse).unwrap().is_none());
}

#[test]
fn the_bar_counts_while_the_timer_runs_and_nothing_of_it_is_stored() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    clinic.type_in(clinic.ana_ccm, "2026-11-02", "08:00", "19m");
    clinic.tracker.start_timer(&nurse, clinic.ana_ccm, CALL).unwrap();
    clinic.beat_for(59);
    let running = clinic.tracker.running(&nurse).unwrap().unwrap();
    assert!(running.counting);
    assert_eq!((running.bar.counted, running.bar.earned.as_str()), (Seconds(1_199), ""));
    assert_eq!(running.bar.next.unwrap().short, Seconds(1));
    clinic.clock.advance(1);
    let running = clinic.tracker.running(&nurse).unwrap().unwrap();
    assert_eq!((running.bar.counted, running.bar.earned.as_str()), (Seconds(1_200), "99490"));
    assert_eq!(clinic.counted(clinic.ana, "2026-11"), Seconds(1_140));
}

#[test]
fn work_that_does_not_count_says_why_while_it_is_timed() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    clinic.tracker.start_timer(&nurse, clinic.ana_ccm, Some("prior_authorization")).unwrap();
    clinic.beat_for(60);
    let running = clinic.tracker.running(&nurse).unwrap().unwrap();
    assert_eq!((running.counting, running.counted, running.elapsed), (false, Seconds::ZERO, Seconds(60)));
    assert_eq!(running.why_not.map(Exclusion::code), Some("X-ACTIVITY-AUTH"));
    // The activity may be chosen at any time, for the whole timer.
    let running = clinic.tracker.describe_timer(&nurse, CALL, "").unwrap();
    assert_eq!((running.counting, running.counted), (true, Seconds(60)));
}

#[test]
fn a_timer_on_an_enrollment_that_has_ended_is_shown_and_stopped_and_does_not_count() {
    let mut clinic = Clinic::new();
    let (nurse, doctor) = (clinic.nurse.clone(), clinic.doctor.staff.get());
    let ended = EnrollmentChange {
        id: Some(clinic.ana_ccm.get()),
        end: Some("2026-09-30".to_owned()),
        ..enrollment(clinic.ana, doctor, "ccm")
    };
    clinic.tracker.save_enrollment(&nurse, &ended).unwrap();
    clinic.tracker.start_timer(&nurse, clinic.ana_ccm, CALL).unwrap();
    clinic.beat_for(60);
    let running = clinic.tracker.running(&nurse).unwrap().unwrap();
    assert_eq!((running.counting, running.elapsed, running.counted), (false, Seconds(60), Seconds::ZERO));
    assert_eq!(running.why_not, Some(Exclusion::NoProgram));
    clinic.tracker.stop_timer(&nurse, None, None).unwrap();
    let month = clinic.tracker.patient_month(clinic.ana, None).unwrap();
    assert_eq!(month.entries[0].excluded[0].reason, Exclusion::NoProgram);
    clinic.is_sound();
}

#[test]
fn without_an_activity_the_bar_supposes_work_and_the_entry_does_not_count() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    let (running, _) = clinic.tracker.start_timer(&nurse, clinic.ana_ccm, None).unwrap();
    assert!(running.counting && running.activity.is_none());
    clinic.beat_for(60);
    assert_eq!(clinic.tracker.running(&nurse).unwrap().unwrap().bar.counted, Seconds(60));
    clinic.tracker.stop_timer(&nurse, None, None).unwrap();
    assert_eq!(newest(&clinic).unwrap().2, UNLABELLED);
    let month = clinic.tracker.patient_month(clinic.ana, None).unwrap();
    assert_eq!((month.entries[0].counted, month.entries[0].excluded.len()), (Seconds::ZERO, 1));
}

#[test]
fn a_timer_forgotten_for_longer_than_two_days_stops_with_two_and_bills_none() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    clinic.tracker.start_timer(&nurse, clinic.ana_ccm, CALL).unwrap();
    for _ in 0..2 * 24 * 90 + 1 {
        clinic.clock.advance(40);
        clinic.tracker.beat().unwrap();
    }
    let stopped = clinic.tracker.stop_timer(&nurse, None, None).unwrap();
    assert_eq!(stopped.length, Seconds(172_800));
    let month = clinic.tracker.patient_month(clinic.ana, None).unwrap();
    assert_eq!(month.entries[0].counted, Seconds::ZERO);
    assert_eq!(month.entries[0].excluded[0].reason, Exclusion::StaleTimer);
    clinic.is_sound();
}

#[test]
fn a_clock_set_back_an_hour_loses_nothing_that_was_proven() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    clinic.tracker.start_timer(&nurse, clinic.ana_ccm, CALL).unwrap();
    clinic.beat_for(90);
    clinic.clock.advance(-3600);
    assert_eq!(clinic.tracker.running(&nurse).unwrap().unwrap().elapsed, Seconds(90));
    let stopped = clinic.tracker.stop_timer(&nurse, None, None).unwrap();
    assert_eq!(stopped.length, Seconds(90));
}

#[test]
fn a_timer_of_somebody_who_may_no_longer_stop_it_is_stopped_at_its_last_proof() {
    for leaving in [
        StaffChange { active: false, ..staff("Bo Lindqvist", "rn", Access::CareTeam) },
        staff("Bo Lindqvist", "rn", Access::Biller),
    ] {
        let mut clinic = Clinic::new();
        let (nurse, manager) = (clinic.nurse.clone(), clinic.manager.clone());
        clinic.tracker.start_timer(&nurse, clinic.ana_ccm, CALL).unwrap();
        clinic.beat_for(607);
        let leaving = StaffChange { id: Some(nurse.staff.get()), ..leaving };
        clinic.tracker.save_staff(&manager, &leaving).unwrap();
        assert!(clinic.tracker.running(&nurse).unwrap().is_none());
        assert_eq!(newest(&clinic).unwrap(), (600, "recovered".to_owned(), "call_patient".to_owned()));
        let entry = clinic.tracker.patient_month(clinic.ana, None).unwrap().entries.remove(0);
        let row = entry.version.row;
        assert_eq!((row.staff_id, row.written_by), (nurse.staff, manager.staff));
        clinic.is_sound();
    }
}
