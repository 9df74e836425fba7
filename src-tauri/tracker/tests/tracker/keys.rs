//! The key file beside the database: an old one put back, one that is ahead after a crash, a damaged one, and the printed key.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use tracker::{Access, Actor, Code, Error, Home, ManualClock, Tracker, Warning};

use crate::common::{Clinic, MONDAY, PASSWORD, SIGN_IN, at, field, first_run, staff};

const OWN: &str = "nine patient otters hum";

fn clock() -> Arc<ManualClock> {
    Arc::new(ManualClock::at(at(MONDAY)))
}

/// A second person who signs in as `cleo`.
fn hire(tracker: &mut Tracker, manager: &Actor, access: Access) -> i64 {
    let mut form = staff("Cleo Marchetti", "ma", access);
    (form.sign_in, form.password) = (Some("cleo".to_owned()), Some(OWN.to_owned()));
    tracker.save_staff(manager, &form).unwrap().get()
}

fn is_old(opened: Result<(Tracker, Actor), Error>) -> bool {
    matches!(opened, Err(Error::OldKeys))
}

/// The practice is closed; its folder and its key file.
fn closed(clinic: Clinic) -> (tempfile::TempDir, std::path::PathBuf) {
    let file = clinic.vault().join("vault.json");
    let Clinic { dir, tracker, .. } = clinic;
    drop(tracker);
    (dir, file)
}

#[test]
fn an_old_key_file_put_back_opens_for_nobody_but_a_manager_who_says_so() {
    let mut clinic = Clinic::new();
    let manager = clinic.manager.clone();
    let cleo = hire(&mut clinic.tracker, &manager, Access::CareTeam);
    let old = fs::read(clinic.vault().join("vault.json")).unwrap();
    clinic.tracker.give_password(&manager, cleo, "amber tunnel kettle grove").unwrap();
    let (dir, file) = closed(clinic);
    let newer = fs::read(&file).unwrap();
    fs::write(&file, old).unwrap();
    let home = Home::at(dir.path());
    assert!(is_old(home.unlock("cleo", OWN, clock())), "the password from before the change");
    assert!(is_old(home.unlock(SIGN_IN, PASSWORD, clock())));
    assert!(is_old(home.unlock_with_old_keys("cleo", OWN, None, clock())));
    let (tracker, manager) = home.unlock_with_old_keys(SIGN_IN, PASSWORD, None, clock()).unwrap();
    assert_eq!(
        tracker.warnings(&manager).unwrap(),
        [Warning::OneWayIn],
        "whether the printed key fits is not known"
    );
    assert_eq!(tracker.verify().unwrap().faults, Vec::<String>::new());
    drop(tracker);
    home.unlock("cleo", OWN, clock()).unwrap();
    fs::write(&file, newer).unwrap();
    assert!(is_old(home.unlock(SIGN_IN, PASSWORD, clock())), "what was given up stays so");
}

#[test]
fn a_printed_key_of_before_opens_nothing_with_the_key_file_of_its_day() {
    let dir = tempfile::tempdir().unwrap();
    let (home, printed) = printed(dir.path());
    let file = dir.path().join("practice").join("vault.json");
    let old = fs::read(&file).unwrap();
    let replaced = home.recover(&printed, SIGN_IN, OWN, clock()).unwrap();
    let newer = fs::read(&file).unwrap();
    fs::write(&file, &old).unwrap();
    let again = home.recover(&printed, SIGN_IN, PASSWORD, clock());
    assert!(matches!(again, Err(Error::OldKeys)), "{again:?}");
    assert!(fs::read(&file).unwrap() == old, "nothing was changed");
    fs::write(&file, newer).unwrap();
    home.unlock(SIGN_IN, OWN, clock()).unwrap();
    home.recover(&replaced.to_string(), SIGN_IN, PASSWORD, clock()).unwrap();
}

