//! Transitional care: deadlines, codes, and every reason not to bill.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use common::{at, day, january, packs, work};
use rules::{
    Case, Contact, DischargedFrom, DischargedTo, Exclusion, GlobalPeriod, Hold, MdmLevel, OtherService,
    Payer, Program, Refusal, TcmDos, TcmEpisode, TcmStatement, TcmVisit, Warning, evaluate, tcm_deadlines,
};

/// A discharge on Friday 2 January 2026 with everything done in time.
fn discharge() -> Case {
    let mut case = january(Program::Ccm, Payer::Medicare);
    let mut item = TcmEpisode::new(
        "t",
        "dr",
        at("2026-01-02T10:00:00-05:00"),
        DischargedFrom::Acute,
        DischargedTo::Home,
    );
    item.contacts = vec![contact("2026-01-05T10:00:00-05:00", Some("rn"), true)];
    item.visit = Some(TcmVisit { date: day("2026-01-09"), discharge_management_billed: false });
    item.mdm = Some(MdmLevel::High);
    item.med_rec = Some(day("2026-01-09"));
    case.tcm = vec![item];
    case
}

fn contact(time: &str, by: Option<&str>, reached: bool) -> Contact {
    Contact { at: at(time), by: by.map(str::to_owned), reached, scheduling_only: false }
}

fn tcm(change: impl FnOnce(&mut Case)) -> TcmStatement {
    let mut case = discharge();
    change(&mut case);
    case.check(packs()).unwrap();
    evaluate(&case, packs()).tcm.remove(0)
}

fn code(statement: &TcmStatement) -> Option<String> {
    statement.line.as_ref().map(|line| line.code.to_string())
}

fn service(code: &str, date: &str) -> OtherService {
    OtherService { code: code.into(), date: day(date), practitioner: None, time_based: false }
}

#[test]
fn the_contact_is_due_on_the_second_business_day() {
    let dates = |discharged: &str| {
        let discharged = at(&format!("{discharged}T12:00:00-05:00"));
        let dates = tcm_deadlines(discharged, chrono_tz::America::Detroit, &[], true, packs());
        [dates.contact_due, dates.contact_safe, dates.visit_due_7, dates.visit_due_14, dates.period_end]
            .map(|date| date.to_string())
    };
    for (discharged, due, safe, seven, fourteen, end) in [
        ("2026-03-02", "2026-03-04", "2026-03-04", "2026-03-09", "2026-03-16", "2026-03-31"),
        ("2026-03-07", "2026-03-10", "2026-03-10", "2026-03-14", "2026-03-21", "2026-04-05"),
        ("2026-05-22", "2026-05-27", "2026-05-27", "2026-05-29", "2026-06-05", "2026-06-20"),
        ("2026-11-26", "2026-11-30", "2026-11-30", "2026-12-03", "2026-12-10", "2026-12-25"),
        ("2026-07-01", "2026-07-06", "2026-07-03", "2026-07-08", "2026-07-15", "2026-07-30"),
        ("2026-07-02", "2026-07-07", "2026-07-06", "2026-07-09", "2026-07-16", "2026-07-31"),
        ("2026-06-17", "2026-06-22", "2026-06-22", "2026-06-24", "2026-07-01", "2026-07-16"),
        ("2027-12-30", "2028-01-04", "2028-01-03", "2028-01-06", "2028-01-13", "2028-01-28"),
        ("2028-01-31", "2028-02-02", "2028-02-02", "2028-02-07", "2028-02-14", "2028-02-29"),
        ("2026-10-09", "2026-10-14", "2026-10-14", "2026-10-16", "2026-10-23", "2026-11-07"),
    ] {
        assert_eq!(dates(discharged), [due, safe, seven, fourteen, end], "{discharged}");
    }
}

#[test]
fn the_code_follows_decision_making_and_the_day_of_the_visit() {
    let on = |date: &str, mdm| {
        code(&tcm(|case| {
            case.tcm[0].visit.as_mut().unwrap().date = day(date);
            case.tcm[0].mdm = Some(mdm);
        }))
    };
    assert_eq!(on("2026-01-09", MdmLevel::High).as_deref(), Some("99496"));
    assert_eq!(on("2026-01-10", MdmLevel::High).as_deref(), Some("99495"));
    assert_eq!(on("2026-01-16", MdmLevel::Moderate).as_deref(), Some("99495"));
    assert_eq!(on("2026-01-17", MdmLevel::High), None);
    assert_eq!(on("2026-01-09", MdmLevel::Low), None);
}

