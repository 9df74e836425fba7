//! A month looked through, signed, returned, voided by what changes, closed, locked and opened again.

use rules::Month;
use store::audit::Filter;
use tracker::review::{CloseState, DecisionKind, Flag, Reviewing, Standing};
use tracker::{Actor, Code, Error, PatientId, Right};

use crate::common::{Clinic, at, enrollment, field, month, typed};
use crate::rule_packs::{LARCH, SCHOOL};

/// A morning after November.
pub(crate) const DECEMBER: &str = "2026-12-02T15:00:00Z";

fn november() -> Month {
    month("2026-11")
}

/// Ana has a month with 99490, Ben one without a line; it is December.
pub(crate) fn clinic() -> Clinic {
    let mut clinic = Clinic::on("2026-11-20T22:00:00Z");
    clinic.type_in(clinic.ana_ccm, "2026-11-10", "9:01", "13");
    clinic.type_in(clinic.ana_ccm, "2026-11-20", "9:07", "12");
    clinic.type_in(clinic.ben_ccm, "2026-11-20", "11:02", "7");
    clinic.clock.set(at(DECEMBER));
    clinic
}

impl Clinic {
    fn seen(&mut self, patient: PatientId) -> String {
        let doctor = self.doctor.clone();
        self.tracker.open_review_patient(&doctor, patient, november()).unwrap().seen
    }

    /// The doctor signs what is before the eyes.
    pub(crate) fn sign(&mut self, patient: PatientId) -> Result<(), Error> {
        let (doctor, seen) = (self.doctor.clone(), self.seen(patient));
        self.tracker.sign_month(&doctor, patient, november(), &seen)
    }

    fn give_back(&mut self, patient: PatientId, reason: &str) -> Result<(), Error> {
        let (doctor, seen) = (self.doctor.clone(), self.seen(patient));
        self.tracker.return_month(&doctor, patient, november(), &seen, reason)
    }

    pub(crate) fn standing(&self, patient: PatientId) -> Standing {
        self.tracker.standing(patient, november()).unwrap()
    }

    /// What the newest decision says.
    pub(crate) fn said(&self, patient: PatientId) -> String {
        let decisions = self.tracker.decisions(patient, november()).unwrap();
        decisions.last().unwrap().reason.clone().unwrap_or_default()
    }

    fn close(&mut self, reason: &str) -> Result<(), Error> {
        let manager = self.manager.clone();
        self.tracker.close_month(&manager, november(), reason)
    }

    /// Closed, and past the days of grace.
    pub(crate) fn lock(&mut self) {
        self.close("nothing more to come").unwrap();
        self.clock.advance(3 * 86_400);
    }
}

#[test]
fn a_month_lists_who_has_time_with_lines_dollars_and_flags_the_riskiest_first() {
    let mut clinic = clinic();
    let doctor = clinic.doctor.clone();
    for (start, length) in [("14:00", "5"), ("14:30", "10"), ("15:00", "5")] {
        clinic.type_in(clinic.ben_ccm, "2026-11-20", start, length);
    }
    let review = clinic.tracker.open_review(&doctor, november()).unwrap();
    let rows: Vec<_> =
        review.rows.iter().map(|row| (row.patient.id, row.counted.0, row.earned.as_str())).collect();
    assert_eq!(rows, [(clinic.ben, 27 * 60, "99490"), (clinic.ana, 25 * 60, "99490")]);
    assert!(review.rows[0].flags.contains(&Flag::Round { entries: 3, of: 4 }));
    assert!(review.rows[0].flags.iter().any(|flag| matches!(flag, Flag::Late { entries: 3, .. })));
    assert!(review.rows[1].flags.iter().any(|flag| matches!(flag, Flag::Late { entries: 1, hours: 247 })));
    assert_eq!(review.rows[1].flags.last(), Some(&Flag::Typed { seconds: 25 * 60, percent: 100 }));
    assert!(review.rows[1].cents > 0);
    assert!(clinic.tracker.open_review(&doctor, month("2026-10")).unwrap().rows.is_empty());
}

