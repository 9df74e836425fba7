//! The questions of the TCM FAQ, worked through from the discharge to the exported line.

use std::fs;

use tracker::claims::Status;
use tracker::export::{Format, Order};
use tracker::knobs::KnobChange;
use tracker::tcm::{ContactChange, EpisodeChange, SecondDischarge, State, VisitChange};
use tracker::{EpisodeId, PatientId};

use crate::common::{Clinic, at, field, month, patient};

/// A payer that still wants day 30 as the date of service.
const KEEPS_DAY_30: &str = r#"[pack]
id = "priority-of-larch"
version = "1"
label = "Priority Health, day 30"
from = "2026-01-01"

[[payer]]
payer = "priority"
label = "Priority Health"
from = "2026-01-01"
activities = "priority"
tcm_list = "seed_2013"
tcm_dos = "day_30"
dos_policy = "threshold_per_line"
source = "Letter of the payer to Juniper Hollow, 2 March 2026"
verified = "document"

[[payer.coverage]]
services = ["tcm"]
source = "Letter of the payer to Juniper Hollow, 2 March 2026"
verified = "document"
"#;

/// Home from the hospital on Friday, November 6, 2026; Wednesday the 11th is Veterans Day.
pub(crate) fn friday(clinic: &Clinic, patient: PatientId) -> EpisodeChange {
    EpisodeChange {
        patient: patient.get(),
        practitioner: clinic.doctor.staff.get(),
        discharge_date: "2026-11-06".to_owned(),
        discharge_time: "16:30".to_owned(),
        from: "inpatient_acute".to_owned(),
        to: "home".to_owned(),
        report: true,
        ..EpisodeChange::default()
    }
}

pub(crate) fn contact(episode: EpisodeId, date: &str, time: &str, reached: bool) -> ContactChange {
    ContactChange {
        episode,
        at: Some((date.to_owned(), time.to_owned())),
        reached,
        scheduling_only: false,
        note: String::new(),
    }
}

pub(crate) fn visit(episode: EpisodeId, date: &str, mdm: &str) -> VisitChange {
    VisitChange {
        episode,
        date: date.to_owned(),
        discharge_management: false,
        mdm: Some(mdm.to_owned()),
        med_rec: Some(date.to_owned()),
    }
}

impl Clinic {
    pub(crate) fn goes_home(&mut self, form: &EpisodeChange) -> EpisodeId {
        let nurse = self.nurse.clone();
        self.tracker.save_episode(&nurse, form).unwrap()
    }

    pub(crate) fn tries(&mut self, form: &ContactChange) {
        let nurse = self.nurse.clone();
        self.tracker.log_contact(&nurse, form).unwrap();
    }

    pub(crate) fn is_seen(&mut self, form: &VisitChange) {
        let nurse = self.nurse.clone();
        self.tracker.log_visit(&nurse, form).unwrap();
    }

    /// The lines of TCM in the file of a month: date of service, code and amount.
    fn exported(&mut self, of: &str) -> Vec<String> {
        let biller = self.biller.clone();
        let made = self.tracker.export_claims(&biller, month(of), &Order::csv(), None).unwrap();
        let file = &made.file(Format::Csv).unwrap().path;
        let text = fs::read_to_string(file).unwrap();
        let mut lines = text.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
        let heads = lines.next().unwrap();
        let at =
            |name: &str| heads.iter().position(|head| head.trim_start_matches('\u{FEFF}') == name).unwrap();
        let wanted = ["dos_from", "code", "amount_estimate"].map(at);
        lines
            .map(|cells| wanted.map(|at| cells[at].clone()).join(" "))
            .filter(|line| line.contains(" 9949"))
            .filter(|line| line.contains("99495") || line.contains("99496"))
            .collect()
    }
}

#[test]
fn a_discharge_that_was_claimed_by_its_visit_is_not_claimed_again_on_day_30() {
    let mut clinic = Clinic::on("2026-11-20T22:00:00Z");
    let form = friday(&clinic, clinic.ana);
    let episode = clinic.goes_home(&form);
    clinic.tries(&contact(episode, "2026-11-09", "10:00", true));
    clinic.is_seen(&visit(episode, "2026-11-12", "high"));
    clinic.clock.set(at("2026-12-02T15:00:00Z"));
    assert_eq!(clinic.exported("2026-11").len(), 1);
    let manager = clinic.manager.clone();
    let day_30 = KnobChange { key: "tcm_dos".to_owned(), value: "day_30".to_owned() };
    clinic.tracker.save_rules(&manager, &[day_30]).unwrap();
    // Day 30 after November 6 is December 5.
    clinic.clock.set(at("2026-12-10T15:00:00Z"));
    let rows = clinic.tracker.claims(month("2026-12")).unwrap().rows;
    assert!(rows.iter().all(|row| row.line.is_none()), "it is in the batch of November");
    let november = clinic.tracker.claims(month("2026-11")).unwrap().rows;
    assert_eq!(november.iter().filter(|row| row.line.is_some()).count(), 1, "and stays there");
    clinic.is_sound();
}

