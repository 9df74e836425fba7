//! One-time passwords, the lock of the screen and what it leaves running, the password asked again, and the ways back in.

use serde_json::{Value, json};
use tracker::{Home, SystemClock};

use caretally::COMMANDS;

use crate::session::{hire, sign_in, staff};
use crate::stories::enrolled;
use crate::window::{OWN_PASSWORD, PASSWORD, Window};

const NOW: &str = "2026-11-19T15:00:00Z";

fn stage(window: &Window) -> Value {
    window.ok("stage", json!({}))
}

fn form(fields: Value) -> Value {
    json!({ "form": fields })
}

fn timing(window: &Window) {
    let (_, enrollment) = enrolled(window);
    window.ok("start_timer", form(json!({ "enrollment": enrollment, "activity": "call_patient" })));
}

#[test]
fn with_a_one_time_password_nothing_is_open_before_another_one_is_chosen() {
    let window = Window::set_up(NOW);
    window.ok("save_staff", form(staff(Value::Null, "Bex Quill", "bex", "manager")));
    let came = window.ok("unlock", form(json!({ "sign_in": "bex", "password": PASSWORD })));
    assert_eq!((&came["stage"], &came["name"]), (&json!("must_change"), &json!("Bex Quill")));
    for policy in COMMANDS.iter().filter(|policy| !policy.while_locked) {
        let refused = window.send(policy.name, json!({})).unwrap_err();
        assert_eq!(refused["code"], "locked", "{}", policy.name);
    }
    let chosen = |password: &str| window.send("choose_password", form(json!({ "password": password })));
    assert_eq!(chosen(PASSWORD).unwrap_err()["field"], "password", "the one-time password is no choice");
    assert_eq!(chosen("bex quill bex quill").unwrap_err()["field"], "password");
    assert_eq!(chosen(OWN_PASSWORD).unwrap()["stage"], "open");
    window.ok("lock", json!({}));
    assert_eq!(window.refused("choose_password", form(json!({ "password": PASSWORD }))), "locked");
}

#[test]
fn a_screen_that_nobody_touches_locks_after_five_minutes_and_the_timer_runs_on() {
    let window = Window::set_up(NOW);
    timing(&window);
    window.pass(270);
    let attention = window.ok("attend", form(json!({ "input": false, "hidden": false })));
    assert_eq!((&attention["locks_in_s"], &attention["warning_s"]), (&json!(30), &json!(30)));
    window.pass(29);
    assert_eq!(stage(&window)["stage"], "open");
    window.pass(1);
    let locked = stage(&window);
    assert_eq!(locked["stage"], "locked");
    assert_eq!(locked["running_since"], "2026-11-19T15:00:00Z");
    assert!(!locked.to_string().contains("Marigold"), "no name of a patient");
    assert_eq!(
        window.ok("attend", form(json!({ "input": true, "hidden": false })))["locks_in_s"],
        Value::Null
    );
    window.pass(600);
    sign_in(&window, "tamsin");
    assert_eq!(window.ok("running", json!({}))["elapsed_s"], 900, "locking never stops a timer");
}

#[test]
fn staying_signed_in_takes_input_and_asking_is_none() {
    let window = Window::set_up(NOW);
    window.pass(200);
    window.ok("attend", form(json!({ "input": true, "hidden": false })));
    window.pass(200);
    for command in ["running", "today", "stage"] {
        window.ok(command, json!({}));
    }
    assert_eq!(stage(&window)["stage"], "open");
    window.pass(105);
    assert_eq!(stage(&window)["stage"], "locked", "a page that only asks keeps nothing open");
}

#[test]
fn the_practice_chooses_its_minutes_and_a_hidden_window_gets_one() {
    let window = Window::set_up(NOW);
    assert_eq!(window.refused("set_lock", form(json!({ "lock_minutes": 0 }))), "refused");
    window.ok("set_lock", form(json!({ "lock_minutes": 1 })));
    window.pass(60);
    assert_eq!(stage(&window)["stage"], "locked");
    sign_in(&window, "tamsin");
    window.ok("set_lock", form(json!({ "lock_minutes": 15 })));
    window.pass(600);
    assert_eq!(stage(&window)["stage"], "open");
    window.ok("attend", form(json!({ "input": true, "hidden": true })));
    window.pass(60);
    assert_eq!(stage(&window)["stage"], "locked");
}

#[test]
fn an_hour_after_the_lock_the_vault_is_closed_but_not_under_somebody_who_is_timing() {
    let window = Window::set_up(NOW);
    timing(&window);
    window.ok("lock", json!({}));
    window.pass(3_615);
    assert_eq!(stage(&window)["practice"], "Juniper Hollow", "the timer would stand still");
    window.ok("stop_while_locked", json!({}));
    window.look();
    assert_eq!(stage(&window)["practice"], Value::Null, "nothing of the vault is in memory");
    Home::at(window.home.path()).unlock("tamsin", PASSWORD, std::sync::Arc::new(SystemClock)).unwrap();
}

