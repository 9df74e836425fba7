//! A patient in a program under one billing practitioner, with the consent, visit and plan that a claim rests on.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::named_params;

use crate::columns::{At, Day, Row, at, change, day, day_opt, insert as insert_row, row, rows};
use crate::ids::{debug_is_id, debug_is_name};
use crate::{Conn, EnrollmentId, PatientId, StaffId, StoreError, Tx};

/// An enrollment.
#[derive(Clone, PartialEq, Eq)]
pub struct EnrollmentRow {
    /// Which enrollment.
    pub id: EnrollmentId,
    /// Whose.
    pub patient_id: PatientId,
    /// `ccm`, `complex_ccm` or `pcm`.
    pub program: String,
    /// The practitioner who bills.
    pub practitioner_id: StaffId,
    /// First day.
    pub start_date: NaiveDate,
    /// Last day; none while it goes on.
    pub end_date: Option<NaiveDate>,
    /// A day, or an RFC 3339 instant where the time is known.
    pub consent_given: Option<String>,
    /// `verbal` or `written`.
    pub consent_mode: String,
    /// Who took the consent.
    pub consent_taker_id: Option<StaffId>,
    /// What was explained: slugs, a space between them.
    pub consent_topics: String,
    /// A day, or an RFC 3339 instant where the time is known.
    pub consent_revoked: Option<String>,
    /// Day of the initiating visit.
    pub visit_date: Option<NaiveDate>,
    /// Kind of the initiating visit; there if its day is.
    pub visit_kind: Option<String>,
    /// Whether the program was discussed at that visit.
    pub visit_discussed: bool,
    /// Last visit with the billing practitioner.
    pub last_seen: Option<NaiveDate>,
    /// Day the care plan was made.
    pub plan_established: Option<NaiveDate>,
    /// Day the care plan was last revised.
    pub plan_revised: Option<NaiveDate>,
    /// Day the patient was given a copy.
    pub plan_copy_given: Option<NaiveDate>,
    /// Whether the practice has attested what the program requires of it.
    pub attested: bool,
    /// Who supervises the clinical staff, where that is not the billing practitioner.
    pub supervisor_id: Option<StaffId>,
    /// The member of the care team whom the patient can turn to.
    pub lead_id: Option<StaffId>,
    /// When this row was written.
    pub created_at: DateTime<Utc>,
}

/// An enrollment to add.
#[derive(Clone, PartialEq, Eq)]
pub struct NewEnrollment {
    /// Whose.
    pub patient_id: PatientId,
    /// `ccm`, `complex_ccm` or `pcm`.
    pub program: String,
    /// The practitioner who bills.
    pub practitioner_id: StaffId,
    /// First day.
    pub start_date: NaiveDate,
    /// Last day; none while it goes on.
    pub end_date: Option<NaiveDate>,
    /// A day, or an RFC 3339 instant where the time is known.
    pub consent_given: Option<String>,
    /// `verbal` or `written`.
    pub consent_mode: String,
    /// Who took the consent.
    pub consent_taker_id: Option<StaffId>,
    /// What was explained: slugs, a space between them.
    pub consent_topics: String,
    /// A day, or an RFC 3339 instant where the time is known.
    pub consent_revoked: Option<String>,
    /// Day of the initiating visit.
    pub visit_date: Option<NaiveDate>,
    /// Kind of the initiating visit; there if its day is.
    pub visit_kind: Option<String>,
    /// Whether the program was discussed at that visit.
    pub visit_discussed: bool,
    /// Last visit with the billing practitioner.
    pub last_seen: Option<NaiveDate>,
    /// Day the care plan was made.
    pub plan_established: Option<NaiveDate>,
    /// Day the care plan was last revised.
    pub plan_revised: Option<NaiveDate>,
    /// Day the patient was given a copy.
    pub plan_copy_given: Option<NaiveDate>,
    /// Whether the practice has attested what the program requires of it.
    pub attested: bool,
    /// Who supervises the clinical staff, where that is not the billing practitioner.
    pub supervisor_id: Option<StaffId>,
    /// The member of the care team whom the patient can turn to.
    pub lead_id: Option<StaffId>,
    /// Now.
    pub created_at: DateTime<Utc>,
}

debug_is_id!(EnrollmentRow);
debug_is_name!(NewEnrollment);

