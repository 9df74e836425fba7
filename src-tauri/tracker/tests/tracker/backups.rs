//! Backups made while work goes on, looked at, thinned out, copied, proved, and gone back to.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex};

use store::backup::StoredCopy;
use store::{Reader, tamper};
use tracker::backup::restore::Present;
use tracker::backup::{Backup, Tone, Why, list, proof};
use tracker::{Clock, Code, Home, ManualClock, ReadOnly};
use vault::{DataKey, Password, VaultFile};

use crate::common::{Clinic, MONDAY, PASSWORD, SIGN_IN, at, field, files, patient};

impl Clinic {
    fn home(&self) -> Home {
        Home::at(self.dir.path())
    }

    fn back_up(&mut self) -> Backup {
        let manager = self.manager.clone();
        self.tracker.back_up(&manager).unwrap().run().unwrap()
    }

    fn words(&self) -> Vec<(Tone, String)> {
        let words = self.tracker.backups(&self.manager).unwrap().words;
        words.into_iter().map(|word| (word.tone, word.text)).collect()
    }
}

/// Every practice of these tests has the same key; making it from the password is slow on purpose.
fn key(dir: &Path) -> DataKey {
    static KEY: LazyLock<Mutex<Option<DataKey>>> = LazyLock::new(Mutex::default);
    let unlock = || {
        let aside = tempfile::tempdir().unwrap();
        let mut keys = VaultFile::read(dir).unwrap();
        keys.unlock(aside.path(), SIGN_IN, &Password::new(PASSWORD), 0).unwrap().key
    };
    KEY.lock().unwrap().get_or_insert_with(unlock).clone()
}

fn dump_of_copy(dir: &Path) -> String {
    let copy = StoredCopy::open(&dir.join("caretally.db"), &key(dir).hex()).unwrap();
    copy.read(tamper::dump).unwrap()
}

fn good(dir: &Path) -> Vec<String> {
    proof::prove(dir, &key(dir)).unwrap().faults
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
        home.restore(&backup.dir, SIGN_IN, PASSWORD, &clock()).unwrap();
        let hex = key(&dir.path().join("practice")).hex();
        let mut restored = Reader::open(&dir.path().join("practice").join("caretally.db"), &hex).unwrap();
        let after = restored.read(tamper::dump).unwrap();
        // Only the event of the restore is new.
        let new: Vec<_> = after.lines().filter(|line| !before.contains(*line)).collect();
        assert!(new.len() == 1 && new[0].contains("\"restore\""), "seed {seed}: {new:?}");
        assert_eq!(after.lines().count(), before.lines().count() + 1, "seed {seed}");
    }
}

#[test]
fn any_changed_byte_of_a_backup_is_found() {
    let mut clinic = Clinic::new();
    let backup = clinic.back_up();
    let key = key(&backup.dir);
    assert_eq!(good(&backup.dir), [""; 0]);
    for name in ["caretally.db", "vault.json", "manifest.json"] {
        let file = backup.dir.join(name);
        let sound = fs::read(&file).unwrap();
        let mut rng = fastrand::Rng::with_seed(7);
        for _ in 0..40 {
            let (place, bit) = (rng.usize(0..sound.len()), rng.u8(0..8));
            let mut bytes = sound.clone();
            bytes[place] ^= 1 << bit;
            fs::write(&file, &bytes).unwrap();
            let found = proof::prove(&backup.dir, &key);
            assert!(!found.is_ok_and(|found| found.is_good()), "{name} byte {place} bit {bit}");
        }
        fs::write(&file, &sound[..sound.len() - 1]).unwrap();
        assert!(!proof::prove(&backup.dir, &key).is_ok_and(|found| found.is_good()), "{name} cut short");
        fs::write(&file, &sound).unwrap();
    }
    assert_eq!(good(&backup.dir), [""; 0]);
}

#[test]
fn a_backup_is_due_when_something_changed_and_half_an_hour_has_passed() {
    let mut clinic = Clinic::new();
    let first = clinic.tracker.due_backup().unwrap().unwrap().run().unwrap();
    assert_eq!(first.manifest.why, Why::Schedule);
    clinic.clock.advance(3_600);
    assert!(clinic.tracker.due_backup().unwrap().is_none(), "nothing changed");
    assert!(clinic.tracker.closing_backup().unwrap().is_none());
    clinic.clock.advance(-3_600);
    clinic.type_in(clinic.ana_ccm, "2026-11-02", "08:00", "20");
    clinic.clock.advance(1_799);
    assert!(clinic.tracker.due_backup().unwrap().is_none(), "too early");
    clinic.clock.advance(1);
    let job = clinic.tracker.due_backup().unwrap().unwrap();
    assert!(clinic.tracker.due_backup().unwrap().is_none(), "one is under way");
    let second = job.run().unwrap();
    assert_eq!(second.manifest.entries(), 1);
    assert!(clinic.tracker.closing_backup().unwrap().is_none());
    clinic.type_in(clinic.ana_ccm, "2026-11-02", "09:00", "20");
    assert_eq!(clinic.tracker.closing_backup().unwrap().unwrap().run().unwrap().manifest.why, Why::Closing);
    assert_eq!(clinic.tracker.backups(&clinic.manager).unwrap().backups.len(), 3);
}

