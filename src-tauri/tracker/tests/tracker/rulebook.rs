//! What a practice decides about its rules: decisions, closures, own amounts, and what each of them would change.

use chrono::Datelike;
use rules::{Cents, Seconds};
use tracker::Code;
use tracker::appearance::Appearance;
use tracker::fees::OwnRate;
use tracker::knobs::{KnobChange, knobs};
use tracker::practice::PracticeChange;
use tracker::what_if::{Change, WhatIf};

use crate::common::{Clinic, field, month, typed};

const NOVEMBER: &str = "2026-11";

fn decide(key: &str, value: &str) -> KnobChange {
    KnobChange { key: key.to_owned(), value: value.to_owned() }
}

impl Clinic {
    fn decides(&mut self, key: &str, value: &str) -> Result<(), tracker::Error> {
        let manager = self.manager.clone();
        self.tracker.save_rules(&manager, &[decide(key, value)])
    }

    fn if_it_were(&mut self, what: &Change<'_>) -> WhatIf {
        let manager = self.manager.clone();
        let found = self.tracker.trial(&manager, month(NOVEMBER), what).unwrap().run(|_| ()).unwrap();
        self.tracker.note_trial(&manager, &found).unwrap();
        found
    }

    /// Twenty minutes of Ana's, one of them a voicemail; nineteen of Ben's.
    fn november() -> Self {
        let mut clinic = Self::on("2026-11-20T15:00:00Z");
        clinic.type_in(clinic.ana_ccm, "2026-11-03", "09:00", "19");
        clinic.type_in(clinic.ben_ccm, "2026-11-04", "09:00", "19");
        let nurse = clinic.nurse.clone();
        let mut voicemail = typed(clinic.ana_ccm, "2026-11-05", "09:00", "1");
        voicemail.activity = "voicemail".to_owned();
        clinic.tracker.add_entry(&nurse, &voicemail).unwrap();
        clinic
    }
}

fn codes(billed: &tracker::what_if::Billed) -> Vec<String> {
    billed.lines.iter().map(|line| format!("{} x{}", line.code, line.units)).collect()
}

#[test]
fn what_a_decision_would_change_is_what_it_changes_and_nothing_is_kept_before_it_is_made() {
    let mut clinic = Clinic::november();
    let changes = [decide("attempts", "count")];
    let found = clinic.if_it_were(&Change::Settings(&changes));
    assert_eq!((found.looked_at, found.before, found.after), (2, Cents(0), Cents(6613)));
    let [ana] = found.differences.as_slice() else { panic!("{:?}", found.differences) };
    assert_eq!((ana.patient, ana.program), (clinic.ana, "ccm"));
    assert_eq!((codes(&ana.before), codes(&ana.after)), (vec![], vec!["99490 x1".to_owned()]));
    assert_eq!(clinic.counted(clinic.ana, NOVEMBER), Seconds(19 * 60), "it was only tried");
    clinic.is_sound();

    clinic.decides("attempts", "count").unwrap();
    assert_eq!(clinic.counted(clinic.ana, NOVEMBER), Seconds(20 * 60));
    let claims = clinic.tracker.claims(month(NOVEMBER)).unwrap();
    let lines: Vec<_> = claims.rows.iter().filter_map(|row| row.line.clone()).collect();
    assert_eq!(lines, ana.after.lines);
    clinic.is_sound();
}

#[test]
fn what_would_change_is_judged_beside_the_work_and_sees_one_moment() {
    let mut clinic = Clinic::november();
    let (manager, nurse) = (clinic.manager.clone(), clinic.nurse.clone());
    let changes = [decide("attempts", "count")];
    let trial = clinic.tracker.trial(&manager, month(NOVEMBER), &Change::Settings(&changes)).unwrap();
    let mut judged = Vec::new();
    let found = trial
        .run(|n| {
            judged.push(n);
            if n == 1 {
                // Ben would have his twenty minutes now, had they been there when it began.
                clinic.tracker.start_timer(&nurse, clinic.ben_ccm, Some("call_patient")).unwrap();
                clinic.beat_for(60);
                clinic.tracker.stop_timer(&nurse, None, None).unwrap();
            }
        })
        .unwrap();
    assert_eq!(judged, [1, 2]);
    assert_eq!((found.before, found.after, found.differences.len()), (Cents(0), Cents(6613), 1));
    assert_eq!(clinic.counted(clinic.ben, NOVEMBER), Seconds(20 * 60));
    clinic.tracker.note_trial(&manager, &found).unwrap();
    clinic.is_sound();
}

