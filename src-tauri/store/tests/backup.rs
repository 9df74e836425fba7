//! Copies of an encrypted database that is being worked on, and an update of an older one.

#![expect(
    clippy::unwrap_used,
    reason = "what a test is made of fails by panic too; clippy's own exception ends at the test functions"
)]

use std::path::{Path, PathBuf};

use store::audit::{self, Event, Stamp};
use store::backup::{StoredCopy, census};
use store::{OpenError, Reader, Store, StoreError, practice};

const KEY: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

fn event(action: &str) -> Event {
    Event {
        stamp: Stamp {
            device_id: [1; 16],
            boot_id: [2; 16],
            session_id: [3; 16],
            wall_ms: 1_772_460_000_000,
            tz: "America/New_York".to_owned(),
            mono_ms: 0,
            clock_q: "ok".to_owned(),
        },
        staff_id: None,
        staff_label: String::new(),
        role: "manager".to_owned(),
        action: action.to_owned(),
        category: "users".to_owned(),
        patient_id: None,
        object_id: None,
        detail: "{}".to_owned(),
        reason: None,
        outcome: "done".to_owned(),
        app_version: "0.1.0".to_owned(),
    }
}

/// An open database with a practice in it.
fn practice(dir: &Path) -> (Store, PathBuf) {
    let file = dir.join("caretally.db");
    let mut store = Store::create(&file, KEY).unwrap();
    let row = practice::PracticeRow {
        name: "Maple Street Clinic".to_owned(),
        time_zone: "America/New_York".to_owned(),
        place: "non_facility".to_owned(),
        demo: false,
        assigned_only: false,
        rules_json: "{}".to_owned(),
        created_at: "2026-03-02T14:00:00Z".parse().unwrap(),
    };
    let written = store.write(|tx| {
        practice::put(tx, &row)?;
        audit::append(tx, &event("set_up"))
    });
    written.unwrap();
    (store, file)
}

#[test]
fn a_copy_is_one_moment_of_the_original_encrypted_sound_and_without_a_journal() {
    let dir = tempfile::tempdir().unwrap();
    let (mut store, file) = practice(dir.path());
    let copy = dir.path().join("copy.db");
    let mut told = Vec::new();
    let mut reader = Reader::open(&file, KEY).unwrap();
    let seen = reader
        .copy_to(&copy, KEY, &mut |done, all| {
            told.push((done, all));
            // Work goes on, and is not in the copy.
            store.write(|tx| audit::append(tx, &event("view"))).unwrap();
        })
        .unwrap();
    let last = told.last().unwrap();
    assert!(last.0 == last.1 && last.1 > 10, "{told:?}");
    assert_eq!(seen.head.unwrap().seq, 1);
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 4, "no journal beside the copy");

    let kept = StoredCopy::open(&copy, KEY).unwrap();
    assert_eq!(kept.read(census).unwrap(), seen);
    assert_eq!(kept.read(store::problems).unwrap(), [""; 0]);
    assert!(kept.read(audit::verify).unwrap().is_sound());
    let written = kept.read(|conn| Ok::<_, StoreError>(conn.execute_batch("DELETE FROM practice")?));
    assert!(written.is_err());
    let bytes = std::fs::read(&copy).unwrap();
    assert!(!bytes.starts_with(b"SQLite format 3"));
    assert!(matches!(StoredCopy::open(&copy, &KEY.replace("00", "ab")), Err(OpenError::WrongKeyOrDamaged)));
    assert_eq!(std::fs::read(&copy).unwrap(), bytes, "looking changes nothing");
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 4, "and leaves nothing");
    assert!(matches!(reader.copy_to(&copy, KEY, &mut |_, _| ()), Err(OpenError::AlreadyThere)));
}

#[cfg(feature = "tamper")]
#[test]
fn a_copy_for_which_there_is_no_room_fails_in_words() {
    let dir = tempfile::tempdir().unwrap();
    let (_store, file) = practice(dir.path());
    let copy = dir.path().join("copy.db");
    store::tamper::leave_room(Some(5));
    let refused = Reader::open(&file, KEY).unwrap().copy_to(&copy, KEY, &mut |_, _| ());
    store::tamper::leave_room(None);
    assert!(matches!(refused, Err(OpenError::Full)), "{refused:?}");
}

#[cfg(feature = "tamper")]
#[test]
fn an_older_database_is_updated_with_an_event_or_not_at_all() {
    const GOOD: &str = "ALTER TABLE practice ADD COLUMN motto TEXT NOT NULL DEFAULT '';
        CREATE TABLE motto (id INTEGER PRIMARY KEY) STRICT;";
    let dir = tempfile::tempdir().unwrap();
    let (store, file) = practice(dir.path());
    drop(store);
    store::tamper::become_later(&[GOOD, "INSERT INTO nowhere VALUES (1);"]);
    let before = std::fs::read(&file).unwrap();
    assert!(matches!(Store::open(&file, KEY), Err(OpenError::Older { found: 1, supported: 3 })));
    assert_eq!(std::fs::read(&file).unwrap(), before);
    assert!(matches!(Store::update(&file, KEY, &event("update")), Err(OpenError::Migration { .. })));
    store::tamper::become_later(&[]);
    assert_eq!(Store::open(&file, KEY).unwrap().read(audit::head).unwrap().unwrap().seq, 1);

    store::tamper::become_later(&[GOOD]);
    let updated = Store::update(&file, KEY, &event("update")).unwrap();
    let report = updated.read(audit::verify).unwrap();
    assert!(report.is_sound(), "{report:?}");
    assert_eq!((report.events, updated.read(store::problems).unwrap()), (2, Vec::new()));
    // What is of this format already needs no event.
    drop(updated);
    let again = Store::update(&file, KEY, &event("update")).unwrap();
    assert_eq!(again.read(audit::head).unwrap().unwrap().seq, 2);
    drop(again);
    store::tamper::become_later(&[]);
    assert!(matches!(Store::open(&file, KEY), Err(OpenError::Newer { found: 2, supported: 1 })));
}

#[test]
fn at_a_lock_a_log_that_somebody_reads_is_left_for_the_next_time() {
    let dir = tempfile::tempdir().unwrap();
    let (mut store, file) = practice(dir.path());
    let log = file.with_extension("db-wal");
    let left = || std::fs::metadata(&log).unwrap().len();
    let mut reader = Reader::open(&file, KEY).unwrap();
    let read: Result<(), StoreError> = reader.read(|conn| {
        practice::get(conn)?;
        store.write(|tx| audit::append(tx, &event("view")))?;
        store.checkpoint_if_free()?;
        assert!(left() > 0, "the reader still needs it");
        Ok(())
    });
    read.unwrap();
    store.checkpoint_if_free().unwrap();
    assert_eq!(left(), 0);
}