#[test]
fn backups_are_thinned_out_and_those_of_other_vaults_left_alone() {
    let mut clinic = Clinic::on("2026-01-05T15:00:00Z");
    let folder = clinic.home().backups();
    let foreign = {
        let mut other = Clinic::on("2025-01-05T15:00:00Z");
        let backup = other.back_up();
        let text = fs::read_to_string(backup.dir.join("manifest.json")).unwrap();
        let other = text.replace(&backup.manifest.vault_id, &"ab".repeat(16));
        let dir = folder.join("of-another-vault");
        fs::create_dir_all(&dir).unwrap();
        fs::write(dir.join("manifest.json"), other).unwrap();
        dir
    };
    for _ in 0..40 {
        clinic.clock.advance(86_400 / 2);
        clinic.back_up();
    }
    let kept = list(&folder).len();
    // Two days whole with five, twelve days more, one week or two, and the foreign one.
    assert!((18..=21).contains(&kept), "{kept}");
    assert!(foreign.exists());
    clinic.is_sound();
}

#[test]
fn a_full_disk_leaves_no_half_backup_and_is_told_and_the_next_one_is_made() {
    let mut clinic = Clinic::new();
    let first = clinic.back_up();
    clinic.type_in(clinic.ana_ccm, "2026-11-02", "08:00", "20");
    let manager = clinic.manager.clone();
    let job = clinic.tracker.back_up(&manager).unwrap();
    tamper::leave_room(Some(9));
    let refused = job.run().unwrap_err();
    tamper::leave_room(None);
    assert!(refused.to_string().contains("The disk is full: free some room"), "{refused}");
    let left: Vec<_> = fs::read_dir(clinic.home().backups()).unwrap().flatten().map(|e| e.path()).collect();
    assert_eq!(left, [first.dir.clone()]);
    assert_eq!(clinic.words()[0], (Tone::Alarm, refused.to_string()));
    clinic.clock.advance(60);
    assert_eq!(good(&clinic.back_up().dir), [""; 0]);
    assert!(clinic.words().iter().all(|(tone, _)| *tone < Tone::Alarm));
}

#[cfg(target_os = "linux")]
#[test]
fn a_second_place_without_room_keeps_nothing_half_and_the_backup_here_stays() {
    let mut clinic = Clinic::new();
    let usb = tempfile::tempdir().unwrap();
    let manager = clinic.manager.clone();
    clinic.tracker.set_second_place(&manager, usb.path().to_str()).unwrap();
    fs::remove_dir_all(usb.path().join("Caretally backups")).unwrap();
    fs::write(usb.path().join("Caretally backups"), "in the way").unwrap();
    let backup = clinic.back_up();
    assert_eq!(good(&backup.dir), [""; 0]);
    let why = clinic.tracker.backup_desk().second_failed().unwrap();
    assert!(why.contains("could not be copied to"), "{why}");
    assert_eq!(fs::read_dir(usb.path()).unwrap().count(), 1);
}

