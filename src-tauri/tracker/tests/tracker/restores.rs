//! Going back to a backup: everything comes back, nothing is deleted, and an update of the database can be undone.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use store::backup::StoredCopy;
use store::{Reader, tamper};
use tracker::backup::restore::Present;
use tracker::backup::{Why, list};
use tracker::work::Work;
use tracker::{Clock, Code, Home, ManualClock};

use crate::backups::{good, key};
use crate::common::{Clinic, MONDAY, PASSWORD, SIGN_IN, at, files, patient};

fn dump_of_copy(dir: &Path) -> String {
    let copy = StoredCopy::open(&dir.join("caretally.db"), &key(dir).hex()).unwrap();
    copy.read(tamper::dump).unwrap()
}

fn clock() -> Arc<dyn Clock> {
    Arc::new(ManualClock::at(at(MONDAY)))
}

#[test]
fn random_histories_backed_up_under_load_come_back_as_they_were() {
    for seed in 0..20 {
        let mut rng = fastrand::Rng::with_seed(seed);
        let mut clinic = Clinic::new();
        let (nurse, manager) = (clinic.nurse.clone(), clinic.manager.clone());
        let mut number = 0;
        let mut work = |clinic: &mut Clinic, rng: &mut fastrand::Rng| {
            number += 1;
            clinic.clock.advance(rng.i64(20..400));
            match rng.u8(0..4) {
                0 => drop(clinic.tracker.start_timer(&nurse, clinic.ana_ccm, Some("call_patient"))),
                1 => drop(clinic.tracker.stop_timer(&nurse, None, None)),
                2 => {
                    let new = patient(&format!("Person {number}"), &format!("N-{number}"), "cigna");
                    clinic.tracker.save_patient(&manager, &new).unwrap();
                }
                _ => clinic.tracker.beat().unwrap(),
            }
        };
        for _ in 0..rng.u8(3..12) {
            work(&mut clinic, &mut rng);
        }
        let job = clinic.tracker.back_up(&manager).unwrap();
        let backup = std::thread::scope(|scope| {
            let made = scope.spawn(|| job.run().unwrap());
            for _ in 0..6 {
                work(&mut clinic, &mut rng);
            }
            made.join().unwrap()
        });
        for _ in 0..rng.u8(0..4) {
            work(&mut clinic, &mut rng);
        }
        assert_eq!(good(&backup.dir), [""; 0]);
        let (dir, home) = (clinic.dir, Home::at(clinic.tracker.home().dir()));
        drop(clinic.tracker);
        let before = dump_of_copy(&backup.dir);
        home.restore(&backup.dir, SIGN_IN, PASSWORD, &clock(), &Work::default()).unwrap();
        let hex = key(&dir.path().join("practice")).hex();
        let mut restored = Reader::open(&dir.path().join("practice").join("caretally.db"), &hex).unwrap();
        let after = restored.read(tamper::dump).unwrap();
        // Only the event of the restore is new, and the sign-in it was done under.
        let new: Vec<_> = after.lines().filter(|line| !before.contains(*line)).collect();
        let [event, source] = new[..] else { panic!("seed {seed}: {new:?}") };
        assert!(event.starts_with("audit ") && event.contains("\"restore\""), "seed {seed}: {event}");
        assert!(source.starts_with("audit_source "), "seed {seed}: {source}");
        assert_eq!(after.lines().count(), before.lines().count() + 2, "seed {seed}");
    }
}

#[test]
fn going_back_tells_what_is_lost_moves_the_vault_aside_and_is_in_the_record() {
    let mut clinic = Clinic::new();
    clinic.type_in(clinic.ana_ccm, "2026-11-02", "08:00", "20");
    let backup = clinic.back_up();
    clinic.clock.advance(60);
    clinic.type_in(clinic.ana_ccm, "2026-11-02", "09:00", "20");
    clinic.type_in(clinic.ben_ccm, "2026-11-02", "09:30", "20");
    let (home, now) = (clinic.home(), at(MONDAY));
    let preview = home.preview_restore(&backup.dir, SIGN_IN, PASSWORD, now, &Work::default()).unwrap();
    let entries = vec![("Bo Lindqvist".to_owned(), 2)];
    assert_eq!(preview.present, Present::Opens { events: 2, entries, parted: false });
    let clock: Arc<dyn Clock> = clinic.clock.clone();
    let open = home.restore(&backup.dir, SIGN_IN, PASSWORD, &clock, &Work::default()).unwrap_err();
    assert!(open.to_string().contains("already open"), "{open}");
    let (abandoned, hash) = clinic.tracker.head().unwrap();
    clinic.tracker.settle_journal().unwrap();
    let before = clinic.vault();
    drop(clinic.tracker);
    let kept = files(&before);
    let restored = home.restore(&backup.dir, SIGN_IN, PASSWORD, &clock, &Work::default()).unwrap();
    let aside: PathBuf = restored.aside.unwrap();
    assert!(files(&aside) == kept, "moved aside as it was");

    let (mut tracker, manager) = home.unlock(SIGN_IN, PASSWORD, clock.clone()).unwrap();
    assert!(tracker.health().is_well(), "{:?}", tracker.health().findings());
    assert_eq!(tracker.verify().unwrap().faults, [""; 0]);
    let events = tracker.audit(&manager, &Default::default(), 5).unwrap();
    let event = events.iter().find(|row| row.event.action == "restore").unwrap();
    assert_eq!(event.event.staff_label, "Tamsin Reyes");
    assert!(event.event.detail.contains(&format!("\"abandoned\":{abandoned}")), "{}", event.event.detail);
    assert!(event.event.detail.contains(&hash), "{}", event.event.detail);
    drop(tracker);
    // And forward again: what was given up was backed up before.
    let newest = &home.restorable(None).unwrap()[0];
    assert_eq!((newest.manifest.why, newest.manifest.entries()), (Why::BeforeRestore, 3));
    let preview = home.preview_restore(&newest.dir, SIGN_IN, PASSWORD, now, &Work::default()).unwrap();
    assert!(matches!(preview.present, Present::Opens { parted: true, .. }), "{preview:?}");
    home.restore(&newest.dir, SIGN_IN, PASSWORD, &clock, &Work::default()).unwrap();
    assert_eq!(home.unlock(SIGN_IN, PASSWORD, clock).unwrap().0.verify().unwrap().faults, [""; 0]);
}

