//! A staff member becomes somebody else: from a month on, and what was claimed before rests on what was.

use rules::Seconds;
use tracker::claims::Status;
use tracker::export::Order;
use tracker::staff::StaffChange;
use tracker::{Access, PatientId};

use crate::common::{Clinic, field, month, staff};

const OCTOBER: &str = "2026-10";
const NOVEMBER: &str = "2026-11";

/// Twenty minutes of the nurse in each of two months.
fn two_months() -> Clinic {
    let mut clinic = Clinic::new();
    clinic.type_in(clinic.ana_ccm, "2026-10-20", "09:00", "20m");
    clinic.type_in(clinic.ana_ccm, "2026-11-02", "08:00", "20m");
    clinic
}

/// The nurse is at the front desk, whose time does not count.
fn to_the_desk(clinic: &Clinic, from: Option<&str>) -> StaffChange {
    let on_record = clinic.tracker.staff().unwrap();
    let nurse = on_record.iter().find(|row| row.id == clinic.nurse.staff).unwrap();
    StaffChange {
        id: Some(nurse.id.get()),
        from: from.map(str::to_owned),
        sign_in: nurse.sign_in.clone(),
        ..staff(&nurse.name, "receptionist", Access::CareTeam)
    }
}

fn become_desk(clinic: &mut Clinic, from: Option<&str>) {
    let (manager, form) = (clinic.manager.clone(), to_the_desk(clinic, from));
    clinic.tracker.save_staff(&manager, &form).unwrap();
}

fn counted(clinic: &Clinic) -> [Seconds; 2] {
    [OCTOBER, NOVEMBER].map(|month| clinic.counted(clinic.ana, month))
}

#[test]
fn another_role_holds_from_its_month_and_the_months_before_keep_the_old_one() {
    let mut clinic = two_months();
    assert_eq!(counted(&clinic), [Seconds(1_200), Seconds(1_200)]);
    become_desk(&mut clinic, Some(NOVEMBER));
    assert_eq!(counted(&clinic), [Seconds(1_200), Seconds(0)]);
    // What is written of October later is judged by what the person was in October.
    clinic.type_in(clinic.ana_ccm, "2026-10-21", "09:00", "10m");
    assert_eq!(counted(&clinic), [Seconds(1_800), Seconds(0)]);
    clinic.is_sound();
}

#[test]
fn a_role_that_was_never_so_is_corrected_in_every_month() {
    let mut clinic = two_months();
    become_desk(&mut clinic, Some(NOVEMBER));
    let (manager, nurse) = (clinic.manager.clone(), clinic.nurse.staff.get());
    let back = StaffChange { id: Some(nurse), role: "rn".to_owned(), ..to_the_desk(&clinic, Some(NOVEMBER)) };
    clinic.tracker.save_staff(&manager, &back).unwrap();
    assert_eq!(counted(&clinic), [Seconds(1_200), Seconds(1_200)]);
    become_desk(&mut clinic, None);
    assert_eq!(counted(&clinic), [Seconds(0), Seconds(0)]);
    clinic.is_sound();
}

#[test]
fn from_an_earlier_month_overtakes_what_was_said_of_later_ones() {
    let mut clinic = two_months();
    become_desk(&mut clinic, Some(NOVEMBER));
    become_desk(&mut clinic, Some(OCTOBER));
    assert_eq!(
        counted(&clinic),
        [Seconds(1_200), Seconds(0)],
        "nothing is different, so nothing is dated anew"
    );
    let (manager, nurse) = (clinic.manager.clone(), clinic.nurse.staff.get());
    let physician =
        StaffChange { id: Some(nurse), role: "ma".to_owned(), ..to_the_desk(&clinic, Some(OCTOBER)) };
    clinic.tracker.save_staff(&manager, &physician).unwrap();
    assert_eq!(counted(&clinic), [Seconds(1_200), Seconds(1_200)], "a trained assistant from October on");
    clinic.is_sound();
}

#[test]
fn what_was_exported_is_not_claimed_otherwise_by_a_later_role() {
    let mut clinic = two_months();
    let biller = clinic.biller.clone();
    clinic.tracker.export_claims(&biller, month(OCTOBER), &Order::csv(), None).unwrap();
    become_desk(&mut clinic, Some(NOVEMBER));
    let ana = clinic.ana;
    assert_eq!(statuses(&mut clinic, ana), [Status::Exported]);
    clinic.is_sound();
}

fn statuses(clinic: &mut Clinic, patient: PatientId) -> Vec<Status> {
    let claims = clinic.tracker.claims(month(OCTOBER)).unwrap();
    claims.rows.iter().filter(|row| row.patient.id == patient).map(|row| row.status).collect()
}

#[test]
fn a_month_that_is_no_month_is_refused_at_its_field() {
    let mut clinic = two_months();
    let (manager, form) = (clinic.manager.clone(), to_the_desk(&clinic, Some("2026-13")));
    assert_eq!(field(clinic.tracker.save_staff(&manager, &form)), "from");
    assert_eq!(counted(&clinic), [Seconds(1_200), Seconds(1_200)]);
}
