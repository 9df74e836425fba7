//! The rules know the years 2000 to 2099: no day outside of them may reach what is kept of a month.

use tracker::enrollments::EnrollmentChange;
use tracker::patients::PatientChange;
use tracker::staff::StaffChange;
use tracker::tcm::EpisodeChange;
use tracker::{Access, Code};

use crate::common::{Clinic, enrollment, field, month, patient, staff, typed};

/// What reads or makes again every month that is kept still does.
fn every_month_can_be_read(clinic: &mut Clinic) {
    let manager = clinic.manager.clone();
    let trained = StaffChange {
        id: Some(clinic.nurse.staff.get()),
        team_training: None,
        ..staff("Bo Lindqvist", "rn", Access::CareTeam)
    };
    clinic.tracker.save_staff(&manager, &trained).unwrap();
    clinic.tracker.claims(month("2026-03")).unwrap();
    clinic.tracker.claims(month("2026-11")).unwrap();
    clinic.is_sound();
}

#[test]
fn time_of_another_century_is_refused_at_its_field() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    for date in ["1999-12-31", "1900-01-01"] {
        let refused = clinic.tracker.add_entry(&nurse, &typed(clinic.ana_ccm, date, "09:00", "20m"));
        assert_eq!(field(refused), "date");
    }
    every_month_can_be_read(&mut clinic);
}

#[test]
fn a_discharge_of_another_century_is_refused_at_its_field() {
    let mut clinic = Clinic::new();
    let (nurse, doctor) = (clinic.nurse.clone(), clinic.doctor.staff.get());
    let discharge = EpisodeChange {
        patient: clinic.ana.get(),
        practitioner: doctor,
        discharge_date: "1990-10-30".to_owned(),
        discharge_time: "14:20".to_owned(),
        from: "inpatient_acute".to_owned(),
        to: "home".to_owned(),
        report: true,
        ..EpisodeChange::default()
    };
    assert_eq!(field(clinic.tracker.save_episode(&nurse, &discharge)), "discharge_date");
    every_month_can_be_read(&mut clinic);
}

#[test]
fn documents_of_another_century_are_refused_at_their_field() {
    let mut clinic = Clinic::new();
    let (nurse, doctor) = (clinic.nurse.clone(), clinic.doctor.staff.get());
    let old = || Some("1998-06-03".to_owned());
    // It ended, so that nothing is made again when it is saved.
    let ended =
        EnrollmentChange { end: Some("2026-04-30".to_owned()), ..enrollment(clinic.ben, doctor, "pcm") };
    let consent = EnrollmentChange { consent_given: old(), ..ended.clone() };
    assert_eq!(field(clinic.tracker.save_enrollment(&nurse, &consent)), "consent_given");
    let revoked = EnrollmentChange { consent_revoked: old(), ..ended };
    assert_eq!(field(clinic.tracker.save_enrollment(&nurse, &revoked)), "consent_revoked");
    every_month_can_be_read(&mut clinic);
}

#[test]
fn people_may_be_born_in_another_century() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    let born = |date: &str| PatientChange {
        birth_date: date.to_owned(),
        ..patient("Nneka Wren", "N-1", "medicare")
    };
    assert_eq!(field(clinic.tracker.save_patient(&nurse, &born("1899-12-31"))), "birth_date");
    clinic.tracker.save_patient(&nurse, &born("1921-03-07")).unwrap();
}

#[test]
fn under_a_clock_that_fell_back_to_1970_no_timer_starts_and_nothing_is_kept_that_cannot_be_read() {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    let now = tracker::Clock::now(&*clinic.clock);
    clinic.clock.set("1970-01-01T00:01:00Z".parse().unwrap());
    let refused = clinic.tracker.start_timer(&nurse, clinic.ana_ccm, Some("call_patient")).err().unwrap();
    assert_eq!(refused.code(), Code::Refused);
    assert!(clinic.tracker.running(&nurse).unwrap().is_none());
    clinic.clock.set(now);
    every_month_can_be_read(&mut clinic);
}
