//! Every number an explanation has adds up to the statement's, and no code is without a line or a reason.

#![allow(
    clippy::unwrap_used,
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "a test may panic, and counts few things"
)]

mod common;

use common::{account, at, first, january, packs, work};
use rules::{
    AccountExplanation, AccountStatement, Case, Cents, CodeExplanation, ContactWorth, DischargedFrom,
    DischargedTo, Explanation, Fact, Line, Outcome, Payer, Program, Reason, Seconds, TcmEpisode,
    TrackExplanation, TrackStatement, evaluate, explanation,
};
use serde_json::Value;
use std::collections::BTreeSet;

const STORED: [&str; 3] = [
    include_str!("../../../tests/data/cases/seed.jsonl"),
    include_str!("../../../tests/data/cases/worked.jsonl"),
    include_str!("../../../tests/data/cases/generated.jsonl"),
];

/// Every stored case that can be evaluated.
fn stored() -> Vec<Case> {
    let lines = STORED.iter().flat_map(|text| text.lines());
    let values = lines.map(|line| serde_json::from_str::<Value>(line).unwrap());
    let good = values.filter(|value| value["expect"].get("error").is_none());
    good.map(|mut value| {
        value.as_object_mut().unwrap().retain(|key, _| key != "expect" && key != "comment");
        serde_json::from_value(value).unwrap()
    })
    .collect()
}

/// Every track of every stored case, explained, beside its statement.
fn each_track(check: impl Fn(&str, &TrackExplanation, &TrackStatement)) {
    each_account(|name, explained, said| {
        assert_eq!(explained.tracks.len(), said.tracks.len());
        for (explained, said) in explained.tracks.iter().zip(&said.tracks) {
            check(&format!("{name} {}", said.track), explained, said);
        }
    });
}

fn each_account(check: impl Fn(&str, &AccountExplanation, &AccountStatement)) {
    each_case(|case, explained| {
        for (account, said) in explained.accounts.iter().zip(&explained.statement.accounts) {
            check(&format!("{} {}", case.name, said.id), account, said);
        }
    });
}

fn each_case(check: impl Fn(&Case, &Explanation)) {
    let cases = stored();
    assert!(cases.len() > 290, "{} cases", cases.len());
    cases.iter().for_each(|case| check(case, &explanation(case, packs())));
}

fn units(lines: &[Line], code: &CodeExplanation) -> u32 {
    lines.iter().filter(|line| line.code == code.code).map(|line| line.units).sum()
}

/// A code is billed as often as its lines say, and where it is not something is against it.
fn is_accounted_for(name: &str, code: &CodeExplanation, lines: &[Line]) {
    assert_eq!(code.billed, units(lines, code), "{name} {}", code.code);
    assert!(code.billed > 0 || !code.against.is_empty(), "{name}: nothing is said of {}", code.code);
}

#[test]
fn an_explanation_has_the_very_statement_of_the_case() {
    each_case(|case, explained| {
        assert_eq!(explained.statement, evaluate(case, packs()), "{}", case.name);
        let ids: Vec<_> = explained.accounts.iter().map(|account| &account.id).collect();
        let said: Vec<_> = explained.statement.accounts.iter().map(|account| &account.id).collect();
        assert_eq!(ids, said);
    });
}

#[test]
fn every_second_of_every_entry_is_counted_or_has_a_reason() {
    each_track(|name, explained, said| {
        for entry in &explained.entries {
            let ends = entry.pieces.iter().map(|piece| piece.to);
            let starts = entry.pieces.iter().map(|piece| piece.from).chain([entry.to]).skip(1);
            assert!(ends.eq(starts), "{name} {}: a gap", entry.id);
            assert_eq!(entry.pieces[0].from, entry.from, "{name} {}", entry.id);
        }
        let counted: Seconds = explained.entries.iter().map(|entry| entry.counted()).sum();
        let excluded: Seconds = said.excluded.iter().map(|excluded| excluded.seconds).sum();
        assert_eq!(counted, said.counted_s, "{name}");
        assert_eq!(explained.logged(), counted + excluded, "{name}");
    });
}

#[test]
fn the_seconds_of_each_reason_are_those_of_the_statement() {
    each_track(|name, explained, said| {
        let all = explained.entries.iter();
        let mut excluded: Vec<_> = all
            .flat_map(|entry| entry.excluded().into_iter().map(|(r, s)| (entry.id.clone(), r, s)))
            .collect();
        excluded.sort_unstable();
        let said: Vec<_> =
            said.excluded.iter().map(|time| (time.entry.clone(), time.reason, time.seconds)).collect();
        assert_eq!(excluded, said, "{name}");
    });
}

