//! Small months to certify, and how they are checked.

use cli::Exit;
use serde_json::{Value, json};

use crate::console::Run;

/// A documented Medicare month of January 2026 in Detroit with an account `a` of Dr. `dr`.
pub(super) fn month(name: &str, program: &str, entries: &[(&str, &str, &str, &str)]) -> Value {
    let entry = |(id, staff, start, end): &(&str, &str, &str, &str)| {
        json!({"id": id, "account": "a", "staff": staff, "start": format!("2026-01-{start}:00Z"),
            "end": format!("2026-01-{end}:00Z"), "activity": "call_patient"})
    };
    json!({
        "name": name, "time_zone": "America/Detroit", "month": "2026-01", "submitted_on": "2026-02-05",
        "payer": "medicare",
        "staff": [{"id": "dr", "role": "physician"}, {"id": "np", "role": "np"}, {"id": "rn", "role": "rn"}],
        "patient": {"enrollments": [enrollment("a", program, "dr", "I50.22")]},
        "entries": entries.iter().map(entry).collect::<Vec<_>>(),
    })
}

/// An enrollment with everything documented.
pub(super) fn enrollment(id: &str, program: &str, biller: &str, icd10: &str) -> Value {
    json!({
        "id": id, "program": program, "billing_practitioner": biller, "start": "2025-06-02",
        "consent": {"given": "2025-06-02"},
        "initiating_visit": {"date": "2025-06-02", "kind": "em", "discussed": true},
        "conditions": [{"icd10": icd10}, {"icd10": "E11.9"}],
        "care_plan": {"established": "2025-06-02", "copy_given": "2025-06-02"},
        "mdm": [{"month": "2026-01", "level": "moderate"}], "attested": true, "supervised": true,
    })
}

/// Twelve, thirty and twenty-five minutes: 99490 and two 99439 with seven minutes to spare.
pub(super) fn ccm() -> Value {
    let calls = [
        ("e1", "rn", "03T15:00", "03T15:12"),
        ("e2", "rn", "14T15:00", "14T15:30"),
        ("e3", "rn", "27T15:00", "27T15:25"),
    ];
    month("three calls", "ccm", &calls)
}

/// A discharge on Friday 16 January, before the weekend and the King holiday, with a call and a visit on day 7.
pub(super) fn discharge() -> Value {
    let mut month = month("home", "ccm", &[]);
    month["tcm"] = json!([{
        "id": "t", "practitioner": "dr", "discharged": "2026-01-16T15:00:00Z", "from": "inpatient_acute", "to": "home",
        "contacts": [{"at": "2026-01-20T15:00:00Z", "by": "rn", "reached": true}],
        "visit": {"date": "2026-01-23"}, "mdm": "high", "med_rec": "2026-01-23",
    }]);
    month
}

/// Its statement with a certificate.
pub(super) fn certified(case: &Value) -> Value {
    let ran = Run::new(["evaluate", "--certificate"]).input(case.to_string().as_bytes()).go();
    assert_eq!(ran.exit, Exit::Done, "{}{}", ran.output, ran.errors);
    serde_json::from_str(&ran.output).unwrap()
}

/// How the check ends and what it says.
pub(super) fn check(statement: &Value) -> (Exit, String) {
    let ran = Run::new(["check"]).input(statement.to_string().as_bytes()).go();
    (ran.exit, ran.output)
}
