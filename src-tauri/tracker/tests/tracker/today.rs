//! The worklist: who stands where, who is on which care team, and what a patient's months came to.

use tracker::enrollments::EnrollmentChange;
use tracker::export::Order;
use tracker::patients::PatientChange;
use tracker::{Access, Actor};

use crate::common::{Clinic, enrollment, field, month, patient};

#[test]
fn of_two_that_are_worth_the_same_who_can_be_called_now_stands_first() {
    let mut clinic = Clinic::new();
    let (nurse, doctor) = (clinic.nurse.clone(), clinic.doctor.staff.get());
    // Ten in the morning: one window is about to close, one is not open yet, and Ana and Ben can be called any time.
    for (name, window) in [("Adam Later", "after 2 PM"), ("Zoe Closing", "before 11 AM")] {
        let form = PatientChange { call_window: window.to_owned(), ..patient(name, name, "medicare") };
        let id = clinic.tracker.save_patient(&nurse, &form).unwrap();
        clinic.tracker.save_enrollment(&nurse, &enrollment(id, doctor, "ccm")).unwrap();
    }
    let today = clinic.tracker.today().unwrap();
    let names: Vec<_> = today.rows.iter().map(|row| row.row.patient_name.as_str()).collect();
    assert_eq!(names, ["Zoe Closing", "Ana Lopez", "Ben Okafor", "Adam Later"]);
}

#[test]
fn care_teams_come_with_the_list_and_only_of_patients_who_are_seen() {
    let mut clinic = Clinic::new();
    let (manager, nurse, doctor) = (clinic.manager.clone(), clinic.nurse.clone(), clinic.doctor.clone());
    clinic.tracker.save_care_team(&manager, clinic.ana, &[nurse.staff, doctor.staff]).unwrap();
    let today = clinic.tracker.open_today(&nurse).unwrap();
    assert_eq!(today.teams[&clinic.ana], [nurse.staff, doctor.staff]);
    assert_eq!(today.people.len(), 2);
}

#[test]
fn what_a_consent_explained_is_kept_in_order_and_nothing_else_is_taken() {
    let mut clinic = Clinic::new();
    let (ana, nurse, doctor) = (clinic.ana, clinic.nurse.clone(), clinic.doctor.staff.get());
    let topics = |topics: &[&str]| EnrollmentChange {
        id: Some(clinic.ana_ccm.get()),
        consent_topics: topics.iter().map(|topic| (*topic).to_owned()).collect(),
        ..enrollment(ana, doctor, "ccm")
    };
    let form = topics(&["right_to_stop", "cost_sharing"]);
    clinic.tracker.save_enrollment(&nurse, &form).unwrap();
    let kept = clinic.tracker.patient_month(ana, None).unwrap().enrollments[0].row.consent_topics.clone();
    assert_eq!(kept, "cost_sharing right_to_stop");
    assert_eq!(field(clinic.tracker.save_enrollment(&nurse, &topics(&["weather"]))), "consent_topics");
}

#[test]
fn a_patients_claim_history_has_every_month_with_lines_newest_first_and_whether_it_was_exported() {
    let mut clinic = Clinic::new();
    let (ana, biller) = (clinic.ana, clinic.biller.clone());
    clinic.type_in(clinic.ana_ccm, "2026-10-05", "09:00", "20m");
    clinic.type_in(clinic.ana_ccm, "2026-09-07", "09:00", "40m");
    clinic.type_in(clinic.ana_ccm, "2026-08-03", "09:00", "5m");
    clinic.type_in(clinic.ben_ccm, "2026-10-05", "10:00", "20m");
    let nurse = clinic.nurse.clone();
    let held = EnrollmentChange {
        id: Some(clinic.ana_ccm.get()),
        plan_copy_given: None,
        ..enrollment(ana, clinic.doctor.staff.get(), "ccm")
    };
    let whole = EnrollmentChange { plan_copy_given: Some("2026-01-05".to_owned()), ..held.clone() };
    clinic.tracker.export_claims(&biller, month("2026-09"), &Order::csv(), None).unwrap();
    // October goes without Ana, whose line is held.
    clinic.tracker.save_enrollment(&nurse, &held).unwrap();
    clinic.tracker.export_claims(&biller, month("2026-10"), &Order::csv(), None).unwrap();
    clinic.tracker.save_enrollment(&nurse, &whole).unwrap();
    let past = clinic.tracker.open_claim_history(&nurse, ana).unwrap();
    let told: Vec<_> =
        past.iter().map(|past| (past.month.to_string(), past.lines.len(), past.exported.is_some())).collect();
    // Five minutes of August earned nothing.
    assert_eq!(told, [("2026-10".to_owned(), 1, false), ("2026-09".to_owned(), 2, true)]);
    assert!(clinic.tracker.open_claim_history(&biller, ana).is_err());
    let stranger = Actor { access: Access::Auditor, ..biller };
    assert_eq!(clinic.tracker.open_claim_history(&stranger, ana).unwrap().len(), 2);
}
