//! Interruptions, a timer started late, the wrong patient: nothing is gained or lost.

use rules::Seconds;
use store::audit::Filter;
use tracker::Code;

use crate::common::{Clinic, at, field, month, typed};

const CALL: Option<&str> = Some("call_patient");

#[test]
fn an_interruption_pauses_the_timer_and_ending_it_brings_it_back() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    clinic.time_ana();
    clinic.work(100);
    clinic.tracker.push_timer(&nurse, clinic.ben_ccm, CALL).unwrap();
    clinic.work(50);
    let desk = clinic.tracker.desk(&nurse).unwrap();
    assert_eq!((desk.paused[0].patient, desk.paused[0].elapsed), (clinic.ana, Seconds(100)));
    assert_eq!(desk.running.unwrap().patient, clinic.ben);
    let stopped = clinic.tracker.pop_timer(&nurse, None, None).unwrap().unwrap();
    assert_eq!((stopped.patient, stopped.length), (clinic.ben, Seconds(50)));
    assert_eq!(clinic.elapsed(), 100, "it goes on where it stood");
    clinic.work(20);
    assert_eq!(clinic.stop(), 120);
    assert_eq!(clinic.counted(clinic.ana, "2026-11"), Seconds(120));
    assert_eq!(clinic.counted(clinic.ben, "2026-11"), Seconds(50));
    clinic.is_sound();
}

#[test]
fn interruptions_of_interruptions_come_back_in_turn() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    clinic.time_ana();
    clinic.work(10);
    clinic.tracker.push_timer(&nurse, clinic.ben_ccm, CALL).unwrap();
    clinic.work(10);
    clinic.tracker.push_timer(&nurse, clinic.ana_ccm, None).unwrap();
    clinic.work(10);
    let patients = [clinic.ben, clinic.ana];
    for patient in patients {
        clinic.tracker.pop_timer(&nurse, CALL, None).unwrap();
        assert_eq!(clinic.tracker.running(&nurse).unwrap().unwrap().patient, patient);
    }
    let refused = clinic.tracker.pop_timer(&nurse, None, None).unwrap_err();
    assert_eq!((refused.code(), refused.to_string().as_str()), (Code::Refused, "Nothing is paused."));
}

#[test]
fn a_paused_timer_is_in_no_entry_until_it_stops_and_the_month_says_so() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    clinic.time_ana();
    clinic.work(100);
    clinic.tracker.push_timer(&nurse, clinic.ben_ccm, CALL).unwrap();
    clinic.work(10);
    clinic.stop();
    let waits = clinic.tracker.unsettled(month("2026-11")).unwrap();
    assert_eq!((waits.len(), waits[0].paused, waits[0].seconds), (1, true, 100));
    let paused = clinic.tracker.desk(&nurse).unwrap().paused[0].id;
    let stopped = clinic.tracker.stop_paused(&nurse, paused, None, None).unwrap();
    assert_eq!((stopped.patient, stopped.length), (clinic.ana, Seconds(100)));
    assert!(clinic.tracker.unsettled(month("2026-11")).unwrap().is_empty());
}

#[test]
fn a_paused_timer_survives_a_crash_with_all_of_its_time() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    clinic.time_ana();
    clinic.work(100);
    clinic.tracker.push_timer(&nurse, clinic.ben_ccm, CALL).unwrap();
    clinic.work(60);
    let mut clinic = clinic.crash_and_reopen_after(600);
    let desk = clinic.tracker.desk(&nurse).unwrap();
    assert_eq!((desk.paused.len(), desk.paused[0].elapsed), (1, Seconds(100)));
    clinic.tracker.pop_timer(&nurse, None, None).unwrap();
    assert_eq!(clinic.elapsed(), 100);
    assert_eq!(clinic.counted(clinic.ben, "2026-11"), Seconds(60));
}

#[test]
fn a_timer_that_began_earlier_says_which_part_of_it_was_typed() {
    for (when, typed) in [("10m", 600), ("9:55", 300)] {
        let mut clinic = Clinic::new();
        let nurse = clinic.nurse.clone();
        clinic.time_ana();
        clinic.work(60);
        clinic.tracker.began_earlier(&nurse, when, None).unwrap();
        assert_eq!(clinic.elapsed(), typed + 60, "{when}");
        clinic.stop();
        let month = clinic.tracker.patient_month(clinic.ana, None).unwrap();
        let first = &month.entries.last().unwrap().version.row;
        assert_eq!((first.origin.as_str(), first.ended_at), ("typed", at("2026-11-02T15:00:00Z")));
        assert_eq!(clinic.counted(clinic.ana, "2026-11"), Seconds(typed + 60));
    }
}

#[test]
fn earlier_is_before_the_start_and_not_hours_before() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    assert_eq!(clinic.tracker.began_earlier(&nurse, "10m", None).unwrap_err().code(), Code::NotFound);
    clinic.time_ana();
    clinic.work(60);
    for when in ["5h", "0", "soon", "10:00"] {
        assert_eq!(field(clinic.tracker.began_earlier(&nurse, when, None)), "when", "{when}");
    }
}

