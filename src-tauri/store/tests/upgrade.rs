//! Opening real encrypted files: the right key, a wrong one, damage, a newer program, somebody else's file.

#![expect(
    clippy::unwrap_used,
    reason = "what a test is made of fails by panic too; clippy's own exception ends at the test functions"
)]

use std::fs;
use std::path::{Path, PathBuf};

use store::audit::{self, Event, Stamp};
use store::{Conn, OpenError, Reader, Store, StoreError, practice};

const KEY: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
const OTHER_KEY: &str = "ff112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self) -> PathBuf {
        self.0.path().join("caretally.db")
    }

    /// A database with a practice in it, closed.
    fn with_practice() -> Self {
        let folder = Self::new();
        let mut store = Store::create(&folder.file(), KEY).unwrap();
        add_practice(&mut store);
        folder
    }

    /// Every file of the folder that holds something; SQLite's index of the log holds nothing that is not elsewhere.
    fn bytes(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files: Vec<_> = fs::read_dir(self.0.path())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| !path.to_string_lossy().ends_with("-shm"))
            .map(|path| (path.clone(), fs::read(path).unwrap()))
            .filter(|(_, bytes)| !bytes.is_empty())
            .collect();
        files.sort();
        files
    }

    /// Without printing every byte of both.
    fn is_still(&self, before: &[(PathBuf, Vec<u8>)]) -> bool {
        self.bytes() == before
    }
}

fn add_practice(store: &mut Store) {
    let row = practice::PracticeRow {
        name: "Maple Street Clinic".to_owned(),
        time_zone: "America/New_York".to_owned(),
        place: "non_facility".to_owned(),
        demo: false,
        rules_json: "{}".to_owned(),
        assigned_only: false,
        created_at: "2026-03-02T14:00:00Z".parse().unwrap(),
    };
    let written = store.write(|tx| {
        practice::put(tx, &row)?;
        audit::append(tx, &event())
    });
    written.unwrap();
}

fn event() -> Event {
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
        action: "set_up".to_owned(),
        category: "users".to_owned(),
        patient_id: None,
        object_id: None,
        detail: "{}".to_owned(),
        reason: None,
        outcome: "done".to_owned(),
        app_version: "0.1.0".to_owned(),
    }
}

fn name(store: &Store) -> Option<String> {
    store.read(practice::get).unwrap().map(|row| row.name)
}

/// The file as another program with the key sees it.
fn keyed(path: &Path) -> Conn {
    let conn = Conn::open(path).unwrap();
    conn.execute_batch(&format!("PRAGMA key = \"x'{KEY}'\"; PRAGMA cipher_log_level = NONE;")).unwrap();
    conn
}

#[test]
fn what_was_written_is_there_after_closing_and_opening() {
    let folder = Folder::with_practice();
    let store = Store::open(&folder.file(), KEY).unwrap();
    assert_eq!(name(&store).as_deref(), Some("Maple Street Clinic"));
    assert_eq!(store.integrity().unwrap(), [""; 0]);
}

#[test]
fn nothing_on_disk_can_be_read_without_the_key() {
    let folder = Folder::new();
    let mut store = Store::create(&folder.file(), KEY).unwrap();
    add_practice(&mut store);
    for (path, bytes) in folder.bytes() {
        for plain in [&b"Maple"[..], b"SQLite format", b"CREATE TABLE"] {
            assert!(
                !bytes.windows(plain.len()).any(|window| window == plain),
                "{} shows {}",
                path.display(),
                String::from_utf8_lossy(plain)
            );
        }
    }
}

#[test]
fn a_wrong_key_is_refused_and_changes_nothing() {
    let folder = Folder::with_practice();
    let before = folder.bytes();
    for key in [OTHER_KEY, "", "x'; DROP TABLE patient; --"] {
        let refused = Store::open(&folder.file(), key);
        assert!(matches!(refused, Err(OpenError::WrongKeyOrDamaged)));
        assert!(folder.is_still(&before));
    }
    assert!(Store::open(&folder.file(), KEY).is_ok());
}

#[test]
fn a_wrong_key_changes_nothing_even_where_a_crash_left_work_in_the_log() {
    let folder = Folder::new();
    let mut store = Store::create(&folder.file(), KEY).unwrap();
    add_practice(&mut store);
    let crashed = Folder::new();
    for (path, bytes) in folder.bytes() {
        fs::write(crashed.0.path().join(path.file_name().unwrap()), bytes).unwrap();
    }
    let before = crashed.bytes();
    assert_eq!(before.len(), 2, "the log is beside the file");
    let refused = Store::open(&crashed.file(), OTHER_KEY);
    assert!(matches!(refused, Err(OpenError::WrongKeyOrDamaged)));
    assert!(crashed.is_still(&before));

    let store = Store::open(&crashed.file(), KEY).unwrap();
    assert_eq!(name(&store).as_deref(), Some("Maple Street Clinic"));
}

