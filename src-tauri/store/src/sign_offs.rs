//! What was decided of a patient's month: signed, returned, or voided by what changed since. The newest row holds.

use chrono::{DateTime, Utc};
use rusqlite::{named_params, params};

use crate::columns::{At, Row, at, insert as insert_row, row_opt, rows};
use crate::ids::debug_is_id;
use crate::{Conn, PatientId, SignOffId, StaffId, StoreError, Tx};

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Signed as it was seen.
    Signed,
    /// Given back to the care team.
    Returned,
    /// It changed after it was signed or returned.
    Voided,
}

impl Kind {
    fn slug(self) -> &'static str {
        match self {
            Self::Signed => "signed",
            Self::Returned => "returned",
            Self::Voided => "voided",
        }
    }

    fn of(slug: &str) -> Self {
        match slug {
            "signed" => Self::Signed,
            "returned" => Self::Returned,
            _ => Self::Voided,
        }
    }
}

/// A decision, without what was seen.
#[derive(Clone, PartialEq, Eq)]
pub struct SignOffRow {
    /// Which one.
    pub id: SignOffId,
    /// On whose month.
    pub patient_id: PatientId,
    /// Which month, `YYYY-MM`.
    pub month: String,
    /// What was decided.
    pub kind: Kind,
    /// By whom; none: the program itself.
    pub staff_id: Option<StaffId>,
    /// When.
    pub at: DateTime<Utc>,
    /// SHA-256 of what was seen.
    pub seen_sha: [u8; 32],
    /// The payer's pack: id and version.
    pub pack: String,
    /// SHA-256 of all packs it was judged by.
    pub rule_set: String,
    /// Why it was returned; of a void, what changed.
    pub reason: Option<String>,
}

/// A decision to write down.
#[derive(Clone, PartialEq, Eq)]
pub struct NewSignOff {
    /// On whose month.
    pub patient_id: PatientId,
    /// Which month, `YYYY-MM`.
    pub month: String,
    /// What was decided.
    pub kind: Kind,
    /// By whom; none: the program itself.
    pub staff_id: Option<StaffId>,
    /// Now.
    pub at: DateTime<Utc>,
    /// Exactly what was seen.
    pub seen_json: String,
    /// SHA-256 of that.
    pub seen_sha: [u8; 32],
    /// SHA-256 of the case the statement was made from.
    pub inputs_sha: [u8; 32],
    /// The payer's pack: id and version.
    pub pack: String,
    /// SHA-256 of all packs it was judged by.
    pub rule_set: String,
    /// Why it is returned; of a void, what changed.
    pub reason: Option<String>,
}

debug_is_id!(SignOffRow);
crate::ids::debug_is_name!(NewSignOff);

/// What was decided last of a patient's month, and the text that was seen then.
pub fn last(
    conn: &Conn,
    patient: PatientId,
    month: &str,
) -> Result<Option<(SignOffRow, String)>, StoreError> {
    row_opt(
        conn,
        "SELECT * FROM sign_off WHERE month = ?1 AND patient_id = ?2 ORDER BY id DESC LIMIT 1",
        params![month, patient],
        |row| Ok((from_row(row)?, row.get("seen_json")?)),
    )
}

/// Everything that was decided of a patient's month, the oldest first.
pub fn of_patient_month(conn: &Conn, patient: PatientId, month: &str) -> Result<Vec<SignOffRow>, StoreError> {
    rows(
        conn,
        "SELECT id, patient_id, month, kind, staff_id, at, seen_sha, pack, rule_set, reason
           FROM sign_off WHERE month = ?1 AND patient_id = ?2 ORDER BY id",
        params![month, patient],
        from_row,
    )
}

/// Everything that was decided of a month, the oldest first.
pub fn of_month(conn: &Conn, month: &str) -> Result<Vec<SignOffRow>, StoreError> {
    rows(
        conn,
        "SELECT id, patient_id, month, kind, staff_id, at, seen_sha, pack, rule_set, reason
           FROM sign_off WHERE month = ?1 ORDER BY id",
        [month],
        from_row,
    )
}

