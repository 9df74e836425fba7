//! Undo and redo: by what is added, never by what is erased.

use rules::Seconds;
use tracker::gaps::Verdict;
use tracker::overlaps::Give;
use tracker::{Access, Code};

use crate::common::{Clinic, typed};

const CALL: Option<&str> = Some("call_patient");

#[test]
fn undoing_a_start_that_stopped_another_timer_is_as_if_it_had_never_stopped() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    clinic.time_ana();
    clinic.work(100);
    clinic.tracker.start_timer(&nurse, clinic.ben_ccm, CALL).unwrap();
    clinic.work(20);
    assert_eq!(clinic.tracker.undo(&nurse).unwrap(), "Start a timer");
    let running = clinic.tracker.running(&nurse).unwrap().unwrap();
    assert_eq!((running.patient, running.elapsed), (clinic.ana, Seconds(120)));
    assert_eq!(running.stretches.len(), 1, "nothing shows that it was interrupted");
    clinic.work(10);
    assert_eq!(clinic.stop(), 130);
    assert_eq!(clinic.counted(clinic.ben, "2026-11"), Seconds(0));
    clinic.is_sound();
}

#[test]
fn undoing_a_stop_goes_on_where_the_timer_stood_and_the_time_between_is_nobodys() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    clinic.time_ana();
    clinic.work(100);
    clinic.stop();
    clinic.work(600);
    assert_eq!(clinic.tracker.undo(&nurse).unwrap(), "Stop the timer");
    assert_eq!(clinic.elapsed(), 100);
    assert_eq!(clinic.counted(clinic.ana, "2026-11"), Seconds(0), "its entry is voided, and readable");
    clinic.work(10);
    assert_eq!(clinic.tracker.redo(&nurse).unwrap(), "Stop the timer");
    assert_eq!(clinic.counted(clinic.ana, "2026-11"), Seconds(110));
    clinic.is_sound();
}

#[test]
fn undoing_the_first_start_leaves_no_timer_and_says_in_the_record_what_it_had() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    clinic.time_ana();
    clinic.work(40);
    clinic.tracker.undo(&nurse).unwrap();
    assert!(clinic.tracker.running(&nurse).unwrap().is_none());
    let refused = clinic.tracker.undo(&nurse).unwrap_err();
    assert_eq!(refused.to_string(), "There is nothing to undo.");
}

#[test]
fn interruptions_moves_and_answers_are_taken_back_one_by_one() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    clinic.time_ana();
    clinic.work(600);
    clinic.tracker.push_timer(&nurse, clinic.ben_ccm, CALL).unwrap();
    clinic.work(30);
    clinic.tracker.pop_timer(&nurse, None, None).unwrap();
    clinic.work(10);
    clinic.tracker.move_tail(&nurse, Some("5m"), clinic.ben_ccm, None).unwrap();
    clinic.tracker.undo(&nurse).unwrap();
    assert_eq!(clinic.elapsed(), 610);
    clinic.tracker.undo(&nurse).unwrap();
    let desk = clinic.tracker.desk(&nurse).unwrap();
    assert_eq!((desk.paused.len(), desk.paused[0].elapsed), (1, Seconds(600)));
    assert_eq!(
        desk.running.as_ref().map(|timer| (timer.patient, timer.elapsed)),
        Some((clinic.ben, Seconds(40)))
    );
    assert_eq!((desk.undo, desk.redo), (Some("Interrupt the timer"), Some("Return to the paused timer")));
    clinic.tracker.undo(&nurse).unwrap();
    assert_eq!(clinic.elapsed(), 640);
    clinic.tracker.redo(&nurse).unwrap();
    assert_eq!(clinic.tracker.running(&nurse).unwrap().unwrap().patient, clinic.ben);
    clinic.is_sound();
}

#[test]
fn an_answer_that_is_taken_back_opens_the_question_again() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    clinic.time_ana();
    clinic.work(60);
    clinic.untouched(0, 600);
    clinic.work(10);
    clinic.answer(Verdict::Counted, "on the phone").unwrap();
    assert_eq!(clinic.elapsed(), 60 + 600 + 10);
    clinic.work(10);
    clinic.tracker.undo(&nurse).unwrap();
    assert_eq!((clinic.elapsed(), clinic.tracker.question(&nurse).unwrap().len()), (79, 1));
    clinic.tracker.redo(&nurse).unwrap();
    assert_eq!((clinic.elapsed(), clinic.tracker.question(&nurse).unwrap().len()), (680, 0));
    clinic.is_sound();
}

