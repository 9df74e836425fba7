//! A payer, a practitioner, a diagnosis and the place of service are of months: what was claimed before a change rests on what was.

use tracker::claims::{ClaimRow, Status};
use tracker::enrollments::{ConditionChange, EnrollmentChange};
use tracker::export::{Format, Order};
use tracker::patients::PatientChange;
use tracker::practice::PracticeChange;
use tracker::staff::StaffChange;
use tracker::{Access, Code, PatientId};

use crate::common::{Clinic, enrollment, field, month, patient, staff};

const OCTOBER: &str = "2026-10";
const NOVEMBER: &str = "2026-11";

/// Twenty minutes in each of two months; the first is exported.
fn two_months() -> Clinic {
    let mut clinic = Clinic::new();
    clinic.type_in(clinic.ana_ccm, "2026-10-20", "09:00", "20m");
    clinic.type_in(clinic.ana_ccm, "2026-11-02", "08:00", "20m");
    let biller = clinic.biller.clone();
    clinic.tracker.export_claims(&biller, month(OCTOBER), &Order::csv(), None).unwrap();
    clinic
}

fn rows(clinic: &mut Clinic, of: &str) -> Vec<ClaimRow> {
    clinic.tracker.claims(month(of)).unwrap().rows
}

/// The only line of each month: its status, who pays, and what it rests on.
fn lines(clinic: &mut Clinic) -> [(Status, String, i64, String); 2] {
    [OCTOBER, NOVEMBER].map(|of| {
        let rows = rows(clinic, of);
        let [row] = rows.as_slice() else { panic!("{} lines in {of}", rows.len()) };
        let (payer, billed_by) = (row.patient.payer.clone(), row.practitioner.get());
        (row.status, payer, billed_by, row.diagnoses.join(" "))
    })
}

fn pays(clinic: &mut Clinic, payer: &str, from: Option<&str>) {
    let (nurse, id) = (clinic.nurse.clone(), Some(clinic.ana.get()));
    let form = PatientChange { id, from: from.map(str::to_owned), ..patient("Ana Lopez", "A-1", payer) };
    clinic.tracker.save_patient(&nurse, &form).unwrap();
}

#[test]
fn another_payer_pays_from_its_month_on_and_what_was_claimed_stays_the_old_ones() {
    let mut clinic = two_months();
    let doctor = clinic.doctor.staff.get();
    let of = |payer: &str| payer.to_owned();
    pays(&mut clinic, "priority", Some(NOVEMBER));
    let told = lines(&mut clinic);
    assert_eq!((told[0].0, &told[0].1), (Status::Exported, &of("medicare")));
    assert_eq!((told[1].0, &told[1].1, told[1].2), (Status::Ready, &of("priority"), doctor));
    let biller = clinic.biller.clone();
    let again = clinic.tracker.export_claims(&biller, month(OCTOBER), &Order::csv(), None).unwrap_err();
    assert_eq!(again.code(), Code::Refused, "nothing of October is new");
    let made = clinic.tracker.export_claims(&biller, month(NOVEMBER), &Order::csv(), None).unwrap();
    let csv = std::fs::read_to_string(&made.file(Format::Csv).unwrap().path).unwrap();
    assert!(csv.contains("priority") && !csv.contains("medicare"), "{csv}");
    clinic.is_sound();
}

#[test]
fn a_payer_that_was_never_so_is_corrected_in_every_month() {
    let mut clinic = two_months();
    pays(&mut clinic, "priority", Some(NOVEMBER));
    pays(&mut clinic, "bcbsm", None);
    let told = lines(&mut clinic);
    assert_eq!(
        (told[0].0, &*told[0].1),
        (Status::Changed, "medicare"),
        "taken back from who was asked to pay"
    );
    assert_eq!(&*told[1].1, "bcbsm");
    clinic.is_sound();
}

#[test]
fn a_locked_month_stands_in_the_way_of_no_later_payer_and_of_one_that_would_change_it() {
    let mut clinic = two_months();
    let manager = clinic.manager.clone();
    clinic.tracker.close_month(&manager, month(OCTOBER), "as it is").unwrap();
    pays(&mut clinic, "priority", Some(NOVEMBER));
    assert_eq!(&*lines(&mut clinic)[1].1, "priority");
    clinic.is_sound();
}

fn changed(clinic: &Clinic, from: Option<&str>) -> EnrollmentChange {
    let form = enrollment(clinic.ana, clinic.doctor.staff.get(), "ccm");
    EnrollmentChange { id: Some(clinic.ana_ccm.get()), from: from.map(str::to_owned), ..form }
}

fn save(clinic: &mut Clinic, form: &EnrollmentChange) {
    let nurse = clinic.nurse.clone();
    clinic.tracker.save_enrollment(&nurse, form).unwrap();
}

#[test]
fn another_practitioner_bills_from_a_month_on() {
    let mut clinic = two_months();
    let (manager, old) = (clinic.manager.clone(), clinic.doctor.staff.get());
    let form = StaffChange {
        npi: Some("1000000012".to_owned()),
        ..staff("Noor Haddad", "np", Access::Practitioner)
    };
    let new = clinic.tracker.save_staff(&manager, &form).unwrap().get();
    let form = EnrollmentChange { practitioner: new, ..changed(&clinic, Some(NOVEMBER)) };
    save(&mut clinic, &form);
    let told = lines(&mut clinic);
    assert_eq!(
        [(told[0].0, told[0].2), (told[1].0, told[1].2)],
        [(Status::Exported, old), (Status::Ready, new)]
    );
    let reviewed = [OCTOBER, NOVEMBER].map(|of| {
        let rows = clinic.tracker.review(month(of)).unwrap().rows;
        rows.iter().flat_map(|row| &row.practitioners).map(|id| id.get()).collect::<Vec<_>>()
    });
    assert_eq!(reviewed, [vec![old], vec![new]], "each looks through what is billed under them");
    // Without a month it was always so.
    let form = EnrollmentChange { practitioner: new, ..changed(&clinic, None) };
    let back = EnrollmentChange { practitioner: old, ..form.clone() };
    save(&mut clinic, &back);
    save(&mut clinic, &form);
    let told = lines(&mut clinic);
    assert_eq!(
        [(told[0].0, told[0].2), (told[1].0, told[1].2)],
        [(Status::Changed, new), (Status::Ready, new)]
    );
    clinic.is_sound();
}

