//! Who may sign in, under which name, and with which password.

use store::StaffId;
use tracker::staff::StaffChange;
use tracker::{Access, Code};

use crate::common::{Clinic, PASSWORD, SIGN_IN, field, staff};

const OTHER_PASSWORD: &str = "nine patient otters hum";

/// A medical assistant who signs in as `cleo`.
fn cleo(clinic: &mut Clinic) -> (StaffId, StaffChange) {
    let manager = clinic.manager.clone();
    let mut form = staff("Cleo Marchetti", "ma", Access::CareTeam);
    form.sign_in = Some("cleo".to_owned());
    assert_eq!(field(clinic.tracker.save_staff(&manager, &form)), "password");
    form.password = Some(PASSWORD.to_owned());
    let id = clinic.tracker.save_staff(&manager, &form).unwrap();
    (id, StaffChange { id: Some(id.get()), password: None, ..form })
}

fn signs_in(clinic: &mut Clinic, name: &str, password: &str) -> bool {
    match clinic.tracker.sign_in(name, password) {
        Ok(_) => true,
        Err(error) => {
            assert_eq!(error.code(), Code::WrongPassword);
            false
        }
    }
}

#[test]
fn who_no_longer_works_here_does_not_sign_in_and_may_come_back_with_the_old_password() {
    let mut clinic = Clinic::new();
    let manager = clinic.manager.clone();
    let (id, form) = cleo(&mut clinic);
    assert_eq!(clinic.tracker.sign_in("Cleo", PASSWORD).unwrap().staff, id);
    let gone = StaffChange { active: false, ..form.clone() };
    clinic.tracker.save_staff(&manager, &gone).unwrap();
    assert!(!signs_in(&mut clinic, "cleo", PASSWORD));
    assert_eq!(clinic.tracker.sign_ins(), [SIGN_IN]);
    clinic.tracker.save_staff(&manager, &form).unwrap();
    assert!(signs_in(&mut clinic, "cleo", PASSWORD));
}

#[test]
fn another_sign_in_name_needs_a_password_and_the_old_name_opens_nothing() {
    let mut clinic = Clinic::new();
    let manager = clinic.manager.clone();
    let (_, form) = cleo(&mut clinic);
    let renamed = StaffChange { sign_in: Some("cleopatra".to_owned()), ..form };
    assert_eq!(field(clinic.tracker.save_staff(&manager, &renamed)), "password");
    assert!(signs_in(&mut clinic, "cleo", PASSWORD), "a refused change changes nothing");
    let renamed = StaffChange { password: Some(OTHER_PASSWORD.to_owned()), ..renamed };
    clinic.tracker.save_staff(&manager, &renamed).unwrap();
    assert!(signs_in(&mut clinic, "cleopatra", OTHER_PASSWORD));
    assert!(!signs_in(&mut clinic, "cleo", PASSWORD));
    assert!(!signs_in(&mut clinic, "cleo", OTHER_PASSWORD));
}

#[test]
fn a_sign_in_that_was_taken_away_does_not_come_back_under_its_old_name() {
    let mut clinic = Clinic::new();
    let manager = clinic.manager.clone();
    let (_, form) = cleo(&mut clinic);
    let without = StaffChange { sign_in: None, ..form.clone() };
    clinic.tracker.save_staff(&manager, &without).unwrap();
    assert!(!signs_in(&mut clinic, "cleo", PASSWORD));
    let renamed = StaffChange { sign_in: Some("cleopatra".to_owned()), ..form };
    assert_eq!(field(clinic.tracker.save_staff(&manager, &renamed)), "password");
    assert!(!signs_in(&mut clinic, "cleo", PASSWORD));
    let renamed = StaffChange { password: Some(OTHER_PASSWORD.to_owned()), ..renamed };
    clinic.tracker.save_staff(&manager, &renamed).unwrap();
    assert!(signs_in(&mut clinic, "cleopatra", OTHER_PASSWORD));
    assert!(!signs_in(&mut clinic, "cleo", PASSWORD));
}

#[test]
fn the_last_manager_who_can_sign_in_stays_one() {
    let mut clinic = Clinic::new();
    let manager = clinic.manager.clone();
    let whole = StaffChange {
        id: Some(manager.staff.get()),
        sign_in: Some(SIGN_IN.to_owned()),
        ..staff("Tamsin Reyes", "rn", Access::Manager)
    };
    let demoted = StaffChange { access: Access::CareTeam.slug().to_owned(), ..whole.clone() };
    let gone = StaffChange { active: false, ..whole.clone() };
    let locked_out = StaffChange { sign_in: None, ..whole };
    for form in [demoted, gone, locked_out] {
        assert_eq!(field(clinic.tracker.save_staff(&manager, &form)), "access");
    }
    assert!(signs_in(&mut clinic, SIGN_IN, PASSWORD));
}

#[test]
fn two_people_do_not_share_a_sign_in_name() {
    let mut clinic = Clinic::new();
    let manager = clinic.manager.clone();
    let (_, form) = cleo(&mut clinic);
    let second = StaffChange {
        id: None,
        name: "Cleo Abara".to_owned(),
        sign_in: Some("CLEO".to_owned()),
        password: Some(OTHER_PASSWORD.to_owned()),
        ..form
    };
    assert_eq!(clinic.tracker.save_staff(&manager, &second).unwrap_err().code(), Code::Refused);
    assert!(signs_in(&mut clinic, "cleo", PASSWORD));
}
