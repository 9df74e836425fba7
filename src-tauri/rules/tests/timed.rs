//! CCM, complex CCM and PCM: thresholds, dates of service, and every reason not to bill.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use common::{account, at, day, first, january, lines, packs, statement, work};
use rules::{
    AccountStatement, Case, Coverage, DosPolicy, Exclusion, Hold, OtherService, Payer, Program,
    Refusal, Role, Seconds, Selection, Stay, StayKind, Track, Warning, evaluate,
};

const NOON: &str = "2026-01-14T12:00:00-05:00";

/// A month with one call of so many seconds.
fn call(program: Program, payer: Payer, staff: &str, seconds: i64) -> Case {
    let mut case = january(program, payer);
    work(&mut case, staff, NOON, seconds, "call_patient");
    case
}

fn track(case: &Case, track: Track) -> rules::TrackStatement {
    statement(case)
        .tracks
        .into_iter()
        .find(|found| found.track == track)
        .unwrap()
}

/// The first account of a twenty-minute CCM month after a change.
fn changed(change: impl FnOnce(&mut Case)) -> AccountStatement {
    let mut case = call(Program::Ccm, Payer::Medicare, "rn", 1200);
    change(&mut case);
    statement(&case)
}

fn reasons(case: &Case, wanted: Track) -> Vec<(Exclusion, i64)> {
    track(case, wanted)
        .excluded
        .iter()
        .map(|excluded| (excluded.reason, excluded.seconds.0))
        .collect()
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
        assert_eq!(
            base(program, staff, seconds),
            (Some(chosen), vec![format!("{code} x1 2026-01-14")])
        );
        assert_eq!(
            base(program, staff, seconds + 1),
            (Some(chosen), vec![format!("{code} x1 2026-01-14")])
        );
    }
}

#[test]
fn a_short_month_says_how_many_seconds_are_missing() {
    let staff = track(
        &call(Program::Ccm, Payer::Medicare, "rn", 1199),
        Track::CcmStaff,
    );
    assert_eq!(staff.refusals[0].reason, Refusal::TimeShort);
    assert_eq!(staff.refusals[0].short_s, Some(Seconds(1)));
    assert_eq!(staff.next.unwrap().short_s, Seconds(1));
}

#[test]
fn seconds_beyond_the_cap_are_surplus() {
    let staff = track(
        &call(Program::Ccm, Payer::Medicare, "rn", 4801),
        Track::CcmStaff,
    );
    assert_eq!(
        lines(&staff.lines),
        ["99490 x1 2026-01-14", "99439 x2 2026-01-14"]
    );
    assert_eq!((staff.surplus_s, staff.next), (Seconds(1201), None));
    assert_eq!(staff.refusals[0].reason, Refusal::Cap);
}

#[test]
fn the_practitioner_codes_win_from_thirty_to_forty_minutes_and_from_ninety() {
    let chosen = |minutes: i64| {
        statement(&call(Program::Ccm, Payer::Medicare, "dr", minutes * 60))
            .chosen
            .unwrap()
    };
    let tracks = [29, 30, 39, 40, 89, 90].map(chosen);
    let (staff, own) = (Track::CcmStaff, Track::CcmPractitioner);
    assert_eq!(tracks, [staff, own, own, staff, staff, own]);
}

#[test]
fn a_month_without_moderate_decision_making_falls_back_from_complex_to_ccm() {
    let mut case = call(Program::ComplexCcm, Payer::Medicare, "rn", 3600);
    first(&mut case).mdm.clear();
    assert_eq!(statement(&case).chosen, Some(Track::CcmStaff));
    assert_eq!(
        track(&case, Track::Complex).refusals[0].reason,
        Refusal::Mdm
    );
    case.settings.pcm_requires_mdm = true;
    first(&mut case).program = Program::Pcm;
    assert_eq!(
        track(&case, Track::PcmStaff).refusals[0].reason,
        Refusal::Mdm
    );
}