#[test]
fn a_code_that_cannot_be_read_is_refused_at_its_row() {
    let mut clinic = two_months();
    let nurse = clinic.nurse.clone();
    let mut form = changed(&clinic, None);
    form.conditions[1].icd10 = Some("diabetes".to_owned());
    assert_eq!(field(clinic.tracker.save_enrollment(&nurse, &form)), "conditions.1");
}

#[test]
fn a_diagnosis_that_comes_later_is_on_no_claim_of_before() {
    let mut clinic = two_months();
    let old = lines(&mut clinic)[0].3.clone();
    let form = changed(&clinic, Some(NOVEMBER));
    let kidneys = ConditionChange {
        icd10: Some("N18.4".to_owned()),
        label: "Kidney disease".to_owned(),
        expected_months: None,
        high_risk: true,
    };
    let more = EnrollmentChange { conditions: [form.conditions.clone(), vec![kidneys]].concat(), ..form };
    save(&mut clinic, &more);
    let told = lines(&mut clinic);
    assert_eq!((told[0].0, &told[0].3), (Status::Exported, &old));
    assert_eq!(told[1].3, format!("{old} N18.4"));
    // What is signed and proven of October is as it was, too.
    let account = rows(&mut clinic, OCTOBER)[0].account;
    let october = clinic.tracker.patient_month(clinic.ana, Some(month(OCTOBER))).unwrap();
    assert_eq!(october.enrollments[0].held.len() + 1, october.enrollments[0].conditions.len());
    clinic.tracker.packet(month(OCTOBER), account).unwrap();
    clinic.is_sound();
}

#[test]
fn another_place_of_service_is_on_no_line_of_an_exported_month() {
    let mut clinic = two_months();
    let manager = clinic.manager.clone();
    let form = PracticeChange {
        name: "Juniper Hollow".to_owned(),
        time_zone: "America/Detroit".to_owned(),
        place: "facility".to_owned(),
        assigned_only: false,
    };
    clinic.tracker.save_practice(&manager, &form).unwrap();
    assert_eq!(rows(&mut clinic, OCTOBER)[0].status, Status::Exported);
    let biller = clinic.biller.clone();
    clinic.tracker.export_claims(&biller, month(NOVEMBER), &Order::csv(), None).unwrap();
    let sent = |clinic: &mut Clinic, of| rows(clinic, of)[0].sent.clone().unwrap().line.place;
    assert_eq!([sent(&mut clinic, OCTOBER), sent(&mut clinic, NOVEMBER)], ["11", "22"]);
    clinic.is_sound();
}

#[test]
fn a_month_that_is_no_month_is_refused_at_its_field() {
    let mut clinic = two_months();
    let nurse = clinic.nurse.clone();
    let ana: PatientId = clinic.ana;
    let form = PatientChange {
        id: Some(ana.get()),
        from: Some("soon".to_owned()),
        ..patient("Ana Lopez", "A-1", "priority")
    };
    assert_eq!(field(clinic.tracker.save_patient(&nurse, &form)), "from");
    assert_eq!(&*lines(&mut clinic)[1].1, "medicare");
}

#[test]
fn what_lists_and_pictures_say_of_a_past_month_is_of_who_paid_and_billed_then() {
    let mut clinic = two_months();
    let (manager, old) = (clinic.manager.clone(), clinic.doctor.staff);
    let new = staff("Noor Haddad", "np", Access::Practitioner);
    let new = clinic.tracker.save_staff(&manager, &new).unwrap();
    // Medicare's next step from thirty minutes is at forty; BCBSM's second band begins with the 31st minute.
    clinic.type_in(clinic.ana_ccm, "2026-10-21", "09:00", "12m");
    let stranded = |clinic: &mut Clinic, of: &str| {
        let rows = clinic.tracker.insights(month(of)).unwrap().stranded;
        rows.into_iter().map(|row| (row.stranded.0, row.practitioner)).collect::<Vec<_>>()
    };
    assert_eq!(stranded(&mut clinic, OCTOBER), [(12 * 60, old)]);
    let form = EnrollmentChange { practitioner: new.get(), ..changed(&clinic, Some(NOVEMBER)) };
    save(&mut clinic, &form);
    pays(&mut clinic, "bcbsm", Some(NOVEMBER));
    assert_eq!(stranded(&mut clinic, OCTOBER), [(12 * 60, old)]);
    // What is said of next month is not yet so on today's list.
    pays(&mut clinic, "cigna", Some("2026-12"));
    let nurse = clinic.nurse.clone();
    let today = clinic.tracker.open_today(&nurse).unwrap();
    let row = today.rows.iter().find(|row| row.row.account.patient_id == clinic.ana).unwrap();
    assert_eq!((row.row.payer.as_str(), row.row.practitioner_name.as_str()), ("bcbsm", "Noor Haddad"));
    assert_eq!(clinic.tracker.find_patients("Ana Lopez").unwrap()[0].row.payer, "bcbsm");
}
