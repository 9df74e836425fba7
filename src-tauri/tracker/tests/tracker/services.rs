//! Advance care planning talks, from the form to the exported line.

use tracker::claims::Status;
use tracker::oncology::NewPlan;
use tracker::own_services::NewService;
use tracker::planning::NewTalk;
use tracker::{Access, Actor, Code, Error, PatientId, PlanId, ServiceId, TalkId};

use crate::common::{at, enrollment, field, month};
use crate::seed_office::{Office, claimed, why};

/// The example of CMS's own check-digit page.
const NPI: &str = "1234567893";
pub(crate) const NOVEMBER: &str = "2026-11";

/// A nurse, a physician who bills, a biller, and a patient who is in no program.
pub(crate) struct Scene {
    pub(crate) office: Office,
    pub(crate) nurse: Actor,
    pub(crate) doctor: Actor,
    pub(crate) biller: Actor,
    pub(crate) patient: PatientId,
}

pub(crate) fn scene(payer: &str, now: &str) -> Scene {
    let mut office = Office::opens("Maple Street", now);
    let nurse = office.hires("Bo Lindqvist", "rn", Access::CareTeam, None);
    let doctor = office.hires("Ida Marsh", "physician", Access::Practitioner, Some(NPI));
    let biller = office.hires("Rosalind Pike", "biller", Access::Biller, None);
    let patient = office.takes_on(&nurse, "Odette Larkspur", payer);
    Scene { office, nurse, doctor, biller, patient }
}

pub(crate) fn in_november(payer: &str) -> Scene {
    scene(payer, "2026-11-20T22:00:00Z")
}

impl Scene {
    pub(crate) fn talk(&self, date: &str, start: &str, length: &str) -> NewTalk {
        NewTalk {
            patient: self.patient.get(),
            practitioner: self.doctor.staff.get(),
            date: date.to_owned(),
            start: start.to_owned(),
            length: length.to_owned(),
            ..NewTalk::default()
        }
    }

    pub(crate) fn talks(&mut self, date: &str, start: &str, length: &str) -> Result<TalkId, Error> {
        let (form, nurse) = (self.talk(date, start, length), self.nurse.clone());
        self.office.tracker.log_talk(&nurse, &form)
    }

    pub(crate) fn plans(&mut self, kind: &str, date: &str, cancer: &str) -> Result<PlanId, Error> {
        let form = NewPlan {
            patient: self.patient.get(),
            practitioner: self.doctor.staff.get(),
            kind: kind.to_owned(),
            date: date.to_owned(),
            cancer: cancer.to_owned(),
        };
        let nurse = self.nurse.clone();
        self.office.tracker.log_plan(&nurse, &form)
    }

    pub(crate) fn service(&self, code: &str, date: &str) -> NewService {
        NewService {
            patient: self.patient.get(),
            code: code.to_owned(),
            date: date.to_owned(),
            ..NewService::default()
        }
    }

    pub(crate) fn notes(&mut self, form: &NewService) -> Result<ServiceId, Error> {
        let nurse = self.nurse.clone();
        self.office.tracker.note_service(&nurse, form)
    }

    /// Code and units of the lines of a month, with their modifiers.
    pub(crate) fn lines(&mut self, of: &str) -> Vec<String> {
        let rows = self.office.claims(of);
        let lines = rows.iter().filter_map(|row| row.line.as_ref());
        lines
            .map(|line| {
                format!("{} {} {}", line.code, line.units, line.modifiers.join(" ")).trim().to_owned()
            })
            .collect()
    }

    pub(crate) fn refused_for(&mut self, of: &str) -> Vec<(Status, &'static str)> {
        let rows = self.office.claims(of);
        rows.iter().map(|row| (row.status, why(row).first().map_or("", |why| why.0))).collect()
    }
}

#[test]
fn a_talk_earns_by_its_midpoints_on_the_day_it_was_led() {
    for (length, lines) in [
        ("15m", vec![]),
        ("16", vec!["99497 1"]),
        ("45m", vec!["99497 1"]),
        ("45m59s", vec!["99497 1"]),
        ("46", vec!["99497 1", "99498 1"]),
        ("75", vec!["99497 1", "99498 1"]),
        ("76", vec!["99497 1", "99498 2"]),
    ] {
        let mut scene = in_november("medicare");
        scene.talks("2026-11-18", "9:40", length).unwrap();
        assert_eq!(scene.lines(NOVEMBER), lines, "{length}");
        if lines.is_empty() {
            assert_eq!(scene.refused_for(NOVEMBER), [(Status::Refused, "R-TIME-SHORT")]);
        }
    }
}

