//! Every command with every access, against a table that a person can read; and what each command leaves in the audit.

use std::collections::BTreeMap;
use std::fmt::Write;

use caretally::{COMMANDS, NEEDS, Need, need};
use expect_test::expect_file;
use serde_json::{Value, json};
use tracker::Access;

use crate::ipc::sample;
use crate::stories::enrolled;
use crate::window::{OWN_PASSWORD, PASSWORD, Window};

const NOW: &str = "2026-11-19T15:00:00Z";

pub(crate) fn hire(window: &Window, access: &str) {
    window.ok(
        "save_staff",
        json!({ "form": {
            "id": null, "name": format!("The {access}"), "role": "rn", "access": access, "credentials": "", "npi": null,
            "sign_in": access, "password": PASSWORD, "team_training": null, "scope_document": false, "active": true,
        }}),
    );
    window.ok("unlock", json!({ "form": { "sign_in": access, "password": PASSWORD } }));
    window.ok("choose_password", json!({ "form": { "password": OWN_PASSWORD } }));
    window.ok("unlock", json!({ "form": { "sign_in": "tamsin", "password": PASSWORD } }));
}

pub(crate) fn sign_in(window: &Window, name: &str) {
    let password = if name == "tamsin" { PASSWORD } else { OWN_PASSWORD };
    window.ok("unlock", json!({ "form": { "sign_in": name, "password": password } }));
}

/// The audit as a manager or an auditor sees it, newest first.
fn events(window: &Window) -> Vec<Value> {
    window.ok("audit", sample("audit"))["events"].as_array().expect("a list").clone()
}

/// One line: may each access give this command?
fn line(command: &str, may: &BTreeMap<&str, bool>) -> String {
    let mut line = format!("{command:<24}");
    for (_, access) in Access::ALL {
        let _ = write!(line, " {:<12}", if may[access] { "yes" } else { "-" });
    }
    format!("{}\n", line.trim_end())
}

#[test]
fn every_command_has_a_need_and_every_need_a_command() {
    let named: Vec<_> = NEEDS.iter().map(|(name, _)| *name).collect();
    for policy in COMMANDS {
        let asks = need(policy.name).unwrap_or_else(|| panic!("{} has no row: nobody may", policy.name));
        assert_eq!(asks == Need::Nobody, policy.while_locked, "{}", policy.name);
    }
    assert_eq!(named.len(), COMMANDS.len());
}

#[test]
fn the_screens_in_a_plain_browser_go_by_the_same_table() {
    let fake = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/ui/src/fake/trust.ts")).unwrap();
    for (_, slug, who) in tracker::rights::TABLE {
        let who: Vec<_> = who.iter().map(|access| access.slug()).collect();
        let row = format!("  {slug}: '{}',", who.join(" "));
        assert!(fake.contains(&row), "missing: {row}");
    }
}

#[test]
fn every_action_on_record_has_its_words_on_the_audit_screen() {
    let root = env!("CARGO_MANIFEST_DIR");
    let words = std::fs::read_to_string(format!("{root}/ui/src/text/audit.ts")).unwrap();
    let ops = std::fs::read_to_string(format!("{root}/src-tauri/tracker/src/op.rs")).unwrap();
    let slugs: Vec<_> =
        ops.lines().filter_map(|line| line.split("=> (\"").nth(1)?.split('"').next()).collect();
    assert!(slugs.len() > 30, "{slugs:?}");
    for slug in
        slugs.into_iter().chain(["update_format", "clock_jump", "clock_skew", "verify", "print", "query"])
    {
        assert!(words.contains(&format!("\n  {slug}: ")), "{slug} has no words");
    }
}