#[test]
fn damage_on_any_page_is_noticed_at_opening_and_the_file_left_alone() {
    let folder = Folder::with_practice();
    let good = fs::read(folder.file()).unwrap();
    for page in 0..good.len() / 4096 {
        let mut bad = good.clone();
        bad[page * 4096 + 1234] ^= 1;
        fs::write(folder.file(), &bad).unwrap();
        let refused = Store::open(&folder.file(), KEY);
        assert!(matches!(refused, Err(OpenError::WrongKeyOrDamaged)), "page {page}");
        assert!(fs::read(folder.file()).unwrap() == bad);
    }
}

#[test]
fn a_file_cut_short_or_emptied_is_refused_and_left_alone() {
    let folder = Folder::with_practice();
    let good = fs::read(folder.file()).unwrap();
    for length in [0, 100, 4096, good.len() - 4096] {
        fs::write(folder.file(), &good[..length]).unwrap();
        let refused = Store::open(&folder.file(), KEY);
        assert!(matches!(refused, Err(OpenError::WrongKeyOrDamaged)), "{length} bytes");
        assert!(fs::read(folder.file()).unwrap() == good[..length]);
    }
}

#[test]
fn a_file_of_a_newer_program_is_refused_in_words_and_left_alone() {
    let folder = Folder::with_practice();
    keyed(&folder.file()).pragma_update(None, "user_version", 9_000).unwrap();
    let before = folder.bytes();
    let refused = Store::open(&folder.file(), KEY).unwrap_err();
    assert!(matches!(refused, OpenError::Newer { found: 9_000, .. }));
    assert!(refused.to_string().contains("newer version of Caretally"));
    assert!(folder.is_still(&before));
}

#[test]
fn an_encrypted_file_of_another_program_is_refused_and_left_alone() {
    let folder = Folder::new();
    keyed(&folder.file()).execute_batch("CREATE TABLE theirs (id INTEGER)").unwrap();
    let before = folder.bytes();
    let refused = Store::open(&folder.file(), KEY);
    assert!(matches!(refused, Err(OpenError::NotOurs)));
    assert!(folder.is_still(&before));
}

#[test]
fn nothing_is_made_where_nothing_is_and_nothing_is_written_over() {
    let folder = Folder::new();
    assert!(matches!(Store::open(&folder.file(), KEY), Err(OpenError::Missing)));
    assert!(folder.bytes().is_empty());
    fs::write(folder.file(), b"a letter").unwrap();
    assert!(matches!(Store::create(&folder.file(), KEY), Err(OpenError::AlreadyThere)));
    assert_eq!(fs::read(folder.file()).unwrap(), b"a letter");
}

#[test]
fn a_database_that_could_not_be_made_leaves_no_file_in_the_way_of_the_next_try() {
    let folder = Folder::new();
    assert!(Store::create(&folder.file(), "no key").is_err());
    assert!(folder.bytes().is_empty());
    assert!(Store::create(&folder.file(), KEY).is_ok());
}

#[test]
fn a_write_that_fails_leaves_nothing() {
    let folder = Folder::with_practice();
    let mut store = Store::open(&folder.file(), KEY).unwrap();
    let failed: Result<(), StoreError> = store.write(|tx| {
        let mut row = practice::get(tx)?.unwrap();
        row.name = "Elsewhere".to_owned();
        practice::put(tx, &row)?;
        Err(StoreError::NotFound)
    });
    assert_eq!(failed, Err(StoreError::NotFound));
    assert_eq!(name(&store).as_deref(), Some("Maple Street Clinic"));
}

#[test]
fn a_checkpoint_leaves_no_work_in_the_log() {
    let folder = Folder::new();
    let mut store = Store::create(&folder.file(), KEY).unwrap();
    add_practice(&mut store);
    let log = folder.file().with_extension("db-wal");
    assert!(fs::metadata(&log).unwrap().len() > 0);
    store.checkpoint().unwrap();
    assert_eq!(fs::metadata(&log).unwrap().len(), 0);
}

#[test]
fn every_connection_has_the_settings_that_protect_the_data() {
    let folder = Folder::with_practice();
    let store = Store::open(&folder.file(), KEY).unwrap();
    let expected = [
        ("journal_mode", "wal"),
        ("synchronous", "2"),
        ("foreign_keys", "1"),
        ("busy_timeout", "5000"),
        ("trusted_schema", "0"),
        ("cell_size_check", "1"),
        ("secure_delete", "1"),
        ("temp_store", "2"),
        ("recursive_triggers", "1"),
        ("mmap_size", "0"),
        ("wal_autocheckpoint", "200"),
        ("journal_size_limit", "4194304"),
        ("checkpoint_fullfsync", "1"),
        ("fullfsync", "1"),
        ("cipher_memory_security", "0"),
        ("cipher_log_level", "NONE"),
    ];
    for (pragma, value) in expected {
        assert_eq!(setting(&store, pragma), value, "{pragma}");
    }
}

