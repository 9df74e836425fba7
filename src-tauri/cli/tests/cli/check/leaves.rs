//! Every number and every date of many certificates, altered one at a time.

use chrono::{DateTime, NaiveDate, SecondsFormat, TimeDelta};
use serde_json::Value;

use super::CASES;
use crate::console::Run;

/// What a certificate is trusted for: facts that nothing else in it repeats.
const TRUSTED: [(&str, &str); 12] = [
    ("/certificate/submitted_on", "the day of sending is the practice's word"),
    ("/certificate/died", "so is the instant of death"),
    ("/certificate/holidays/*", "and when its doors are closed"),
    ("/certificate/settings/tcm_attempt_gap_min", "and its settings"),
    ("/certificate/accounts/*/start", "and the enrollment"),
    ("/certificate/accounts/*/end", "and its end"),
    ("/certificate/tcm/*/discharged", "a second more or less is the same day"),
    ("/certificate/tcm/*/contacts/*/at", "when somebody called is a fact"),
    ("/certificate/tcm/*/visit", "without a line nothing repeats the visit's day"),
    ("/certificate/tcm/*/med_rec", "a day earlier is as good"),
    ("/certificate/acp/*/talks/*", "a second inside another talk or after death counts nothing"),
    ("/certificate/oncology/*/date", "without a line nothing repeats it"),
];

#[test]
fn a_number_or_date_that_is_altered_is_found_unless_it_is_a_fact_nothing_repeats() {
    let chosen = CASES.iter().zip([1, 6, 40]).flat_map(|(cases, step)| cases.lines().step_by(step));
    let chosen: Vec<&str> = chosen.collect();
    let ran = Run::new(["evaluate", "--certificate"]).input(chosen.join("\n").as_bytes()).go();
    let statements: Vec<Value> = ran.output.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let statements: Vec<Value> = statements.into_iter().filter(|one| one.get("error").is_none()).collect();
    assert!(statements.len() >= 20, "{}", statements.len());
    let mut altered = 0;
    for statement in statements {
        let mut places = Vec::new();
        leaves(&statement, String::new(), &mut places);
        places.retain(|(pointer, _)| !is_trusted(pointer));
        let lines: String = places.iter().map(|(pointer, value)| with(&statement, pointer, value)).collect();
        let ran = Run::new(["check"]).input(lines.as_bytes()).go();
        let mut said = ran.output.lines();
        for (pointer, value) in &places {
            let said = said.next().unwrap();
            assert!(said.starts_with("wrong "), "{}: {pointer} as {value}: {said}", statement["name"]);
        }
        altered += places.len();
    }
    assert!(altered > 2000, "{altered}");
}

fn with(statement: &Value, pointer: &str, value: &Value) -> String {
    let mut statement = statement.clone();
    *statement.pointer_mut(pointer).unwrap() = value.clone();
    format!("{statement}\n")
}

fn is_trusted(pointer: &str) -> bool {
    let is_index = |step: &str| !step.is_empty() && step.bytes().all(|byte| byte.is_ascii_digit());
    let steps = pointer.split('/').map(|step| if is_index(step) { "*" } else { step });
    let pattern = steps.collect::<Vec<_>>().join("/");
    TRUSTED.iter().any(|(trusted, _)| pattern == *trusted || pattern.starts_with(&format!("{trusted}/")))
}

/// Every number, date and instant with something else to put in its place.
fn leaves(value: &Value, pointer: String, places: &mut Vec<(String, Value)>) {
    match value {
        Value::Object(keys) => {
            for (key, value) in keys {
                let step = key.replace('~', "~0").replace('/', "~1");
                leaves(value, format!("{pointer}/{step}"), places);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                leaves(value, format!("{pointer}/{index}"), places);
            }
        }
        Value::Number(number) => {
            let number = number.as_i64().unwrap();
            places.extend([number + 1, number - 1].map(|other| (pointer.clone(), other.into())));
        }
        Value::String(text) => places.extend(other_times(text).map(|other| (pointer.clone(), other.into()))),
        Value::Null | Value::Bool(_) => {}
    }
}

/// The days around a date, the seconds around an instant.
fn other_times(text: &str) -> impl Iterator<Item = String> {
    let around = |by: i64| {
        let day = text.parse::<NaiveDate>().map(|day| (day + TimeDelta::days(by)).to_string());
        let second = |at: DateTime<_>| {
            (at.to_utc() + TimeDelta::seconds(by)).to_rfc3339_opts(SecondsFormat::Secs, true)
        };
        day.ok().or_else(|| DateTime::parse_from_rfc3339(text).ok().map(second))
    };
    [around(1), around(-1)].into_iter().flatten()
}
