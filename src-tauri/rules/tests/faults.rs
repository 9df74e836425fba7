//! Faults that types cannot express: every id, every reference, every interval, and the place each is reported at.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use common::packs;
use rules::{Case, Fault, FaultCode};
use serde_json::{Value, json};

/// A good case with two of everything that has an id, a reference or an interval.
fn full() -> Value {
    let hour = |hour: u32| json!({"start": format!("2026-01-05T{hour}:00:00Z"), "end": format!("2026-01-05T{hour}:20:00Z")});
    let of = |mut interval: Value, more: Value| {
        interval.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        interval
    };
    let account = |id: &str| {
        json!({"id": id, "program": "ccm", "billing_practitioner": "dr", "start": "2025-06-01",
            "consent": {"given": null}, "conditions": [], "care_plan": {}, "attested": true, "supervised": true})
    };
    let entry =
        |id: &str| of(hour(10), json!({"id": id, "account": "a", "staff": "rn", "activity": "email"}));
    let discharge = |id: &str| {
        json!({"id": id, "practitioner": "dr", "discharged": "2026-01-02T10:00:00Z", "from": "snf", "to": "home",
            "contacts": [{"at": "2026-01-03T10:00:00Z", "reached": true},
                {"at": "2026-01-03T11:00:00Z", "reached": true, "by": "rn"}],
            "own_global": {"from": "2026-01-05", "to": "2026-01-05"}})
    };
    let talk = |id: &str| of(hour(11), json!({"id": id, "staff": "dr"}));
    let plan = |id: &str| json!({"id": id, "kind": "initial", "date": "2026-01-05", "cancer": "C50"});
    json!({
        "name": "full", "time_zone": "America/Detroit", "month": "2026-01", "submitted_on": "2026-02-05",
        "payer": "cigna", "staff": [{"id": "dr", "role": "physician"}, {"id": "rn", "role": "rn"}],
        "patient": {
            "facility_stays": [
                {"kind": "ed", "admitted": "2026-01-01", "discharged": "2026-01-01"},
                {"kind": "ed", "admitted": "2026-01-02T04:00:00Z", "discharged": "2026-01-02T04:00:00Z"}
            ],
            "enrollments": [account("a"), account("b")]
        },
        "settings": {"activity_overrides": {"email": "X"}},
        "elsewhere": [of(hour(12), json!({"staff": "rn"})), of(hour(13), json!({"staff": "dr"}))],
        "used_elsewhere": [of(hour(14), json!({"staff": "rn", "service": "99454"}))],
        "other_services": [{"code": "99213", "date": "2026-01-05"},
            {"code": "99213", "date": "2026-01-06", "practitioner": "dr"}],
        "tcm": [discharge("t"), discharge("u")], "acp": [talk("p"), talk("q")],
        "oncology_events": [plan("o"), plan("n")], "entries": [entry("e"), entry("f")]
    })
}

fn check(case: Value) -> Result<(), Fault> {
    serde_json::from_value::<Case>(case).unwrap().check(packs())
}

/// The fault of the good case once `value` stands at `pointer`.
fn fault_with(pointer: &str, value: &str) -> (FaultCode, String) {
    let mut case = full();
    *case.pointer_mut(pointer).unwrap() = json!(value);
    let fault = check(case).unwrap_err();
    (fault.code, fault.pointer)
}

fn is_found(code: FaultCode, pointer: &str, value: &str) {
    assert_eq!(fault_with(pointer, value), (code, pointer.to_owned()), "{value}");
}

#[test]
fn the_full_case_has_no_fault() {
    assert_eq!(check(full()), Ok(()));
}

#[test]
fn an_id_that_is_there_twice_is_found_in_every_list() {
    for (list, id) in [("entries", "e"), ("tcm", "t"), ("acp", "p"), ("oncology_events", "o")] {
        is_found(FaultCode::DuplicateId, &format!("/{list}/1/id"), id);
    }
    is_found(FaultCode::DuplicateId, "/staff/1/id", "dr");
    is_found(FaultCode::DuplicateId, "/patient/enrollments/1/id", "a");
}

#[test]
fn a_reference_to_nothing_is_found_in_every_list() {
    let references = [
        "/entries/1/staff",
        "/entries/1/account",
        "/elsewhere/1/staff",
        "/used_elsewhere/0/staff",
        "/tcm/1/practitioner",
        "/tcm/1/contacts/1/by",
        "/acp/1/staff",
        "/other_services/1/practitioner",
        "/patient/enrollments/1/billing_practitioner",
    ];
    references.iter().for_each(|pointer| is_found(FaultCode::UnknownReference, pointer, "nobody"));
}

#[test]
fn a_nurse_does_not_bill_and_an_unknown_activity_is_no_reference() {
    is_found(FaultCode::BadCase, "/patient/enrollments/1/billing_practitioner", "rn");
    is_found(FaultCode::BadCase, "/entries/1/activity", "juggling");
    let mut case = full();
    case["settings"]["activity_overrides"] = json!({"email": "X", "jug/g~ling": "C"});
    let fault = check(case).unwrap_err();
    assert_eq!(fault.to_string(), "bad_case: no such activity at /settings/activity_overrides/jug~1g~0ling");
}

#[test]
fn an_interval_that_does_not_run_forward_is_found_in_every_list() {
    for (list, at, hour) in
        [("entries", 1, 10), ("acp", 1, 11), ("elsewhere", 1, 13), ("used_elsewhere", 0, 14)]
    {
        is_found(FaultCode::BadInterval, &format!("/{list}/{at}/end"), &format!("2026-01-05T{hour}:00:00Z"));
    }
    is_found(FaultCode::BadInterval, "/tcm/1/own_global/to", "2026-01-04");
    is_found(FaultCode::BadInterval, "/patient/facility_stays/1/discharged", "2026-01-02T03:59:59Z");
    is_found(FaultCode::BadInterval, "/patient/facility_stays/0/discharged", "2025-12-31");
}

#[test]
fn a_day_and_an_instant_are_compared_by_the_local_day() {
    // Midnight in Detroit is five hours after that of UTC.
    let stay = "/patient/facility_stays/0/discharged";
    is_found(FaultCode::BadInterval, stay, "2026-01-01T04:59:59Z");
    let mut case = full();
    *case.pointer_mut(stay).unwrap() = json!("2026-01-01T05:00:00Z");
    assert_eq!(check(case), Ok(()));
}
