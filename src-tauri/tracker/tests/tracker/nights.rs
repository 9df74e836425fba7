//! Nights on which the clocks change, months that end, clocks that are set: what a timer then writes.

use chrono::TimeDelta;
use rules::{Exclusion, Seconds};
use tracker::gaps::Verdict;
use tracker::overlaps::Give;

use crate::common::{Clinic, at, typed};

const CALL: Option<&str> = Some("call_patient");

#[test]
fn a_timer_through_the_night_of_either_clock_change_counts_what_passed() {
    // In Detroit: 2026-03-08 02:00 does not exist, 2026-11-01 01:00 to 02:00 comes twice.
    for night in ["2026-03-08T06:30:00Z", "2026-11-01T05:30:00Z"] {
        let mut clinic = Clinic::on(night);
        clinic.time_ana();
        clinic.work(3_600);
        clinic.untouched(0, 900);
        clinic.work(60);
        assert_eq!(clinic.elapsed(), 3_600 + 59, "{night}");
        clinic.answer(Verdict::Counted, "read her chart").unwrap();
        assert_eq!(clinic.stop(), 3_600 + 900 + 60);
        let month = &night[..7];
        assert_eq!(clinic.counted(clinic.ana, month), Seconds(4_560), "{night}");
        clinic.is_sound();
    }
}

#[test]
fn a_timer_that_began_in_the_hour_that_comes_twice_asks_which() {
    // 01:40 the second time.
    let mut clinic = Clinic::on("2026-11-01T06:40:00Z");
    let nurse = clinic.nurse.clone();
    clinic.time_ana();
    let asked = clinic.tracker.began_earlier(&nurse, "1:30", None).unwrap_err();
    assert_eq!(asked.code(), tracker::Code::AmbiguousTime);
    clinic.tracker.began_earlier(&nurse, "1:30", Some(false)).unwrap();
    assert_eq!(clinic.elapsed(), 600);
}

#[test]
fn a_timer_that_runs_over_the_end_of_a_month_is_in_both() {
    let mut clinic = Clinic::on("2026-12-01T04:50:00Z");
    clinic.time_ana();
    clinic.work(1_200);
    clinic.stop();
    assert_eq!(clinic.counted(clinic.ana, "2026-11"), Seconds(600));
    assert_eq!(clinic.counted(clinic.ana, "2026-12"), Seconds(600));
}

#[test]
fn time_set_aside_over_the_end_of_a_month_waits_in_both() {
    let mut clinic = Clinic::on("2026-12-01T04:50:00Z");
    let nurse = clinic.nurse.clone();
    clinic.time_ana();
    clinic.work(60);
    clinic.untouched(0, 1_140);
    // The next day has begun: the timer stands until it is answered for; stopping it is an answer.
    clinic.tracker.stop_timer(&nurse, CALL, None).unwrap();
    for (month, seconds) in [("2026-11", 540), ("2026-12", 600)] {
        let waits = clinic.tracker.unsettled(crate::common::month(month)).unwrap();
        assert_eq!((waits.len(), waits[0].seconds), (1, seconds), "{month}");
    }
    assert_eq!(clinic.counted(clinic.ana, "2026-11"), Seconds(60));
    assert_eq!(clinic.counted(clinic.ana, "2026-12"), Seconds(0));
}

#[test]
fn a_clock_set_while_somebody_is_away_changes_no_length() {
    for by in [-3_600, 86_400] {
        let mut clinic = Clinic::new();
        clinic.time_ana();
        clinic.work(300);
        clinic.clock.set(clinic.tracker.now() + TimeDelta::seconds(by));
        clinic.work(300);
        assert_eq!(clinic.elapsed(), 600, "{by}");
        assert_eq!((clinic.stop(), clinic.set_aside()), (600, vec![]), "{by}");
    }
}

#[test]
fn a_stop_and_a_start_one_second_later_are_no_overlap() {
    let mut clinic = Clinic::on("2026-11-02T17:30:00Z");
    let nurse = clinic.nurse.clone();
    clinic.time_ana();
    clinic.work(160);
    clinic.stop();
    clinic.clock.advance(1);
    clinic.tracker.start_timer(&nurse, clinic.ben_ccm, CALL).unwrap();
    clinic.work(60);
    clinic.stop();
    let day = clinic.tracker.day(&nurse, None).unwrap();
    let times: Vec<_> = day.entries.iter().map(|entry| (entry.row.started_at, entry.row.ended_at)).collect();
    assert_eq!(times[0].1, at("2026-11-02T17:32:40Z"));
    assert_eq!(times[1].0, at("2026-11-02T17:32:41Z"));
    assert!(day.overlaps.is_empty());
}

