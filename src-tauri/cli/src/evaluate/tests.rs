//! Streams of good and bad lines, and where each fault is reported.

use super::*;
use serde_json::{Value, json};

const STORED: [&str; 3] = [
    include_str!("../../../../tests/data/cases/seed.jsonl"),
    include_str!("../../../../tests/data/cases/worked.jsonl"),
    include_str!("../../../../tests/data/cases/generated.jsonl"),
];

fn run(input: &[u8]) -> (bool, Vec<Value>) {
    let mut out = Vec::new();
    let good = evaluate(input, &mut out, false).unwrap();
    let lines = String::from_utf8(out).unwrap();
    let parse = |line| serde_json::from_str(line).unwrap();
    (good, lines.lines().map(parse).collect())
}

/// A small good case with one key put, replaced or (with null) left to the caller.
fn with(pointer: &str, key: &str, value: Value) -> Value {
    let mut case = good_case();
    let parent = case.pointer_mut(pointer).unwrap().as_object_mut().unwrap();
    parent.insert(key.to_owned(), value);
    case
}

fn without(pointer: &str, key: &str) -> Value {
    let mut case = good_case();
    let parent = case.pointer_mut(pointer).unwrap().as_object_mut().unwrap();
    parent.remove(key).unwrap();
    case
}

fn good_case() -> Value {
    json!({
        "name": "x", "time_zone": "America/Detroit", "month": "2026-01",
        "submitted_on": "2026-02-05", "payer": "medicare",
        "staff": [{"id": "dr", "role": "physician"}, {"id": "rn", "role": "rn"}],
        "patient": {
            "facility_stays": [{"kind": "ed", "admitted": "2026-01-01", "discharged": null}],
            "enrollments": [{
                "id": "a", "program": "ccm", "billing_practitioner": "dr", "start": "2025-06-01",
                "consent": {"given": null}, "conditions": [{"icd10": null}], "care_plan": {},
                "attested": true, "supervised": true
            }]
        },
        "settings": {},
        "tcm": [{
            "id": "t", "practitioner": "dr", "discharged": "2026-01-02T10:00:00Z",
            "from": "snf", "to": "home", "contacts": [{"at": "2026-01-03T10:00:00Z", "reached": true}]
        }],
        "entries": [{
            "id": "e", "account": "a", "staff": "rn", "activity": "call_patient",
            "start": "2026-01-05T10:00:00Z", "end": "2026-01-05T10:20:00Z"
        }]
    })
}

fn error_of(case: &Value) -> (String, String) {
    error_of_line(case.to_string().as_bytes())
}

fn error_of_line(line: &[u8]) -> (String, String) {
    let (good, answers) = run(line);
    assert!(!good, "{}", String::from_utf8_lossy(line));
    let text = |key| answers[0]["error"][key].as_str().unwrap().to_owned();
    (text("code"), text("pointer"))
}

fn fault(code: &str, pointer: &str) -> (String, String) {
    (code.to_owned(), pointer.to_owned())
}

#[test]
fn every_stored_line_is_answered_as_expected() {
    for text in STORED {
        let (_, answers) = run(text.as_bytes());
        let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(answers.len(), lines.len());
        for (mut answer, mut line) in answers.into_iter().zip(lines) {
            for value in [&mut answer, &mut line["expect"]] {
                if let Some(error) = value.get_mut("error") {
                    error.as_object_mut().unwrap().remove("message");
                }
            }
            assert_eq!(answer, line["expect"], "{}", line["name"]);
        }
    }
}

#[test]
fn a_bad_line_is_answered_and_the_others_still_are() {
    let good = good_case().to_string();
    let input = format!("{good}\n\n  \t\r\nnonsense\n{good}");
    let (all_good, answers) = run(input.as_bytes());
    assert!(!all_good);
    assert_eq!(answers.len(), 3);
    assert_eq!(answers[1]["error"]["code"], "bad_json");
    assert_eq!(answers[0], answers[2]);
}

#[test]
fn what_is_not_an_object_is_not_json() {
    let deep = "[".repeat(100_000);
    for line in ["nonsense", "[]", "3", "{\"name\":", "{} {}", "\"x\"", "null", &deep] {
        assert_eq!(error_of_line(line.as_bytes()), fault("bad_json", ""), "{line:.20}");
    }
    assert_eq!(error_of_line(b"{\"name\":\"\xff\"}"), fault("bad_json", ""));
}

#[test]
fn remarks_may_be_anything() {
    let deep = format!("{}{}", "[".repeat(50_000), "]".repeat(50_000));
    let case = good_case().to_string();
    let line = format!("{{\"comment\":{deep},\"expect\":null,{}", &case[1..]);
    assert!(run(line.as_bytes()).0);
}

#[test]
fn a_missing_key_is_reported_where_it_should_be() {
    let missing = |pointer, key| error_of(&without(pointer, key));
    assert_eq!(missing("", "entries"), fault("bad_case", "/entries"));
    assert_eq!(missing("/patient", "enrollments"), fault("bad_case", "/patient/enrollments"));
    let consent = "/patient/enrollments/0/consent";
    assert_eq!(missing(consent, "given"), fault("bad_case", "/patient/enrollments/0/consent/given"));
    let condition = "/patient/enrollments/0/conditions/0";
    assert_eq!(missing(condition, "icd10"), fault("bad_case", "/patient/enrollments/0/conditions/0/icd10"));
    assert_eq!(missing("/entries/0", "activity"), fault("bad_case", "/entries/0/activity"));
    assert_eq!(missing("/tcm/0/contacts/0", "reached"), fault("bad_case", "/tcm/0/contacts/0/reached"));
}

