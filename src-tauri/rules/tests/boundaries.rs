//! What is on the other side of a rule: the day after, the colleague beside, the hour that is just full.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use chrono::Days;
use common::{account, at, day, first, january, packs, work};
use rules::{
    AcpEncounter, AcpStatement, Case, Condition, Contact, Coverage, DischargedFrom, DischargedTo, Fact,
    GlobalPeriod, Hold, MdmLevel, OtherService, ParallelIndependent, Payer, Program, Refusal, Seconds,
    TcmDos, TcmEpisode, TcmStatement, TcmVisit, Track, Warning, evaluate, explanation,
};
use serde_json::json;

fn by(practitioner: Option<&str>, code: &str, date: &str) -> OtherService {
    let practitioner = practitioner.map(str::to_owned);
    OtherService { code: code.into(), date: day(date), practitioner, time_based: false }
}

/// Sixteen minutes of Dr. `dr` on 14 January.
fn talk(others: Vec<OtherService>) -> AcpStatement {
    let mut case = january(Program::Ccm, Payer::Medicare);
    let (start, end) = (at("2026-01-14T09:00:00-05:00"), at("2026-01-14T09:16:00-05:00"));
    case.acp.push(AcpEncounter { id: "x".into(), staff: "dr".into(), start, end });
    case.other_services = others;
    evaluate(&case, packs()).acp.remove(0)
}

#[test]
fn a_service_of_another_day_or_colleague_does_not_touch_a_talk() {
    let refused = |by_whom, date| talk(vec![by(by_whom, "99291", date)]).refusals;
    assert_eq!(refused(Some("dr"), "2026-01-14"), [Refusal::XorFamily]);
    assert_eq!(refused(None, "2026-01-14"), [Refusal::XorFamily]);
    assert_eq!(refused(Some("np"), "2026-01-14"), []);
    assert_eq!(refused(Some("dr"), "2026-01-15"), []);
    let modifiers = |by_whom, date| talk(vec![by(by_whom, "G0439", date)]).lines.remove(0).modifiers;
    assert_eq!(modifiers(Some("dr"), "2026-01-14"), ["33"]);
    assert_eq!(modifiers(Some("np"), "2026-01-14"), [""; 0]);
    assert_eq!(modifiers(Some("dr"), "2026-01-13"), [""; 0]);
}

#[test]
fn a_condition_with_and_one_without_a_code_are_two() {
    let month = |icd10: [Option<&str>; 2]| {
        let mut case = january(Program::Ccm, Payer::Medicare);
        let condition = |code: Option<&str>| Condition {
            icd10: code.map(Into::into),
            expected_months: None,
            high_risk: true,
        };
        first(&mut case).conditions = icd10.map(condition).to_vec();
        work(&mut case, "rn", "2026-01-12T09:00:00-05:00", 1200, "call_patient");
        common::statement(&case).refusals
    };
    assert_eq!(month([Some("I50.22"), None]), []);
    assert_eq!(month([None, None]), []);
    assert_eq!(month([Some("I50.22"), Some("i5022")]), [Refusal::ConditionCount]);
}

/// A discharge on Friday 2 January 2026 with everything done in time; its thirtieth day is 31 January.
fn discharge(change: impl FnOnce(&mut Case)) -> Case {
    let mut case = january(Program::Ccm, Payer::Medicare);
    let discharged = at("2026-01-02T10:00:00-05:00");
    let mut item = TcmEpisode::new("t", "dr", discharged, DischargedFrom::Acute, DischargedTo::Home);
    item.contacts = vec![tried("2026-01-05T10:00:00-05:00", true)];
    item.visit = Some(TcmVisit { date: day("2026-01-09"), discharge_management_billed: false });
    item.mdm = Some(MdmLevel::High);
    item.med_rec = Some(day("2026-01-09"));
    case.tcm = vec![item];
    change(&mut case);
    case
}

fn tried(time: &str, reached: bool) -> Contact {
    Contact { at: at(time), by: Some("rn".into()), reached, scheduling_only: false }
}

