//! Help, wrong use, odd arguments and readers that leave.

use cli::Exit;

use crate::console::{Run, SEED, demo_home, on_demo};

#[test]
fn every_help_has_an_example_and_the_exit_codes() {
    for command in [
        &[][..],
        &["evaluate"],
        &["check"],
        &["explain"],
        &["demo"],
        &["report"],
        &["export"],
        &["verify"],
        &["recover"],
        &["backup"],
        &["restore"],
        &["verify-backup"],
        &["salvage"],
    ] {
        for flag in ["-h", "--help"] {
            let ran = Run::new(command.iter().copied()).arg(flag).go();
            assert_eq!((ran.exit, ran.errors.as_str()), (Exit::Done, ""));
            for words in
                ["Usage: caretally-cli", "Example:\n  caretally-cli", "Exit codes:\n  0  done\n", "\n  5  "]
            {
                assert!(ran.output.contains(words), "{command:?} {words}\n{}", ran.output);
            }
        }
    }
}

#[test]
fn wrong_use_is_explained_on_standard_error() {
    for args in
        [&[][..], &["reprot"], &["export"], &["report", "--month", "2026-13"], &["verify", "--password", "x"]]
    {
        let ran = Run::new(args.iter().copied()).go();
        assert_eq!((ran.exit, ran.output.as_str()), (Exit::Cannot, ""), "{args:?}");
        assert!(!ran.errors.is_empty(), "{args:?}");
    }
}

#[cfg(unix)]
#[test]
fn an_argument_that_is_no_text_may_be_a_path_and_nothing_else() {
    use std::os::unix::ffi::OsStrExt;
    let odd = std::ffi::OsStr::from_bytes(b"caf\xe9");
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join(odd);
    std::fs::write(&file, SEED).unwrap();
    assert_eq!(Run::new(["evaluate"]).arg(&file).go().exit, Exit::Done);
    for flag in ["--month", "--sign-in"] {
        assert_eq!(Run::new(["report", flag]).arg(odd).go().exit, Exit::Cannot);
    }
}

#[test]
fn a_reader_that_stops_early_causes_no_words_and_no_panic() {
    let (_folder, home, _) = demo_home();
    for run in [on_demo(&home, ["report"]), Run::new(["evaluate"]).input(SEED.as_bytes())] {
        let ran = run.reader_gone().go();
        assert_eq!((ran.exit, ran.errors.as_str()), (Exit::Cannot, ""));
    }
    assert_eq!(Run::new(["--help"]).reader_gone().go().exit, Exit::Done);
}
