//! Rule sets: which packs judged together, by the hash of all of them.

use chrono::{DateTime, Utc};
use rusqlite::params;

use crate::columns::{At, row_opt, run};
use crate::{Conn, RulePackId, StoreError, Tx};

/// The packs of a rule set in their order, or nothing where no such set is on record.
pub fn packs(conn: &Conn, sha256: &str) -> Result<Option<Vec<RulePackId>>, StoreError> {
    row_opt(conn, "SELECT packs FROM rule_set WHERE sha256 = ?1", [sha256], |row| {
        let numbers: String = row.get("packs")?;
        Ok(numbers.split_whitespace().filter_map(|number| number.parse().ok()).map(RulePackId).collect())
    })
}

/// Keeps a rule set; one that is on record stays as it is.
pub fn insert(tx: &Tx<'_>, sha256: &str, packs: &[RulePackId], now: DateTime<Utc>) -> Result<(), StoreError> {
    let numbers: Vec<_> = packs.iter().map(|id| id.get().to_string()).collect();
    run(
        tx,
        "INSERT INTO rule_set (sha256, packs, first_at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
        params![sha256, numbers.join(" "), At(now)],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{RULE_SET, Sample, at};

    #[test]
    fn a_rule_set_keeps_its_packs_in_order() {
        let mut store = Sample::new();
        let order = [RulePackId(3), RulePackId(1)];
        store.write(|tx| insert(tx, "bb22", &order, at("2026-03-02T14:00:00Z")));
        store.write(|tx| insert(tx, "bb22", &[], at("2026-03-03T14:00:00Z")));
        assert_eq!(store.read(|conn| packs(conn, "bb22")), Some(order.to_vec()));
        assert_eq!(store.read(|conn| packs(conn, RULE_SET)), Some(Vec::new()));
        assert_eq!(store.read(|conn| packs(conn, "cc33")), None);
    }
}
