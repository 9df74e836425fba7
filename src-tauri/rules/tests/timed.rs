//! CCM, complex CCM and PCM: thresholds, dates of service, and which track is billed.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use common::{at, day, first, january, lines, statement, work};
use rules::{Case, Coverage, DosPolicy, Payer, Program, Refusal, Seconds, Selection, Track, Warning};

const NOON: &str = "2026-01-14T12:00:00-05:00";

fn call(program: Program, payer: Payer, staff: &str, seconds: i64) -> Case {
    let mut case = january(program, payer);
    work(&mut case, staff, NOON, seconds, "call_patient");
    case
}

fn track(case: &Case, track: Track) -> rules::TrackStatement {
    statement(case).tracks.into_iter().find(|found| found.track == track).unwrap()
}

#[test]
fn a_second_under_the_threshold_is_not_billable_and_the_threshold_is() {
    let base = |program, staff, seconds| {
        let statement = statement(&call(program, Payer::Medicare, staff, seconds));
        (statement.chosen, lines(&statement.lines))
    };
    for (program, staff, seconds, chosen, code) in [
        (Program::Ccm, "rn", 1200, Track::CcmStaff, "99490"),
        (Program::ComplexCcm, "rn", 3600, Track::Complex, "99487"),
        (Program::Pcm, "rn", 1800, Track::PcmStaff, "99426"),
        (Program::Pcm, "dr", 1800, Track::PcmPractitioner, "99424"),
    ] {
        let (short, _) = base(program, staff, seconds - 1);
        assert_ne!(short, Some(chosen), "{code}");
        assert_eq!(base(program, staff, seconds), (Some(chosen), vec![format!("{code} x1 2026-01-14")]));
        assert_eq!(base(program, staff, seconds + 1), (Some(chosen), vec![format!("{code} x1 2026-01-14")]));
    }
}

#[test]
fn a_short_month_says_how_many_seconds_are_missing() {
    let staff = track(&call(Program::Ccm, Payer::Medicare, "rn", 1199), Track::CcmStaff);
    assert_eq!(staff.refusals[0].reason, Refusal::TimeShort);
    assert_eq!(staff.refusals[0].short_s, Some(Seconds(1)));
    assert_eq!(staff.next.unwrap().short_s, Seconds(1));
}

#[test]
fn seconds_beyond_the_cap_are_surplus() {
    let staff = track(&call(Program::Ccm, Payer::Medicare, "rn", 4801), Track::CcmStaff);
    assert_eq!(lines(&staff.lines), ["99490 x1 2026-01-14", "99439 x2 2026-01-14"]);
    assert_eq!((staff.surplus_s, staff.next), (Seconds(1201), None));
    assert_eq!(staff.refusals[0].reason, Refusal::Cap);
}

#[test]
fn the_practitioner_codes_win_from_thirty_to_forty_minutes_and_from_ninety() {
    let chosen =
        |minutes: i64| statement(&call(Program::Ccm, Payer::Medicare, "dr", minutes * 60)).chosen.unwrap();
    let tracks = [29, 30, 39, 40, 89, 90].map(chosen);
    let (staff, own) = (Track::CcmStaff, Track::CcmPractitioner);
    assert_eq!(tracks, [staff, own, own, staff, staff, own]);
}

#[test]
fn a_month_without_moderate_decision_making_falls_back_from_complex_to_ccm() {
    let mut case = call(Program::ComplexCcm, Payer::Medicare, "rn", 3600);
    first(&mut case).mdm.clear();
    assert_eq!(statement(&case).chosen, Some(Track::CcmStaff));
    assert_eq!(track(&case, Track::Complex).refusals[0].reason, Refusal::Mdm);
    case.settings.pcm_requires_mdm = true;
    first(&mut case).program = Program::Pcm;
    assert_eq!(track(&case, Track::PcmStaff).refusals[0].reason, Refusal::Mdm);
}

