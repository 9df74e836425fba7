//! The TCM board: clocks in days, the code at each midnight, contacts checked before they are logged, and notices.

use rules::{ContactWorth, Refusal};
use tracker::patients::PatientChange;
use tracker::tcm::{Board, Closed, ContactChange, EpisodeChange, State, Step, VisitChange, When};
use tracker::timing::Preferences;
use tracker::{ContactId, EpisodeId};

use crate::common::{Clinic, at, field, month, patient};
use crate::tcm_faq::{contact, friday, visit};

fn board(clinic: &Clinic) -> Board {
    clinic.tracker.tcm_board().unwrap()
}

fn code(reach: &Option<(String, rules::Cents)>) -> &str {
    reach.as_ref().map_or("", |(code, _)| code.as_str())
}

/// Ana home on Friday, November 6.
fn home_on_friday(clinic: &mut Clinic) -> EpisodeId {
    let form = friday(clinic, clinic.ana);
    clinic.goes_home(&form)
}

#[test]
fn the_days_from_discharge_to_day_thirty_say_why_they_are_no_business_days() {
    let mut clinic = Clinic::on("2026-11-09T15:00:00Z");
    let form = EpisodeChange {
        discharge_date: "2026-11-09".to_owned(),
        discharge_time: "09:00".to_owned(),
        ..friday(&clinic, clinic.ana)
    };
    clinic.goes_home(&form);
    let row = board(&clinic).rows.remove(0);
    assert_eq!(row.days.len(), 30);
    assert_eq!(row.days.last().unwrap().date, row.episode.statement.period_end);
    let of = |date: &str| *row.days.iter().find(|cell| cell.date.to_string() == date).unwrap();
    assert_eq!((of("2026-11-09").business_day, of("2026-11-10").business_day), (None, Some(1)));
    // Veterans Day is no business day: the second one is Thursday.
    assert_eq!(of("2026-11-11").closed, Some(Closed::Holiday));
    assert_eq!((of("2026-11-12").business_day, of("2026-11-13").business_day), (Some(2), None));
    assert_eq!(of("2026-11-14").closed, Some(Closed::Weekend));
    assert_eq!(row.episode.statement.contact_due.to_string(), "2026-11-12");
}

#[test]
fn a_day_in_lieu_makes_the_latest_date_later_than_the_safe_one() {
    // Independence Day 2026 is a Saturday, so the Friday before it is off in its lieu.
    let mut clinic = Clinic::on("2026-07-02T15:00:00Z");
    let form = EpisodeChange { discharge_date: "2026-07-01".to_owned(), ..friday(&clinic, clinic.ana) };
    clinic.goes_home(&form);
    let row = board(&clinic).rows.remove(0);
    assert_eq!(row.days[2].closed, Some(Closed::InLieu));
    assert_eq!(
        row.next.unwrap(),
        (Step::Contact, "2026-07-03".parse().unwrap(), Some("2026-07-06".parse().unwrap()))
    );
}

#[test]
fn the_code_steps_down_at_midnight_until_only_the_visit_is_left() {
    let mut clinic = Clinic::on("2026-11-09T15:00:00Z");
    let episode = home_on_friday(&mut clinic);
    clinic.tries(&contact(episode, "2026-11-09", "09:40", true));
    for (day, now, tomorrow) in [
        ("2026-11-12T15:00:00Z", "99496", "99496"),
        ("2026-11-13T15:00:00Z", "99496", "99495"),
        ("2026-11-14T15:00:00Z", "99495", "99495"),
        ("2026-11-20T15:00:00Z", "99495", ""),
        ("2026-11-21T15:00:00Z", "", ""),
    ] {
        clinic.clock.set(at(day));
        let row = board(&clinic).rows.remove(0);
        assert_eq!((code(&row.now), code(&row.tomorrow)), (now, tomorrow), "{day}");
    }
}

