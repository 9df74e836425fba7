//! Which seconds count, and the reason of each that does not.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use common::{at, day, first, january, lines, statement, work};
use rules::{AccountStatement, Case, Exclusion, Payer, Program, Role, Seconds, Stay, StayKind, Track};

const NOON: &str = "2026-01-14T12:00:00-05:00";

fn call(program: Program, payer: Payer, staff: &str, seconds: i64) -> Case {
    let mut case = january(program, payer);
    work(&mut case, staff, NOON, seconds, "call_patient");
    case
}

fn track(case: &Case, track: Track) -> rules::TrackStatement {
    statement(case).tracks.into_iter().find(|found| found.track == track).unwrap()
}

fn changed(change: impl FnOnce(&mut Case)) -> AccountStatement {
    let mut case = call(Program::Ccm, Payer::Medicare, "rn", 1200);
    change(&mut case);
    statement(&case)
}

fn reasons(case: &Case, wanted: Track) -> Vec<(Exclusion, i64)> {
    track(case, wanted).excluded.iter().map(|excluded| (excluded.reason, excluded.seconds.0)).collect()
}

#[test]
fn only_the_right_people_count() {
    let who = |program, payer, staff| {
        let case = call(program, payer, staff, 600);
        let first_track = program.tracks()[0];
        reasons(&case, first_track).first().map(|(reason, _)| *reason)
    };
    assert_eq!(who(Program::Ccm, Payer::Medicare, "ma"), None);
    assert_eq!(who(Program::Ccm, Payer::Medicare, "desk"), Some(Exclusion::Nonclinical));
    assert_eq!(who(Program::Ccm, Payer::Medicare, "chw"), Some(Exclusion::Nonclinical));
    assert_eq!(who(Program::ComplexCcm, Payer::Priority, "ma"), Some(Exclusion::Unlicensed));
    assert_eq!(who(Program::ComplexCcm, Payer::Bcbsm, "rn"), Some(Exclusion::Untrained));
    let case = call(Program::Ccm, Payer::Medicare, "np", 600);
    assert_eq!(reasons(&case, Track::CcmPractitioner), [(Exclusion::NotBiller, 600)]);
}

#[test]
fn bcbsm_wants_training_within_six_months_and_a_scope_document_of_the_unlicensed() {
    let mut case = january(Program::ComplexCcm, Payer::Bcbsm);
    work(&mut case, "ma", NOON, 1860, "dme_contact");
    let member = case.staff.iter_mut().find(|staff| staff.id == "ma").unwrap();
    member.team_training = Some(day("2026-02-01"));
    assert_eq!(reasons(&case, Track::Complex), [(Exclusion::Untrained, 1860)]);
    case.staff.iter_mut().for_each(|staff| staff.scope_document = true);
    assert_eq!(lines(&track(&case, Track::Complex).lines), ["99487 x1 2026-01-14"]);
    case.staff.iter_mut().for_each(|staff| staff.team_training = Some(day("2026-07-15")));
    case.submitted_on = day("2026-08-01");
    assert_eq!(reasons(&case, Track::Complex), [(Exclusion::Untrained, 1860)], "work before 15 January");
}

#[test]
fn every_gate_has_its_reason() {
    let after = |change: &dyn Fn(&mut Case)| {
        let mut case = call(Program::Ccm, Payer::Medicare, "rn", 1200);
        change(&mut case);
        reasons(&case, Track::CcmStaff)
    };
    let stay =
        |kind| Stay { kind, admitted: day("2026-01-10").into(), discharged: Some(day("2026-01-14").into()) };
    assert_eq!(after(&|case| case.settings.stale_limit_s = Seconds(1199)), [(Exclusion::StaleTimer, 1200)]);
    assert_eq!(after(&|case| first(case).end = Some(day("2026-01-13"))), [(Exclusion::NoProgram, 1200)]);
    assert_eq!(
        after(&|case| case.entries[0].activity = "travel".into()),
        [(Exclusion::ActivityTravel, 1200)]
    );
    assert_eq!(
        after(&|case| first(case).consent.given = Some(at("2026-01-14T12:05:00-05:00").into())),
        [(Exclusion::BeforeConsent, 300)]
    );
    assert_eq!(
        after(&|case| first(case).consent.revoked = Some(day("2025-12-31").into())),
        [(Exclusion::AfterRevocation, 1200)]
    );
    assert_eq!(
        after(&|case| case.patient.died = Some(at("2026-01-14T12:10:00-05:00"))),
        [(Exclusion::Deceased, 600)]
    );
    assert_eq!(
        after(&|case| case.patient.facility_stays = vec![stay(StayKind::Inpatient)]),
        [(Exclusion::Inpatient, 1200)]
    );
    assert_eq!(after(&|case| case.patient.facility_stays = vec![stay(StayKind::NursingFacility)]), []);
    assert_eq!(after(&|case| case.entries[0].part_of_visit = true), [(Exclusion::UsedElsewhere, 1200)]);
}