#[test]
fn an_unknown_key_is_reported_at_its_own_place() {
    for pointer in ["", "/patient", "/entries/0", "/settings", "/tcm/0/contacts/0"] {
        let bad = with(pointer, "a/b~c", json!(1));
        assert_eq!(error_of(&bad), fault("bad_case", &format!("{pointer}/a~1b~0c")));
    }
}

#[test]
fn a_wrong_value_is_reported_where_it_stands() {
    let stay = "/patient/facility_stays/0";
    let account = "/patient/enrollments/0";
    let bad = [
        ("", "payer", json!("nobody")),
        ("", "payer", json!({"medicare": null})),
        ("", "payer", json!(null)),
        ("", "month", json!("2026-13")),
        ("", "submitted_on", json!("2100-01-01")),
        ("", "time_zone", json!("Mars/Olympus")),
        ("", "settings", json!([])),
        ("", "settings", json!(null)),
        ("", "staff", json!({})),
        ("/patient", "died", json!("2026-01-01")),
        (stay, "admitted", json!(null)),
        (account, "care_plan", json!([])),
        (account, "supervised", json!(1)),
        (account, "billing_practitioner", json!("rn")),
        ("/entries/0", "start", json!("2026-01-05T10:00:00.0Z")),
        ("/entries/0", "end", json!("2026-01-05T10:20:60Z")),
        ("/entries/0", "end", json!("2026-01-05t10:20:00Z")),
        ("/entries/0", "activity", json!("juggling")),
        ("/entries/0", "part_of_visit", json!(null)),
        ("/settings", "attempts_cap_s", json!(-1)),
        ("/settings", "attempts_cap_s", json!(1.0)),
        ("/settings", "stale_limit_s", json!(0)),
        ("/settings", "dx_min_ccm", json!("2")),
    ];
    for (pointer, key, value) in bad {
        let expected = fault("bad_case", &format!("{pointer}/{key}"));
        assert_eq!(error_of(&with(pointer, key, value.clone())), expected, "{value}");
    }
}

#[test]
fn values_inside_settings_are_reported_one_by_one() {
    let bad = [
        ("caps", json!({"99437": -1}), "/settings/caps/99437"),
        ("coverage", json!({"hospital": true}), "/settings/coverage/hospital"),
        ("coverage", json!({"tcm": 1}), "/settings/coverage/tcm"),
        ("activity_overrides", json!({"email": "Y"}), "/settings/activity_overrides/email"),
        ("activity_overrides", json!({"jug/gle": "C"}), "/settings/activity_overrides/jug~1gle"),
    ];
    for (key, value, pointer) in bad {
        assert_eq!(error_of(&with("/settings", key, value)), fault("bad_case", pointer));
    }
    let holidays = with("", "holidays", json!(["2026-01-02", "2026-02-30"]));
    assert_eq!(error_of(&holidays), fault("bad_case", "/holidays/1"));
}

#[test]
fn whole_numbers_may_be_large() {
    let large = json!({"attempts_cap_s": u64::MAX, "caps": {"99437": u64::MAX, "x": null},
        "hold_cap_s": i64::MAX, "tcm_attempt_gap_min": u64::MAX, "consent_renewal_months": u64::MAX,
        "stale_limit_s": u64::MAX, "attempts": "count"});
    assert!(run(with("", "settings", large).to_string().as_bytes()).0);
}

#[test]
fn a_key_that_is_there_twice_is_a_fault() {
    let line = good_case().to_string().replacen("{", "{\"name\":\"y\",", 1);
    assert_eq!(error_of_line(line.as_bytes()), fault("bad_case", "/name"));
}

#[test]
fn references_ids_and_intervals_are_checked() {
    let entry = |key: &str, value: Value| error_of(&with("/entries/0", key, value));
    assert_eq!(entry("staff", json!("nobody")), fault("unknown_reference", "/entries/0/staff"));
    assert_eq!(entry("account", json!("b")), fault("unknown_reference", "/entries/0/account"));
    let end = entry("end", json!("2026-01-05T10:00:00Z"));
    assert_eq!(end, fault("bad_interval", "/entries/0/end"));
    let caller = with("/tcm/0/contacts/0", "by", json!("nobody"));
    assert_eq!(error_of(&caller), fault("unknown_reference", "/tcm/0/contacts/0/by"));
    let twice = with("", "staff", json!([{"id": "dr", "role": "np"}, {"id": "dr", "role": "rn"}]));
    assert_eq!(error_of(&twice), fault("duplicate_id", "/staff/1/id"));
    let global = with("/tcm/0", "own_global", json!({"from": "2026-01-02", "to": "2026-01-01"}));
    assert_eq!(error_of(&global), fault("bad_interval", "/tcm/0/own_global/to"));
    let stay = with("/patient/facility_stays/0", "discharged", json!("2025-12-31"));
    let place = "/patient/facility_stays/0/discharged";
    assert_eq!(error_of(&stay), fault("bad_interval", place));
}
