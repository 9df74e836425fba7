//! What was signed names its payer, who bills it and what for: where that changes it is signed anew, and not where it is locked.

use tracker::enrollments::EnrollmentChange;
use tracker::patients::PatientChange;
use tracker::review::Standing;
use tracker::tcm::EpisodeChange;
use tracker::{Access, Code};

use crate::common::{Clinic, at, enrollment, month, patient, staff};
use crate::review::{DECEMBER, clinic};
use crate::tcm_faq::{contact, friday, visit};

#[test]
fn a_claim_that_goes_to_another_payer_was_not_signed_even_where_both_judge_alike() {
    let mut clinic = clinic();
    let manager = clinic.manager.clone();
    clinic.sign(clinic.ana).unwrap();
    let mut patient = patient("Ana Lopez", "A-1", "priority");
    patient.id = Some(clinic.ana.get());
    clinic.tracker.save_patient(&manager, &patient).unwrap();
    assert_eq!(clinic.standing(clinic.ana), Standing::Changed);
    let said = clinic.said(clinic.ana);
    assert!(said.contains("Another payer is asked to pay."), "{said}");
}

#[test]
fn a_signed_visit_after_a_discharge_that_another_practitioner_bills_is_signed_anew() {
    let mut clinic = Clinic::on("2026-11-20T22:00:00Z");
    let nurse = clinic.nurse.clone();
    let form = friday(&clinic, clinic.ana);
    let episode = clinic.goes_home(&form);
    let edited = EpisodeChange { id: Some(episode.get()), ..form };
    clinic.tracker.log_contact(&nurse, &contact(episode, "2026-11-09", "10:00", true)).unwrap();
    clinic.tracker.log_visit(&nurse, &visit(episode, "2026-11-12", "high")).unwrap();
    clinic.clock.set(at(DECEMBER));
    clinic.sign(clinic.ana).unwrap();
    let saved = EpisodeChange {
        visit_date: Some("2026-11-12".to_owned()),
        mdm: Some("high".to_owned()),
        med_rec: Some("2026-11-12".to_owned()),
        ..edited
    };
    clinic.tracker.save_episode(&nurse, &saved).unwrap();
    assert_eq!(clinic.standing(clinic.ana), Standing::Signed, "the same again changes nothing");
    let coded = EpisodeChange { diagnoses: "I50.22 N18.4".to_owned(), ..saved.clone() };
    clinic.tracker.save_episode(&nurse, &coded).unwrap();
    let said = clinic.said(clinic.ana);
    assert!(said.starts_with("TCM: diagnoses I50.22 N18.4, were "), "{said}");
    clinic.tracker.save_episode(&nurse, &saved).unwrap();
    clinic.sign(clinic.ana).unwrap();
    let manager = clinic.manager.clone();
    let other = staff("Marisol Trent", "np", Access::Practitioner);
    let other = clinic.tracker.save_staff(&manager, &other).unwrap();
    let given = EpisodeChange { practitioner: other.get(), ..saved };
    clinic.tracker.save_episode(&nurse, &given).unwrap();
    assert_eq!(clinic.standing(clinic.ana), Standing::Changed);
    let said = clinic.said(clinic.ana);
    assert!(said.contains("TCM: another practitioner bills it."), "{said}");
}

#[test]
fn a_locked_month_keeps_who_pays_and_what_was_signed_of_who_bills_it_and_for_what() {
    let mut clinic = clinic();
    let manager = clinic.manager.clone();
    let other = staff("Marisol Trent", "np", Access::Practitioner);
    let other = clinic.tracker.save_staff(&manager, &other).unwrap().get();
    clinic.sign(clinic.ana).unwrap();
    clinic.lock();
    let same = EnrollmentChange {
        id: Some(clinic.ana_ccm.get()),
        ..enrollment(clinic.ana, clinic.doctor.staff.get(), "ccm")
    };
    let mut coded = same.clone();
    coded.conditions[0].icd10 = Some("N18.4".to_owned());
    let given = EnrollmentChange { practitioner: other, ..same.clone() };
    for change in [&coded, &given] {
        let refused = clinic.tracker.save_enrollment(&manager, change).unwrap_err();
        assert!(refused.to_string().contains("November 2026 is closed and locked"), "{refused}");
    }
    let ana = PatientChange { id: Some(clinic.ana.get()), ..patient("Ana Lopez", "A-1", "priority") };
    assert_eq!(clinic.tracker.save_patient(&manager, &ana).unwrap_err().code(), Code::Refused);
    assert_eq!(clinic.standing(clinic.ana), Standing::Signed);
    // From the next month on is no change of this one.
    let from = Some("2026-12".to_owned());
    let given = EnrollmentChange { from: from.clone(), ..given };
    clinic.tracker.save_enrollment(&manager, &given).unwrap();
    clinic.tracker.save_patient(&manager, &PatientChange { from, ..ana }).unwrap();
    assert_eq!(clinic.standing(clinic.ana), Standing::Signed);
    let shown = clinic.tracker.patient_month(clinic.ana, Some(month("2026-11"))).unwrap();
    assert_eq!((&*shown.payer, shown.enrollments[0].practitioner), ("medicare", clinic.doctor.staff));
    clinic.is_sound();
}

#[test]
fn a_signed_month_of_which_nothing_is_left_is_for_who_signed_it() {
    let mut clinic = clinic();
    clinic.sign(clinic.ben).unwrap();
    let (nurse, ben, november) = (clinic.nurse.clone(), clinic.ben, month("2026-11"));
    for entry in clinic.tracker.patient_month(ben, Some(november)).unwrap().entries {
        clinic.tracker.void_entry(&nurse, entry.version.row.id, "it was Ana").unwrap();
    }
    let rows = clinic.tracker.review(november).unwrap().rows;
    let row = rows.iter().find(|row| row.patient.id == ben).unwrap();
    assert_eq!((row.standing, row.practitioners.as_slice()), (Standing::Changed, &[clinic.doctor.staff][..]));
}
