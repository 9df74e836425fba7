//! Typed entries, corrections and voids; overlaps, month ends and the two odd nights of the year.

use rules::{Exclusion, Seconds};
use tracker::entries::{Correction, TypedEntry};
use tracker::{Code, EntryId};

use crate::common::{Clinic, at, field, month, typed};

fn correction(entry: EntryId, date: &str, start: &str, end: &str) -> Correction {
    Correction {
        entry,
        date: date.to_owned(),
        start: start.to_owned(),
        end: end.to_owned(),
        activity: "call_patient".to_owned(),
        note: String::new(),
        part_of_visit: false,
        reason: "the call began later".to_owned(),
        first_pass: None,
    }
}

#[test]
fn time_typed_in_afterwards_stays_marked_with_when_it_was_typed() {
    let mut clinic = Clinic::new();
    let id = clinic.type_in(clinic.ana_ccm, "2026-11-02", "09:00", "25");
    let version = clinic.tracker.entry_history(id).unwrap().remove(0);
    assert_eq!(version.row.origin, "typed");
    assert_eq!(version.row.written_at, at("2026-11-02T15:00:00Z"));
    assert_eq!(clinic.counted(clinic.ana, "2026-11"), Seconds(1_500));
}

#[test]
fn a_correction_asks_a_reason_and_keeps_what_was_there() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    let first = clinic.type_in(clinic.ana_ccm, "2026-11-02", "09:00", "25");
    let silent = Correction { reason: "  ".to_owned(), ..correction(first, "2026-11-02", "09:10", "09:25") };
    assert_eq!(field(clinic.tracker.correct_entry(&nurse, &silent)), "reason");

    let second =
        clinic.tracker.correct_entry(&nurse, &correction(first, "2026-11-02", "09:10", "09:25")).unwrap();
    let third =
        clinic.tracker.correct_entry(&nurse, &correction(second, "2026-11-02", "09:10", "09:20")).unwrap();
    let chain = clinic.tracker.entry_history(first).unwrap();
    assert_eq!(chain.iter().map(|version| version.row.id).collect::<Vec<_>>(), [first, second, third]);
    assert_eq!(chain[0].row.started_at, at("2026-11-02T14:00:00Z"), "the original is as it was");
    assert_eq!(chain[1].row.reason.as_deref(), Some("the call began later"));
    assert_eq!(clinic.counted(clinic.ana, "2026-11"), Seconds(600));
    let shown = clinic.tracker.patient_month(clinic.ana, None).unwrap().entries.remove(0);
    assert_eq!((shown.corrections, shown.before.unwrap().row.id), (2, second));
    clinic.is_sound();
}

#[test]
fn a_version_is_corrected_once() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    let first = clinic.type_in(clinic.ana_ccm, "2026-11-02", "09:00", "25");
    let form = correction(first, "2026-11-02", "09:10", "09:25");
    clinic.tracker.correct_entry(&nurse, &form).unwrap();
    assert_eq!(clinic.tracker.correct_entry(&nurse, &form).unwrap_err().code(), Code::NotFound);
    assert_eq!(clinic.tracker.void_entry(&nurse, first, "twice").unwrap_err().code(), Code::NotFound);
    assert_eq!(clinic.tracker.entry_history(first).unwrap().len(), 2);
}

#[test]
fn a_voided_entry_no_longer_counts_and_stays_readable() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    let id = clinic.type_in(clinic.ana_ccm, "2026-11-02", "09:00", "25");
    assert_eq!(field(clinic.tracker.void_entry(&nurse, id, "")), "reason");
    clinic.tracker.void_entry(&nurse, id, "wrong patient").unwrap();
    assert_eq!(clinic.counted(clinic.ana, "2026-11"), Seconds::ZERO);
    let shown = clinic.tracker.patient_month(clinic.ana, None).unwrap().entries.remove(0);
    assert_eq!(shown.version.voided.unwrap().reason, "wrong patient");
    assert_eq!(shown.counted, Seconds::ZERO);
    clinic.is_sound();
}

