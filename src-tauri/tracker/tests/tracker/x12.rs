//! Claims for a clearinghouse: what they say, and what they lack, which is said before.

use std::fs;
use std::path::Path;

use tracker::claims::{ClaimRow, Status};
use tracker::export::{Exported, Format, Order};
use tracker::patients::PatientChange;
use tracker::staff::StaffChange;
use tracker::x12::{BillingRow, Check, Filing, Lack, PayerRow, Subscriber};
use tracker::{Access, Code, Error, PatientId};

use crate::common::{Clinic, field, month, patient, staff};

fn practice() -> BillingRow {
    let text = str::to_owned;
    BillingRow {
        name: text("Maple Street Clinic"),
        npi: text("1000000004"),
        tax_id: text("00-0000000"),
        street: text("1 Maple St"),
        city: text("Alba"),
        state: text("mi"),
        zip: text("49999-0001"),
        contact: text("Rosalind Pike"),
        phone: text("(313) 555-0142"),
        submitter_id: text("maple"),
    }
}

pub(crate) fn ana() -> Subscriber {
    let text = str::to_owned;
    Subscriber {
        member_id: text("1EG4-TE5-MK73"),
        street: text("2 Dapple Ct"),
        city: text("Alba"),
        state: text("MI"),
        zip: text("49999"),
        cards: Vec::new(),
    }
}

pub(crate) fn subscribe(clinic: &mut Clinic, payer: &str, subscriber: Subscriber) {
    let (nurse, id) = (clinic.nurse.clone(), Some(clinic.ana.get()));
    let form = PatientChange { id, subscriber: Some(subscriber), ..patient("Ana Lopez", "A-1", payer) };
    clinic.tracker.save_patient(&nurse, &form).unwrap();
}

pub(crate) fn subscribe_ben(clinic: &mut Clinic) {
    let manager = clinic.manager.clone();
    let ben = PatientChange {
        id: Some(clinic.ben.get()),
        subscriber: Some(Subscriber { member_id: "B2".to_owned(), ..ana() }),
        ..patient("Ben Okafor", "B-2", "medicare")
    };
    clinic.tracker.save_patient(&manager, &ben).unwrap();
}

pub(crate) fn name_payer(clinic: &mut Clinic, payer: &str, corrections: bool) {
    let manager = clinic.manager.clone();
    let row = clinic.tracker.billing().unwrap().payers.into_iter().find(|row| row.payer == payer).unwrap();
    let row = PayerRow { payer_id: format!("{payer}1"), corrections, ..row };
    clinic.tracker.save_payer(&manager, &row).unwrap();
}

/// A practice that has said everything, with 20 minutes on Ana.
pub(crate) fn ready() -> Clinic {
    let mut clinic = Clinic::new();
    let (manager, doctor) = (clinic.manager.clone(), clinic.doctor.staff.get());
    clinic.tracker.save_billing(&manager, &practice()).unwrap();
    let form = StaffChange {
        id: Some(doctor),
        npi: Some("1000000012".to_owned()),
        ..staff("Ida Marsh", "physician", Access::Practitioner)
    };
    clinic.tracker.save_staff(&manager, &form).unwrap();
    name_payer(&mut clinic, "medicare", true);
    subscribe(&mut clinic, "medicare", ana());
    clinic.type_in(clinic.ana_ccm, "2026-11-02", "08:00", "20m");
    clinic
}

pub(crate) fn x12() -> Order {
    Order::new([Format::X12])
}

pub(crate) fn export(clinic: &mut Clinic, order: &Order) -> Result<Exported, Error> {
    let biller = clinic.biller.clone();
    let made = clinic.tracker.export_claims(&biller, month("2026-11"), order, None);
    if let (Some(dir), Ok(made)) = (std::env::var_os("X12_DIR"), &made) {
        keep(Path::new(&dir), made);
    }
    made
}

/// For `make x12`, which asks another program about them.
fn keep(dir: &Path, made: &Exported) {
    for file in made.files.iter().filter(|file| file.format == Format::X12) {
        fs::copy(&file.path, dir.join(format!("test-{}.x12", &file.sha256[..12]))).unwrap();
    }
}