#[test]
fn a_discharge_that_cannot_be_billed_says_why_and_stands_last() {
    let mut clinic = Clinic::on("2026-11-09T15:00:00Z");
    let form = EpisodeChange {
        from: "ed".to_owned(),
        discharge_date: "2026-11-05".to_owned(),
        ..friday(&clinic, clinic.ben)
    };
    clinic.goes_home(&form);
    home_on_friday(&mut clinic);
    let board = board(&clinic);
    let states: Vec<_> = board.rows.iter().map(|row| (row.patient.id, row.state)).collect();
    assert_eq!(states, [(clinic.ana, State::Open), (clinic.ben, State::Refused)]);
    let last = &board.rows[1];
    assert!(last.episode.statement.refusals.contains(&Refusal::TcmFacility));
    assert_eq!((&last.now, &last.tomorrow, last.next), (&None, &None, None));
}

#[test]
fn a_contact_is_judged_before_it_is_logged_and_nothing_is_logged_by_that() {
    let mut clinic = Clinic::on("2026-11-12T20:00:00Z");
    let episode = home_on_friday(&mut clinic);
    let nurse = clinic.nurse.clone();
    let mut worth = |form: &ContactChange| clinic.tracker.check_contact(&nurse, form).unwrap();
    let early = worth(&contact(episode, "2026-11-06", "12:00", true));
    assert_eq!((early.worth, early.met), (ContactWorth::BeforeDischarge, false));
    let in_time = worth(&contact(episode, "2026-11-10", "17:00", true));
    assert_eq!((in_time.worth, in_time.met, in_time.met_before), (ContactWorth::Reached, true, false));
    let attempt = worth(&contact(episode, "2026-11-10", "17:00", false));
    assert_eq!((attempt.worth, attempt.met), (ContactWorth::Attempt, false));
    let late = worth(&contact(episode, "2026-11-11", "08:00", true));
    assert_eq!((late.worth, late.due.to_string()), (ContactWorth::Late, "2026-11-10".to_owned()));
    let about = ContactChange { scheduling_only: true, ..contact(episode, "2026-11-10", "17:00", true) };
    assert_eq!(worth(&about).worth, ContactWorth::SchedulingOnly);
    let future = contact(episode, "2026-11-13", "08:00", true);
    assert_eq!(field(clinic.tracker.check_contact(&nurse, &future)), "time");
    assert_eq!(board(&clinic).rows[0].episode.contacts.len(), 0);
}

#[test]
fn a_second_attempt_is_told_to_be_the_one_that_is_enough() {
    let mut clinic = Clinic::on("2026-11-10T20:00:00Z");
    let episode = home_on_friday(&mut clinic);
    clinic.tries(&contact(episode, "2026-11-09", "09:40", false));
    let nurse = clinic.nurse.clone();
    let now = ContactChange { at: None, ..contact(episode, "", "", false) };
    let check = clinic.tracker.check_contact(&nurse, &now).unwrap();
    assert_eq!((check.worth, check.met_before, check.met), (ContactWorth::Attempt, false, true));
}

#[test]
fn a_contact_logged_wrong_no_longer_counts_and_stays_readable() {
    let mut clinic = Clinic::on("2026-11-10T20:00:00Z");
    let episode = home_on_friday(&mut clinic);
    clinic.tries(&contact(episode, "2026-11-09", "09:40", true));
    let (nurse, other) = (clinic.nurse.clone(), clinic.other_nurse.clone());
    let id = board(&clinic).rows[0].episode.contacts[0].0.id;
    assert!(clinic.tracker.void_contact(&other, id, "not mine").is_err(), "somebody else's");
    assert_eq!(field(clinic.tracker.void_contact(&nurse, id, " ")), "reason");
    clinic.tracker.void_contact(&nurse, id, "wrong patient").unwrap();
    let row = board(&clinic).rows.remove(0);
    let (contact, worth) = &row.episode.contacts[0];
    assert_eq!((contact.voided.as_ref().unwrap().reason.as_str(), *worth), ("wrong patient", None));
    assert_eq!((row.next.unwrap().0, row.episode.statement.contact_met), (Step::Contact, false));
    assert!(clinic.tracker.void_contact(&nurse, id, "once more").is_err());
    assert!(clinic.tracker.void_contact(&nurse, ContactId(999), "nothing there").is_err());
    clinic.is_sound();
}

