//! Looking after people: one-time passwords, who is kept out and let in again, and one's own password.

use tracker::staff::StaffChange;
use tracker::{Access, Actor, Code, Warning};

use crate::common::{Clinic, PASSWORD, SIGN_IN, field, staff};

const ONE_TIME: &str = "amber tunnel kettle grove";
const OWN: &str = "nine patient otters hum";

/// Cleo, who was given a one-time password.
fn cleo(clinic: &mut Clinic, access: Access) -> Actor {
    let manager = clinic.manager.clone();
    let mut form = staff("Cleo Marchetti", "ma", access);
    (form.sign_in, form.password) = (Some("cleo".to_owned()), Some(ONE_TIME.to_owned()));
    clinic.tracker.save_staff(&manager, &form).unwrap();
    clinic.tracker.sign_in("cleo", ONE_TIME).unwrap()
}

fn opens(clinic: &mut Clinic, password: &str) -> bool {
    clinic.tracker.sign_in("cleo", password).is_ok()
}

#[test]
fn a_one_time_password_is_replaced_by_ones_own_and_then_opens_nothing() {
    let mut clinic = Clinic::new();
    let cleo = cleo(&mut clinic, Access::CareTeam);
    assert!(clinic.tracker.must_change(&cleo));
    assert!(!clinic.tracker.must_change(&clinic.manager));
    assert_eq!(field(clinic.tracker.choose_password(&cleo, ONE_TIME)), "password");
    assert_eq!(field(clinic.tracker.choose_password(&cleo, "cleo marchetti")), "password");
    clinic.tracker.choose_password(&cleo, OWN).unwrap();
    assert!(!clinic.tracker.must_change(&cleo));
    assert!(clinic.tracker.choose_password(&cleo, "seven brown herons wait").is_err(), "it is done once");
    assert!(opens(&mut clinic, OWN) && !opens(&mut clinic, ONE_TIME));
    clinic.is_sound();
}

#[test]
fn ones_own_password_is_changed_with_the_present_one() {
    let mut clinic = Clinic::new();
    let manager = clinic.manager.clone();
    let wrong = clinic.tracker.change_password(&manager, "not the present one", OWN).unwrap_err();
    assert_eq!(wrong.code(), Code::WrongPassword);
    assert_eq!(field(clinic.tracker.change_password(&manager, PASSWORD, "short")), "password");
    assert_eq!(field(clinic.tracker.change_password(&manager, PASSWORD, PASSWORD)), "password");
    clinic.tracker.change_password(&manager, PASSWORD, OWN).unwrap();
    assert!(clinic.tracker.sign_in(SIGN_IN, PASSWORD).is_err());
    clinic.tracker.sign_in(SIGN_IN, OWN).unwrap();
}

#[test]
fn the_password_asked_again_is_ones_own_and_a_wrong_one_is_counted() {
    let mut clinic = Clinic::new();
    let manager = clinic.manager.clone();
    clinic.tracker.prove(&manager, PASSWORD).unwrap();
    for _ in 0..6 {
        clinic.tracker.prove(&manager, "not the present one").unwrap_err();
    }
    assert!(
        clinic.tracker.prove(&manager, PASSWORD).unwrap_err().wait_s().is_some(),
        "the brake holds here too"
    );
}

#[test]
fn a_forgotten_password_is_replaced_by_a_one_time_one() {
    let mut clinic = Clinic::new();
    let manager = clinic.manager.clone();
    let cleo = cleo(&mut clinic, Access::CareTeam);
    clinic.tracker.choose_password(&cleo, OWN).unwrap();
    let id = cleo.staff.get();
    assert_eq!(field(clinic.tracker.give_password(&manager, id, "short")), "password");
    clinic.tracker.give_password(&manager, id, ONE_TIME).unwrap();
    assert!(!opens(&mut clinic, OWN));
    assert!(opens(&mut clinic, ONE_TIME) && clinic.tracker.must_change(&cleo));
    let nurse = clinic.nurse.staff.get();
    for (who, id) in [(&manager, manager.staff.get()), (&manager, nurse), (&cleo, id)] {
        assert!(clinic.tracker.give_password(who, id, ONE_TIME).is_err(), "oneself, no sign-in, no manager");
    }
}