#[test]
fn only_its_owner_or_a_manager_changes_an_entry() {
    let mut clinic = Clinic::new();
    let (other, manager) = (clinic.other_nurse.clone(), clinic.manager.clone());
    let id = clinic.type_in(clinic.ana_ccm, "2026-11-02", "09:00", "25");
    let form = correction(id, "2026-11-02", "09:10", "09:25");
    assert_eq!(clinic.tracker.correct_entry(&other, &form).unwrap_err().code(), Code::Forbidden);
    assert_eq!(clinic.tracker.void_entry(&other, id, "mine").unwrap_err().code(), Code::Forbidden);
    let corrected = clinic.tracker.correct_entry(&manager, &form).unwrap();
    let version = clinic.tracker.entry_history(corrected).unwrap().remove(1);
    assert_eq!((version.row.staff_id, version.row.written_by), (clinic.nurse.staff, manager.staff));
}

#[test]
fn time_that_has_not_passed_is_refused() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    // It is ten o'clock.
    let refused = clinic.tracker.add_entry(&nurse, &typed(clinic.ana_ccm, "2026-11-02", "09:50", "11m"));
    assert_eq!(field(refused), "length");
    let id = clinic.type_in(clinic.ana_ccm, "2026-11-02", "09:50", "10m");
    let later = correction(id, "2026-11-02", "09:50", "10:01");
    assert_eq!(field(clinic.tracker.correct_entry(&nurse, &later)), "end");
}

#[test]
fn one_person_on_two_patients_at_once_is_excluded_on_both_until_it_is_settled() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    clinic.type_in(clinic.ana_ccm, "2026-11-02", "09:00", "20m");
    let on_ben = clinic.type_in(clinic.ben_ccm, "2026-11-02", "09:10", "20m");
    for patient in [clinic.ana, clinic.ben] {
        assert_eq!(clinic.counted(patient, "2026-11"), Seconds(600));
        let entry = clinic.tracker.patient_month(patient, None).unwrap().entries.remove(0);
        assert_eq!(entry.excluded[0].reason, Exclusion::OverlapPerformer);
        assert_eq!(entry.excluded[0].seconds, Seconds(600));
    }
    clinic.is_sound();
    clinic.tracker.void_entry(&nurse, on_ben, "it was Ana's call").unwrap();
    assert_eq!(clinic.counted(clinic.ana, "2026-11"), Seconds(1_200));
    clinic.is_sound();
}

#[test]
fn my_day_says_of_each_entry_what_counts_and_why_the_rest_does_not_over_a_month_end_too() {
    let mut clinic = Clinic::on("2026-12-02T15:00:00Z");
    let nurse = clinic.nurse.clone();
    clinic.type_in(clinic.ana_ccm, "2026-11-30", "23:50", "20m");
    clinic.type_in(clinic.ben_ccm, "2026-12-01", "00:05", "10m");
    let voicemail =
        TypedEntry { activity: "voicemail".to_owned(), ..typed(clinic.ana_ccm, "2026-11-30", "09:00", "5m") };
    clinic.tracker.add_entry(&nurse, &voicemail).unwrap();
    let day = "2026-11-30".parse().unwrap();
    let entries = clinic.tracker.day(&nurse, Some(day)).unwrap().entries;
    let said: Vec<_> = entries
        .iter()
        .map(|entry| (entry.counted.0, entry.excluded.iter().map(|item| item.reason).collect::<Vec<_>>()))
        .collect();
    assert_eq!(
        said,
        [(0, vec![Exclusion::ActivityAttempt]), (900, vec![Exclusion::OverlapPerformer])],
        "a voicemail; and twenty minutes over midnight of which five are another patient's too"
    );
}

#[test]
fn an_entry_over_the_month_end_is_split_at_midnight_of_the_practice() {
    let mut clinic = Clinic::on("2026-12-02T15:00:00Z");
    clinic.type_in(clinic.ana_ccm, "2026-11-30", "23:50", "25m");
    assert_eq!(clinic.counted(clinic.ana, "2026-11"), Seconds(600));
    assert_eq!(clinic.counted(clinic.ana, "2026-12"), Seconds(900));
    // Time on another patient that meets the December part only leaves what is kept of November true.
    clinic.type_in(clinic.ben_ccm, "2026-12-01", "00:05", "5m");
    assert_eq!(clinic.counted(clinic.ana, "2026-11"), Seconds(600));
    assert_eq!(clinic.counted(clinic.ana, "2026-12"), Seconds(600));
    clinic.is_sound();
}