#[test]
fn what_was_seen_is_signed_with_who_when_hash_and_packs() {
    let mut clinic = clinic();
    let seen = clinic.seen(clinic.ana);
    clinic.sign(clinic.ana).unwrap();
    let decisions = clinic.tracker.decisions(clinic.ana, november()).unwrap();
    let [signed] = decisions.as_slice() else { panic!("one decision") };
    assert_eq!((signed.kind, signed.staff_id), (DecisionKind::Signed, Some(clinic.doctor.staff)));
    assert_eq!(signed.at, at(DECEMBER));
    assert!(signed.pack.starts_with("medicare"), "{}", signed.pack);
    assert_eq!(signed.rule_set, clinic.tracker.practice().rules.of(november()).sha256());
    let hex: String = signed.seen_sha.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(hex, seen);
    assert_eq!(clinic.sign(clinic.ana).unwrap_err().code(), Code::Refused, "not twice");
    let filter = Filter { action: Some("sign_month".to_owned()), ..Filter::default() };
    let manager = clinic.manager.clone();
    let events = clinic.tracker.audit(&manager, &filter, 10).unwrap();
    assert_eq!(events[0].event.patient_id, Some(clinic.ana));
    clinic.is_sound();
}

#[test]
fn a_month_that_changed_since_it_was_shown_is_neither_signed_nor_returned() {
    let mut clinic = clinic();
    let (doctor, seen) = (clinic.doctor.clone(), clinic.seen(clinic.ana));
    clinic.type_in(clinic.ana_ccm, "2026-11-21", "9:00", "3");
    let refused = clinic.tracker.sign_month(&doctor, clinic.ana, november(), &seen).unwrap_err();
    assert!(refused.to_string().contains("changed since it was shown"), "{refused}");
    let refused = clinic.tracker.return_month(&doctor, clinic.ana, november(), &seen, "why?").unwrap_err();
    assert_eq!(refused.code(), Code::Refused);
    assert_eq!(clinic.standing(clinic.ana), Standing::Open);
}

#[test]
fn an_edit_of_the_first_entry_changes_claim_and_sign_off_and_says_how() {
    let mut clinic = clinic();
    let nurse = clinic.nurse.clone();
    clinic.sign(clinic.ana).unwrap();
    clinic.sign(clinic.ben).unwrap();
    let first = clinic.tracker.patient_month(clinic.ana, Some(november())).unwrap().entries.pop().unwrap();
    let form = tracker::entries::Correction {
        entry: first.version.row.id,
        date: "2026-11-10".to_owned(),
        start: "9:01".to_owned(),
        end: "9:05".to_owned(),
        activity: "call_patient".to_owned(),
        note: String::new(),
        part_of_visit: false,
        reason: "hung up earlier".to_owned(),
        first_pass: None,
    };
    clinic.tracker.correct_entry(&nurse, &form).unwrap();
    assert_eq!(clinic.standing(clinic.ana), Standing::Changed);
    assert_eq!(clinic.standing(clinic.ben), Standing::Signed, "nobody else's");
    let said = clinic.said(clinic.ana);
    assert!(said.contains("CCM: 16:00 counted, was 25:00."), "{said}");
    assert!(said.contains("CCM: 99490 not billed, was on 2026-11-20."), "{said}");
    assert!(said.contains("Entry corrected: 2026-11-10 09:01, 4:00,"), "{said}");
    let decisions = clinic.tracker.decisions(clinic.ana, november()).unwrap();
    assert_eq!(decisions.last().unwrap().staff_id, Some(nurse.staff), "who changed it");
    let doctor = clinic.doctor.clone();
    let review = clinic.tracker.open_review(&doctor, november()).unwrap();
    assert_eq!(review.rows[0].patient.id, clinic.ana, "what changed comes first");
    clinic.sign(clinic.ana).unwrap();
    assert_eq!(clinic.standing(clinic.ana), Standing::Signed);
    clinic.is_sound();
}

