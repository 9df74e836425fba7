//! What is read of a damaged vault: everything on sound pages, as it was written, and nothing in the vault is touched.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use store::salvage::Missing;
use store::tamper::{self, Leaf};
use tracker::entries::TypedEntry;
use tracker::salvage::{Claim, Salvaged};
use tracker::work::Work;
use tracker::{Code, Error, Home};

use crate::backups::key;
use crate::common::{Clinic, MONDAY, PASSWORD, SIGN_IN, at, files, first_run, typed};

const ENTRIES: usize = 200;

/// A closed practice with some hundred entries, each with a note that a spreadsheet would take for a formula.
struct Closed {
    home: Home,
    vault: PathBuf,
    written: BTreeMap<i64, String>,
    _dir: tempfile::TempDir,
}

impl Closed {
    fn new(backup: bool) -> Self {
        let mut clinic = Clinic::new();
        let nurse = clinic.nurse.clone();
        let mut written = BTreeMap::new();
        for n in 0..ENTRIES {
            let (day, hour) = (format!("2026-10-{:02}", n / 16 + 1), format!("{:02}:00", n % 16 + 6));
            let note = format!("=call {n}");
            let form = TypedEntry { note: note.clone(), ..typed(clinic.ana_ccm, &day, &hour, "10") };
            let id = clinic.tracker.add_entry(&nurse, &form).unwrap();
            written.insert(id.get(), note);
        }
        if backup {
            clinic.back_up();
        }
        let (home, vault) = (clinic.home(), clinic.vault());
        clinic.tracker.settle_journal().unwrap();
        let Clinic { dir, tracker, .. } = clinic;
        drop(tracker);
        Self { home, vault, written, _dir: dir }
    }

    fn file(&self) -> PathBuf {
        self.vault.join("caretally.db")
    }

    fn leaves(&self, table: &str) -> Vec<Leaf> {
        tamper::leaves(&self.file(), &key(&self.vault).hex(), table).unwrap()
    }

    fn salvage(&self) -> Result<Salvaged, Error> {
        self.claim(Claim::Manager { sign_in: SIGN_IN, password: PASSWORD })
    }

    fn claim(&self, claim: Claim<'_>) -> Result<Salvaged, Error> {
        self.home.salvage(claim, None, at(MONDAY), &Work::default())
    }

    fn left_in_exports(&self) -> usize {
        fs::read_dir(self.home.exports()).map_or(0, Iterator::count)
    }
}

fn csv(file: &Path) -> Vec<BTreeMap<String, String>> {
    let text = fs::read_to_string(file).unwrap();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
    reader.deserialize().collect::<Result<_, _>>().unwrap()
}

/// Entries of a report by their numbers, with their notes.
fn notes(folder: &Path) -> BTreeMap<i64, String> {
    let rows = csv(&folder.join("entry.csv"));
    rows.iter().map(|row| (row["id"].parse().unwrap(), row["note"].clone())).collect()
}

#[test]
fn what_lies_on_sound_pages_is_in_the_report_as_it_was_written_and_the_vault_stays_as_it_is() {
    let closed = Closed::new(true);
    let sound = closed.salvage().unwrap();
    assert!(sound.is_whole() && sound.losses().is_empty());

    let leaves = closed.leaves("entry");
    let at = leaves.len() / 2;
    let first = leaves[..at].iter().map(|leaf| leaf.rows).sum::<i64>() + 1;
    let last = first + leaves[at].rows - 1;
    tamper::spoil(&closed.file(), leaves[at].page).unwrap();
    let before = files(&closed.vault);
    let damaged = closed.salvage().unwrap();
    assert!(files(&closed.vault) == before, "not a byte of the vault is another");

    assert!(!damaged.is_whole());
    let entry = damaged.tables.iter().find(|table| table.name == "entry").unwrap();
    assert_eq!(entry.missing, [Missing::Numbers { from: first, to: Some(last) }]);
    let mut expected = closed.written.clone();
    expected.retain(|id, _| !(first..=last).contains(id));
    assert!(expected.len() > 100 && expected.len() < ENTRIES);
    let safe = expected.into_iter().map(|(id, note)| (id, format!("'{note}"))).collect::<BTreeMap<_, _>>();
    assert_eq!(notes(&damaged.folder), safe);
    // All else is as it was read of the sound file, down to the byte.
    for table in damaged.tables.iter().filter(|table| table.name != "entry") {
        for file in &table.files {
            let (was, is) = (fs::read(sound.folder.join(file)), fs::read(damaged.folder.join(file)));
            assert!(was.unwrap() == is.unwrap(), "{file}");
        }
    }
    let report = fs::read_to_string(damaged.folder.join("report.txt")).unwrap();
    let backup = damaged.backup.unwrap();
    for words in [
        format!("entry: {} rows read; could not be read: numbers {first} to {last}.", safe.len()),
        format!("The backup has {ENTRIES}."),
        backup.dir.display().to_string(),
        "Nothing was put back".to_owned(),
        "PATIENTS' DATA IN THE CLEAR".to_owned(),
        "protection: all of it\nsign_in_code: secret".to_owned(),
    ] {
        assert!(report.contains(&words), "{words}\n{report}");
    }
}