#[test]
fn under_a_clock_a_minute_behind_no_second_counts_twice_and_the_overlap_is_found() {
    let mut clinic = Clinic::new();
    clinic.time_ana();
    clinic.work(600);
    clinic.stop();
    // The vault goes on on another PC, whose clock is a minute behind.
    let mut clinic = clinic.crash_and_reopen_after(-60);
    let nurse = clinic.nurse.clone();
    clinic.tracker.start_timer(&nurse, clinic.ben_ccm, CALL).unwrap();
    clinic.work(600);
    clinic.stop();
    assert_eq!(clinic.counted(clinic.ana, "2026-11"), Seconds(540));
    assert_eq!(clinic.counted(clinic.ben, "2026-11"), Seconds(540));
    let overlaps = clinic.tracker.day(&nurse, None).unwrap().overlaps;
    let [found] = &overlaps[..] else { panic!("one overlap") };
    assert_eq!((found.to - found.from).num_seconds(), 60);
    clinic
        .tracker
        .settle_overlap(&nurse, (found.a.id, found.b.id), Give::A, "the other clock was late")
        .unwrap();
    assert_eq!(clinic.counted(clinic.ana, "2026-11"), Seconds(600));
    assert_eq!(clinic.counted(clinic.ben, "2026-11"), Seconds(540));
    assert!(clinic.tracker.day(&nurse, None).unwrap().overlaps.is_empty());
}

#[test]
fn a_corrected_first_entry_of_a_month_changes_the_claim() {
    let mut clinic = Clinic::on("2026-11-20T15:00:00Z");
    let nurse = clinic.nurse.clone();
    let first = clinic.type_in(clinic.ana_ccm, "2026-11-01", "09:00", "15m");
    clinic.type_in(clinic.ana_ccm, "2026-11-03", "09:00", "10m");
    let codes = |clinic: &mut Clinic| {
        let claims = clinic.tracker.claims(crate::common::month("2026-11")).unwrap();
        claims.rows.iter().filter_map(|row| Some(row.line.as_ref()?.code.to_string())).collect::<Vec<_>>()
    };
    assert_eq!(codes(&mut clinic), ["99490"]);
    let cut = tracker::overlaps::Cut {
        entry: first,
        at: "09:05".to_owned(),
        enrollment: None,
        activity: Some("prior_authorization".to_owned()),
        reason: "the rest was for the insurer".to_owned(),
        first_pass: None,
    };
    clinic.tracker.split_entry(&nurse, &cut).unwrap();
    assert_eq!(codes(&mut clinic), Vec::<String>::new());
    let month = clinic.tracker.patient_month(clinic.ana, None).unwrap();
    assert!(month.entries.iter().any(|entry| {
        entry
            .excluded
            .iter()
            .any(|item| item.reason == Exclusion::ActivityAuth && item.seconds == Seconds(600))
    }));
    clinic.tracker.undo(&nurse).unwrap();
    assert_eq!(codes(&mut clinic), ["99490"]);
}

#[test]
fn typed_time_says_from_when_to_when_and_a_time_that_never_was_is_refused_in_words() {
    let mut clinic = Clinic::on("2026-11-20T15:00:00Z");
    let nurse = clinic.nurse.clone();
    let form = |date: &str, length: &str| typed(clinic.ana_ccm, date, "", length);
    let (call, never) = (form("2026-11-03", "9:40-10:05"), form("2026-03-08", "2:10-2:40"));
    let (twice, over) = (form("2026-11-01", "1:10-1:40"), form("2026-11-03", "23:50 to 0:10"));
    clinic.tracker.add_entry(&nurse, &call).unwrap();
    clinic.tracker.add_entry(&nurse, &over).unwrap();
    assert_eq!(clinic.counted(clinic.ana, "2026-11"), Seconds(1_500 + 1_200));
    assert_eq!(crate::common::field(clinic.tracker.add_entry(&nurse, &never)), "length");
    let asked = clinic.tracker.add_entry(&nurse, &twice).unwrap_err();
    assert_eq!(asked.code(), tracker::Code::AmbiguousTime);
}
