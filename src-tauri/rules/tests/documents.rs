//! What refuses an account, what holds its lines, and what only warns.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use common::{account, at, day, first, january, packs, statement, work};
use rules::{
    AccountStatement, Case, Hold, OtherService, Payer, Program, Refusal, Stay, StayKind, Warning, evaluate,
};

const NOON: &str = "2026-01-14T12:00:00-05:00";

fn call(program: Program, payer: Payer, staff: &str, seconds: i64) -> Case {
    let mut case = january(program, payer);
    work(&mut case, staff, NOON, seconds, "call_patient");
    case
}

fn changed(change: impl FnOnce(&mut Case)) -> AccountStatement {
    let mut case = call(Program::Ccm, Payer::Medicare, "rn", 1200);
    change(&mut case);
    statement(&case)
}

#[test]
fn every_refusal_of_an_account_leaves_its_tracks_to_see() {
    let service = |code: &str| OtherService {
        code: code.into(),
        date: day("2026-01-20"),
        practitioner: None,
        time_based: false,
    };
    let refused = |change: &dyn Fn(&mut Case)| {
        let statement = changed(|case| change(case));
        assert_eq!((statement.chosen, statement.lines.len()), (None, 0));
        statement.refusals
    };
    assert_eq!(
        refused(&|case| first(case).consent.given = Some(day("2026-02-01").into())),
        [Refusal::NoConsent]
    );
    assert_eq!(
        refused(&|case| first(case).consent.revoked = Some(day("2025-12-31").into())),
        [Refusal::Revoked]
    );
    assert_eq!(refused(&|case| first(case).conditions.truncate(1)), [Refusal::ConditionCount]);
    assert_eq!(
        refused(&|case| first(case).conditions[0].expected_months = Some(11)),
        [Refusal::ConditionDuration]
    );
    assert_eq!(
        refused(&|case| first(case).conditions.iter_mut().for_each(|c| c.high_risk = false)),
        [Refusal::ConditionRisk]
    );
    assert_eq!(refused(&|case| case.other_services = vec![service("90962")]), [Refusal::Esrd]);
    assert_eq!(refused(&|case| case.other_services = vec![service("G0181")]), [Refusal::Oversight]);
    assert_eq!(refused(&|case| case.other_services = vec![service("G0557")]), [Refusal::Apcm]);
    assert_eq!(
        refused(&|case| {
            case.other_services = vec![service("98967")];
            case.settings.cpt_strict_pairs = true;
        }),
        [Refusal::XorFamily]
    );
    assert_eq!(
        refused(&|case| {
            case.billed_elsewhere =
                vec![rules::BilledElsewhere { code: "99491".into(), date: day("2026-01-31") }];
        }),
        [Refusal::OtherBiller]
    );
}

#[test]
fn every_missing_document_holds_the_lines() {
    let held = |change: &dyn Fn(&mut Case)| {
        let statement = changed(|case| change(case));
        assert_eq!(statement.lines.len(), 1);
        statement.holds
    };
    assert_eq!(held(&|_| {}), []);
    assert_eq!(held(&|case| first(case).initiating_visit = None), [Hold::NoInitVisit]);
    assert_eq!(
        held(&|case| first(case).initiating_visit.as_mut().unwrap().date = day("2024-06-01")),
        [Hold::NoInitVisit]
    );
    assert_eq!(held(&|case| first(case).initiating_visit.as_mut().unwrap().date = day("2024-06-02")), []);
    assert_eq!(
        held(&|case| first(case).initiating_visit.as_mut().unwrap().date = day("2026-01-15")),
        [Hold::NoInitVisit]
    );
    assert_eq!(held(&|case| first(case).care_plan.established = Some(day("2026-01-15"))), [Hold::NoPlan]);
    assert_eq!(held(&|case| first(case).care_plan.copy_given = None), [Hold::PlanCopy]);
    assert_eq!(held(&|case| first(case).attested = false), [Hold::Attest]);
    assert_eq!(held(&|case| first(case).supervised = false), [Hold::NoSupervision]);
    assert_eq!(held(&|case| first(case).claim_dx = Some(vec!["e119".into(), "E11.9".into()])), [Hold::Dx]);
    assert_eq!(held(&|case| case.submitted_on = day("2026-01-13")), [Hold::Early]);
    let renewed_after_seven_months = |given: &'static str| {
        held(&move |case| {
            case.settings.consent_renewal_months = Some(7);
            first(case).consent.given = Some(day(given).into());
        })
    };
    assert_eq!(renewed_after_seven_months("2025-06-13"), [Hold::NoConsent]);
    assert_eq!(renewed_after_seven_months("2025-06-14"), []);
    assert_eq!(
        held(&|case| {
            case.settings.require_contact = true;
            case.entries[0].activity = "record_review".into();
        }),
        [Hold::NoContact]
    );
}

