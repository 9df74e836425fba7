//! A small practice for the tests of this crate: a nurse, a physician, a patient in a program.

use chrono::{DateTime, NaiveDate, Utc};

use crate::accounts::AccountRow;
use crate::audit::{self, Event, Stamp};
use crate::columns::rows;
use crate::enrollments::NewEnrollment;
use crate::patients::NewPatient;
use crate::staff::NewStaff;
use crate::{
    Conn, EnrollmentId, PatientId, StaffId, Store, StoreError, Tx, enrollments, patients, rule_sets, staff,
};

/// The rule set of this practice.
pub(crate) const RULE_SET: &str = "aa11";

/// An open database with Nora (nurse), Dr. Patel and Ana Lopez, who is in CCM from January 2026.
pub(crate) struct Sample {
    pub(crate) store: Store,
    pub(crate) nora: StaffId,
    pub(crate) patel: StaffId,
    pub(crate) ana: PatientId,
    pub(crate) ccm: EnrollmentId,
}

impl Sample {
    pub(crate) fn new() -> Self {
        let mut store = Store::in_memory().unwrap();
        let (nora, patel, ana, ccm) = store
            .write(|tx| {
                let nora = staff::insert(tx, &new_staff("Nora Quinn", "rn", Some("nora")))?;
                let patel = staff::insert(tx, &new_staff("Dr. Patel", "physician", None))?;
                let ana = patients::insert(tx, &new_patient("Lopez, Ana", "A-100"))?;
                let ccm = enrollments::insert(tx, &new_enrollment(ana, patel))?;
                rule_sets::insert(tx, RULE_SET, &[], at("2026-01-02T14:00:00Z"))?;
                audit::append(tx, &event("set_up", None))?;
                Ok::<_, StoreError>((nora, patel, ana, ccm))
            })
            .unwrap();
        Self { store, nora, patel, ana, ccm }
    }

    pub(crate) fn write<T>(&mut self, write: impl FnOnce(&Tx<'_>) -> Result<T, StoreError>) -> T {
        self.store
            .write(|tx| {
                let value = write(tx)?;
                audit::append(tx, &event("test", None))?;
                Ok::<_, StoreError>(value)
            })
            .unwrap()
    }

    /// What another program that has the key does to the database, without triggers and without the audit.
    pub(crate) fn behind(&mut self, statements: &str) {
        let triggers: Vec<String> = self.read(|conn| {
            rows(
                conn,
                "SELECT 'DROP TRIGGER ' || name FROM sqlite_master WHERE type = 'trigger'",
                [],
                |row| row.get(0),
            )
        });
        self.read(|conn| {
            conn.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA recursive_triggers = OFF; PRAGMA ignore_check_constraints = ON")?;
            conn.execute_batch(&triggers.join(";"))?;
            Ok(conn.execute_batch(statements)?)
        });
    }

    pub(crate) fn refused<T: std::fmt::Debug>(
        &mut self,
        write: impl FnOnce(&Tx<'_>) -> Result<T, StoreError>,
    ) -> StoreError {
        self.store.write(write).unwrap_err()
    }

    pub(crate) fn read<T>(&self, read: impl FnOnce(&Conn) -> Result<T, StoreError>) -> T {
        self.store.read(read).unwrap()
    }
}

pub(crate) fn event(action: &str, patient_id: Option<PatientId>) -> Event {
    Event {
        stamp: Stamp {
            device_id: [1; 16],
            boot_id: [2; 16],
            session_id: [3; 16],
            wall_ms: 1_772_636_400_000,
            tz: "America/New_York".to_owned(),
            mono_ms: 5_000,
            clock_q: "ok".to_owned(),
        },
        staff_id: Some(StaffId(1)),
        staff_label: "Nora Quinn, RN".to_owned(),
        role: "care_team".to_owned(),
        action: action.to_owned(),
        category: "time".to_owned(),
        patient_id,
        object_id: None,
        detail: "{\"seconds\":600}".to_owned(),
        reason: None,
        outcome: "done".to_owned(),
        app_version: "0.1.0".to_owned(),
    }
}

pub(crate) fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn new_staff(name: &str, role: &str, sign_in: Option<&str>) -> NewStaff {
    NewStaff {
        name: name.to_owned(),
        role: role.to_owned(),
        access: "care_team".to_owned(),
        credentials: String::new(),
        npi: None,
        sign_in: sign_in.map(str::to_owned),
        team_training: Some(day("2025-11-03")),
        scope_document: false,
        active: true,
        created_at: at("2026-01-02T14:00:00Z"),
    }
}

pub(crate) fn new_patient(name: &str, mrn: &str) -> NewPatient {
    NewPatient {
        name: name.to_owned(),
        birth_date: day("1950-03-07"),
        mrn: mrn.to_owned(),
        sex: "F".to_owned(),
        payer: "medicare".to_owned(),
        call_window: "after 10".to_owned(),
        died_at: None,
        created_at: at("2026-01-02T14:00:00Z"),
    }
}

pub(crate) fn new_enrollment(patient: PatientId, practitioner: StaffId) -> NewEnrollment {
    NewEnrollment {
        patient_id: patient,
        program: "ccm".to_owned(),
        practitioner_id: practitioner,
        start_date: day("2026-01-05"),
        end_date: None,
        consent_given: Some("2026-01-05".to_owned()),
        consent_mode: "verbal".to_owned(),
        consent_taker_id: None,
        consent_topics: String::new(),
        consent_revoked: None,
        visit_date: Some(day("2025-12-10")),
        visit_kind: Some("em".to_owned()),
        visit_discussed: true,
        last_seen: None,
        plan_established: Some(day("2026-01-06")),
        plan_revised: None,
        plan_copy_given: None,
        attested: true,
        supervisor_id: None,
        lead_id: None,
        created_at: at("2026-01-05T14:00:00Z"),
    }
}

pub(crate) fn new_account(month: &str, enrollment: EnrollmentId, patient: PatientId) -> AccountRow {
    AccountRow {
        month: month.to_owned(),
        enrollment_id: enrollment,
        patient_id: patient,
        track: "clinical_staff".to_owned(),
        counted_s: 600,
        excluded_s: 60,
        surplus_s: 0,
        earned_cents: 0,
        earned: String::new(),
        next_code: Some("99490".to_owned()),
        next_short_s: Some(600),
        next_cents: Some(6_200),
        blocked: String::new(),
    }
}
