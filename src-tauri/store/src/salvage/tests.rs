//! Salvage from encrypted files with pages that were written over.

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

use super::*;
use crate::{Store, tamper};

const KEY: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

/// As many rows fill some thirty pages.
const ROWS: i64 = 1_000;

/// A closed database with entries and closed days. Every entry has a note of its own, and every hundredth one that takes pages
/// for itself.
struct Vault {
    dir: TempDir,
    file: PathBuf,
}

impl Vault {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("caretally.db");
        let store = Store::create(&file, KEY).unwrap();
        store.read(|conn| fill(conn, 1, ROWS)).unwrap();
        Self { dir, file }
    }

    fn spoil(&self, table: &str, leaves: impl Fn(usize) -> Vec<usize>) -> Vec<std::ops::Range<i64>> {
        let all = tamper::leaves(&self.file, KEY, table).unwrap();
        assert!(all.len() > 2, "{table} has {} pages", all.len());
        let chosen = leaves(all.len());
        chosen.iter().for_each(|at| tamper::spoil(&self.file, all[*at].page).unwrap());
        let before = |at: usize| all[..at].iter().map(|leaf| leaf.rows).sum::<i64>() + 1;
        chosen.into_iter().map(|at| before(at)..before(at + 1)).collect()
    }

    fn open(&self) -> Result<Salvage, OpenError> {
        Salvage::open(&self.file, KEY, &Halt::default())
    }

    fn salvage(&self, table: &str) -> (Vec<Vec<Value>>, Found) {
        let mut salvage = self.open().unwrap();
        read(&mut salvage, table)
    }
}

fn fill(conn: &Conn, from: i64, to: i64) -> Result<(), StoreError> {
    Ok(conn.execute_batch(&format!(
        "PRAGMA foreign_keys = OFF;
         WITH RECURSIVE n(i) AS (SELECT {from} UNION ALL SELECT i + 1 FROM n WHERE i < {to})
         INSERT INTO entry (id, patient_id, enrollment_id, staff_id, started_at, ended_at, time_zone, service_date, activity,
                            note, origin, written_by, written_at)
         SELECT i, i % 7 + 1, 1, 1, i * 1000000, i * 1000000 + 60000, 'UTC', '2026-11-02', 'call_patient',
                'note ' || i || iif(i % 100 = 0, hex(zeroblob(3000)), ''), 'typed', 1, i
           FROM n;
         WITH RECURSIVE n(i) AS (SELECT {from} UNION ALL SELECT i + 1 FROM n WHERE i < {to})
         INSERT INTO closure (day, label) SELECT printf('day %05d', i), 'closed for a reason that takes some room ' || i FROM n;
         INSERT INTO entry_clock_jump (entry_id, jump_ms) SELECT id, 60000 + id * 1000 FROM entry WHERE id BETWEEN {from} AND {to};
         INSERT OR IGNORE INTO sign_in_code (staff_id, secret, used_step, added_at) VALUES (1, zeroblob(20), 0, 0);",
    ))?)
}

fn table_named(salvage: &mut Salvage, name: &str) -> Table {
    salvage.tables().unwrap().into_iter().find(|table| table.name == name).unwrap()
}

fn read(salvage: &mut Salvage, name: &str) -> (Vec<Vec<Value>>, Found) {
    let table = table_named(salvage, name);
    let mut read = Vec::new();
    let found = salvage.rows(&table, &mut |values| {
        read.push(values.to_vec());
        Ok::<_, StoreError>(())
    });
    (read, found.unwrap())
}

/// Entries as they were written, with the numbers that are lost.
fn entries(read: &[Vec<Value>]) -> Vec<i64> {
    let number = |row: &Vec<Value>| match (&row[0], &row[4], &row[9]) {
        (Value::Whole(id), Value::Whole(started), Value::Text(note)) => {
            let long = if id % 100 == 0 { "0".repeat(6000) } else { String::new() };
            assert_eq!((*started, note), (id * 1_000_000, &format!("note {id}{long}")));
            *id
        }
        other => panic!("{other:?}"),
    };
    read.iter().map(number).collect()
}

fn all_but(lost: &[std::ops::Range<i64>]) -> Vec<i64> {
    (1..=ROWS).filter(|id| !lost.iter().any(|range| range.contains(id))).collect()
}

fn numbers(lost: &[std::ops::Range<i64>]) -> Vec<Missing> {
    lost.iter().map(|range| Missing::Numbers { from: range.start, to: Some(range.end - 1) }).collect()
}

