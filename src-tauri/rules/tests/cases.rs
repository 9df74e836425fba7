//! Every stored case gives exactly the statement that was worked out for it.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use common::packs;
use rules::{Case, Statement, evaluate};
use serde_json::Value;

/// Evaluates every good line of a file and compares the whole statement.
fn every_line(file: &str, text: &str) {
    let mut wrong = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let mut value: Value = serde_json::from_str(line).unwrap();
        let expected = value.as_object_mut().unwrap().remove("expect").unwrap();
        if expected.get("error").is_some() {
            continue;
        }
        value.as_object_mut().unwrap().remove("comment");
        let case: Case = serde_json::from_value(value).unwrap();
        case.check(packs()).unwrap();
        let got = evaluate(&case, packs());
        if serde_json::to_value(&got).unwrap() != expected {
            let expected: Statement = serde_json::from_value(expected).unwrap();
            let differences = differences(&format!("{got:#?}"), &format!("{expected:#?}"));
            wrong.push(format!("{file}:{} {}\n{differences}", number + 1, case.name));
        }
    }
    assert!(wrong.is_empty(), "{} cases differ:\n{}", wrong.len(), wrong.join("\n"));
}

fn differences(got: &str, expected: &str) -> String {
    let (got, expected): (Vec<_>, Vec<_>) = (got.lines().collect(), expected.lines().collect());
    let only = |here: &[&str], there: &[&str], mark: &str| {
        let lines = here.iter().filter(|line| !there.contains(line));
        lines.map(|line| format!("  {mark} {}\n", line.trim())).collect::<String>()
    };
    only(&got, &expected, "got") + &only(&expected, &got, "expected")
}

#[test]
fn cases_of_the_guides_come_out_as_the_guides_say() {
    every_line("seed", include_str!("../../../tests/data/cases/seed.jsonl"));
}

#[test]
fn cases_worked_by_hand_come_out_as_worked() {
    every_line("worked", include_str!("../../../tests/data/cases/worked.jsonl"));
}

#[test]
fn cases_with_everything_mixed_come_out_as_computed() {
    every_line("generated", include_str!("../../../tests/data/cases/generated.jsonl"));
}
