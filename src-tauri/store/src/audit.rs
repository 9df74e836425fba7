//! Who changed or saw what, and when: append only, and chained so that a changed, missing or inserted line shows.

use rusqlite::{Row, named_params, params};
use sha2::{Digest, Sha256};

use crate::columns::{row_opt, rows, run};
use crate::{Conn, PatientId, StaffId, StoreError, Tx};

/// SHA-256, as each event carries it.
type Sha = [u8; 32];

/// What an event's hash starts with, so that it can be the hash of nothing else.
const EVENT_TAG: &[u8] = b"caretally/audit/v1\0";

/// The first event has no predecessor; its chain starts at the hash of this.
const GENESIS_TAG: &[u8] = b"caretally/audit/genesis/v1";

/// Something that happened.
#[derive(Clone, PartialEq, Eq)]
pub struct EventRow {
    /// Place in the chain, from 1 without gaps.
    pub seq: i64,
    /// UUID version 7.
    pub event_id: [u8; 16],
    /// When, in milliseconds UTC.
    pub wall_ms: i64,
    /// The practice's zone then.
    pub tz: String,
    /// Who; none: the program itself.
    pub staff_id: Option<StaffId>,
    /// Who, in words that stay readable when the staff member is gone.
    pub staff_label: String,
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
    /// Version of the program.
    pub app_version: String,
    /// Hash of the event before.
    pub prev: Sha,
    /// Hash of this one.
    pub hash: Sha,
}

/// Something to note.
#[derive(Clone, PartialEq, Eq)]
pub struct NewEvent {
    /// Now, in milliseconds UTC.
    pub wall_ms: i64,
    /// The practice's zone.
    pub tz: String,
    /// Who; none: the program itself.
    pub staff_id: Option<StaffId>,
    /// Who, in words that stay readable when the staff member is gone.
    pub staff_label: String,
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
    /// Version of the program.
    pub app_version: String,
}

/// What a walk along the whole chain found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChainReport {
    /// How many events there are.
    pub events: i64,
    /// The first place where the chain is not what it was: a changed, missing or inserted event.
    pub first_bad: Option<i64>,
    /// Place and hash of the last event.
    pub head: Option<(i64, [u8; 32])>,
}

impl std::fmt::Debug for EventRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Event({})", self.seq)
    }
}

impl std::fmt::Debug for NewEvent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NewEvent({})", self.action)
    }
}

/// Place and hash of the last event; none before the first.
pub fn head(conn: &Conn) -> Result<Option<(i64, [u8; 32])>, StoreError> {
    row_opt(conn, "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1", [], |row| {
        Ok((row.get("seq")?, row.get("hash")?))
    })
}

/// The last events about a patient, newest first.
pub fn of_patient(conn: &Conn, patient: PatientId, limit: i64) -> Result<Vec<EventRow>, StoreError> {
    rows(
        conn,
        "SELECT * FROM audit WHERE patient_id = ?1 ORDER BY seq DESC LIMIT ?2",
        params![patient, limit],
        from_row,
    )
}

/// The last events about anything, newest first.
pub fn latest(conn: &Conn, limit: i64) -> Result<Vec<EventRow>, StoreError> {
    rows(conn, "SELECT * FROM audit ORDER BY seq DESC LIMIT ?1", [limit], from_row)
}

/// Walks along the whole chain and computes every hash again.
pub fn verify(conn: &Conn) -> Result<ChainReport, StoreError> {
    let mut statement = conn.prepare("SELECT * FROM audit ORDER BY seq")?;
    let mut rows = statement.query([])?;
    let mut report = ChainReport { events: 0, first_bad: None, head: None };
    let mut prev = genesis();
    while let Some(row) = rows.next()? {
        report.events += 1;
        let event = from_row(row).ok();
        let sound = event.as_ref().is_some_and(|event| {
            event.seq == report.events && event.prev == prev && event.hash == hash_of(event)
        });
        if !sound && report.first_bad.is_none() {
            report.first_bad = Some(report.events);
        }
        if let Some(event) = event {
            prev = event.hash;
            report.head = Some((event.seq, event.hash));
        }
    }
    Ok(report)
}