#[test]
fn two_talks_of_a_day_are_billed_together_and_those_of_two_days_are_not() {
    let mut scene = in_november("medicare");
    scene.talks("2026-11-18", "9:00", "8").unwrap();
    scene.talks("2026-11-17", "9:00", "15").unwrap();
    assert_eq!(scene.lines(NOVEMBER), Vec::<String>::new());
    scene.talks("2026-11-18", "15:00", "15:00-15:08").unwrap();
    assert_eq!(scene.lines(NOVEMBER), ["99497 1"]);
    let page = scene.office.tracker.patient_month(scene.patient, Some(month(NOVEMBER))).unwrap();
    let days: Vec<_> = page.services.days.iter().map(|day| (day.date.to_string(), day.talks.len())).collect();
    let short = page.services.days[1].short.map(|(code, short)| (code.to_string(), short.0));
    assert_eq!(short, Some(("99497".to_owned(), 60)), "a minute is missing");
    assert_eq!(days, [("2026-11-18".to_owned(), 2), ("2026-11-17".to_owned(), 1)], "newest first");
    let counted = page.services.days[0].statement.as_ref().unwrap().counted_s;
    assert_eq!(counted.0, 16 * 60);
}

#[test]
fn a_talk_that_was_exported_and_voided_is_taken_back_in_the_next_batch() {
    let mut scene = in_november("medicare");
    let first = scene.talks("2026-11-18", "9:00", "46").unwrap();
    let (biller, nurse, doctor) = (scene.biller.clone(), scene.nurse.clone(), scene.doctor.clone());
    scene.office.signs(&doctor, scene.patient, NOVEMBER);
    let lines = scene.office.exports(&biller, NOVEMBER);
    assert_eq!(lines.len(), 2);
    assert!(lines[0].starts_with("medicare 1234567893 2026-11-18 2026-11-18 99497 1 "), "{lines:?}");
    assert!(lines[0].ends_with(" 46:00"), "{lines:?}");

    assert_eq!(field(scene.office.tracker.void_talk(&nurse, first, " ")), "reason");
    scene.office.tracker.void_talk(&nurse, first, "it was another patient").unwrap();
    let again = scene.office.tracker.void_talk(&nurse, first, "again").unwrap_err();
    assert!(again.to_string().contains("voided already"), "{again}");
    let rows = scene.office.claims(NOVEMBER);
    assert_eq!(rows.iter().map(|row| row.status).collect::<Vec<_>>(), [Status::Changed, Status::Changed]);
    assert!(rows.iter().all(|row| row.line.is_none() && row.program == "acp" && row.signed.is_none()));

    // A talk of the same day that is logged instead goes on under the same name.
    scene.talks("2026-11-18", "11:00", "20").unwrap();
    let file = scene.office.file(&biller, NOVEMBER).unwrap();
    assert!(file.contains(",withdrawn,") && !file.contains(",new,"), "{file}");
    let codes: Vec<_> =
        claimed(&file).iter().map(|line| line.split(' ').skip(4).take(2).collect::<String>()).collect();
    assert_eq!(codes, ["994980"], "the base stands as it was claimed");
    let page = scene.office.tracker.patient_month(scene.patient, Some(month(NOVEMBER))).unwrap();
    let kept: Vec<_> = page.services.days[0].talks.iter().map(|talk| talk.voided.is_some()).collect();
    assert_eq!(kept, [true, false], "the voided talk stays readable");
    scene.office.is_sound();
}

#[test]
fn a_talk_is_refused_at_its_field_where_it_cannot_have_been() {
    let mut scene = in_november("medicare");
    assert_eq!(field(scene.talks("2026-11-20", "17:00", "20")), "length", "it is 5 PM in Detroit");
    assert_eq!(field(scene.talks("2026-11-18", "9:00", "9:40-9:40")), "end");
    assert_eq!(field(scene.talks("2026-11-18", "", "20")), "start");
    let mut form = scene.talk("2026-11-18", "9:00", "20");
    form.practitioner = scene.nurse.staff.get();
    let (nurse, doctor) = (scene.nurse.clone(), scene.doctor.clone());
    assert_eq!(field(scene.office.tracker.log_talk(&nurse, &form)), "practitioner");
    form.practitioner = 999;
    assert_eq!(field(scene.office.tracker.log_talk(&nurse, &form)), "practitioner");

    scene.talks("2026-11-18", "9:00", "20").unwrap();
    let other = scene.office.takes_on(&nurse, "Wim Castellane", "medicare");
    let same_time = NewTalk { patient: other.get(), ..scene.talk("2026-11-18", "9:19", "20") };
    let refused = scene.office.tracker.log_talk(&nurse, &same_time).unwrap_err();
    assert_eq!(refused.at_field(), Some("start"));
    assert!(refused.to_string().contains("another patient from 9:00 AM to 9:20 AM"), "{refused}");
    assert!(!refused.to_string().contains("Larkspur"), "no name in an error: {refused}");
    let after = NewTalk { start: "9:20".to_owned(), ..same_time };
    scene.office.tracker.log_talk(&doctor, &after).unwrap();

    scene.office.tracker.save_death(&nurse, scene.patient, Some(("2026-11-18", "12:00"))).unwrap();
    assert_eq!(field(scene.talks("2026-11-19", "9:00", "20")), "date");
    assert_eq!(field(scene.plans("initial", "2026-11-19", "C50.911")), "date");
    let refused = scene.office.tracker.log_talk(&scene.biller, &scene.talk("2026-11-18", "11:00", "20"));
    assert_eq!(refused.unwrap_err().code(), Code::Forbidden);
}

