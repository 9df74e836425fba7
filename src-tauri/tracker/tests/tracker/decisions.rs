//! The decisions a month was claimed under stay with it, as its rule packs do.

use tracker::claims::{ClaimRow, Status};
use tracker::export::Order;
use tracker::knobs::KnobChange;
use tracker::what_if::Change;

use crate::common::{Clinic, month};

const NOVEMBER: &str = "2026-11";
const OCTOBER: &str = "2026-10";

/// Forty minutes on two days of a month.
fn clinic() -> Clinic {
    let mut clinic = Clinic::on("2026-11-20T15:00:00Z");
    for of in [OCTOBER, NOVEMBER] {
        clinic.type_in(clinic.ana_ccm, &format!("{of}-05"), "09:00", "20");
        clinic.type_in(clinic.ana_ccm, &format!("{of}-12"), "09:00", "20");
    }
    clinic
}

/// Everything of a practice on its last day, instead of each line on its own.
fn last_day() -> [KnobChange; 1] {
    [KnobChange { key: "dos_policy".to_owned(), value: "single_last_threshold".to_owned() }]
}

impl Clinic {
    fn turns(&mut self, changes: &[KnobChange]) {
        let manager = self.manager.clone();
        self.tracker.save_rules(&manager, changes).unwrap();
    }

    fn sends(&mut self, of: &str) {
        let biller = self.biller.clone();
        self.tracker.export_claims(&biller, month(of), &Order::csv(), None).unwrap();
    }

    fn rows(&mut self, of: &str) -> Vec<ClaimRow> {
        self.tracker.claims(month(of)).unwrap().rows
    }

    /// Status, code and date of service of each line.
    fn dated(&mut self, of: &str) -> Vec<(Status, String)> {
        let lines = self.rows(of).into_iter().map(|row| (row.status, row.line.unwrap()));
        lines.map(|(status, line)| (status, format!("{} {}", line.code, line.dos))).collect()
    }
}

fn dates(status: Status, lines: [&str; 2]) -> Vec<(Status, String)> {
    lines.into_iter().map(|line| (status, line.to_owned())).collect()
}

#[test]
fn a_decision_turned_after_the_export_changes_open_months_and_not_the_exported_one() {
    let mut clinic = clinic();
    clinic.sends(OCTOBER);
    let ana = clinic.ana;
    let explained = clinic.tracker.statement(ana, month(OCTOBER)).unwrap();
    clinic.turns(&last_day());
    assert_eq!(clinic.dated(NOVEMBER), dates(Status::Ready, ["99490 2026-11-12", "99439 2026-11-12"]));
    assert_eq!(clinic.dated(OCTOBER), dates(Status::Exported, ["99490 2026-10-05", "99439 2026-10-12"]));
    assert_eq!(clinic.tracker.statement(ana, month(OCTOBER)).unwrap(), explained);
    clinic.is_sound();

    let mut clinic = clinic.crash_and_reopen_after(86_400);
    assert_eq!(clinic.dated(OCTOBER), dates(Status::Exported, ["99490 2026-10-05", "99439 2026-10-12"]));
    clinic.is_sound();
}

#[test]
fn time_added_to_an_exported_month_is_judged_by_its_own_decisions_and_so_is_the_next_batch() {
    let mut clinic = clinic();
    clinic.turns(&last_day());
    clinic.sends(OCTOBER);
    let shipped = [KnobChange { key: "dos_policy".to_owned(), value: "threshold_per_line".to_owned() }];
    clinic.turns(&shipped);
    clinic.type_in(clinic.ana_ccm, "2026-10-20", "09:00", "20");
    let now =
        [(Status::Changed, "99490 2026-10-20".to_owned()), (Status::Changed, "99439 2026-10-20".to_owned())];
    assert_eq!(clinic.dated(OCTOBER), now);
    clinic.sends(OCTOBER);
    clinic.turns(&last_day());
    clinic.turns(&shipped);
    assert!(clinic.rows(OCTOBER).iter().all(|row| row.status == Status::Exported));
    assert_eq!(clinic.dated(NOVEMBER), dates(Status::Ready, ["99490 2026-11-05", "99439 2026-11-12"]));
    clinic.is_sound();
}

#[test]
fn what_a_decision_would_change_is_nothing_in_an_exported_month() {
    let mut clinic = clinic();
    clinic.sends(OCTOBER);
    let manager = clinic.manager.clone();
    let mut differing = |of: &str| {
        let trial = clinic.tracker.trial(&manager, month(of), &Change::Settings(&last_day())).unwrap();
        trial.run(|_| ()).unwrap().differences.len()
    };
    assert_eq!((differing(OCTOBER), differing(NOVEMBER)), (0, 1));
}

#[test]
fn a_decision_turned_after_the_export_voids_no_sign_off_of_that_month() {
    let mut clinic = Clinic::on("2026-11-20T15:00:00Z");
    clinic.type_in(clinic.ana_ccm, "2026-11-05", "09:00", "20");
    clinic.type_in(clinic.ana_ccm, "2026-11-12", "09:00", "20");
    clinic.clock.set(crate::common::at("2026-12-02T15:00:00Z"));
    clinic.sign(clinic.ana).unwrap();
    clinic.sends(NOVEMBER);
    clinic.turns(&last_day());
    let standing = clinic.tracker.standing(clinic.ana, month(NOVEMBER)).unwrap();
    assert_eq!(standing, tracker::review::Standing::Signed);
    clinic.is_sound();
}
