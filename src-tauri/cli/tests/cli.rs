//! The commands as a person or a script runs them, on one demo practice.

mod console;

use std::fs;
use std::path::Path;
use std::sync::Arc;

use cli::Exit;
use console::{Ran, Run, demo_home, folder, on_demo};
use serde_json::Value;
use sha2::{Digest, Sha256};
use tracker::{Home, ManualClock, SystemClock, demo};

const SEED: &str = include_str!("../../../tests/data/cases/seed.jsonl");

fn json(ran: &Ran) -> Value {
    assert_eq!(ran.exit, Exit::Done, "{}", ran.errors);
    serde_json::from_str(&ran.output).unwrap()
}

#[test]
fn the_demo_says_how_to_sign_in_and_is_made_only_once() {
    let (_turn, home, made) = demo_home();
    assert!(
        made.contains("\nSign-in:  tamsin\nPassword: quiet river, seven lamps\n"),
        "{made}"
    );
    assert!(made.contains("CARETALLY_HOME="), "{made}");
    let again = Run::new(["demo", "--home"]).arg(&home).go();
    assert_eq!(again.exit, Exit::Cannot);
    assert_eq!(
        again.errors,
        "caretally-cli: There is a vault here already. It was not touched.\n"
    );
    assert_eq!(on_demo(&home, ["verify"]).go().exit, Exit::Done);
}

#[test]
fn the_demo_is_never_made_in_the_usual_place() {
    let ran = Run::new(["demo"]).go();
    assert_eq!(ran.exit, Exit::Cannot);
    assert!(ran.errors.contains("--home DIR"), "{}", ran.errors);
}

#[test]
fn the_report_adds_up_and_is_the_same_each_time() {
    let (_turn, home, _) = demo_home();
    let ran = on_demo(&home, ["report", "--month", "2026-10", "--json"]).go();
    let report = json(&ran);
    assert_eq!(
        on_demo(&home, ["report", "--month", "2026-10", "--json"])
            .go()
            .output,
        ran.output
    );
    let lines = report["lines"].as_array().unwrap();
    for status in ["ready", "held"] {
        let of_status: Vec<_> = lines
            .iter()
            .filter(|line| line["status"] == status)
            .collect();
        let cents: i64 = of_status
            .iter()
            .map(|line| line["amount_cents"].as_i64().unwrap())
            .sum();
        assert!(cents > 0, "{status}");
        assert_eq!(report[status]["amount_cents"], cents, "{status}");
        assert_eq!(report[status]["lines"], of_status.len(), "{status}");
        let codes = report[status]["codes"].as_array().unwrap();
        let units: i64 = codes
            .iter()
            .map(|code| code["units"].as_i64().unwrap())
            .sum();
        assert_eq!(report[status]["units"], units, "{status}");
    }
    assert!(
        lines
            .iter()
            .all(|line| line["status"] != "refused" || line["code"].is_null())
    );
    assert_no_fractions(&report);
}

