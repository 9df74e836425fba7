//! Codes of an authenticator app besides the password: asked, used once, braked, given up, and asked of everybody.

use std::sync::Arc;

use totp_rs::{Builder, Secret};
use tracker::{Access, Actor, Code, Error, Home, ManualClock};

use crate::common::{Clinic, MONDAY, PASSWORD, SIGN_IN, at, staff};

const OWN: &str = "nine patient otters hum";

/// What the app on the phone shows at this moment.
fn shown(secret: &str, now: i64) -> String {
    let secret = Secret::try_from_base32(secret).unwrap();
    let totp = Builder::new().with_secret(secret).build().unwrap();
    totp.generate(now.unsigned_abs()).to_string()
}

/// The manager sets up an app; gives its secret.
fn set_up(clinic: &mut Clinic) -> String {
    let manager = clinic.manager.clone();
    let offer = clinic.tracker.offer_code(&manager).unwrap();
    let secret = offer.secret.to_string();
    let code = shown(&secret, clinic.tracker.now().timestamp());
    clinic.tracker.add_code(&manager, &secret, &code).unwrap();
    secret
}

fn sign_in(clinic: &mut Clinic, code: Option<&str>) -> Result<Actor, Error> {
    clinic.tracker.sign_in_with_code(SIGN_IN, PASSWORD, code)
}

#[test]
fn the_code_is_asked_besides_the_password_and_opens_once() {
    let mut clinic = Clinic::new();
    let secret = set_up(&mut clinic);
    clinic.clock.advance(60);
    assert!(matches!(sign_in(&mut clinic, None), Err(Error::CodeNeeded)));
    let code = shown(&secret, clinic.tracker.now().timestamp());
    let spaced = format!(" {} {}", &code[..3], &code[3..]);
    assert_eq!(sign_in(&mut clinic, Some(&spaced)).unwrap(), clinic.manager);
    let again = sign_in(&mut clinic, Some(&code)).unwrap_err();
    assert_eq!((again.code(), again.at_field()), (Code::WrongPassword, Some("code")), "somebody read it off");
    clinic.clock.advance(30);
    let next = shown(&secret, clinic.tracker.now().timestamp());
    sign_in(&mut clinic, Some(&next)).unwrap();
    clinic.is_sound();
}

#[test]
fn a_closed_vault_asks_for_it_too_and_the_clock_of_the_phone_may_be_half_a_minute_off() {
    let mut clinic = Clinic::new();
    let secret = set_up(&mut clinic);
    let Clinic { dir, tracker, clock, .. } = clinic;
    drop(tracker);
    clock.advance(120);
    let home = Home::at(dir.path());
    assert!(matches!(home.unlock(SIGN_IN, PASSWORD, clock.clone()), Err(Error::CodeNeeded)));
    let now = at(MONDAY).timestamp() + 120;
    for off in [-60, 60] {
        let off = shown(&secret, now + off);
        let refused = home.unlock_with_code(SIGN_IN, PASSWORD, Some(&off), clock.clone()).unwrap_err();
        assert_eq!(refused.at_field(), Some("code"));
    }
    let late = shown(&secret, now - 30);
    home.unlock_with_code(SIGN_IN, PASSWORD, Some(&late), clock.clone()).unwrap();
}

#[test]
fn wrong_codes_are_braked_and_told_to_the_audit() {
    let mut clinic = Clinic::new();
    let secret = set_up(&mut clinic);
    for _ in 0..5 {
        clinic.tracker.sign_in_with_code(SIGN_IN, PASSWORD, Some("000000")).unwrap_err();
    }
    let wait = clinic.tracker.sign_in_with_code(SIGN_IN, PASSWORD, Some("000000")).unwrap_err();
    assert_eq!(wait.wait_s(), Some(2), "the right password does not take the brake off");
    clinic.clock.advance(60);
    let code = shown(&secret, clinic.tracker.now().timestamp());
    sign_in(&mut clinic, Some(&code)).unwrap();
    let filter = store::audit::Filter { action: Some("sign_in_failed".to_owned()), ..Default::default() };
    let manager = clinic.manager.clone();
    let told = clinic.tracker.audit(&manager, &filter, 50).unwrap();
    assert_eq!(told.len(), 5);
    assert!(told.iter().all(|row| row.event.detail.contains("wrong_code")));
}

#[test]
fn nothing_is_asked_before_a_code_was_typed_back() {
    let mut clinic = Clinic::new();
    let manager = clinic.manager.clone();
    let offer = clinic.tracker.offer_code(&manager).unwrap();
    assert!(offer.url.starts_with("otpauth://totp/") && offer.url.contains("Caretally"));
    assert!(offer.picture.len() > 20 && offer.picture.iter().all(|row| row.len() == offer.picture.len()));
    let wrong = clinic.tracker.add_code(&manager, &offer.secret, "12345").unwrap_err();
    assert_eq!(wrong.at_field(), Some("code"));
    assert!(clinic.tracker.add_code(&manager, "not one", "123456").is_err());
    sign_in(&mut clinic, None).unwrap();
}

#[test]
fn a_lost_phone_is_helped_by_a_manager_and_a_managers_by_the_printed_key() {
    let dir = tempfile::tempdir().unwrap();
    let clock = Arc::new(ManualClock::at(at(MONDAY)));
    let (mut tracker, manager, printed) =
        Home::at(dir.path()).set_up(&crate::common::first_run(), clock.clone()).unwrap();
    let mut form = staff("Cleo Marchetti", "ma", Access::CareTeam);
    (form.sign_in, form.password) = (Some("cleo".to_owned()), Some(OWN.to_owned()));
    let id = tracker.save_staff(&manager, &form).unwrap();
    let cleo = Actor { staff: id, name: "Cleo Marchetti".to_owned(), access: Access::CareTeam };
    for who in [&cleo, &manager] {
        let secret = tracker.offer_code(who).unwrap().secret;
        let code = shown(&secret, at(MONDAY).timestamp());
        tracker.add_code(who, &secret, &code).unwrap();
    }
    assert!(matches!(tracker.sign_in("cleo", OWN), Err(Error::CodeNeeded)));
    assert!(tracker.remove_code(&cleo, manager.staff.get()).is_err(), "nobody takes off a manager's");
    tracker.remove_code(&manager, id.get()).unwrap();
    tracker.sign_in("cleo", OWN).unwrap();
    tracker.recover(&printed.to_string(), SIGN_IN, OWN).unwrap();
    tracker.sign_in(SIGN_IN, OWN).unwrap();
}

#[test]
fn a_practice_that_asks_everybody_for_codes_has_them_set_up_first() {
    let mut clinic = Clinic::new();
    let (manager, nurse) = (clinic.manager.clone(), clinic.nurse.clone());
    assert!(clinic.tracker.require_codes(&nurse, true).is_err());
    clinic.tracker.require_codes(&manager, true).unwrap();
    assert!(clinic.tracker.must_add_code(&manager).unwrap());
    set_up(&mut clinic);
    assert!(!clinic.tracker.must_add_code(&manager).unwrap());
    clinic.tracker.require_codes(&manager, false).unwrap();
    assert!(!clinic.tracker.must_add_code(&nurse).unwrap());
    clinic.is_sound();
}
