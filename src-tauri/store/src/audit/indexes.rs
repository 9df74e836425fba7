//! Proves the indexes of the audit against its events. SQLite's own check looks each of 2,000,000 events up from the root of the
//! index, which takes half of its time; here an index is read once, in its order, beside the walk along the chain.

use std::collections::BTreeMap;

use rusqlite::{Error, Row};

use crate::rare_events::{RARE, RARE_ACTIONS};
use crate::{Conn, StoreError};

/// Whose events are found by patient.
const PATIENT: &str = "audit_patient";
/// The events of a few actions.
const RARELY: &str = "audit_rare";

/// What the indexes say of the events, and whether the events agree so far.
pub(super) struct Indexes {
    /// Whose each event is, by its place less one.
    patients: Vec<i64>,
    /// The same of events whose place is none of those: there is a gap in the chain.
    others: BTreeMap<i64, i64>,
    rare: BTreeMap<i64, String>,
    wrong: [bool; 2],
}

/// The index has no such event, or has told of it. No patient has this number, nor the next: SQLite gives them out from 1.
const NOT_FILED: i64 = i64::MIN;
const NOBODY: i64 = i64::MIN + 1;

impl Indexes {
    /// Reads all of both.
    pub(super) fn read(conn: &Conn) -> Result<Self, StoreError> {
        let events: i64 = conn.query_row("SELECT count(*) FROM audit", [], |row| row.get(0))?;
        let events = usize::try_from(events).unwrap_or_default();
        let (patients, others, rare) = (vec![NOT_FILED; events], BTreeMap::new(), BTreeMap::new());
        let mut read = Self { patients, others, rare, wrong: [false; 2] };
        let by_patient =
            format!("SELECT patient_id, seq FROM audit INDEXED BY {PATIENT} ORDER BY patient_id, seq");
        read.wrong[0] = !in_order(conn, &by_patient, |row| {
            let (patient, seq): (Option<i64>, i64) = (row.get(0)?, row.get(1)?);
            let was = std::mem::replace(read.place(seq), patient.unwrap_or(NOBODY));
            Ok((was == NOT_FILED).then_some((patient, seq)))
        })?;
        let by_action =
            format!("SELECT action, seq FROM audit INDEXED BY {RARELY} WHERE {RARE} ORDER BY action, seq");
        read.wrong[1] = !in_order(conn, &by_action, |row| {
            let (action, seq): (String, i64) = (row.get(0)?, row.get(1)?);
            let is_new = read.rare.insert(seq, action.clone()).is_none();
            Ok(is_new.then_some((action, seq)))
        })?;
        Ok(read)
    }

    fn place(&mut self, seq: i64) -> &mut i64 {
        let place = seq.checked_sub(1).and_then(|place| usize::try_from(place).ok());
        match place.and_then(|place| self.patients.get_mut(place)) {
            Some(place) => place,
            None => self.others.entry(seq).or_insert(NOT_FILED),
        }
    }

    /// The next event, as the table has it.
    pub(super) fn agree(&mut self, seq: i64, patient: Option<i64>, action: &[u8]) {
        let filed = std::mem::replace(self.place(seq), NOT_FILED);
        self.wrong[0] |= filed != patient.unwrap_or(NOBODY);
        let is_rare = RARE_ACTIONS.iter().any(|rare| rare.as_bytes() == action);
        if is_rare || !self.rare.is_empty() {
            let filed = self.rare.remove(&seq);
            self.wrong[1] |= filed.as_deref().map(str::as_bytes) != is_rare.then_some(action);
        }
    }

    /// Which do not find just the events that they should; called when every event was seen.
    pub(super) fn wrong(self) -> impl Iterator<Item = &'static str> {
        let untold = self.patients.iter().chain(self.others.values()).any(|patient| *patient != NOT_FILED);
        let wrong = [self.wrong[0] || untold, self.wrong[1] || !self.rare.is_empty()];
        [PATIENT, RARELY].into_iter().zip(wrong).filter_map(|(name, wrong)| wrong.then_some(name))
    }
}

/// Does what each row says come after what the row before it said? Only then is everything found that is looked for.
fn in_order<T: PartialOrd>(
    conn: &Conn,
    sql: &str,
    mut said: impl FnMut(&Row<'_>) -> Result<Option<T>, Error>,
) -> Result<bool, StoreError> {
    let mut statement = match conn.prepare(sql) {
        // It is not there, or is not the one that it should be.
        Err(Error::SqliteFailure(..)) => return Ok(false),
        other => other?,
    };
    let mut rows = statement.query([])?;
    let (mut before, mut is_sound) = (None, true);
    while let Some(row) = rows.next()? {
        let now = said(row)?;
        is_sound &= now.is_some() && (before.is_none() || now > before);
        before = now;
    }
    Ok(is_sound)
}

#[cfg(test)]
mod tests {
    use super::super::{RowFault, append, verify};
    use crate::sample::{Sample, event};

    /// Fills an index as if it were another one, as a damaged one might be: its words in the schema are the right ones again after.
    fn fill_as(store: &Sample, index: &str, words: &str) {
        store.read(|conn| {
            conn.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_DEFENSIVE, false)?;
            let name_words = |sql: &str| {
                conn.execute_batch("PRAGMA writable_schema = ON")?;
                conn.execute("UPDATE sqlite_master SET sql = ?1 WHERE name = ?2", [sql, index])?;
                conn.execute_batch("PRAGMA writable_schema = RESET")
            };
            let right: String =
                conn.query_row("SELECT sql FROM sqlite_master WHERE name = ?1", [index], |row| row.get(0))?;
            name_words(&format!("CREATE INDEX {index} ON audit {words}"))?;
            conn.execute_batch(&format!("REINDEX {index}"))?;
            Ok(name_words(&right)?)
        });
    }

    #[test]
    fn an_index_that_lacks_an_event_or_tells_another_or_is_gone_is_told_by_name() {
        let store = || {
            let mut store = Sample::new();
            for action in ["view", "stop_timer", "stop_timer", "view", "recover"] {
                let patient = (action == "stop_timer").then_some(store.ana);
                store.store.write(|tx| append(tx, &event(action, patient))).unwrap();
            }
            store
        };
        let told = |store: &Sample| store.read(verify).faults;
        assert_eq!(told(&store()), []);
        for (index, words) in [
            ("audit_patient", "(patient_id, seq) WHERE seq <> 3"),
            ("audit_patient", "(patient_id, seq) WHERE seq <> 2"),
            ("audit_patient", "(seq, patient_id)"),
            ("audit_patient", "(nullif(patient_id, 1), seq)"),
            ("audit_patient", "(patient_id DESC, seq)"),
            ("audit_rare", "(action, seq) WHERE action = 'prove_backup'"),
            ("audit_rare", "(outcome, seq) WHERE action = 'recover'"),
        ] {
            let store = store();
            fill_as(&store, index, words);
            assert_eq!(told(&store), [RowFault::Index { name: index }], "{words}");
        }
        for index in ["audit_patient", "audit_rare"] {
            let mut store = store();
            store.behind(&format!("DROP INDEX {index}"));
            assert_eq!(told(&store), [RowFault::Index { name: index }], "{index} is gone");
        }
    }
}