#[test]
fn each_line_carries_the_day_its_threshold_was_reached_unless_the_practice_says_otherwise() {
    let mut case = january(Program::Ccm, Payer::Medicare);
    for (date, minutes) in [("03", 12), ("14", 30), ("27", 25)] {
        work(
            &mut case,
            "rn",
            &format!("2026-01-{date}T10:00:00-05:00"),
            minutes * 60,
            "call_patient",
        );
    }
    let billed = |case: &Case| lines(&statement(case).lines);
    assert_eq!(
        billed(&case),
        [
            "99490 x1 2026-01-14",
            "99439 x1 2026-01-14",
            "99439 x1 2026-01-27"
        ]
    );
    assert_eq!(
        statement(&case).warnings,
        [Warning::AddonDos, Warning::ComplexPossible]
    );
    case.settings.dos_policy = DosPolicy::SingleLastThreshold;
    assert_eq!(
        billed(&case),
        ["99490 x1 2026-01-27", "99439 x2 2026-01-27"]
    );
    case.settings.dos_policy = DosPolicy::MonthEnd;
    assert_eq!(
        billed(&case),
        ["99490 x1 2026-01-31", "99439 x2 2026-01-31"]
    );
    case.settings.dos_policy = DosPolicy::FromToMonth;
    case.patient.died = Some(at("2026-01-29T08:00:00-05:00"));
    assert_eq!(
        billed(&case),
        ["99490 x1 2026-01-01", "99439 x2 2026-01-01"]
    );
    assert_eq!(statement(&case).lines[0].dos_to, Some(day("2026-01-29")));
}

#[test]
fn a_threshold_reached_at_midnight_belongs_to_the_day_just_ended() {
    let mut case = january(Program::Ccm, Payer::Medicare);
    work(
        &mut case,
        "rn",
        "2026-01-14T23:40:00-05:00",
        1200,
        "call_patient",
    );
    assert_eq!(lines(&statement(&case).lines), ["99490 x1 2026-01-14"]);
}

#[test]
fn an_entry_over_the_end_of_the_month_is_cut_at_midnight() {
    let mut case = january(Program::Ccm, Payer::Medicare);
    work(
        &mut case,
        "rn",
        "2026-01-31T23:45:00-05:00",
        1800,
        "call_patient",
    );
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
        assert_eq!(
            lines(&statement(&case).lines),
            [format!("99490 x1 {}", &start[..10])]
        );
    }
}

#[test]
fn codes_are_billed_from_their_first_date() {
    let mut case = january(Program::Pcm, Payer::Medicare);
    case.month = "2021-12".parse().unwrap();
    work(
        &mut case,
        "rn",
        "2021-12-14T12:00:00-05:00",
        3600,
        "call_patient",
    );
    let start = day("2021-06-01");
    first(&mut case).start = start;
    first(&mut case).consent.given = Some(start.into());
    let pcm = track(&case, Track::PcmStaff);
    assert!(pcm.lines.is_empty());
    assert!(
        pcm.refusals
            .iter()
            .all(|refusal| refusal.reason == Refusal::CodeDate)
    );
    assert_eq!(pcm.refusals.len(), 2);
}

#[test]
fn payers_cover_their_own_tracks_and_a_setting_opens_others() {
    let mut case = call(Program::Ccm, Payer::Cigna, "rn", 1200);
    let cigna = track(&case, Track::CcmStaff);
    assert_eq!(
        (cigna.counted_s, cigna.refusals[0].reason),
        (Seconds(1200), Refusal::Payer)
    );
    case.settings.coverage = [(Coverage::CcmStaff, true)].into();
    assert_eq!(statement(&case).chosen, Some(Track::CcmStaff));
}

#[test]
fn only_the_right_people_count() {
    let who = |program, payer, staff| {
        let case = call(program, payer, staff, 600);
        let first_track = program.tracks()[0];
        reasons(&case, first_track)
            .first()
            .map(|(reason, _)| *reason)
    };
    assert_eq!(who(Program::Ccm, Payer::Medicare, "ma"), None);
    assert_eq!(
        who(Program::Ccm, Payer::Medicare, "desk"),
        Some(Exclusion::Nonclinical)
    );
    assert_eq!(
        who(Program::Ccm, Payer::Medicare, "chw"),
        Some(Exclusion::Nonclinical)
    );
    assert_eq!(
        who(Program::ComplexCcm, Payer::Priority, "ma"),
        Some(Exclusion::Unlicensed)
    );
    assert_eq!(
        who(Program::ComplexCcm, Payer::Bcbsm, "rn"),
        Some(Exclusion::Untrained)
    );
    let case = call(Program::Ccm, Payer::Medicare, "np", 600);
    assert_eq!(
        reasons(&case, Track::CcmPractitioner),
        [(Exclusion::NotBiller, 600)]
    );
}