#[test]
fn who_is_kept_out_is_out_at_once_and_comes_back_with_the_old_password() {
    let mut clinic = Clinic::new();
    let manager = clinic.manager.clone();
    let cleo = cleo(&mut clinic, Access::CareTeam);
    clinic.tracker.start_timer(&cleo, clinic.ana_ccm, Some("call_patient")).unwrap();
    clinic.beat_for(60);
    clinic.tracker.disable(&manager, cleo.staff.get()).unwrap();
    assert_eq!(clinic.tracker.on_record(&cleo).unwrap(), None);
    assert!(!opens(&mut clinic, ONE_TIME));
    assert_eq!(clinic.tracker.running_since(&cleo).unwrap(), None);
    assert_eq!(clinic.counted(clinic.ana, "2026-11").0, 60, "what was proven stays");
    clinic.tracker.enable(&manager, cleo.staff.get()).unwrap();
    assert!(opens(&mut clinic, ONE_TIME));
    clinic.is_sound();
}

#[test]
fn the_last_manager_is_not_kept_out_and_one_of_two_may_be() {
    let mut clinic = Clinic::new();
    let manager = clinic.manager.clone();
    let own = manager.staff.get();
    assert_eq!(field(clinic.tracker.disable(&manager, own)), "access");
    cleo(&mut clinic, Access::Manager);
    clinic.tracker.disable(&manager, own).unwrap();
}

#[test]
fn a_manager_sees_how_every_sign_in_stands_and_nobody_else_does() {
    let mut clinic = Clinic::new();
    let (manager, nurse) = (clinic.manager.clone(), clinic.nurse.clone());
    let cleo = cleo(&mut clinic, Access::CareTeam);
    for _ in 0..3 {
        assert!(!opens(&mut clinic, "not the one-time one"));
    }
    let stands = |clinic: &Clinic| {
        let people = clinic.tracker.people(&manager).unwrap();
        let person = people.into_iter().find(|person| person.row.id == cleo.staff).unwrap();
        person.sign_in.unwrap()
    };
    let sign_in = stands(&clinic);
    assert_eq!((sign_in.failures, sign_in.one_time, sign_in.locked), (3, true, false));
    clinic.tracker.release(&manager, cleo.staff.get()).unwrap();
    assert_eq!(stands(&clinic).failures, 0);
    assert_eq!(clinic.tracker.people(&nurse).err().unwrap().code(), Code::Forbidden);
}

#[test]
fn a_manager_is_warned_until_there_is_a_second_way_in() {
    let mut clinic = Clinic::new();
    let manager = clinic.manager.clone();
    assert_eq!(clinic.tracker.warnings(&manager).unwrap(), [Warning::OneWayIn]);
    assert_eq!(clinic.tracker.warnings(&clinic.nurse).unwrap(), []);
    clinic.tracker.note_recovery_proved(&manager).unwrap();
    assert_eq!(clinic.tracker.warnings(&manager).unwrap(), []);
    clinic.tracker.renew_recovery(&manager).unwrap();
    assert_eq!(clinic.tracker.warnings(&manager).unwrap(), [Warning::OneWayIn], "the new key may be lost");
    cleo(&mut clinic, Access::Manager);
    assert_eq!(clinic.tracker.warnings(&manager).unwrap(), []);
}

#[test]
fn the_screen_locks_after_one_to_fifteen_minutes_and_never_never() {
    let mut clinic = Clinic::new();
    let manager = clinic.manager.clone();
    assert_eq!(clinic.tracker.protection().unwrap().lock_minutes, 5);
    for minutes in [0, 16, 255] {
        assert_eq!(field(clinic.tracker.set_lock_minutes(&manager, minutes)), "lock_minutes");
    }
    clinic.tracker.set_lock_minutes(&manager, 1).unwrap();
    let clinic = clinic.crash_and_reopen_after(60);
    assert_eq!(clinic.tracker.protection().unwrap().lock_minutes, 1);
}

#[test]
fn somebody_hired_with_a_name_but_no_password_is_refused_as_before() {
    let mut clinic = Clinic::new();
    let manager = clinic.manager.clone();
    let form = StaffChange { sign_in: Some("cleo".to_owned()), ..staff("Cleo", "ma", Access::CareTeam) };
    assert_eq!(field(clinic.tracker.save_staff(&manager, &form)), "password");
}