#[test]
fn in_the_night_that_has_an_hour_twice_the_time_is_asked_for() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    let form = typed(clinic.ana_ccm, "2026-11-01", "01:30", "1h");
    assert_eq!(clinic.tracker.add_entry(&nurse, &form).unwrap_err().code(), Code::AmbiguousTime);
    for (first_pass, start) in [(true, "2026-11-01T05:30:00Z"), (false, "2026-11-01T06:30:00Z")] {
        let form = tracker::entries::TypedEntry { first_pass: Some(first_pass), ..form.clone() };
        let id = clinic.tracker.add_entry(&nurse, &form).unwrap();
        let row = clinic.tracker.entry_history(id).unwrap().remove(0).row;
        assert_eq!((row.started_at, (row.ended_at - row.started_at).num_seconds()), (at(start), 3_600));
    }
    assert_eq!(clinic.counted(clinic.ana, "2026-11"), Seconds(7_200));
}

#[test]
fn in_the_night_that_lacks_an_hour_nothing_can_start_in_it_and_lengths_are_true() {
    let mut clinic = Clinic::on("2026-03-09T15:00:00Z");
    let nurse = clinic.nurse.clone();
    let missing = clinic.tracker.add_entry(&nurse, &typed(clinic.ana_ccm, "2026-03-08", "02:30", "10m"));
    assert_eq!(field(missing), "start");
    let id = clinic.type_in(clinic.ana_ccm, "2026-03-08", "01:30", "1h");
    // On the wall it ends at 3:30.
    let form = correction(id, "2026-03-08", "01:30", "03:30");
    clinic.tracker.correct_entry(&nurse, &form).unwrap();
    assert_eq!(clinic.counted(clinic.ana, "2026-03"), Seconds(3_600));
}

#[test]
fn a_correction_of_the_day_moves_the_date_of_service() {
    let mut clinic = Clinic::on("2026-11-05T15:00:00Z");
    let nurse = clinic.nurse.clone();
    let id = clinic.type_in(clinic.ana_ccm, "2026-11-02", "09:00", "20m");
    let dos = |clinic: &mut Clinic| {
        let claims = clinic.tracker.claims(month("2026-11")).unwrap();
        claims.rows[0].line.as_ref().unwrap().dos.to_string()
    };
    assert_eq!(dos(&mut clinic), "2026-11-02");
    clinic.tracker.correct_entry(&nurse, &correction(id, "2026-11-04", "09:00", "09:20")).unwrap();
    assert_eq!(dos(&mut clinic), "2026-11-04");
}

#[test]
fn a_correction_of_time_that_runs_from_the_first_pass_into_the_second_keeps_its_length() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    // From 1:50 before the clocks went back to 1:10 after: twenty minutes.
    let form = tracker::entries::TypedEntry {
        first_pass: Some(true),
        ..typed(clinic.ana_ccm, "2026-11-01", "01:50", "20m")
    };
    let id = clinic.tracker.add_entry(&nurse, &form).unwrap();
    let form = Correction { first_pass: Some(true), ..correction(id, "2026-11-01", "01:50", "01:10") };
    let id = clinic.tracker.correct_entry(&nurse, &form).unwrap();
    assert_eq!(clinic.counted(clinic.ana, "2026-11"), Seconds(1_200));
    // A start outside the repeated hour leaves the answer to the end.
    let form = Correction { first_pass: Some(false), ..correction(id, "2026-11-01", "00:50", "01:10") };
    clinic.tracker.correct_entry(&nurse, &form).unwrap();
    assert_eq!(clinic.counted(clinic.ana, "2026-11"), Seconds(4_800));
}

#[test]
fn timed_time_that_is_stretched_by_hand_is_marked_typed_and_what_is_only_cut_stays_timed() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    clinic.tracker.start_timer(&nurse, clinic.ana_ccm, Some("call_patient")).unwrap();
    clinic.beat_for(600);
    let timed = clinic.tracker.stop_timer(&nurse, None, None).unwrap().entry.unwrap();
    let origin = |clinic: &Clinic, id| clinic.tracker.entry_history(id).unwrap().pop().unwrap().row.origin;

    let cut = correction(timed, "2026-11-02", "10:02", "10:10");
    let cut = clinic.tracker.correct_entry(&nurse, &cut).unwrap();
    assert_eq!(origin(&clinic, cut), "timed");
    let stretched = correction(cut, "2026-11-02", "09:02", "10:10");
    let stretched = clinic.tracker.correct_entry(&nurse, &stretched).unwrap();
    assert_eq!(origin(&clinic, stretched), "typed");
}