/// What a request gets apart from its rights does not matter here; that the gate opened does.
#[test]
fn each_access_gives_the_commands_of_its_column_and_each_refusal_is_on_record() {
    let window = Window::set_up(NOW);
    Access::ALL.iter().for_each(|(_, access)| hire(&window, access));
    let mut may: BTreeMap<&str, BTreeMap<&str, bool>> = BTreeMap::new();
    let mut refused = 0;
    for (_, access) in Access::ALL {
        sign_in(&window, access);
        for policy in COMMANDS.iter().filter(|policy| !policy.while_locked) {
            let answer = window.send(policy.name, sample(policy.name));
            let forbidden = answer.is_err_and(|failure| failure["code"] == "forbidden");
            refused += usize::from(forbidden);
            may.entry(policy.name).or_default().insert(access, !forbidden);
        }
    }
    let mut table = format!("{:<24}", "command");
    Access::ALL.iter().for_each(|(_, access)| {
        let _ = write!(table, " {access:<12}");
    });
    table = format!("{}\n", table.trim_end());
    may.iter().for_each(|(command, may)| table.push_str(&line(command, may)));
    expect_file!["rights.txt"].assert_eq(&table);

    sign_in(&window, "auditor");
    let mut form = sample("audit");
    form["form"]["action"] = json!("refused");
    let mut told = 0;
    loop {
        form["form"]["skip"] = json!(told);
        let page = window.ok("audit", form.clone());
        let events = page["events"].as_array().unwrap();
        told += events.iter().filter(|event| event["outcome"] == "refused").count();
        if page["more"] == false {
            break;
        }
    }
    assert!(told >= refused, "{told} of {refused} refusals are on record");
}

/// Gives a command that must be done, and says which actions it left in the audit, where looking for them is one, too.
fn left(window: &Window, command: &str, request: Value) -> Vec<String> {
    let before = events(window)[0]["seq"].as_i64().expect("a number");
    window.ok(command, request);
    let mut actions: Vec<String> = events(window)
        .iter()
        .filter(|event| event["seq"].as_i64().expect("a number") > before)
        .filter(|event| (&event["category"], &event["action"]) != (&json!("audit"), &json!("view")))
        .map(|event| event["action"].as_str().expect("a word").to_owned())
        .collect();
    actions.reverse();
    actions
}

