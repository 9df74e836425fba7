//! Exports sealed with a password: nothing of them lies about unsealed, and what is in the ZIP is what would have been written.

use std::io::{Cursor, Read};
use std::path::Path;

use tracker::claims::Account;
use tracker::export::{Format, Order};
use tracker::record::Filter;
use zip::ZipArchive;

use crate::common::{Clinic, field, month};

const SEAL: &str = "four herons, 2 lamps";

/// A file in a ZIP, by how its name ends.
fn unsealed(zip: &Path, end: &str) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(std::fs::read(zip).unwrap())).unwrap();
    let names: Vec<_> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let name = names.into_iter().find(|name| name.ends_with(end)).unwrap();
    let mut bytes = Vec::new();
    archive.by_name_decrypt(&name, SEAL.as_bytes()).unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}

fn names(folder: &Path) -> Vec<String> {
    let found = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<_> =
        found.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn worked() -> Clinic {
    let mut clinic = Clinic::new();
    clinic.type_in(clinic.ana_ccm, "2026-11-02", "07:00", "20m");
    clinic
}

#[test]
fn a_sealed_batch_is_one_file_with_all_of_it_and_the_next_one_has_nothing_left() {
    let mut clinic = worked();
    let (biller, folder) = (clinic.biller.clone(), tempfile::tempdir().unwrap());
    let order = Order::new([Format::Csv, Format::Pdf]);
    let made = clinic
        .tracker
        .sealing(Some(SEAL), |tracker| {
            tracker.export_claims(&biller, month("2026-11"), &order, Some(folder.path()))
        })
        .unwrap();
    assert_eq!(names(folder.path()), ["caretally-claims-2026-11-01.zip"], "nothing lies beside it");
    let zip = made.sealed.unwrap();
    let csv = String::from_utf8(unsealed(&zip, ".csv")).unwrap();
    assert!(csv.contains("Ana Lopez") && csv.contains(",99490,"), "{csv}");
    assert!(unsealed(&zip, ".pdf").starts_with(b"%PDF-1.7"));
    let proof = String::from_utf8(unsealed(&zip, "proof.txt")).unwrap();
    assert!(made.files.iter().all(|file| proof.contains(&file.sha256)), "it vouches for what is inside");
    let again = clinic.tracker.export_claims(&biller, month("2026-11"), &order, Some(folder.path()));
    assert!(again.is_err(), "its lines are exported");
    // The next batch is not sealed unless somebody asks for it.
    let all = Order { all: true, ..order };
    clinic.tracker.export_claims(&biller, month("2026-11"), &all, Some(folder.path())).unwrap();
    assert!(names(folder.path()).iter().any(|name| name.ends_with(".csv")));
    clinic.is_sound();
}

#[test]
fn packets_totals_and_the_audit_are_sealed_too_and_never_take_the_name_of_another_file() {
    let mut clinic = worked();
    let (manager, account) = (clinic.manager.clone(), Account::Enrollment(clinic.ana_ccm));
    let plain = clinic.tracker.audit_packet(&manager, month("2026-11"), account).unwrap();
    let sealed = clinic
        .tracker
        .sealing(Some(SEAL), |tracker| tracker.audit_packet(&manager, month("2026-11"), account))
        .unwrap();
    assert_eq!(sealed.path.extension().unwrap(), "zip");
    assert_ne!(sealed.path.with_extension("pdf"), plain.path);
    assert!(unsealed(&sealed.path, ".pdf").starts_with(b"%PDF-1.7"));
    let audit = clinic
        .tracker
        .sealing(Some(SEAL), |tracker| tracker.export_audit(&manager, &Filter::default(), None))
        .unwrap();
    let csv = String::from_utf8(unsealed(&audit.file, ".csv")).unwrap();
    assert!(csv.lines().count() > audit.rows && csv.contains("audit_packet"), "{csv}");
    clinic.is_sound();
}

#[test]
fn a_password_that_would_be_guessed_or_read_otherwise_seals_nothing() {
    let mut clinic = worked();
    let (biller, folder) = (clinic.biller.clone(), tempfile::tempdir().unwrap());
    for weak in ["short", "passwordpassword", "Grüße aus dem Wald, sieben"] {
        let refused = clinic.tracker.sealing(Some(weak), |tracker| {
            tracker.export_claims(&biller, month("2026-11"), &Order::csv(), Some(folder.path()))
        });
        assert_eq!(field(refused), "seal", "{weak}");
    }
    assert_eq!(names(folder.path()), [""; 0]);
    clinic.is_sound();
}