fn assert_no_fractions(value: &Value) {
    match value {
        Value::Number(number) => assert!(number.is_i64() || number.is_u64(), "{number}"),
        Value::Array(values) => values.iter().for_each(assert_no_fractions),
        Value::Object(values) => values.values().for_each(assert_no_fractions),
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

#[test]
fn the_table_has_the_dollars_of_the_json_and_the_reasons_in_words() {
    let (_turn, home, _) = demo_home();
    let report = json(&on_demo(&home, ["report", "--json"]).go());
    assert_eq!(
        report["month"], "2026-11",
        "without --month it is the present one"
    );
    let table = on_demo(&home, ["report"]).go().output;
    for status in ["ready", "held"] {
        let total = rules::Cents(report[status]["amount_cents"].as_i64().unwrap()).to_string();
        assert!(
            table
                .lines()
                .any(|line| line.starts_with("  Total") && line.ends_with(&total)),
            "{total}\n{table}"
        );
    }
    for reason in report["held"]["reasons"].as_array().unwrap() {
        let row = format!(
            "{:>6}  {}",
            reason["accounts"],
            reason["code"].as_str().unwrap()
        );
        assert!(table.contains(&row), "{row}\n{table}");
    }
    assert!(
        table.contains("no care plan on or before the date of service"),
        "{table}"
    );
    assert!(
        table.contains("demo practice") && table.contains("estimates at national rates"),
        "{table}"
    );
    let right: Vec<_> = table
        .lines()
        .filter(|line| line.contains('$'))
        .map(str::len)
        .collect();
    assert!(
        right.windows(2).all(|pair| pair[0] == pair[1]),
        "dollars end in one column\n{table}"
    );
}

#[test]
fn the_report_names_no_patient() {
    let (_turn, home, _) = demo_home();
    let text = [
        on_demo(&home, ["report"]).go().output,
        on_demo(&home, ["report", "--json"]).go().output,
    ]
    .concat();
    let clock = Arc::new(ManualClock::at(console::NOW.parse().unwrap()));
    let (mut tracker, _) = Home::at(&home)
        .unlock(demo::SIGN_IN, demo::PASSWORD, clock)
        .unwrap();
    let claims = tracker
        .claims(rules::Month::new(2026, 11).unwrap())
        .unwrap();
    assert!(claims.rows.len() > 20);
    for row in &claims.rows {
        assert!(!text.contains(&row.patient.name));
        assert!(text.contains(&row.patient.mrn));
    }
}

#[test]
fn an_export_says_its_file_lines_and_hash_and_never_overwrites() {
    let (_turn, home, _) = demo_home();
    let out = tempfile::tempdir().unwrap();
    let export = |place: &Path| {
        on_demo(&home, ["export", "--month", "2026-09", "--out"])
            .arg(place)
            .go()
    };
    let numbered = export(out.path());
    assert_eq!(numbered.exit, Exit::Done, "{}", numbered.errors);
    let named = out.path().join("deeper").join("september.csv");
    let said = export(&named);
    assert_eq!(said.exit, Exit::Done, "{}", said.errors);
    let bytes = fs::read(&named).unwrap();
    let sha: String = Sha256::digest(&bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let rows = String::from_utf8(bytes.clone()).unwrap().lines().count() - 1;
    let expected = format!(
        "File:    {}\nLines:   {rows}\nSHA-256: {sha}\n",
        named.display()
    );
    assert_eq!(said.output, expected);
    assert_eq!(
        fs::read_dir(out.path()).unwrap().count(),
        2,
        "one file and one folder"
    );

    assert_eq!(export(&named).exit, Exit::Cannot);
    assert_eq!(fs::read(&named).unwrap(), bytes);
    let report = json(&on_demo(&home, ["report", "--month", "2026-09", "--json"]).go());
    let files: Vec<_> = report["exports"]
        .as_array()
        .unwrap()
        .iter()
        .map(|made| made["file"].clone())
        .collect();
    assert!(
        files.contains(&"september.csv".into()) && files.len() == 2,
        "a failed export is not on record: {files:?}"
    );
}

#[test]
fn who_may_not_export_is_told_so_and_nothing_is_written() {
    let (_turn, home, _) = demo_home();
    let out = tempfile::tempdir().unwrap();
    let ran = Run::new(["export", "--sign-in", "bex", "--month", "2026-08", "--out"])
        .arg(out.path())
        .arg("--home")
        .arg(&home)
        .password(demo::PASSWORD)
        .go();
    assert_eq!(ran.exit, Exit::NotAllowed, "{}", ran.errors);
    assert_eq!(fs::read_dir(out.path()).unwrap().count(), 0);
}

#[test]
fn a_wrong_password_and_an_unknown_name_are_told_alike() {
    let (_turn, home, _) = demo_home();
    let wrong = |name: &str| {
        Run::new(["verify", "--sign-in", name, "--home"])
            .arg(&home)
            .password("quiet river, six lamps")
            .go()
    };
    let (known, unknown) = (wrong("tamsin"), wrong("nobody"));
    assert_eq!(
        (known.exit, unknown.exit),
        (Exit::NotAllowed, Exit::NotAllowed)
    );
    assert_eq!(known.errors, unknown.errors);
    assert_eq!(known.output, "");
}

#[test]
fn a_vault_that_is_open_elsewhere_is_left_alone() {
    let (_turn, home, _) = demo_home();
    let held = Home::at(&home)
        .unlock(demo::SIGN_IN, demo::PASSWORD, Arc::new(SystemClock))
        .unwrap();
    for command in [
        ["verify"].as_slice(),
        &["report"],
        &["export", "--month", "2026-11", "--out", "x"],
    ] {
        let ran = on_demo(&home, command.iter().copied()).go();
        assert_eq!(ran.exit, Exit::InUse, "{}", ran.errors);
    }
    drop(held);
    assert_eq!(on_demo(&home, ["verify"]).go().exit, Exit::Done);
}

#[test]
fn a_sound_vault_is_called_sound_and_a_damaged_one_is_not_opened() {
    let (_turn, home, _) = demo_home();
    let sound = on_demo(&home, ["verify"]).go();
    assert_eq!(sound.exit, Exit::Done, "{}", sound.output);
    assert!(
        sound.output.ends_with("Everything is sound.\n"),
        "{}",
        sound.output
    );

    let copy = tempfile::tempdir().unwrap();
    folder::copy(&home, copy.path());
    let database = folder::largest(&copy.path().join("practice"));
    let mut bytes = fs::read(&database).unwrap();
    bytes[100] ^= 1;
    fs::write(&database, &bytes).unwrap();
    let damaged = on_demo(copy.path(), ["verify"]).go();
    assert_eq!(damaged.exit, Exit::Damaged, "{}", damaged.errors);
    assert_eq!(fs::read(&database).unwrap(), bytes, "it was not changed");
}

#[test]
fn the_password_comes_from_standard_input_or_from_a_person() {
    let (_turn, home, _) = demo_home();
    let verify = || Run::new(["verify", "--sign-in", "tamsin", "--home"]).arg(&home);
    let piped = verify()
        .arg("--password-stdin")
        .input(b"quiet river, seven lamps\r\n")
        .go();
    assert_eq!(piped.exit, Exit::Done, "{}", piped.errors);
    let typed = verify().typing(demo::PASSWORD).go();
    assert_eq!(typed.exit, Exit::Done, "{}", typed.errors);

    for (ran, word) in [
        (verify().go(), "--password-stdin or CARETALLY_PASSWORD"),
        (
            verify().arg("--password-stdin").go(),
            "No password was given on standard input",
        ),
        (
            verify().arg("--password-stdin").input(b"\xff\n").go(),
            "could not be read",
        ),
        (verify().typing("").go(), "at the prompt"),
    ] {
        assert_eq!(ran.exit, Exit::Cannot);
        assert!(ran.errors.contains(word), "{}", ran.errors);
    }
}

#[test]
fn who_signs_in_is_asked_of_a_person_and_refused_to_a_script() {
    let (_turn, home, _) = demo_home();
    let verify = || Run::new(["verify", "--home"]).arg(&home);
    let script = verify().password(demo::PASSWORD).go();
    assert_eq!(script.exit, Exit::Cannot);
    for name in ["tamsin", "bex", "rosalind", "penhallow"] {
        assert!(script.errors.contains(name), "{}", script.errors);
    }
    let person = verify().typing(demo::PASSWORD).input(b"tamsin\n").go();
    assert_eq!(person.exit, Exit::Done, "{}", person.errors);
    assert!(
        person.errors.starts_with("Who signs in ("),
        "{}",
        person.errors
    );
    assert_eq!(
        verify().sign_in("bex").password(demo::PASSWORD).go().exit,
        Exit::Done
    );
}

#[test]
fn a_folder_without_a_vault_stays_as_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path().join("none");
    let ran = on_demo(&home, ["report"]).go();
    assert_eq!(ran.exit, Exit::Cannot);
    assert!(
        ran.errors.contains("There is no vault in"),
        "{}",
        ran.errors
    );
    assert!(!home.exists());
}

#[test]
fn a_reader_that_stops_early_causes_no_words_and_no_panic() {
    let (_turn, home, _) = demo_home();
    for run in [
        on_demo(&home, ["report"]),
        Run::new(["evaluate"]).input(SEED.as_bytes()),
    ] {
        let ran = run.reader_gone().go();
        assert_eq!((ran.exit, ran.errors.as_str()), (Exit::Cannot, ""));
    }
    assert_eq!(Run::new(["--help"]).reader_gone().go().exit, Exit::Done);
}

#[test]
fn the_seed_cases_are_answered_as_expected_from_a_file_and_from_standard_input() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("seed.jsonl");
    fs::write(&file, SEED).unwrap();
    let ran = Run::new(["evaluate"]).arg(&file).go();
    assert_eq!(ran.exit, Exit::Done, "{}", ran.errors);
    let answers = ran
        .output
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let expected = SEED
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["expect"].clone());
    assert!(answers.eq(expected));
    for piped in [Run::new(["evaluate"]), Run::new(["evaluate", "-"])] {
        assert_eq!(piped.input(SEED.as_bytes()).go().output, ran.output);
    }
}