#[test]
fn an_entry_after_the_discharge_counts_on_the_day_of_discharge() {
    let statement = changed(|case| {
        let stay = Stay {
            kind: StayKind::SnfPartA,
            admitted: day("2026-01-10").into(),
            discharged: Some(day("2026-01-14").into()),
        };
        case.patient.facility_stays = vec![stay];
        case.entries[0].after_discharge = true;
    });
    assert_eq!(lines(&statement.lines), ["99490 x1 2026-01-14"]);
}

#[test]
fn colleagues_on_one_patient_count_once_and_copies_not_at_all() {
    let mut case = call(Program::Ccm, Payer::Medicare, "rn", 1200);
    work(&mut case, "ma", "2026-01-14T12:10:00-05:00", 1200, "call_patient");
    work(&mut case, "rn", NOON, 1200, "call_patient");
    let expected = [(Exclusion::OverlapPatient, 600), (Exclusion::Duplicate, 1200)];
    assert_eq!(reasons(&case, Track::CcmStaff), expected);
    case.settings.parallel_independent = rules::ParallelIndependent::Sum;
    assert_eq!(track(&case, Track::CcmStaff).counted_s, Seconds(2400));
}

#[test]
fn one_person_on_two_patients_counts_for_neither_or_is_split() {
    let mut case = call(Program::Ccm, Payer::Medicare, "rn", 1201);
    let busy = rules::Elsewhere {
        staff: "rn".into(),
        start: at("2026-01-14T12:00:00-05:00"),
        end: at("2026-01-14T12:10:01-05:00"),
    };
    case.elsewhere = vec![busy];
    assert_eq!(reasons(&case, Track::CcmStaff), [(Exclusion::OverlapPerformer, 601)]);
    case.settings.multi_patient = rules::MultiPatient::SplitEven;
    assert_eq!(reasons(&case, Track::CcmStaff), [(Exclusion::OverlapPerformer, 301)]);
}

#[test]
fn attempts_and_waiting_count_for_a_first_while_only() {
    let mut case = january(Program::Ccm, Payer::Medicare);
    work(&mut case, "rn", NOON, 200, "voicemail");
    work(&mut case, "rn", "2026-01-14T13:00:00-05:00", 1000, "on_hold");
    let short = [(Exclusion::ActivityAttempt, 200), (Exclusion::ActivityAdmin, 100)];
    assert_eq!(reasons(&case, Track::CcmStaff), short);
    case.settings.attempts = rules::Attempts::Count;
    assert_eq!(reasons(&case, Track::CcmStaff)[0], (Exclusion::ActivityAttempt, 80));
    case.settings.activity_overrides = [("on_hold".to_owned(), rules::Standing::Countable)].into();
    assert_eq!(reasons(&case, Track::CcmStaff).len(), 1);
}

#[test]
fn a_role_that_never_counts_never_does() {
    let mut case = call(Program::Ccm, Payer::Medicare, "desk", 1200);
    for role in Role::ALL.iter().filter(|role| role.class() == rules::RoleClass::Never) {
        case.staff.iter_mut().find(|staff| staff.id == "desk").unwrap().role = *role;
        assert_eq!(reasons(&case, Track::CcmStaff), [(Exclusion::Nonclinical, 1200)], "{role}");
    }
}
