//! Discharges: whom to call first, until when, and what is lost at midnight.

use tracker::tcm::{ContactChange, Due, EpisodeChange, Step};
use tracker::{EpisodeId, PatientId};

use crate::common::{Clinic, at, field};

/// A discharge from hospital to home.
fn discharge(clinic: &mut Clinic, patient: PatientId, date: &str) -> EpisodeId {
    let nurse = clinic.nurse.clone();
    let form = EpisodeChange {
        patient: patient.get(),
        practitioner: clinic.doctor.staff.get(),
        discharge_date: date.to_owned(),
        discharge_time: "14:20".to_owned(),
        from: "inpatient_acute".to_owned(),
        to: "home".to_owned(),
        mdm: Some("high".to_owned()),
        report: true,
        ..EpisodeChange::default()
    };
    clinic.tracker.save_episode(&nurse, &form).unwrap()
}

fn call(clinic: &mut Clinic, episode: EpisodeId, date: &str, time: &str, reached: bool) {
    let nurse = clinic.nurse.clone();
    let form = ContactChange {
        episode,
        at: Some((date.to_owned(), time.to_owned())),
        reached,
        scheduling_only: false,
        note: String::new(),
    };
    clinic.tracker.log_contact(&nurse, &form).unwrap();
}

/// What the visit earns today and from tomorrow on.
fn codes(due: &Due) -> [&str; 2] {
    [&due.now, &due.tomorrow].map(|item| item.as_ref().map_or("", |(code, _)| code.as_str()))
}

#[test]
fn who_must_be_called_first_stands_first() {
    let mut clinic = Clinic::on("2026-11-06T15:00:00Z");
    let (ana, ben) = (clinic.ana, clinic.ben);
    discharge(&mut clinic, ana, "2026-11-05");
    discharge(&mut clinic, ben, "2026-11-04");
    let due = clinic.tracker.tcm_due().unwrap();
    let rows: Vec<_> = due.iter().map(|due| (due.patient.id, due.step, due.due.to_string())).collect();
    // Two business days after a Wednesday and a Thursday: Friday, and Monday over the weekend.
    assert_eq!(
        rows,
        [(ben, Step::Contact, "2026-11-06".to_owned()), (ana, Step::Contact, "2026-11-09".to_owned())]
    );
}

#[test]
fn a_try_that_reaches_nobody_is_counted_and_the_call_stays_due() {
    let mut clinic = Clinic::on("2026-11-06T15:00:00Z");
    let ana = clinic.ana;
    let episode = discharge(&mut clinic, ana, "2026-11-05");
    call(&mut clinic, episode, "2026-11-06", "09:00", false);
    let due = clinic.tracker.tcm_due().unwrap().remove(0);
    assert_eq!((due.step, due.attempts), (Step::Contact, 1));
}

#[test]
fn a_contact_in_time_moves_on_to_the_visit_which_earns_less_after_day_seven() {
    let mut clinic = Clinic::on("2026-11-06T15:00:00Z");
    let ana = clinic.ana;
    let episode = discharge(&mut clinic, ana, "2026-11-05");
    call(&mut clinic, episode, "2026-11-06", "09:00", true);
    let due = clinic.tracker.tcm_due().unwrap().remove(0);
    assert_eq!((due.step, due.due.to_string(), due.attempts), (Step::Visit, "2026-11-12".to_owned(), 0));
    assert_eq!(codes(&due), ["99496", "99496"]);

    clinic.clock.set(at("2026-11-12T15:00:00Z"));
    let due = clinic.tracker.tcm_due().unwrap().remove(0);
    assert_eq!(codes(&due), ["99496", "99495"], "from tomorrow on it earns less");
    clinic.clock.set(at("2026-11-13T15:00:00Z"));
    let due = clinic.tracker.tcm_due().unwrap().remove(0);
    assert_eq!((codes(&due)[0], due.due.to_string()), ("99495", "2026-11-19".to_owned()));
}

#[test]
fn an_episode_that_is_complete_asks_for_nothing_more_and_is_claimed() {
    let mut clinic = Clinic::on("2026-12-10T15:00:00Z");
    let (ana, nurse) = (clinic.ana, clinic.nurse.clone());
    let episode = discharge(&mut clinic, ana, "2026-11-05");
    call(&mut clinic, episode, "2026-11-06", "09:00", true);
    let seen = EpisodeChange {
        id: Some(episode.get()),
        patient: ana.get(),
        practitioner: clinic.doctor.staff.get(),
        discharge_date: "2026-11-05".to_owned(),
        discharge_time: "14:20".to_owned(),
        from: "inpatient_acute".to_owned(),
        to: "home".to_owned(),
        visit_date: Some("2026-11-10".to_owned()),
        mdm: Some("high".to_owned()),
        med_rec: Some("2026-11-10".to_owned()),
        report: true,
        ..EpisodeChange::default()
    };
    clinic.tracker.save_episode(&nurse, &seen).unwrap();
    assert_eq!(clinic.tracker.tcm_due().unwrap().len(), 0);
    let months = ["2026-11", "2026-12"].map(crate::common::month);
    let mut claimed = Vec::new();
    for month in months {
        let claims = clinic.tracker.claims(month).unwrap();
        claimed.extend(
            claims.rows.iter().filter(|row| row.program == "tcm").map(|row| row.line.clone().unwrap()),
        );
    }
    assert_eq!(claimed.iter().map(|line| line.code.to_string()).collect::<Vec<_>>(), ["99496"]);
    clinic.is_sound();
}

#[test]
fn a_discharge_leaves_what_is_kept_of_other_months_true() {
    let mut clinic = Clinic::on("2026-11-06T15:00:00Z");
    let ana = clinic.ana;
    clinic.type_in(clinic.ana_ccm, "2026-08-03", "09:00", "20m");
    let episode = discharge(&mut clinic, ana, "2026-11-05");
    clinic.is_sound();
    call(&mut clinic, episode, "2026-11-06", "09:00", true);
    clinic.is_sound();
}

#[test]
fn what_has_not_happened_yet_is_not_logged() {
    let mut clinic = Clinic::on("2026-11-06T15:00:00Z");
    let (ana, nurse) = (clinic.ana, clinic.nurse.clone());
    let episode = discharge(&mut clinic, ana, "2026-11-05");
    let at = Some(("2026-11-06".to_owned(), "10:01".to_owned()));
    let form = ContactChange { episode, at, reached: true, scheduling_only: false, note: String::new() };
    assert_eq!(field(clinic.tracker.log_contact(&nurse, &form)), "time");
}
