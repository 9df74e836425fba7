//! Who changed or saw what, and when: append only, and chained so that a changed, missing or inserted line shows.

mod chain;
mod indexes;
mod left;
mod record;
pub(crate) mod source;

use chrono::{DateTime, Utc};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{params, params_from_iter};
use sha2::{Digest, Sha256};

use crate::catalog::{Sha, push_value};
use crate::columns::{At, Row, row, row_opt, rows};
use crate::row_changes::RowChanges;
use crate::{Conn, PatientId, RowChange, StaffId, StoreError, Tx, watch};

pub use chain::{ChainReport, RowFault, verify, verify_from};
pub use record::{Column, Filter, Order, page, sorted};

/// What an event's hash starts with, so that it can be the hash of nothing else.
const EVENT_TAG: &[u8] = b"caretally/audit/v1\0";

/// The first event has no predecessor; its chain starts at the hash of this and of the number of the database.
const GENESIS_TAG: &[u8] = b"caretally/audit/genesis/v1\0";

/// Every column but two, `source_id`, for which its own digest stands, and `hash`, in the order in which they are hashed.
pub(crate) const HASHED: [&str; 12] = [
    "seq",
    "event_id",
    "wall_ms",
    "mono_ms",
    "action",
    "category",
    "patient_id",
    "object_id",
    "detail",
    "reason",
    "outcome",
    "rows",
];

/// An event with its source, in this order: SQLite must not begin with the sources.
const EVENTS: &str = "SELECT * FROM audit CROSS JOIN audit_source ON audit_source.id = source_id";

/// Where and when something happened, as far as the computer can tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// Which installation of the program.
    pub device_id: [u8; 16],
    /// Which run of the computer.
    pub boot_id: [u8; 16],
    /// Which sign-in.
    pub session_id: [u8; 16],
    /// When, in milliseconds UTC.
    pub wall_ms: i64,
    /// The practice's zone.
    pub tz: String,
    /// Milliseconds of a clock that nobody can set.
    pub mono_ms: i64,
    /// Whether the two clocks agree: `ok`, `skew`, `jump`.
    pub clock_q: String,
}

/// Something that happened.
#[derive(Clone, PartialEq, Eq)]
pub struct Event {
    /// Where and when.
    pub stamp: Stamp,
    /// Who; none: the program itself.
    pub staff_id: Option<StaffId>,
    /// Who, in words that stay readable when the staff member is gone.
    pub staff_label: String,
    /// What the person was allowed to do then.
    pub role: String,
    /// The name of what was done.
    pub action: String,
    /// Kind of data touched.
    pub category: String,
    /// Whose data.
    pub patient_id: Option<PatientId>,
    /// Which row, of the table the action is about.
    pub object_id: Option<i64>,
    /// Canonical JSON, integers only.
    pub detail: String,
    /// Why, where the action asks for it.
    pub reason: Option<String>,
    /// How it ended: `done`, `refused`.
    pub outcome: String,
    /// Version of the program.
    pub app_version: String,
}

/// An event in its place in the chain.
#[derive(Clone, PartialEq, Eq)]
pub struct EventRow {
    /// Place in the chain, from 1 without gaps.
    pub seq: i64,
    /// UUID version 7.
    pub event_id: [u8; 16],
    /// What happened.
    pub event: Event,
    /// The rows it changed, as they are kept.
    rows: Vec<u8>,
    /// Hash of this event, its source and the event before.
    pub hash: [u8; 32],
}

impl EventRow {
    /// The rows it changed, with their digests before and after.
    pub fn changes(&self) -> Vec<RowChange<'_>> {
        RowChanges(&self.rows).flatten().collect()
    }
}

/// The newest event of a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Its place.
    pub seq: i64,
    /// Its hash.
    pub hash: [u8; 32],
    /// When it was written, in milliseconds UTC.
    pub wall_ms: i64,
}

impl std::fmt::Debug for EventRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Event({})", self.seq)
    }
}

impl std::fmt::Debug for Event {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Event({})", self.action)
    }
}

/// The newest event; none before the first.
pub fn head(conn: &Conn) -> Result<Option<Head>, StoreError> {
    row_opt(conn, "SELECT seq, hash, wall_ms FROM audit ORDER BY seq DESC LIMIT 1", [], |row| {
        Ok(Head { seq: row.get("seq")?, hash: row.get("hash")?, wall_ms: row.get("wall_ms")? })
    })
}

/// The hash of the event at this place, if there is one.
pub fn hash_at(conn: &Conn, seq: i64) -> Result<Option<[u8; 32]>, StoreError> {
    row_opt(conn, "SELECT hash FROM audit WHERE seq = ?1", [seq], |row| row.get("hash"))
}

/// The event whose hash begins with these bytes, if there is one.
pub fn seq_of(conn: &Conn, hash_begins: &[u8]) -> Result<Option<i64>, StoreError> {
    let length = i64::try_from(hash_begins.len()).unwrap_or(i64::MAX);
    row_opt(
        conn,
        "SELECT seq FROM audit WHERE substr(hash, 1, ?2) = ?1 ORDER BY seq DESC LIMIT 1",
        params![hash_begins, length],
        |row| row.get("seq"),
    )
}

/// The events about a patient since a moment, newest first.
pub fn of_patient(
    conn: &Conn,
    patient: PatientId,
    since: DateTime<Utc>,
) -> Result<Vec<EventRow>, StoreError> {
    rows(
        conn,
        &format!("{EVENTS} WHERE patient_id = ?1 AND wall_ms >= ?2 ORDER BY seq DESC"),
        params![patient, At(since)],
        from_row,
    )
}

