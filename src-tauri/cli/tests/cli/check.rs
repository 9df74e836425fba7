//! `evaluate --certificate` and `check`: every good certificate passes, and no altered number does.

mod altered;
mod leaves;
mod months;

use std::fs;

use cli::Exit;
use serde_json::{Value, json};

use crate::console::{Run, SEED};
use months::{ccm, certified, check};

/// Cases with the statements that are expected of them.
const CASES: [&str; 3] = [
    SEED,
    include_str!("../../../../tests/data/cases/worked.jsonl"),
    include_str!("../../../../tests/data/cases/generated.jsonl"),
];

#[test]
fn every_visible_case_has_a_certificate_that_checks() {
    let mut checked = 0;
    for cases in CASES {
        let ran = Run::new(["evaluate", "--certificate"]).input(cases.as_bytes()).go();
        let bad = ran.output.lines().filter(|line| line.starts_with("{\"error\"")).count();
        let good: Vec<&str> = ran.output.lines().filter(|line| !line.starts_with("{\"error\"")).collect();
        let found = Run::new(["check"]).input(good.join("\n").as_bytes()).go();
        assert_eq!(found.exit, Exit::Done, "{}", found.output);
        assert_eq!(found.output.lines().filter(|line| line.starts_with("ok ")).count(), good.len());
        assert_eq!(good.len() + bad, cases.lines().count());
        checked += good.len();
    }
    assert!(checked > 300, "{checked}");
}

#[test]
fn a_certificate_is_the_same_statement_with_one_more_key() {
    let plain = Run::new(["evaluate"]).input(SEED.as_bytes()).go();
    let certified = Run::new(["evaluate", "--certificate"]).input(SEED.as_bytes()).go();
    for (plain, certified) in plain.output.lines().zip(certified.output.lines()) {
        let mut statement: Value = serde_json::from_str(certified).unwrap();
        statement.as_object_mut().unwrap().remove("certificate").unwrap();
        assert_eq!(statement, serde_json::from_str::<Value>(plain).unwrap());
    }
}

#[test]
fn a_right_one_is_said_with_its_lines_and_total_or_not_at_all_if_quiet() {
    let statement = certified(&ccm());
    assert_eq!(check(&statement), (Exit::Done, "ok three calls: 1 account, 3 lines, $167.01\n".to_owned()));
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), format!("\n{statement}\n")).unwrap();
    let ran = Run::new(["check", "--quiet"]).arg(file.path()).go();
    assert_eq!((ran.exit, ran.output.as_str()), (Exit::Done, ""));
}

#[test]
fn of_several_lines_only_the_wrong_one_is_wrong_and_its_line_is_named() {
    let right = certified(&ccm());
    let mut wrong = right.clone();
    wrong["accounts"][0]["lines"][1]["units"] = json!(2);
    let ran = Run::new(["check"]).input(format!("{right}\n\n{wrong}\n{right}\n").as_bytes()).go();
    let lines: Vec<&str> = ran.output.lines().collect();
    assert_eq!((ran.exit, lines.len()), (Exit::FoundWrong, 3));
    assert!(lines[0].starts_with("ok ") && lines[2].starts_with("ok "));
    assert_eq!(
        lines[1],
        "wrong three calls (line 3): /accounts/0/lines/1/units: is 2, but the evidence gives 1"
    );
}

#[test]
fn what_is_no_certificate_is_wrong_and_says_where() {
    let plain = Run::new(["evaluate"]).input(ccm().to_string().as_bytes()).go().output;
    let with = |pointer: &str, key: &str, value: Value| {
        let mut statement = certified(&ccm());
        statement.pointer_mut(pointer).unwrap()[key] = value;
        statement.to_string()
    };
    let mut without = certified(&ccm());
    without["certificate"]["accounts"][0].as_object_mut().unwrap().remove("start");
    for (line, place) in [
        ("nonsense".to_owned(), "no JSON"),
        ("[]".to_owned(), "/certificate: is missing"),
        (plain, "/certificate: is missing"),
        (with("/certificate", "version", json!(2)), "/certificate/version: is not one"),
        (with("/certificate", "format", json!("x")), "/certificate/version: is not one"),
        (with("/certificate", "month", json!("2026-1")), "/accounts/0/month: is"),
        (with("/certificate", "time_zone", json!("Mars")), "/certificate/time_zone: cannot be read"),
        (with("/certificate/accounts/0", "start", json!(7)), "/certificate/accounts/0/start: cannot be read"),
        (
            with("/certificate/settings", "surprise", json!(7)),
            "/certificate/settings/surprise: cannot be read",
        ),
        (with("/accounts/0", "a/b", json!(7)), "/accounts/0/a~1b: is 7"),
        (without.to_string(), "/certificate/accounts/0/start: cannot be read"),
    ] {
        let ran = Run::new(["check"]).input(line.as_bytes()).go();
        assert_eq!(ran.exit, Exit::FoundWrong, "{place}");
        assert!(ran.output.starts_with("wrong ") && ran.output.contains(place), "{place}\n{}", ran.output);
    }
}

#[test]
fn a_missing_file_is_not_checked() {
    let dir = tempfile::tempdir().unwrap();
    let ran = Run::new(["check"]).arg(dir.path().join("none.jsonl")).go();
    assert_eq!((ran.exit, ran.output.as_str()), (Exit::Cannot, ""));
    assert!(ran.errors.contains("could not be read"), "{}", ran.errors);
}

#[test]
fn minutes_of_a_pack_that_are_not_the_published_ones_are_seen() {
    let dir = tempfile::tempdir().unwrap();
    let pack = dir.path().join("larch.toml");
    let minutes = "[pack]\nid = \"larch\"\nversion = \"1\"\nlabel = \"Larch Street's own\"\nfrom = \"2026-01-01\"\n\n\
        [[track]]\ntrack = \"ccm_staff\"\nbase = \"99490\"\nfirst_s = 1140\nadd_on = \"99439\"\nblock_s = 1200\n\
        cap = 2\nperformers = \"clinical_staff\"\nmdm = \"no\"\nsource = \"none\"\nverified = \"not_verified\"\n";
    fs::write(&pack, minutes).unwrap();
    let ran = Run::new(["evaluate", "--certificate", "--rules"]).arg(&pack);
    let judged = ran.input(ccm().to_string().as_bytes()).go();
    assert_eq!(judged.exit, Exit::Done, "{}", judged.errors);
    let ran = Run::new(["check"]).input(judged.output.as_bytes()).go();
    assert!(ran.output.contains("_s: is 1140, but the evidence gives 1200"), "{}", ran.output);
}