#[test]
fn the_report_of_a_sound_vault_has_every_row_of_every_table_in_a_folder_that_only_its_owner_may_read() {
    let closed = Closed::new(true);
    let salvaged = closed.salvage().unwrap();
    let counted = &salvaged.backup.as_ref().unwrap().manifest.rows;
    assert_eq!(salvaged.tables.len(), counted.len() - 1);
    for table in &salvaged.tables {
        // Closing the vault after the backup wrote nothing.
        assert_eq!(Ok(table.rows), u64::try_from(counted[&table.name]), "{}", table.name);
        assert_eq!(csv(&salvaged.folder.join(&table.files[0])).len() as u64, table.rows, "{}", table.name);
    }
    let staff = csv(&salvaged.folder.join("staff.csv"));
    assert_eq!(
        (staff[0]["name"].as_str(), staff[0]["created_at_utc"].as_str()),
        ("Tamsin Reyes", "2025-01-02 14:00:00")
    );
    let codes = fs::read_to_string(salvaged.folder.join("sign_in_code.csv")).unwrap();
    assert!(!codes.contains("secret") && !salvaged.folder.join("protection.csv").exists());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&salvaged.folder), 0o700);
        assert!(fs::read_dir(&salvaged.folder).unwrap().all(|file| mode(&file.unwrap().path()) == 0o600));
    }
    assert_eq!(salvaged.folder.file_name().unwrap(), "salvage-2026-11-02-1500");
    assert_eq!(closed.left_in_exports(), 1, "the working copy is gone");
    assert_eq!(closed.salvage().unwrap().folder.file_name().unwrap(), "salvage-2026-11-02-1500-2");
}

#[test]
fn with_a_damaged_first_page_it_is_said_that_nothing_can_be_read_and_no_folder_is_left() {
    let closed = Closed::new(true);
    tamper::spoil(&closed.file(), 1).unwrap();
    let before = files(&closed.vault);
    let error = closed.salvage().unwrap_err();
    assert_eq!(error.code(), Code::Refused);
    let text = error.to_string();
    assert!(
        text.contains("Nothing can be read of this database") && text.contains("is good is of 2026-11-02"),
        "{text}"
    );
    assert!(files(&closed.vault) == before);
    assert_eq!(closed.left_in_exports(), 0);
}

#[test]
fn only_a_manager_or_the_printed_key_gets_a_report_and_never_one_within_the_vault() {
    let closed = Closed::new(false);
    let wrong =
        closed.claim(Claim::Manager { sign_in: SIGN_IN, password: "nine blue herons wade" }).unwrap_err();
    assert_eq!(wrong.code(), Code::WrongPassword);
    assert!(closed.claim(Claim::RecoveryKey("0000000-0000000")).is_err());
    let claim = Claim::Manager { sign_in: SIGN_IN, password: PASSWORD };
    let within = closed.home.salvage(claim, Some(&closed.vault), at(MONDAY), &Work::default()).unwrap_err();
    assert_eq!(within.at_field(), Some("folder"));
    let stopped = Work::default();
    stopped.stop();
    assert!(closed.home.salvage(claim, None, at(MONDAY), &stopped).unwrap_err().is_stopped());
    assert_eq!(closed.left_in_exports(), 0);

    let dir = tempfile::tempdir().unwrap();
    let home = Home::at(dir.path());
    let clock = std::sync::Arc::new(tracker::ManualClock::at(at(MONDAY)));
    let (tracker, _, key) = home.set_up(&first_run(), clock).unwrap();
    let open = home.salvage(claim, None, at(MONDAY), &Work::default()).unwrap_err();
    assert!(open.to_string().contains("already open"), "{open}");
    drop(tracker);
    let key = key.to_string();
    let salvaged = home.salvage(Claim::RecoveryKey(&key), None, at(MONDAY), &Work::default()).unwrap();
    assert!(salvaged.is_whole() && salvaged.backup.is_none());
}

#[test]
fn where_the_page_of_the_staff_is_damaged_the_newest_backup_says_who_is_a_manager() {
    for backup in [true, false] {
        let closed = Closed::new(backup);
        tamper::spoil(&closed.file(), closed.leaves("staff")[0].page).unwrap();
        match closed.salvage() {
            Ok(salvaged) => {
                assert!(backup);
                let staff = salvaged.losses();
                assert!(
                    staff.len() == 1
                        && staff[0].starts_with("staff: 0 rows read; could not be read: numbers 1 to 5."),
                    "{staff:?}"
                );
            }
            Err(error) => assert!(!backup && error.to_string().contains("printed recovery key"), "{error}"),
        }
    }
}