#[test]
fn a_powerful_act_asks_for_the_password_again_after_five_minutes() {
    let window = Window::set_up(NOW);
    window.ok("set_lock", form(json!({ "lock_minutes": 15 })));
    let form_of_bex = form(staff(Value::Null, "Bex Quill", "bex", "care_team"));
    window.pass(301);
    for command in ["set_active", "give_password", "release_sign_in", "renew_recovery"] {
        let policy = COMMANDS.iter().find(|policy| policy.name == command).unwrap();
        assert!(policy.password_again, "{command}");
    }
    assert_eq!(window.refused("save_staff", form_of_bex.clone()), "password_again");
    assert_eq!(
        window.refused("prove_password", form(json!({ "password": "not the one" }))),
        "wrong_password"
    );
    assert_eq!(window.refused("save_staff", form_of_bex.clone()), "password_again");
    window.ok("prove_password", form(json!({ "password": PASSWORD })));
    window.ok("save_staff", form_of_bex);
}

#[test]
fn another_person_takes_over_while_the_timer_of_the_first_runs_on() {
    let window = Window::set_up(NOW);
    hire(&window, "care_team");
    timing(&window);
    window.ok("lock", json!({}));
    sign_in(&window, "bex");
    assert_eq!(window.ok("running", json!({})), Value::Null);
    window.pass(120);
    sign_in(&window, "tamsin");
    assert_eq!(window.ok("running", json!({}))["elapsed_s"], 120);
}

#[test]
fn wrong_passwords_are_slowed_down_and_the_answer_says_how_long() {
    let window = Window::set_up(NOW);
    window.ok("lock", json!({}));
    let wrong = form(json!({ "sign_in": "tamsin", "password": "not the password at all" }));
    for _ in 0..6 {
        window.send("unlock", wrong.clone()).unwrap_err();
    }
    let refused = window.send("unlock", wrong).unwrap_err();
    assert_eq!(refused["code"], "wait");
    let seconds = refused["wait_s"].as_i64().unwrap();
    assert!(seconds > 0, "{refused}");
    window.clock.advance(seconds);
    sign_in(&window, "tamsin");
}

#[test]
fn only_a_manager_looks_after_people() {
    let window = Window::set_up(NOW);
    let bex = hire(&window, "care_team");
    let people = window.ok("people", json!({}));
    let state = &people["people"][0];
    assert_eq!(
        (&state["staff"]["name"], &state["sign_in"]["one_time"]),
        (&json!("Bex Quill"), &json!(false))
    );
    window.ok("give_password", form(json!({ "id": bex, "password": PASSWORD })));
    assert_eq!(window.ok("people", json!({}))["people"][0]["sign_in"]["one_time"], true);
    window.ok("unlock", form(json!({ "sign_in": "bex", "password": PASSWORD })));
    window.ok("choose_password", form(json!({ "password": OWN_PASSWORD })));
    for (command, request) in [
        ("people", json!({})),
        ("set_active", form(json!({ "id": 1, "active": false }))),
        ("give_password", form(json!({ "id": 1, "password": PASSWORD }))),
        ("release_sign_in", form(json!({ "id": 1 }))),
        ("set_lock", form(json!({ "lock_minutes": 15 }))),
        ("renew_recovery", json!({})),
        ("prove_recovery", form(json!({ "key": "AAAAAAA" }))),
    ] {
        let code = window.refused(command, request);
        assert!(code == "forbidden", "{command}: {code}");
    }
    sign_in(&window, "tamsin");
    window.ok("set_active", form(json!({ "id": bex, "active": false })));
    window.ok("lock", json!({}));
    let out = form(json!({ "sign_in": "bex", "password": OWN_PASSWORD }));
    assert_eq!(window.refused("unlock", out), "wrong_password");
}

/// The printed key of a fresh practice, whose manager is signed in; shown again by making a new one.
fn renewed(window: &Window) -> (String, Value) {
    let view = window.ok("renew_recovery", json!({}));
    let groups: Vec<String> =
        serde_json::from_value(view["groups"].clone()).expect("the groups of the key are texts");
    (groups.join(" "), json!([view["groups"][2], view["groups"][6]]))
}