#[test]
fn units_own_all_counted_seconds_but_the_spare_ones() {
    each_track(|name, explained, said| {
        let owned: Seconds = explained.units.iter().map(|unit| unit.owned_s).sum();
        assert_eq!(owned + explained.spare_s, said.counted_s, "{name}");
        assert!(explained.spare_s >= said.surplus_s, "{name}");
        for unit in &explained.units {
            let parts: Seconds = unit.parts.iter().map(|part| part.length()).sum();
            // Where two people count at once, a second they share may lie in two units.
            let shared = Seconds(i64::try_from(explained.entries.len()).unwrap());
            assert!(parts >= unit.owned_s && parts <= unit.owned_s + shared, "{name} unit {}", unit.unit);
            assert!(unit.threshold_s <= said.counted_s, "{name} unit {}", unit.unit);
        }
        let beyond = explained.thresholds.last().map(|rung| rung.at);
        let next = said.next.as_ref().map(|next| said.counted_s + next.short_s);
        assert!(next.is_none() || next == beyond, "{name}: {next:?} {beyond:?}");
    });
}

#[test]
fn the_units_of_a_line_make_its_count_its_amount_and_its_entries() {
    each_track(|name, explained, said| {
        let standing = || explained.units.iter().filter(|unit| unit.in_line);
        assert_eq!(standing().count(), said.lines.iter().map(|line| line.units as usize).sum::<usize>());
        for line in &said.lines {
            let own: Vec<_> =
                standing().filter(|unit| (unit.code, unit.dos) == (line.code, line.dos)).collect();
            let entries: BTreeSet<_> =
                own.iter().flat_map(|unit| &unit.parts).map(|part| &part.entry).collect();
            let pays: Cents = own.iter().filter_map(|unit| unit.fee.as_ref()).map(|fee| fee.cents).sum();
            assert_eq!((own.len(), pays), (line.units as usize, line.amount_cents), "{name} {}", line.code);
            assert!(entries.into_iter().eq(&line.entries), "{name} {}", line.code);
        }
    });
}

#[test]
fn every_code_of_every_track_is_billed_or_has_a_reason() {
    each_account(|name, explained, said| {
        for (explained, track) in explained.tracks.iter().zip(&said.tracks) {
            let lines = if said.chosen == Some(track.track) { &said.lines[..] } else { &[] };
            assert_eq!(explained.codes.len(), 2, "{name}");
            explained.codes.iter().for_each(|code| is_accounted_for(name, code, lines));
            for refusal in &track.refusals {
                let code = explained.codes.iter().find(|code| code.code == refusal.code).unwrap();
                let found =
                    code.against.iter().any(|because| because.reason == Reason::Refusal(refusal.reason));
                assert!(found, "{name} {}: {}", refusal.code, refusal.reason);
            }
        }
    });
}

#[test]
fn what_stands_against_an_account_is_what_its_statement_says() {
    each_account(|name, explained, said| {
        let codes = |all: &[rules::Because]| -> Vec<_> { all.iter().map(|because| because.reason).collect() };
        let refusals: Vec<_> = said.refusals.iter().copied().map(Reason::Refusal).collect();
        let holds: Vec<_> = said.holds.iter().copied().map(Reason::Hold).collect();
        let warnings: Vec<_> = said.warnings.iter().copied().map(Reason::Warning).collect();
        assert_eq!(codes(&explained.refusals), refusals, "{name}");
        assert_eq!(codes(&explained.holds), holds, "{name}");
        assert_eq!(codes(&explained.warnings), warnings, "{name}");
    });
}

#[test]
fn codes_of_discharges_talks_and_plans_are_billed_or_have_a_reason_too() {
    each_case(|case, explained| {
        let said = &explained.statement;
        for (episode, said) in explained.tcm.iter().zip(&said.tcm) {
            let failed = episode.tests.iter().filter(|test| !test.passed).count();
            assert_eq!((&episode.id, failed), (&said.id, said.refusals.len()), "{}", case.name);
            let lines: Vec<_> = said.line.clone().into_iter().collect();
            episode.codes.iter().for_each(|code| is_accounted_for(&case.name, code, &lines));
        }
        for (day, said) in explained.acp.iter().zip(&said.acp) {
            assert_eq!(day.talks.iter().map(|talk| talk.counted_s).sum::<Seconds>(), said.counted_s);
            for talk in &day.talks {
                let whole = Seconds(talk.to.seconds() - talk.from.seconds());
                assert_eq!(talk.counted_s + talk.shared_s + talk.after_death_s, whole, "{}", case.name);
            }
            day.codes.iter().for_each(|code| is_accounted_for(&case.name, code, &said.lines));
        }
        for (event, said) in explained.oncology.iter().zip(&said.oncology) {
            let lines: Vec<_> = said.line.clone().into_iter().collect();
            is_accounted_for(&case.name, &event.code, &lines);
        }
    });
}