#[test]
fn a_corrected_contact_is_judged_as_it_was_and_keeps_who_called() {
    let mut clinic = Clinic::on("2026-11-12T20:00:00Z");
    let episode = home_on_friday(&mut clinic);
    clinic.tries(&contact(episode, "2026-11-12", "09:40", true));
    let id = board(&clinic).rows[0].episode.contacts[0].0.id;
    let (manager, nurse) = (clinic.manager.clone(), clinic.nurse.clone());
    let right = contact(episode, "2026-11-10", "09:40", true);
    clinic.tracker.correct_contact(&manager, id, &right, "it was on Tuesday").unwrap();
    let row = board(&clinic).rows.remove(0);
    let told: Vec<_> = row.episode.contacts.iter().map(|(row, worth)| (row.staff_id, *worth)).collect();
    assert_eq!(told, [(Some(nurse.staff), Some(ContactWorth::Reached)), (Some(nurse.staff), None)]);
    assert!(row.episode.statement.contact_met);
}

#[test]
fn a_visit_is_neither_in_the_future_nor_before_the_discharge() {
    let mut clinic = Clinic::on("2026-11-12T20:00:00Z");
    let episode = home_on_friday(&mut clinic);
    let nurse = clinic.nurse.clone();
    for date in ["2026-11-13", "2026-11-05", "soon"] {
        assert_eq!(field(clinic.tracker.log_visit(&nurse, &visit(episode, date, "high"))), "date", "{date}");
    }
    let some = |day: &str| Some(day.to_owned());
    let edited = EpisodeChange { id: Some(episode.get()), ..friday(&clinic, clinic.ana) };
    let appointment = EpisodeChange { visit_date: some("2026-11-17"), ..edited.clone() };
    assert_eq!(
        field(clinic.tracker.save_episode(&nurse, &appointment)),
        "visit_date",
        "an appointment is no visit"
    );
    let promised = EpisodeChange { med_rec: some("2026-11-17"), ..edited };
    assert_eq!(field(clinic.tracker.save_episode(&nurse, &promised)), "med_rec");
    let check = clinic.tracker.check_visit(&nurse, &visit(episode, "2026-11-12", "high")).unwrap();
    assert_eq!(check.refusals, [Refusal::TcmContact], "the contact is missing for good");
    assert_eq!((check.code, check.open), (None, false));
}

#[test]
fn a_claim_after_a_discharge_has_the_diagnoses_that_were_typed() {
    let mut clinic = Clinic::on("2026-11-12T20:00:00Z");
    let nurse = clinic.nurse.clone();
    let form = EpisodeChange { diagnoses: "i50.22, N18.32 I50.22".to_owned(), ..friday(&clinic, clinic.ana) };
    let episode = clinic.goes_home(&form);
    clinic.tracker.log_contact(&nurse, &contact(episode, "2026-11-09", "10:00", true)).unwrap();
    clinic.tracker.log_visit(&nurse, &visit(episode, "2026-11-12", "high")).unwrap();
    let claims = clinic.tracker.claims(month("2026-11")).unwrap();
    let row = claims.rows.iter().find(|row| row.program == "tcm").unwrap();
    assert_eq!(row.diagnoses, ["I50.22", "N18.32"], "each once, in their order; a visit keeps them");
    let wrong = EpisodeChange { diagnoses: "heart failure".to_owned(), ..form };
    assert_eq!(field(clinic.tracker.save_episode(&nurse, &wrong)), "diagnoses");
}

#[test]
fn deadlines_are_told_the_day_before_and_on_the_day_without_a_name() {
    let mut clinic = Clinic::on("2026-11-09T15:00:00Z");
    home_on_friday(&mut clinic);
    let form = friday(&clinic, clinic.ben);
    clinic.goes_home(&form);
    let nurse = clinic.nurse.clone();
    let told = |clinic: &Clinic, now: &str| clinic.tracker.deadline_notices(&nurse, at(now)).unwrap();
    let before = told(&clinic, "2026-11-09T15:00:00Z").remove(0);
    assert_eq!((before.when, before.step, before.count), (When::Tomorrow, Step::Contact, 2));
    let today = told(&clinic, "2026-11-10T13:00:00Z").remove(0);
    assert_eq!(today.title(), "2 TCM contacts are due today");
    assert!(today.loses && today.key() != before.key());
    assert!(!format!("{today:?} {} {}", today.title(), today.text()).contains("Lopez"));
    assert_eq!(told(&clinic, "2026-11-12T15:00:00Z"), []);
    let biller = clinic.biller.clone();
    assert_eq!(clinic.tracker.deadline_notices(&biller, at("2026-11-10T13:00:00Z")).unwrap(), []);
    let quiet = Preferences { deadlines: false, ..Preferences::default() };
    clinic.tracker.save_preferences(&nurse, &quiet).unwrap();
    assert_eq!(told(&clinic, "2026-11-10T13:00:00Z"), [], "nothing to who wants none");
    let doctor = clinic.doctor.clone();
    let others = clinic.tracker.deadline_notices(&doctor, at("2026-11-10T13:00:00Z")).unwrap();
    assert_eq!(others.len(), 1, "everybody else is told");
    clinic.is_sound();
}