#[test]
fn the_printed_key_opens_a_locked_practice_with_its_timer_running_and_is_replaced() {
    let window = Window::set_up(NOW);
    timing(&window);
    let (printed, typed) = renewed(&window);
    let warned = |window: &Window| window.ok("health", json!({}))["warnings"].as_array().unwrap().len();
    assert_eq!(warned(&window), 1, "nobody has typed the new key back");
    assert_eq!(window.refused("confirm_recovery", form(json!({ "groups": ["A", "B"] }))), "refused");
    window.ok("confirm_recovery", form(json!({ "groups": typed })));
    assert_eq!(warned(&window), 0);
    window.ok("prove_recovery", form(json!({ "key": printed })));

    window.ok("lock", json!({}));
    let recover =
        |key: &str, name: &str| form(json!({ "key": key, "sign_in": name, "password": OWN_PASSWORD }));
    assert_eq!(window.refused("recover", recover("AAAAAAA", "tamsin")), "refused");
    assert_eq!(window.refused("recover", recover(&printed, "nobody")), "refused");
    let view = window.ok("recover", recover(&printed, "tamsin"));
    assert_eq!(stage(&window)["stage"], "locked", "the new key is typed back first");
    let groups = json!([view["groups"][2], view["groups"][6]]);
    let opened = window.ok("confirm_recovery", form(json!({ "groups": groups })));
    assert_eq!(opened["stage"], "open");
    window.clock.advance(30);
    assert_eq!(window.ok("running", json!({}))["elapsed_s"], 30);
    assert_eq!(warned(&window), 1, "that the key was used is told");
    assert_eq!(window.refused("recover", recover(&printed, "tamsin")), "refused", "it works once");
}

#[test]
fn a_key_that_is_shown_is_not_confirmed_behind_a_locked_screen() {
    let window = Window::set_up(NOW);
    let (_, typed) = renewed(&window);
    window.ok("lock", json!({}));
    assert_eq!(window.refused("confirm_recovery", form(json!({ "groups": typed }))), "refused");
    assert_eq!(stage(&window)["stage"], "locked");
}

#[test]
fn a_damaged_key_file_is_replaced_by_the_copy_and_a_manager_signs_in_first() {
    let window = Window::set_up(NOW);
    hire(&window, "care_team");
    let home = window.files_on_disk();
    drop(window);
    std::fs::write(home.path().join("practice/vault.json"), "not a key file").unwrap();
    let clock = std::sync::Arc::new(tracker::ManualClock::at(NOW.parse().unwrap()));
    let window = Window::on(home, clock);
    let trouble = stage(&window);
    assert_eq!((&trouble["stage"], &trouble["previous_keys"]), (&json!("trouble"), &json!(true)));
    assert_eq!(window.ok("restore_keys", json!({}))["stage"], "locked");
    let manager = form(json!({ "sign_in": "tamsin", "password": PASSWORD }));
    assert_eq!(window.refused("unlock", manager.clone()), "old_keys");
    assert_eq!(window.ok("unlock_old_keys", manager)["stage"], "open");
}

#[test]
fn everything_is_checked_behind_ones_back_and_the_banner_has_nothing_to_say() {
    let window = Window::set_up(NOW);
    let checked = || {
        window.look();
        let health = window.ok("health", json!({}));
        (health["checking"] == json!(false) && health["checked_at"] != Value::Null).then_some(health)
    };
    let health = std::iter::repeat_with(checked).flatten().next().unwrap();
    assert_eq!((&health["findings"], &health["warnings"]), (&json!([]), &json!([])));
    assert_eq!(health["read_only"], false);
}

#[test]
fn a_manager_who_has_looked_begins_a_new_note_of_where_the_record_ends() {
    let window = Window::set_up(NOW);
    let home = window.files_on_disk();
    drop(window);
    std::fs::remove_file(home.path().join("practice/vault.head")).unwrap();
    let clock = std::sync::Arc::new(tracker::ManualClock::at(NOW.parse().unwrap()));
    let window = Window::on(home, clock);
    sign_in(&window, "tamsin");
    let health = window.ok("health", json!({}));
    assert_eq!((health["findings"].as_array().unwrap().len(), &health["renewable"]), (1, &json!(true)));
    let renew = |reason: &str| window.send("renew_anchor", form(json!({ "reason": reason })));
    assert_eq!(renew(" ").unwrap_err()["field"], "reason");
    renew("the file was deleted by mistake").unwrap();
    let health = window.ok("health", json!({}));
    assert_eq!((&health["findings"], &health["renewable"]), (&json!([]), &json!(false)));
}

#[test]
fn a_password_is_judged_while_it_is_typed_and_one_is_suggested() {
    let window = Window::at(NOW);
    let judged = |password: &str| {
        let names = json!(["Tamsin Reyes-Holt", "Juniper Hollow"]);
        window.ok("password_strength", form(json!({ "password": password, "names": names })))
    };
    assert!(judged("short")["problem"].as_str().unwrap().contains("15 characters"));
    assert_ne!(judged("Tamsin Reyes-Holt")["problem"], Value::Null);
    let suggested = window.ok("suggest_password", json!({}));
    assert_eq!(judged(suggested.as_str().unwrap())["problem"], Value::Null);
}
