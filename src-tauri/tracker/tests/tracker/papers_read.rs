//! What a reader of the papers must find in them, in this order: patient, month, code, minutes, the end of the record.
//!
//! With `PAPERS_DIR` the files are left there, each with a list of what must be read in it, for `tools/papers.sh` to read them
//! as another program does.

use std::fs;
use std::path::{Path, PathBuf};

use tracker::billed_elsewhere::NewBilledElsewhere;
use tracker::claims::Account;
use tracker::export::{Format, Order};
use tracker::knobs::KnobChange;
use tracker::papers::totals::Totals;
use tracker::{EnrollmentId, PatientId};

use crate::common::{Clinic, enrollment, month, patient};

const NOVEMBER: &str = "2026-11";

/// Names in scripts that run the other way, with emoji, and longer than their column.
const NAMES: [(&str, &str); 4] = [
    ("אורלי לוי", "H-1"),
    ("مريم الحداد", "A-2"),
    ("Żaneta O’Neil 👵", "E-3"),
    ("Wilhelmina Featherstonehaugh-Cholmondeley de la Vega", "L-4"),
];

/// Everybody has twenty minutes, one after the other.
fn worked() -> (Clinic, Vec<(PatientId, EnrollmentId)>) {
    let mut clinic = Clinic::on("2026-11-20T22:00:00Z");
    let (nurse, doctor) = (clinic.nurse.clone(), clinic.doctor.staff.get());
    let mut people = Vec::new();
    for ((name, mrn), hour) in NAMES.iter().zip(9..) {
        let id = clinic.tracker.save_patient(&nurse, &patient(name, mrn, "medicare")).unwrap();
        let ccm = clinic.tracker.save_enrollment(&nurse, &enrollment(id, doctor, "ccm")).unwrap();
        clinic.type_in(ccm, "2026-11-05", &format!("{hour}:00"), "20");
        people.push((id, ccm));
        let billed = NewBilledElsewhere {
            patient: id,
            code: "99495".to_owned(),
            date: "2026-11-03".to_owned(),
            known_by: "remittance".to_owned(),
        };
        clinic.tracker.note_billed_elsewhere(&nurse, &billed).unwrap();
    }
    let attempts = KnobChange { key: "attempts".to_owned(), value: "count".to_owned() };
    let manager = clinic.manager.clone();
    clinic.tracker.save_rules(&manager, &[attempts]).unwrap();
    (clinic, people)
}

/// Keeps a paper with what must be found in it.
fn keep(folder: &Path, name: &str, paper: &[u8], wanted: &[&str]) {
    assert!(paper.starts_with(b"%PDF-1.7"), "{name}");
    fs::write(folder.join(format!("{name}.pdf")), paper).unwrap();
    fs::write(folder.join(format!("{name}.wanted")), wanted.join("\n") + "\n").unwrap();
}

#[test]
fn the_papers_of_a_month_have_its_patients_in_any_script_and_a_packet_is_the_same_twice() {
    let (mut clinic, people) = worked();
    let biller = clinic.biller.clone();
    let kept = tempfile::tempdir().unwrap();
    let folder = std::env::var_os("PAPERS_DIR").map_or_else(|| kept.path().to_owned(), PathBuf::from);

    for ((name, mrn), (_, ccm)) in NAMES.iter().zip(&people) {
        let paper = clinic.tracker.packet(month(NOVEMBER), Account::Enrollment(*ccm)).unwrap();
        assert_eq!(clinic.tracker.packet(month(NOVEMBER), Account::Enrollment(*ccm)).unwrap(), paper);
        let (event, hash) = clinic.tracker.head().unwrap();
        let record = format!("event {event} with hash {hash}");
        let title = "Audit packet: CCM, November 2026";
        let mut wanted = vec![title, name, mrn, "Medicare", "99490", "11/05/2026", "66.13", "20:00"];
        // What another practice bills, where the record ended, and the one decision that is not as shipped.
        wanted.extend(["99495", "11/03/2026", "remittance", &record, "attempts count exclude"]);
        keep(&folder, &format!("packet-{mrn}"), &paper, &wanted);
    }

    let (event, hash) = clinic.tracker.head().unwrap();
    let record = format!("event {event}, hash {hash}");
    let order = Order::new([Format::Pdf]);
    let made = clinic.tracker.export_claims(&biller, month(NOVEMBER), &order, Some(kept.path())).unwrap();
    let mut wanted = vec!["Claim batch 1, November 2026", record.as_str(), "Medicare"];
    // The first line of a name that is longer than its column; lines are in the order of names.
    let first = [NAMES[3].1, NAMES[2].1, NAMES[0].1, NAMES[1].1];
    for mrn in first {
        let name = NAMES.iter().find(|known| known.1 == mrn).unwrap().0;
        let name = if mrn == "L-4" { "Wilhelmina" } else { name };
        wanted.extend([name, mrn, "99490", "11/05/2026", "20:00", "66.13"]);
    }
    keep(&folder, "summary", &fs::read(&made.file(Format::Pdf).unwrap().path).unwrap(), &wanted);

    for (totals, name) in [(Totals::Practitioners, "practitioners"), (Totals::Staff, "staff")] {
        let (event, hash) = clinic.tracker.head().unwrap();
        let record = format!("event {event}, hash {hash}");
        let paper = clinic.tracker.claims_report(&biller, month(NOVEMBER), totals).unwrap();
        let mut wanted = vec!["November 2026"];
        match totals {
            Totals::Practitioners => {
                wanted.extend(["Ida Marsh", "$264.52"]);
                first.iter().for_each(|mrn| wanted.extend([mrn, "99490", "11/05/2026", "66.13"]));
            }
            Totals::Staff => wanted.extend(["Bo Lindqvist", "80:00"]),
        }
        wanted.push(&record);
        keep(&folder, name, &fs::read(&paper.path).unwrap(), &wanted);
    }
    clinic.is_sound();
}

#[test]
fn a_claim_for_a_whole_month_says_from_which_day_to_which() {
    let (mut clinic, _) = worked();
    // Before the month is over nobody claims all of it.
    clinic.clock.set("2026-12-02T15:00:00Z".parse().unwrap());
    let (manager, biller) = (clinic.manager.clone(), clinic.biller.clone());
    let whole = KnobChange { key: "dos_policy".to_owned(), value: "from_to_month".to_owned() };
    clinic.tracker.save_rules(&manager, &[whole]).unwrap();
    let kept = tempfile::tempdir().unwrap();
    let folder = std::env::var_os("PAPERS_DIR").map_or_else(|| kept.path().to_owned(), PathBuf::from);
    let wanted = ["99490", "11/01 to 11/30/2026", "66.13"];
    let order = Order::new([Format::Pdf]);
    let made = clinic.tracker.export_claims(&biller, month(NOVEMBER), &order, Some(kept.path())).unwrap();
    keep(&folder, "summary-span", &fs::read(&made.file(Format::Pdf).unwrap().path).unwrap(), &wanted);
    let paper = clinic.tracker.claims_report(&biller, month(NOVEMBER), Totals::Practitioners).unwrap();
    keep(&folder, "practitioners-span", &fs::read(&paper.path).unwrap(), &wanted);
}
