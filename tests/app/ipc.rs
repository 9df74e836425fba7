//! Every command over the real IPC: what it refuses, and that it refuses with a code and a sentence.

use caretally::{COMMANDS, Need, Policy, need};
use serde_json::{Value, json};
use tracker::Access;

use crate::rights::{hire, sign_in};
use crate::window::{PASSWORD, Window};

const NOW: &str = "2026-11-19T15:00:00Z";

/// A request each command can read, whose ids name nothing.
pub(crate) fn sample(command: &str) -> Value {
    let entry = json!({
        "id": 999, "date": "2026-11-18", "start": "09:00", "end": "09:20", "activity": "call_patient", "note": "",
        "part_of_visit": false, "reason": "call ended earlier", "first_pass": null,
    });
    let typed = json!({
        "enrollment": 999, "date": "2026-11-18", "start": "09:00", "length": "25", "activity": "call_patient",
        "note": "", "part_of_visit": false, "first_pass": null,
    });
    match command {
        "set_up" => json!({ "form": {
            "practice": "Second", "time_zone": "America/Detroit", "name": "N", "role": "rn", "credentials": "",
            "sign_in": "n", "password": PASSWORD,
        }}),
        "confirm_recovery" => json!({ "form": { "groups": ["A", "B"] } }),
        "unlock" | "unlock_old_keys" => {
            json!({ "form": { "sign_in": "tamsin", "password": "not the password at all" } })
        }
        "recover" => json!({ "form": { "key": "AAAAAAA", "sign_in": "tamsin", "password": PASSWORD } }),
        "add_code" => json!({ "form": { "secret": "AAAA", "code": "123456" } }),
        "remove_code" => json!({ "form": { "id": 999 } }),
        "require_codes" => json!({ "form": { "required": false } }),
        "choose_password" => json!({ "form": { "password": PASSWORD } }),
        "prove_password" | "renew_keys" => json!({ "form": { "password": "not the password at all" } }),
        "change_password" => json!({ "form": { "present": PASSWORD, "password": "short" } }),
        "password_strength" => json!({ "form": { "password": "short", "names": ["Tamsin"] } }),
        "attend" => json!({ "form": { "input": true, "hidden": false } }),
        "set_active" => json!({ "form": { "id": 999, "active": false } }),
        "give_password" => json!({ "form": { "id": 999, "password": PASSWORD } }),
        "release_sign_in" => json!({ "form": { "id": 999 } }),
        "renew_anchor" => json!({ "form": { "reason": "" } }),
        "set_lock" => json!({ "form": { "lock_minutes": 99 } }),
        "prove_recovery" => json!({ "form": { "key": "AAAAAAA" } }),
        "start_timer" => json!({ "form": { "enrollment": 999, "activity": null } }),
        "describe_timer" | "stop_timer" => json!({ "form": { "activity": null, "note": "" } }),
        "settle_timer" => json!({ "choice": "discard" }),
        "push_timer" => json!({ "form": { "enrollment": 999, "activity": null } }),
        "pop_timer" => json!({ "form": { "activity": null, "note": "" } }),
        "stop_paused" => json!({ "form": { "id": 999, "activity": null, "note": "" } }),
        "set_phone" => json!({ "on": true }),
        "began_earlier" => json!({ "form": { "when": "10m", "first_pass": null } }),
        "move_tail" => json!({ "form": { "from": null, "enrollment": 999, "first_pass": null } }),
        "answer_gap" => json!({ "form": {
            "gaps": [999], "answer": "excluded", "enrollment": null, "activity": null, "reason": "lunch",
        }}),
        "unsettled" => json!({ "month": "2026-11" }),
        "split_entry" => json!({ "form": {
            "id": 999, "at": "09:40", "enrollment": null, "activity": null, "reason": "two calls", "first_pass": null,
        }}),
        "settle_overlap" => json!({ "form": { "a": 999, "b": 998, "give": "split", "reason": "both" } }),
        "day" => json!({ "date": null }),
        "save_timing" => {
            json!({ "form": {
                "idle_minutes": 0, "notice_minutes": 30, "second_notice_minutes": 60, "note_required": true,
            }})
        }
        "save_preferences" => json!({ "form": {
            "remind_to_start": false, "initials": false, "names_in_notices": false, "deadlines": true,
            "mini_window": false, "shortcut": "two\nlines",
        }}),
        "find_patients" => json!({ "text": "mar" }),
        "patient" => json!({ "id": 999, "month": null }),
        "save_patient" => json!({ "form": {
            "id": 999, "name": "Odette Larkspur", "birth_date": "1957-02-03", "mrn": "40-2", "sex": "F",
            "payer": "medicare", "call_window": "",
        }}),
        "save_enrollment" => json!({ "form": enrollment(999, 999) }),
        "add_entry" => json!({ "form": typed }),
        "correct_entry" => json!({ "form": entry }),
        "void_entry" => json!({ "form": { "id": 999, "reason": "logged twice" } }),
        "entry_history" => json!({ "id": 999 }),
        "save_episode" => json!({ "form": {
            "id": null, "patient": 999, "practitioner": 999, "discharge_date": "2026-11-17", "discharge_time": "14:20",
            "from": "inpatient_acute", "to": "home", "visit_date": null, "visit_discharge_management": false,
            "mdm": null, "med_rec": null, "report": true, "global_from": null, "global_to": null,
        }}),
        "log_contact" => json!({ "form": {
            "episode": 999, "date": null, "time": null, "reached": true, "scheduling_only": false, "note": "",
        }}),
        "check_contact" => sample("log_contact"),
        "check_visit" | "log_visit" => json!({ "form": {
            "episode": 999, "date": "2026-11-18", "discharge_management": false, "mdm": "high", "med_rec": "2026-11-18",
        }}),
        "void_contact" => json!({ "form": { "id": 999, "reason": "wrong patient" } }),
        "correct_contact" => json!({ "form": {
            "id": 999, "contact": sample("log_contact")["form"], "reason": "nobody was reached",
        }}),
        "save_readmission" => json!({ "form": { "episode": 999, "date": "2026-11-18" } }),
        "discharge_again" => json!({ "form": {
            "first": 999, "second": sample("save_episode")["form"], "keep_first": false,
        }}),
        "save_death" => json!({ "form": { "patient": 999, "date": "2026-11-18", "time": "04:10" } }),
        "claim_history" => json!({ "id": 999 }),
        "note_billed_elsewhere" => json!({ "form": {
            "patient": 999, "code": "99490", "date": "2026-11-18", "known_by": "a letter",
        }}),
        "log_talk" => json!({ "form": {
            "patient": 999, "practitioner": 999, "date": "2026-11-18", "start": "9:40", "length": "16", "first_pass": null,
            "wellness": "",
        }}),
        "log_plan" => json!({ "form": {
            "patient": 999, "practitioner": 999, "kind": "initial", "date": "2026-11-18", "cancer": "C50.911",
        }}),
        "note_service" => json!({ "form": {
            "patient": 999, "code": "G0439", "date": "2026-11-18", "staff": null, "by_time": false, "start": "",
            "length": "", "first_pass": null,
        }}),
        "void_talk" | "void_plan" | "void_service" => {
            json!({ "form": { "id": 999, "reason": "another patient" } })
        }
        "withdraw_billed_elsewhere" => json!({ "form": { "id": 999, "reason": "another patient" } }),
        "preview_import" | "import_patients" => json!({ "text": "no heading at all" }),
        "claims" => json!({ "month": "2026-11" }),
        "x12_check" => json!({ "form": { "month": "2026-11", "all": false, "former": [] } }),
        "save_billing" => json!({ "form": {
            "name": "Second", "npi": "1", "tax_id": "1", "street": "1 A St", "city": "Alba", "state": "MI", "zip": "1",
            "contact": "N", "phone": "1", "submitter_id": "N1",
        }}),
        "save_payer" => json!({ "form": {
            "payer": "nobody", "name": "N", "payer_id": "1", "receiver_id": "", "filing": "CI", "corrections": false,
        }}),
        "export_claims" => json!({ "form": {
            "month": "2026-11", "formats": ["csv"], "all": false, "former": [], "seal": "short",
        }}),
        "audit_packet" => json!({ "form": { "month": "2026-11", "account": "a999", "seal": null } }),
        "claims_report" => json!({ "form": { "month": "2026-13", "totals": "staff", "seal": null } }),
        "insights" => json!({ "month": "2026-11" }),
        "review" | "closing" => json!({ "month": "2026-10" }),
        "review_patient" => json!({ "id": 999, "month": "2026-10" }),
        "sign_month" => json!({ "form": { "patient": 999, "month": "2026-10", "seen": "00" } }),
        "return_month" => {
            json!({ "form": { "patient": 999, "month": "2026-10", "seen": "00", "reason": "round" } })
        }
        "close_month" | "reopen_month" => json!({ "form": { "month": "2026-12", "reason": "" } }),
        "save_reviewing" => json!({ "form": { "grace_days": 99, "care_team_signs": false } }),
        "save_practice" => {
            json!({ "form": {
                "practice": "P", "time_zone": "Mars/Olympus", "place": "facility", "assigned_only": false,
            } })
        }
        "save_staff" => json!({ "form": {
            "id": 999, "name": "Bex", "role": "ma", "access": "care_team", "credentials": "", "npi": null,
            "sign_in": null, "password": null, "team_training": null, "scope_document": false, "active": true,
        }}),
        "save_rules" => json!({ "form": { "changes": [{ "key": "no_such_setting", "value": "1" }] } }),
        "what_if" => json!({ "form": {
            "month": "2026-11", "changes": [{ "key": "attempts", "value": "perhaps" }], "without": null,
        }}),
        "preview_rule_pack" => json!({ "month": "2026-11", "text": "no pack at all" }),
        "add_rule_pack" => json!({ "text": "no pack at all" }),
        "remove_rule_pack" => json!({ "pack": "no-such-pack" }),
        "save_fees" => json!({ "form": {
            "from": "2026-01-01", "rates": [{ "code": "00000", "non_facility": 1, "facility": 1 }],
        }}),
        "close_day" => json!({ "form": { "day": "2026-13-01", "label": "Eve" } }),
        "open_day_again" => json!({ "day": "2026-12-24" }),
        "save_appearance" => json!({ "form": {
            "theme": "sepia", "zoom": 100, "single_keys": true, "guide_hidden": false,
        }}),
        "save_care_team" => json!({ "form": { "patient": 999, "staff": [999] } }),
        "open_in_emergency" => json!({ "form": { "patient": 999, "reason": "found on the floor" } }),
        "acknowledge_emergencies" => json!({ "form": { "ids": [999] } }),
        "print" => json!({ "form": { "what": "today", "patient": null } }),
        "export_audit" => json!({ "form": sample("audit")["form"], "seal": null }),
        "audit" => json!({ "form": {
            "from": null, "until": null, "staff": null, "patient": null, "category": null, "action": null, "outcome": null,
            "sort": "time", "ascending": false, "skip": 0,
        }}),
        "set_second_place" => json!({ "form": { "path": "not a whole path" } }),
        "restorable" => json!({ "form": { "folder": "not a whole path" } }),
        "preview_restore" | "restore" => {
            json!({ "form": { "backup": "no/such/backup", "sign_in": "tamsin", "password": PASSWORD } })
        }
        "zoom" => json!({ "percent": 1000 }),
        "work" | "cancel_work" => json!({ "kind": "import" }),
        _ => json!({}),
    }
}

