//! Enrollments as a case has them: each month with who billed it and what it rested on then.

use rules::{CarePlan, Condition, Consent, DateOrInstant, Enrollment, InitiatingVisit, Mdm};
use store::before::{self, PractitionerBefore, held_in};
use store::conditions::ConditionRow;
use store::enrollments::EnrollmentRow;
use store::seldom::Seldom;
use store::{Conn, EnrollmentId, PatientId};

use super::{account_id, read_if, staff_id, word};
use crate::Error;

/// An enrollment with what claims of each month rest on.
pub(super) struct Enrolled {
    pub(super) row: EnrollmentRow,
    /// Without conditions, and billed by who bills it now.
    read: Enrollment,
    conditions: Vec<ConditionRow>,
    practitioners: Vec<PractitionerBefore>,
}

impl Enrolled {
    pub(super) fn in_month(&self, month: &str) -> Enrollment {
        let mut read = self.read.clone();
        let held = self.conditions.iter().filter(|row| row.holds_in(month));
        read.conditions = held.map(condition).collect();
        if let Some(was) = held_in(&self.practitioners, month) {
            read.billing_practitioner = staff_id(was.practitioner_id);
        }
        read
    }
}

pub(super) fn enrollments(conn: &Conn, patient: PatientId, has: Seldom) -> Result<Vec<Enrolled>, Error> {
    let conditions = store::conditions::of_patient(conn, patient)?;
    let mdm = read_if(has.mdm, || store::mdm::of_patient(conn, patient))?;
    store::enrollments::of_patient(conn, patient)?
        .into_iter()
        .map(|row| {
            Ok(Enrolled {
                read: enrollment(&row, &mdm)?,
                conditions: conditions.iter().filter(|item| item.enrollment_id == row.id).cloned().collect(),
                practitioners: read_if(has.practitioners, || before::practitioners_of(conn, row.id))?,
                row,
            })
        })
        .collect()
}

fn enrollment(row: &EnrollmentRow, mdm: &[(EnrollmentId, String, String)]) -> Result<Enrollment, Error> {
    let consent = Consent {
        given: moment(row.consent_given.as_deref())?,
        mode: word(&row.consent_mode, "consent_mode")?,
        revoked: moment(row.consent_revoked.as_deref())?,
    };
    let mut enrollment = Enrollment::new(
        account_id(row.id),
        word(&row.program, "program")?,
        staff_id(row.practitioner_id),
        row.start_date,
    );
    enrollment.consent = consent;
    enrollment.end = row.end_date;
    enrollment.initiating_visit = initiating_visit(row)?;
    enrollment.last_seen = row.last_seen;
    enrollment.care_plan = CarePlan {
        established: row.plan_established,
        revised: row.plan_revised,
        copy_given: row.plan_copy_given,
    };
    enrollment.mdm = mdm_of(row.id, mdm)?;
    enrollment.attested = row.attested;
    enrollment.supervised = row.supervisor_id.is_some();
    Ok(enrollment)
}

fn moment(text: Option<&str>) -> Result<Option<DateOrInstant>, Error> {
    text.map(|text| word(text, "date")).transpose()
}

fn initiating_visit(row: &EnrollmentRow) -> Result<Option<InitiatingVisit>, Error> {
    let (Some(date), Some(kind)) = (row.visit_date, row.visit_kind.as_deref()) else {
        return Ok(None);
    };
    Ok(Some(InitiatingVisit { date, kind: word(kind, "visit_kind")?, discussed: row.visit_discussed }))
}

fn condition(row: &ConditionRow) -> Condition {
    Condition { icd10: row.icd10.clone(), expected_months: row.expected_months, high_risk: row.high_risk }
}

fn mdm_of(id: EnrollmentId, mdm: &[(EnrollmentId, String, String)]) -> Result<Vec<Mdm>, Error> {
    mdm.iter()
        .filter(|(enrollment, _, _)| *enrollment == id)
        .map(|(_, month, level)| Ok(Mdm { month: word(month, "month")?, level: word(level, "mdm")? }))
        .collect()
}
