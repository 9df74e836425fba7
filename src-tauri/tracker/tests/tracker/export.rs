//! The claim file: what is in it, what is not, and who may make it.

use std::fs;

use tracker::enrollments::{ConditionChange, EnrollmentChange};
use tracker::export::Order;
use tracker::{Code, EnrollmentId};

use crate::common::{Clinic, enrollment, month, patient};

/// A further patient with twenty minutes on the Monday; gives the enrollment.
pub(crate) fn worked_on(clinic: &mut Clinic, name: &str, start: &str) -> EnrollmentId {
    let (nurse, doctor) = (clinic.nurse.clone(), clinic.doctor.staff.get());
    let id = clinic.tracker.save_patient(&nurse, &patient(name, name, "medicare")).unwrap();
    let form = enrollment(id, doctor, "ccm");
    let ccm = clinic.tracker.save_enrollment(&nurse, &form).unwrap();
    clinic.type_in(ccm, "2026-11-02", start, "20m");
    ccm
}

#[test]
fn the_file_is_safe_to_open_in_a_spreadsheet() {
    let mut clinic = Clinic::new();
    let biller = clinic.biller.clone();
    worked_on(&mut clinic, "=cmd|x", "08:00");
    let exported = clinic.tracker.export_claims(&biller, month("2026-11"), &Order::csv(), None).unwrap();
    let text = String::from_utf8(fs::read(&exported.files[0].path).unwrap()).unwrap();
    let lines: Vec<_> = text.split_inclusive('\n').collect();
    assert!(text.starts_with('\u{FEFF}'));
    assert_eq!(lines.len(), 2);
    assert!(lines.iter().all(|line| line.ends_with("\r\n")));
    assert!(lines[1].contains(",'=cmd|x,'=cmd|x,1950-03-07,"), "{}", lines[1]);
    assert!(
        lines[1].contains(",2026-11-02,2026-11-02,11,99490,,1,I50.22,E11.9,,,,,,,,,,,66.13,20:00,"),
        "{}",
        lines[1]
    );
}

#[test]
fn every_diagnosis_a_claim_form_has_room_for_is_in_the_file() {
    let mut clinic = Clinic::new();
    let (nurse, biller, doctor) = (clinic.nurse.clone(), clinic.biller.clone(), clinic.doctor.staff.get());
    clinic.type_in(clinic.ana_ccm, "2026-11-02", "09:00", "20m");
    let form = enrollment(clinic.ana, doctor, "ccm");
    let more = ["N18.4", "J44.9", "F32.1"].map(|code| ConditionChange {
        icd10: Some(code.to_owned()),
        label: code.to_owned(),
        expected_months: None,
        high_risk: true,
    });
    let conditions = [form.conditions.as_slice(), &more].concat();
    let form = EnrollmentChange { id: Some(clinic.ana_ccm.get()), conditions, ..form };
    clinic.tracker.save_enrollment(&nurse, &form).unwrap();
    let exported = clinic.tracker.export_claims(&biller, month("2026-11"), &Order::csv(), None).unwrap();
    let text = fs::read_to_string(&exported.files[0].path).unwrap();
    assert!(text.contains(",I50.22,E11.9,N18.4,J44.9,F32.1,,,,,,,,66.13,"), "{text}");
}

#[test]
fn a_held_line_is_left_out() {
    let mut clinic = Clinic::new();
    let (nurse, biller, doctor) = (clinic.nurse.clone(), clinic.biller.clone(), clinic.doctor.staff.get());
    worked_on(&mut clinic, "Philippa Wren", "08:00");
    clinic.type_in(clinic.ana_ccm, "2026-11-02", "09:00", "20m");
    let held = EnrollmentChange {
        id: Some(clinic.ana_ccm.get()),
        plan_copy_given: None,
        ..enrollment(clinic.ana, doctor, "ccm")
    };
    clinic.tracker.save_enrollment(&nurse, &held).unwrap();
    let exported = clinic.tracker.export_claims(&biller, month("2026-11"), &Order::csv(), None).unwrap();
    let text = fs::read_to_string(&exported.files[0].path).unwrap();
    assert_eq!(exported.rows, 1);
    assert!(text.contains("Philippa Wren") && !text.contains("Ana Lopez"));
}

#[test]
fn a_second_export_has_its_own_number_and_leaves_the_first_alone() {
    let mut clinic = Clinic::new();
    let biller = clinic.biller.clone();
    worked_on(&mut clinic, "Philippa Wren", "08:00");
    let first = clinic.tracker.export_claims(&biller, month("2026-11"), &Order::csv(), None).unwrap();
    let bytes = fs::read(&first.files[0].path).unwrap();
    worked_on(&mut clinic, "Kenji Moss", "09:00");
    let second = clinic.tracker.export_claims(&biller, month("2026-11"), &Order::csv(), None).unwrap();
    assert_ne!((first.id, &first.files[0].path), (second.id, &second.files[0].path));
    assert_eq!((first.rows, second.rows), (1, 1), "a line that was exported is not exported again");
    assert_eq!(fs::read(&first.files[0].path).unwrap(), bytes);
    assert_eq!(clinic.tracker.claims(month("2026-11")).unwrap().exports.len(), 2);
}

#[test]
fn a_file_of_another_practice_in_the_folder_is_neither_overwritten_nor_in_the_way() {
    let mut clinic = Clinic::new();
    let biller = clinic.biller.clone();
    worked_on(&mut clinic, "Philippa Wren", "08:00");
    let folder = tempfile::tempdir().unwrap();
    let theirs = folder.path().join("caretally-claims-2026-11-01.csv");
    fs::write(&theirs, "theirs").unwrap();
    let ours =
        clinic.tracker.export_claims(&biller, month("2026-11"), &Order::csv(), Some(folder.path())).unwrap();
    assert_ne!(ours.files[0].path, theirs);
    assert_eq!(fs::read_to_string(&theirs).unwrap(), "theirs");
}

#[test]
fn a_biller_exports_and_a_nurse_does_not() {
    let mut clinic = Clinic::new();
    let (nurse, biller) = (clinic.nurse.clone(), clinic.biller.clone());
    worked_on(&mut clinic, "Philippa Wren", "08:00");
    let refused = clinic.tracker.export_claims(&nurse, month("2026-11"), &Order::csv(), None).unwrap_err();
    assert_eq!(refused.code(), Code::Forbidden);
    assert!(!clinic.dir.path().join("exports").exists(), "nothing was written");
    clinic.tracker.export_claims(&biller, month("2026-11"), &Order::csv(), None).unwrap();
}

#[test]
fn a_month_with_nothing_ready_makes_no_file() {
    let mut clinic = Clinic::new();
    let biller = clinic.biller.clone();
    let refused = clinic.tracker.export_claims(&biller, month("2026-11"), &Order::csv(), None).unwrap_err();
    assert_eq!(refused.code(), Code::Refused);
    assert!(!clinic.dir.path().join("exports").exists());
}

#[test]
fn a_folder_that_cannot_be_written_leaves_no_export_on_record() {
    let mut clinic = Clinic::new();
    let biller = clinic.biller.clone();
    worked_on(&mut clinic, "Philippa Wren", "08:00");
    let file = clinic.dir.path().join("a file");
    fs::write(&file, "").unwrap();
    let failed =
        clinic.tracker.export_claims(&biller, month("2026-11"), &Order::csv(), Some(&file)).unwrap_err();
    assert_eq!(failed.code(), Code::Internal);
    assert!(clinic.tracker.claims(month("2026-11")).unwrap().exports.is_empty());
}
