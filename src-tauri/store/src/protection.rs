//! How the vault is kept: when the screen locks, which key file was the newest, whether the recovery key is known to be
//! there. There is one row.

use chrono::{DateTime, Utc};
use rusqlite::named_params;

use crate::columns::{At, Row, at, at_opt, row_opt, run};
use crate::{Conn, StoreError, Tx};

/// How the vault is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProtectionRow {
    /// Minutes without input until the screen locks: 1 to 15.
    pub lock_minutes: u8,
    /// How often names and keys had been changed in the newest key file.
    pub key_generation: u64,
    /// What stands for names and keys of that file.
    pub key_fingerprint: String,
    /// When the present recovery key was made.
    pub recovery_made_at: DateTime<Utc>,
    /// When somebody showed last that it is there.
    pub recovery_proved_at: Option<DateTime<Utc>>,
    /// Nobody signs in with a password alone.
    pub codes_required: bool,
}

/// How the vault is kept; nothing before set-up.
pub fn get(conn: &Conn) -> Result<Option<ProtectionRow>, StoreError> {
    row_opt(
        conn,
        "SELECT lock_minutes, key_generation, key_fingerprint, recovery_made_at, recovery_proved_at, codes_required
           FROM protection
          WHERE id = 1",
        [],
        from_row,
    )
}

/// Writes the one row, whether or not it is there.
pub fn put(tx: &Tx<'_>, protection: &ProtectionRow) -> Result<(), StoreError> {
    run(
        tx,
        "INSERT INTO protection (id, lock_minutes, key_generation, key_fingerprint, recovery_made_at, recovery_proved_at,
                                 codes_required)
         VALUES (1, :lock_minutes, :key_generation, :key_fingerprint, :recovery_made_at, :recovery_proved_at,
                 :codes_required)
         ON CONFLICT (id) DO UPDATE
            SET lock_minutes = excluded.lock_minutes,
                key_generation = excluded.key_generation,
                key_fingerprint = excluded.key_fingerprint,
                recovery_made_at = excluded.recovery_made_at,
                recovery_proved_at = excluded.recovery_proved_at,
                codes_required = excluded.codes_required",
        named_params! {
            ":lock_minutes": protection.lock_minutes,
            // It grows by one with each change of people: it never comes near the limit of the column.
            ":key_generation": i64::try_from(protection.key_generation).unwrap_or(i64::MAX),
            ":key_fingerprint": protection.key_fingerprint,
            ":recovery_made_at": At(protection.recovery_made_at),
            ":recovery_proved_at": protection.recovery_proved_at.map(At),
            ":codes_required": protection.codes_required,
        },
    )
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<ProtectionRow> {
    Ok(ProtectionRow {
        lock_minutes: row.get("lock_minutes")?,
        key_generation: row.get::<_, i64>("key_generation")?.unsigned_abs(),
        key_fingerprint: row.get("key_fingerprint")?,
        recovery_made_at: at(row, "recovery_made_at")?,
        recovery_proved_at: at_opt(row, "recovery_proved_at")?,
        codes_required: row.get("codes_required")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{Sample, at};

    #[test]
    fn how_the_vault_is_kept_reads_back_and_the_screen_cannot_be_told_never_to_lock() {
        let mut store = Sample::new();
        assert_eq!(store.read(get), None);
        let mut row = ProtectionRow {
            lock_minutes: 5,
            key_generation: 1,
            key_fingerprint: "00ff".to_owned(),
            recovery_made_at: at("2026-01-02T14:00:00Z"),
            recovery_proved_at: None,
            codes_required: false,
        };
        store.write(|tx| put(tx, &row));
        assert_eq!(store.read(get), Some(row.clone()));
        row.recovery_proved_at = Some(at("2026-01-02T14:05:00Z"));
        row.lock_minutes = 15;
        row.codes_required = true;
        store.write(|tx| put(tx, &row));
        assert_eq!(store.read(get), Some(row.clone()));
        for minutes in [0, 16] {
            store.refused(|tx| put(tx, &ProtectionRow { lock_minutes: minutes, ..row.clone() }));
        }
    }
}
