//! The chronic conditions an enrollment rests on.

use rusqlite::{named_params, params};

use crate::columns::{Row, insert, rows, run};
use crate::ids::{debug_is_id, debug_is_name};
use crate::{ConditionId, Conn, EnrollmentId, PatientId, StoreError, Tx};

/// A condition.
#[derive(Clone, PartialEq, Eq)]
pub struct ConditionRow {
    /// Which condition.
    pub id: ConditionId,
    /// Of which enrollment.
    pub enrollment_id: EnrollmentId,
    /// Diagnosis code, where it is known.
    pub icd10: Option<String>,
    /// The practice's words for it.
    pub label: String,
    /// How long it is expected to last; none: lifelong.
    pub expected_months: Option<i64>,
    /// Whether it puts the patient at significant risk.
    pub high_risk: bool,
    /// The first month claims rest on it, YYYY-MM; none: every one.
    pub since: Option<String>,
    /// The first month they do not any more; none: they do.
    pub before: Option<String>,
}

impl ConditionRow {
    /// Do claims of this month, YYYY-MM, rest on it?
    pub fn holds_in(&self, month: &str) -> bool {
        self.since.as_deref().is_none_or(|since| since <= month)
            && self.before.as_deref().is_none_or(|before| month < before)
    }

    fn says(&self) -> NewCondition {
        NewCondition {
            icd10: self.icd10.clone(),
            label: self.label.clone(),
            expected_months: self.expected_months,
            high_risk: self.high_risk,
        }
    }
}

/// A condition to write.
#[derive(Clone, PartialEq, Eq)]
pub struct NewCondition {
    /// Diagnosis code, where it is known.
    pub icd10: Option<String>,
    /// The practice's words for it.
    pub label: String,
    /// How long it is expected to last; none: lifelong.
    pub expected_months: Option<i64>,
    /// Whether it puts the patient at significant risk.
    pub high_risk: bool,
}

debug_is_id!(ConditionRow);
debug_is_name!(NewCondition);

/// The conditions of an enrollment as they are, in the order they were written.
pub fn of_enrollment(conn: &Conn, enrollment: EnrollmentId) -> Result<Vec<ConditionRow>, StoreError> {
    rows(
        conn,
        "SELECT * FROM condition WHERE enrollment_id = ?1 AND before IS NULL ORDER BY id",
        [enrollment],
        from_row,
    )
}

/// The diagnosis codes that claims of a month, YYYY-MM, rest on, of every enrollment in the order of each.
pub fn codes_in(conn: &Conn, month: &str) -> Result<Vec<(EnrollmentId, String)>, StoreError> {
    rows(
        conn,
        "SELECT enrollment_id, icd10 FROM condition
          WHERE icd10 IS NOT NULL AND (since IS NULL OR since <= ?1) AND (before IS NULL OR before > ?1)
          ORDER BY enrollment_id, id",
        [month],
        |row| Ok((row.get("enrollment_id")?, row.get("icd10")?)),
    )
}

/// The conditions of every enrollment of a patient, those of before among them.
pub fn of_patient(conn: &Conn, patient: PatientId) -> Result<Vec<ConditionRow>, StoreError> {
    rows(
        conn,
        "SELECT condition.*
           FROM condition
           JOIN enrollment ON enrollment.id = condition.enrollment_id
          WHERE enrollment.patient_id = ?1
          ORDER BY condition.enrollment_id, condition.id",
        [patient],
        from_row,
    )
}

/// Makes these the conditions of an enrollment: from a month on, YYYY-MM, or, without one, of every month.
pub fn replace(
    tx: &Tx<'_>,
    enrollment: EnrollmentId,
    conditions: &[NewCondition],
    from: Option<&str>,
) -> Result<(), StoreError> {
    let known: Vec<_> = of_enrollment(tx, enrollment)?.iter().map(ConditionRow::says).collect();
    if known == conditions {
        return Ok(());
    }
    end(tx, enrollment, from.unwrap_or_default())?;
    conditions.iter().try_for_each(|condition| add(tx, enrollment, condition, from))
}

