//! The secrets behind the codes of authenticator apps: one for each person who is asked for a code besides the password.

use chrono::{DateTime, Utc};
use rusqlite::params;

use crate::columns::{At, at, row_opt, rows, run};
use crate::{Conn, StaffId, StoreError, Tx};

/// What an app and the program share: 160 bits, as RFC 4226 asks for.
pub type CodeSecret = [u8; 20];

/// A secret that nobody else has.
pub fn new_secret() -> CodeSecret {
    let mut secret = [0; 20];
    getrandom::fill(&mut secret).expect("the operating system has a source of randomness");
    secret
}

/// A person's codes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct CodeRow {
    /// Whose.
    pub staff_id: StaffId,
    /// What the app has too.
    pub secret: CodeSecret,
    /// The last half minute since 1970 whose code was used.
    pub used_step: u64,
    /// Since when.
    pub added_at: DateTime<Utc>,
}

impl std::fmt::Debug for CodeRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CodeRow(staff {})", self.staff_id.get())
    }
}

/// A person's codes, if the person is asked for one.
pub fn of_staff(conn: &Conn, staff: StaffId) -> Result<Option<CodeRow>, StoreError> {
    row_opt(
        conn,
        "SELECT staff_id, secret, used_step, added_at FROM sign_in_code WHERE staff_id = ?1",
        [staff],
        |row| {
            Ok(CodeRow {
                staff_id: row.get("staff_id")?,
                secret: row.get("secret")?,
                used_step: row.get::<_, i64>("used_step")?.unsigned_abs(),
                added_at: at(row, "added_at")?,
            })
        },
    )
}

/// Everybody who is asked for a code.
pub fn holders(conn: &Conn) -> Result<Vec<StaffId>, StoreError> {
    rows(conn, "SELECT staff_id FROM sign_in_code ORDER BY staff_id", [], |row| row.get("staff_id"))
}

/// From now on this person is asked for a code; an earlier secret is forgotten.
pub fn put(tx: &Tx<'_>, code: &CodeRow) -> Result<(), StoreError> {
    run(
        tx,
        "INSERT INTO sign_in_code (staff_id, secret, used_step, added_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (staff_id) DO UPDATE
            SET secret = excluded.secret, used_step = excluded.used_step, added_at = excluded.added_at",
        params![code.staff_id, code.secret, step(code.used_step), At(code.added_at)],
    )
}

/// The code of this half minute was used.
pub fn used(tx: &Tx<'_>, staff: StaffId, used_step: u64) -> Result<(), StoreError> {
    run(tx, "UPDATE sign_in_code SET used_step = ?2 WHERE staff_id = ?1", params![staff, step(used_step)])
}

/// This person is asked for a code no more.
pub fn remove(tx: &Tx<'_>, staff: StaffId) -> Result<(), StoreError> {
    run(tx, "DELETE FROM sign_in_code WHERE staff_id = ?1", [staff])
}

/// Half minutes since 1970 come nowhere near the limit of the column.
fn step(step: u64) -> i64 {
    i64::try_from(step).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{Sample, at};

    #[test]
    fn a_secret_reads_back_is_replaced_and_goes_and_is_in_no_debug_text() {
        let mut store = Sample::new();
        let nora = store.nora;
        let first =
            CodeRow { staff_id: nora, secret: [7; 20], used_step: 59, added_at: at("2026-03-02T14:00:00Z") };
        store.write(|tx| put(tx, &first));
        store.write(|tx| used(tx, nora, 60));
        assert_eq!(store.read(|conn| of_staff(conn, nora)), Some(CodeRow { used_step: 60, ..first }));
        store.write(|tx| put(tx, &CodeRow { secret: [9; 20], ..first }));
        assert_eq!(store.read(|conn| of_staff(conn, nora)).unwrap().secret, [9; 20]);
        assert_eq!(store.read(holders), [nora]);
        assert!(!format!("{first:?}").contains('7'));
        store.write(|tx| remove(tx, nora));
        assert_eq!(store.read(|conn| of_staff(conn, nora)), None);
    }
}