#[test]
fn of_a_sound_file_every_row_of_every_table_is_read_also_what_is_only_in_the_journal() {
    let vault = Vault::new();
    let store = Store::open(&vault.file, KEY).unwrap();
    store.read(|conn| fill(conn, ROWS + 1, ROWS + 50)).unwrap();
    let copy = vault.dir.path().join("copy.db");
    fs::copy(&vault.file, &copy).unwrap();
    fs::copy(vault.dir.path().join("caretally.db-wal"), vault.dir.path().join("copy.db-wal")).unwrap();
    let mut salvage = Salvage::open(&copy, KEY, &Halt::default()).unwrap();
    let counted = store.read(crate::backup::census).unwrap().rows;
    let tables = salvage.tables().unwrap();
    assert_eq!(tables.len() + Salvage::secret_tables().len(), counted.len());
    for table in tables {
        let (_, found) = read(&mut salvage, &table.name);
        assert_eq!(Ok(found.rows), u64::try_from(counted[&table.name]), "{}", table.name);
        assert_eq!((found.missing, found.cut_short), (Vec::new(), false), "{}", table.name);
    }
    assert_eq!(entries(&read(&mut salvage, "entry").0), Vec::from_iter(1..=ROWS + 50));
}

#[test]
fn every_row_beside_a_damaged_page_is_read_and_the_numbers_on_it_are_told() {
    let vault = Vault::new();
    let lost = vault.spoil("entry", |_| vec![3]);
    let (read, found) = vault.salvage("entry");
    assert_eq!(entries(&read), all_but(&lost));
    assert_eq!(found.missing, numbers(&lost));
    assert_eq!((found.rows, found.cut_short), (read.len() as u64, false));
}

#[test]
fn rows_between_damaged_pages_are_found_and_an_index_tells_how_far_the_last_one_went() {
    let vault = Vault::new();
    let lost = vault.spoil("entry", |all| vec![0, 2, 5, all - 1]);
    let (read, found) = vault.salvage("entry");
    assert_eq!(entries(&read), all_but(&lost));
    assert_eq!(found.missing, numbers(&lost));
}

/// Whatever was read was written so, and whatever was written and not read is told.
fn is_honest(read: &[Vec<Value>], found: &Found, what: &str) -> Vec<i64> {
    let read = entries(read);
    assert!(read.is_sorted_by(|a, b| a < b), "{what}: in order, none twice");
    let told = |id: i64| {
        found.missing.iter().any(|missing| match missing {
            Missing::Numbers { from, to } => *from <= id && to.is_none_or(|to| id <= to),
            Missing::Keys { .. } => false,
        })
    };
    for id in 1..=ROWS {
        assert_ne!(read.binary_search(&id).is_ok(), told(id), "{what}: entry {id}");
    }
    read
}

#[test]
fn whichever_page_is_damaged_no_row_of_another_page_is_lost_and_none_is_lost_unsaid() {
    let vault = Vault::new();
    let leaves = tamper::leaves(&vault.file, KEY, "entry").unwrap();
    let own = tamper::pages(&vault.file, KEY, "entry").unwrap();
    let sound = fs::read(&vault.file).unwrap();
    let (mut nothing, mut first, mut alone) = (0, 1, 0);
    for page in 1..=u32::try_from(sound.len() / 4096).unwrap() {
        fs::write(&vault.file, &sound).unwrap();
        tamper::spoil(&vault.file, page).unwrap();
        let Ok(mut salvage) = vault.open() else {
            nothing += 1;
            continue;
        };
        let (read, found) = read(&mut salvage, "entry");
        let read = is_honest(&read, &found, &format!("page {page}"));
        if let Some(leaf) = leaves.iter().find(|leaf| leaf.page == page) {
            assert_eq!(read.len() as i64, ROWS - leaf.rows, "page {page}");
            first += leaf.rows;
        } else if !own.contains(&page) {
            assert_eq!(read.len() as i64, ROWS, "page {page} is of something else");
        } else if read.len() as i64 == ROWS - 1 {
            alone += 1;
        }
    }
    assert_eq!(first, ROWS + 1, "every page of entries had its turn");
    assert!(alone >= ROWS / 100, "long notes are lost one by one: {alone}");
    // The first page, and those of the schema.
    assert!((2..40).contains(&nothing), "{nothing}");
}

#[test]
fn of_a_file_that_lost_its_end_the_rest_is_read() {
    let vault = Vault::new();
    let sound = fs::read(&vault.file).unwrap();
    let pages = sound.len() / 4096;
    let mut lost = Vec::new();
    for kept in [pages - 1, pages - 9, pages * 3 / 4] {
        fs::write(&vault.file, &sound[..kept * 4096]).unwrap();
        let (read, found) = vault.salvage("entry");
        lost.push(ROWS as usize - is_honest(&read, &found, &format!("{kept} pages")).len());
    }
    assert!(lost[2] > 0 && lost[2] < ROWS as usize, "{lost:?}");
}