/// A pragma's value as text.
fn setting(store: &Store, pragma: &str) -> String {
    let read = |conn: &Conn| -> Result<String, StoreError> {
        let sql = format!("PRAGMA {pragma}");
        let text: Result<String, _> = conn.query_row(&sql, [], |row| row.get(0));
        match text {
            Ok(text) => Ok(text),
            Err(_) => Ok(conn.query_row(&sql, [], |row| row.get::<_, i64>(0))?.to_string()),
        }
    };
    store.read(read).unwrap()
}

#[test]
fn the_schema_cannot_be_edited_and_a_mistyped_column_is_no_text() {
    let mut store = Store::in_memory().unwrap();
    for statement in [
        "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = NULL",
        "SELECT \"no_such_column\"",
        "INSERT INTO condition (enrollment_id) VALUES (99)",
    ] {
        let refused = store.write(|tx| Ok::<_, StoreError>(tx.execute_batch(statement)?));
        assert!(refused.is_err(), "{statement}");
    }
}

#[test]
fn integrity_reports_a_reference_to_nothing() {
    let folder = Folder::with_practice();
    keyed(&folder.file())
        .execute_batch("PRAGMA foreign_keys = OFF; INSERT INTO condition (enrollment_id) VALUES (99);")
        .unwrap();
    let store = Store::open(&folder.file(), KEY).unwrap();
    let found = store.integrity().unwrap();
    assert_eq!(found, ["a row of condition refers to a row of enrollment that is not there"]);
}

#[test]
fn a_reader_sees_one_moment_while_work_goes_on_and_can_write_nothing() {
    let folder = Folder::with_practice();
    let mut store = Store::open(&folder.file(), KEY).unwrap();
    let mut reader = Reader::open(&folder.file(), KEY).unwrap();
    store.checkpoint().unwrap();
    let events = |conn: &Conn| Ok::<_, StoreError>(audit::head(conn)?.map(|head| head.seq));
    let seen = reader
        .read(|conn| {
            let before = events(conn)?;
            store.write(|tx| audit::append(tx, &event()))?;
            assert_eq!(store::problems(conn)?, [""; 0]);
            assert!(audit::verify(conn)?.is_sound());
            assert!(conn.execute_batch("DELETE FROM practice").is_err());
            Ok::<_, StoreError>((before, events(conn)?))
        })
        .unwrap();
    assert_eq!(seen, (Some(1), Some(1)));
    assert_eq!((reader.read(events).unwrap(), store.read(events).unwrap()), (Some(2), Some(2)));
}

#[test]
fn when_no_page_is_left_a_write_fails_in_words_and_whole_and_goes_on_once_there_is_room() {
    let folder = Folder::with_practice();
    let mut store = Store::open(&folder.file(), KEY).unwrap();
    let room = |store: &Store, pages: i64| {
        let limit = format!("PRAGMA max_page_count = {pages}");
        store.read(|conn| Ok::<_, StoreError>(conn.execute_batch(&limit)?)).unwrap();
    };
    let used: i64 = setting(&store, "page_count").parse().unwrap();
    room(&store, used + 1);
    let long = Event { detail: format!("{{\"filter\":\"{}\"}}", "x".repeat(3_000)), ..event() };
    let mut kept = 1;
    let refused = loop {
        match store.write(|tx| audit::append(tx, &long)) {
            Ok(head) => kept = head.seq,
            Err(refused) => break refused,
        }
    };
    assert_eq!(refused, StoreError::Full);
    let report = store.read(audit::verify).unwrap();
    assert!(report.is_sound());
    assert_eq!(report.events, kept);
    room(&store, 1_000);
    assert_eq!(store.write(|tx| audit::append(tx, &long)).unwrap().seq, kept + 1);
}

#[test]
fn a_page_damaged_while_the_file_is_open_is_an_error_and_no_panic() {
    let folder = Folder::with_practice();
    let mut store = Store::open(&folder.file(), KEY).unwrap();
    let mut bytes = fs::read(folder.file()).unwrap();
    for page in 1..bytes.len() / 4096 {
        bytes[page * 4096 + 1234] ^= 1;
    }
    fs::write(folder.file(), &bytes).unwrap();
    store.read(|conn| Ok::<_, StoreError>(conn.execute_batch("PRAGMA shrink_memory")?)).unwrap();
    let refused = store.write(|tx| audit::append(tx, &event())).unwrap_err();
    assert!(matches!(refused, StoreError::Damaged { .. }), "{refused:?}");
}

#[test]
fn a_store_can_move_to_another_thread() {
    fn moves<T: Send>() {}
    moves::<Store>();
}

#[cfg(unix)]
#[test]
fn nobody_else_on_the_pc_may_read_the_files() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let mut store = Store::create(&folder.file(), KEY).unwrap();
    add_practice(&mut store);
    for (path, _) in folder.bytes() {
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{}", path.display());
    }
}
