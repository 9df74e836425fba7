//! `salvage`: what it prints and how it ends, of a sound vault and of a damaged one.

use std::fs;

use cli::Exit;

use crate::console::{Run, demo_home, on_demo};

#[test]
fn a_salvage_ends_with_0_when_all_was_read_1_when_rows_are_missing_and_2_when_nothing_can_be_read() {
    let (_folder, home, _) = demo_home();
    let usb = tempfile::tempdir().unwrap();
    let sound = on_demo(&home, ["salvage", "--to"]).arg(usb.path()).go();
    assert_eq!(sound.exit, Exit::Done, "{}{}", sound.output, sound.errors);
    assert!(sound.output.contains("\nEvery row could be read.\nNothing was put back."), "{}", sound.output);
    let folder = sound.output.lines().find_map(|line| line.strip_prefix("Folder: ")).unwrap();
    assert!(fs::read_to_string(format!("{folder}/patient.csv")).unwrap().lines().count() > 5);

    // Nobody is asked what the page says: the first rows of one table or another are lost.
    let file = home.join("practice").join("caretally.db");
    let bytes = fs::read(&file).unwrap();
    let pages = bytes.len() / 4096;
    let spoiled = |page: usize| {
        let mut bytes = bytes.clone();
        bytes[page * 4096 + 100] ^= 1;
        fs::write(&file, bytes).unwrap();
        on_demo(&home, ["salvage"]).go()
    };
    let found = (1..pages).rev().map(spoiled).find(|ran| ran.exit == Exit::FoundWrong).unwrap();
    assert!(found.output.contains("\nMissing: "), "{}", found.output);
    let nothing = spoiled(0);
    assert_eq!(nothing.exit, Exit::Cannot, "{}", nothing.errors);
    assert!(nothing.errors.contains("Nothing can be read of this database"), "{}", nothing.errors);
}

#[test]
fn a_person_who_is_no_manager_gets_no_report() {
    let (_folder, home, _) = demo_home();
    let nurse =
        Run::new(["salvage", "--sign-in", "bex", "--home"]).arg(&home).password(tracker::demo::PASSWORD).go();
    assert_eq!(nurse.exit, Exit::NotAllowed, "{}", nurse.errors);
    assert!(!home.join("exports").exists() || fs::read_dir(home.join("exports")).unwrap().count() == 0);
}
