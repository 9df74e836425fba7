//! Whole stories over the real IPC on a real encrypted file: from a call to the exported claim.

use std::sync::Arc;

use serde_json::{Value, json};
use tracker::ManualClock;

use crate::window::{PASSWORD, Window};

/// A practitioner, a patient, and a CCM enrollment with every document; gives patient and enrollment.
pub(crate) fn enrolled(window: &Window) -> (Value, Value) {
    let practitioner = window.ok("save_staff", json!({ "form": {
        "id": null, "name": "Dr. Aldous Penhallow", "role": "physician", "access": "practitioner",
        "credentials": "MD", "npi": "1000000012", "sign_in": null, "password": null, "team_training": null,
        "scope_document": false, "active": true,
    }}));
    let patient = window.ok("save_patient", json!({ "form": {
        "id": null, "name": "Marigold Fennimore", "birth_date": "1945-03-14", "mrn": "40-2217", "sex": "F",
        "payer": "medicare", "call_window": "before noon",
    }}));
    let enrollment = window.ok("save_enrollment", json!({ "form": {
        "id": null, "patient": patient, "program": "ccm", "practitioner": practitioner, "start": "2026-01-05",
        "end": null, "consent_given": "2026-01-05", "consent_mode": "verbal", "consent_taker": 1,
        "consent_revoked": null, "visit_date": "2025-12-20", "visit_kind": "awv", "visit_discussed": true,
        "last_seen": "2026-06-02", "conditions": [
            { "icd10": "I50.22", "label": "Heart failure", "expected_months": null, "high_risk": true },
            { "icd10": "E11.9", "label": "Diabetes", "expected_months": null, "high_risk": true },
        ],
        "plan_established": "2026-01-05", "plan_revised": null, "plan_copy_given": "2026-01-06", "mdm": [],
        "attested": true, "supervisor": practitioner,
    }}));
    (patient, enrollment)
}

#[test]
fn a_nurse_times_a_call_corrects_it_and_the_office_exports_the_claim() {
    let window = Window::set_up("2026-11-19T15:00:00Z");
    let (patient, enrollment) = enrolled(&window);

    window.ok("start_timer", json!({ "form": { "enrollment": enrollment, "activity": null } }));
    // Beats keep the timer alive; the screen asks every fifteen seconds.
    let mut bars = Vec::new();
    for _ in 0..79 {
        window.clock.advance(15);
        bars.push(window.ok("running", json!({}))["bar"]["counted_s"].as_i64().unwrap());
    }
    assert!(bars.windows(2).all(|pair| pair[1] == pair[0] + 15), "the bar moves with the clock: {bars:?}");
    assert_eq!(bars.last(), Some(&1185));

    window.clock.advance(14);
    let stopped =
        window.ok("stop_timer", json!({ "form": { "activity": "call_patient", "note": "weight stable" } }));
    assert_eq!(stopped["counted_s"], 1199, "a second under twenty minutes is 19:59");
    assert_eq!(window.ok("claims", json!({ "month": "2026-11" }))["rows"], json!([]));

    let entry = window.ok("patient", json!({ "id": patient, "month": null }))["entries"][0].clone();
    let correct = |reason: &str| {
        json!({ "form": {
            "id": entry["id"], "date": entry["date"], "start": "09:59:00", "end": entry["end"],
            "activity": "call_patient", "note": "weight stable", "part_of_visit": false, "reason": reason,
            "first_pass": null,
        }})
    };
    let failure = window.send("correct_entry", correct("")).unwrap_err();
    assert_eq!(failure["field"], "reason");
    window.ok("correct_entry", correct("the call began a minute before the timer"));

    let history = window.ok("entry_history", json!({ "id": entry["id"] }));
    assert_eq!(history.as_array().unwrap().len(), 2, "the original stays readable");
    let claims = window.ok("claims", json!({ "month": "2026-11" }));
    let line = &claims["rows"][0];
    assert_eq!(
        (&line["status"], &line["line"]["code"], &line["line"]["dos"]),
        (&json!("ready"), &json!("99490"), &json!("2026-11-19"))
    );

    let form = json!({ "month": "2026-11", "formats": ["csv", "xlsx", "pdf"], "all": false });
    let export = window.ok("export_claims", json!({ "form": form }));
    let file = window.home.path().join("exports").join(export["files"][0]["file"].as_str().unwrap());
    let csv = std::fs::read_to_string(file).unwrap();
    assert!(
        csv.contains("Marigold Fennimore,40-2217,1945-03-14,Dr. Aldous Penhallow,1000000012,2026-11-19"),
        "{csv}"
    );
}

#[test]
fn a_program_that_was_killed_finds_its_timer_again_and_counts_nothing_past_its_last_proof() {
    let window = Window::set_up("2026-11-19T15:00:00Z");
    let (_, enrollment) = enrolled(&window);
    window.ok("start_timer", json!({ "form": { "enrollment": enrollment, "activity": "call_patient" } }));
    for _ in 0..4 {
        window.clock.advance(15);
        window.ok("running", json!({}));
    }
    window.clock.advance(9);
    // Killed: what is on disk at this moment is all that the next run has.
    let home = window.files_on_disk();

    let later = Arc::new(ManualClock::at("2026-11-19T16:30:00Z".parse().unwrap()));
    let window = Window::on(home, later);
    window.ok("unlock", json!({ "form": { "sign_in": "tamsin", "password": PASSWORD } }));
    let running = window.ok("running", json!({}));
    assert_eq!(running["elapsed_s"], 60, "to the last proof, nine seconds short of the truth");
    assert_eq!(running["interrupted_at"], "2026-11-19T15:01:00Z");
    let running = window.ok("settle_timer", json!({ "choice": "keep_and_go_on" }));
    assert_eq!((&running["elapsed_s"], &running["bar"]["counted_s"]), (&json!(0), &json!(60)));
}

#[test]
fn locking_the_screen_never_stops_a_timer_and_shows_no_name() {
    let window = Window::set_up("2026-11-19T15:00:00Z");
    let (_, enrollment) = enrolled(&window);
    window.ok("start_timer", json!({ "form": { "enrollment": enrollment, "activity": "call_patient" } }));
    let locked = window.ok("lock", json!({}));
    assert_eq!(locked["running_since"], "2026-11-19T15:00:00Z");
    assert!(!locked.to_string().contains("Marigold"), "{locked}");
    window.clock.advance(30);
    window.ok("unlock", json!({ "form": { "sign_in": "tamsin", "password": PASSWORD } }));
    assert_eq!(window.ok("running", json!({}))["elapsed_s"], 30);
    window.ok("lock", json!({}));
    window.clock.advance(10);
    let locked = window.ok("stop_while_locked", json!({}));
    assert_eq!(locked["running_since"], Value::Null);
}