#[test]
fn each_command_leaves_its_event() {
    let window = Window::set_up(NOW);
    let (patient, enrollment) = enrolled(&window);
    assert_eq!(left(&window, "today", json!({})), ["view"]);
    assert_eq!(left(&window, "patient", json!({ "id": patient, "month": null })), ["view"]);
    assert_eq!(left(&window, "claims", json!({ "month": "2026-11" })), ["view"]);
    for (command, request) in [
        ("stage", json!({})),
        ("running", json!({})),
        ("activities", json!({})),
        ("settings", json!({})),
        ("time_zones", json!({})),
        ("verify_step", json!({})),
    ] {
        assert_eq!(left(&window, command, request), [""; 0], "{command} shows no patient");
    }
    let timer = json!({ "form": { "activity": "call_patient", "note": "" } });
    let start = json!({ "form": { "enrollment": enrollment, "activity": null } });
    let typed = json!({ "form": {
        "enrollment": enrollment, "date": "2026-11-18", "start": "09:00", "length": "25", "activity": "call_patient",
        "note": "", "part_of_visit": false, "first_pass": null,
    }});
    assert_eq!(left(&window, "start_timer", start.clone()), ["start_timer"]);
    assert_eq!(left(&window, "describe_timer", timer.clone()), ["describe_timer"]);
    window.clock.advance(30);
    assert_eq!(left(&window, "stop_timer", timer), ["stop_timer"]);
    assert_eq!(left(&window, "start_timer", start), ["start_timer"]);
    window.clock.advance(300);
    window.ok("running", json!({}));
    assert_eq!(left(&window, "settle_timer", json!({ "choice": "discard" })), ["settle_timer"]);
    assert_eq!(left(&window, "add_entry", typed), ["add_entry"]);
    let entry = window.ok("patient", json!({ "id": patient, "month": null }))["entries"][1]["id"].clone();
    let corrected = json!({ "form": {
        "id": entry, "date": "2026-11-18", "start": "09:00", "end": "09:24", "activity": "call_patient", "note": "",
        "part_of_visit": false, "reason": "call ended earlier", "first_pass": null,
    }});
    assert_eq!(left(&window, "correct_entry", corrected), ["correct_entry"]);
    assert_eq!(
        left(
            &window,
            "export_claims",
            json!({ "form": { "month": "2026-11", "formats": ["csv"], "all": false } })
        ),
        ["export_claims"]
    );
    window.clock.advance(700);
    let entries = window.ok("patient", json!({ "id": patient, "month": null }))["entries"].clone();
    window.clock.advance(700);
    assert_eq!(left(&window, "entry_history", json!({ "id": entries[1]["id"] })), ["view"]);
    let void = json!({ "form": { "id": entries[1]["id"], "reason": "logged twice" } });
    assert_eq!(left(&window, "void_entry", void), ["void_entry"]);
    let episode = json!({ "form": {
        "id": null, "patient": patient, "practitioner": 2, "discharge_date": "2026-11-17", "discharge_time": "14:20",
        "from": "inpatient_acute", "to": "home", "visit_date": null, "visit_discharge_management": false, "mdm": null,
        "med_rec": null, "report": true,
    }});
    assert_eq!(left(&window, "save_episode", episode), ["save_episode"]);
    let contact = json!({ "form": {
        "episode": 1, "date": null, "time": null, "reached": true, "scheduling_only": false, "note": "",
    }});
    assert_eq!(left(&window, "log_contact", contact.clone()), ["log_contact"]);
    transitions(&window, &patient, &contact["form"]);
    let team = json!({ "form": { "patient": patient, "staff": [1] } });
    assert_eq!(left(&window, "save_care_team", team), ["save_care_team"]);
    let emergency = json!({ "form": { "patient": patient, "reason": "found on the floor" } });
    assert_eq!(left(&window, "open_in_emergency", emergency), ["open_in_emergency"]);
    assert_eq!(left(&window, "emergencies", json!({})), ["view"]);
    let seen = json!({ "form": { "ids": [1] } });
    assert_eq!(left(&window, "acknowledge_emergencies", seen), ["acknowledge_emergencies"]);
    let file = json!({ "text": "name,birth_date,mrn,payer\nKenji Moss,1945-03-14,K-1,medicare\n" });
    assert_eq!(left(&window, "import_patients", file), ["import_patients"]);
    let practice = json!({ "form": {
        "practice": "P", "time_zone": "America/Detroit", "place": "facility", "assigned_only": true,
    }});
    assert_eq!(left(&window, "save_practice", practice), ["save_practice"]);
    let staff = json!({ "form": {
        "id": null, "name": "Bex", "role": "ma", "access": "assistant", "credentials": "", "npi": null, "sign_in": null,
        "password": null, "team_training": null, "scope_document": false, "active": true,
    }});
    window.ok("prove_password", json!({ "form": { "password": PASSWORD } }));
    assert_eq!(left(&window, "save_staff", staff), ["save_staff"]);
    assert_eq!(left(&window, "export_audit", sample("audit")), ["export_audit"]);
    assert_eq!(left(&window, "verify", json!({})), ["verify"]);
    assert_eq!(left(&window, "print", sample("print")), ["print"]);
    window.ok("find_patients", json!({ "text": "mar" }));
    window.ok("lock", json!({}));
    sign_in(&window, "tamsin");
    let newest = events(&window);
    assert!(newest.iter().any(|event| event["category"] == "audit" && event["action"] == "view"));
    let last: Vec<_> = newest[..2].iter().map(|event| event["action"].clone()).collect();
    assert_eq!(last, ["sign_in", "query"], "a search is written before the screen locks");
}

#[test]
fn a_hidden_patient_is_opened_with_a_reason_and_the_page_says_for_how_long() {
    let window = Window::set_up(NOW);
    let (patient, enrollment) = enrolled(&window);
    hire(&window, "assistant");
    let practice = json!({ "practice": "P", "time_zone": "America/Detroit", "place": "facility", "assigned_only": true });
    window.ok("save_practice", json!({ "form": practice }));
    sign_in(&window, "assistant");
    let open = json!({ "id": patient, "month": null });
    assert_eq!(window.refused("patient", open.clone()), "forbidden");
    let start = json!({ "form": { "enrollment": enrollment, "activity": null } });
    assert_eq!(window.refused("start_timer", start), "forbidden");
    let found = window.ok("find_patients", json!({ "text": "marigold" }));
    assert_eq!((&found[0]["hidden"], &found[0]["birth_date"]), (&json!(true), &json!("")));
    let form = |reason: &str| json!({ "form": { "patient": patient, "reason": reason } });
    assert_eq!(window.refused("open_in_emergency", form("help")), "refused");
    window.ok("open_in_emergency", form("found on the floor"));
    window.clock.advance(60);
    assert_eq!(window.ok("patient", open.clone())["emergency_left_s"], 59 * 60);
    window.clock.advance(59 * 60);
    assert_eq!(window.refused("patient", open), "forbidden");
    sign_in(&window, "tamsin");
    let told = window.ok("emergencies", json!({}));
    assert_eq!(
        (&told[0]["person"], &told[0]["reason"]),
        (&json!("The assistant"), &json!("found on the floor"))
    );
}

