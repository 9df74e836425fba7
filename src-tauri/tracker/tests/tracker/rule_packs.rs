//! A practice's own rule packs: what they change, what they leave alone, and what stays on record.

use rules::{Month, Seconds};
use tracker::claims::Status;
use tracker::{Code, Error};

use crate::common::{Clinic, month, typed};

/// 99490 at 25 minutes instead of 20: no real rule, so that no real one can be meant.
pub(crate) const LARCH: &str = r#"[pack]
id = "larch"
version = "1"
label = "Juniper Hollow's own"
from = "2026-01-01"

[[track]]
track = "ccm_staff"
base = "99490"
first_s = 1500
add_on = "99439"
block_s = 1200
cap = 2
performers = "clinical_staff"
mdm = "no"
source = "Letter of the payer to Juniper Hollow, 2 March 2026"
verified = "document"
"#;

pub(crate) const SCHOOL: &str = r#"[pack]
id = "school"
version = "1"
label = "School nurses"
from = "2026-01-01"

[[activity]]
slug = "call_school"
label = "Call with a school nurse"
medicare = "C"
bcbsm = "C"
priority = "C"
source = "Letter of the payer to Juniper Hollow, 2 March 2026"
verified = "document"
"#;

const NOVEMBER: &str = "2026-11";

impl Clinic {
    fn add(&mut self, text: &str) -> Result<(), Error> {
        let manager = self.manager.clone();
        self.tracker.add_rule_pack(&manager, "own.toml", text).map(|_| ())
    }

    fn remove(&mut self, id: &str) -> Result<(), Error> {
        let manager = self.manager.clone();
        self.tracker.remove_rule_pack(&manager, id)
    }

    fn ready(&mut self, month: Month) -> Vec<(String, String)> {
        let claims = self.tracker.claims(month).unwrap();
        let ready = claims.rows.iter().filter(|row| matches!(row.status, Status::Ready | Status::Exported));
        ready.map(|row| (row.line.as_ref().unwrap().code.to_string(), row.pack.clone())).collect()
    }

    fn codes(&mut self) -> Vec<String> {
        self.ready(month(NOVEMBER)).into_iter().map(|(code, _)| code).collect()
    }

    fn export(&mut self) {
        let manager = self.manager.clone();
        self.tracker.export_claims(&manager, month(NOVEMBER), &tracker::export::Order::csv(), None).unwrap();
    }
}

/// Twenty-one minutes in November.
fn clinic() -> Clinic {
    let mut clinic = Clinic::on("2026-11-20T15:00:00Z");
    clinic.type_in(clinic.ana_ccm, "2026-11-16", "09:00", "21");
    clinic
}

#[test]
fn a_pack_takes_effect_at_the_next_look_on_the_same_day_and_so_does_its_removal() {
    let mut clinic = clinic();
    assert_eq!(clinic.codes(), ["99490"]);
    clinic.add(LARCH).unwrap();
    assert_eq!(clinic.codes(), [""; 0]);
    let bar = clinic.tracker.today().unwrap().rows.remove(0).bar;
    assert_eq!(bar.ticks[0].at, Seconds(1500), "the bar goes by the same rules");
    clinic.is_sound();
    clinic.remove("larch").unwrap();
    assert_eq!(clinic.codes(), ["99490"]);
    clinic.is_sound();
}

#[test]
fn a_statement_names_the_payers_pack_the_hash_of_all_and_whether_the_practice_has_its_own() {
    let mut clinic = clinic();
    let before = clinic.ready(month(NOVEMBER)).remove(0).1;
    assert!(
        before.starts_with("medicare 2026.1 ") && before.len() == "medicare 2026.1 ".len() + 8,
        "{before}"
    );
    clinic.add(SCHOOL).unwrap();
    let after = clinic.ready(month(NOVEMBER)).remove(0).1;
    assert!(after.ends_with(" practice"), "{after}");
    assert_ne!(after[..24], before[..24], "another hash");
    clinic.is_sound();
}

#[test]
fn statements_that_nobody_looked_at_since_are_verified_by_the_packs_they_name() {
    let mut clinic = clinic();
    assert_eq!(clinic.codes(), ["99490"]);
    clinic.add(LARCH).unwrap();
    clinic.is_sound();
}

