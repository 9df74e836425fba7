//! A second reading of the rules, slow and obvious, agrees with the engine on random months.
//!
//! It judges every second of every entry by itself and tries every set of codes and of accounts.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod accounts;
mod activities;
mod business_days;
mod clock;
mod codes;
#[path = "../common/mod.rs"]
mod common;
mod discharges;
mod documents;
mod events;
mod gates;
mod random;
mod seconds;
mod sets;
mod warnings;

use clock::Clock;
use codes::Facts;
use common::packs;
use rules::{Case, Exclusion, Hold, Refusal, Statement, Warning, evaluate};
use serde_json::Value;
use std::collections::BTreeSet;
use std::ops::Range;

/// The statement of a case, worked out the slow way.
fn statement(case: &Case) -> Statement {
    let clock = Clock::new(case.time_zone);
    let tcm = discharges::discharges(case, &clock);
    let reported = tcm.iter().filter(|tcm| tcm.line.is_some());
    let period = |id: &str| {
        let episode = case.tcm.iter().find(|episode| episode.id == id).unwrap();
        clock.date(episode.discharged.seconds())
    };
    let tcm_periods = reported.map(|tcm| (period(&tcm.id), tcm.period_end)).collect();
    let acp = events::talks(case, &clock);
    let (from, to) = (clock.midnight(case.month.first_day()), clock.midnight(case.month.next().first_day()));
    let facts = Facts { case, clock, from, to, tcm_periods };
    let accounts = accounts::accounts(&facts);
    Statement { name: case.name.clone(), accounts, tcm, acp, oncology: events::oncology(case) }
}

fn agree(case: &Case) {
    case.check(packs()).unwrap();
    let (engine, reference) = (evaluate(case, packs()), statement(case));
    if engine != reference {
        let [case, engine, reference] =
            [serde_json::to_value(case), serde_json::to_value(engine), serde_json::to_value(reference)]
                .map(Result::unwrap);
        panic!("{case}\nengine\n{engine}\nreference\n{reference}\n{}", differences("", &engine, &reference));
    }
}

/// Where two statements differ.
fn differences(at: &str, engine: &Value, reference: &Value) -> String {
    let below = |key: String, a: Option<&Value>, b: Option<&Value>| {
        differences(&format!("{at}/{key}"), a.unwrap_or(&Value::Null), b.unwrap_or(&Value::Null))
    };
    match (engine, reference) {
        (Value::Object(a), Value::Object(b)) => {
            let keys: BTreeSet<_> = a.keys().chain(b.keys()).collect();
            keys.into_iter().map(|key| below(key.clone(), a.get(key), b.get(key))).collect()
        }
        (Value::Array(a), Value::Array(b)) => (0..a.len().max(b.len()))
            .map(|index| below(index.to_string(), a.get(index), b.get(index)))
            .collect(),
        _ if engine == reference => String::new(),
        _ => format!("{at}: engine {engine}, reference {reference}\n"),
    }
}

/// Four parts, which run beside each other: twenty thousand months where the whole is checked, fewer while
/// somebody waits.
const PART: u64 = if option_env!("CI").is_some() { 5_000 } else { 500 };

fn part(which: u64) {
    let seeds: Range<u64> = which * PART..(which + 1) * PART;
    seeds.map(random::month).for_each(|case| agree(&case));
}

#[test]
fn the_engine_agrees_with_the_slow_reading_on_the_first_quarter_of_the_months() {
    part(0);
}

#[test]
fn the_engine_agrees_with_the_slow_reading_on_the_second_quarter_of_the_months() {
    part(1);
}

#[test]
fn the_engine_agrees_with_the_slow_reading_on_the_third_quarter_of_the_months() {
    part(2);
}

#[test]
fn the_engine_agrees_with_the_slow_reading_on_the_last_quarter_of_the_months() {
    part(3);
}

/// Every reason of a statement, with its kind.
fn reasons(statement: &Statement) -> BTreeSet<(&'static str, &'static str)> {
    let mut met = BTreeSet::new();
    for account in &statement.accounts {
        let tracks = || account.tracks.iter();
        met.extend(tracks().flat_map(|track| &track.excluded).map(|row| ("excluded", row.reason.as_str())));
        met.extend(
            tracks().flat_map(|track| &track.refusals).map(|refusal| ("refused", refusal.reason.as_str())),
        );
        met.extend(account.refusals.iter().map(|reason| ("refused", reason.as_str())));
        met.extend(account.holds.iter().map(|reason| ("held", reason.as_str())));
        met.extend(account.warnings.iter().map(|reason| ("warned", reason.as_str())));
    }
    for tcm in &statement.tcm {
        met.extend(tcm.refusals.iter().map(|reason| ("refused", reason.as_str())));
        met.extend(tcm.warnings.iter().map(|reason| ("warned", reason.as_str())));
    }
    for talk in &statement.acp {
        met.extend(talk.refusals.iter().map(|reason| ("refused", reason.as_str())));
        met.extend(talk.warnings.iter().map(|reason| ("warned", reason.as_str())));
    }
    for event in &statement.oncology {
        met.extend(event.refusals.iter().map(|reason| ("refused", reason.as_str())));
        met.extend(event.holds.iter().map(|reason| ("held", reason.as_str())));
    }
    met
}

const ENOUGH_TO_MEET_ALL: u64 = 5_000;

#[test]
fn the_random_months_meet_every_reason_there_is() {
    let mut unmet: BTreeSet<_> = Exclusion::ALL.iter().map(|reason| ("excluded", reason.as_str())).collect();
    unmet.extend(Refusal::ALL.iter().map(|reason| ("refused", reason.as_str())));
    unmet.extend(Hold::ALL.iter().map(|reason| ("held", reason.as_str())));
    unmet.extend(Warning::ALL.iter().map(|reason| ("warned", reason.as_str())));
    for seed in 0..ENOUGH_TO_MEET_ALL {
        let met = reasons(&evaluate(&random::month(seed), packs()));
        unmet.retain(|reason| !met.contains(reason));
    }
    assert!(unmet.is_empty(), "{unmet:?}");
}