#[test]
fn bcbsm_wants_training_within_six_months_and_a_scope_document_of_the_unlicensed() {
    let mut case = january(Program::ComplexCcm, Payer::Bcbsm);
    work(&mut case, "ma", NOON, 1860, "dme_contact");
    let member = case
        .staff
        .iter_mut()
        .find(|staff| staff.id == "ma")
        .unwrap();
    member.team_training = Some(day("2026-02-01"));
    assert_eq!(
        reasons(&case, Track::Complex),
        [(Exclusion::Untrained, 1860)]
    );
    case.staff
        .iter_mut()
        .for_each(|staff| staff.scope_document = true);
    assert_eq!(
        lines(&track(&case, Track::Complex).lines),
        ["99487 x1 2026-01-14"]
    );
    case.staff
        .iter_mut()
        .for_each(|staff| staff.team_training = Some(day("2026-07-15")));
    case.submitted_on = day("2026-08-01");
    assert_eq!(
        reasons(&case, Track::Complex),
        [(Exclusion::Untrained, 1860)],
        "work before 15 January"
    );
}

#[test]
fn every_gate_has_its_reason() {
    let after = |change: &dyn Fn(&mut Case)| {
        let mut case = call(Program::Ccm, Payer::Medicare, "rn", 1200);
        change(&mut case);
        reasons(&case, Track::CcmStaff)
    };
    let stay = |kind| Stay {
        kind,
        admitted: day("2026-01-10").into(),
        discharged: Some(day("2026-01-14").into()),
    };
    assert_eq!(
        after(&|case| case.settings.stale_limit_s = Seconds(1199)),
        [(Exclusion::StaleTimer, 1200)]
    );
    assert_eq!(
        after(&|case| first(case).end = Some(day("2026-01-13"))),
        [(Exclusion::NoProgram, 1200)]
    );
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
    assert_eq!(
        after(&|case| case.patient.facility_stays = vec![stay(StayKind::NursingFacility)]),
        []
    );
    assert_eq!(
        after(&|case| case.entries[0].part_of_visit = true),
        [(Exclusion::UsedElsewhere, 1200)]
    );
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
    work(
        &mut case,
        "ma",
        "2026-01-14T12:10:00-05:00",
        1200,
        "call_patient",
    );
    work(&mut case, "rn", NOON, 1200, "call_patient");
    let expected = [
        (Exclusion::OverlapPatient, 600),
        (Exclusion::Duplicate, 1200),
    ];
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
    assert_eq!(
        reasons(&case, Track::CcmStaff),
        [(Exclusion::OverlapPerformer, 601)]
    );
    case.settings.multi_patient = rules::MultiPatient::SplitEven;
    assert_eq!(
        reasons(&case, Track::CcmStaff),
        [(Exclusion::OverlapPerformer, 301)]
    );
}