#[test]
fn minutes_of_a_talk_count_for_no_program_of_its_practitioner() {
    let mut scene = in_november("medicare");
    let (nurse, doctor) = (scene.nurse.clone(), scene.doctor.clone());
    let form = enrollment(scene.patient, doctor.staff.get(), "ccm");
    let enrolled = scene.office.enrolls(&nurse, &form);
    scene.office.types(&doctor, enrolled, "2026-11-18", ("9:00", "35"), "call_patient");
    assert_eq!(scene.lines(NOVEMBER), ["99491 1"]);
    let talk = scene.talks("2026-11-18", "9:10", "16").unwrap();
    assert_eq!(scene.lines(NOVEMBER), ["99497 1"], "nineteen minutes are left");
    scene.office.tracker.void_talk(&nurse, talk, "not led").unwrap();
    assert_eq!(scene.lines(NOVEMBER), ["99491 1"]);
}

#[test]
fn a_wellness_visit_of_the_day_gives_the_talk_its_modifier_and_critical_care_excludes_it() {
    let mut scene = in_november("medicare");
    let (nurse, doctor) = (scene.nurse.clone(), scene.doctor.clone());
    let form = NewTalk { wellness: "G0439".to_owned(), ..scene.talk("2026-11-18", "9:00", "20") };
    scene.office.tracker.log_talk(&nurse, &form).unwrap();
    assert_eq!(scene.lines(NOVEMBER), ["99497 1 33"]);
    let wrong = NewTalk { wellness: "99213".to_owned(), ..scene.talk("2026-11-18", "11:00", "20") };
    assert_eq!(field(scene.office.tracker.log_talk(&nurse, &wrong)), "wellness");

    let page = scene.office.tracker.patient_month(scene.patient, Some(month(NOVEMBER))).unwrap();
    let [visit] = page.services.own.as_slice() else { panic!("one visit is noted") };
    assert_eq!((visit.code.as_str(), visit.staff_id), ("G0439", Some(doctor.staff)));
    scene.office.tracker.void_service(&nurse, visit.id, "it was not furnished").unwrap();
    assert_eq!(scene.lines(NOVEMBER), ["99497 1"]);

    let critical = NewService { staff: Some(doctor.staff.get()), ..scene.service("99291", "2026-11-18") };
    scene.notes(&critical).unwrap();
    assert_eq!(scene.refused_for(NOVEMBER), [(Status::Refused, "R-XOR-FAMILY")]);
}

#[test]
fn a_locked_month_takes_no_talk_and_gives_none_back() {
    let mut scene = in_november("medicare");
    let nurse = scene.nurse.clone();
    let talk = scene.talks("2026-11-18", "9:00", "20").unwrap();
    scene.office.clock.set(at("2026-12-02T15:00:00Z"));
    let manager = scene.office.manager.clone();
    scene.office.tracker.close_month(&manager, month(NOVEMBER), "signed on paper").unwrap();
    scene.office.clock.set(at("2026-12-20T15:00:00Z"));
    let refused = scene.talks("2026-11-19", "9:00", "20").unwrap_err();
    assert!(refused.to_string().contains("November"), "{refused}");
    assert_eq!(scene.office.tracker.void_talk(&nurse, talk, "wrong").unwrap_err().code(), Code::Refused);
    assert_eq!(scene.plans("initial", "2026-11-19", "C50.911").unwrap_err().code(), Code::Refused);
    let critical = scene.service("99291", "2026-11-18");
    assert_eq!(scene.notes(&critical).unwrap_err().code(), Code::Refused, "it would take the line away");
    let visit = scene.service("99213", "2026-11-18");
    scene.notes(&visit).unwrap();
    assert_eq!(scene.lines(NOVEMBER), ["99497 1"]);
}

