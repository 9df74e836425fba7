//! Backups over the real IPC: made aside, told of, proved, and gone back to with the vault open, locked or damaged.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::stories::enrolled;
use crate::window::{OWN_PASSWORD, PASSWORD, Window};

const NOW: &str = "2026-11-19T15:00:00Z";

/// Asks until no backup is under way.
fn settled(window: &Window) -> Value {
    loop {
        let view = window.ok("backups", json!({}));
        if view["under_way"].is_null() {
            return view;
        }
        std::thread::yield_now();
    }
}

fn back_up(window: &Window) -> Value {
    // One that is made by itself may be under way.
    let asked = || {
        settled(window);
        window.ok("back_up", json!({}));
        Some(settled(window)).filter(|view| view["backups"][0]["why"] == "asked")
    };
    let view = std::iter::repeat_with(asked).find_map(|view| view).expect("one is made when it is asked for");
    let alarms =
        view["words"].as_array().into_iter().flatten().filter(|word| word["tone"] == "alarm").count();
    assert_eq!(alarms, 0, "{view}");
    view["backups"][0].clone()
}

fn form(backup: &Value, password: &str) -> Value {
    json!({ "form": { "backup": backup["dir"], "sign_in": "tamsin", "password": password } })
}

fn type_in(window: &Window, enrollment: &Value, start: &str) {
    let entry = json!({
        "enrollment": enrollment, "date": "2026-11-18", "start": start, "length": "25", "activity": "call_patient",
        "note": "", "part_of_visit": false, "first_pass": null,
    });
    window.ok("add_entry", json!({ "form": entry }));
}

#[test]
fn a_backup_is_made_while_the_window_answers_and_its_second_copy_is_proved() {
    let window = Window::set_up(NOW);
    let usb = tempfile::tempdir().unwrap();
    window.ok("set_second_place", json!({ "form": { "path": usb.path() } }));
    let made = back_up(&window);
    assert_eq!(made["entries"], 0);
    let proof = window.ok("prove_backup", json!({}));
    assert_eq!((&proof["good"], &proof["faults"]), (&json!(true), &json!([])));
    let view = settled(&window);
    assert_eq!((&view["proved_at"], &view["second"]["verified_at"]), (&json!(NOW), &json!(NOW)));
    let found = window.ok("restorable", json!({ "form": { "folder": usb.path() } }));
    assert_eq!(found[0]["sign_ins"], json!(["tamsin"]));
    assert_eq!(found[0]["here"], false);
}

#[test]
fn a_backup_under_way_is_stopped_and_the_one_before_stays_the_newest_while_a_timer_starts() {
    let window = Window::set_up(NOW);
    let (_, enrollment) = enrolled(&window);
    let first = back_up(&window);
    let kind = json!({ "kind": "backup" });
    let stopped = |_| {
        window.ok("back_up", json!({}));
        window.ok("start_timer", json!({ "form": { "enrollment": enrollment, "activity": null } }));
        let heard = window.ok("cancel_work", kind.clone());
        // One that was done before the word came is a backup like any other.
        let view = settled(&window);
        (heard == true && view["backups"][0] == first).then_some(view)
    };
    let view = (0..20).find_map(stopped).expect("a backup can be stopped");
    assert!(view["words"].as_array().unwrap().iter().all(|word| word["tone"] != "alarm"), "{view}");
    window.session().wait();
    assert_eq!(window.ok("work", kind.clone()), Value::Null);
    assert_eq!(window.ok("cancel_work", kind), false, "there is nothing to stop");
}

#[test]
fn who_is_no_manager_makes_and_sees_no_backups() {
    let window = Window::set_up(NOW);
    window.ok("save_staff", json!({ "form": {
        "id": null, "name": "Bex Quill", "role": "rn", "access": "care_team", "credentials": "", "npi": null,
        "sign_in": "bex", "password": PASSWORD, "team_training": null, "scope_document": false, "active": true,
    }}));
    window.ok("unlock", json!({ "form": { "sign_in": "bex", "password": PASSWORD } }));
    window.ok("choose_password", json!({ "form": { "password": OWN_PASSWORD } }));
    let place = json!({ "form": { "path": "/" } });
    let asked = [
        ("backups", json!({})),
        ("back_up", json!({})),
        ("prove_backup", json!({})),
        ("set_second_place", place),
    ];
    for (command, request) in asked {
        assert_eq!(window.refused(command, request), "forbidden", "{command}");
    }
}

#[test]
fn an_open_vault_goes_back_to_a_backup_and_everybody_signs_in_again() {
    let window = Window::set_up(NOW);
    let (patient, enrollment) = enrolled(&window);
    type_in(&window, &enrollment, "09:00");
    let backup = back_up(&window);
    window.clock.advance(60);
    type_in(&window, &enrollment, "10:00");
    assert_eq!(window.refused("preview_restore", form(&backup, "not the password at all")), "wrong_password");
    assert_eq!(window.refused("restore", form(&backup, "not the password at all")), "wrong_password");
    assert_eq!(window.ok("stage", json!({}))["stage"], "open", "a wrong password closes nothing");
    let preview = window.ok("preview_restore", form(&backup, PASSWORD));
    assert_eq!(preview["entries"], json!([{ "staff": "Tamsin Reyes-Holt", "count": 1 }]));
    let restored = window.ok("restore", form(&backup, PASSWORD));
    assert!(restored["aside"].as_str().unwrap().contains("practice.aside-"), "{restored}");
    assert_eq!(window.ok("stage", json!({}))["stage"], "locked");
    window.ok("unlock", json!({ "form": { "sign_in": "tamsin", "password": PASSWORD } }));
    let page = window.ok("patient", json!({ "id": patient, "month": null }));
    assert_eq!(page["entries"].as_array().unwrap().len(), 1);
}

#[test]
fn a_vault_in_trouble_is_restored_without_anybody_signed_in() {
    let window = Window::set_up(NOW);
    let made = back_up(&window);
    let (home, dir) = (window.files_on_disk(), Path::new(made["dir"].as_str().unwrap()));
    let copy = home.path().join("backups").join(dir.file_name().unwrap());
    fs::create_dir_all(&copy).unwrap();
    for file in fs::read_dir(dir).unwrap().flatten() {
        fs::copy(file.path(), copy.join(file.file_name())).unwrap();
    }
    fs::write(home.path().join("practice").join("vault.json"), "not a key file").unwrap();
    let window = Window::on(home, Arc::clone(&window.clock));
    assert_eq!(window.ok("stage", json!({}))["stage"], "trouble");
    let found = window.ok("restorable", json!({ "form": { "folder": "" } }));
    let request = form(&found[0]["backup"], PASSWORD);
    assert_eq!(window.ok("preview_restore", request.clone())["present"], true);
    window.ok("restore", request);
    assert_eq!(window.ok("stage", json!({}))["stage"], "locked");
    window.ok("unlock", json!({ "form": { "sign_in": "tamsin", "password": PASSWORD } }));
}