pub(crate) fn check(clinic: &mut Clinic, order: &Order) -> Check {
    let biller = clinic.biller.clone();
    clinic.tracker.x12_check(&biller, month("2026-11"), order).unwrap()
}

/// Of a patient's lines.
pub(crate) fn statuses(clinic: &mut Clinic, patient: PatientId) -> Vec<Status> {
    let claims = clinic.tracker.claims(month("2026-11")).unwrap();
    claims.rows.iter().filter(|row| row.patient.id == patient).map(|row| row.status).collect()
}

/// Segments of a batch's only X12 file that begin so.
pub(crate) fn segments(exported: &Exported, wanted: &[&str]) -> Vec<String> {
    let text = fs::read_to_string(&exported.file(Format::X12).unwrap().path).unwrap();
    let segments = text.split_terminator("~\n");
    let is = |segment: &&str| wanted.contains(&segment.split('*').next().unwrap_or_default());
    segments.filter(is).map(str::to_owned).collect()
}

#[test]
fn a_practice_that_has_not_said_how_it_bills_gets_every_other_kind_of_file() {
    let mut clinic = Clinic::new();
    clinic.type_in(clinic.ana_ccm, "2026-11-02", "08:00", "20m");
    assert!(!check(&mut clinic, &x12()).ready);
    let refused = export(&mut clinic, &Order::new(Format::ALL)).unwrap_err();
    assert_eq!(refused.code(), Code::Refused);
    assert!(refused.to_string().contains("Settings"), "{refused}");
    assert!(clinic.tracker.claims(month("2026-11")).unwrap().exports.is_empty());
    assert_eq!(export(&mut clinic, &Order::new(Format::TABLES)).unwrap().files.len(), 3);
}

#[test]
fn what_a_claim_lacks_is_said_before_and_the_others_go_out() {
    let mut clinic = ready();
    let ben_id = clinic.ben;
    clinic.type_in(clinic.ben_ccm, "2026-11-02", "09:00", "20m");
    let seen = check(&mut clinic, &x12());
    assert_eq!(seen.claims["medicare"], 1);
    let [out] = seen.left_out.as_slice() else { panic!("Ben's claim and no other") };
    assert_eq!((out.patient, &*out.claim), (clinic.ben, "A2-202611-1"));
    assert_eq!(out.lacks, [Lack::MemberId, Lack::Address]);

    let made = export(&mut clinic, &Order::new([Format::Csv, Format::X12])).unwrap();
    assert_eq!((made.rows, made.left_out.len()), (2, 1));
    let csv = fs::read_to_string(&made.file(Format::Csv).unwrap().path).unwrap();
    assert!(csv.contains("Ana Lopez") && csv.contains("Ben Okafor"));
    let file = &made.file(Format::X12).unwrap().path;
    assert!(
        file.to_string_lossy().ends_with("caretally-claims-2026-11-01.medicare.x12"),
        "{}",
        file.display()
    );
    let proof = file.with_file_name("caretally-claims-2026-11-01.proof.txt");
    let proof = fs::read_to_string(proof).unwrap();
    assert!(proof.contains("claim A2-202611-1, which lacks member_id, address"), "{proof}");
    assert!(proof.contains("do not\nopen them in one"), "{proof}");
    let unfiled = |clinic: &mut Clinic| -> Vec<PatientId> {
        let rows = clinic.tracker.claims(month("2026-11")).unwrap().rows;
        let is = |row: &&ClaimRow| row.sent.as_ref().is_some_and(|sent| sent.filing == Filing::LeftOut);
        rows.iter().filter(is).map(|row| row.patient.id).collect()
    };
    assert_eq!(unfiled(&mut clinic), [ben_id], "its row says that no clearinghouse knows of it");

    // Who is complete since is in the next file with all lines, and Ana is not sent twice.
    subscribe_ben(&mut clinic);
    let again = export(&mut clinic, &Order { all: true, ..x12() }).unwrap();
    let claims = segments(&again, &["NM1", "CLM"]);
    assert!(claims.iter().any(|segment| segment.starts_with("CLM*A2-202611-1*")), "{claims:?}");
    assert!(!claims.iter().any(|segment| segment.contains("LOPEZ")), "{claims:?}");
    assert_eq!(unfiled(&mut clinic), []);
    clinic.is_sound();
}

