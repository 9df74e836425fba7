//! Proves the chain, and each row against the newest event that tells of it, in both directions, in one reading of the file.

use std::collections::{HashMap, HashSet};

use rusqlite::Row;
use rusqlite::types::ValueRef;
use sha2::{Digest, Sha256};

use super::indexes::Indexes;
use super::left::{Key, Left, LeftRows};
use super::{HASHED, begin_hash, genesis, source};
use crate::catalog::{self, Sha, Table, push_value};
use crate::columns::{row_opt, rows};
use crate::row_changes::{RowChange, RowChanges};
use crate::{Conn, StoreError, timers};

/// That many faults are told one by one; the rest are only counted.
const TOLD: usize = 100;

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowFault {
    /// It is not what the newest event that tells of it left.
    Changed {
        /// Its table.
        table: String,
        /// Its primary key.
        key: String,
        /// The newest event that tells of it.
        seq: i64,
    },
    /// No event tells of it.
    Unrecorded {
        /// Its table.
        table: String,
        /// Its primary key.
        key: String,
    },
    /// An event left it there, and it is gone.
    Missing {
        /// Its table.
        table: String,
        /// Its primary key.
        key: String,
        /// The newest event that tells of it.
        seq: i64,
    },
    /// An event found it otherwise than the event before had left it.
    ChangedBefore {
        /// Its table.
        table: String,
        /// Its primary key.
        key: String,
        /// The event that found it so.
        seq: i64,
    },
    /// The last heartbeat of a running timer was not written by the program.
    Heartbeat {
        /// Which timer.
        timer: i64,
    },
    /// The numbers of a table would be given out again.
    Numbers {
        /// Which table.
        table: String,
    },
    /// An index of the audit does not find just the events that it should.
    Index {
        /// Its name.
        name: &'static str,
    },
    /// What an event says of its rows cannot be read.
    Unreadable {
        /// Which event.
        seq: i64,
    },
}

impl RowFault {
    /// The event it shows at, if it shows at one.
    fn seq(&self) -> Option<i64> {
        match self {
            Self::Changed { seq, .. }
            | Self::Missing { seq, .. }
            | Self::ChangedBefore { seq, .. }
            | Self::Unreadable { seq } => Some(*seq),
            Self::Unrecorded { .. } | Self::Heartbeat { .. } | Self::Numbers { .. } | Self::Index { .. } => {
                None
            }
        }
    }
}

/// What a walk along the whole chain and over every row found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainReport {
    /// What is wrong with events before this place, and with rows that no later one tells of, is not looked at.
    pub from: i64,
    /// How many events there are.
    pub events: i64,
    /// The first place where the chain is not what it was: a changed, missing or inserted event.
    pub first_bad: Option<i64>,
    /// Places in the chain without an event, from and to; at most a hundred are told.
    pub missing: Vec<(i64, i64)>,
    /// Place and hash of the last event.
    pub head: Option<(i64, [u8; 32])>,
    /// How many rows were compared with their events.
    pub rows: u64,
    /// What is wrong with rows; at most a hundred are told.
    pub faults: Vec<RowFault>,
    /// How many faults there are, told or not.
    pub fault_count: u64,
    /// Rows that no event tells of.
    pub unrecorded: u64,
}

impl ChainReport {
    /// Nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.first_bad.is_none() && self.fault_count == 0
    }

    fn found(&mut self, fault: RowFault) {
        if fault.seq().is_some_and(|seq| seq < self.from) {
            return;
        }
        self.unrecorded += u64::from(matches!(fault, RowFault::Unrecorded { .. }));
        self.fault_count += 1;
        if self.faults.len() < TOLD {
            self.faults.push(fault);
        }
    }
}

struct Walk {
    tables: Vec<Table>,
    left: Vec<LeftRows>,
    highest: Vec<i64>,
    report: ChainReport,
}

/// Walks along the whole chain, computes every hash again, and compares every row with the newest event that tells of it.
pub fn verify(conn: &Conn) -> Result<ChainReport, StoreError> {
    verify_from(conn, 1)
}