#[test]
fn what_a_pack_or_its_removal_would_change_is_shown_before_it_is_in_force() {
    const OWN: &str = "[pack]\nid = \"larch\"\nversion = \"1\"\nlabel = \"Own\"\nfrom = \"2026-01-01\"\n\n[[track]]\n\
                       track = \"ccm_staff\"\nbase = \"99490\"\nfirst_s = 1140\nadd_on = \"99439\"\nblock_s = 1200\ncap = 2\n\
                       performers = \"clinical_staff\"\nmdm = \"no\"\nsource = \"Letter of 2 March 2026\"\nverified = \"document\"\n";
    let mut clinic = Clinic::november();
    let found = clinic.if_it_were(&Change::Pack("own.toml", OWN));
    assert_eq!((found.differences.len(), found.after), (2, Cents(2 * 6613)));
    let manager = clinic.manager.clone();
    clinic.tracker.add_rule_pack(&manager, "own.toml", OWN).unwrap();
    let found = clinic.if_it_were(&Change::Without("larch"));
    assert_eq!((found.before, found.after), (Cents(2 * 6613), Cents(0)));
    let broken = clinic.tracker.trial(&manager, month(NOVEMBER), &Change::Pack("own.toml", "[pack"));
    assert_eq!(broken.unwrap_err().code(), Code::Refused);
    clinic.is_sound();
}

#[test]
fn items_of_lists_are_decided_one_by_one_and_given_back_by_an_empty_value() {
    let mut clinic = Clinic::november();
    clinic.decides("activity_overrides.voicemail", "C").unwrap();
    assert_eq!(clinic.counted(clinic.ana, NOVEMBER), Seconds(20 * 60));
    let settings = clinic.tracker.practice().settings.clone();
    assert!(knobs(&settings).unwrap().iter().any(|knob| knob.key == "activity_overrides.voicemail"));
    clinic.decides("activity_overrides.voicemail", "").unwrap();
    assert_eq!(clinic.counted(clinic.ana, NOVEMBER), Seconds(19 * 60));
    clinic.decides("caps.99439", "1").unwrap();
    clinic.decides("caps.99439", "none").unwrap();
    assert_eq!(clinic.tracker.practice().settings.caps.get("99439"), Some(&None));
    clinic.is_sound();
}

#[test]
fn a_decision_that_makes_no_sense_is_refused_at_its_field_and_only_managers_decide() {
    let mut clinic = Clinic::november();
    for (key, value, at) in [
        ("attempts", "perhaps", "value"),
        ("dx_min_ccm", "two", "value"),
        ("dx_min_ccm", "-1", "value"),
        ("stale_limit_s", "0", "value"),
        ("chw_counts", "maybe", "value"),
        ("activity_overrides.voicemail", "Y", "value"),
        ("activity_overrides.no_such_activity", "C", "key"),
        ("coverage.everything", "true", "key"),
        ("caps", "3", "key"),
        ("rules_json", "{}", "key"),
    ] {
        assert_eq!(field(clinic.decides(key, value)), at, "{key} = {value}");
    }
    let (nurse, biller) = (clinic.nurse.clone(), clinic.biller.clone());
    for actor in [nurse, biller] {
        let refused = clinic.tracker.save_rules(&actor, &[decide("qp", "true")]).unwrap_err();
        assert_eq!(refused.code(), Code::Forbidden);
        let refused = clinic.tracker.trial(&actor, month(NOVEMBER), &Change::Without("larch")).unwrap_err();
        assert_eq!(refused.code(), Code::Forbidden);
    }
    assert!(!clinic.tracker.practice().settings.qp);
    clinic.is_sound();
}

#[test]
fn own_amounts_take_the_place_of_the_national_ones_and_give_it_back() {
    let mut clinic = Clinic::on("2026-11-20T15:00:00Z");
    let manager = clinic.manager.clone();
    clinic.type_in(clinic.ana_ccm, "2026-11-03", "09:00", "40");
    let cents = |clinic: &mut Clinic| {
        let claims = clinic.tracker.claims(month(NOVEMBER)).unwrap();
        claims.rows.iter().map(|row| row.line.as_ref().unwrap().amount_cents.0).collect::<Vec<_>>()
    };
    assert_eq!(cents(&mut clinic), [6613, 5044]);
    let own = |cents| {
        let (non_facility, facility) = (Some(Cents(cents)), Some(Cents(4000)));
        OwnRate { code: "99490".to_owned(), non_facility, facility }
    };
    clinic.tracker.save_fees(&manager, "2026-01-01", &[own(7000)]).unwrap();
    assert_eq!(cents(&mut clinic), [7000, 5044]);
    clinic.clock.advance(60);
    clinic.tracker.save_fees(&manager, "2026-01-01", &[own(7100)]).unwrap();
    clinic.clock.advance(60);
    let other = OwnRate { code: "99439".to_owned(), ..own(1) };
    clinic.tracker.save_fees(&manager, "2025-01-01", &[other]).unwrap();
    assert_eq!(cents(&mut clinic), [7100, 5044], "the table of another year changes nothing of this one");
    assert_eq!(field(clinic.tracker.save_fees(&manager, "2026-01-01", &[own(-1)])), "amount");
    let unknown = OwnRate { code: "00000".to_owned(), ..own(1) };
    assert_eq!(field(clinic.tracker.save_fees(&manager, "2026-01-01", &[unknown])), "code");
    clinic.clock.advance(60);
    clinic.tracker.save_fees(&manager, "2026-01-01", &[]).unwrap();
    assert_eq!(cents(&mut clinic), [6613, 5044]);
    clinic.clock.advance(60);
    clinic.tracker.save_fees(&manager, "2025-01-01", &[]).unwrap();
    assert!(clinic.tracker.practice().rules.now().packs().iter().all(|pack| !pack.of_practice));
    clinic.is_sound();
}