#[test]
fn an_exported_month_keeps_the_rules_it_was_claimed_under() {
    let mut clinic = clinic();
    clinic.export();
    clinic.add(LARCH).unwrap();
    let shipped = clinic.ready(month(NOVEMBER));
    assert_eq!(shipped[0].0, "99490");
    assert!(!shipped[0].1.ends_with(" practice"), "{shipped:?}");
    clinic.type_in(clinic.ana_ccm, "2026-11-17", "09:00", "1");
    assert_eq!(clinic.codes(), ["99490"], "also where an entry was added since");

    let mut clinic = clinic.crash_and_reopen_after(86_400);
    assert_eq!(clinic.codes(), ["99490"], "and on another day");
    clinic.type_in(clinic.ben_ccm, "2026-10-16", "09:00", "21");
    let october = clinic.tracker.claims(month("2026-10")).unwrap();
    assert!(october.rows.iter().all(|row| row.line.is_none()), "an open month goes by the new rules");
    clinic.is_sound();
}

#[test]
fn a_month_claimed_under_a_pack_keeps_it_after_its_removal() {
    let mut clinic = clinic();
    clinic.type_in(clinic.ana_ccm, "2026-11-17", "09:00", "5");
    clinic.add(LARCH).unwrap();
    clinic.export();
    clinic.remove("larch").unwrap();
    let rows = clinic.ready(month(NOVEMBER));
    assert!(rows[0].1.ends_with(" practice"), "{rows:?}");
    let mut clinic = clinic.crash_and_reopen_after(60);
    assert_eq!(clinic.ready(month(NOVEMBER)), rows);
    clinic.is_sound();
}

#[test]
fn an_activity_of_the_practice_can_be_logged_and_its_pack_stays_while_time_has_it() {
    let mut clinic = clinic();
    let nurse = clinic.nurse.clone();
    let mut form = typed(clinic.ben_ccm, "2026-11-16", "10:00", "21");
    form.activity = "call_school".to_owned();
    assert!(clinic.tracker.add_entry(&nurse, &form).is_err());
    clinic.add(SCHOOL).unwrap();
    clinic.tracker.add_entry(&nurse, &form).unwrap();
    assert_eq!(clinic.counted(clinic.ben, NOVEMBER), Seconds(21 * 60));
    let refused = clinic.remove("school").unwrap_err();
    assert!(refused.to_string().contains("call_school"), "{refused}");
    assert_eq!(clinic.counted(clinic.ben, NOVEMBER), Seconds(21 * 60));
    clinic.is_sound();
}

#[test]
fn a_changed_pack_needs_another_version_and_then_takes_the_place_of_the_first() {
    let mut clinic = clinic();
    clinic.add(LARCH).unwrap();
    let changed = LARCH.replace("1500", "1260");
    let refused = clinic.add(&changed).unwrap_err();
    assert!(refused.to_string().contains("larch 1 is on record with another text"), "{refused}");
    clinic.add(&changed.replace("version = \"1\"", "version = \"2\"")).unwrap();
    assert_eq!(clinic.codes(), ["99490"]);
    let packs = clinic.tracker.practice().rules.now().packs().to_vec();
    let own: Vec<_> =
        packs.iter().filter(|pack| pack.of_practice).map(|pack| &*pack.header.version).collect();
    assert_eq!(own, ["2"]);
    let medicare = include_str!("../../../../assets/rules/medicare.toml").replace("Medicare", "Our Medicare");
    assert!(clinic.add(&medicare).is_err(), "the version of a shipped pack is taken");
    clinic.is_sound();
}

#[test]
fn a_payers_rules_wait_for_their_first_day_and_next_years_fees_do_not() {
    let mut clinic = clinic();
    let priority = include_str!("../../../../assets/rules/priority.toml")
        .replace("2026.1", "2027.1")
        .replace("2000-01-01", "2027-01-01");
    let refused = clinic.add(&priority).unwrap_err();
    assert!(refused.to_string().contains("Priority Health hold from 2027-01-01 on"), "{refused}");
    let fees = include_str!("../../../../assets/rules/fees-2026.toml")
        .replace("fees-2026", "fees-2027")
        .replace("2026-01-01", "2027-01-01");
    clinic.add(&fees).unwrap();
    assert_eq!(clinic.codes(), ["99490"]);
}

#[test]
fn a_broken_pack_changes_nothing_and_only_a_manager_may_add_or_remove_one() {
    let mut clinic = clinic();
    let refused = clinic.add(&LARCH.replace("1500", "0")).unwrap_err();
    assert!(refused.to_string().starts_with("own.toml:10: track[0].first_s: "), "{refused}");
    let doctor = clinic.doctor.clone();
    let forbidden = clinic.tracker.add_rule_pack(&doctor, "own.toml", LARCH).unwrap_err();
    assert_eq!(forbidden.code(), Code::Forbidden);
    clinic.add(LARCH).unwrap();
    assert_eq!(clinic.tracker.remove_rule_pack(&doctor, "larch").unwrap_err().code(), Code::Forbidden);
    assert_eq!(clinic.codes(), [""; 0]);
}