/// As `verify`, with no word about what is wrong with the events before a place: those were looked into before.
pub fn verify_from(conn: &Conn, from: i64) -> Result<ChainReport, StoreError> {
    let tables = catalog::load(conn)?;
    let mut walk = Walk {
        left: tables.iter().map(|_| LeftRows::default()).collect(),
        highest: vec![0; tables.len()],
        tables,
        report: ChainReport {
            events: 0,
            first_bad: None,
            missing: Vec::new(),
            head: None,
            rows: 0,
            faults: Vec::new(),
            fault_count: 0,
            unrecorded: 0,
            from,
        },
    };
    walk.events(conn)?;
    walk.rows(conn)?;
    walk.missing(conn)?;
    walk.numbers(conn)?;
    timers::broken_proofs(conn)?
        .into_iter()
        .for_each(|timer| walk.report.found(RowFault::Heartbeat { timer }));
    Ok(walk.report)
}

impl Walk {
    fn events(&mut self, conn: &Conn) -> Result<(), StoreError> {
        let (sources, mut indexes) = (source::all(conn)?, Indexes::read(conn)?);
        let mut used = HashSet::with_capacity(sources.len());
        let mut statement =
            conn.prepare(&format!("SELECT {}, source_id, hash FROM audit ORDER BY seq", HASHED.join(", ")))?;
        let mut rows = statement.query([])?;
        // Without the number of the database no first event can be right.
        let (mut prev, mut buffer) = (genesis(conn).unwrap_or_default(), Vec::with_capacity(1024));
        // Most events have the source of the one before: then it is not looked up again.
        let (mut source, mut digest) = (None, None);
        while let Some(row) = rows.next()? {
            let seq = row.get_ref(0)?.as_i64().unwrap_or_default();
            let named = row.get_ref(HASHED.len())?.as_i64().unwrap_or_default();
            if source != Some(named) {
                (source, digest) = (Some(named), sources.get(&named));
                used.insert(named);
            }
            let stored = sha(row.get_ref(HASHED.len() + 1)?);
            let hash = match digest {
                Some(digest) => Some(event_hash(row, &prev, digest, &mut buffer)?),
                None => None,
            };
            self.link(seq, stored, stored.is_some() && stored == hash);
            prev = stored.unwrap_or(prev);
            indexes.agree(seq, row.get_ref(6)?.as_i64().ok(), row.get_ref(4)?.as_bytes().unwrap_or_default());
            self.follow(seq, row.get_ref(HASHED.len() - 1)?.as_blob().unwrap_or(&[0]));
        }
        indexes.wrong().for_each(|name| self.report.found(RowFault::Index { name }));
        let table = || "audit_source".to_owned();
        for unused in sources.keys().filter(|source| !used.contains(*source)) {
            self.report.found(RowFault::Unrecorded { table: table(), key: unused.to_string() });
        }
        Ok(())
    }

    /// Is this event in its place, and what it was when it was written?
    fn link(&mut self, seq: i64, stored: Option<Sha>, is_true: bool) {
        let report = &mut self.report;
        report.events += 1;
        let next = report.head.map_or(1, |(seq, _)| seq + 1);
        let told = seq >= report.from;
        if !(is_true && seq == next) && report.first_bad.is_none() && told {
            report.first_bad = Some(next);
        }
        if seq > next && told && report.missing.len() < TOLD {
            report.missing.push((next, seq - 1));
        }
        if let Some(hash) = stored {
            report.head = Some((seq, hash));
        }
    }

    /// Keeps in mind what an event left of each row that it changed.
    fn follow(&mut self, seq: i64, changes: &[u8]) {
        for change in RowChanges(changes) {
            let known = change.and_then(|change| {
                Some((change, self.tables.iter().position(|table| table.name == change.table)?))
            });
            match known {
                Some((change, table)) => self.follow_row(seq, table, &change),
                None => self.report.found(RowFault::Unreadable { seq }),
            }
        }
    }

