//! Advance care planning and oncology: thresholds, and every reason not to bill.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use common::{at, day, january, packs};
use rules::{
    AcpEncounter, AcpStatement, Case, Hold, Instant, OncologyEvent, OncologyKind, OtherService, Payer,
    Program, Refusal, Seconds, Warning, evaluate,
};

fn service(code: &str, date: &str) -> OtherService {
    OtherService { code: code.into(), date: day(date), practitioner: None, time_based: false }
}

fn talk(minutes: &[i64], change: impl FnOnce(&mut Case)) -> AcpStatement {
    let mut case = january(Program::Ccm, Payer::Medicare);
    let mut start = at("2026-01-14T09:00:00-05:00").seconds();
    for (minutes, id) in minutes.iter().zip(["x", "y", "z"]) {
        let end = start + minutes * 60;
        let (from, to) = (Instant::from_seconds(start), Instant::from_seconds(end));
        case.acp.push(AcpEncounter { id: id.into(), staff: "dr".into(), start: from, end: to });
        start = end + 600;
    }
    change(&mut case);
    evaluate(&case, packs()).acp.remove(0)
}

#[test]
fn advance_care_planning_counts_past_the_midpoint() {
    let units = |minutes| talk(&[minutes], |_| {}).lines.iter().map(|line| line.units).collect::<Vec<_>>();
    assert_eq!(units(15), []);
    assert_eq!(units(16), [1]);
    assert_eq!(units(45), [1]);
    assert_eq!(units(46), [1, 1]);
    assert_eq!(units(75), [1, 1]);
    assert_eq!(units(76), [1, 2]);
}

#[test]
fn talks_of_one_day_are_added_up_until_death() {
    let both = talk(&[8, 8], |_| {});
    assert_eq!((both.counted_s, both.lines[0].entries.len()), (Seconds(960), 2));
    let died = talk(&[16], |case| case.patient.died = Some(at("2026-01-14T09:15:59-05:00")));
    assert_eq!((died.counted_s, died.refusals), (Seconds(959), vec![Refusal::TimeShort]));
}

#[test]
fn advance_care_planning_has_its_own_refusals_and_modifier() {
    let on = |code: &str| vec![service(code, "2026-01-14")];
    assert_eq!(talk(&[16], |case| case.other_services = on("99291")).refusals, [Refusal::XorFamily]);
    assert_eq!(talk(&[16], |case| case.acp[0].staff = "rn".into()).refusals, [Refusal::Role]);
    assert_eq!(talk(&[16], |case| case.payer = Payer::Medicaid).refusals, [Refusal::Payer]);
    assert_eq!(talk(&[16], |case| case.other_services = on("G0439")).lines[0].modifiers, ["33"]);
    assert_eq!(talk(&[16], |case| case.submitted_on = day("2026-01-13")).warnings, [Warning::Early]);
    assert_eq!(talk(&[16], |case| case.submitted_on = day("2026-01-14")).warnings, []);
}

#[test]
fn cancer_plans_are_billed_once_per_cancer_and_then_by_change() {
    let event = |id: &str, kind, date: &str| OncologyEvent {
        id: id.into(),
        kind,
        date: day(date),
        cancer: "lung".into(),
    };
    let mut case = january(Program::Ccm, Payer::Cigna);
    case.oncology_events = vec![
        event("1", OncologyKind::Initial, "2026-01-05"),
        event("2", OncologyKind::Initial, "2026-01-06"),
        event("3", OncologyKind::Change, "2026-01-05"),
        event("4", OncologyKind::Change, "2026-01-07"),
        event("5", OncologyKind::Change, "2026-01-04"),
    ];
    let events = evaluate(&case, packs()).oncology;
    let codes: Vec<_> =
        events.iter().map(|event| event.line.as_ref().map(|line| line.code.to_string())).collect();
    let change = || Some("S0354".to_owned());
    assert_eq!(codes, [Some("S0353".to_owned()), None, None, change(), change()]);
    assert_eq!(
        (&events[1].refusals[..], &events[2].refusals[..]),
        (&[Refusal::Cap][..], &[Refusal::XorFamily][..])
    );
    assert_eq!(events[4].holds, [Hold::OncologyInitial]);
    case.payer = Payer::Medicare;
    assert_eq!(evaluate(&case, packs()).oncology[0].refusals, [Refusal::StatusI]);
}