#[test]
fn an_own_amount_for_the_office_leaves_the_facility_its_qp_amount() {
    let mut clinic = Clinic::on("2026-11-20T15:00:00Z");
    let manager = clinic.manager.clone();
    clinic.type_in(clinic.ana_ccm, "2026-11-03", "09:00", "20");
    clinic.decides("qp", "true").unwrap();
    let cents = |clinic: &mut Clinic| {
        let claims = clinic.tracker.claims(month(NOVEMBER)).unwrap();
        claims.rows[0].line.as_ref().unwrap().amount_cents
    };
    let facility = |clinic: &mut Clinic, place: &str| {
        let form = PracticeChange {
            name: "Juniper Hollow".to_owned(),
            time_zone: "America/Detroit".to_owned(),
            place: place.to_owned(),
            assigned_only: false,
        };
        clinic.tracker.save_practice(&manager, &form).unwrap();
    };
    let office = cents(&mut clinic);
    facility(&mut clinic, "facility");
    let in_facility = cents(&mut clinic);
    clinic.clock.advance(60);
    let own = OwnRate { code: "99490".to_owned(), non_facility: Some(Cents(7000)), facility: None };
    clinic.tracker.save_fees(&manager, "2026-01-01", &[own]).unwrap();
    assert_eq!(cents(&mut clinic), in_facility);
    facility(&mut clinic, "non_facility");
    assert_eq!(cents(&mut clinic), Cents(7000));
    assert!(office != Cents(6613), "with the QP factor it is another amount than without");
}

#[test]
fn a_closed_day_moves_deadlines_and_can_be_opened_again() {
    let mut clinic = Clinic::on("2026-11-20T15:00:00Z");
    let (manager, nurse) = (clinic.manager.clone(), clinic.nurse.clone());
    let left = |clinic: &mut Clinic| clinic.tracker.today().unwrap().working_days_left;
    let before = left(&mut clinic);
    clinic.tracker.close_day(&manager, "2026-11-27", "Day after Thanksgiving").unwrap();
    assert_eq!(left(&mut clinic), before - 1);
    assert_eq!(clinic.tracker.closures().unwrap()[0].label, "Day after Thanksgiving");
    assert_eq!(field(clinic.tracker.close_day(&manager, "2026-11-31", "x")), "day");
    assert_eq!(field(clinic.tracker.close_day(&manager, "2026-11-30", " ")), "label");
    let refused = clinic.tracker.close_day(&nurse, "2026-11-30", "x").unwrap_err();
    assert_eq!(refused.code(), Code::Forbidden);
    clinic.tracker.open_day_again(&manager, "2026-11-27").unwrap();
    assert_eq!(left(&mut clinic), before);
    assert_eq!(clinic.tracker.open_day_again(&manager, "2026-11-27").unwrap_err().code(), Code::NotFound);
    clinic.is_sound();
}

#[test]
fn federal_holidays_are_those_that_take_a_working_day() {
    let mut clinic = Clinic::new();
    let days = |clinic: &Clinic| clinic.tracker.holidays(2026);
    assert_eq!(days(&clinic).len(), 11);
    assert!(days(&clinic).iter().any(|day| (day.month(), day.day()) == (7, 3)), "the 4th is a Saturday");
    clinic.decides("in_lieu", "false").unwrap();
    assert_eq!(days(&clinic).len(), 10);
}

#[test]
fn each_person_has_a_look_of_their_own() {
    let mut clinic = Clinic::new();
    let (nurse, doctor) = (clinic.nurse.clone(), clinic.doctor.clone());
    let wants = Appearance { theme: "dark".to_owned(), zoom: 150, single_keys: false, guide_hidden: true };
    clinic.tracker.save_appearance(&nurse, &wants).unwrap();
    assert_eq!(clinic.tracker.appearance(&nurse).unwrap(), wants);
    assert_eq!(clinic.tracker.appearance(&doctor).unwrap(), Appearance::default());
    let bad = |theme: &str, zoom| Appearance { theme: theme.to_owned(), zoom, ..Appearance::default() };
    assert_eq!(field(clinic.tracker.save_appearance(&nurse, &bad("sepia", 100))), "theme");
    assert_eq!(field(clinic.tracker.save_appearance(&nurse, &bad("dark", 300))), "zoom");
    clinic.is_sound();
}
