//! Everything under new keys: nobody who left opens it, with whatever copy; everybody else comes back; nothing is lost.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use store::{Reader, tamper};
use tracker::backup::{Why, list};
use tracker::{Access, Code, Home, ManualClock};
use vault::{DataKey, Password, VaultFile};

use crate::common::{Clinic, MONDAY, PASSWORD, SIGN_IN, at, staff};

const OWN: &str = "nine patient otters hum";

/// Cleo and Dana, who sign in.
fn hire_two(clinic: &mut Clinic) -> [i64; 2] {
    let manager = clinic.manager.clone();
    [("Cleo Marchetti", "cleo"), ("Dana Whitlock", "dana")].map(|(name, sign_in)| {
        let mut form = staff(name, "ma", Access::CareTeam);
        (form.sign_in, form.password) = (Some(sign_in.to_owned()), Some(OWN.to_owned()));
        clinic.tracker.save_staff(&manager, &form).unwrap().get()
    })
}

/// The key of a vault, taken off with the manager's password.
fn key(dir: &Path) -> DataKey {
    let aside = tempfile::tempdir().unwrap();
    VaultFile::read(dir).unwrap().unlock(aside.path(), SIGN_IN, &Password::new(PASSWORD), 0).unwrap().key
}

fn dump(clinic: &Clinic) -> String {
    let hex = key(&clinic.vault()).hex();
    Reader::open(&clinic.vault().join("caretally.db"), &hex).unwrap().read(tamper::dump).unwrap()
}

#[test]
fn who_left_opens_nothing_any_more_not_even_with_a_copy_of_the_old_key_file() {
    let mut clinic = Clinic::new();
    let manager = clinic.manager.clone();
    let [_, dana] = hire_two(&mut clinic);
    let copied = tempfile::tempdir().unwrap();
    fs::copy(clinic.vault().join("vault.json"), copied.path().join("vault.json")).unwrap();
    clinic.tracker.disable(&manager, dana).unwrap();
    clinic.tracker.renew_keys(&manager, PASSWORD).unwrap();
    clinic.tracker.settle_journal().unwrap();
    let mut stolen = VaultFile::read(copied.path()).unwrap();
    let stolen = stolen.unlock(copied.path(), "dana", &Password::new(OWN), 0).unwrap();
    let database = clinic.vault().join("caretally.db");
    assert!(Reader::open(&database, &stolen.key.hex()).is_err(), "the old key opens the new file");
    assert!(!VaultFile::read(&clinic.vault()).unwrap().has_slot(dana));
    let left: Vec<_> = fs::read_dir(clinic.dir.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with("practice."))
        .collect();
    assert_eq!(left, [""; 0], "the vault under the old key is gone");
}

#[test]
fn everybody_else_comes_back_with_a_password_for_one_sign_in_and_the_manager_with_the_own_one() {
    let mut clinic = Clinic::new();
    let manager = clinic.manager.clone();
    hire_two(&mut clinic);
    let handed_out = clinic.tracker.renew_keys(&manager, PASSWORD).unwrap();
    assert_eq!(handed_out.left, None);
    let who: Vec<_> =
        handed_out.one_time.iter().map(|one| (one.name.as_str(), one.sign_in.as_str())).collect();
    assert_eq!(who, [("Cleo Marchetti", "cleo"), ("Dana Whitlock", "dana")]);
    assert_eq!(clinic.tracker.sign_in(SIGN_IN, PASSWORD).unwrap(), manager);
    let cleo = clinic.tracker.sign_in("cleo", &handed_out.one_time[0].password).unwrap();
    assert!(clinic.tracker.must_change(&cleo));
    assert_eq!(clinic.tracker.sign_in("dana", OWN).unwrap_err().code(), Code::WrongPassword);
    clinic.tracker.recover(&handed_out.recovery.to_string(), SIGN_IN, "five gentle walrus kites").unwrap();
    clinic.is_sound();
}

#[test]
fn nothing_is_lost_timers_run_on_and_the_vault_opens_again_afterwards() {
    let mut clinic = Clinic::new();
    let (manager, nurse) = (clinic.manager.clone(), clinic.nurse.clone());
    clinic.type_in(clinic.ana_ccm, "2026-11-02", "08:00", "12");
    clinic.tracker.start_timer(&nurse, clinic.ben_ccm, Some("call_patient")).unwrap();
    clinic.beat_for(120);
    let before = dump(&clinic);
    clinic.tracker.renew_keys(&manager, PASSWORD).unwrap();
    let after = dump(&clinic);
    let lost: Vec<_> =
        before.lines().filter(|line| !after.contains(*line) && !line.starts_with("protection")).collect();
    assert_eq!(lost, [""; 0]);
    assert!(after.contains("renew_keys"));
    clinic.beat_for(60);
    let stopped = clinic.tracker.stop_timer(&nurse, None, None).unwrap();
    assert_eq!(stopped.length.0, 180);
    clinic.is_sound();
    let clinic = clinic.crash_and_reopen_after(10);
    assert_eq!(clinic.tracker.health().findings(), [""; 0]);
    assert!(clinic.tracker.health().is_well());
}

#[test]
fn a_backup_is_made_before_and_the_next_one_after_it_is_good() {
    let mut clinic = Clinic::new();
    let manager = clinic.manager.clone();
    clinic.tracker.renew_keys(&manager, PASSWORD).unwrap();
    let before = list(&clinic.tracker.home().backups());
    assert_eq!(before[0].manifest.why, Why::BeforeNewKeys);
    clinic.clock.advance(60);
    let after = clinic.tracker.back_up(&manager).unwrap().run().unwrap();
    let proof = tracker::backup::proof::prove(&after.dir, &key(&clinic.vault())).unwrap();
    assert_eq!(proof.faults, [""; 0]);
}

#[test]
fn only_a_manager_with_the_password_can_and_a_refusal_changes_nothing() {
    let mut clinic = Clinic::new();
    let (manager, nurse) = (clinic.manager.clone(), clinic.nurse.clone());
    let before = VaultFile::read(&clinic.vault()).unwrap().fingerprint();
    assert_eq!(clinic.tracker.renew_keys(&nurse, PASSWORD).err().unwrap().code(), Code::Forbidden);
    let wrong = clinic.tracker.renew_keys(&manager, "not the present one").err().unwrap();
    assert_eq!(wrong.code(), Code::WrongPassword);
    assert_eq!(VaultFile::read(&clinic.vault()).unwrap().fingerprint(), before);
    clinic.tracker.sign_in(SIGN_IN, PASSWORD).unwrap();
    clinic.is_sound();
}

#[test]
fn the_power_cut_between_the_two_renames_leaves_the_new_vault_and_the_managers_password() {
    let mut clinic = Clinic::new();
    let manager = clinic.manager.clone();
    clinic.tracker.renew_keys(&manager, PASSWORD).unwrap();
    let Clinic { dir, tracker, .. } = clinic;
    drop(tracker);
    // As it lies there when the first rename is done and the second is not.
    fs::rename(dir.path().join("practice"), dir.path().join("practice.restored")).unwrap();
    let clock = Arc::new(ManualClock::at(at(MONDAY)));
    let (tracker, owner) = Home::at(dir.path()).unlock(SIGN_IN, PASSWORD, clock).unwrap();
    assert_eq!(owner, manager);
    assert_eq!(tracker.verify().unwrap().faults, Vec::<String>::new());
}
