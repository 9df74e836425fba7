//! The record from the command line: a printed head that is found again or not, and the record as a file.

use std::fs;

use cli::Exit;

use crate::console::{demo_home, on_demo};

#[test]
fn a_printed_head_is_found_again_and_another_is_a_fault() {
    let (_folder, home, _) = demo_home();
    let first = on_demo(&home, ["verify"]).go();
    let head = first.output.split("with hash ").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    let again = on_demo(&home, ["verify", "--expect-head", &head, "--from", "3"]).go();
    assert_eq!(again.exit, Exit::Done, "{}", again.output);
    assert!(again.output.contains("the printed head: it is event "), "{}", again.output);
    let other = on_demo(&home, ["verify", "--expect-head", "00ff00ff00ff00ff"]).go();
    assert_eq!(other.exit, Exit::FoundWrong);
    assert!(other.output.contains("Fault: The head that was printed"), "{}", other.output);
    assert_eq!(on_demo(&home, ["verify", "--expect-head", "00ff"]).go().exit, Exit::Cannot);
    assert_eq!(on_demo(&home, ["verify", "--from", "0"]).go().exit, Exit::Cannot);
}

#[test]
fn the_record_is_written_to_a_file_whose_digest_and_head_are_told() {
    let (_folder, home, _) = demo_home();
    let out = tempfile::tempdir().unwrap();
    let made = on_demo(&home, ["audit", "--out"]).arg(out.path()).go();
    assert_eq!(made.exit, Exit::Done, "{}", made.errors);
    let file = fs::read_dir(out.path()).unwrap().next().unwrap().unwrap().path();
    let text = fs::read_to_string(file).unwrap();
    let head = made.output.split("hash ").nth(1).unwrap().trim();
    assert!(text.trim_end().lines().last().unwrap().contains(head));
    let wrong = on_demo(&home, ["audit", "--from", "yesterday", "--out"]).arg(out.path()).go();
    assert_eq!(wrong.exit, Exit::Cannot, "{}", wrong.output);
}