#[test]
fn every_refusal_of_a_discharge_has_its_reason() {
    let refused = |change: &dyn Fn(&mut Case)| tcm(|case| change(case)).refusals;
    assert_eq!(refused(&|_| {}), []);
    assert_eq!(refused(&|case| case.payer = Payer::Medicaid), [Refusal::Payer]);
    assert_eq!(refused(&|case| case.tcm[0].practitioner = "rn".into()), [Refusal::Role]);
    assert_eq!(refused(&|case| case.tcm[0].from = DischargedFrom::Emergency), [Refusal::TcmFacility]);
    assert_eq!(refused(&|case| case.tcm[0].to = DischargedTo::SkilledNursing), [Refusal::TcmDestination]);
    assert_eq!(refused(&|case| case.tcm[0].contacts[0].by = Some("desk".into())), [Refusal::TcmCaller]);
    assert_eq!(refused(&|case| case.tcm[0].contacts[0].by = None), [Refusal::TcmContact]);
    assert_eq!(refused(&|case| case.tcm[0].visit = None), [Refusal::TcmVisit]);
    assert_eq!(
        refused(&|case| case.tcm[0].visit.as_mut().unwrap().date = day("2026-01-02")),
        [Refusal::TcmDay0, Refusal::TcmMedRec]
    );
    assert_eq!(refused(&|case| case.tcm[0].med_rec = Some(day("2026-01-10"))), [Refusal::TcmMedRec]);
    assert_eq!(refused(&|case| case.tcm[0].mdm = None), [Refusal::TcmMdm]);
    assert_eq!(
        refused(&|case| case.patient.died = Some(at("2026-01-30T12:00:00-05:00"))),
        [Refusal::TcmDeath]
    );
    assert_eq!(refused(&|case| case.patient.died = Some(at("2026-01-31T12:00:00-05:00"))), []);
    let global = GlobalPeriod { from: day("2026-01-31"), to: day("2026-03-01") };
    assert_eq!(refused(&|case| case.tcm[0].own_global = Some(global.clone())), [Refusal::Global]);
    assert_eq!(
        refused(&|case| case.other_services = vec![service("G0556", "2026-01-01")]),
        [Refusal::TcmList]
    );
    assert_eq!(refused(&|case| case.other_services = vec![service("99487", "2026-01-31")]), []);
    assert_eq!(
        refused(&|case| {
            case.other_services = vec![service("99487", "2026-01-31")];
            case.payer = Payer::Priority;
        }),
        [Refusal::TcmList]
    );
    assert_eq!(
        refused(&|case| {
            case.tcm[0].discharged = at("2012-12-31T10:00:00-05:00");
            case.tcm[0].visit.as_mut().unwrap().date = day("2013-01-02");
            case.tcm[0].med_rec = Some(day("2013-01-02"));
        }),
        [Refusal::CodeDate]
    );
}

#[test]
fn two_attempts_in_time_are_a_contact_and_one_with_a_late_success_is_none() {
    let attempts = |times: [&str; 2], reached: [bool; 2]| {
        let contacts = times.into_iter().zip(reached);
        tcm(|case| {
            case.tcm[0].contacts =
                contacts.map(|(time, reached)| contact(time, Some("rn"), reached)).collect()
        })
    };
    let early = "2026-01-05T10:00:00-05:00";
    let met = attempts([early, "2026-01-06T10:00:00-05:00"], [false, false]);
    assert_eq!((met.contact_met, met.warnings.len()), (true, 0));
    assert!(!attempts([early, early], [false, false]).contact_met);
    let late = attempts([early, "2026-01-07T10:00:00-05:00"], [false, true]);
    assert_eq!(late.refusals, [Refusal::TcmContact]);
    let close = attempts([early, "2026-01-05T10:59:59-05:00"], [false, false]);
    assert_eq!(close.warnings, [Warning::TcmAttemptGap]);
}

#[test]
fn a_visit_by_the_deadline_is_itself_the_contact() {
    let statement = tcm(|case| {
        case.tcm[0].contacts.clear();
        case.tcm[0].visit.as_mut().unwrap().date = day("2026-01-06");
        case.tcm[0].med_rec = Some(day("2026-01-06"));
    });
    assert_eq!((statement.contact_met, code(&statement).as_deref()), (true, Some("99496")));
}

#[test]
fn a_second_discharge_within_thirty_days_of_a_billed_one_is_refused() {
    let again = |discharged: &str, report: bool| {
        let mut case = discharge();
        case.tcm[0].report = report;
        let mut second = case.tcm[0].clone();
        (second.id, second.discharged, second.report) = ("u".into(), at(discharged), true);
        case.tcm.push(second);
        evaluate(&case, packs()).tcm.remove(1).refusals.contains(&Refusal::TcmDuplicate)
    };
    assert!(again("2026-01-31T23:59:59-05:00", true));
    assert!(!again("2026-02-01T00:00:00-05:00", true));
    assert!(!again("2026-01-10T00:00:00-05:00", false));
}

#[test]
fn the_line_is_dated_on_the_visit_or_the_thirtieth_day_and_held_until_then() {
    let day_30 = tcm(|case| {
        case.settings.tcm_dos = TcmDos::Day30;
        case.submitted_on = day("2026-01-30");
    });
    assert_eq!(day_30.line.unwrap().dos, day("2026-01-31"));
    assert_eq!((day_30.holds, day_30.warnings), (vec![Hold::Early], vec![Warning::TcmBeforeDay30]));
}

#[test]
fn follow_up_inside_a_billed_transition_belongs_to_it() {
    let mut case = discharge();
    work(&mut case, "rn", "2026-01-31T23:50:00-05:00", 600, "post_discharge_follow_up");
    work(&mut case, "rn", "2026-01-01T23:55:00-05:00", 600, "post_discharge_follow_up");
    let excluded = |case: &Case| {
        let track = evaluate(case, packs()).accounts.remove(0).tracks.remove(0);
        track.excluded.iter().map(|item| (item.reason, item.seconds.0)).collect::<Vec<_>>()
    };
    assert_eq!(excluded(&case), [(Exclusion::UsedElsewhere, 600), (Exclusion::UsedElsewhere, 300)]);
    case.tcm[0].report = false;
    assert_eq!(excluded(&case), []);
}
