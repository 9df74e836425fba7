//! `rules`: packs are listed, shown, checked, added and removed; and cases are judged by a pack of the practice.

use std::fs;
use std::path::{Path, PathBuf};

use cli::Exit;
use tempfile::TempDir;

use crate::console::{Run, demo_home, json, on_demo};

/// 99490 at 25 minutes instead of 20: no real rule, so that no real one can be meant.
const LARCH: &str = r#"[pack]
id = "larch"
version = "1"
label = "Larch Street's own"
from = "2026-01-01"

[[track]]
track = "ccm_staff"
base = "99490"
first_s = 1500
add_on = "99439"
block_s = 1200
cap = 2
performers = "clinical_staff"
mdm = "no"
source = "Letter of the payer to Larch Street Clinic, 2 March 2026"
verified = "document"
"#;

/// One CCM month with 21 minutes of calls.
const CASE: &str = r#"{"name":"larch","time_zone":"America/Detroit","month":"2026-01","submitted_on":"2026-02-05","payer":"medicare","staff":[{"id":"dr","role":"physician"},{"id":"rn","role":"rn"}],"patient":{"enrollments":[{"id":"a","program":"ccm","billing_practitioner":"dr","start":"2025-06-02","consent":{"given":"2025-06-02","mode":"verbal"},"initiating_visit":{"date":"2025-06-02","kind":"em","discussed":true},"conditions":[{"icd10":"I50.22","high_risk":true},{"icd10":"E11.9","high_risk":true}],"care_plan":{"established":"2025-06-02","copy_given":"2025-06-02"},"attested":true,"end":null,"last_seen":null,"mdm":[],"supervised":true}],"died":null,"facility_stays":[]},"entries":[{"id":"e1","account":"a","staff":"rn","start":"2026-01-07T15:00:00Z","end":"2026-01-07T15:21:00Z","activity":"call_patient"}]}"#;

fn file(name: &str, text: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, text).unwrap();
    (folder, path)
}

fn shipped(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/rules").join(name)
}

#[test]
fn the_list_names_every_shipped_pack_with_version_hash_and_how_much_of_it_was_verified() {
    let ran = Run::new(["rules", "list"]).go();
    assert_eq!((ran.exit, ran.errors.as_str()), (Exit::Done, ""));
    let row = |id: &str| {
        let row = ran.output.lines().find(|line| line.starts_with(&format!("{id} "))).unwrap();
        row.split_whitespace().collect::<Vec<_>>()
    };
    for id in
        ["activities", "tracks", "medicare", "bcbsm", "priority", "cigna", "medicaid", "codes", "families"]
    {
        assert_eq!(row(id)[1], "2026.1");
        assert!(row(id).contains(&"shipped"));
        assert!(row(id)[3].len() == 8 && row(id)[3].bytes().all(|byte| byte.is_ascii_hexdigit()));
    }
    assert_eq!(row("fees-2026")[2..7], ["2026-01-01", row("fees-2026")[3], "1", "of", "1"]);
}

#[test]
fn every_pack_of_the_list_can_be_shown_and_each_fact_has_a_source_and_a_mark() {
    let list = Run::new(["rules", "list"]).go().output;
    let ids: Vec<_> =
        list.lines().skip(1).take(12).filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(ids.len(), 12);
    for id in ids {
        let ran = Run::new(["rules", "show", id]).go();
        assert_eq!((ran.exit, ran.errors.as_str()), (Exit::Done, ""), "{id}");
        let count = |start: &str| ran.output.lines().filter(|line| line.starts_with(start)).count();
        assert!(count("  source ") > 0, "{id}");
        assert_eq!(count("  source "), count("  verified "), "{id}");
        let widest = ran.output.lines().map(|line| line.chars().count()).max().unwrap();
        assert!(widest <= 100, "{id}: {widest} columns");
    }
}

#[test]
fn a_page_shows_a_value_with_who_says_so_and_what_was_not_verified() {
    let page = Run::new(["rules", "show", "bcbsm"]).go().output;
    assert!(
        page.starts_with("Blue Cross Blue Shield of Michigan\nbcbsm 2026.1, from 2000-01-01, shipped, hash ")
    );
    assert!(page.contains("\n  first_s               1860\n"), "{page}");
    assert!(page.contains("NOT VERIFIED"), "{page}");
    let none = Run::new(["rules", "show", "aetna"]).go();
    assert_eq!(none.exit, Exit::Cannot);
    assert!(none.errors.contains("There is no pack aetna. There are: activities,"), "{}", none.errors);
}

#[test]
fn a_sound_file_is_called_sound_and_so_is_every_shipped_one() {
    let (_folder, path) = file("larch.toml", LARCH);
    let ran = Run::new(["rules", "check"]).arg(&path).go();
    assert_eq!(ran.exit, Exit::Done, "{}", ran.output);
    assert!(ran.output.ends_with("larch.toml: sound: larch 1, 1 facts\n"), "{}", ran.output);
    let mut all = Run::new(["rules", "check"]);
    for name in ["activities.toml", "tracks.toml", "bcbsm.toml", "fees-2026.toml", "holidays.toml"] {
        all = all.arg(shipped(name));
    }
    assert_eq!(all.go().exit, Exit::Done);
}

