//! What a reason rests on, in months made for it: the facts that belong to it, and none that do not.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod common;

use common::{at, day, first, january, packs, work};
use rules::{
    AcpEncounter, Because, BilledElsewhere, Case, Cents, CodeExplanation, Elsewhere, Evidence, Exclusion,
    Explanation, Fact, Instant, OtherService, Outcome, Payer, Program, Reason, Selection, Stay, StayKind,
    Track, explanation,
};

fn told(all: &[Because]) -> Vec<String> {
    let facts = |because: &Because| because.facts.iter().map(ToString::to_string).collect::<Vec<_>>();
    all.iter().map(|because| format!("{}: {}", because.reason.code(), facts(because).join("; "))).collect()
}

fn explained(case: &Case) -> Explanation {
    case.check(packs()).unwrap();
    explanation(case, packs())
}

fn service(code: &str, date: &str) -> OtherService {
    OtherService { code: code.to_owned(), date: day(date), practitioner: None, time_based: false }
}

/// A talk of Dr. `dr` or another on 14 January, so many seconds long.
fn talk(staff: &str, seconds: i64) -> Case {
    let mut case = january(Program::Ccm, Payer::Medicare);
    let start = at("2026-01-14T10:00:00-05:00");
    let end = Instant::from_seconds(start.seconds() + seconds);
    case.acp = vec![AcpEncounter { id: "t".to_owned(), staff: staff.to_owned(), start, end }];
    case
}

fn talk_codes(case: &Case) -> Vec<CodeExplanation> {
    explained(case).acp.remove(0).codes
}

#[test]
fn a_talk_says_how_much_is_missing_for_each_code() {
    let against = |seconds| {
        let codes = talk_codes(&talk("dr", seconds));
        (told(&codes[0].against), told(&codes[1].against))
    };
    let none = Vec::<String>::new;
    let short = |missing: &str| vec![format!("R-TIME-SHORT: {missing} missing")];
    let needs = "needs_base: 99497 is not billed".to_owned();
    assert_eq!(against(959), (short("0:01"), vec![short("30:01")[0].clone(), needs]));
    assert_eq!(against(960), (none(), short("30:00")));
    assert_eq!(against(46 * 60), (none(), short("30:00")));
    assert_eq!(against(75 * 60), (none(), short("1:00")));
}

#[test]
fn a_talk_that_is_refused_says_why_and_no_more() {
    let against = |case: &Case| talk_codes(case).iter().map(|code| told(&code.against)).collect::<Vec<_>>();
    let needs = "needs_base: 99497 is not billed";
    assert_eq!(against(&talk("rn", 46 * 60)), [vec!["R-ROLE: role rn"], vec!["R-ROLE: role rn", needs]]);
    let mut case = talk("dr", 46 * 60);
    case.other_services =
        vec![service("99291", "2026-01-13"), service("99213", "2026-01-14"), service("99292", "2026-01-14")];
    let critical = "R-XOR-FAMILY: 99292 on 2026-01-14";
    assert_eq!(against(&case), [vec![critical], vec![critical, needs]]);
    let mut case = talk("dr", 46 * 60);
    case.payer = Payer::Medicaid;
    let payer = "R-PAYER: payer medicaid, claim sent 2026-02-05";
    assert_eq!(against(&case), [vec![payer], vec![payer, needs]]);
}

#[test]
fn talks_that_overlap_share_seconds_and_those_after_death_are_not_counted() {
    let mut case = talk("dr", 1200);
    let again =
        AcpEncounter { id: "u".to_owned(), start: at("2026-01-14T10:10:00-05:00"), ..case.acp[0].clone() };
    let last = AcpEncounter {
        id: "v".to_owned(),
        start: at("2026-01-14T10:15:00-05:00"),
        end: at("2026-01-14T10:40:00-05:00"),
        ..again.clone()
    };
    case.acp.extend([last, again]);
    case.patient.died = Some(at("2026-01-14T10:30:00-05:00"));
    let talks = explained(&case).acp.remove(0).talks;
    let seconds: Vec<_> =
        talks.iter().map(|t| (t.id.as_str(), t.counted_s.0, t.shared_s.0, t.after_death_s.0)).collect();
    assert_eq!(seconds, [("t", 1200, 0, 0), ("u", 0, 600, 0), ("v", 600, 300, 600)]);
}

/// 61 minutes of the nurse in complex care, of which plain care would pay as much as the fees say.
fn complex_and_plain(selection: Selection) -> Case {
    let mut case = january(Program::ComplexCcm, Payer::Medicare);
    work(&mut case, "rn", "2026-01-14T10:00:00-05:00", 3660, "call_patient");
    case.settings.selection = selection;
    case
}

