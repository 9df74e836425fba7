//! What the events of a sign-in share is written once: which installation, whose sign-in, as whom, with which version.

use std::collections::HashMap;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Row, params_from_iter};
use sha2::{Digest as _, Sha256};

use super::{Event, number, text};
use crate::catalog::{Sha, push_value};
use crate::columns::{insert, row_opt};
use crate::{Conn, StaffId, StoreError, Tx};

/// What its digest starts with, so that it can be the digest of nothing else.
const TAG: &[u8] = b"caretally/audit-source/v1\0";

/// Every column but its number, in the order in which they are hashed.
const COLUMNS: [&str; 9] =
    ["session_id", "device_id", "boot_id", "tz", "clock_q", "staff_id", "staff_label", "role", "app_version"];

/// A source in its place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Source {
    /// Its number.
    pub(crate) id: i64,
    /// SHA-256 of all it holds.
    pub(crate) digest: Sha,
}

/// The source of an event: the one that is there, or a new one.
pub(super) fn of(tx: &Tx<'_>, event: &Event) -> Result<Source, StoreError> {
    let values = values(event);
    let given = || params_from_iter(values.map(ToSqlOutput::Borrowed));
    let known = "SELECT id FROM audit_source
                  WHERE session_id = ?1 AND device_id = ?2 AND boot_id = ?3 AND tz = ?4 AND clock_q = ?5
                    AND staff_id IS ?6 AND staff_label = ?7 AND role = ?8 AND app_version = ?9";
    let id = match row_opt(tx, known, given(), |row| row.get(0))? {
        Some(id) => id,
        None => insert(
            tx,
            "INSERT INTO audit_source
                 (session_id, device_id, boot_id, tz, clock_q, staff_id, staff_label, role, app_version)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            given(),
        )?,
    };
    Ok(Source { id, digest: digest(values) })
}

/// The digest of every source, by its number.
pub(crate) fn all(conn: &Conn) -> Result<HashMap<i64, Sha>, StoreError> {
    let mut statement = conn.prepare(&format!("SELECT {}, id FROM audit_source", COLUMNS.join(", ")))?;
    let mut rows = statement.query([])?;
    let mut found = HashMap::new();
    while let Some(row) = rows.next()? {
        found.insert(row.get(COLUMNS.len())?, of_row(row)?);
    }
    Ok(found)
}

fn of_row(row: &Row<'_>) -> rusqlite::Result<Sha> {
    let mut values = [ValueRef::Null; COLUMNS.len()];
    for (at, value) in values.iter_mut().enumerate() {
        *value = row.get_ref(at)?;
    }
    Ok(digest(values))
}

fn digest(values: [ValueRef<'_>; COLUMNS.len()]) -> Sha {
    let mut buffer = TAG.to_vec();
    values.into_iter().for_each(|value| push_value(&mut buffer, value));
    Sha256::digest(&buffer).into()
}

/// What a source holds, in the order of `COLUMNS`.
fn values(event: &Event) -> [ValueRef<'_>; COLUMNS.len()] {
    let stamp = &event.stamp;
    [
        ValueRef::Blob(&stamp.session_id),
        ValueRef::Blob(&stamp.device_id),
        ValueRef::Blob(&stamp.boot_id),
        text(&stamp.tz),
        text(&stamp.clock_q),
        number(event.staff_id.map(StaffId::get)),
        text(&event.staff_label),
        text(&event.role),
        text(&event.app_version),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::{RowFault, append, latest, verify};
    use crate::columns::rows;
    use crate::sample::{Sample, event};

    fn of_somebody_else() -> Event {
        let mut other = event("stop_timer", None);
        other.stamp.session_id = [9; 16];
        (other.staff_id, other.staff_label) = (None, "Caretally".to_owned());
        other.stamp.clock_q = "jump".to_owned();
        other
    }

    /// The set-up of the sample, and an event of each of two sources.
    fn three_events() -> Sample {
        let mut store = Sample::new();
        for event in [of_somebody_else(), event("stop_timer", None)] {
            store.store.write(|tx| append(tx, &event)).unwrap();
        }
        store
    }

    #[test]
    fn events_of_a_sign_in_share_a_source_and_each_tells_its_own() {
        let store = three_events();
        let events = store.read(|conn| latest(conn, 2));
        assert_eq!((&events[0].event, &events[1].event), (&event("stop_timer", None), &of_somebody_else()));
        assert_eq!(store.read(all).len(), 2);
    }

    #[test]
    fn any_column_edited_behind_the_app_shows_at_the_first_event_of_it() {
        let columns: Vec<(String, String)> = Sample::new().read(|conn| {
            let sql = "SELECT name, type FROM pragma_table_info('audit_source')";
            rows(conn, sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
        });
        assert_eq!(columns.len(), COLUMNS.len() + 1);
        for (column, kind) in columns {
            let other = match kind.as_str() {
                "INTEGER" => format!("coalesce({column}, 0) + 1"),
                "TEXT" => format!("{column} || 'x'"),
                _ => "x'00'".to_owned(),
            };
            let mut store = three_events();
            store.behind(&format!("UPDATE audit_source SET {column} = {other} WHERE id = 2"));
            assert_eq!(store.read(verify).first_bad, Some(2), "{column}");
        }
    }

    #[test]
    fn one_that_no_event_has_is_told() {
        let mut store = three_events();
        store.behind(
            "INSERT INTO audit_source SELECT 7, x'01', boot_id, session_id, tz, clock_q, 2, 'x', role, app_version
               FROM audit_source WHERE id = 1",
        );
        let fault = RowFault::Unrecorded { table: "audit_source".to_owned(), key: "7".to_owned() };
        assert_eq!(store.read(verify).faults, [fault]);
    }
}