/// One enrollment.
pub fn by_id(conn: &Conn, id: EnrollmentId) -> Result<EnrollmentRow, StoreError> {
    row(conn, "SELECT * FROM enrollment WHERE id = ?1", [id], from_row)
}

/// Whose it is.
pub fn patient_of(conn: &Conn, id: EnrollmentId) -> Result<PatientId, StoreError> {
    row(conn, "SELECT patient_id FROM enrollment WHERE id = ?1", [id], |row| row.get("patient_id"))
}

/// Every enrollment of a patient, earliest first.
pub fn of_patient(conn: &Conn, patient: PatientId) -> Result<Vec<EnrollmentRow>, StoreError> {
    rows(conn, "SELECT * FROM enrollment WHERE patient_id = ?1 ORDER BY start_date, id", [patient], from_row)
}

/// Who bills each enrollment.
pub fn practitioners(conn: &Conn) -> Result<Vec<(EnrollmentId, StaffId)>, StoreError> {
    rows(conn, "SELECT id, practitioner_id FROM enrollment", [], |row| {
        Ok((row.get("id")?, row.get("practitioner_id")?))
    })
}

/// Every enrollment there ever was, earliest first.
pub fn all(conn: &Conn) -> Result<Vec<EnrollmentRow>, StoreError> {
    rows(conn, "SELECT * FROM enrollment ORDER BY start_date, id", [], from_row)
}

/// Adds an enrollment.
pub fn insert(tx: &Tx<'_>, new: &NewEnrollment) -> Result<EnrollmentId, StoreError> {
    insert_row(
        tx,
        "INSERT INTO enrollment (patient_id, program, practitioner_id, start_date, end_date,
                                 consent_given, consent_mode, consent_taker_id, consent_topics, consent_revoked,
                                 visit_date, visit_kind, visit_discussed, last_seen,
                                 plan_established, plan_revised, plan_copy_given,
                                 attested, supervisor_id, lead_id, created_at)
         VALUES (:patient_id, :program, :practitioner_id, :start_date, :end_date,
                 :consent_given, :consent_mode, :consent_taker_id, :consent_topics, :consent_revoked,
                 :visit_date, :visit_kind, :visit_discussed, :last_seen,
                 :plan_established, :plan_revised, :plan_copy_given,
                 :attested, :supervisor_id, :lead_id, :created_at)",
        named_params! {
            ":patient_id": new.patient_id,
            ":program": new.program,
            ":practitioner_id": new.practitioner_id,
            ":start_date": Day(new.start_date),
            ":end_date": new.end_date.map(Day),
            ":consent_given": new.consent_given,
            ":consent_mode": new.consent_mode,
            ":consent_taker_id": new.consent_taker_id,
            ":consent_topics": new.consent_topics,
            ":consent_revoked": new.consent_revoked,
            ":visit_date": new.visit_date.map(Day),
            ":visit_kind": new.visit_kind,
            ":visit_discussed": new.visit_discussed,
            ":last_seen": new.last_seen.map(Day),
            ":plan_established": new.plan_established.map(Day),
            ":plan_revised": new.plan_revised.map(Day),
            ":plan_copy_given": new.plan_copy_given.map(Day),
            ":attested": new.attested,
            ":supervisor_id": new.supervisor_id,
            ":lead_id": new.lead_id,
            ":created_at": At(new.created_at),
        },
    )
    .map(EnrollmentId)
}