#[test]
fn a_track_that_would_pay_more_is_named_with_how_much() {
    let account = explained(&complex_and_plain(Selection::Suggest)).accounts.remove(0);
    // 99490 and two of 99439: 66.13 + 2 x 50.44 = 167.01; 99487: 144.29 (national amounts of 2026).
    assert!(told(&account.warnings).contains(&"W-HIGHER-TRACK: 99490 would pay $22.72 more".to_owned()));
    let code = &account.tracks[1].codes[0];
    assert_eq!(told(&code.against), ["other_track: 99487 is billed instead and pays $22.72 less"]);
    let account = explained(&complex_and_plain(Selection::Highest)).accounts.remove(0);
    let code = &account.tracks[0].codes[0];
    assert_eq!(told(&code.against), ["other_track: 99490 is billed instead and pays $22.72 more"]);
}

#[test]
fn equal_pay_reads_as_such() {
    let base = "99490".parse().unwrap();
    let fact = Fact::Instead { base, more: Cents(0) };
    assert_eq!(fact.to_string(), "99490 is billed instead and pays the same");
}

#[test]
fn a_refusal_has_no_facts_of_another_one() {
    let mut case = january(Program::Ccm, Payer::Medicare);
    first(&mut case).conditions.truncate(1);
    case.other_services = vec![service("99091", "2026-01-14")];
    assert_eq!(told(&explained(&case).accounts[0].refusals), ["R-COND-COUNT: "]);
    case.billed_elsewhere = vec![BilledElsewhere { code: "99490".to_owned(), date: day("2026-01-20") }];
    assert_eq!(
        told(&explained(&case).accounts[0].refusals),
        ["R-COND-COUNT: ", "R-OTHER-BILLER: 99490 on 2026-01-20"]
    );
    case.settings.cpt_strict_pairs = true;
    assert!(
        told(&explained(&case).accounts[0].refusals)
            .contains(&"R-XOR-FAMILY: 99091 on 2026-01-14".to_owned())
    );
}

#[test]
fn stretches_of_one_outcome_that_touch_are_told_as_one() {
    let mut case = january(Program::Ccm, Payer::Medicare);
    work(&mut case, "rn", "2026-01-14T10:00:00-05:00", 3600, "call_patient");
    let stay = |from: &str, to: &str| Stay {
        kind: StayKind::Inpatient,
        admitted: at(from).into(),
        discharged: Some(at(to).into()),
    };
    case.patient.facility_stays = vec![
        stay("2026-01-14T10:10:00-05:00", "2026-01-14T10:20:00-05:00"),
        stay("2026-01-14T10:20:00-05:00", "2026-01-14T10:30:00-05:00"),
    ];
    let busy = |from: &str, to: &str| Elsewhere { staff: "rn".to_owned(), start: at(from), end: at(to) };
    case.elsewhere = vec![
        busy("2026-01-14T10:40:00-05:00", "2026-01-14T10:45:00-05:00"),
        busy("2026-01-14T10:45:00-05:00", "2026-01-14T10:50:00-05:00"),
        busy("2026-01-14T10:30:00-05:00", "2026-01-14T10:35:00-05:00"),
    ];
    let explained = explained(&case);
    let pieces = &explained.accounts[0].tracks[0].entries[0].pieces;
    let seen: Vec<_> = pieces.iter().map(|piece| (piece.length().0, piece.outcome)).collect();
    let busy = Outcome::Excluded(Exclusion::OverlapPerformer);
    let expected = [
        (600, Outcome::Counted),
        (1200, Outcome::Excluded(Exclusion::Inpatient)),
        (300, busy),
        (300, Outcome::Counted),
        (600, busy),
        (600, Outcome::Counted),
    ];
    assert_eq!(seen, expected);
    assert_eq!(rules::explain(&case, packs(), "a", Track::CcmStaff), *pieces);
    assert!(rules::explain(&case, packs(), "b", Track::CcmStaff).is_empty());
}

#[test]
fn every_reason_there_is_has_its_own_code_but_those_that_are_both_hold_and_refusal() {
    let codes: Vec<_> = Reason::all().map(Reason::code).collect();
    assert!(codes.len() > 90, "{} reasons", codes.len());
    let mut twice: Vec<_> =
        codes.iter().filter(|code| codes.iter().filter(|c| c == code).count() > 1).collect();
    twice.sort_unstable();
    twice.dedup();
    assert_eq!(twice, [&"R-NO-CONSENT"]);
}

#[test]
fn only_what_somebody_outside_says_is_verified() {
    let verified: Vec<_> = Evidence::ALL.iter().filter(|evidence| evidence.is_verified()).collect();
    use Evidence::{Document, OfficialFile, Quoted, RuleMaker};
    assert_eq!(verified, [&OfficialFile, &Document, &RuleMaker, &Quoted]);
    let packs = Payer::ALL.iter().map(|payer| packs().pack_of(*payer));
    assert!(packs.eq(Payer::ALL.iter().map(|payer| payer.as_str())));
}
