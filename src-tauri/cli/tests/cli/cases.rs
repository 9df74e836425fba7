//! `evaluate`: from a file and from standard input.

use std::fs;

use cli::Exit;
use serde_json::Value;

use crate::console::{Run, SEED};

#[test]
fn the_seed_cases_are_answered_as_expected_from_a_file_and_from_standard_input() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("seed.jsonl");
    fs::write(&file, SEED).unwrap();
    let ran = Run::new(["evaluate"]).arg(&file).go();
    assert_eq!(ran.exit, Exit::Done, "{}", ran.errors);
    let answers = ran.output.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let expected = SEED.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["expect"].clone());
    assert!(answers.eq(expected));
    for piped in [Run::new(["evaluate"]), Run::new(["evaluate", "-"])] {
        assert_eq!(piped.input(SEED.as_bytes()).go().output, ran.output);
    }
}

#[test]
fn a_bad_line_is_found_and_a_missing_file_is_not_there() {
    let bad = Run::new(["evaluate"]).input(b"nonsense\n").go();
    assert_eq!(bad.exit, Exit::FoundWrong);
    assert!(bad.output.starts_with("{\"error\":{\"code\":\"bad_json\""), "{}", bad.output);
    let dir = tempfile::tempdir().unwrap();
    for place in [dir.path().join("none.jsonl"), dir.path().to_owned()] {
        let ran = Run::new(["evaluate"]).arg(&place).go();
        assert_eq!((ran.exit, ran.output.as_str()), (Exit::Cannot, ""));
        assert!(ran.errors.contains("could not be read"), "{}", ran.errors);
        assert_eq!(ran.errors.lines().count(), 1);
    }
}