fn tcm(change: impl FnOnce(&mut Case)) -> TcmStatement {
    evaluate(&discharge(change), packs()).tcm.remove(0)
}

#[test]
fn a_death_on_the_thirtieth_day_leaves_the_period_whole() {
    let died = |date: &str| {
        let died = at(&format!("{date}T12:00:00-05:00"));
        tcm(|case| case.patient.died = Some(died)).refusals
    };
    assert_eq!(died("2026-01-31"), []);
    assert_eq!(died("2026-01-30"), [Refusal::TcmDeath]);
}

#[test]
fn a_claim_may_go_out_on_the_day_it_waits_for() {
    let end = tcm(|_| ()).period_end;
    let held = |days_before: u64, wait: bool, dos: TcmDos| {
        let statement = tcm(|case| {
            case.submitted_on = end - Days::new(days_before);
            case.settings.tcm_hold_to_day_30 = wait;
            case.settings.tcm_dos = dos;
        });
        (statement.holds, statement.warnings.contains(&Warning::TcmBeforeDay30))
    };
    assert_eq!(held(0, true, TcmDos::Visit), (vec![], false));
    assert_eq!(held(1, true, TcmDos::Visit), (vec![Hold::Early], true));
    assert_eq!(held(0, false, TcmDos::Day30), (vec![], false));
    assert_eq!(held(1, false, TcmDos::Day30), (vec![Hold::Early], true));
}

#[test]
fn attempts_a_full_hour_apart_are_not_close() {
    let close = |second: &str| {
        let statement = tcm(|case| {
            let visit = day("2026-01-12");
            case.tcm[0].contacts = vec![tried("2026-01-05T10:00:00-05:00", false), tried(second, false)];
            case.tcm[0].visit = Some(TcmVisit { date: visit, discharge_management_billed: false });
            case.tcm[0].med_rec = Some(visit);
        });
        assert!(statement.line.is_some(), "{:?}", statement.refusals);
        statement.warnings.contains(&Warning::TcmAttemptGap)
    };
    assert!(close("2026-01-05T10:59:59-05:00"));
    assert!(!close("2026-01-05T11:00:00-05:00"));
}

#[test]
fn a_refusal_for_an_operation_names_its_days() {
    let (from, to) = (day("2026-01-31"), day("2026-03-01"));
    let case = discharge(|case| case.tcm[0].own_global = Some(GlobalPeriod { from, to }));
    let explained = explanation(&case, packs());
    let tests = explained.tcm.iter().flat_map(|discharge| &discharge.tests);
    let failed: Vec<_> =
        tests.filter(|test| !test.passed).map(|test| (test.refusal, test.facts.as_slice())).collect();
    assert_eq!(failed, [(Refusal::Global, [Fact::Days { what: "global", from, to }].as_slice())]);
}

