//! The audit packet of a claim and the totals of a month: what is in them, who may have them, and the same bytes twice.

use std::fs;

use tracker::claims::Account;
use tracker::entries::Correction;
use tracker::papers::totals::Totals;
use tracker::{Code, EnrollmentId};

use crate::common::{Clinic, month};

/// A month with a corrected entry, a voided one and one that counts.
fn worked() -> Clinic {
    let mut clinic = Clinic::new();
    let nurse = clinic.nurse.clone();
    clinic.type_in(clinic.ana_ccm, "2026-11-02", "07:00", "20m");
    let wrong = clinic.type_in(clinic.ana_ccm, "2026-11-02", "08:00", "9m");
    let correction = Correction {
        entry: wrong,
        date: "2026-11-02".to_owned(),
        start: "08:00".to_owned(),
        end: "08:08".to_owned(),
        activity: "call_patient".to_owned(),
        note: "a note that is nobody else's business".to_owned(),
        part_of_visit: false,
        reason: "call ended earlier".to_owned(),
        first_pass: None,
    };
    clinic.tracker.correct_entry(&nurse, &correction).unwrap();
    let twice = clinic.type_in(clinic.ana_ccm, "2026-11-02", "09:00", "5m");
    clinic.tracker.void_entry(&nurse, twice, "typed twice").unwrap();
    clinic
}

#[test]
fn a_packet_is_a_sound_file_that_is_never_overwritten_and_on_record() {
    let mut clinic = worked();
    let biller = clinic.biller.clone();
    let account = Account::Enrollment(clinic.ana_ccm);
    let first = clinic.tracker.audit_packet(&biller, month("2026-11"), account).unwrap();
    let second = clinic.tracker.audit_packet(&biller, month("2026-11"), account).unwrap();
    assert_ne!(first.path, second.path);
    let name = first.path.file_name().unwrap().to_string_lossy().into_owned();
    assert_eq!(name, format!("caretally-packet-2026-11-{}-01.pdf", account.id()), "it names no patient");
    assert!(fs::read(&first.path).unwrap().starts_with(b"%PDF-1.7"));
    clinic.is_sound();
}

#[test]
fn the_same_record_gives_the_same_packet_to_the_byte() {
    let clinic = worked();
    let account = Account::Enrollment(clinic.ana_ccm);
    let packet = || clinic.tracker.packet(month("2026-11"), account).unwrap();
    assert_eq!(packet(), packet());
}

#[test]
fn who_may_not_export_gets_no_packet_and_no_totals_and_nothing_is_written() {
    let mut clinic = worked();
    let nurse = clinic.nurse.clone();
    let account = Account::Enrollment(clinic.ana_ccm);
    let refused = clinic.tracker.audit_packet(&nurse, month("2026-11"), account).unwrap_err();
    assert_eq!(refused.code(), Code::Forbidden);
    let refused = clinic.tracker.claims_report(&nurse, month("2026-11"), Totals::Staff).unwrap_err();
    assert_eq!(refused.code(), Code::Forbidden);
    assert!(!clinic.dir.path().join("exports").exists());
}

#[test]
fn a_packet_of_nothing_is_refused() {
    let mut clinic = worked();
    let biller = clinic.biller.clone();
    let nobody = Account::Enrollment(EnrollmentId(999));
    let refused = clinic.tracker.audit_packet(&biller, month("2026-11"), nobody).unwrap_err();
    assert_eq!(refused.code(), Code::NotFound);
}

#[test]
fn totals_are_made_of_a_month_with_and_without_work() {
    let mut clinic = worked();
    let biller = clinic.biller.clone();
    for totals in [Totals::Practitioners, Totals::Staff] {
        for of in ["2026-11", "2026-09"] {
            let paper = clinic.tracker.claims_report(&biller, month(of), totals).unwrap();
            assert!(fs::read(&paper.path).unwrap().starts_with(b"%PDF-1.7"), "{totals:?} {of}");
        }
    }
    clinic.is_sound();
}