#[test]
fn every_change_of_an_entry_voids_and_undoing_it_does_not_sign_again() {
    let mut clinic = clinic();
    let nurse = clinic.nurse.clone();
    clinic.sign(clinic.ana).unwrap();
    clinic.type_in(clinic.ana_ccm, "2026-11-21", "9:00", "1");
    assert_eq!(clinic.standing(clinic.ana), Standing::Changed);
    assert!(
        clinic.said(clinic.ana).contains("Entry added: 2026-11-21 09:00, 1:00"),
        "{}",
        clinic.said(clinic.ana)
    );
    clinic.tracker.undo(&nurse).unwrap();
    assert_eq!(clinic.standing(clinic.ana), Standing::Changed);
    clinic.sign(clinic.ana).unwrap();
    let entries = clinic.tracker.patient_month(clinic.ana, Some(november())).unwrap().entries;
    let entry = entries.iter().find(|entry| entry.version.voided.is_none()).unwrap().version.row.id;
    clinic.tracker.void_entry(&nurse, entry, "another patient").unwrap();
    assert!(
        clinic.said(clinic.ana).contains("Entry gone: 2026-11-20 09:07, 12:00"),
        "{}",
        clinic.said(clinic.ana)
    );
}

#[test]
fn a_document_that_changes_what_was_seen_voids_and_a_phone_number_does_not() {
    let mut clinic = clinic();
    let manager = clinic.manager.clone();
    clinic.sign(clinic.ana).unwrap();
    let mut patient = crate::common::patient("Ana Lopez-Ruiz", "A-1", "medicare");
    patient.id = Some(clinic.ana.get());
    clinic.tracker.save_patient(&manager, &patient).unwrap();
    assert_eq!(clinic.standing(clinic.ana), Standing::Signed, "the name is not what was signed");
    let mut form = enrollment(clinic.ana, clinic.doctor.staff.get(), "ccm");
    form.id = Some(clinic.ana_ccm.get());
    form.plan_copy_given = None;
    clinic.tracker.save_enrollment(&manager, &form).unwrap();
    assert_eq!(clinic.standing(clinic.ana), Standing::Changed);
    assert!(clinic.said(clinic.ana).contains("CCM: now:"), "{}", clinic.said(clinic.ana));
}

#[test]
fn time_of_another_patient_in_the_same_seconds_voids_too() {
    let mut clinic = clinic();
    clinic.sign(clinic.ana).unwrap();
    clinic.type_in(clinic.ben_ccm, "2026-11-10", "9:05", "4");
    assert_eq!(clinic.standing(clinic.ana), Standing::Changed);
    let said = clinic.said(clinic.ana);
    assert!(said.contains("counted, was 25:00"), "{said}");
    let (doctor, ana) = (clinic.doctor.clone(), clinic.ana);
    let review = clinic.tracker.open_review(&doctor, november()).unwrap();
    let row = review.rows.iter().find(|row| row.patient.id == ana).unwrap();
    assert!(row.flags.iter().any(|flag| matches!(flag, Flag::Overlap { .. })), "{:?}", row.flags);
}

#[test]
fn midnight_and_the_end_of_the_year_void_nothing() {
    let mut clinic = clinic();
    clinic.sign(clinic.ana).unwrap();
    for days in [1, 40, 200] {
        clinic.clock.advance(days * 86_400);
        clinic.tracker.review(november()).unwrap();
        assert_eq!(clinic.standing(clinic.ana), Standing::Signed, "after {days} days");
    }
    clinic.is_sound();
}

#[test]
fn a_month_signed_before_its_last_day_stays_signed_while_nothing_happens() {
    let mut clinic = clinic();
    clinic.clock.set(at("2026-11-20T22:30:00Z"));
    clinic.sign(clinic.ana).unwrap();
    clinic.clock.set(at(DECEMBER));
    clinic.tracker.review(november()).unwrap();
    assert_eq!(clinic.standing(clinic.ana), Standing::Signed);
}

#[test]
fn a_returned_month_shows_its_reason_until_something_changes() {
    let mut clinic = clinic();
    assert_eq!(field(clinic.give_back(clinic.ana, "  ")), "reason");
    clinic.give_back(clinic.ana, "Which call was 13 minutes?").unwrap();
    assert_eq!(
        (clinic.standing(clinic.ana), clinic.said(clinic.ana).as_str()),
        (Standing::Returned, "Which call was 13 minutes?")
    );
    clinic.type_in(clinic.ana_ccm, "2026-11-21", "9:00", "2");
    assert_eq!(clinic.standing(clinic.ana), Standing::Corrected);
    clinic.sign(clinic.ana).unwrap();
    clinic.give_back(clinic.ana, "signed by mistake").unwrap();
    assert_eq!(clinic.standing(clinic.ana), Standing::Returned, "a signature is taken back by returning");
}