/// Writes a decision down.
pub fn insert(tx: &Tx<'_>, new: &NewSignOff) -> Result<SignOffId, StoreError> {
    insert_row(
        tx,
        "INSERT INTO sign_off (patient_id, month, kind, staff_id, at, seen_json, seen_sha, inputs_sha, pack, rule_set,
                               reason)
         VALUES (:patient_id, :month, :kind, :staff_id, :at, :seen_json, :seen_sha, :inputs_sha, :pack, :rule_set,
                 :reason)",
        named_params! {
            ":patient_id": new.patient_id,
            ":month": new.month,
            ":kind": new.kind.slug(),
            ":staff_id": new.staff_id,
            ":at": At(new.at),
            ":seen_json": new.seen_json,
            ":seen_sha": new.seen_sha,
            ":inputs_sha": new.inputs_sha,
            ":pack": new.pack,
            ":rule_set": new.rule_set,
            ":reason": new.reason,
        },
    )
    .map(SignOffId)
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<SignOffRow> {
    Ok(SignOffRow {
        id: row.get("id")?,
        patient_id: row.get("patient_id")?,
        month: row.get("month")?,
        kind: Kind::of(&row.get::<_, String>("kind")?),
        staff_id: row.get("staff_id")?,
        at: at(row, "at")?,
        seen_sha: row.get("seen_sha")?,
        pack: row.get("pack")?,
        rule_set: row.get("rule_set")?,
        reason: row.get("reason")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{RULE_SET, Sample, at};

    fn new(store: &Sample, kind: Kind) -> NewSignOff {
        NewSignOff {
            patient_id: store.ana,
            month: "2026-03".to_owned(),
            kind,
            staff_id: Some(store.patel),
            at: at("2026-04-01T14:00:00Z"),
            seen_json: "{}".to_owned(),
            seen_sha: [1; 32],
            inputs_sha: [2; 32],
            pack: "medicare 2026.1".to_owned(),
            rule_set: RULE_SET.to_owned(),
            reason: Some("too round".to_owned()).filter(|_| kind != Kind::Signed),
        }
    }

    #[test]
    fn the_newest_decision_holds_and_none_is_ever_changed() {
        let mut store = Sample::new();
        let ana = store.ana;
        for kind in [Kind::Returned, Kind::Signed, Kind::Voided] {
            let new = new(&store, kind);
            store.write(|tx| insert(tx, &new));
            let (row, seen) = store.read(|conn| last(conn, ana, "2026-03")).unwrap();
            assert_eq!((row.kind, row.reason, seen.as_str()), (kind, new.reason, "{}"));
        }
        let kinds = |rows: Vec<SignOffRow>| rows.iter().map(|row| row.kind).collect::<Vec<_>>();
        let all = [Kind::Returned, Kind::Signed, Kind::Voided];
        assert_eq!(kinds(store.read(|conn| of_patient_month(conn, ana, "2026-03"))), all);
        assert_eq!(kinds(store.read(|conn| of_month(conn, "2026-03"))), all);
        assert_eq!(store.read(|conn| last(conn, ana, "2026-02")), None);
        for act in [
            "UPDATE sign_off SET kind = 'signed', reason = NULL",
            "DELETE FROM sign_off",
            "INSERT OR REPLACE INTO sign_off SELECT * FROM sign_off WHERE id = 1",
        ] {
            let refused = store.refused(|tx| Ok(tx.execute_batch(act)?));
            let trigger = StoreError::Internal { code: rusqlite::ffi::SQLITE_CONSTRAINT_TRIGGER };
            assert_eq!(refused, trigger, "{act}");
        }
    }

    #[test]
    fn a_signature_has_no_reason_and_everything_else_has_one() {
        let mut store = Sample::new();
        for (kind, reason) in [(Kind::Signed, Some("x".to_owned())), (Kind::Returned, None)] {
            let new = NewSignOff { reason, ..new(&store, kind) };
            store.refused(|tx| insert(tx, &new));
        }
    }
}
