//! Published billing scenarios, entered as their people would: patients, enrollments and typed time, then the claim lines.

use std::collections::BTreeMap;

use rules::Refusal;
use serde_json::Value;
use tracker::checklist::Item;
use tracker::claims::{Claims, Reason, Status};
use tracker::enrollments::EnrollmentChange;
use tracker::{Access, Actor, EnrollmentId, PatientId};

use crate::common::{Clinic, condition, enrollment, month, patient, staff, typed};

/// The cases that rules, command line and app are all held to.
const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/cases/seed.jsonl");

/// Code, units, date of service, cents.
type Line = (String, u64, String, i64);

fn case(name: &str) -> Value {
    let text = std::fs::read_to_string(CASES).unwrap();
    let mut cases = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    cases.find(|case| case["name"] == name).unwrap()
}

fn words(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn maybe(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

/// Enters a case on the day its claims are sent.
fn enter(case: &Value) -> Clinic {
    let mut clinic = Clinic::on(&format!("{}T17:00:00Z", words(&case["submitted_on"])));
    let manager = clinic.manager.clone();
    let people = hire(&mut clinic, case);
    let form = patient("Odette Larkspur", "C-3", case["payer"].as_str().unwrap());
    let id = clinic.tracker.save_patient(&manager, &form).unwrap();
    let accounts = enroll(&mut clinic, case, id, &people);
    for entry in case["entries"].as_array().unwrap() {
        type_in(&mut clinic, entry, &people, &accounts);
    }
    clinic
}

fn hire(clinic: &mut Clinic, case: &Value) -> BTreeMap<String, Actor> {
    let manager = clinic.manager.clone();
    let members = case["staff"].as_array().unwrap().iter();
    members
        .map(|member| {
            let name = words(&member["id"]);
            let mut form = staff(&name, member["role"].as_str().unwrap(), Access::CareTeam);
            form.team_training = maybe(&member["team_training"]);
            let staff = clinic.tracker.save_staff(&manager, &form).unwrap();
            (name.clone(), Actor { staff, name, access: Access::CareTeam })
        })
        .collect()
}

fn enroll(
    clinic: &mut Clinic,
    case: &Value,
    id: PatientId,
    people: &BTreeMap<String, Actor>,
) -> BTreeMap<String, EnrollmentId> {
    let nurse = clinic.nurse.clone();
    let items = case["patient"]["enrollments"].as_array().unwrap().iter();
    items
        .map(|item| {
            let practitioner = people[item["billing_practitioner"].as_str().unwrap()].staff.get();
            let form = EnrollmentChange {
                start: words(&item["start"]),
                conditions: icd10(item).iter().map(|code| condition(code)).collect(),
                mdm: mdm(item),
                ..enrollment(id, practitioner, item["program"].as_str().unwrap())
            };
            (words(&item["id"]), clinic.tracker.save_enrollment(&nurse, &form).unwrap())
        })
        .collect()
}

fn icd10(item: &Value) -> Vec<String> {
    item["conditions"].as_array().unwrap().iter().map(|row| words(&row["icd10"])).collect()
}

fn mdm(item: &Value) -> Vec<(String, String)> {
    let rows = item["mdm"].as_array().into_iter().flatten();
    rows.map(|row| (words(&row["month"]), words(&row["level"]))).collect()
}

fn type_in(
    clinic: &mut Clinic,
    entry: &Value,
    people: &BTreeMap<String, Actor>,
    accounts: &BTreeMap<String, EnrollmentId>,
) {
    let (start, end) = (words(&entry["start"]), words(&entry["end"]));
    let instant = |text: &str| chrono::DateTime::parse_from_rfc3339(text).unwrap();
    let seconds = (instant(&end) - instant(&start)).num_seconds();
    let account = accounts[entry["account"].as_str().unwrap()];
    let mut form = typed(account, &start[..10], &start[11..19], &format!("{seconds}s"));
    form.activity = words(&entry["activity"]);
    let actor = &people[entry["staff"].as_str().unwrap()];
    clinic.tracker.add_entry(actor, &form).unwrap();
}

fn expected(case: &Value) -> Vec<Line> {
    let accounts = case["expect"]["accounts"].as_array().unwrap().iter();
    let lines = accounts.flat_map(|account| account["lines"].as_array().unwrap());
    let mut lines: Vec<Line> = lines
        .map(|line| {
            let (units, cents) = (line["units"].as_u64().unwrap(), line["amount_cents"].as_i64().unwrap());
            (words(&line["code"]), units, words(&line["dos"]), cents)
        })
        .collect();
    lines.sort();
    lines
}

fn lines(claims: &Claims) -> Vec<Line> {
    let lines = claims.rows.iter().filter_map(|row| row.line.as_ref());
    let mut lines: Vec<Line> = lines
        .map(|line| (line.code.to_string(), u64::from(line.units), line.dos.to_string(), line.amount_cents.0))
        .collect();
    lines.sort();
    lines
}

/// Enters a case and compares its claim lines, all of them ready.
fn bills(name: &str) -> Claims {
    let case = case(name);
    let mut clinic = enter(&case);
    let claims = clinic.tracker.claims(month(case["month"].as_str().unwrap())).unwrap();
    assert_eq!(lines(&claims), expected(&case), "{name}");
    let with_line = claims.rows.iter().filter(|row| row.line.is_some());
    assert!(with_line.clone().count() > 0 && with_line.clone().all(|row| row.status == Status::Ready));
    clinic.is_sound();
    claims
}

#[test]
fn an_hour_of_complex_care_bills_99487_on_the_day_the_hour_is_full() {
    let claims = bills("S1");
    assert_eq!(claims.total(Status::Ready).0, 13_165);
}

#[test]
fn staff_and_practitioner_minutes_fold_into_99490_and_two_99439() {
    bills("S2");
}

#[test]
fn two_practices_on_one_patient_bill_once_and_the_later_one_is_told_why() {
    let claims = bills("S3");
    let refused: Vec<_> = claims.rows.iter().filter(|row| row.status == Status::Refused).collect();
    assert_eq!(refused.len(), 1);
    assert!(refused[0].reasons.contains(&Reason::Refusal(Refusal::OtherBiller)));
}

#[test]
fn coordination_without_the_patient_bills_99487_at_31_minutes_with_bcbsm() {
    bills("S4");
}

#[test]
fn a_claim_without_its_document_is_held_until_the_document_is_there() {
    let mut clinic = Clinic::new();
    let (nurse, doctor) = (clinic.nurse.clone(), clinic.doctor.staff.get());
    clinic.type_in(clinic.ana_ccm, "2026-11-02", "09:00", "20m");
    let whole = EnrollmentChange { id: Some(clinic.ana_ccm.get()), ..enrollment(clinic.ana, doctor, "ccm") };
    let without = EnrollmentChange { plan_copy_given: None, ..whole.clone() };
    clinic.tracker.save_enrollment(&nurse, &without).unwrap();
    let status = |clinic: &mut Clinic| clinic.tracker.claims(month("2026-11")).unwrap().rows[0].status;
    assert_eq!(status(&mut clinic), Status::Held);
    clinic.tracker.save_enrollment(&nurse, &whole).unwrap();
    assert_eq!(status(&mut clinic), Status::Ready);
    clinic.is_sound();
}

#[test]
fn the_designated_team_member_is_on_the_checklist_and_no_claim_waits_for_the_name() {
    let mut clinic = Clinic::new();
    let (nurse, doctor) = (clinic.nurse.clone(), clinic.doctor.staff.get());
    clinic.type_in(clinic.ana_ccm, "2026-11-02", "09:00", "20m");
    let lead = |clinic: &Clinic| {
        let month = clinic.tracker.patient_month(clinic.ana, None).unwrap();
        let checks = month.enrollments[0].checklist(&month);
        let check = checks.into_iter().find(|check| check.item == Item::Lead).unwrap();
        (check.done, check.codes, check.facts)
    };
    assert_eq!(lead(&clinic), (false, vec![], vec![]));
    assert_eq!(clinic.tracker.claims(month("2026-11")).unwrap().rows[0].status, Status::Ready);

    let named = EnrollmentChange {
        id: Some(clinic.ana_ccm.get()),
        lead: Some(nurse.staff.get()),
        ..enrollment(clinic.ana, doctor, "ccm")
    };
    clinic.tracker.save_enrollment(&nurse, &named).unwrap();
    assert_eq!(lead(&clinic), (true, vec![], vec!["Bo Lindqvist".to_owned()]));
    let nobody = EnrollmentChange { lead: Some(9_999), ..named };
    let refused = clinic.tracker.save_enrollment(&nurse, &nobody).unwrap_err();
    assert_eq!(refused.to_string(), "Choose a staff member.");
    clinic.is_sound();
}

#[test]
fn what_a_payer_does_not_ask_for_is_in_order_only_when_somebody_recorded_it() {
    let mut clinic = Clinic::new();
    let (nurse, doctor) = (clinic.nurse.clone(), clinic.doctor.staff.get());
    let kay = clinic.tracker.save_patient(&nurse, &patient("Kay Moon", "K-1", "bcbsm")).unwrap();
    let bare = EnrollmentChange {
        visit_date: None,
        visit_kind: None,
        plan_copy_given: None,
        attested: false,
        ..enrollment(kay, doctor, "complex_ccm")
    };
    let complex = clinic.tracker.save_enrollment(&nurse, &bare).unwrap();
    clinic.type_in(complex, "2026-11-02", "09:00", "35m");
    let unrecorded = |clinic: &Clinic| -> Vec<Item> {
        let month = clinic.tracker.patient_month(kay, None).unwrap();
        let checks = month.enrollments[0].checklist(&month);
        checks
            .into_iter()
            .filter(|check| !check.done && check.codes.is_empty())
            .map(|check| check.item)
            .collect()
    };
    let found = unrecorded(&clinic);
    for item in [Item::InitiatingVisit, Item::PlanCopy, Item::Attested] {
        assert!(found.contains(&item), "{item:?} is not in order, and not missing either: {found:?}");
    }
    let whole = EnrollmentChange { id: Some(complex.get()), ..enrollment(kay, doctor, "complex_ccm") };
    clinic.tracker.save_enrollment(&nurse, &whole).unwrap();
    assert!(!unrecorded(&clinic).contains(&Item::Attested));
}

#[test]
fn time_for_a_payer_without_such_care_is_listed_as_refused_with_its_reason() {
    let mut clinic = Clinic::new();
    let (nurse, doctor) = (clinic.nurse.clone(), clinic.doctor.staff.get());
    let cleo = clinic.tracker.save_patient(&nurse, &patient("Cleo Underhill", "C-9", "cigna")).unwrap();
    let ccm = clinic.tracker.save_enrollment(&nurse, &enrollment(cleo, doctor, "ccm")).unwrap();
    clinic.type_in(ccm, "2026-11-02", "09:00", "25m");
    let claims = clinic.tracker.claims(month("2026-11")).unwrap();
    let row = claims.rows.iter().find(|row| row.patient.id == cleo).unwrap();
    assert_eq!((row.status, &row.line), (Status::Refused, &None));
    assert!(row.reasons.contains(&Reason::Refusal(Refusal::Payer)), "{:?}", row.reasons);
}
