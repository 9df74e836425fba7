//! A small practice for the tests of this crate: a nurse, a physician, a patient in a program.

use chrono::{DateTime, NaiveDate, Utc};

use crate::accounts::AccountRow;
use crate::audit::{self, Event, Stamp};
use crate::columns::rows;
use crate::enrollments::NewEnrollment;
use crate::patients::NewPatient;
use crate::staff::NewStaff;
use crate::timers::{self, NewTimer};
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

    /// Every table that the audit covers holds a row.
    pub(crate) fn filled() -> Self {
        let mut store = Self::new();
        let timer = NewTimer {
            staff_id: store.nora,
            enrollment_id: store.ccm,
            activity: Some("care_plan".to_owned()),
            note: "called".to_owned(),
            started_at: at("2026-03-04T15:00:00Z"),
            heartbeat_at: at("2026-03-04T15:00:00Z"),
        };
        store.write(|tx| {
            timers::insert(tx, &timer)?;
            Ok(tx.execute_batch(
                "INSERT INTO practice VALUES (1, 'Maple Street', 'America/Detroit', 'facility', 0, '{}', 0, 1000);
                 INSERT INTO assignment VALUES (1, 1, 1000);
                 INSERT INTO billing_identity VALUES (1, 'Maple Street', '1000000004', '000000000', '1 Maple St', 'Alba', 'MI',
                                                      '496110000', 'Billing', '5555550100', 'MAPLE');
                 INSERT INTO payer_identity VALUES ('medicare', 'Medicare', '00000', 'HOUSE', 'MB', 0);
                 INSERT INTO subscriber VALUES (1, 'X1', '2 Maple St', 'Alba', 'MI', '49611');
                 INSERT INTO protection VALUES (1, 5, 2, 'ab', 1000, NULL, 0);
                 INSERT INTO sign_in_code VALUES (1, zeroblob(20), 59, 1000);
                 INSERT INTO emergency_access (staff_id, patient_id, reason, opened_at, until) VALUES (1, 1, 'found', 1000, 2000);
                 INSERT INTO closure VALUES ('2026-12-24', 'Eve');
                 INSERT INTO staff_before VALUES (1, '2026-02', 'ma', 'CMA', 0);
                 INSERT INTO payer_before VALUES (1, '2026-02', 'bcbsm');
                 INSERT INTO former_card VALUES (1, 'bcbsm', 'B1');
                 INSERT INTO practitioner_before VALUES (1, '2026-02', 2);
                 INSERT INTO condition (enrollment_id, icd10, label) VALUES (1, 'I50.22', 'heart');
                 INSERT INTO mdm VALUES (1, '2026-03', 'high');
                 INSERT INTO entry (patient_id, enrollment_id, staff_id, started_at, ended_at, time_zone, service_date,
                                    activity, note, origin, written_by, written_at)
                 VALUES (1, 1, 1, 1000, 61000, 'America/Detroit', '2026-03-04', 'care_plan', 'a', 'timed', 1, 61000),
                        (1, 1, 1, 90000, 99000, 'America/Detroit', '2026-03-04', 'care_plan', 'b', 'typed', 1, 99000);
                 INSERT INTO entry_void VALUES (2, 'not mine', 1, 100000);
                 INSERT INTO tcm_episode (patient_id, practitioner_id, discharged_at, from_kind, to_kind, created_at)
                 VALUES (1, 2, 1000, 'inpatient_acute', 'home', 2000);
                 INSERT INTO tcm_contact (episode_id, at, reached, note) VALUES (1, 3000, 1, 'spoke');
                 INSERT INTO tcm_contact_void VALUES (1, 'wrong patient', 1, 4000);
                 INSERT INTO entry_clock_jump VALUES (1, 90000);
                 INSERT INTO entry_split VALUES (2, 1);
                 INSERT INTO timer_part VALUES (1, 1, 1000, 2000, 'timed');
                 INSERT INTO gap (staff_id, enrollment_id, timer_id, started_at, ended_at, why)
                 VALUES (1, 1, 1, 2000, 3000, 'idle');
                 INSERT INTO gap_answer (gap_id, answer, reason, written_by, written_at)
                 VALUES (1, 'excluded', 'lunch', 1, 4000);
                 INSERT INTO timing VALUES (1, 5, 30, 60, 0); INSERT INTO reviewing VALUES (1, 3, 0);
                 INSERT INTO month_close (month, kind, staff_id, at, locks_at, reason) VALUES ('2026-02', 'closed', 1, 4000, 5000, '');
                 INSERT INTO sign_off (patient_id, month, kind, staff_id, at, seen_json, seen_sha, inputs_sha, pack, rule_set, reason)
                 SELECT 1, '2026-02', 'returned', 2, 4000, '{}', x'01', x'02', 'medicare 1', sha256, 'too round' FROM rule_set;
                 INSERT INTO preference VALUES (1, 1, 0, 0, 1, 0, NULL);
                 INSERT INTO appearance VALUES (1, 'dark', 125, 0, 0);
                 INSERT INTO rule_pack (pack, version, text, sha256, of_practice, added_at, added_by)
                 VALUES ('larch', '1', 'label', 'cd', 1, 4000, 1);
                 INSERT INTO billed_elsewhere VALUES (1, 1, '99487', '2026-03-08', 'a letter', 'another patient');
                 INSERT INTO planning_talk VALUES (1, 1, 2, 1000, 961000, 'Z71.89', 1, 1000000); INSERT INTO planning_talk_void VALUES (1, 'another patient', 1, 1000001);
                 INSERT INTO oncology_plan VALUES (1, 1, 2, 'initial', '2026-03-08', 'C50.911', 1, 1000000); INSERT INTO oncology_plan_void VALUES (1, 'not decided', 1, 1000001);
                 INSERT INTO own_service VALUES (1, 1, '99457', '2026-03-08', 1, 0, 1000, 961000, 1, 1000000); INSERT INTO own_service_void VALUES (1, 'not billed', 1, 1000001);
                 INSERT INTO claim_export (month, number, made_by, made_at, whole, rows, rule_set, decisions, place)
                 SELECT '2026-03', 1, 1, 4000, 0, 3, sha256, '{}', 'non_facility' FROM rule_set;
                 INSERT INTO claim_export_file VALUES (1, 'csv', 'claims.csv', 'ab');
                 INSERT INTO claim_export_line VALUES (1, 'a1', '99490', 1, 'new', 1, 2, 'medicare', '11', 1, '2026-03-04',
                                                       '2026-03-05', '25', 'I50.22', 6613, 1200, 'e1', 1);",
            )?)
        });
        store
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