fn enrollment(patient: i64, practitioner: i64) -> Value {
    json!({
        "id": null, "patient": patient, "program": "ccm", "practitioner": practitioner, "start": "2026-01-05",
        "end": null, "consent_given": "2026-01-05", "consent_mode": "verbal", "consent_taker": null,
        "consent_revoked": null, "visit_date": "2025-12-20", "visit_kind": "awv", "visit_discussed": true,
        "last_seen": null, "conditions": [], "plan_established": null, "plan_revised": null,
        "plan_copy_given": null, "mdm": [], "attested": true, "supervisor": null,
    })
}

/// Commands that have nothing to refuse in the sample above: they read, lock, or find nobody.
const ANSWER: [&str; 48] = [
    "billing",
    "x12_check",
    "review",
    "closing",
    "insights",
    "guide",
    "rules",
    "closures",
    "appearance",
    "offer_code",
    "require_codes",
    "desk",
    "inbox",
    "unsettled",
    "day",
    "timing",
    "preferences",
    "stage",
    "attend",
    "password_strength",
    "suggest_password",
    "health",
    "people",
    "renew_recovery",
    "lock",
    "stop_while_locked",
    "today",
    "tcm",
    "running",
    "activities",
    "find_patients",
    "claims",
    "settings",
    "time_zones",
    "preview_import",
    "import_patients",
    "emergencies",
    "audit",
    "export_audit",
    "verify",
    "verify_step",
    "copied",
    "work",
    "cancel_work",
    "print",
    "backups",
    "back_up",
    // A backup may have been made by itself by then.
    "prove_backup",
];

