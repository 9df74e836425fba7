//! What each reason says of the case it stands in: three cases of every reason there is, written down for reading.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use common::packs;
use rules::{Because, Case, Explanation, Fact, explanation};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;

const STORED: [&str; 2] = [
    include_str!("../../../tests/data/cases/worked.jsonl"),
    include_str!("../../../tests/data/cases/generated.jsonl"),
];

/// Cases shown of each reason.
const SHOWN: usize = 3;

/// What was said, by reason, with the case that says it.
#[derive(Default)]
struct Said(BTreeMap<String, Vec<String>>);

impl Said {
    fn note(&mut self, reason: &str, at: &str, facts: &[Fact]) {
        let facts: Vec<_> = facts.iter().map(ToString::to_string).collect();
        let lines = self.0.entry(reason.to_owned()).or_default();
        let line = format!("{at}: {}", facts.join("; "));
        if lines.len() < SHOWN && !lines.contains(&line) {
            lines.push(line);
        }
    }

    fn all(&mut self, at: &str, all: &[Because]) {
        all.iter().for_each(|because| self.note(because.reason.code(), at, &because.facts));
    }

    fn page(&self) -> String {
        self.0.iter().fold(String::new(), |mut page, (reason, lines)| {
            writeln!(page, "{reason}").unwrap();
            lines.iter().for_each(|line| writeln!(page, "  {line}").unwrap());
            page
        })
    }
}

fn case(line: &str) -> Option<Case> {
    let mut value: Value = serde_json::from_str(line).unwrap();
    let kept = value.as_object_mut().unwrap();
    if kept["expect"].get("error").is_some() {
        return None;
    }
    kept.retain(|key, _| key != "expect" && key != "comment");
    Some(serde_json::from_value(value).unwrap())
}

fn each_case(mut look: impl FnMut(&str, &Explanation)) {
    for case in STORED.iter().flat_map(|text| text.lines()).filter_map(case) {
        look(&case.name, &explanation(&case, packs()));
    }
}

#[test]
fn every_reason_against_a_code_or_an_account_says_what_it_rests_on() {
    let mut said = Said::default();
    each_case(|name, explained| {
        for account in &explained.accounts {
            let at = format!("{name} {}", account.id);
            [&account.refusals, &account.holds, &account.warnings].iter().for_each(|all| said.all(&at, all));
            for code in account.tracks.iter().flat_map(|track| &track.codes) {
                said.all(&format!("{at} {}", code.code), &code.against);
            }
        }
    });
    expect_test::expect_file!["explain_facts/accounts.txt"].assert_eq(&said.page());
}

#[test]
fn every_test_of_a_discharge_a_talk_or_a_plan_says_what_it_looked_at() {
    let mut said = Said::default();
    each_case(|name, explained| {
        for episode in &explained.tcm {
            let at = format!("{name} {}", episode.id);
            for test in &episode.tests {
                let verdict = if test.passed { "passed" } else { "failed" };
                said.note(&format!("{} {verdict}", test.refusal), &at, &test.facts);
            }
            [&episode.holds, &episode.warnings].iter().for_each(|all| said.all(&at, all));
            episode.codes.iter().for_each(|code| said.all(&format!("{at} {}", code.code), &code.against));
        }
        for day in &explained.acp {
            let at = format!("{name} {} {}", day.date, day.staff);
            day.codes.iter().for_each(|code| said.all(&format!("{at} {}", code.code), &code.against));
        }
        for event in &explained.oncology {
            said.all(&format!("{name} {}", event.id), &event.code.against);
            said.all(&format!("{name} {}", event.id), &event.holds);
        }
    });
    expect_test::expect_file!["explain_facts/events.txt"].assert_eq(&said.page());
}