/// Adds an event to the end of the chain, and says its place.
pub fn append(tx: &Tx<'_>, new: &NewEvent) -> Result<i64, StoreError> {
    let (last, prev) = head(tx)?.unwrap_or((0, genesis()));
    let mut event = EventRow {
        seq: last + 1,
        event_id: event_id(new.wall_ms),
        wall_ms: new.wall_ms,
        tz: new.tz.clone(),
        staff_id: new.staff_id,
        staff_label: new.staff_label.clone(),
        action: new.action.clone(),
        category: new.category.clone(),
        patient_id: new.patient_id,
        object_id: new.object_id,
        detail: new.detail.clone(),
        reason: new.reason.clone(),
        app_version: new.app_version.clone(),
        prev,
        hash: [0; 32],
    };
    event.hash = hash_of(&event);
    write(tx, &event)?;
    Ok(event.seq)
}

fn write(tx: &Tx<'_>, event: &EventRow) -> Result<(), StoreError> {
    run(
        tx,
        "INSERT INTO audit (seq, event_id, wall_ms, tz, staff_id, staff_label, action, category, patient_id, object_id,
                            detail, reason, app_version, prev, hash)
         VALUES (:seq, :event_id, :wall_ms, :tz, :staff_id, :staff_label, :action, :category, :patient_id, :object_id,
                 :detail, :reason, :app_version, :prev, :hash)",
        named_params! {
            ":seq": event.seq,
            ":event_id": event.event_id,
            ":wall_ms": event.wall_ms,
            ":tz": event.tz,
            ":staff_id": event.staff_id,
            ":staff_label": event.staff_label,
            ":action": event.action,
            ":category": event.category,
            ":patient_id": event.patient_id,
            ":object_id": event.object_id,
            ":detail": event.detail,
            ":reason": event.reason,
            ":app_version": event.app_version,
            ":prev": event.prev,
            ":hash": event.hash,
        },
    )
}

fn genesis() -> Sha {
    Sha256::digest(GENESIS_TAG).into()
}

/// A UUID version 7 of the event's own time: this crate does not ask the clock.
fn event_id(wall_ms: i64) -> [u8; 16] {
    let mut random = [0; 10];
    getrandom::fill(&mut random).expect("the operating system has a source of randomness");
    let ms = u64::try_from(wall_ms).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(ms, &random).into_uuid().into_bytes()
}

/// SHA-256 of the tag, the hash before, and every field in the order of the columns. Each field has its length before
/// it, so that no two events can have the same bytes; an empty column is marked by a length no text can have.
fn hash_of(event: &EventRow) -> Sha {
    let mut sha = Sha256::new();
    sha.update(EVENT_TAG);
    sha.update(event.prev);
    let mut field = |bytes: Option<&[u8]>| {
        let length = bytes.map_or(u64::MAX, |bytes| bytes.len() as u64);
        sha.update(length.to_be_bytes());
        sha.update(bytes.unwrap_or_default());
    };
    field(Some(&event.seq.to_be_bytes()));
    field(Some(&event.event_id));
    field(Some(&event.wall_ms.to_be_bytes()));
    field(Some(event.tz.as_bytes()));
    field(event.staff_id.map(|id| id.get().to_be_bytes()).as_ref().map(|b| &b[..]));
    field(Some(event.staff_label.as_bytes()));
    field(Some(event.action.as_bytes()));
    field(Some(event.category.as_bytes()));
    field(event.patient_id.map(|id| id.get().to_be_bytes()).as_ref().map(|b| &b[..]));
    field(event.object_id.map(i64::to_be_bytes).as_ref().map(|b| &b[..]));
    field(Some(event.detail.as_bytes()));
    field(event.reason.as_ref().map(String::as_bytes));
    field(Some(event.app_version.as_bytes()));
    sha.finalize().into()
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<EventRow> {
    Ok(EventRow {
        seq: row.get("seq")?,
        event_id: row.get("event_id")?,
        wall_ms: row.get("wall_ms")?,
        tz: row.get("tz")?,
        staff_id: row.get("staff_id")?,
        staff_label: row.get("staff_label")?,
        action: row.get("action")?,
        category: row.get("category")?,
        patient_id: row.get("patient_id")?,
        object_id: row.get("object_id")?,
        detail: row.get("detail")?,
        reason: row.get("reason")?,
        app_version: row.get("app_version")?,
        prev: row.get("prev")?,
        hash: row.get("hash")?,
    })
}

#[cfg(test)]
mod tests;