#[test]
fn a_key_file_ahead_of_a_change_that_was_never_committed_opens_for_those_on_record_only() {
    let mut clinic = Clinic::new();
    let manager = clinic.manager.clone();
    clinic.tracker.note_recovery_proved(&manager).unwrap();
    clinic.tracker.settle_journal().unwrap();
    let database = clinic.vault().join("caretally.db");
    let before =
        [database.clone(), clinic.vault().join("vault.head")].map(|file| (fs::read(&file).unwrap(), file));
    hire(&mut clinic.tracker, &manager, Access::CareTeam);
    let (dir, _) = closed(clinic);
    // As if the program had ended after the key file was written and before the commit.
    for (bytes, file) in before {
        fs::write(file, bytes).unwrap();
    }
    let home = Home::at(dir.path());
    assert_eq!(home.unlock("cleo", OWN, clock()).err().unwrap().code(), Code::WrongPassword);
    let (tracker, manager) = home.unlock(SIGN_IN, PASSWORD, clock()).unwrap();
    assert_eq!(tracker.warnings(&manager).unwrap(), [Warning::OneWayIn]);
    assert_eq!(tracker.verify().unwrap().faults, Vec::<String>::new());
}

#[test]
fn a_damaged_key_file_gives_way_to_the_one_before_it_when_a_manager_says_so() {
    let mut clinic = Clinic::new();
    let manager = clinic.manager.clone();
    hire(&mut clinic.tracker, &manager, Access::CareTeam);
    let (dir, file) = closed(clinic);
    fs::write(&file, "not a key file").unwrap();
    let home = Home::at(dir.path());
    assert!(home.standing().unwrap_err().has_previous_keys());
    home.restore_previous_keys().unwrap();
    assert!(is_old(home.unlock(SIGN_IN, PASSWORD, clock())), "it is one change old");
    home.unlock_with_old_keys(SIGN_IN, PASSWORD, None, clock()).unwrap();
    assert!(file.with_file_name("vault.json.damaged").exists(), "the damaged one is kept");
}

/// A practice, closed, and its printed key.
fn printed(dir: &Path) -> (Home, String) {
    let home = Home::at(dir);
    let (tracker, _, printed) = home.set_up(&first_run(), clock()).unwrap();
    drop(tracker);
    (home, printed.to_string())
}

#[test]
fn the_printed_key_used_behind_a_locked_screen_leaves_the_timers_running() {
    let dir = tempfile::tempdir().unwrap();
    let home = Home::at(dir.path());
    let (mut tracker, manager, printed) = home.set_up(&first_run(), clock()).unwrap();
    hire(&mut tracker, &manager, Access::CareTeam);
    let printed = printed.to_string();
    assert_eq!(field(tracker.recover(&printed, "cleo", OWN)), "sign_in", "a nurse gets hers from a manager");
    let (owner, replaced) = tracker.recover(&printed, "TAMSIN", OWN).unwrap();
    assert_eq!(owner, manager);
    assert_eq!(tracker.sign_in(SIGN_IN, OWN).unwrap(), manager);
    let told = tracker.warnings(&manager).unwrap();
    assert!(told.iter().any(|one| matches!(one, Warning::RecoveryUsed { .. })), "{told:?}");
    assert!(tracker.recover(&printed, SIGN_IN, PASSWORD).is_err(), "the used key opens nothing");
    tracker.recover(&replaced.to_string(), SIGN_IN, PASSWORD).unwrap();
}

#[test]
fn a_renewed_key_opens_and_the_printed_one_does_not_any_more() {
    let dir = tempfile::tempdir().unwrap();
    let (home, printed) = printed(dir.path());
    let (mut tracker, manager) = home.unlock(SIGN_IN, PASSWORD, clock()).unwrap();
    tracker.prove_recovery(&manager, &printed).unwrap();
    assert!(tracker.protection().unwrap().recovery_proved_at.is_some());
    let renewed = tracker.renew_recovery(&manager).unwrap().to_string();
    assert_eq!(tracker.protection().unwrap().recovery_proved_at, None);
    assert_eq!(field(tracker.prove_recovery(&manager, &printed)), "key");
    tracker.prove_recovery(&manager, &renewed).unwrap();
    drop(tracker);
    assert!(home.recover(&printed, SIGN_IN, OWN, clock()).is_err());
    home.recover(&renewed, SIGN_IN, OWN, clock()).unwrap();
    home.unlock(SIGN_IN, OWN, clock()).unwrap();
}