#[test]
fn time_in_the_hospital_after_a_readmission_does_not_count() {
    let mut clinic = Clinic::on("2026-11-18T20:00:00Z");
    let episode = home_on_friday(&mut clinic);
    clinic.type_in(clinic.ana_ccm, "2026-11-16", "09:00", "20m");
    let ana = clinic.ana;
    assert_eq!(clinic.counted(ana, "2026-11").0, 1200);
    let nurse = clinic.nurse.clone();
    clinic.tracker.save_readmission(&nurse, episode, Some("2026-11-15")).unwrap();
    assert_eq!(clinic.counted(ana, "2026-11").0, 0);
    assert_eq!(field(clinic.tracker.save_readmission(&nurse, episode, Some("2026-11-19"))), "date");
    assert_eq!(field(clinic.tracker.save_readmission(&nurse, episode, Some("2026-11-01"))), "date");
    clinic.tracker.save_readmission(&nurse, episode, None).unwrap();
    assert_eq!(clinic.counted(ana, "2026-11").0, 1200);
    clinic.is_sound();
}

#[test]
fn a_surgeon_within_the_own_global_period_cannot_bill_the_discharge() {
    let mut clinic = Clinic::on("2026-11-09T15:00:00Z");
    let global = |from: &str, to: &str| (Some(from.to_owned()), Some(to.to_owned()));
    let (global_from, global_to) = global("2026-09-01", "2026-11-30");
    let form = EpisodeChange { global_from, global_to, ..friday(&clinic, clinic.ana) };
    clinic.goes_home(&form);
    assert!(board(&clinic).rows[0].episode.statement.refusals.contains(&Refusal::Global));
    let nurse = clinic.nurse.clone();
    let (global_from, global_to) = global("2026-11-30", "2026-09-01");
    let form = EpisodeChange { global_from, global_to, ..form };
    assert_eq!(field(clinic.tracker.save_episode(&nurse, &form)), "global_to");
}

#[test]
fn a_discharge_with_its_visit_is_the_visits_months_whoever_pays_from_the_next_one_on() {
    let mut clinic = Clinic::on("2026-11-30T15:00:00Z");
    let form = EpisodeChange { discharge_date: "2026-11-27".to_owned(), ..friday(&clinic, clinic.ana) };
    let episode = clinic.goes_home(&form);
    clinic.tries(&contact(episode, "2026-11-30", "09:00", true));
    clinic.is_seen(&VisitChange { mdm: None, ..visit(episode, "2026-11-30", "high") });
    let manager = clinic.manager.clone();
    let form = PatientChange {
        id: Some(clinic.ana.get()),
        from: Some("2026-12".to_owned()),
        ..patient("Ana Lopez", "A-1", "medicaid")
    };
    clinic.tracker.save_patient(&manager, &form).unwrap();
    for now in ["2026-11-30T16:00:00Z", "2026-12-03T15:00:00Z"] {
        clinic.clock.set(at(now));
        let row = board(&clinic).rows.remove(0);
        assert_eq!((row.state, row.next.map(|next| next.0)), (State::Open, Some(Step::Mdm)), "{now}");
        assert_eq!(clinic.tracker.tcm_due().unwrap().len(), 1, "{now}");
        let check = visit(episode, "2026-11-30", "high");
        let nurse = clinic.nurse.clone();
        assert!(clinic.tracker.check_visit(&nurse, &check).unwrap().complete, "{now}");
    }
    clinic.is_seen(&visit(episode, "2026-11-30", "high"));
    let rows = clinic.tracker.claims(month("2026-11")).unwrap().rows;
    assert_eq!(rows[0].patient.payer, "medicare");
    clinic.is_sound();
}