#[test]
fn the_second_place_is_checked_copied_to_read_back_and_told_of_when_it_is_old() {
    let mut clinic = Clinic::new();
    let (manager, nurse) = (clinic.manager.clone(), clinic.nurse.clone());
    assert!(clinic.words().iter().any(|(_, text)| text.contains("on this PC only")));
    assert!(clinic.tracker.set_second_place(&nurse, Some("/tmp")).is_err());
    let own = clinic.dir.path().join("exports");
    fs::create_dir_all(&own).unwrap();
    for wrong in ["relative/folder", "/no/such/folder/anywhere", own.to_str().unwrap()] {
        assert_eq!(field(clinic.tracker.set_second_place(&manager, Some(wrong))), "path", "{wrong}");
    }
    let usb = tempfile::tempdir().unwrap();
    clinic.tracker.set_second_place(&manager, usb.path().to_str()).unwrap();
    assert!(clinic.words().iter().any(|(_, text)| text.contains("Nothing has been copied")));
    clinic.back_up();
    let there = list(&usb.path().join("Caretally backups"));
    assert_eq!(good(&there[0].dir), [""; 0]);
    assert!(!clinic.words().iter().any(|(tone, _)| *tone == Tone::Alarm));

    let away = usb.path().with_extension("away");
    fs::rename(usb.path(), &away).unwrap();
    clinic.clock.advance(49 * 3_600);
    clinic.back_up();
    let words = clinic.words();
    assert!(words[0].0 == Tone::Alarm && words[0].1.contains("2 days old"), "{words:?}");
    fs::rename(&away, usb.path()).unwrap();
    clinic.clock.advance(60);
    clinic.back_up();
    assert!(!clinic.words().iter().any(|(tone, _)| *tone == Tone::Alarm));
    clinic.tracker.set_second_place(&manager, None).unwrap();
    assert_eq!(clinic.tracker.second_place(), None);
    assert_eq!(list(&usb.path().join("Caretally backups")).len(), 2, "what is there stays");
}

#[test]
fn the_monthly_proof_opens_the_newest_copy_of_the_second_place_and_is_in_the_record() {
    let mut clinic = Clinic::new();
    let manager = clinic.manager.clone();
    assert!(clinic.tracker.proof_job(&manager).is_err(), "no backup yet");
    let usb = tempfile::tempdir().unwrap();
    clinic.tracker.set_second_place(&manager, usb.path().to_str()).unwrap();
    clinic.back_up();
    let due = "It is time to prove that a backup can be opened.";
    assert!(clinic.words().iter().any(|(_, text)| text == due));
    let proof = clinic.tracker.proof_job(&manager).unwrap().run().unwrap();
    assert!(proof.is_good(), "{proof:?}");
    clinic.tracker.note_proof(&manager, &proof).unwrap();
    assert_eq!(clinic.tracker.backups(&clinic.manager).unwrap().proved_at, Some(at(MONDAY)));
    assert!(!clinic.words().iter().any(|(_, text)| text == due));
    assert!(!clinic.home().backups().join("proof").exists(), "it is taken away again");

    let there = list(&usb.path().join("Caretally backups"))[0].dir.join("caretally.db");
    let mut bytes = fs::read(&there).unwrap();
    bytes[5_000] ^= 4;
    fs::write(&there, bytes).unwrap();
    let proof = clinic.tracker.proof_job(&manager).unwrap().run().unwrap();
    assert!(!proof.is_good());
    clinic.clock.advance(60);
    clinic.tracker.note_proof(&manager, &proof).unwrap();
    assert_eq!(
        clinic.tracker.backups(&clinic.manager).unwrap().proved_at,
        Some(at(MONDAY)),
        "a bad one is no proof"
    );
    clinic.clock.advance(32 * 86_400);
    assert!(clinic.words().iter().any(|(_, text)| text == due));
}

#[test]
fn a_vault_that_is_not_to_be_trusted_is_not_backed_up() {
    let mut clinic = Clinic::new();
    let found = tracker::verify::Verification {
        faults: vec!["a fault".to_owned()],
        file_damaged: true,
        ..Default::default()
    };
    clinic.tracker.note_check(&found);
    assert_eq!(clinic.tracker.health().read_only, Some(ReadOnly::Damaged));
    assert!(clinic.tracker.due_backup().unwrap().is_none());
    assert!(clinic.tracker.closing_backup().unwrap().is_none());
    let manager = clinic.manager.clone();
    assert_eq!(clinic.tracker.back_up(&manager).unwrap_err().code(), Code::Refused);
    // Nor is anything moved into the damaged file.
    let before = files(&clinic.vault());
    clinic.tracker.settle_journal().unwrap();
    let vault = clinic.vault();
    drop(clinic.tracker);
    let database = |files: &[(String, Vec<u8>)]| files.iter().find(|file| file.0 == "caretally.db").cloned();
    assert!(database(&files(&vault)) == database(&before));
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
    let preview = home.preview_restore(&backup.dir, SIGN_IN, PASSWORD, now).unwrap();
    let entries = vec![("Bo Lindqvist".to_owned(), 2)];
    assert_eq!(preview.present, Present::Opens { events: 2, entries, parted: false });
    let clock: Arc<dyn Clock> = clinic.clock.clone();
    let open = home.restore(&backup.dir, SIGN_IN, PASSWORD, &clock).unwrap_err();
    assert!(open.to_string().contains("already open"), "{open}");
    let (abandoned, hash) = clinic.tracker.head().unwrap();
    clinic.tracker.settle_journal().unwrap();
    let before = clinic.vault();
    drop(clinic.tracker);
    let kept = files(&before);
    let restored = home.restore(&backup.dir, SIGN_IN, PASSWORD, &clock).unwrap();
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
    let preview = home.preview_restore(&newest.dir, SIGN_IN, PASSWORD, now).unwrap();
    assert!(matches!(preview.present, Present::Opens { parted: true, .. }), "{preview:?}");
    home.restore(&newest.dir, SIGN_IN, PASSWORD, &clock).unwrap();
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
    let preview = home.preview_restore(&chosen[0].dir, SIGN_IN, PASSWORD, at(MONDAY)).unwrap();
    assert!(matches!(preview.present, Present::Closed { .. }), "{preview:?}");
    let restored = home.restore(&backup.dir, SIGN_IN, PASSWORD, &clock()).unwrap();
    assert!(fs::read(restored.aside.unwrap().join("caretally.db")).unwrap() == bytes);
    assert_eq!(home.unlock(SIGN_IN, PASSWORD, clock()).unwrap().0.verify().unwrap().faults, [""; 0]);
}