#[test]
fn practitioners_sign_and_the_care_team_where_the_practice_says_so_and_nobody_else() {
    let mut clinic = clinic();
    let (manager, ana) = (clinic.manager.clone(), clinic.ana);
    let seen = clinic.seen(ana);
    let people: [&Actor; 3] = [&clinic.manager.clone(), &clinic.nurse.clone(), &clinic.biller.clone()];
    for actor in people {
        let refused = clinic.tracker.sign_month(actor, ana, november(), &seen).unwrap_err();
        assert_eq!(refused.code(), Code::Forbidden, "{:?}", actor.access);
        assert!(!clinic.tracker.may_sign(actor));
    }
    let nurse = clinic.nurse.clone();
    let may = Reviewing { care_team_signs: true, ..Reviewing::default() };
    assert_eq!(clinic.tracker.save_reviewing(&nurse, may).unwrap_err().code(), Code::Forbidden);
    clinic.tracker.save_reviewing(&manager, may).unwrap();
    clinic.tracker.sign_month(&nurse, ana, november(), &seen).unwrap();
    assert_eq!(clinic.standing(ana), Standing::Signed);
    assert!(!Right::Sign.is_of(manager.access));
}

#[test]
fn closing_names_what_is_open_and_wants_a_reason_for_it() {
    let mut clinic = clinic();
    let (manager, nurse) = (clinic.manager.clone(), clinic.nurse.clone());
    let closing = clinic.tracker.open_closing(&manager, november()).unwrap();
    assert_eq!((closing.state, closing.unsigned.len()), (CloseState::Open, 2));
    assert_eq!(clinic.tracker.open_closing(&nurse, november()).err().unwrap().code(), Code::Forbidden);
    assert_eq!(field(clinic.close("")), "reason");
    clinic.sign(clinic.ana).unwrap();
    clinic.sign(clinic.ben).unwrap();
    clinic.close("").unwrap();
    let state = clinic.tracker.close_state(november()).unwrap();
    assert_eq!(state, CloseState::Grace(at("2026-12-05T15:00:00Z")));
    assert_eq!(clinic.close("again").unwrap_err().code(), Code::Refused);
    let running = clinic.tracker.close_month(&manager, month("2026-12"), "early").unwrap_err();
    assert!(running.to_string().contains("not over"), "{running}");
}

#[test]
fn a_month_with_a_timer_in_it_does_not_close() {
    let mut clinic = Clinic::on("2026-12-01T04:55:00Z");
    let nurse = clinic.nurse.clone();
    clinic.tracker.start_timer(&nurse, clinic.ana_ccm, Some("call_patient")).unwrap();
    clinic.beat_for(600);
    let refused = clinic.close("whatever").unwrap_err();
    assert!(refused.to_string().contains("timer"), "{refused}");
    clinic.tracker.stop_timer(&nurse, None, None).unwrap();
    clinic.close("now it does").unwrap();
}

#[test]
fn changes_are_taken_in_the_days_of_grace_and_refused_after_them() {
    let mut clinic = clinic();
    let nurse = clinic.nurse.clone();
    clinic.close("nothing more to come").unwrap();
    clinic.type_in(clinic.ana_ccm, "2026-11-21", "9:00", "2");
    clinic.clock.advance(3 * 86_400);
    let late = typed(clinic.ana_ccm, "2026-11-21", "10:00", "2");
    let refused = clinic.tracker.add_entry(&nurse, &late).unwrap_err();
    assert!(refused.to_string().contains("November 2026 is closed and locked"), "{refused}");
    let entry = clinic.tracker.patient_month(clinic.ana, Some(november())).unwrap().entries[0].version.row.id;
    assert_eq!(clinic.tracker.void_entry(&nurse, entry, "x").unwrap_err().code(), Code::Refused);
    clinic.type_in(clinic.ana_ccm, "2026-12-01", "10:00", "2");
    assert_eq!(clinic.give_back(clinic.ana, "too late").unwrap_err().code(), Code::Refused);
    clinic.sign(clinic.ana).unwrap();
    clinic.is_sound();
}

