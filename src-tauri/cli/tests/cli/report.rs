//! `report`: the table and the JSON say the same, and name nobody.

use std::sync::Arc;

use serde_json::Value;
use tracker::{Home, ManualClock, demo};

use crate::console::{NOW, demo_home, json, on_demo};

#[test]
fn the_report_adds_up_and_is_the_same_each_time() {
    let (_folder, home, _) = demo_home();
    let ran = on_demo(&home, ["report", "--month", "2026-10", "--json"]).go();
    let report = json(&ran);
    assert_eq!(on_demo(&home, ["report", "--month", "2026-10", "--json"]).go().output, ran.output);
    let lines = report["lines"].as_array().unwrap();
    for status in ["ready", "held"] {
        let of_status: Vec<_> = lines.iter().filter(|line| line["status"] == status).collect();
        let cents: i64 = of_status.iter().map(|line| line["amount_cents"].as_i64().unwrap()).sum();
        assert!(cents > 0, "{status}");
        assert_eq!(report[status]["amount_cents"], cents, "{status}");
        assert_eq!(report[status]["lines"], of_status.len(), "{status}");
        let codes = report[status]["codes"].as_array().unwrap();
        let units: i64 = codes.iter().map(|code| code["units"].as_i64().unwrap()).sum();
        assert_eq!(report[status]["units"], units, "{status}");
    }
    assert!(lines.iter().all(|line| line["status"] != "refused" || line["code"].is_null()));
    assert_no_fractions(&report);
}

fn assert_no_fractions(value: &Value) {
    match value {
        Value::Number(number) => assert!(number.is_i64() || number.is_u64(), "{number}"),
        Value::Array(values) => values.iter().for_each(assert_no_fractions),
        Value::Object(values) => values.values().for_each(assert_no_fractions),
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

#[test]
fn the_table_has_the_dollars_of_the_json_and_the_reasons_in_words() {
    let (_folder, home, _) = demo_home();
    let report = json(&on_demo(&home, ["report", "--json"]).go());
    assert_eq!(report["month"], "2026-11", "without --month it is the present one");
    let table = on_demo(&home, ["report"]).go().output;
    for status in ["ready", "held"] {
        let total = rules::Cents(report[status]["amount_cents"].as_i64().unwrap()).to_string();
        assert!(
            table.lines().any(|line| line.starts_with("  Total") && line.ends_with(&total)),
            "{total}\n{table}"
        );
    }
    for reason in report["held"]["reasons"].as_array().unwrap() {
        let row = format!("{}  {} ", reason["accounts"], reason["code"].as_str().unwrap());
        let words = table.lines().find_map(|line| line.trim_start().strip_prefix(&row));
        assert!(words.is_some_and(|words| words.trim().contains(' ')), "{row}\n{table}");
    }
    assert!(table.contains("demo practice") && table.contains("estimates at national rates"), "{table}");
    let right: Vec<_> = table.lines().filter(|line| line.contains('$')).map(str::len).collect();
    assert!(right.windows(2).all(|pair| pair[0] == pair[1]), "dollars end in one column\n{table}");
}

#[test]
fn the_report_names_no_patient() {
    let (_folder, home, _) = demo_home();
    let text =
        [on_demo(&home, ["report"]).go().output, on_demo(&home, ["report", "--json"]).go().output].concat();
    let clock = Arc::new(ManualClock::at(NOW.parse().unwrap()));
    let (mut tracker, _) = Home::at(&home).unlock(demo::SIGN_IN, demo::PASSWORD, clock).unwrap();
    let claims = tracker.claims(rules::Month::new(2026, 11).unwrap()).unwrap();
    assert!(claims.rows.len() > 20);
    for row in &claims.rows {
        assert!(!text.contains(&row.patient.name));
        assert!(text.contains(&row.patient.mrn));
    }
}