#[test]
fn a_bad_line_is_found_and_a_missing_file_is_not_there() {
    let bad = Run::new(["evaluate"]).input(b"nonsense\n").go();
    assert_eq!(bad.exit, Exit::FoundWrong);
    assert!(
        bad.output.starts_with("{\"error\":{\"code\":\"bad_json\""),
        "{}",
        bad.output
    );
    let dir = tempfile::tempdir().unwrap();
    for place in [dir.path().join("none.jsonl"), dir.path().to_owned()] {
        let ran = Run::new(["evaluate"]).arg(&place).go();
        assert_eq!((ran.exit, ran.output.as_str()), (Exit::Cannot, ""));
        assert!(ran.errors.contains("could not be read"), "{}", ran.errors);
        assert_eq!(ran.errors.lines().count(), 1);
    }
}

#[test]
fn every_help_has_an_example_and_the_exit_codes() {
    for command in [
        &[][..],
        &["evaluate"],
        &["demo"],
        &["report"],
        &["export"],
        &["verify"],
    ] {
        for flag in ["-h", "--help"] {
            let ran = Run::new(command.iter().copied()).arg(flag).go();
            assert_eq!((ran.exit, ran.errors.as_str()), (Exit::Done, ""));
            for words in [
                "Usage: caretally-cli",
                "Example:\n  caretally-cli",
                "Exit codes:\n  0  done\n",
                "\n  5  ",
            ] {
                assert!(
                    ran.output.contains(words),
                    "{command:?} {words}\n{}",
                    ran.output
                );
            }
        }
    }
}

#[test]
fn wrong_use_is_explained_on_standard_error() {
    for args in [
        &[][..],
        &["reprot"],
        &["export"],
        &["report", "--month", "2026-13"],
        &["verify", "--password", "x"],
    ] {
        let ran = Run::new(args.iter().copied()).go();
        assert_eq!(
            (ran.exit, ran.output.as_str()),
            (Exit::Cannot, ""),
            "{args:?}"
        );
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
    fs::write(&file, SEED).unwrap();
    assert_eq!(Run::new(["evaluate"]).arg(&file).go().exit, Exit::Done);
    for flag in ["--month", "--sign-in"] {
        assert_eq!(Run::new(["report", flag]).arg(odd).go().exit, Exit::Cannot);
    }
}
