//! The practice of the tests: a manager, three nurses, a doctor, three patients, each with a fully documented enrollment.

use store::audit::{Event, Stamp};
use tracker::enrollments::{ConditionChange, EnrollmentChange};
use tracker::entries::TypedEntry;
use tracker::patients::PatientChange;
use tracker::staff::StaffChange;
use tracker::{Access, Actor, EnrollmentId, FirstRun, PatientId, Tracker};

use crate::world::monday;

pub(crate) const SIGN_IN: &str = "tamsin";
pub(crate) const PASSWORD: &str = "seven quiet herons wade";

/// How many nurses and how many patients there are; nurse `n` works for patient `n`.
pub(crate) const NURSES: usize = 3;

/// Who signs in besides the manager, and is sent away and taken back.
pub(crate) const OTHER_SIGN_IN: &str = "cleo";
pub(crate) const OTHER_PASSWORD: &str = "nine patient otters hum";

const MANAGER: i64 = 1;
const FIRST_NURSE: i64 = 2;
pub(crate) const DOCTOR: i64 = FIRST_NURSE + NURSES as i64;
const CLEO: i64 = DOCTOR + 1;

/// Hires and enrolls everybody into a new practice.
pub(crate) fn fill(tracker: &mut Tracker) {
    let manager = manager();
    let mut hire = |form: &StaffChange, number: i64| {
        assert_eq!(tracker.save_staff(&manager, form).unwrap().get(), number);
    };
    for nurse in 0..NURSES {
        hire(&staff(&format!("Nurse {nurse}"), "rn", Access::CareTeam), FIRST_NURSE + nurse as i64);
    }
    hire(&staff("Ida Marsh", "physician", Access::Practitioner), DOCTOR);
    let cleo = StaffChange { id: None, password: Some(OTHER_PASSWORD.to_owned()), ..cleo(true) };
    hire(&cleo, CLEO);
    for number in 0..NURSES {
        let patient = tracker.save_patient(&manager, &patient(number)).unwrap();
        assert_eq!(tracker.save_enrollment(&manager, &enrollment(patient)).unwrap(), enrolled(number));
    }
}

pub(crate) fn manager() -> Actor {
    actor(MANAGER, "Tamsin Reyes", Access::Manager)
}

pub(crate) fn nurse(number: usize) -> Actor {
    actor(FIRST_NURSE + number as i64, &format!("Nurse {number}"), Access::CareTeam)
}

pub(crate) fn enrolled(number: usize) -> EnrollmentId {
    EnrollmentId(number as i64 + 1)
}

fn actor(staff: i64, name: &str, access: Access) -> Actor {
    Actor { staff: store::StaffId(staff), name: name.to_owned(), access }
}

pub(crate) fn first_run() -> FirstRun {
    FirstRun {
        practice: "Juniper Hollow".to_owned(),
        time_zone: "America/Detroit".to_owned(),
        name: "Tamsin Reyes".to_owned(),
        role: "rn".to_owned(),
        credentials: "RN".to_owned(),
        sign_in: SIGN_IN.to_owned(),
        password: PASSWORD.to_owned(),
        demo: false,
    }
}

pub(crate) fn staff(name: &str, role: &str, access: Access) -> StaffChange {
    StaffChange {
        id: None,
        name: name.to_owned(),
        role: role.to_owned(),
        access: access.slug().to_owned(),
        credentials: String::new(),
        npi: None,
        sign_in: None,
        password: None,
        team_training: Some("2024-11-04".to_owned()),
        scope_document: false,
        active: true,
        from: None,
    }
}

/// The form that takes Cleo back or sends her away: her key slot changes with it.
pub(crate) fn cleo(active: bool) -> StaffChange {
    StaffChange {
        id: Some(CLEO),
        sign_in: Some(OTHER_SIGN_IN.to_owned()),
        active,
        ..staff("Cleo Marchetti", "ma", Access::CareTeam)
    }
}

pub(crate) fn patient(number: usize) -> PatientChange {
    PatientChange {
        id: None,
        name: format!("Patient {number}"),
        birth_date: "1950-03-07".to_owned(),
        mrn: format!("P-{number}"),
        sex: "F".to_owned(),
        payer: "medicare".to_owned(),
        call_window: String::new(),
        subscriber: None,
        from: None,
    }
}

pub(crate) fn enrollment(patient: PatientId) -> EnrollmentChange {
    let day = || Some("2024-06-03".to_owned());
    let condition = |icd10: &str| ConditionChange {
        icd10: Some(icd10.to_owned()),
        label: String::new(),
        expected_months: None,
        high_risk: true,
    };
    EnrollmentChange {
        id: None,
        patient: patient.get(),
        program: "ccm".to_owned(),
        practitioner: DOCTOR,
        start: "2024-06-03".to_owned(),
        end: None,
        consent_given: day(),
        consent_mode: "verbal".to_owned(),
        consent_taker: None,
        consent_topics: Vec::new(),
        consent_revoked: None,
        visit_date: day(),
        visit_kind: Some("em".to_owned()),
        visit_discussed: true,
        last_seen: Some("2024-12-10".to_owned()),
        conditions: ["I50.22", "E11.9"].map(condition).to_vec(),
        plan_established: day(),
        plan_revised: None,
        plan_copy_given: day(),
        mdm: Vec::new(),
        attested: true,
        supervisor: Some(DOCTOR),
        lead: Some(FIRST_NURSE),
        from: None,
    }
}

/// An event for rows that a test writes by itself.
pub(crate) fn event(action: &str) -> Event {
    Event {
        stamp: Stamp {
            device_id: [1; 16],
            boot_id: [2; 16],
            session_id: [3; 16],
            wall_ms: monday().timestamp_millis(),
            tz: "America/Detroit".to_owned(),
            mono_ms: 0,
            clock_q: "ok".to_owned(),
        },
        staff_id: Some(manager().staff),
        staff_label: manager().name,
        role: "manager".to_owned(),
        action: action.to_owned(),
        category: "time".to_owned(),
        patient_id: None,
        object_id: None,
        detail: "{}".to_owned(),
        reason: None,
        outcome: "done".to_owned(),
        app_version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}

/// Twenty minutes typed in for a patient.
pub(crate) fn typed(number: usize, date: &str, start: &str) -> TypedEntry {
    TypedEntry {
        enrollment: enrolled(number),
        date: date.to_owned(),
        start: start.to_owned(),
        length: "20m".to_owned(),
        activity: "call_patient".to_owned(),
        note: String::new(),
        part_of_visit: false,
        first_pass: None,
    }
}