#[test]
fn attempts_and_waiting_count_for_a_first_while_only() {
    let mut case = january(Program::Ccm, Payer::Medicare);
    work(&mut case, "rn", NOON, 200, "voicemail");
    work(
        &mut case,
        "rn",
        "2026-01-14T13:00:00-05:00",
        1000,
        "on_hold",
    );
    let short = [
        (Exclusion::ActivityAttempt, 200),
        (Exclusion::ActivityAdmin, 100),
    ];
    assert_eq!(reasons(&case, Track::CcmStaff), short);
    case.settings.attempts = rules::Attempts::Count;
    assert_eq!(
        reasons(&case, Track::CcmStaff)[0],
        (Exclusion::ActivityAttempt, 80)
    );
    case.settings.activity_overrides = [("on_hold".to_owned(), rules::Standing::Countable)].into();
    assert_eq!(reasons(&case, Track::CcmStaff).len(), 1);
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
    assert_eq!(
        refused(&|case| first(case).conditions.truncate(1)),
        [Refusal::ConditionCount]
    );
    assert_eq!(
        refused(&|case| first(case).conditions[0].expected_months = Some(11)),
        [Refusal::ConditionDuration]
    );
    assert_eq!(
        refused(&|case| first(case)
            .conditions
            .iter_mut()
            .for_each(|c| c.high_risk = false)),
        [Refusal::ConditionRisk]
    );
    assert_eq!(
        refused(&|case| case.other_services = vec![service("90962")]),
        [Refusal::Esrd]
    );
    assert_eq!(
        refused(&|case| case.other_services = vec![service("G0181")]),
        [Refusal::Oversight]
    );
    assert_eq!(
        refused(&|case| case.other_services = vec![service("G0557")]),
        [Refusal::Apcm]
    );
    assert_eq!(
        refused(&|case| {
            case.other_services = vec![service("98967")];
            case.settings.cpt_strict_pairs = true;
        }),
        [Refusal::XorFamily]
    );
    assert_eq!(
        refused(&|case| {
            case.billed_elsewhere = vec![rules::BilledElsewhere {
                code: "99491".into(),
                date: day("2026-01-31"),
            }];
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
    assert_eq!(
        held(&|case| first(case).initiating_visit = None),
        [Hold::NoInitVisit]
    );
    assert_eq!(
        held(&|case| first(case).initiating_visit.as_mut().unwrap().date = day("2024-06-01")),
        [Hold::NoInitVisit]
    );
    assert_eq!(
        held(&|case| first(case).initiating_visit.as_mut().unwrap().date = day("2024-06-02")),
        []
    );
    assert_eq!(
        held(&|case| first(case).initiating_visit.as_mut().unwrap().date = day("2026-01-15")),
        [Hold::NoInitVisit]
    );
    assert_eq!(
        held(&|case| first(case).care_plan.established = Some(day("2026-01-15"))),
        [Hold::NoPlan]
    );
    assert_eq!(
        held(&|case| first(case).care_plan.copy_given = None),
        [Hold::PlanCopy]
    );
    assert_eq!(held(&|case| first(case).attested = false), [Hold::Attest]);
    assert_eq!(
        held(&|case| first(case).supervised = false),
        [Hold::NoSupervision]
    );
    assert_eq!(
        held(&|case| first(case).claim_dx = Some(vec!["e119".into(), "E11.9".into()])),
        [Hold::Dx]
    );
    assert_eq!(
        held(&|case| case.submitted_on = day("2026-01-13")),
        [Hold::Early]
    );
    assert_eq!(
        held(&|case| case.settings.consent_renewal_months = Some(7)),
        [Hold::NoConsent]
    );
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
    assert_eq!(
        warned(&|case| first(case).last_seen = Some(day("2024-12-31"))),
        [Warning::NotSeen12Months]
    );
    assert_eq!(
        warned(&|case| first(case).consent.revoked = Some(day("2026-01-13").into())),
        [Warning::AfterRevocation]
    );
    assert_eq!(
        warned(&|case| case.entries[0].activity = "record_review".into()),
        [Warning::NoContact]
    );
    assert_eq!(
        warned(&|case| case.other_services = vec![visit.clone()]),
        [Warning::Em25]
    );
    assert_eq!(
        warned(&|case| case.entries[0].end = at("2026-01-14T12:39:59-05:00")),
        []
    );
    let pair = OtherService {
        code: "99091".into(),
        ..visit.clone()
    };
    assert_eq!(
        warned(&|case| case.other_services = vec![pair.clone()]),
        [Warning::CptPair]
    );
}

#[test]
fn the_earlier_of_two_accounts_stands() {
    let mut case = call(Program::Ccm, Payer::Medicare, "rn", 1200);
    let mut second = account("b", Program::Pcm, "dr");
    second.start = day("2025-07-01");
    case.patient.enrollments.push(second);
    work(
        &mut case,
        "ma",
        "2026-01-15T12:00:00-05:00",
        1800,
        "call_patient",
    );
    case.entries[1].account = "b".into();
    let refused = |case: &Case| evaluate(case, packs()).accounts[1].refusals.clone();
    assert_eq!(refused(&case), [Refusal::XorFamily]);
    case.patient.enrollments[1].billing_practitioner = "np".into();
    let later = evaluate(&case, packs()).accounts.remove(1);
    assert_eq!(
        (later.refusals.len(), later.warnings),
        (0, vec![Warning::SameCondition])
    );
    case.patient.enrollments[1].program = Program::Ccm;
    assert_eq!(refused(&case), [Refusal::OtherBiller]);
    case.patient
        .enrollments
        .iter_mut()
        .for_each(|account| account.program = Program::Pcm);
    case.entries[0].end = at("2026-01-14T12:30:00-05:00");
    assert_eq!(
        evaluate(&case, packs()).accounts[1].holds,
        [Hold::SameCondition]
    );
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

#[test]
fn a_role_that_never_counts_never_does() {
    let mut case = call(Program::Ccm, Payer::Medicare, "desk", 1200);
    for role in Role::ALL
        .iter()
        .filter(|role| role.class() == rules::RoleClass::Never)
    {
        case.staff
            .iter_mut()
            .find(|staff| staff.id == "desk")
            .unwrap()
            .role = *role;
        assert_eq!(
            reasons(&case, Track::CcmStaff),
            [(Exclusion::Nonclinical, 1200)],
            "{role}"
        );
    }
}