#[test]
fn a_claim_that_is_in_no_file_was_not_exported() {
    let mut clinic = ready();
    let (ana_id, ben_id) = (clinic.ana, clinic.ben);
    clinic.type_in(clinic.ben_ccm, "2026-11-02", "09:00", "20m");
    let made = export(&mut clinic, &x12()).unwrap();
    assert_eq!((made.rows, made.left_out.len()), (1, 1), "Ben's claim lacks a card");
    assert_eq!(statuses(&mut clinic, ana_id), [Status::Exported]);
    assert_eq!(statuses(&mut clinic, ben_id), [Status::Ready]);
    let csv = export(&mut clinic, &Order::csv()).unwrap();
    let csv = fs::read_to_string(&csv.file(Format::Csv).unwrap().path).unwrap();
    assert!(csv.contains("Ben Okafor") && !csv.contains("Ana Lopez"), "{csv}");
    clinic.is_sound();
}

#[test]
fn a_claim_says_what_the_lines_say_and_who_did_the_work() {
    let mut clinic = ready();
    let made = export(&mut clinic, &x12()).unwrap();
    let told = segments(&made, &["ISA", "NM1", "CLM", "SV1", "DTP", "REF", "SBR", "DMG"]);
    let wanted = [
        "ISA*00*          *00*          *ZZ*MAPLE          *ZZ*MEDICARE1      *261102*1000*^*00501*261100100*0*P*:",
        "NM1*41*2*MAPLE STREET CLINIC*****46*MAPLE",
        "NM1*40*2*MEDICARE*****46*MEDICARE1",
        "NM1*85*2*MAPLE STREET CLINIC*****XX*1000000004",
        "REF*EI*000000000",
        "SBR*P*18*******MB",
        "NM1*IL*1*LOPEZ*ANA****MI*1EG4TE5MK73",
        "DMG*D8*19500307*F",
        "NM1*PR*2*MEDICARE*****PI*MEDICARE1",
        "CLM*A1-202611-1*66.13***11:B:1*Y*A*Y*Y",
        "NM1*82*1*MARSH*IDA****XX*1000000012",
        "SV1*HC:99490*66.13*UN*1***1:2",
        "DTP*472*D8*20261102",
        "REF*6R*99490-1",
    ];
    assert_eq!(told, wanted);
}

#[test]
fn what_is_typed_wrong_is_said_at_its_field() {
    let mut clinic = Clinic::new();
    let manager = clinic.manager.clone();
    type Slip = fn(&mut BillingRow);
    let wrong: [(&str, Slip); 8] = [
        ("npi", |form| form.npi = "1000000005".to_owned()),
        ("tax_id", |form| form.tax_id = "12-345".to_owned()),
        ("zip", |form| form.zip = "49999".to_owned()),
        ("state", |form| form.state = "Michigan".to_owned()),
        ("street", |form| form.street = "PO Box 7".to_owned()),
        ("phone", |form| form.phone = "555-0142".to_owned()),
        ("name", |form| form.name = "诊所".to_owned()),
        ("submitter_id", |form| form.submitter_id = "A*B".to_owned()),
    ];
    for (name, change) in wrong {
        let mut form = practice();
        change(&mut form);
        assert_eq!(field(clinic.tracker.save_billing(&manager, &form)), name);
    }
    let nurse = clinic.nurse.clone();
    assert_eq!(clinic.tracker.save_billing(&nurse, &practice()).unwrap_err().code(), Code::Forbidden);
    assert!(clinic.tracker.billing().unwrap().practice.is_none());
    let form = PatientChange {
        id: Some(clinic.ana.get()),
        subscriber: Some(Subscriber { zip: "4999".to_owned(), ..ana() }),
        ..patient("Ana Lopez", "A-1", "medicare")
    };
    assert_eq!(field(clinic.tracker.save_patient(&nurse, &form)), "zip");
}
