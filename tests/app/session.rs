//! Who is signed in and who was: what a locked screen and the end of set-up let a person do, and as whom.

use serde_json::{Value, json};

use crate::stories::enrolled;
use crate::window::{OWN_PASSWORD, PASSWORD, Window};

const NOW: &str = "2026-11-19T15:00:00Z";

/// A second person who signs in and has chosen a password of her own; gives the id. The manager is signed in again.
pub(crate) fn hire(window: &Window, access: &str) -> Value {
    let id = window.ok("save_staff", json!({ "form": staff(Value::Null, "Bex Quill", "bex", access) }));
    let form = json!({ "sign_in": "bex", "password": PASSWORD });
    assert_eq!(window.ok("unlock", json!({ "form": form }))["stage"], "must_change");
    window.ok("choose_password", json!({ "form": { "password": OWN_PASSWORD } }));
    sign_in(window, "tamsin");
    id
}

pub(crate) fn staff(id: Value, name: &str, sign_in: &str, access: &str) -> Value {
    let password = id.is_null().then_some(PASSWORD);
    json!({
        "id": id, "name": name, "role": "rn", "access": access, "credentials": "RN", "npi": null,
        "sign_in": sign_in, "password": password, "team_training": null, "scope_document": false, "active": true,
    })
}

pub(crate) fn sign_in(window: &Window, name: &str) {
    let password = if name == "tamsin" { PASSWORD } else { OWN_PASSWORD };
    let stage = window.ok("unlock", json!({ "form": { "sign_in": name, "password": password } }));
    assert_eq!(stage["stage"], "open");
}

#[test]
fn nobody_signed_in_stops_the_timer_of_the_person_before() {
    let window = Window::set_up(NOW);
    let (patient, enrollment) = enrolled(&window);
    hire(&window, "care_team");
    window.ok("start_timer", json!({ "form": { "enrollment": enrollment, "activity": "call_patient" } }));
    window.ok("lock", json!({}));
    sign_in(&window, "bex");
    window.clock.advance(30);
    window.ok("stop_while_locked", json!({}));
    assert_eq!(window.ok("patient", json!({ "id": patient, "month": null }))["entries"], json!([]));
    // On the locked screen it is the timer of the person who left that stops, and there is none.
    window.ok("lock", json!({}));
    assert_eq!(window.refused("stop_while_locked", json!({})), "not_found");
    sign_in(&window, "tamsin");
    assert_eq!(window.ok("running", json!({}))["elapsed_s"], 30);
}

#[test]
fn the_recovery_key_signs_in_its_maker_and_nobody_after_somebody_signed_in() {
    let window = Window::at(NOW);
    let form = json!({
        "practice": "Juniper Hollow", "time_zone": "America/Detroit", "name": "Tamsin Reyes-Holt", "role": "rn",
        "credentials": "RN", "sign_in": "tamsin", "password": PASSWORD,
    });
    let recovery = window.ok("set_up", json!({ "form": form }));
    let proof = json!({ "form": { "groups": [recovery["groups"][2], recovery["groups"][6]] } });
    // The page was loaded again in the middle: the maker signs in with the password instead.
    sign_in(&window, "tamsin");
    hire(&window, "care_team");
    sign_in(&window, "bex");
    window.ok("lock", json!({}));
    assert_eq!(window.refused("confirm_recovery", proof), "refused");
    assert_eq!(window.ok("stage", json!({}))["stage"], "locked");
}

#[test]
fn a_wrong_group_leaves_the_recovery_key_to_be_typed_again() {
    let window = Window::at(NOW);
    let form = json!({
        "practice": "Juniper Hollow", "time_zone": "America/Detroit", "name": "Tamsin Reyes-Holt", "role": "rn",
        "credentials": "RN", "sign_in": "tamsin", "password": PASSWORD,
    });
    let recovery = window.ok("set_up", json!({ "form": form }));
    assert_eq!(window.refused("confirm_recovery", json!({ "form": { "groups": ["A", "B"] } })), "refused");
    let groups = json!([recovery["groups"][2], recovery["groups"][6]]);
    let stage = window.ok("confirm_recovery", json!({ "form": { "groups": groups } }));
    assert_eq!((&stage["stage"], &stage["me"]["name"]), (&json!("open"), &json!("Tamsin Reyes-Holt")));
}

#[test]
fn access_that_was_given_up_is_gone_at_once() {
    let window = Window::set_up(NOW);
    hire(&window, "manager");
    window.ok("save_staff", json!({ "form": staff(json!(1), "Tamsin Reyes-Holt", "tamsin", "biller") }));
    let practice = json!({ "practice": "P", "time_zone": "America/Detroit", "place": "facility", "assigned_only": false });
    assert_eq!(window.refused("save_practice", json!({ "form": practice })), "forbidden");
}
