//! The vault on disk: set up, opened, and left alone when it cannot be.

use std::fs;
use std::sync::Arc;

use tracker::{Code, Home, ManualClock, Standing};

use crate::common::{Clinic, MONDAY, PASSWORD, SIGN_IN, at, field, files, first_run, lay_out};

fn clock() -> Arc<ManualClock> {
    Arc::new(ManualClock::at(at(MONDAY)))
}

/// Why the practice in this folder does not open.
fn refused(home: &Home, password: &str) -> Code {
    home.unlock(SIGN_IN, password, clock()).err().unwrap().code()
}

#[test]
fn the_first_run_makes_a_practice_with_its_manager_and_the_second_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let home = Home::at(dir.path());
    assert!(matches!(home.standing().unwrap(), Standing::Empty));
    let (tracker, manager, _) = home.set_up(&first_run(), clock()).unwrap();
    assert_eq!((manager.name.as_str(), tracker.practice().name.as_str()), ("Tamsin Reyes", "Juniper Hollow"));
    // The set-up, and the sign-in that followed.
    assert_eq!(tracker.verify().unwrap().events, 2);
    drop(tracker);
    assert!(matches!(home.standing().unwrap(), Standing::Vault { sign_ins } if sign_ins == [SIGN_IN]));
    let before = files(&dir.path().join("practice"));
    assert_eq!(home.set_up(&first_run(), clock()).err().unwrap().code(), Code::Refused);
    assert_eq!(files(&dir.path().join("practice")), before);
}

#[test]
fn a_form_that_cannot_be_read_makes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let home = Home::at(dir.path());
    let mut forms = [(); 4].map(|()| first_run());
    forms[0].time_zone = "Detroit".to_owned();
    forms[1].practice = "  ".to_owned();
    forms[2].role = "wizard".to_owned();
    forms[3].password = "short".to_owned();
    let fields = forms.each_ref().map(|form| field(home.set_up(form, clock()).map(|_| ())));
    assert_eq!(fields, ["time_zone", "practice", "role", "password"]);
    assert!(matches!(home.standing().unwrap(), Standing::Empty));
}

#[test]
fn a_set_up_that_was_cut_short_starts_clean() {
    let dir = tempfile::tempdir().unwrap();
    let left = dir.path().join("practice.new");
    fs::create_dir_all(&left).unwrap();
    fs::write(left.join("caretally.db"), "half").unwrap();
    let home = Home::at(dir.path());
    assert!(matches!(home.standing().unwrap(), Standing::Empty));
    home.set_up(&first_run(), clock()).unwrap();
    assert!(!left.exists());
    home.unlock(SIGN_IN, PASSWORD, clock()).unwrap();
}

#[test]
fn a_wrong_password_and_an_unknown_name_are_told_the_same_and_touch_no_data_but_their_count() {
    let clinic = Clinic::new();
    let (vault, home) = (clinic.vault(), Home::at(clinic.dir.path()));
    drop(clinic.tracker);
    let but_the_count = || {
        let mut files = files(&vault);
        files.retain(|(name, _)| name != "vault.json");
        files
    };
    let before = but_the_count();
    let wrong = home.unlock(SIGN_IN, "seven quiet herons wode", clock()).err().unwrap();
    let unknown = home.unlock("nobody", PASSWORD, clock()).err().unwrap();
    assert_eq!((wrong.code(), unknown.code()), (Code::WrongPassword, Code::WrongPassword));
    assert_eq!(wrong.to_string(), unknown.to_string());
    assert_eq!(but_the_count(), before);
}

#[test]
fn while_it_is_open_nobody_else_opens_it() {
    let clinic = Clinic::new();
    let home = Home::at(clinic.dir.path());
    let second = home.unlock(SIGN_IN, PASSWORD, clock()).err().unwrap();
    assert_eq!(second.code(), Code::Refused);
    drop(clinic.tracker);
    home.unlock(SIGN_IN, PASSWORD, clock()).unwrap();
}

#[test]
fn a_damaged_key_file_is_reported_and_not_a_byte_changes() {
    let dir = tempfile::tempdir().unwrap();
    lay_out(dir.path());
    let (home, vault) = (Home::at(dir.path()), dir.path().join("practice"));
    let sound = fs::read(vault.join("vault.json")).unwrap();
    let mut flipped = sound.clone();
    flipped[sound.len() / 2] ^= 1;
    for bytes in [flipped, sound[..sound.len() / 2].to_vec(), b"{}".to_vec(), Vec::new()] {
        fs::write(vault.join("vault.json"), bytes).unwrap();
        let before = files(&vault);
        assert_eq!(refused(&home, PASSWORD), Code::Damaged);
        assert!(home.standing().is_err());
        assert!(files(&vault) == before);
    }
    fs::write(vault.join("vault.json"), sound).unwrap();
    home.unlock(SIGN_IN, PASSWORD, clock()).unwrap();
}

#[test]
fn a_damaged_database_is_reported_and_not_a_byte_changes() {
    let dir = tempfile::tempdir().unwrap();
    lay_out(dir.path());
    let (home, vault) = (Home::at(dir.path()), dir.path().join("practice"));
    let file = vault.join("caretally.db");
    let sound = fs::read(&file).unwrap();
    for place in [10, 3_000, sound.len() / 2, sound.len() - 5] {
        let mut flipped = sound.clone();
        flipped[place] ^= 0x40;
        fs::write(&file, flipped).unwrap();
        let before = files(&vault);
        assert_eq!(refused(&home, PASSWORD), Code::Damaged, "at {place}");
        assert!(files(&vault) == before, "at {place}");
    }
    fs::remove_file(&file).unwrap();
    assert_eq!(refused(&home, PASSWORD), Code::Damaged);
    assert!(!file.exists(), "no empty database takes its place");
}

#[test]
fn a_lost_password_is_replaced_by_the_printed_key_which_is_then_used_up() {
    let dir = tempfile::tempdir().unwrap();
    let home = Home::at(dir.path());
    let (tracker, _, printed) = home.set_up(&first_run(), clock()).unwrap();
    drop(tracker);
    let before = files(&dir.path().join("practice"));
    let new = "nine herons over the marsh";
    let mistyped = printed.to_string().replacen(|c: char| c.is_ascii_digit(), "Z", 1);
    for (key, name, password) in [
        (mistyped.as_str(), SIGN_IN, new),
        (printed.to_string().as_str(), "nobody", new),
        (printed.to_string().as_str(), SIGN_IN, "short"),
    ] {
        assert_eq!(home.recover(key, name, password, clock()).err().unwrap().code(), Code::Refused);
        let now = files(&dir.path().join("practice"));
        assert_eq!(names(&now), names(&before), "nothing is left behind");
    }

    let replaced = home.recover(&printed.to_string(), SIGN_IN, new, clock()).unwrap();
    assert_eq!(refused(&home, PASSWORD), Code::WrongPassword, "the lost password opens nothing");
    let (tracker, _) = home.unlock(SIGN_IN, new, clock()).unwrap();
    assert_eq!(tracker.verify().unwrap().faults, Vec::<String>::new());
    drop(tracker);
    let again = home.recover(&printed.to_string(), SIGN_IN, PASSWORD, clock());
    assert_eq!(again.err().unwrap().code(), Code::Refused, "the used key opens nothing");
    home.recover(&replaced.to_string(), SIGN_IN, PASSWORD, clock()).unwrap();
    assert!(home.unlock(SIGN_IN, PASSWORD, clock()).is_ok());
}

fn names(files: &[(String, Vec<u8>)]) -> Vec<&str> {
    files.iter().map(|(name, _)| name.as_str()).collect()
}