#[test]
fn what_was_written_before_a_damaged_place_of_the_journal_is_read() {
    let vault = Vault::new();
    let store = Store::open(&vault.file, KEY).unwrap();
    store.read(|conn| fill(conn, ROWS + 1, ROWS + 5)).unwrap();
    let journal = vault.dir.path().join("caretally.db-wal");
    let before = fs::metadata(&journal).unwrap().len();
    store.read(|conn| fill(conn, ROWS + 6, ROWS + 9)).unwrap();
    let copy = vault.dir.path().join("copy.db");
    fs::copy(&vault.file, &copy).unwrap();
    let mut bytes = fs::read(&journal).unwrap();
    bytes[before as usize + 2000] ^= 1;
    fs::write(vault.dir.path().join("copy.db-wal"), bytes).unwrap();
    let mut salvage = Salvage::open(&copy, KEY, &Halt::default()).unwrap();
    let (read, found) = read(&mut salvage, "entry");
    assert_eq!((entries(&read), found.missing), (Vec::from_iter(1..=ROWS + 5), Vec::new()));
}

#[test]
fn below_a_damaged_branch_the_search_ends_and_says_so() {
    let vault = Vault::new();
    let store = Store::open(&vault.file, KEY).unwrap();
    store.read(|conn| fill(conn, ROWS + 1, 3 * ROWS)).unwrap();
    drop(store);
    let root = tamper::pages(&vault.file, KEY, "entry").unwrap()[0];
    tamper::spoil(&vault.file, root).unwrap();
    let (read, found) = vault.salvage("entry");
    let all = Missing::Numbers { from: 1, to: Some(3 * ROWS) };
    assert_eq!((read.len(), found.rows, found.missing, found.cut_short), (0, 0, vec![all], true));
}

#[test]
fn where_nothing_says_how_far_the_numbers_went_that_is_told() {
    let vault = Vault::new();
    let lost = vault.spoil("entry_clock_jump", |all| vec![0, all - 1]);
    let (read, found) = vault.salvage("entry_clock_jump");
    let [first, last] = &lost[..] else { panic!("{lost:?}") };
    assert_eq!(read.len() as i64, last.start - first.end);
    let told = [
        Missing::Numbers { from: 1, to: Some(first.end - 1) },
        Missing::Numbers { from: last.start, to: None },
    ];
    assert_eq!(found.missing, told);
}

#[test]
fn of_a_table_by_key_the_rows_before_and_after_the_damage_are_read_in_order() {
    let vault = Vault::new();
    let lost = vault.spoil("closure", |_| vec![4]);
    let (read, found) = vault.salvage("closure");
    let day = |id: i64| Value::Text(format!("day {id:05}"));
    let days: Vec<_> = read.iter().map(|row| row[0].clone()).collect();
    // Keys lie on branches of the tree, too, and those of this page beside it.
    let [Missing::Keys { after: Some(after), before: Some(before) }] = &found.missing[..] else {
        panic!("{:?}", found.missing)
    };
    let place = |key: &Vec<Value>| (1..=ROWS).find(|id| key[0] == day(*id)).unwrap();
    let (after, before) = (place(after), place(before));
    assert!(before > after + 1 && before - after <= lost[0].end - lost[0].start + 3, "{after} {before}");
    assert_eq!(days, (1..=after).chain(before..=ROWS).map(day).collect::<Vec<_>>());
    // And nothing of the other tables is lost.
    assert_eq!(entries(&vault.salvage("entry").0), all_but(&[]));
}

#[test]
fn with_a_damaged_first_page_nothing_can_be_read_and_that_is_said() {
    let vault = Vault::new();
    tamper::spoil(&vault.file, 1).unwrap();
    assert!(matches!(vault.open(), Err(OpenError::WrongKeyOrDamaged)));
}

#[test]
fn what_opens_the_vault_or_makes_codes_is_never_handed_out() {
    let vault = Vault::new();
    let mut salvage = vault.open().unwrap();
    assert!(salvage.tables().unwrap().iter().all(|table| table.name != "protection"));
    let codes = table_named(&mut salvage, "sign_in_code");
    assert_eq!(
        (codes.columns.join(" "), codes.left_out),
        ("staff_id used_step added_at".into(), vec!["secret".into()])
    );
    let (read, _) = read(&mut salvage, "sign_in_code");
    assert_eq!(read, [[Value::Whole(1), Value::Whole(0), Value::Whole(0)]]);
}

#[test]
fn a_salvage_ends_when_the_word_is_said() {
    let vault = Vault::new();
    vault.spoil("entry", |_| vec![3]);
    let halt = Halt::default();
    let mut salvage = Salvage::open(&vault.file, KEY, &halt).unwrap();
    let table = table_named(&mut salvage, "entry");
    assert!(halt.stop());
    assert_eq!(salvage.rows(&table, &mut |_| Ok::<_, StoreError>(())), Err(StoreError::Stopped));
}