/// Every command by somebody whose access allows it: a manager's first, then what only practitioners do.
fn each_command(window: &Window, mut check: impl FnMut(&Policy)) {
    let of_manager = |policy: &&Policy| match need(policy.name) {
        Some(Need::Has(right)) => right.is_of(Access::Manager),
        _ => true,
    };
    hire(window, "practitioner");
    COMMANDS.iter().filter(of_manager).for_each(&mut check);
    sign_in(window, "practitioner");
    COMMANDS.iter().filter(|policy| !of_manager(policy)).for_each(check);
}

#[test]
fn every_command_refuses_while_locked_but_those_that_unlock() {
    let window = Window::set_up(NOW);
    window.ok("lock", json!({}));
    for policy in COMMANDS.iter().filter(|policy| !policy.while_locked) {
        assert_eq!(window.refused(policy.name, sample(policy.name)), "locked", "{}", policy.name);
    }
}

#[test]
fn every_command_refuses_an_argument_it_does_not_know() {
    let window = Window::set_up(NOW);
    each_command(&window, |policy| {
        let mut request = sample(policy.name);
        request["sql"] = json!("DROP TABLE entry");
        assert_eq!(window.refused(policy.name, request), "bad_request", "{}", policy.name);
    });
}

#[test]
fn every_form_refuses_a_field_it_does_not_know_or_lacks() {
    let window = Window::set_up(NOW);
    each_command(&window, |policy| {
        if !policy.arguments.contains(&"form") {
            return;
        }
        let mut extra = sample(policy.name);
        extra["form"]["role_of_caller"] = json!("manager");
        assert_eq!(window.refused(policy.name, extra), "bad_request", "{}", policy.name);
        assert_eq!(window.refused(policy.name, json!({ "form": {} })), "bad_request", "{}", policy.name);
        assert_eq!(window.refused(policy.name, json!({ "form": [1, 2] })), "bad_request", "{}", policy.name);
        assert_eq!(window.refused(policy.name, json!({})), "bad_request", "{}", policy.name);
    });
}

