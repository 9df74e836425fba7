//! `backup`, `verify-backup` and `restore`: what they say, what they leave, and what they refuse.

use std::fs;
use std::path::{Path, PathBuf};

use cli::Exit;
use tracker::demo;

use crate::console::{Run, demo_home, on_demo};

/// The folder that a command says the backup is in.
fn said(output: &str, word: &str) -> PathBuf {
    let line = output.lines().find_map(|line| line.strip_prefix(word));
    line.unwrap_or_else(|| panic!("{output}")).trim().into()
}

fn verify(backup: &Path, password: &str) -> crate::console::Ran {
    Run::new(["verify-backup", "--sign-in", "tamsin"]).arg(backup).password(password).go()
}

#[test]
fn a_backup_is_made_copied_looked_at_and_restored() {
    let (_folder, home, _) = demo_home();
    let usb = tempfile::tempdir().unwrap();
    let made = on_demo(&home, ["backup", "--to"]).arg(usb.path()).go();
    assert_eq!(made.exit, Exit::Done, "{}", made.errors);
    let (here, there) = (said(&made.output, "Backup:"), said(&made.output, "Copied:"));
    assert!(here.starts_with(home.join("backups")) && there.starts_with(usb.path()), "{}", made.output);
    for backup in [&here, &there] {
        let found = verify(backup, demo::PASSWORD);
        assert_eq!(found.exit, Exit::Done, "{}{}", found.output, found.errors);
        assert!(found.output.ends_with("This backup is good.\n"), "{}", found.output);
    }
    assert_eq!(verify(&there, "not the password").exit, Exit::NotAllowed);
    assert_eq!(verify(usb.path(), demo::PASSWORD).exit, Exit::Cannot);

    // Two years of work later the disk of the PC is gone: only the copy is left, on a PC with nothing on it.
    let new_pc = tempfile::tempdir().unwrap();
    let restore = |yes: &'static [&'static str]| {
        let run = Run::new(["restore", "--sign-in", "tamsin", "--home"]).arg(new_pc.path());
        yes.iter().fold(run.arg(&there), |run, flag| run.arg(flag)).password(demo::PASSWORD)
    };
    let nobody = restore(&[]).go();
    assert_eq!(nobody.exit, Exit::Cannot);
    assert!(nobody.errors.contains("--yes"), "{}", nobody.errors);
    let declined = restore(&[]).typing("").input(b"no\n").go();
    assert!(declined.output.ends_with("Nothing was changed.\n"), "{}{}", declined.output, declined.errors);
    assert!(!new_pc.path().join("practice").exists());
    let done = restore(&["--yes"]).go();
    assert_eq!(done.exit, Exit::Done, "{}", done.errors);
    assert!(done.output.contains("There is no vault here yet."), "{}", done.output);
    let sound = on_demo(new_pc.path(), ["verify"]).go();
    assert_eq!(sound.exit, Exit::Done, "{}", sound.output);
}

#[test]
fn what_would_be_lost_is_told_and_the_vault_before_is_kept() {
    let (_folder, home, _) = demo_home();
    let made = on_demo(&home, ["backup"]).go();
    let backup = said(&made.output, "Backup:");
    on_demo(&home, ["verify"]).go();
    let restored = Run::new(["restore", "--yes", "--sign-in", "tamsin", "--home"])
        .arg(&home)
        .arg(&backup)
        .password(demo::PASSWORD)
        .go();
    assert_eq!(restored.exit, Exit::Done, "{}", restored.errors);
    assert!(
        restored.output.contains("You will lose 0 entries and 2 recorded actions"),
        "{}",
        restored.output
    );
    let aside = said(&restored.output, "The vault before is kept in");
    assert!(aside.join("caretally.db").exists() && aside.join("vault.json").exists());
    // The vault that was given up was backed up before, and so can be gone back to.
    assert_eq!(
        fs::read_dir(home.join("backups"))
            .unwrap()
            .flatten()
            .filter(|e| e.path().join("manifest.json").exists())
            .count(),
        2
    );
}

#[test]
fn a_damaged_backup_and_a_person_who_is_no_manager_are_refused() {
    let (_folder, home, _) = demo_home();
    let nurse = Run::new(["backup", "--sign-in", "bex", "--home"]).arg(&home).password(demo::PASSWORD).go();
    assert_eq!(nurse.exit, Exit::NotAllowed, "{}", nurse.errors);
    let backup = said(&on_demo(&home, ["backup"]).go().output, "Backup:");
    let restore = |name: &str| {
        let run = Run::new(["restore", "--yes", "--sign-in", name, "--home"]).arg(&home).arg(&backup);
        run.password(demo::PASSWORD).go()
    };
    assert_eq!(restore("bex").exit, Exit::NotAllowed);
    let file = backup.join("caretally.db");
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&file, &bytes).unwrap();
    let found = verify(&backup, demo::PASSWORD);
    assert_eq!(found.exit, Exit::FoundWrong, "{}", found.errors);
    assert!(found.output.contains("Fault: caretally.db is not as it was"), "{}", found.output);
    let refused = restore("tamsin");
    assert_eq!(refused.exit, Exit::Cannot);
    assert!(refused.errors.contains("not sound"), "{}", refused.errors);
    assert_eq!(on_demo(&home, ["verify"]).go().exit, Exit::Done);
}