/// The last events about anything, newest first.
pub fn latest(conn: &Conn, limit: i64) -> Result<Vec<EventRow>, StoreError> {
    rows(conn, &format!("{EVENTS} ORDER BY seq DESC LIMIT ?1"), [limit], from_row)
}

/// Adds an event to the end of the chain, with every row that this transaction changed since the event before it.
pub fn append(tx: &Tx<'_>, event: &Event) -> Result<Head, StoreError> {
    let (last, prev) = match head(tx)? {
        Some(head) => (head.seq, head.hash),
        None => (0, genesis(tx)?),
    };
    let (seq, event_id, rows) = (last + 1, event_id(event.stamp.wall_ms), watch::take(tx)?);
    let source = source::of(tx, event)?;
    let values = values(seq, &event_id, event, &rows);
    let hash = hash_of(&prev, &source.digest, &values, &mut Vec::with_capacity(512));
    let values = values.into_iter().chain([ValueRef::Integer(source.id), ValueRef::Blob(&hash)]);
    tx.prepare_cached(insertion())?.execute(params_from_iter(values.map(ToSqlOutput::Borrowed)))?;
    Ok(Head { seq, hash, wall_ms: event.stamp.wall_ms })
}

/// The statement is a constant that is not worth writing out twice.
fn insertion() -> &'static str {
    static SQL: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    SQL.get_or_init(|| {
        let places: Vec<_> = (1..=HASHED.len() + 2).map(|place| format!("?{place}")).collect();
        format!("INSERT INTO audit ({}, source_id, hash) VALUES ({})", HASHED.join(", "), places.join(", "))
    })
}

/// What an event holds, in the order of `HASHED`.
fn values<'a>(seq: i64, event_id: &'a [u8; 16], event: &'a Event, rows: &'a [u8]) -> [ValueRef<'a>; 12] {
    [
        ValueRef::Integer(seq),
        ValueRef::Blob(event_id),
        ValueRef::Integer(event.stamp.wall_ms),
        ValueRef::Integer(event.stamp.mono_ms),
        text(&event.action),
        text(&event.category),
        number(event.patient_id.map(PatientId::get)),
        number(event.object_id),
        text(&event.detail),
        event.reason.as_deref().map_or(ValueRef::Null, text),
        text(&event.outcome),
        ValueRef::Blob(rows),
    ]
}

fn text(text: &str) -> ValueRef<'_> {
    ValueRef::Text(text.as_bytes())
}

fn number<'a>(number: Option<i64>) -> ValueRef<'a> {
    number.map_or(ValueRef::Null, ValueRef::Integer)
}

/// SHA-256 of the tag, the hash before, the source's digest, and every value with its type and length, in a buffer that is used
/// again.
pub(crate) fn hash_of<'a>(
    prev: &Sha,
    source: &Sha,
    values: impl IntoIterator<Item = &'a ValueRef<'a>>,
    buffer: &mut Vec<u8>,
) -> Sha {
    begin_hash(prev, source, buffer);
    values.into_iter().for_each(|value| push_value(buffer, *value));
    Sha256::digest(buffer).into()
}

/// What comes before the values.
fn begin_hash(prev: &Sha, source: &Sha, buffer: &mut Vec<u8>) {
    buffer.clear();
    buffer.extend_from_slice(EVENT_TAG);
    buffer.extend_from_slice(prev);
    buffer.extend_from_slice(source);
}

/// What stands before the first event: no chain fits into another database.
pub(crate) fn genesis(conn: &Conn) -> Result<Sha, StoreError> {
    let number: Vec<u8> = row(conn, "SELECT db_id FROM database", [], |row| row.get("db_id"))?;
    Ok(Sha256::new().chain_update(GENESIS_TAG).chain_update(number).finalize().into())
}

/// A UUID version 7 of the event's own time: this crate does not ask the clock.
fn event_id(wall_ms: i64) -> [u8; 16] {
    let mut random = [0; 10];
    getrandom::fill(&mut random).expect("the operating system has a source of randomness");
    let ms = u64::try_from(wall_ms).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(ms, &random).into_uuid().into_bytes()
}

/// A number that nobody else has, for a device or a sign-in.
pub fn new_id() -> [u8; 16] {
    let mut random = [0; 16];
    getrandom::fill(&mut random).expect("the operating system has a source of randomness");
    random
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<EventRow> {
    Ok(EventRow {
        seq: row.get("seq")?,
        event_id: row.get("event_id")?,
        event: Event {
            stamp: Stamp {
                device_id: row.get("device_id")?,
                boot_id: row.get("boot_id")?,
                session_id: row.get("session_id")?,
                wall_ms: row.get("wall_ms")?,
                tz: row.get("tz")?,
                mono_ms: row.get("mono_ms")?,
                clock_q: row.get("clock_q")?,
            },
            staff_id: row.get("staff_id")?,
            staff_label: row.get("staff_label")?,
            role: row.get("role")?,
            action: row.get("action")?,
            category: row.get("category")?,
            patient_id: row.get("patient_id")?,
            object_id: row.get("object_id")?,
            detail: row.get("detail")?,
            reason: row.get("reason")?,
            outcome: row.get("outcome")?,
            app_version: row.get("app_version")?,
        },
        rows: row.get("rows")?,
        hash: row.get("hash")?,
    })
}

#[cfg(test)]
mod tests;