#[test]
fn a_document_that_would_change_the_lines_of_a_locked_month_is_refused_and_others_are_not() {
    let mut clinic = clinic();
    let manager = clinic.manager.clone();
    clinic.lock();
    let mut form = enrollment(clinic.ana, clinic.doctor.staff.get(), "ccm");
    form.id = Some(clinic.ana_ccm.get());
    form.consent_given = Some("2026-11-15".to_owned());
    assert_eq!(clinic.tracker.save_enrollment(&manager, &form).unwrap_err().code(), Code::Refused);
    form.consent_given = Some("2024-06-03".to_owned());
    form.end = Some("2026-12-04".to_owned());
    clinic.tracker.save_enrollment(&manager, &form).unwrap();
    let mut patient = crate::common::patient("Ana Lopez-Ruiz", "A-1", "medicare");
    patient.id = Some(clinic.ana.get());
    clinic.tracker.save_patient(&manager, &patient).unwrap();
}

#[test]
fn a_locked_month_opens_again_for_a_manager_with_a_reason() {
    let mut clinic = clinic();
    let (manager, nurse) = (clinic.manager.clone(), clinic.nurse.clone());
    assert_eq!(clinic.tracker.reopen_month(&manager, november(), "x").unwrap_err().code(), Code::Refused);
    clinic.lock();
    assert!(matches!(clinic.tracker.close_state(november()).unwrap(), CloseState::Locked(_)));
    assert_eq!(clinic.tracker.reopen_month(&nurse, november(), "mine").unwrap_err().code(), Code::Forbidden);
    assert_eq!(field(clinic.tracker.reopen_month(&manager, november(), " ")), "reason");
    clinic.tracker.reopen_month(&manager, november(), "a call was on paper").unwrap();
    clinic.type_in(clinic.ana_ccm, "2026-11-21", "10:00", "2");
    clinic.close("again").unwrap();
    let history = clinic.tracker.open_closing(&manager, november()).unwrap().history;
    let reasons: Vec<_> = history.iter().map(|row| (row.locks_at.is_some(), row.reason.as_str())).collect();
    assert_eq!(reasons, [(true, "nothing more to come"), (false, "a call was on paper"), (true, "again")]);
}

#[test]
fn the_days_of_grace_are_the_practices_and_none_is_a_choice() {
    let mut clinic = clinic();
    let manager = clinic.manager.clone();
    let reviewing = |grace_days| Reviewing { grace_days, care_team_signs: false };
    assert_eq!(field(clinic.tracker.save_reviewing(&manager, reviewing(32))), "grace_days");
    clinic.tracker.save_reviewing(&manager, reviewing(0)).unwrap();
    clinic.close("at once").unwrap();
    assert!(matches!(clinic.tracker.close_state(november()).unwrap(), CloseState::Locked(_)));
    let clinic = clinic.crash_and_reopen_after(1);
    assert_eq!(clinic.tracker.practice().reviewing, reviewing(0));
}

#[test]
fn a_pack_that_changes_what_was_signed_voids_it_and_another_pack_does_not() {
    let mut clinic = clinic();
    clinic.type_in(clinic.ben_ccm, "2026-11-20", "12:01", "15");
    let (manager, ana, ben) = (clinic.manager.clone(), clinic.ana, clinic.ben);
    clinic.sign(ana).unwrap();
    clinic.sign(ben).unwrap();
    for (file, pack) in [("school.toml", SCHOOL), ("larch.toml", LARCH)] {
        assert_eq!(
            (clinic.standing(ana), clinic.standing(ben)),
            (Standing::Signed, Standing::Signed),
            "before {file}"
        );
        clinic.tracker.add_rule_pack(&manager, file, pack).unwrap();
        clinic.tracker.review(november()).unwrap();
    }
    // 25 minutes are still enough for 99490 under this pack, 22 are not.
    assert_eq!((clinic.standing(ana), clinic.standing(ben)), (Standing::Signed, Standing::Changed));
    assert_eq!(clinic.tracker.decisions(ben, november()).unwrap().last().unwrap().staff_id, None);
    assert!(clinic.said(ben).contains("99490 not billed"), "{}", clinic.said(ben));
    let filter = Filter { action: Some("void_sign_off".to_owned()), ..Filter::default() };
    let events = clinic.tracker.audit(&manager, &filter, 10).unwrap();
    assert_eq!(events.iter().map(|event| event.event.patient_id).collect::<Vec<_>>(), [Some(ben)]);
    clinic.is_sound();
}