#[test]
fn two_who_bill_may_both_do_so_only_where_the_payer_shares_both_tracks() {
    let refused = |other: Program, seconds: i64| {
        let mut case = january(Program::ComplexCcm, Payer::Bcbsm);
        case.settings.coverage.insert(Coverage::CcmStaff, other == Program::Ccm);
        case.staff
            .iter_mut()
            .for_each(|staff| (staff.team_training, staff.scope_document) = (Some(day("2025-07-15")), true));
        case.patient.enrollments.push(account("b", other, "np"));
        // So long that complex care pays more than the same minutes as chronic care.
        work(&mut case, "rn", "2026-01-12T09:00:00-05:00", 9_000, "clinician_discussion");
        work(&mut case, "ma", "2026-01-13T09:00:00-05:00", seconds, "clinician_discussion");
        case.entries.last_mut().unwrap().account = "b".into();
        case.check(packs()).unwrap();
        let accounts = evaluate(&case, packs()).accounts;
        assert_eq!(accounts.iter().map(|account| account.id.as_str()).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(accounts[0].chosen, Some(Track::Complex));
        accounts.into_iter().map(|account| account.refusals).collect::<Vec<_>>()
    };
    let both = refused(Program::ComplexCcm, 4_800);
    assert!(both.iter().all(|refusals| !refusals.contains(&Refusal::OtherBiller)), "{both:?}");
    let one = refused(Program::Ccm, 1_860);
    assert!(one.iter().any(|refusals| refusals.contains(&Refusal::OtherBiller)), "{one:?}");
}

#[test]
fn the_units_of_a_track_are_numbered_from_one() {
    let mut case = january(Program::Ccm, Payer::Medicare);
    work(&mut case, "rn", "2026-01-12T09:00:00-05:00", 3_600, "call_patient");
    let explained = explanation(&case, packs());
    let tracks = explained.accounts.iter().flat_map(|account| &account.tracks);
    let units: Vec<_> =
        tracks.flat_map(|track| &track.units).map(|unit| (unit.code.to_string(), unit.unit)).collect();
    let expected = [("99490", 1), ("99439", 2), ("99439", 3)];
    assert_eq!(units, expected.map(|(code, unit)| (code.to_owned(), unit)));
}

#[test]
fn what_a_case_says_of_a_patient_stays_out_of_a_debug_print() {
    let mut case = january(Program::Ccm, Payer::Medicare);
    work(&mut case, "rn", "2026-01-12T09:00:00-05:00", 60, "call_patient");
    assert_eq!(format!("{:?}", case.entries[0]), "Entry(e1)");
}

/// A case of January with one thing said otherwise.
fn read(pointer: &str, said: serde_json::Value) -> Result<Case, String> {
    let mut value = serde_json::to_value(discharge(|_| ())).unwrap();
    *value.pointer_mut(pointer).unwrap() = said;
    serde_json::from_value(value).map_err(|error| error.to_string())
}

#[test]
fn days_on_which_the_practice_is_closed_are_read_one_by_one() {
    let closed = read("/holidays", json!(["2026-01-05", "2026-01-20"])).unwrap();
    assert_eq!(closed.holidays, [day("2026-01-05"), day("2026-01-20")]);
}

#[test]
fn a_number_of_another_kind_is_told_what_it_should_be() {
    let said =
        |least: serde_json::Value| read("/patient/enrollments/0/conditions/0/expected_months", least).err();
    assert_eq!(said(json!(-3)), None);
    assert!(said(json!("long")).unwrap().contains("expected a whole number"));
    assert!(!said(json!("long")).unwrap().contains("at least"));
    let cap = read("/settings/attempts_cap_s", json!("long")).unwrap_err();
    assert!(cap.contains("expected a whole number of at least 0"), "{cap}");
}

#[test]
fn only_two_at_one_huddle_are_one_where_independent_work_counts_twice() {
    let counted = |theirs: &str| {
        let mut case = january(Program::Ccm, Payer::Medicare);
        case.settings.parallel_independent = ParallelIndependent::Sum;
        work(&mut case, "rn", "2026-01-12T09:00:00-05:00", 600, "team_huddle");
        work(&mut case, "ma", "2026-01-12T09:00:00-05:00", 600, theirs);
        let tracks = common::statement(&case).tracks;
        tracks.iter().find(|track| track.track == Track::CcmStaff).unwrap().counted_s
    };
    assert_eq!([counted("team_huddle"), counted("call_patient")], [Seconds(600), Seconds(1200)]);
}

#[test]
fn transitional_care_begins_with_the_discharges_of_2013() {
    let too_early = |discharged: &str| {
        let statement = tcm(|case| {
            (case.month, case.submitted_on) = ("2013-01".parse().unwrap(), day("2013-02-20"));
            case.tcm[0].discharged = at(discharged);
        });
        statement.refusals.contains(&Refusal::CodeDate)
    };
    assert!(!too_early("2013-01-01T10:00:00-05:00"));
    assert!(too_early("2012-12-31T10:00:00-05:00"));
}