#[test]
fn warnings_never_take_a_line_away() {
    let warned = |change: &dyn Fn(&mut Case)| {
        let statement = changed(|case| change(case));
        assert_eq!(statement.lines.len(), 1);
        statement.warnings
    };
    let visit = OtherService {
        code: "99213".into(),
        date: day("2026-01-14"),
        practitioner: Some("dr".into()),
        time_based: true,
    };
    assert_eq!(warned(&|_| {}), []);
    assert_eq!(warned(&|case| first(case).last_seen = Some(day("2024-12-31"))), [Warning::NotSeen12Months]);
    assert_eq!(
        warned(&|case| first(case).consent.revoked = Some(day("2026-01-13").into())),
        [Warning::AfterRevocation]
    );
    assert_eq!(warned(&|case| case.entries[0].activity = "record_review".into()), [Warning::NoContact]);
    assert_eq!(warned(&|case| case.other_services = vec![visit.clone()]), [Warning::Em25]);
    assert_eq!(warned(&|case| case.entries[0].end = at("2026-01-14T12:39:59-05:00")), []);
    let pair = OtherService { code: "99091".into(), ..visit.clone() };
    assert_eq!(warned(&|case| case.other_services = vec![pair.clone()]), [Warning::CptPair]);
    let stay =
        |kind| Stay { kind, admitted: day("2026-01-14").into(), discharged: Some(day("2026-01-14").into()) };
    for kind in [StayKind::Observation, StayKind::Emergency] {
        assert_eq!(warned(&|case| case.patient.facility_stays = vec![stay(kind)]), [Warning::OutpatientStay]);
    }
    assert_eq!(warned(&|case| case.patient.facility_stays = vec![stay(StayKind::AssistedLiving)]), []);
}

#[test]
fn the_earlier_of_two_accounts_stands() {
    let mut case = call(Program::Ccm, Payer::Medicare, "rn", 1200);
    let mut second = account("b", Program::Pcm, "dr");
    second.start = day("2025-07-01");
    case.patient.enrollments.push(second);
    work(&mut case, "ma", "2026-01-15T12:00:00-05:00", 1800, "call_patient");
    case.entries[1].account = "b".into();
    let refused = |case: &Case| evaluate(case, packs()).accounts[1].refusals.clone();
    assert_eq!(refused(&case), [Refusal::XorFamily]);
    case.patient.enrollments[1].billing_practitioner = "np".into();
    let later = evaluate(&case, packs()).accounts.remove(1);
    assert_eq!((later.refusals.len(), later.warnings), (0, vec![Warning::SameCondition]));
    case.patient.enrollments[1].program = Program::Ccm;
    assert_eq!(refused(&case), [Refusal::OtherBiller]);
    case.patient.enrollments.iter_mut().for_each(|account| account.program = Program::Pcm);
    case.entries[0].end = at("2026-01-14T12:30:00-05:00");
    assert_eq!(evaluate(&case, packs()).accounts[1].holds, [Hold::SameCondition]);
}