#[test]
fn a_vault_that_does_not_open_is_replaced_and_its_damaged_files_stay_as_they_are() {
    let mut clinic = Clinic::new();
    let backup = clinic.back_up();
    let (home, vault) = (clinic.home(), clinic.vault());
    drop(clinic.tracker);
    let file = vault.join("caretally.db");
    let mut bytes = fs::read(&file).unwrap();
    bytes[100] ^= 1;
    fs::write(&file, &bytes).unwrap();
    fs::write(vault.join("vault.json"), b"not a key file").unwrap();
    assert!(home.standing().is_err());
    let chosen = home.restorable(None).unwrap();
    assert_eq!(chosen.len(), 1);
    let preview =
        home.preview_restore(&chosen[0].dir, SIGN_IN, PASSWORD, at(MONDAY), &Work::default()).unwrap();
    assert!(matches!(preview.present, Present::Closed { .. }), "{preview:?}");
    let restored = home.restore(&backup.dir, SIGN_IN, PASSWORD, &clock(), &Work::default()).unwrap();
    assert!(fs::read(restored.aside.unwrap().join("caretally.db")).unwrap() == bytes);
    assert_eq!(home.unlock(SIGN_IN, PASSWORD, clock()).unwrap().0.verify().unwrap().faults, [""; 0]);
}

#[test]
fn wrong_passwords_for_a_backup_are_slowed_down_and_nothing_is_written_to_it() {
    let mut clinic = Clinic::new();
    let backup = clinic.back_up();
    let (home, before) = (clinic.home(), files(&backup.dir));
    let guess = || {
        home.preview_restore(&backup.dir, SIGN_IN, "five blue herons wade", at(MONDAY), &Work::default())
            .unwrap_err()
    };
    for _ in 0..5 {
        assert_eq!(guess().code(), Code::WrongPassword);
    }
    assert!((0..3).any(|_| guess().to_string().contains("Please wait")), "{}", guess());
    assert!(files(&backup.dir) == before);
}

#[test]
fn an_exchange_cut_short_between_its_two_renames_is_ended_at_the_next_start() {
    let mut clinic = Clinic::new();
    let backup = clinic.back_up();
    let (home, dir) = (clinic.home(), clinic.dir);
    drop(clinic.tracker);
    home.restore(&backup.dir, SIGN_IN, PASSWORD, &clock(), &Work::default()).unwrap();
    fs::rename(dir.path().join("practice"), dir.path().join("practice.restored")).unwrap();
    assert!(matches!(home.standing().unwrap(), tracker::Standing::Vault { .. }));
    home.unlock(SIGN_IN, PASSWORD, clock()).unwrap();
}

#[test]
fn an_update_of_the_database_begins_with_a_backup_that_opens() {
    let clinic = Clinic::new();
    let (home, vault) = (clinic.home(), clinic.vault());
    clinic.tracker.settle_journal().unwrap();
    drop(clinic.tracker);
    let before = fs::read(vault.join("caretally.db")).unwrap();
    tamper::become_later(&[tamper::STEP_TO_COME, tamper::FAILING_STEP]);
    let failed = home.unlock(SIGN_IN, PASSWORD, clock()).unwrap_err();
    assert!(failed.to_string().contains("nothing was changed"), "{failed}");
    tamper::become_later(&[]);
    drop(home.unlock(SIGN_IN, PASSWORD, clock()).unwrap());
    assert!(before.len() <= fs::read(vault.join("caretally.db")).unwrap().len());

    tamper::become_later(&[tamper::STEP_TO_COME]);
    tamper::leave_room(Some(9));
    let refused = home.unlock(SIGN_IN, PASSWORD, clock()).unwrap_err();
    assert!(refused.to_string().contains("without a backup it is not"), "{refused}");
    tamper::leave_room(None);
    let (mut tracker, manager) = home.unlock(SIGN_IN, PASSWORD, clock()).unwrap();
    assert_eq!(tracker.verify().unwrap().faults, [""; 0]);
    let events = tracker.audit(&manager, &Default::default(), 5).unwrap();
    let update = events.iter().find(|row| row.event.action == "update_format").unwrap();
    assert_eq!(update.event.detail, "{\"from\":1,\"to\":2}");
    drop(tracker);
    let old = list(&home.backups()).into_iter().find(|one| one.manifest.why == Why::BeforeUpdate).unwrap();
    assert_eq!((old.manifest.schema, good(&old.dir)), (1, Vec::new()));
    // A backup of the old format can be gone back to, and becomes one of the new.
    home.restore(&old.dir, SIGN_IN, PASSWORD, &clock(), &Work::default()).unwrap();
    assert_eq!(home.unlock(SIGN_IN, PASSWORD, clock()).unwrap().0.verify().unwrap().faults, [""; 0]);
    tamper::become_later(&[]);
    let newer = home.unlock(SIGN_IN, PASSWORD, clock()).unwrap_err();
    assert_eq!(newer.code(), Code::Newer, "{newer}");
}