#[test]
fn a_talk_over_midnight_at_the_end_of_a_month_is_billed_once_on_its_first_day() {
    let mut scene = scene("medicare", "2026-12-02T15:00:00Z");
    scene.talks("2026-11-30", "23:50", "20").unwrap();
    assert_eq!(scene.lines(NOVEMBER), ["99497 1"]);
    assert_eq!(scene.lines("2026-12"), Vec::<String>::new());
}

#[test]
fn what_is_signed_has_the_talk_and_a_new_one_voids_the_signature_with_words() {
    let mut scene = in_november("medicare");
    let doctor = scene.doctor.clone();
    scene.talks("2026-11-18", "9:00", "20").unwrap();
    scene.office.signs(&doctor, scene.patient, NOVEMBER);
    let review = scene.office.tracker.open_review(&doctor, month(NOVEMBER)).unwrap();
    assert_eq!(
        (review.rows[0].earned.as_str(), review.rows[0].programs.as_slice()),
        ("99497", ["acp".to_owned()].as_slice())
    );
    scene.talks("2026-11-18", "14:00", "26").unwrap();
    let decisions = scene.office.tracker.decisions(scene.patient, month(NOVEMBER)).unwrap();
    let why = decisions.last().unwrap().reason.clone().unwrap_or_default();
    assert!(why.contains("Care planning: 99498 on 2026-11-18, was not billed."), "{why}");
}

#[test]
fn the_packet_and_the_history_of_a_patient_have_the_talk_and_the_plan() {
    let mut scene = in_november("cigna");
    let doctor = scene.doctor.clone();
    scene.talks("2026-11-18", "9:00", "20").unwrap();
    scene.plans("initial", "2026-11-17", "C50.911").unwrap();
    let rows = scene.office.claims(NOVEMBER);
    for row in &rows {
        let name = row.account.id();
        assert_eq!(tracker::claims::Account::parse(&name), Some(row.account), "{name}");
        assert!(scene.office.tracker.packet(month(NOVEMBER), row.account).unwrap().starts_with(b"%PDF"));
    }
    let names: Vec<_> = rows.iter().map(|row| row.account.id()).collect();
    assert_eq!(names, ["o1", "p1"], "by date of service");
    let past = scene.office.tracker.open_claim_history(&doctor, scene.patient).unwrap();
    let programs: Vec<_> = past[0].lines.iter().map(|line| line.program.as_str()).collect();
    assert_eq!(programs, ["acp", "oncology"]);
}

#[test]
fn the_line_of_a_day_of_talks_has_the_diagnoses_of_those_that_count() {
    let mut scene = in_november("medicare");
    let nurse = scene.nurse.clone();
    for (start, diagnoses) in [("9:00", "C34.90"), ("11:00", "z71.89 C34.90"), ("14:00", "G30.9")] {
        let form = NewTalk { diagnoses: diagnoses.to_owned(), ..scene.talk("2026-11-18", start, "20") };
        let id = scene.office.tracker.log_talk(&nurse, &form).unwrap();
        if start == "14:00" {
            scene.office.tracker.void_talk(&nurse, id, "another patient").unwrap();
        }
    }
    let rows = scene.office.claims(NOVEMBER);
    assert_eq!(rows[0].diagnoses, ["C34.90", "Z71.89"]);
    let wrong = NewTalk { diagnoses: "dementia".to_owned(), ..scene.talk("2026-11-19", "9:00", "20") };
    assert_eq!(field(scene.office.tracker.log_talk(&nurse, &wrong)), "diagnoses");
}

#[test]
fn minutes_of_a_talk_with_one_patient_count_for_no_other_in_whichever_order_they_are_logged() {
    for talk_first in [true, false] {
        let mut scene = in_november("medicare");
        let (nurse, doctor) = (scene.nurse.clone(), scene.doctor.clone());
        let other = scene.office.takes_on(&nurse, "Wren Fields", "medicare");
        let form = enrollment(other, doctor.staff.get(), "ccm");
        let ccm = scene.office.enrolls(&nurse, &form);
        let log = |scene: &mut Scene, talk: bool| {
            if talk {
                scene.talks("2026-11-18", "9:10", "20").unwrap();
            } else {
                scene.office.types(&doctor, ccm, "2026-11-18", ("9:00", "40m"), "call_patient");
            }
        };
        log(&mut scene, talk_first);
        log(&mut scene, !talk_first);
        let page = scene.office.tracker.patient_month(other, Some(month(NOVEMBER))).unwrap();
        let counted =
            page.enrollments[0].account.as_ref().unwrap().tracks.iter().map(|track| track.counted_s.0);
        assert_eq!(counted.max(), Some(20 * 60), "talk first: {talk_first}");
        assert!(scene.office.tracker.verify().unwrap().faults.is_empty());
    }
}