#[test]
fn each_line_carries_the_day_its_threshold_was_reached_unless_the_practice_says_otherwise() {
    let mut case = january(Program::Ccm, Payer::Medicare);
    for (date, minutes) in [("03", 12), ("14", 30), ("27", 25)] {
        work(&mut case, "rn", &format!("2026-01-{date}T10:00:00-05:00"), minutes * 60, "call_patient");
    }
    let billed = |case: &Case| lines(&statement(case).lines);
    assert_eq!(billed(&case), ["99490 x1 2026-01-14", "99439 x1 2026-01-14", "99439 x1 2026-01-27"]);
    assert_eq!(statement(&case).warnings, [Warning::AddonDos, Warning::ComplexPossible]);
    case.settings.dos_policy = DosPolicy::SingleLastThreshold;
    assert_eq!(billed(&case), ["99490 x1 2026-01-27", "99439 x2 2026-01-27"]);
    case.settings.dos_policy = DosPolicy::MonthEnd;
    assert_eq!(billed(&case), ["99490 x1 2026-01-31", "99439 x2 2026-01-31"]);
    case.settings.dos_policy = DosPolicy::FromToMonth;
    case.patient.died = Some(at("2026-01-29T08:00:00-05:00"));
    assert_eq!(billed(&case), ["99490 x1 2026-01-01", "99439 x2 2026-01-01"]);
    assert_eq!(statement(&case).lines[0].dos_to, Some(day("2026-01-29")));
}

#[test]
fn a_threshold_reached_at_midnight_belongs_to_the_day_just_ended() {
    let mut case = january(Program::Ccm, Payer::Medicare);
    work(&mut case, "rn", "2026-01-14T23:40:00-05:00", 1200, "call_patient");
    assert_eq!(lines(&statement(&case).lines), ["99490 x1 2026-01-14"]);
}

#[test]
fn an_entry_over_the_end_of_the_month_is_cut_at_midnight() {
    let mut case = january(Program::Ccm, Payer::Medicare);
    work(&mut case, "rn", "2026-01-31T23:45:00-05:00", 1800, "call_patient");
    assert_eq!(track(&case, Track::CcmStaff).counted_s, Seconds(900));
    case.month = case.month.next();
    assert_eq!(track(&case, Track::CcmStaff).counted_s, Seconds(900));
}

#[test]
fn clock_changes_and_leap_days_neither_add_nor_lose_a_second() {
    for (month, start) in [
        ("2026-03", "2026-03-08T01:50:00-05:00"),
        ("2026-11", "2026-11-01T01:50:00-04:00"),
        ("2028-02", "2028-02-29T23:40:00-05:00"),
    ] {
        let mut case = january(Program::Ccm, Payer::Medicare);
        case.month = month.parse().unwrap();
        case.submitted_on = case.month.next().last_day();
        work(&mut case, "rn", start, 1200, "call_patient");
        assert_eq!(lines(&statement(&case).lines), [format!("99490 x1 {}", &start[..10])]);
    }
}

#[test]
fn codes_are_billed_from_their_first_date() {
    let mut case = january(Program::Pcm, Payer::Medicare);
    case.month = "2021-12".parse().unwrap();
    work(&mut case, "rn", "2021-12-14T12:00:00-05:00", 3600, "call_patient");
    let start = day("2021-06-01");
    first(&mut case).start = start;
    first(&mut case).consent.given = Some(start.into());
    let pcm = track(&case, Track::PcmStaff);
    assert!(pcm.lines.is_empty());
    assert!(pcm.refusals.iter().all(|refusal| refusal.reason == Refusal::CodeDate));
    assert_eq!(pcm.refusals.len(), 2);
}

#[test]
fn payers_cover_their_own_tracks_and_a_setting_opens_others() {
    let mut case = call(Program::Ccm, Payer::Cigna, "rn", 1200);
    let cigna = track(&case, Track::CcmStaff);
    assert_eq!((cigna.counted_s, cigna.refusals[0].reason), (Seconds(1200), Refusal::Payer));
    case.settings.coverage = [(Coverage::CcmStaff, true)].into();
    assert_eq!(statement(&case).chosen, Some(Track::CcmStaff));
}

#[test]
fn the_practice_may_ask_for_the_best_paid_track() {
    let mut case = call(Program::ComplexCcm, Payer::Medicare, "rn", 3600);
    assert_eq!(statement(&case).chosen, Some(Track::Complex));
    case.settings.selection = Selection::Suggest;
    assert_eq!(statement(&case).warnings, [Warning::HigherTrack]);
    case.settings.selection = Selection::Highest;
    assert_eq!(statement(&case).chosen, Some(Track::CcmStaff));
}
