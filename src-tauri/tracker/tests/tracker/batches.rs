//! Batches: what was exported is not exported again unless it is different, and the difference is told, old and new.

use std::collections::BTreeMap;
use std::fs;

use tracker::claims::{ClaimRow, Status};
use tracker::enrollments::EnrollmentChange;
use tracker::export::{Exported, Format, Order};
use tracker::patients::PatientChange;
use tracker::sent::{Field, Kind};
use tracker::{Code, Error};

use crate::common::{Clinic, enrollment, month, patient};

/// A practice with 20 minutes on Ana, and the first batch of its November.
fn exported() -> (Clinic, Exported) {
    let mut clinic = Clinic::new();
    clinic.type_in(clinic.ana_ccm, "2026-11-02", "08:00", "20m");
    let first = export(&mut clinic, &Order::csv()).unwrap();
    (clinic, first)
}

fn export(clinic: &mut Clinic, order: &Order) -> Result<Exported, Error> {
    let biller = clinic.biller.clone();
    clinic.tracker.export_claims(&biller, month("2026-11"), order, None)
}

fn rows(clinic: &mut Clinic) -> Vec<ClaimRow> {
    clinic.tracker.claims(month("2026-11")).unwrap().rows
}

fn kinds(exported: &Exported) -> Vec<(Kind, usize)> {
    exported.kinds.iter().map(|(kind, count)| (*kind, *count)).collect()
}

/// Columns of a batch's CSV, line by line.
fn csv(exported: &Exported, wanted: &[&str]) -> Vec<Vec<String>> {
    let text = fs::read_to_string(&exported.file(Format::Csv).unwrap().path).unwrap();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
    let headings: BTreeMap<String, usize> =
        reader.headers().unwrap().iter().enumerate().map(|(at, name)| (name.to_owned(), at)).collect();
    let rows = reader.records().map(|row| row.unwrap());
    rows.map(|row| wanted.iter().map(|name| row[headings[*name]].to_owned()).collect()).collect()
}

#[test]
fn what_was_exported_is_not_exported_again_by_accident() {
    let (mut clinic, first) = exported();
    assert_eq!((first.number, kinds(&first)), (1, vec![(Kind::New, 1)]));
    assert_eq!(rows(&mut clinic)[0].status, Status::Exported);
    let refused = export(&mut clinic, &Order::csv()).unwrap_err();
    assert_eq!(refused.code(), Code::Refused);
    assert!(refused.to_string().contains("none has changed since"), "{refused}");
    assert_eq!(clinic.tracker.claims(month("2026-11")).unwrap().exports.len(), 1);
    clinic.is_sound();
}

#[test]
fn who_asks_for_all_lines_gets_them_marked_unchanged() {
    let (mut clinic, _) = exported();
    clinic.type_in(clinic.ben_ccm, "2026-11-02", "09:00", "20m");
    let all = export(&mut clinic, &Order { all: true, ..Order::csv() }).unwrap();
    assert_eq!(kinds(&all), [(Kind::New, 1), (Kind::Unchanged, 1)]);
    let lines = csv(&all, &["patient", "change", "batch", "signed"]);
    assert_eq!(lines[0], ["Ben Okafor", "new", "2", "not signed"]);
    assert_eq!(lines[1], ["Ana Lopez", "unchanged", "2", "not signed"]);
    clinic.is_sound();
}

#[test]
fn a_line_that_grew_is_exported_as_changed_with_old_and_new() {
    let (mut clinic, _) = exported();
    clinic.type_in(clinic.ana_ccm, "2026-11-02", "09:00", "20m");
    export(&mut clinic, &Order::csv()).unwrap();
    clinic.type_in(clinic.ana_ccm, "2026-11-02", "06:00", "20m");
    let addon = rows(&mut clinic).into_iter().find(|row| row.status == Status::Changed).unwrap();
    let units = addon.differences.iter().find(|one| one.field == Field::Units).unwrap();
    assert_eq!((units.old.as_str(), units.new.as_str()), ("1", "2"));
    assert_eq!(addon.sent.as_ref().map(|sent| sent.batch), Some(2));
    let base = rows(&mut clinic).into_iter().find(|row| row.status == Status::Exported).unwrap();
    assert!(base.differences.iter().all(|one| !one.field.is_claimed()), "only its proof is different");
    let third = export(&mut clinic, &Order::new(Format::TABLES)).unwrap();
    assert_eq!(kinds(&third), [(Kind::Changed, 1)]);
    assert_eq!(csv(&third, &["code", "units", "change"]), [["99439", "2", "changed"]]);
    clinic.is_sound();
}

