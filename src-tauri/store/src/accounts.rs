//! An enrollment's month at a glance: one row of the worklist, derived from the statement.

use rusqlite::{named_params, params};

use crate::columns::{Row, rows, run};
use crate::{Conn, EnrollmentId, PatientId, StoreError, Tx};

/// An enrollment's month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRow {
    /// Which month, `YYYY-MM`.
    pub month: String,
    /// Which enrollment.
    pub enrollment_id: EnrollmentId,
    /// Whose.
    pub patient_id: PatientId,
    /// The track the bar shows.
    pub track: String,
    /// Seconds that count.
    pub counted_s: i64,
    /// Seconds that do not.
    pub excluded_s: i64,
    /// Seconds past the last threshold reached.
    pub surplus_s: i64,
    /// What has been earned.
    pub earned_cents: i64,
    /// The codes that were earned, as in `99490, 99439 x2`.
    pub earned: String,
    /// The next code.
    pub next_code: Option<String>,
    /// Seconds missing to it.
    pub next_short_s: Option<i64>,
    /// What it would add.
    pub next_cents: Option<i64>,
    /// Hold and refusal codes, a space between.
    pub blocked: String,
}

/// Every account of a month.
pub fn of_month(conn: &Conn, month: &str) -> Result<Vec<AccountRow>, StoreError> {
    rows(conn, "SELECT * FROM month_account WHERE month = ?1 ORDER BY enrollment_id", [month], from_row)
}

/// Every account of a patient's month.
pub fn of_patient_month(conn: &Conn, patient: PatientId, month: &str) -> Result<Vec<AccountRow>, StoreError> {
    rows(
        conn,
        "SELECT * FROM month_account WHERE month = ?1 AND patient_id = ?2 ORDER BY enrollment_id",
        params![month, patient],
        from_row,
    )
}

/// Month and patient of every account.
pub fn keys(conn: &Conn) -> Result<Vec<(String, PatientId)>, StoreError> {
    rows(conn, "SELECT DISTINCT month, patient_id FROM month_account", [], |row| {
        Ok((row.get("month")?, row.get("patient_id")?))
    })
}

/// Makes these the accounts of a patient's month.
pub fn replace_for_patient(
    tx: &Tx<'_>,
    month: &str,
    patient: PatientId,
    accounts: &[AccountRow],
) -> Result<(), StoreError> {
    for old in enrollments_of_patient(tx, month, patient)? {
        if !accounts.iter().any(|account| account.enrollment_id == old) {
            run(
                tx,
                "DELETE FROM month_account WHERE month = ?1 AND patient_id = ?2 AND enrollment_id = ?3",
                params![month, patient, old],
            )?;
        }
    }
    accounts.iter().try_for_each(|account| put(tx, account))
}

fn enrollments_of_patient(
    conn: &Conn,
    month: &str,
    patient: PatientId,
) -> Result<Vec<EnrollmentId>, StoreError> {
    rows(
        conn,
        "SELECT enrollment_id FROM month_account WHERE month = ?1 AND patient_id = ?2",
        params![month, patient],
        |row| row.get("enrollment_id"),
    )
}

fn put(tx: &Tx<'_>, account: &AccountRow) -> Result<(), StoreError> {
    run(
        tx,
        "INSERT INTO month_account (month, enrollment_id, patient_id, track, counted_s, excluded_s, surplus_s,
                                    earned_cents, earned, next_code, next_short_s, next_cents, blocked)
         VALUES (:month, :enrollment_id, :patient_id, :track, :counted_s, :excluded_s, :surplus_s,
                 :earned_cents, :earned, :next_code, :next_short_s, :next_cents, :blocked)
         ON CONFLICT (month, patient_id, enrollment_id) DO UPDATE
            SET track = excluded.track,
                counted_s = excluded.counted_s,
                excluded_s = excluded.excluded_s,
                surplus_s = excluded.surplus_s,
                earned_cents = excluded.earned_cents,
                earned = excluded.earned,
                next_code = excluded.next_code,
                next_short_s = excluded.next_short_s,
                next_cents = excluded.next_cents,
                blocked = excluded.blocked",
        named_params! {
            ":month": account.month,
            ":enrollment_id": account.enrollment_id,
            ":patient_id": account.patient_id,
            ":track": account.track,
            ":counted_s": account.counted_s,
            ":excluded_s": account.excluded_s,
            ":surplus_s": account.surplus_s,
            ":earned_cents": account.earned_cents,
            ":earned": account.earned,
            ":next_code": account.next_code,
            ":next_short_s": account.next_short_s,
            ":next_cents": account.next_cents,
            ":blocked": account.blocked,
        },
    )
}

pub(crate) fn from_row(row: &Row<'_>) -> rusqlite::Result<AccountRow> {
    Ok(AccountRow {
        month: row.get("month")?,
        enrollment_id: row.get("enrollment_id")?,
        patient_id: row.get("patient_id")?,
        track: row.get("track")?,
        counted_s: row.get("counted_s")?,
        excluded_s: row.get("excluded_s")?,
        surplus_s: row.get("surplus_s")?,
        earned_cents: row.get("earned_cents")?,
        earned: row.get("earned")?,
        next_code: row.get("next_code")?,
        next_short_s: row.get("next_short_s")?,
        next_cents: row.get("next_cents")?,
        blocked: row.get("blocked")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::Sample;

    use crate::enrollments;
    use crate::sample::{new_account, new_enrollment};

    #[test]
    fn the_accounts_of_a_month_are_replaced_for_one_patient_at_a_time() {
        let mut store = Sample::new();
        let (ana, ccm) = (store.ana, store.ccm);
        let second = new_enrollment(ana, store.patel);
        let pcm = store.write(|tx| enrollments::insert(tx, &second));
        let both = [new_account("2026-03", ccm, ana), new_account("2026-03", pcm, ana)];
        store.write(|tx| replace_for_patient(tx, "2026-03", ana, &both));
        assert_eq!(store.read(|conn| of_month(conn, "2026-03")), both);

        let mut one = new_account("2026-03", ccm, ana);
        one.counted_s = 1_260;
        one.next_code = None;
        one.next_short_s = None;
        one.next_cents = None;
        store.write(|tx| replace_for_patient(tx, "2026-03", ana, std::slice::from_ref(&one)));
        store.write(|tx| replace_for_patient(tx, "2026-04", ana, &[]));
        assert_eq!(store.read(|conn| of_month(conn, "2026-03")), [one]);
    }
}