#[test]
fn what_the_gate_turns_away_is_on_record_without_what_the_page_called_it() {
    let window = Window::set_up(NOW);
    let newest = || events(&window)[0].clone();
    let fact = |event: &Value, name: &str| {
        let facts = event["facts"].as_array().unwrap().clone();
        facts.into_iter().find(|fact| fact["name"] == name).unwrap()["value"].clone()
    };
    window.refused("patient", json!({ "id": 1, "month": null, "sql": "DROP TABLE entry" }));
    let event = newest();
    assert_eq!((fact(&event, "command"), fact(&event, "why")), (json!("patient"), json!("bad_request")));
    window.refused("drop_tables_of_marigold", json!({}));
    assert_eq!(fact(&newest(), "command"), "unknown");
    window.refused("patient", json!({ "id": 999, "month": null }));
    assert_eq!(fact(&newest(), "why"), "not_found");
    window.ok("lock", json!({}));
    window.refused("today", json!({}));
    sign_in(&window, "tamsin");
    let event = events(&window)[1].clone();
    assert_eq!((fact(&event, "why"), &event["person"]), (json!("locked"), &json!("")));
}

#[test]
fn somebody_who_may_not_read_the_audit_reads_the_own_lines_whoever_is_asked_for() {
    let window = Window::set_up(NOW);
    hire(&window, "biller");
    sign_in(&window, "biller");
    window.ok("claims", json!({ "month": "2026-11" }));
    let mut form = sample("audit");
    form["form"]["staff"] = json!(1);
    let page = window.ok("audit", form);
    let people: Vec<_> =
        page["events"].as_array().unwrap().iter().map(|event| event["person"].clone()).collect();
    assert!(!people.is_empty() && people.iter().all(|person| person == "The biller"), "{people:?}");
    assert_eq!((&page["everybody"], page["people"].as_array().unwrap().len()), (&json!(false), 1));
}

/// What is done on the TCM board, and taken back, each with its own line; a check before logging leaves none.
fn transitions(window: &Window, patient: &Value, contact: &Value) {
    let visit = json!({ "form": {
        "episode": 1, "date": "2026-11-18", "discharge_management": false, "mdm": "high", "med_rec": "2026-11-18",
    }});
    let corrected = json!({ "form": { "id": 1, "contact": contact, "reason": "nobody was reached" } });
    let void = json!({ "form": { "id": 2, "reason": "wrong patient" } });
    let second = json!({
        "id": null, "patient": patient, "practitioner": 2, "discharge_date": "2026-11-19", "discharge_time": "08:00",
        "from": "inpatient_acute", "to": "home", "visit_date": null, "visit_discharge_management": false, "mdm": null,
        "med_rec": null, "report": true,
    });
    let steps = [
        ("tcm", json!({}), vec!["view"]),
        ("check_contact", json!({ "form": contact }), vec![]),
        ("check_visit", visit.clone(), vec![]),
        ("log_visit", visit, vec!["log_visit"]),
        ("correct_contact", corrected, vec!["correct_contact"]),
        ("void_contact", void, vec!["void_contact"]),
        (
            "save_readmission",
            json!({ "form": { "episode": 1, "date": "2026-11-18" } }),
            vec!["save_readmission"],
        ),
        (
            "discharge_again",
            json!({ "form": { "first": 1, "second": second, "keep_first": true } }),
            vec!["discharge_again"],
        ),
        (
            "save_death",
            json!({ "form": { "patient": patient, "date": "2026-11-19", "time": "04:10" } }),
            vec!["save_death"],
        ),
        (
            "save_death",
            json!({ "form": { "patient": patient, "date": null, "time": null } }),
            vec!["save_death"],
        ),
    ];
    for (command, arguments, events) in steps {
        assert_eq!(left(window, command, arguments), events, "{command}");
    }
}