#[test]
fn entries_come_back_as_versions_with_who_undid_it_and_no_row_is_lost() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    let entry = clinic.type_in(clinic.ana_ccm, "2026-11-02", "08:00", "20m");
    clinic.tracker.void_entry(&nurse, entry, "logged twice").unwrap();
    assert_eq!(clinic.counted(clinic.ana, "2026-11"), Seconds(0));
    clinic.tracker.undo(&nurse).unwrap();
    assert_eq!(clinic.counted(clinic.ana, "2026-11"), Seconds(1_200));
    let versions = clinic.tracker.entry_history(entry).unwrap();
    assert_eq!(versions.len(), 2);
    assert!(versions[0].voided.is_some(), "that it was voided stays readable");
    assert_eq!(versions[1].row.reason.as_deref(), Some("Undone by Bo Lindqvist"));
    clinic.tracker.undo(&nurse).unwrap();
    assert_eq!(clinic.counted(clinic.ana, "2026-11"), Seconds(0));
    clinic.tracker.redo(&nurse).unwrap();
    assert_eq!(clinic.counted(clinic.ana, "2026-11"), Seconds(1_200));
    clinic.is_sound();
}

#[test]
fn what_somebody_else_has_changed_since_is_not_undone() {
    let mut clinic = Clinic::new();
    let (nurse, manager) = (clinic.nurse.clone(), clinic.manager.clone());
    let entry = clinic.type_in(clinic.ana_ccm, "2026-11-02", "08:00", "20m");
    clinic.tracker.void_entry(&manager, entry, "not hers").unwrap();
    let refused = clinic.tracker.undo(&nurse).unwrap_err();
    assert_eq!(refused.code(), Code::Refused);
    assert!(refused.to_string().contains("changed since"), "{refused}");
}

#[test]
fn thirty_things_can_be_taken_back_and_each_person_takes_back_their_own() {
    let mut clinic = Clinic::new();
    let (nurse, other) = (clinic.nurse.clone(), clinic.other_nurse.clone());
    for minute in 0..31 {
        clinic.type_in(clinic.ana_ccm, "2026-11-02", &format!("08:{minute:02}"), "30s");
    }
    assert_eq!(clinic.tracker.undo(&other).unwrap_err().code(), Code::Refused);
    for _ in 0..30 {
        clinic.tracker.undo(&nurse).unwrap();
    }
    assert!(clinic.tracker.undo(&nurse).is_err());
    assert_eq!(clinic.counted(clinic.ana, "2026-11"), Seconds(30));
}

#[test]
fn two_entries_that_overlap_bill_for_neither_until_somebody_says_whose_it_is() {
    for (give, ana, ben) in [(Give::A, 1_200, 600), (Give::B, 600, 1_200), (Give::Split, 900, 900)] {
        let mut clinic = Clinic::new();
        let nurse = clinic.nurse.clone();
        let a = clinic.type_in(clinic.ana_ccm, "2026-11-02", "08:00", "20m");
        let b = clinic.type_in(clinic.ben_ccm, "2026-11-02", "08:10", "20m");
        assert_eq!(clinic.counted(clinic.ana, "2026-11"), Seconds(600));
        let overlaps = clinic.tracker.day(&nurse, None).unwrap().overlaps;
        assert_eq!((overlaps.len(), overlaps[0].a.id, overlaps[0].b.id), (1, a, b));
        clinic.tracker.settle_overlap(&nurse, (a, b), give, "the second call was later").unwrap();
        let counted = (clinic.counted(clinic.ana, "2026-11"), clinic.counted(clinic.ben, "2026-11"));
        assert_eq!(counted, (Seconds(ana), Seconds(ben)), "{give:?}");
        clinic.tracker.undo(&nurse).unwrap();
        assert_eq!(clinic.counted(clinic.ana, "2026-11"), Seconds(600), "{give:?}");
        assert_eq!(clinic.tracker.day(&nurse, None).unwrap().overlaps.len(), 1);
        clinic.is_sound();
    }
}