#[test]
fn a_line_that_is_no_more_is_withdrawn_once_and_is_new_when_it_comes_back() {
    let (mut clinic, _) = exported();
    let nurse = clinic.nurse.clone();
    let entry =
        clinic.tracker.patient_month(clinic.ana, Some(month("2026-11"))).unwrap().entries[0].version.row.id;
    clinic.tracker.void_entry(&nurse, entry, "it was Ben").unwrap();
    let gone = rows(&mut clinic);
    assert_eq!((gone.len(), gone[0].status, gone[0].line.is_none()), (1, Status::Changed, true));
    let second = export(&mut clinic, &Order::csv()).unwrap();
    assert_eq!(kinds(&second), [(Kind::Withdrawn, 1)]);
    let line = csv(&second, &["code", "units", "amount_estimate", "change"]);
    assert_eq!(line, [["99490", "0", "0.00", "withdrawn"]]);
    assert_eq!(export(&mut clinic, &Order::csv()).unwrap_err().code(), Code::Refused);
    clinic.type_in(clinic.ana_ccm, "2026-11-02", "07:00", "20m");
    assert_eq!(kinds(&export(&mut clinic, &Order::csv()).unwrap()), [(Kind::New, 1)]);
    clinic.is_sound();
}

#[test]
fn an_exported_line_that_is_held_since_is_in_no_batch_and_says_that_it_was_sent() {
    let (mut clinic, _) = exported();
    let (nurse, doctor) = (clinic.nurse.clone(), clinic.doctor.staff.get());
    let held = EnrollmentChange {
        id: Some(clinic.ana_ccm.get()),
        plan_copy_given: None,
        ..enrollment(clinic.ana, doctor, "ccm")
    };
    clinic.tracker.save_enrollment(&nurse, &held).unwrap();
    let row = rows(&mut clinic).remove(0);
    assert_eq!((row.status, row.sent.map(|sent| sent.batch)), (Status::Held, Some(1)));
    assert_eq!(export(&mut clinic, &Order { all: true, ..Order::csv() }).unwrap_err().code(), Code::Refused);
}

#[test]
fn another_payer_is_a_difference() {
    let (mut clinic, _) = exported();
    let nurse = clinic.nurse.clone();
    let moved = PatientChange { id: Some(clinic.ana.get()), ..patient("Ana Lopez", "A-1", "priority") };
    clinic.tracker.save_patient(&nurse, &moved).unwrap();
    let row = rows(&mut clinic).remove(0);
    let payer = row.differences.iter().find(|one| one.field == Field::Payer);
    assert_eq!(payer.map(|one| (one.old.as_str(), one.new.as_str())), Some(("medicare", "priority")));
}

#[test]
fn a_batch_has_a_file_of_each_format_and_a_page_that_vouches_for_all_of_them() {
    let mut clinic = Clinic::new();
    clinic.type_in(clinic.ana_ccm, "2026-11-02", "08:00", "20m");
    let made = export(&mut clinic, &Order::new(Format::TABLES)).unwrap();
    let biller = clinic.biller.staff;
    assert_eq!(clinic.tracker.export_formats(biller).unwrap(), [Format::Csv, Format::Pdf, Format::Xlsx]);
    let proof = made.files[0].path.with_extension("proof.txt");
    let proof = fs::read_to_string(proof).unwrap();
    for file in &made.files {
        let name = file.path.file_name().unwrap().to_string_lossy().into_owned();
        assert!(proof.contains(&format!("{}  {name}", file.sha256)), "{proof}");
    }
    let batch = clinic.tracker.claims(month("2026-11")).unwrap().exports.remove(0);
    assert_eq!(batch.files.len(), 3);
    assert!(fs::read(&made.file(Format::Pdf).unwrap().path).unwrap().starts_with(b"%PDF-1.7"));
    clinic.is_sound();
}

#[test]
fn where_one_file_cannot_be_written_none_is_left_and_nothing_is_on_record() {
    let mut clinic = Clinic::new();
    clinic.type_in(clinic.ana_ccm, "2026-11-02", "08:00", "20m");
    let biller = clinic.biller.clone();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("november.csv");
    fs::write(folder.path().join("november.pdf"), "theirs").unwrap();
    let order = Order::new(Format::TABLES);
    let failed = clinic.tracker.export_claims(&biller, month("2026-11"), &order, Some(&file)).unwrap_err();
    assert_eq!(failed.code(), Code::Internal);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "only what was there");
    assert!(clinic.tracker.claims(month("2026-11")).unwrap().exports.is_empty());
    assert_eq!(rows(&mut clinic)[0].status, Status::Ready);
}