#[test]
fn what_is_wrong_with_a_file_is_said_with_file_line_and_key() {
    let text = LARCH.replace("block_s = 1200", "block_s = 0").replace("mdm = \"no\"\n", "");
    let (_folder, path) = file("larch.toml", &text);
    let ran = Run::new(["rules", "check"]).arg(&path).go();
    assert_eq!(ran.exit, Exit::FoundWrong);
    assert!(
        ran.output.contains("larch.toml:12: track[0].block_s: 0 is not at least one second"),
        "{}",
        ran.output
    );
    let missing = Run::new(["rules", "check", "no-such.toml"]).go();
    assert_eq!(missing.exit, Exit::Cannot);
    assert!(missing.errors.contains("no-such.toml could not be read"), "{}", missing.errors);
}

#[test]
fn a_case_is_judged_by_a_pack_of_the_practice_where_one_is_given() {
    let (_folder, path) = file("larch.toml", LARCH);
    let lines = |run: Run| json(&run.input(CASE.as_bytes()).go())["accounts"][0]["lines"].clone();
    assert_eq!(lines(Run::new(["evaluate"]))[0]["code"], "99490");
    assert_eq!(lines(Run::new(["evaluate", "--rules"]).arg(&path)), serde_json::json!([]));
    let explained = Run::new(["explain", "--rules"]).arg(&path).input(CASE.as_bytes()).go().output;
    assert!(explained.contains("99490 at 25:00"), "{explained}");
    let (_other, bad) = file("bad.toml", &LARCH.replace("1500", "0"));
    let ran = Run::new(["evaluate", "--rules"]).arg(&bad).input(CASE.as_bytes()).go();
    assert_eq!((ran.exit, ran.output.as_str()), (Exit::FoundWrong, ""));
    assert!(ran.errors.contains("bad.toml:10: track[0].first_s:"), "{}", ran.errors);
}

#[test]
fn a_pack_of_the_practice_is_added_listed_and_removed_and_the_vault_stays_sound() {
    let (_folder, home, _) = demo_home();
    let (_other, path) = file("larch.toml", LARCH);
    let ready =
        |month: &str| json(&on_demo(&home, ["report", "--month", month, "--json"]).go())["ready"].clone();
    let before = ready("2026-10");
    let added = on_demo(&home, ["rules", "add"]).arg(&path).go();
    assert_eq!(added.exit, Exit::Done, "{}", added.errors);
    let list = on_demo(&home, ["rules", "list"]).go().output;
    assert!(list.lines().any(|line| line.starts_with("larch ") && line.contains("practice")), "{list}");
    let shown = on_demo(&home, ["rules", "show", "larch"]).go().output;
    assert!(shown.contains("Letter of the payer to Larch Street Clinic"), "{shown}");

    let with_pack = ready("2026-10");
    assert!(with_pack["amount_cents"].as_i64() < before["amount_cents"].as_i64());
    assert_eq!(on_demo(&home, ["verify"]).go().exit, Exit::Done);

    let again = on_demo(&home, ["rules", "add"]).arg(&path).go();
    assert_eq!(again.exit, Exit::Cannot);
    assert!(again.errors.contains("is in force already"), "{}", again.errors);

    let removed = on_demo(&home, ["rules", "remove", "larch"]).go();
    assert_eq!(removed.exit, Exit::Done, "{}", removed.errors);
    assert_eq!(ready("2026-10"), before);
    assert_eq!(on_demo(&home, ["verify"]).go().exit, Exit::Done);
    assert_eq!(on_demo(&home, ["rules", "remove", "medicare"]).go().exit, Exit::Cannot);
}

#[test]
fn a_broken_file_is_not_added_and_only_a_manager_may_add_one() {
    let (_folder, home, _) = demo_home();
    let (_other, bad) = file("bad.toml", &LARCH.replace("source =", "sauce ="));
    let ran = on_demo(&home, ["rules", "add"]).arg(&bad).go();
    assert_eq!(ran.exit, Exit::FoundWrong);
    assert!(ran.errors.contains("bad.toml:16: track[0].sauce:"), "{}", ran.errors);
    let (_third, good) = file("larch.toml", LARCH);
    let nurse = on_demo(&home, ["rules", "add"]).arg(&good).sign_in("bex").go();
    assert_eq!(nurse.exit, Exit::NotAllowed, "{}", nurse.errors);
    assert!(!on_demo(&home, ["rules", "list"]).go().output.contains("larch"));
}

#[test]
fn each_command_about_rules_explains_itself() {
    for command in ["list", "show", "check", "add", "remove"] {
        let ran = Run::new(["rules", command, "--help"]).go();
        assert_eq!(ran.exit, Exit::Done);
        assert!(ran.output.contains("Example:\n  caretally-cli rules"), "{}", ran.output);
    }
}