    fn follow_row(&mut self, seq: i64, table: usize, change: &RowChange<'_>) {
        let key = Key::of(change.key);
        if let Key::Number(number) = key {
            self.highest[table] = self.highest[table].max(number.cast_signed());
        }
        let left = change.after.as_ref().map(|digest| Left { digest: half(digest), seq });
        let known = self.left[table].replace(key, left).map(|left| left.digest);
        let before = change.before.as_ref().map(half);
        if known != before {
            let (table, key) = (change.table.to_owned(), change.key());
            self.report.found(RowFault::ChangedBefore { table, key, seq });
        }
    }

    /// Compares every row with what its newest event left, and strikes it out.
    fn rows(&mut self, conn: &Conn) -> Result<(), StoreError> {
        let (mut key, mut buffer) = (Vec::new(), Vec::new());
        for (number, table) in self.tables.iter().enumerate() {
            let mut statement = conn.prepare(&table.select())?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                self.report.rows += 1;
                table.key(|at| column(row, at), &mut key);
                let digest = table.digest(|at| column(row, at), &mut buffer);
                let name = || (table.name.clone(), catalog::key_in_words(&key));
                match self.left[number].replace(Key::of(&key), None) {
                    Some(left) if left.digest == half(&digest) => {}
                    Some(Left { seq, .. }) => {
                        let (table, key) = name();
                        self.report.found(RowFault::Changed { table, key, seq });
                    }
                    None => {
                        let (table, key) = name();
                        self.report.found(RowFault::Unrecorded { table, key });
                    }
                }
            }
        }
        Ok(())
    }

    /// What events left and no table holds.
    fn missing(&mut self, conn: &Conn) -> Result<(), StoreError> {
        let left = std::mem::take(&mut self.left).into_iter().enumerate();
        let mut missing: Vec<_> = left
            .flat_map(|(table, rows)| rows.all().map(move |(key, left)| (left.seq, table, key)))
            .collect();
        missing.sort_unstable();
        for (seq, table, row) in missing {
            let table = self.tables[table].name.clone();
            // A hundred names are looked up; whatever is more is only counted.
            let key = match self.report.faults.len() {
                TOLD.. => String::new(),
                _ => key_told(conn, seq, &table, row)?,
            };
            self.report.found(RowFault::Missing { table, key, seq });
        }
        Ok(())
    }

    /// SQLite keeps the last number it gave out: were it lower than one that has been used, a removed row's number would
    /// come again.
    fn numbers(&mut self, conn: &Conn) -> Result<(), StoreError> {
        let given: HashMap<String, i64> =
            rows(conn, "SELECT name, seq FROM sqlite_sequence", [], |row| Ok((row.get(0)?, row.get(1)?)))?
                .into_iter()
                .collect();
        for (table, highest) in self.tables.iter().zip(&self.highest) {
            let given = given.get(&table.name).copied().unwrap_or_default();
            if table.numbered && given < *highest {
                self.report.found(RowFault::Numbers { table: table.name.clone() });
            }
        }
        Ok(())
    }
}

fn event_hash(row: &Row<'_>, prev: &Sha, source: &Sha, buffer: &mut Vec<u8>) -> Result<Sha, StoreError> {
    begin_hash(prev, source, buffer);
    for at in 0..HASHED.len() {
        push_value(buffer, row.get_ref(at)?);
    }
    Ok(Sha256::digest(buffer).into())
}

/// The statement names as many columns as the table has.
fn column<'row>(row: &'row Row<'_>, at: usize) -> ValueRef<'row> {
    row.get_ref(at).unwrap_or(ValueRef::Null)
}

fn sha(value: ValueRef<'_>) -> Option<Sha> {
    value.as_blob().ok()?.try_into().ok()
}

fn half(digest: &Sha) -> [u8; 16] {
    std::array::from_fn(|at| digest[at])
}

/// The key of a row that an event tells of.
fn key_told(conn: &Conn, seq: i64, table: &str, row: Key) -> Result<String, StoreError> {
    let changes: Vec<u8> =
        row_opt(conn, "SELECT rows FROM audit WHERE seq = ?1", [seq], |row| row.get("rows"))?
            .unwrap_or_default();
    let mut told = RowChanges(&changes).flatten();
    let change = told.find(|change| change.table == table && Key::of(change.key) == row);
    Ok(change.map(|change| change.key()).unwrap_or_default())
}