#[test]
fn every_text_of_a_megabyte_is_refused() {
    let window = Window::set_up(NOW);
    let long = "x".repeat(1 << 20);
    each_command(&window, |policy| {
        let request = sample(policy.name);
        for pointer in texts(&request, "") {
            let mut request = request.clone();
            *request.pointer_mut(&pointer).unwrap() = json!(long);
            let code = window.refused(policy.name, request);
            assert!(["bad_request", "refused"].contains(&code.as_str()), "{}{pointer}: {code}", policy.name);
        }
    });
}

/// Where the texts of a request stand.
pub(crate) fn texts(value: &Value, at: &str) -> Vec<String> {
    match value {
        Value::String(_) => vec![at.to_owned()],
        Value::Object(fields) => {
            fields.iter().flat_map(|(key, value)| texts(value, &format!("{at}/{key}"))).collect()
        }
        Value::Array(items) => {
            items.iter().enumerate().flat_map(|(n, value)| texts(value, &format!("{at}/{n}"))).collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

#[test]
fn ids_that_name_nothing_and_ids_of_a_wrong_kind_are_refused() {
    let window = Window::set_up(NOW);
    each_command(&window, |policy| {
        if ANSWER.contains(&policy.name) {
            return;
        }
        let code = window.refused(policy.name, sample(policy.name));
        assert!(
            ["not_found", "refused", "wrong_password", "locked"].contains(&code.as_str()),
            "{}: {code}",
            policy.name
        );
    });
    for (command, request) in [
        ("patient", json!({ "id": "7 OR 1=1", "month": null })),
        ("patient", json!({ "id": 1.5, "month": null })),
        ("patient", json!({ "id": u64::MAX, "month": null })),
        ("patient", json!({ "id": null, "month": null })),
        ("entry_history", json!({ "id": [1] })),
        ("start_timer", json!({ "form": { "enrollment": "1", "activity": null } })),
        ("settle_timer", json!({ "choice": "keep_everything" })),
        ("cancel_work", json!({ "kind": "everything" })),
    ] {
        assert_eq!(window.refused(command, request), "bad_request", "{command}");
    }
    for (command, request) in [
        ("patient", json!({ "id": -1, "month": null })),
        ("patient", json!({ "id": i64::MAX, "month": null })),
        ("patient", json!({ "id": i64::MIN, "month": null })),
    ] {
        assert_eq!(window.refused(command, request), "not_found", "{command}");
    }
    assert_eq!(window.refused("claims", json!({ "month": "2026-13" })), "refused");
}

#[test]
fn a_command_that_is_not_listed_does_not_exist() {
    let window = Window::set_up(NOW);
    for command in ["drop_tables", "", "Today"] {
        assert_eq!(window.refused(command, json!({})), "bad_request", "{command}");
    }
    // Tauri itself refuses these: no plugin is in reach of the page.
    for command in ["plugin:fs|read_file", "plugin:shell|execute", "plugin:app|version"] {
        assert!(window.send(command, json!({})).is_err(), "{command}");
    }
}

#[test]
fn a_wrong_password_and_an_unknown_name_get_the_same_answer() {
    let window = Window::set_up(NOW);
    window.ok("lock", json!({}));
    let sign_in = |name: &str| {
        let form = json!({ "sign_in": name, "password": "a wrong password, long enough" });
        window.send("unlock", json!({ "form": form })).unwrap_err()
    };
    assert_eq!(sign_in("tamsin"), sign_in("nobody"));
    assert_eq!(sign_in("tamsin")["code"], "wrong_password");
}

#[test]
fn a_refusal_of_a_form_names_its_field() {
    let window = Window::set_up(NOW);
    let mut form = sample("save_patient")["form"].clone();
    form["id"] = Value::Null;
    form["birth_date"] = json!("2026-02-30");
    let failure = window.send("save_patient", json!({ "form": form })).unwrap_err();
    assert_eq!((&failure["code"], &failure["field"]), (&json!("refused"), &json!("birth_date")));
}
