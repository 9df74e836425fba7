//! Opening a vault: names, passwords, and vaults that cannot be opened.

use std::fs;
use std::sync::Arc;

use cli::Exit;
use tracker::staff::StaffChange;
use tracker::{FirstRun, Home, SystemClock, demo};

use crate::console::{Run, demo_home, folder, on_demo};

#[test]
fn a_wrong_password_and_an_unknown_name_are_told_alike() {
    let (_folder, home, _) = demo_home();
    let wrong = |name: &str| {
        Run::new(["verify", "--sign-in", name, "--home"]).arg(&home).password("quiet river, six lamps").go()
    };
    let (known, unknown) = (wrong("tamsin"), wrong("nobody"));
    assert_eq!((known.exit, unknown.exit), (Exit::NotAllowed, Exit::NotAllowed));
    assert_eq!(known.errors, unknown.errors);
    assert_eq!(known.output, "");
}

#[test]
fn with_a_one_time_password_nothing_is_read_before_another_one_is_chosen_in_the_app() {
    let home = tempfile::tempdir().unwrap();
    let first = FirstRun {
        practice: "Larch Street Clinic".into(),
        time_zone: "America/Chicago".into(),
        name: "Ines Calloway".into(),
        role: "physician".into(),
        credentials: "MD".into(),
        sign_in: "ines".into(),
        password: "willow gate seventeen kettles".into(),
        demo: false,
    };
    let (mut tracker, ines, _) = Home::at(home.path()).set_up(&first, Arc::new(SystemClock)).unwrap();
    let one_time = "amber tunnel kettle grove";
    let cleo = StaffChange {
        id: None,
        name: "Cleo Marchetti".into(),
        role: "rn".into(),
        access: "care_team".into(),
        credentials: "RN".into(),
        npi: None,
        sign_in: Some("cleo".into()),
        password: Some(one_time.into()),
        team_training: None,
        scope_document: false,
        active: true,
        from: None,
    };
    tracker.save_staff(&ines, &cleo).unwrap();
    drop(tracker);
    let ran = Run::new(["verify", "--sign-in", "cleo", "--home"]).arg(home.path()).password(one_time).go();
    assert_ne!(ran.exit, Exit::Done);
    assert!(ran.errors.contains("one-time password") && ran.output.is_empty(), "{}", ran.errors);
}

#[test]
fn a_vault_that_is_open_elsewhere_is_left_alone() {
    let (_folder, home, _) = demo_home();
    let held = Home::at(&home).unlock(demo::SIGN_IN, demo::PASSWORD, Arc::new(SystemClock)).unwrap();
    for command in [["verify"].as_slice(), &["report"], &["export", "--month", "2026-11", "--out", "x"]] {
        let ran = on_demo(&home, command.iter().copied()).go();
        assert_eq!(ran.exit, Exit::InUse, "{}", ran.errors);
    }
    drop(held);
    assert_eq!(on_demo(&home, ["verify"]).go().exit, Exit::Done);
}

#[test]
fn a_sound_vault_is_called_sound_and_a_damaged_one_is_not_opened() {
    let (_folder, home, _) = demo_home();
    let sound = on_demo(&home, ["verify"]).go();
    assert_eq!(sound.exit, Exit::Done, "{}", sound.output);
    assert!(sound.output.ends_with("Everything is sound.\n"), "{}", sound.output);

    for name in ["caretally.db", "vault.json"] {
        let copy = tempfile::tempdir().unwrap();
        folder::copy(&home, copy.path());
        let file = copy.path().join("practice").join(name);
        let mut bytes = fs::read(&file).unwrap();
        bytes[0] ^= 1;
        fs::write(&file, &bytes).unwrap();
        let damaged = on_demo(copy.path(), ["verify"]).go();
        assert_eq!(damaged.exit, Exit::Damaged, "{name}: {}", damaged.errors);
        assert_eq!(fs::read(&file).unwrap(), bytes, "{name} was not changed");
    }
}

#[test]
fn the_password_comes_from_standard_input_or_from_a_person() {
    let (_folder, home, _) = demo_home();
    let verify = || Run::new(["verify", "--sign-in", "tamsin", "--home"]).arg(&home);
    let piped = verify().arg("--password-stdin").input(b"quiet river, seven lamps\r\n").go();
    assert_eq!(piped.exit, Exit::Done, "{}", piped.errors);
    let typed = verify().typing(demo::PASSWORD).go();
    assert_eq!(typed.exit, Exit::Done, "{}", typed.errors);

    for (ran, word) in [
        (verify().go(), "--password-stdin or CARETALLY_PASSWORD"),
        (verify().arg("--password-stdin").go(), "No password was given on standard input"),
        (verify().arg("--password-stdin").input(b"\xff\n").go(), "could not be read"),
        (verify().typing("").go(), "at the prompt"),
    ] {
        assert_eq!(ran.exit, Exit::Cannot);
        assert!(ran.errors.contains(word), "{}", ran.errors);
    }
}

#[test]
fn who_signs_in_is_asked_of_a_person_and_refused_to_a_script() {
    let (_folder, home, _) = demo_home();
    let verify = || Run::new(["verify", "--home"]).arg(&home);
    let script = verify().password(demo::PASSWORD).go();
    assert_eq!(script.exit, Exit::Cannot);
    for name in ["tamsin", "bex", "rosalind", "penhallow"] {
        assert!(script.errors.contains(name), "{}", script.errors);
    }
    let person = verify().typing(demo::PASSWORD).input(b"tamsin\n").go();
    assert_eq!(person.exit, Exit::Done, "{}", person.errors);
    assert!(person.errors.starts_with("Who signs in ("), "{}", person.errors);
    // A name from the environment asks nobody; who may not read the audit cannot have it checked either.
    assert_eq!(verify().sign_in("bex").password(demo::PASSWORD).go().exit, Exit::NotAllowed);
}

#[test]
fn a_folder_without_a_vault_stays_as_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path().join("none");
    let ran = on_demo(&home, ["report"]).go();
    assert_eq!(ran.exit, Exit::Cannot);
    assert!(ran.errors.contains("There is no vault in"), "{}", ran.errors);
    assert!(!home.exists());
}