#[test]
fn a_friday_discharge_with_two_failed_attempts_and_a_visit_on_day_eight_is_a_line_of_99495() {
    let mut clinic = Clinic::on("2026-11-06T22:00:00Z");
    let ana = clinic.ana;
    let form = friday(&clinic, ana);
    let episode = clinic.goes_home(&form);

    // Two business days after a Friday: the weekend does not count, Tuesday is the last day.
    clinic.clock.set(at("2026-11-09T15:00:00Z"));
    let row = clinic.tracker.tcm_board().unwrap().rows.remove(0);
    assert_eq!(row.episode.statement.contact_due.to_string(), "2026-11-10");
    clinic.tries(&contact(episode, "2026-11-09", "09:40", false));
    clinic.clock.set(at("2026-11-10T20:00:00Z"));
    clinic.tries(&contact(episode, "2026-11-10", "14:10", false));
    let row = clinic.tracker.tcm_board().unwrap().rows.remove(0);
    assert!(row.episode.statement.contact_met, "two separate attempts in time are enough");

    // Day 8: the higher code is gone, high decision making or not.
    clinic.clock.set(at("2026-11-14T18:00:00Z"));
    let nurse = clinic.nurse.clone();
    let check = clinic.tracker.check_visit(&nurse, &visit(episode, "2026-11-14", "high")).unwrap();
    assert_eq!((check.days, check.complete), (8, true));
    assert_eq!(check.code.unwrap().0, "99495");
    clinic.is_seen(&visit(episode, "2026-11-14", "high"));
    assert_eq!(clinic.exported("2026-11"), ["2026-11-14 99495 220.11"]);
    clinic.is_sound();
}

#[test]
fn after_a_readmission_one_of_the_two_periods_is_claimed() {
    for (which, line) in [
        (SecondDischarge::KeepFirst, "2026-11-12 99496 298.60"),
        (SecondDischarge::BeginAgain, "2026-11-23 99496 298.60"),
    ] {
        let mut clinic = Clinic::on("2026-11-12T20:00:00Z");
        let (ana, nurse) = (clinic.ana, clinic.nurse.clone());
        let form = friday(&clinic, ana);
        let first = clinic.goes_home(&form);
        clinic.tries(&contact(first, "2026-11-09", "09:40", true));
        clinic.is_seen(&visit(first, "2026-11-12", "high"));

        clinic.clock.set(at("2026-11-18T15:00:00Z"));
        clinic.tracker.save_readmission(&nurse, first, Some("2026-11-14")).unwrap();
        let again = EpisodeChange { discharge_date: "2026-11-17".to_owned(), ..friday(&clinic, ana) };
        let second = clinic.tracker.discharge_again(&nurse, first, &again, which).unwrap();
        clinic.tries(&contact(second, "2026-11-18", "09:00", true));
        clinic.clock.set(at("2026-11-23T20:00:00Z"));
        clinic.is_seen(&visit(second, "2026-11-23", "high"));

        assert_eq!(clinic.exported("2026-11"), [line], "{which:?}");
        clinic.is_sound();
    }
}

#[test]
fn a_payer_that_keeps_the_thirtieth_day_gets_the_line_then_and_not_before() {
    let mut clinic = Clinic::on("2026-11-12T20:00:00Z");
    let (manager, nurse) = (clinic.manager.clone(), clinic.nurse.clone());
    clinic.tracker.add_rule_pack(&manager, "own.toml", KEEPS_DAY_30).unwrap();
    let form = patient("Odette Larkspur", "O-1", "priority");
    let odette = clinic.tracker.save_patient(&nurse, &form).unwrap();
    let form = friday(&clinic, odette);
    let episode = clinic.goes_home(&form);
    clinic.tries(&contact(episode, "2026-11-09", "09:40", true));
    clinic.is_seen(&visit(episode, "2026-11-12", "high"));

    let held = |clinic: &mut Clinic| {
        let claims = clinic.tracker.claims(month("2026-12")).unwrap();
        claims.rows.iter().map(|row| row.status).collect::<Vec<_>>()
    };
    assert_eq!(held(&mut clinic), [Status::Held], "the 30th day has not come");
    clinic.clock.set(at("2026-12-05T15:00:00Z"));
    assert_eq!(held(&mut clinic), [Status::Ready]);
    assert_eq!(clinic.exported("2026-12"), ["2026-12-05 99496 298.60"]);
}

#[test]
fn who_dies_before_day_thirty_has_no_line_and_on_day_thirty_has_one() {
    for (died, states) in [("2026-12-04", State::Refused), ("2026-12-05", State::Complete)] {
        let mut clinic = Clinic::on("2026-12-05T20:00:00Z");
        let (ana, nurse) = (clinic.ana, clinic.nurse.clone());
        let form = friday(&clinic, ana);
        let episode = clinic.goes_home(&form);
        clinic.tries(&contact(episode, "2026-11-09", "09:40", true));
        clinic.is_seen(&visit(episode, "2026-11-12", "high"));
        clinic.tracker.save_death(&nurse, ana, Some((died, "04:10"))).unwrap();
        assert_eq!(clinic.tracker.tcm_board().unwrap().rows[0].state, states, "{died}");
        clinic.is_sound();
    }
}

#[test]
fn a_death_is_not_before_the_birth_nor_in_the_future_and_can_be_taken_back() {
    let mut clinic = Clinic::new();
    let (ana, nurse) = (clinic.ana, clinic.nurse.clone());
    let mut dies = |date| clinic.tracker.save_death(&nurse, ana, date);
    assert_eq!(field(dies(Some(("1949-01-01", "10:00")))), "date");
    assert_eq!(field(dies(Some(("2026-11-03", "10:00")))), "date");
    assert_eq!(field(dies(Some(("2026-11-01", "")))), "time");
    dies(Some(("2026-11-01", "04:10"))).unwrap();
    dies(None).unwrap();
    assert!(clinic.tracker.patient_month(ana, None).unwrap().patient.died_at.is_none());
}