#[test]
fn from_a_minute_on_it_was_the_other_patient_and_both_have_it_on_record() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    clinic.time_ana();
    clinic.work(1_800);
    clinic.tracker.move_tail(&nurse, Some("10:20"), clinic.ben_ccm, None).unwrap();
    let running = clinic.tracker.running(&nurse).unwrap().unwrap();
    assert_eq!((running.patient, running.elapsed), (clinic.ben, Seconds(600)));
    clinic.work(60);
    clinic.stop();
    assert_eq!(clinic.counted(clinic.ana, "2026-11"), Seconds(1_200));
    assert_eq!(clinic.counted(clinic.ben, "2026-11"), Seconds(660));
    for patient in [clinic.ana, clinic.ben] {
        let manager = clinic.manager.clone();
        let filter = Filter { patient: Some(patient), ..Filter::default() };
        let rows = clinic.tracker.audit(&manager, &filter, 100).unwrap();
        assert!(rows.iter().any(|row| row.event.action == "move_tail"), "{patient:?}");
    }
    clinic.is_sound();
}

#[test]
fn a_timer_that_was_all_of_it_the_other_patients_leaves_nothing_with_the_first() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    for from in [None, Some("100s")] {
        clinic.time_ana();
        clinic.work(100);
        clinic.tracker.move_tail(&nurse, from, clinic.ben_ccm, None).unwrap();
        assert_eq!(clinic.elapsed(), 100, "{from:?}");
        clinic.stop();
    }
    assert_eq!(clinic.counted(clinic.ana, "2026-11"), Seconds(0));
    assert_eq!(clinic.counted(clinic.ben, "2026-11"), Seconds(200));
}

#[test]
fn the_tail_keeps_its_gap_and_a_moment_to_come_is_not_within_the_timer() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    clinic.time_ana();
    clinic.work(600);
    clinic.untouched(0, 600);
    clinic.work(300);
    let total = clinic.elapsed();
    // A minute to come is that of the day before: before the timer, as is what is longer than it.
    for from in ["23:00", "9:59:59", "2h", "0"] {
        assert_eq!(
            field(clinic.tracker.move_tail(&nurse, Some(from), clinic.ben_ccm, None)),
            "from",
            "{from}"
        );
    }
    clinic.tracker.move_tail(&nurse, Some("10:05"), clinic.ben_ccm, None).unwrap();
    assert_eq!(clinic.elapsed(), total - 300);
    clinic.stop();
    assert_eq!(clinic.counted(clinic.ana, "2026-11"), Seconds(300));
    assert_eq!(clinic.counted(clinic.ben, "2026-11"), Seconds(total - 300));
}

#[test]
fn what_was_done_last_goes_on_with_its_patient_and_activity() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    assert_eq!(clinic.tracker.continue_last(&nurse).err().unwrap().code(), Code::Refused);
    clinic.time_ana();
    clinic.work(60);
    clinic.stop();
    let (running, _) = clinic.tracker.continue_last(&nurse).unwrap();
    assert_eq!((running.patient, running.activity.as_deref()), (clinic.ana, CALL));
}

#[test]
fn a_timer_that_runs_for_long_is_noticed_in_steps() {
    use tracker::timing::Notice;
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    clinic.time_ana();
    for (seconds, notice) in
        [(1_799, Notice::None), (1, Notice::First), (1_800, Notice::Second), (3 * 3_600 + 1, Notice::Stale)]
    {
        clinic.beat_for(seconds);
        assert_eq!(clinic.tracker.running(&nurse).unwrap().unwrap().notice, notice, "{seconds}");
    }
}

#[test]
fn a_practice_that_wants_notes_asks_who_says_what_was_done_and_loses_no_time_for_one() {
    let mut clinic = Clinic::new();
    let (nurse, manager) = (clinic.nurse.clone(), clinic.manager.clone());
    let wants = tracker::timing::Timing { note_required: true, ..Default::default() };
    clinic.tracker.save_timing(&manager, wants).unwrap();
    clinic.time_ana();
    clinic.work(60);
    assert_eq!(field(clinic.tracker.stop_timer(&nurse, CALL, Some("  "))), "note");
    assert_eq!(clinic.elapsed(), 60, "it runs on");
    let stopped = clinic.tracker.stop_timer(&nurse, CALL, Some("dose changed")).unwrap();
    assert_eq!(stopped.length, Seconds(60));

    clinic.tracker.start_timer(&nurse, clinic.ben_ccm, CALL).unwrap();
    clinic.work(30);
    clinic.time_ana();
    clinic.work(10);
    assert_eq!(clinic.stop(), 10, "a stop that asked nobody needs no note");
    assert_eq!(clinic.counted(clinic.ben, "2026-11"), Seconds(30));

    let mut form = typed(clinic.ana_ccm, "2026-11-02", "08:00", "10m");
    assert_eq!(field(clinic.tracker.add_entry(&nurse, &form)), "note");
    form.note = "forms of the pharmacy".to_owned();
    clinic.tracker.add_entry(&nurse, &form).unwrap();
}