#[test]
fn a_unit_names_the_seconds_and_the_instant_that_earned_it() {
    let mut case = january(Program::Ccm, Payer::Medicare);
    work(&mut case, "rn", "2026-01-03T10:00:00-05:00", 720, "care_plan_work");
    work(&mut case, "ma", "2026-01-14T14:00:00-05:00", 1800, "call_patient");
    let explained = explanation(&case, packs());
    let track = &explained.accounts[0].tracks[0];
    let unit = &track.units[0];
    assert_eq!(unit.crossed_at, at("2026-01-14T14:08:00-05:00"));
    let parts: Vec<_> = unit.parts.iter().map(|part| (part.entry.as_str(), part.length())).collect();
    assert_eq!(parts, [("e1", Seconds(720)), ("e2", Seconds(480))]);
    assert_eq!(unit.fee.as_ref().unwrap().cents, Cents(6613));
    assert_eq!(track.units[1].crossed_at, at("2026-01-14T14:28:00-05:00"));
    assert_eq!(track.spare_s, Seconds(120));
}

#[test]
fn the_account_that_stands_is_named_by_the_one_it_excludes() {
    let mut case = january(Program::Ccm, Payer::Medicare);
    first(&mut case).start = "2025-06-03".parse().unwrap();
    case.patient.enrollments.push(account("b", Program::Pcm, "dr"));
    for account in ["a", "b"] {
        work(&mut case, "rn", "2026-01-03T10:00:00-05:00", 2400, "care_plan_work");
        case.entries.last_mut().unwrap().account = account.to_owned();
    }
    case.entries[1].start = at("2026-01-04T10:00:00-05:00");
    case.entries[1].end = at("2026-01-04T10:40:00-05:00");
    let explained = explanation(&case, packs());
    let refused = &explained.accounts[0].refusals[0];
    assert_eq!(refused.reason.code(), "R-XOR-FAMILY");
    assert_eq!(refused.facts, [Fact::Item { what: "account", id: "b".to_owned() }]);
    let base = &explained.accounts[0].tracks[0].codes[0];
    assert!(base.against.contains(refused));
}

#[test]
fn each_contact_after_a_discharge_says_what_it_is_worth() {
    let mut case = january(Program::Ccm, Payer::Medicare);
    let discharged = at("2026-01-05T12:00:00-05:00");
    let home = (DischargedFrom::Acute, DischargedTo::Home);
    let mut episode = TcmEpisode::new("t", "dr", discharged, home.0, home.1);
    let contact = |at: &str, by: Option<&str>, reached: bool| rules::Contact {
        at: at.parse().unwrap(),
        by: by.map(str::to_owned),
        reached,
        scheduling_only: false,
    };
    episode.contacts = vec![
        contact("2026-01-08T09:00:00-05:00", Some("rn"), true),
        contact("2026-01-05T11:00:00-05:00", Some("rn"), true),
        contact("2026-01-06T09:00:00-05:00", None, true),
        contact("2026-01-06T10:00:00-05:00", Some("desk"), true),
        contact("2026-01-06T11:00:00-05:00", Some("ma"), false),
    ];
    case.tcm = vec![episode];
    let explained = explanation(&case, packs());
    let worth: Vec<_> = explained.tcm[0].contacts.iter().map(|contact| contact.worth).collect();
    use ContactWorth::{Attempt, BeforeDischarge, Late, NotClinical, Outside};
    assert_eq!(worth, [BeforeDischarge, Outside, NotClinical, Attempt, Late]);
}

#[test]
fn a_piece_of_excluded_time_says_why_and_from_when_to_when() {
    let mut case = january(Program::Ccm, Payer::Medicare);
    first(&mut case).consent.given = Some(at("2026-01-03T10:05:00-05:00").into());
    work(&mut case, "rn", "2026-01-03T10:00:00-05:00", 720, "care_plan_work");
    let explained = explanation(&case, packs());
    let pieces = &explained.accounts[0].tracks[0].entries[0].pieces;
    assert_eq!(pieces[0].outcome, Outcome::Excluded(rules::Exclusion::BeforeConsent));
    assert_eq!((pieces[0].length(), pieces[1].from), (Seconds(300), at("2026-01-03T10:05:00-05:00")));
    assert_eq!(pieces[1].outcome, Outcome::Counted);
}
