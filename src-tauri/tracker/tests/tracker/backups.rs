//! Backups made while work goes on, looked at, thinned out, copied and proved.

use std::fs;
use std::path::Path;
use std::sync::{LazyLock, Mutex};

use store::tamper;
use tracker::backup::{Backup, Tone, Why, list, proof};
use tracker::{Code, Home, ReadOnly};
use vault::{DataKey, Password, VaultFile};

use crate::common::{Clinic, MONDAY, PASSWORD, SIGN_IN, at, field, files};

impl Clinic {
    pub(crate) fn home(&self) -> Home {
        Home::at(self.dir.path())
    }

    pub(crate) fn back_up(&mut self) -> Backup {
        let manager = self.manager.clone();
        self.tracker.back_up(&manager).unwrap().run().unwrap()
    }

    fn words(&self) -> Vec<(Tone, String)> {
        let words = self.tracker.backups(&self.manager).unwrap().words;
        words.into_iter().map(|word| (word.tone, word.text)).collect()
    }
}

/// Every practice of these tests has the same key; making it from the password is slow on purpose.
pub(crate) fn key(dir: &Path) -> DataKey {
    static KEY: LazyLock<Mutex<Option<DataKey>>> = LazyLock::new(Mutex::default);
    let unlock = || {
        let aside = tempfile::tempdir().unwrap();
        let mut keys = VaultFile::read(dir).unwrap();
        keys.unlock(aside.path(), SIGN_IN, &Password::new(PASSWORD), 0).unwrap().key
    };
    KEY.lock().unwrap().get_or_insert_with(unlock).clone()
}

pub(crate) fn good(dir: &Path) -> Vec<String> {
    proof::prove(dir, &key(dir)).unwrap().faults
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
    assert_eq!(left, std::slice::from_ref(&first.dir));
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
        ..clinic.tracker.full_check().unwrap().run().unwrap()
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
