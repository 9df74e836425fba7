//! `export`: the file, what is said of it, and who may make it.

use std::fs;
use std::path::Path;

use cli::Exit;
use sha2::{Digest, Sha256};
use tracker::demo;

use crate::console::{Run, demo_home, json, on_demo};

#[test]
fn an_export_says_its_file_lines_and_hash_and_never_overwrites() {
    let (_folder, home, _) = demo_home();
    let out = tempfile::tempdir().unwrap();
    let export =
        |place: &Path| on_demo(&home, ["export", "--month", "2026-09", "--all", "--out"]).arg(place).go();
    let numbered = export(out.path());
    assert_eq!(numbered.exit, Exit::Done, "{}", numbered.errors);
    let named = out.path().join("deeper").join("september.csv");
    let said = export(&named);
    assert_eq!(said.exit, Exit::Done, "{}", said.errors);
    let bytes = fs::read(&named).unwrap();
    let sha: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    let rows = String::from_utf8(bytes.clone()).unwrap().lines().count() - 1;
    let expected = format!(
        "Batch:   2 of 2026-09\nFile:    {}\nSHA-256: {sha}\nLines:   {rows}\n         {rows} unchanged\n",
        named.display()
    );
    assert_eq!(said.output, expected);
    assert_eq!(fs::read_dir(out.path()).unwrap().count(), 3, "one file with its proof, and one folder");

    assert_eq!(export(&named).exit, Exit::Cannot);
    assert_eq!(fs::read(&named).unwrap(), bytes);
    let report = json(&on_demo(&home, ["report", "--month", "2026-09", "--json"]).go());
    let files: Vec<_> =
        report["exports"].as_array().unwrap().iter().map(|made| made["file"].clone()).collect();
    assert!(
        files.contains(&"september.csv".into()) && files.len() == 2,
        "a failed export is not on record: {files:?}"
    );
}

#[test]
fn a_batch_is_written_in_every_format_and_a_second_one_has_nothing_to_say() {
    let (_folder, home, _) = demo_home();
    let out = tempfile::tempdir().unwrap();
    let export = || {
        let asked = ["export", "--month", "2026-08", "--format", "csv,xlsx,pdf", "--out"];
        on_demo(&home, asked).arg(out.path()).go()
    };
    let made = export();
    assert_eq!(made.exit, Exit::Done, "{}", made.errors);
    let begins = |name: &str| fs::read(out.path().join(name)).unwrap()[..4].to_vec();
    assert_eq!(begins("caretally-claims-2026-08-01.xlsx"), b"PK\x03\x04");
    assert_eq!(begins("caretally-claims-2026-08-01.pdf"), b"%PDF");
    let again = export();
    assert_eq!(again.exit, Exit::Cannot);
    assert!(again.errors.contains("none has changed since"), "{}", again.errors);
}

#[test]
fn who_may_not_export_is_told_so_and_nothing_is_written() {
    let (_folder, home, _) = demo_home();
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