/// Claims of a month and of later ones rest on nothing that was said before.
fn end(tx: &Tx<'_>, enrollment: EnrollmentId, month: &str) -> Result<(), StoreError> {
    run(
        tx,
        "DELETE FROM condition WHERE enrollment_id = ?1 AND (?2 = '' OR since >= ?2)",
        params![enrollment, month],
    )?;
    run(
        tx,
        "UPDATE condition SET before = ?2 WHERE enrollment_id = ?1 AND (before IS NULL OR before > ?2)",
        params![enrollment, month],
    )
}

fn add(
    tx: &Tx<'_>,
    enrollment: EnrollmentId,
    condition: &NewCondition,
    since: Option<&str>,
) -> Result<(), StoreError> {
    insert(
        tx,
        "INSERT INTO condition (enrollment_id, icd10, label, expected_months, high_risk, since)
         VALUES (:enrollment_id, :icd10, :label, :expected_months, :high_risk, :since)",
        named_params! {
            ":enrollment_id": enrollment,
            ":icd10": condition.icd10,
            ":label": condition.label,
            ":expected_months": condition.expected_months,
            ":high_risk": condition.high_risk,
            ":since": since,
        },
    )
    .map(|_| ())
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<ConditionRow> {
    Ok(ConditionRow {
        id: row.get("id")?,
        enrollment_id: row.get("enrollment_id")?,
        icd10: row.get("icd10")?,
        label: row.get("label")?,
        expected_months: row.get("expected_months")?,
        high_risk: row.get("high_risk")?,
        since: row.get("since")?,
        before: row.get("before")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::Sample;

    fn condition(icd10: &str) -> NewCondition {
        NewCondition {
            icd10: Some(icd10.to_owned()),
            label: "long-lasting".to_owned(),
            expected_months: Some(12),
            high_risk: true,
        }
    }

    #[test]
    fn conditions_are_replaced_as_a_list_and_found_by_enrollment_and_by_patient() {
        let mut store = Sample::new();
        let (ana, ccm) = (store.ana, store.ccm);
        store.write(|tx| replace(tx, ccm, &[condition("E11.9"), condition("I10")], None));
        store.write(|tx| replace(tx, ccm, &[condition("I10"), condition("N18.4")], None));
        let found = store.read(|conn| of_enrollment(conn, ccm));
        let codes: Vec<_> = found.iter().filter_map(|row| row.icd10.as_deref()).collect();
        assert_eq!(codes, ["I10", "N18.4"]);
        assert_eq!((found[0].enrollment_id, found[0].expected_months), (ccm, Some(12)));
        assert_eq!(store.read(|conn| of_patient(conn, ana)), found);
    }
    #[test]
    fn from_a_month_on_claims_rest_on_others_and_those_of_the_months_before_on_the_old() {
        let mut store = Sample::new();
        let ccm = store.ccm;
        let (diabetes, pressure, kidneys) = (condition("E11.9"), condition("I10"), condition("N18.4"));
        let codes = |store: &Sample, month: &str| -> Vec<String> {
            let found = store.read(|conn| codes_in(conn, month));
            found.into_iter().filter(|(id, _)| *id == ccm).map(|(_, code)| code).collect()
        };
        store.write(|tx| replace(tx, ccm, std::slice::from_ref(&diabetes), None));
        store.write(|tx| replace(tx, ccm, &[diabetes.clone(), pressure.clone()], Some("2026-06")));
        store.write(|tx| replace(tx, ccm, &[diabetes.clone(), pressure.clone()], Some("2026-08")));
        assert_eq!(codes(&store, "2026-05"), ["E11.9"]);
        assert_eq!(codes(&store, "2026-06"), ["E11.9", "I10"], "what is said again is not said anew");
        // What is said of an earlier month overtakes it.
        store.write(|tx| replace(tx, ccm, std::slice::from_ref(&kidneys), Some("2026-03")));
        assert_eq!([codes(&store, "2026-02"), codes(&store, "2026-06")], [["E11.9"], ["N18.4"]]);
        store.write(|tx| replace(tx, ccm, std::slice::from_ref(&pressure), None));
        assert_eq!([codes(&store, "2026-02"), codes(&store, "2026-06")], [["I10"], ["I10"]]);
    }
}