#[test]
fn an_entry_within_another_one_leaves_it_in_two_or_is_voided() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    let long = clinic.type_in(clinic.ana_ccm, "2026-11-02", "08:00", "30m");
    let short = clinic.type_in(clinic.ben_ccm, "2026-11-02", "08:10", "10m");
    clinic.tracker.settle_overlap(&nurse, (long, short), Give::B, "Ben called in between").unwrap();
    let day = clinic.tracker.day(&nurse, None).unwrap();
    let minutes: Vec<_> =
        day.entries.iter().map(|entry| (entry.row.ended_at - entry.row.started_at).num_minutes()).collect();
    assert_eq!(minutes, [10, 10, 10]);
    clinic.tracker.undo(&nurse).unwrap();
    let long = clinic.tracker.day(&nurse, None).unwrap().entries[0].row.id;
    clinic.tracker.settle_overlap(&nurse, (long, short), Give::A, "it was all Ana").unwrap();
    assert_eq!(clinic.counted(clinic.ana, "2026-11"), Seconds(1_800));
    assert_eq!(clinic.counted(clinic.ben, "2026-11"), Seconds(0));
    let again = clinic.tracker.settle_overlap(&nurse, (long, short), Give::A, "again").unwrap_err();
    assert_eq!(again.code(), Code::NotFound);
}

#[test]
fn part_of_an_entry_that_was_another_patients_becomes_theirs() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    let entry = clinic.type_in(clinic.ana_ccm, "2026-11-02", "08:00", "30m");
    let cut = |at: &str| tracker::overlaps::Cut {
        entry,
        at: at.to_owned(),
        enrollment: Some(clinic.ben_ccm),
        activity: None,
        reason: "Ben from then on".to_owned(),
        first_pass: None,
    };
    let (out, within) = (cut("08:30"), cut("08:20"));
    assert_eq!(crate::common::field(clinic.tracker.split_entry(&nurse, &out)), "at");
    let rest = clinic.tracker.split_entry(&nurse, &within).unwrap();
    assert_eq!(clinic.counted(clinic.ana, "2026-11"), Seconds(1_200));
    assert_eq!(clinic.counted(clinic.ben, "2026-11"), Seconds(600));
    let history = clinic.tracker.entry_history(rest).unwrap();
    assert_eq!(
        clinic.tracker.split_from(&history).unwrap(),
        Some(entry),
        "its history leads to where it came from"
    );
    clinic.is_sound();
}

#[test]
fn time_cannot_be_moved_to_a_patient_who_is_hidden() {
    let mut clinic = Clinic::new();
    let manager = clinic.manager.clone();
    let hired = crate::common::staff("Ada Mosley", "ma", Access::Assistant);
    let staff = clinic.tracker.save_staff(&manager, &hired).unwrap();
    let assistant = tracker::Actor { staff, name: "Ada Mosley".to_owned(), access: Access::Assistant };
    clinic.tracker.save_care_team(&manager, clinic.ana, &[staff]).unwrap();
    let practice = tracker::practice::PracticeChange {
        name: "Juniper Hollow".to_owned(),
        time_zone: "America/Detroit".to_owned(),
        place: "non_facility".to_owned(),
        assigned_only: true,
    };
    clinic.tracker.save_practice(&manager, &practice).unwrap();
    clinic.tracker.start_timer(&assistant, clinic.ana_ccm, CALL).unwrap();
    clinic.work(100);
    let refused = clinic.tracker.move_tail(&assistant, Some("1m"), clinic.ben_ccm, None).unwrap_err();
    assert_eq!(refused.code(), Code::Forbidden);
    let form = typed(clinic.ana_ccm, "2026-11-02", "08:00", "10m");
    clinic.tracker.add_entry(&assistant, &form).unwrap();
}

#[test]
fn that_somebody_was_away_stays_to_be_answered_for_when_the_stop_is_taken_back() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    clinic.time_ana();
    clinic.work(60);
    clinic.clock.sleep(900);
    clinic.tracker.beat().unwrap();
    assert_eq!(clinic.stop(), 60);
    assert_eq!(clinic.set_aside(), [(900, "suspend".to_owned())]);
    clinic.work(5);
    clinic.tracker.undo(&nurse).unwrap();
    assert_eq!((clinic.elapsed(), clinic.set_aside().len()), (60, 1));
    clinic.answer(Verdict::Counted, "with the patient at the desk").unwrap();
    clinic.work(10);
    clinic.stop();
    assert_eq!(clinic.counted(clinic.ana, "2026-11"), Seconds(60 + 900 + 10));
    clinic.is_sound();
}