#[test]
fn wrong_passwords_for_a_backup_are_slowed_down_and_nothing_is_written_to_it() {
    let mut clinic = Clinic::new();
    let backup = clinic.back_up();
    let (home, before) = (clinic.home(), files(&backup.dir));
    let guess =
        || home.preview_restore(&backup.dir, SIGN_IN, "five blue herons wade", at(MONDAY)).unwrap_err();
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
    home.restore(&backup.dir, SIGN_IN, PASSWORD, &clock()).unwrap();
    fs::rename(dir.path().join("practice"), dir.path().join("practice.restored")).unwrap();
    assert!(matches!(home.standing().unwrap(), tracker::Standing::Vault { .. }));
    home.unlock(SIGN_IN, PASSWORD, clock()).unwrap();
}

#[test]
fn an_update_of_the_database_begins_with_a_backup_that_opens() {
    const STEP: &str = "ALTER TABLE practice ADD COLUMN motto TEXT NOT NULL DEFAULT '';";
    let clinic = Clinic::new();
    let (home, vault) = (clinic.home(), clinic.vault());
    clinic.tracker.settle_journal().unwrap();
    drop(clinic.tracker);
    let before = fs::read(vault.join("caretally.db")).unwrap();
    tamper::become_later(&[STEP, "INSERT INTO nowhere VALUES (1);"]);
    let failed = home.unlock(SIGN_IN, PASSWORD, clock()).unwrap_err();
    assert!(failed.to_string().contains("nothing was changed"), "{failed}");
    tamper::become_later(&[]);
    drop(home.unlock(SIGN_IN, PASSWORD, clock()).unwrap());
    assert!(before.len() <= fs::read(vault.join("caretally.db")).unwrap().len());

    tamper::become_later(&[STEP]);
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
    home.restore(&old.dir, SIGN_IN, PASSWORD, &clock()).unwrap();
    assert_eq!(home.unlock(SIGN_IN, PASSWORD, clock()).unwrap().0.verify().unwrap().faults, [""; 0]);
    tamper::become_later(&[]);
    let newer = home.unlock(SIGN_IN, PASSWORD, clock()).unwrap_err();
    assert_eq!(newer.code(), Code::Newer, "{newer}");
}

#[test]
fn before_many_patients_are_imported_a_backup_is_made() {
    let mut clinic = Clinic::new();
    let manager = clinic.manager.clone();
    let csv = |count: usize, mark: char| {
        let rows: Vec<_> =
            (0..count).map(|n| format!("Person {mark}{n},1950-01-02,{mark}-{n},medicare")).collect();
        format!("name,birth_date,mrn,payer\n{}\n", rows.join("\n"))
    };
    clinic.tracker.import_patients(&manager, &csv(100, 'X')).unwrap();
    assert_eq!(list(&clinic.home().backups()).len(), 0);
    clinic.tracker.import_patients(&manager, &csv(101, 'Y')).unwrap();
    let made = list(&clinic.home().backups());
    assert_eq!(
        (made.len(), made[0].manifest.why, made[0].manifest.rows["patient"]),
        (1, Why::BeforeImport, 102)
    );
    tamper::leave_room(Some(9));
    let refused = clinic.tracker.import_patients(&manager, &csv(150, 'Z'));
    tamper::leave_room(None);
    assert_eq!(refused.unwrap_err().code(), Code::Refused);
    assert_eq!(clinic.tracker.find_patients("Person Z").unwrap().len(), 0);
}
