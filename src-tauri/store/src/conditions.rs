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

/// The conditions of an enrollment, in the order they were written.
pub fn of_enrollment(conn: &Conn, enrollment: EnrollmentId) -> Result<Vec<ConditionRow>, StoreError> {
    rows(conn, "SELECT * FROM condition WHERE enrollment_id = ?1 ORDER BY id", [enrollment], from_row)
}

/// The diagnosis codes of every enrollment, in the order of each.
pub fn all_codes(conn: &Conn) -> Result<Vec<(EnrollmentId, String)>, StoreError> {
    rows(
        conn,
        "SELECT enrollment_id, icd10 FROM condition WHERE icd10 IS NOT NULL ORDER BY enrollment_id, id",
        [],
        |row| Ok((row.get("enrollment_id")?, row.get("icd10")?)),
    )
}

/// The conditions of every enrollment of a patient.
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

/// Makes these the conditions of an enrollment.
pub fn replace(tx: &Tx<'_>, enrollment: EnrollmentId, conditions: &[NewCondition]) -> Result<(), StoreError> {
    run(tx, "DELETE FROM condition WHERE enrollment_id = ?1", params![enrollment])?;
    for condition in conditions {
        insert(
            tx,
            "INSERT INTO condition (enrollment_id, icd10, label, expected_months, high_risk)
             VALUES (:enrollment_id, :icd10, :label, :expected_months, :high_risk)",
            named_params! {
                ":enrollment_id": enrollment,
                ":icd10": condition.icd10,
                ":label": condition.label,
                ":expected_months": condition.expected_months,
                ":high_risk": condition.high_risk,
            },
        )?;
    }
    Ok(())
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<ConditionRow> {
    Ok(ConditionRow {
        id: row.get("id")?,
        enrollment_id: row.get("enrollment_id")?,
        icd10: row.get("icd10")?,
        label: row.get("label")?,
        expected_months: row.get("expected_months")?,
        high_risk: row.get("high_risk")?,
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
        store.write(|tx| replace(tx, ccm, &[condition("E11.9"), condition("I10")]));
        store.write(|tx| replace(tx, ccm, &[condition("I10"), condition("N18.4")]));
        let found = store.read(|conn| of_enrollment(conn, ccm));
        let codes: Vec<_> = found.iter().filter_map(|row| row.icd10.as_deref()).collect();
        assert_eq!(codes, ["I10", "N18.4"]);
        assert_eq!((found[0].enrollment_id, found[0].expected_months), (ccm, Some(12)));
        assert_eq!(store.read(|conn| of_patient(conn, ana)), found);
    }
}