/// Writes every field of an enrollment but its patient and the moment of adding.
pub fn update(tx: &Tx<'_>, enrollment: &EnrollmentRow) -> Result<(), StoreError> {
    change(
        tx,
        "UPDATE enrollment
            SET program = :program,
                practitioner_id = :practitioner_id,
                start_date = :start_date,
                end_date = :end_date,
                consent_given = :consent_given,
                consent_mode = :consent_mode,
                consent_taker_id = :consent_taker_id,
                consent_topics = :consent_topics,
                consent_revoked = :consent_revoked,
                visit_date = :visit_date,
                visit_kind = :visit_kind,
                visit_discussed = :visit_discussed,
                last_seen = :last_seen,
                plan_established = :plan_established,
                plan_revised = :plan_revised,
                plan_copy_given = :plan_copy_given,
                attested = :attested,
                supervisor_id = :supervisor_id,
                lead_id = :lead_id
          WHERE id = :id",
        named_params! {
            ":id": enrollment.id,
            ":program": enrollment.program,
            ":practitioner_id": enrollment.practitioner_id,
            ":start_date": Day(enrollment.start_date),
            ":end_date": enrollment.end_date.map(Day),
            ":consent_given": enrollment.consent_given,
            ":consent_mode": enrollment.consent_mode,
            ":consent_taker_id": enrollment.consent_taker_id,
            ":consent_topics": enrollment.consent_topics,
            ":consent_revoked": enrollment.consent_revoked,
            ":visit_date": enrollment.visit_date.map(Day),
            ":visit_kind": enrollment.visit_kind,
            ":visit_discussed": enrollment.visit_discussed,
            ":last_seen": enrollment.last_seen.map(Day),
            ":plan_established": enrollment.plan_established.map(Day),
            ":plan_revised": enrollment.plan_revised.map(Day),
            ":plan_copy_given": enrollment.plan_copy_given.map(Day),
            ":attested": enrollment.attested,
            ":supervisor_id": enrollment.supervisor_id,
            ":lead_id": enrollment.lead_id,
        },
    )
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<EnrollmentRow> {
    Ok(EnrollmentRow {
        id: row.get("id")?,
        patient_id: row.get("patient_id")?,
        program: row.get("program")?,
        practitioner_id: row.get("practitioner_id")?,
        start_date: day(row, "start_date")?,
        end_date: day_opt(row, "end_date")?,
        consent_given: row.get("consent_given")?,
        consent_mode: row.get("consent_mode")?,
        consent_taker_id: row.get("consent_taker_id")?,
        consent_topics: row.get("consent_topics")?,
        consent_revoked: row.get("consent_revoked")?,
        visit_date: day_opt(row, "visit_date")?,
        visit_kind: row.get("visit_kind")?,
        visit_discussed: row.get("visit_discussed")?,
        last_seen: day_opt(row, "last_seen")?,
        plan_established: day_opt(row, "plan_established")?,
        plan_revised: day_opt(row, "plan_revised")?,
        plan_copy_given: day_opt(row, "plan_copy_given")?,
        attested: row.get("attested")?,
        supervisor_id: row.get("supervisor_id")?,
        lead_id: row.get("lead_id")?,
        created_at: at(row, "created_at")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{Sample, day};

    #[test]
    fn an_enrollment_reads_back_with_its_patient() {
        let store = Sample::new();
        let ccm = store.read(|conn| by_id(conn, store.ccm));
        assert_eq!((ccm.patient_id, ccm.practitioner_id), (store.ana, store.patel));
        assert_eq!(store.read(|conn| patient_of(conn, ccm.id)), store.ana);
        assert_eq!(ccm.visit_date, Some(day("2025-12-10")));
        let of_ana = store.read(|conn| of_patient(conn, store.ana));
        assert_eq!(of_ana, [ccm]);
        assert_eq!(store.read(all), of_ana);
    }

    #[test]
    fn every_field_but_the_patient_and_the_moment_of_adding_can_be_changed() {
        let mut store = Sample::new();
        let mut ccm = store.read(|conn| by_id(conn, store.ccm));
        ccm.program = "pcm".to_owned();
        ccm.practitioner_id = store.nora;
        ccm.start_date = day("2026-01-06");
        ccm.end_date = Some(day("2026-06-30"));
        ccm.consent_given = Some("2026-01-05T15:04:05Z".to_owned());
        ccm.consent_mode = "written".to_owned();
        ccm.consent_taker_id = Some(store.nora);
        ccm.consent_topics = "cost_sharing right_to_stop".to_owned();
        ccm.consent_revoked = Some("2026-06-30".to_owned());
        ccm.visit_date = None;
        ccm.visit_kind = None;
        ccm.visit_discussed = false;
        ccm.last_seen = Some(day("2026-03-03"));
        ccm.plan_established = Some(day("2026-01-07"));
        ccm.plan_revised = Some(day("2026-03-04"));
        ccm.plan_copy_given = Some(day("2026-03-05"));
        ccm.attested = false;
        ccm.supervisor_id = Some(store.patel);
        ccm.lead_id = Some(store.nora);
        store.write(|tx| update(tx, &ccm));
        assert_eq!(store.read(|conn| by_id(conn, ccm.id)), ccm);
    }
}
