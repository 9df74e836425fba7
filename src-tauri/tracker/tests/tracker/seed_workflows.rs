//! The scenarios of the documents this program began with, done by an office from its first day to the exported line: the
//! ASCO guide's three, the MICMT page's month under BCBSM, and Cigna's dates. (The TCM FAQ has a file of its own.)

use tracker::Code;
use tracker::billed_elsewhere::NewBilledElsewhere;
use tracker::claims::Status;
use tracker::enrollments::EnrollmentChange;
use tracker::knobs::KnobChange;
use tracker::staff::StaffChange;
use tracker::tcm::EpisodeChange;
use tracker::{Access, Actor, EnrollmentId, PatientId};

use crate::common::{at, condition, enrollment, field, month, staff};
use crate::seed_office::{Office, claimed, why};
use crate::tcm_faq::{contact, visit};

/// The example of CMS's own check-digit page.
const NPI: &str = "1234567893";
const JANUARY: &str = "2025-01";

/// Two nurses, a physician who bills, a biller, and a patient in a program.
struct Asco {
    office: Office,
    bo: Actor,
    cai: Actor,
    doctor: Actor,
    biller: Actor,
    patient: PatientId,
    form: EnrollmentChange,
    enrolled: EnrollmentId,
}

fn asco(practice: &str, program: &str) -> Asco {
    let mut office = Office::opens(practice, "2025-01-02T14:00:00Z");
    let bo = office.hires("Bo Lindqvist", "rn", Access::CareTeam, None);
    let cai = office.hires("Cai Oduya", "rn", Access::CareTeam, None);
    let doctor = office.hires("Ida Marsh", "physician", Access::Practitioner, Some(NPI));
    let biller = office.hires("Rosalind Pike", "biller", Access::Biller, None);
    let patient = office.takes_on(&bo, "Odette Larkspur", "medicare");
    let form = enrollment(patient, doctor.staff.get(), program);
    let enrolled = office.enrolls(&bo, &form);
    let form = EnrollmentChange { id: Some(enrolled.get()), ..form };
    Asco { office, bo, cai, doctor, biller, patient, form, enrolled }
}

impl Asco {
    /// The physician notes the decision making of January.
    fn decides_moderately(&mut self) {
        let mdm = vec![(JANUARY.to_owned(), "moderate".to_owned())];
        self.form = EnrollmentChange { mdm, ..self.form.clone() };
        let (doctor, form) = (self.doctor.clone(), self.form.clone());
        self.office.enrolls(&doctor, &form);
    }

    /// In February: signed, closed, and exported.
    fn ends(&mut self) -> Vec<String> {
        self.office.clock.set(at("2025-02-05T15:00:00Z"));
        let (doctor, biller, patient) = (self.doctor.clone(), self.biller.clone(), self.patient);
        self.office.signs(&doctor, patient, JANUARY);
        self.office.closes(JANUARY);
        self.office.exports(&biller, JANUARY)
    }

    fn codes(&mut self) -> Vec<String> {
        let rows = self.office.claims(JANUARY);
        rows.iter().filter_map(|row| Some(row.line.as_ref()?.code.to_string())).collect()
    }
}

#[test]
fn asco_1_an_hour_of_two_nurses_is_a_line_of_99487_on_the_day_it_was_full() {
    let mut scene = asco("Juniper Hollow", "complex_ccm");
    let (bo, cai, enrolled) = (scene.bo.clone(), scene.cai.clone(), scene.enrolled);
    scene.office.times(&bo, enrolled, "2025-01-18T14:00:00Z", 20, "call_patient");
    scene.office.types(&cai, enrolled, "2025-01-25", ("9:00", "40m"), "call_patient");
    assert_eq!(scene.codes(), ["99490", "99439"], "nobody noted the decision making yet");
    scene.decides_moderately();

    assert_eq!(scene.ends(), ["medicare 1234567893 2025-01-25 2025-01-25 99487 1 131.65 60:00"]);
    scene.office.is_sound();
}

#[test]
fn asco_1_in_the_bytes_of_the_file() {
    let mut scene = asco("Juniper Hollow", "complex_ccm");
    let (bo, biller, enrolled) = (scene.bo.clone(), scene.biller.clone(), scene.enrolled);
    scene.office.times(&bo, enrolled, "2025-01-18T14:00:00Z", 60, "call_patient");
    scene.decides_moderately();
    scene.office.clock.set(at("2025-02-05T15:00:00Z"));
    let file = scene.office.file(&biller, JANUARY).unwrap();
    let lines: Vec<_> = file.split_inclusive("\r\n").collect();
    assert_eq!(lines.len(), 2);
    let (from_patient, to_money) = (
        ",Odette Larkspur,Odette Larkspur,1950-03-07,Ida Marsh,1234567893,",
        "2025-01-18,2025-01-18,11,99487,,1,I50.22,E11.9,,,,,,,,,,,131.65,60:00,0:00,",
    );
    assert!(lines[1].starts_with("Juniper Hollow,2025-01,a1,medicare,medicare 2026.1 "), "{}", lines[1]);
    assert!(lines[1].contains(&format!("{from_patient}{to_money}")), "{}", lines[1]);
    assert!(
        lines[1].ends_with(",e1,1,new,not signed\r\n"),
        "the entry, first batch, new, not signed: {}",
        lines[1]
    );
}

#[test]
fn asco_2_a_nurse_and_the_physician_fold_into_99490_and_two_99439_each_on_its_own_day() {
    let mut scene = asco("Juniper Hollow", "ccm");
    let (bo, doctor, enrolled) = (scene.bo.clone(), scene.doctor.clone(), scene.enrolled);
    scene.office.times(&bo, enrolled, "2025-01-13T14:00:00Z", 30, "call_patient");
    scene.office.types(&doctor, enrolled, "2025-01-20", ("9:00", "20m"), "call_patient");
    scene.office.times(&doctor, enrolled, "2025-01-28T14:00:00Z", 30, "call_patient");
    assert_eq!(
        scene.ends(),
        [
            "medicare 1234567893 2025-01-13 2025-01-13 99490 1 60.49 80:00",
            "medicare 1234567893 2025-01-20 2025-01-20 99439 1 45.93 80:00",
            "medicare 1234567893 2025-01-28 2025-01-28 99439 1 45.93 80:00",
        ]
    );
    scene.office.is_sound();
}

#[test]
fn asco_2_for_a_practice_that_bills_everything_on_the_last_day() {
    let mut scene = asco("Juniper Hollow", "ccm");
    let (bo, doctor, enrolled) = (scene.bo.clone(), scene.doctor.clone(), scene.enrolled);
    let manager = scene.office.manager.clone();
    let last_day = KnobChange { key: "dos_policy".to_owned(), value: "single_last_threshold".to_owned() };
    scene.office.tracker.save_rules(&manager, &[last_day]).unwrap();
    scene.office.times(&bo, enrolled, "2025-01-13T14:00:00Z", 30, "call_patient");
    scene.office.types(&doctor, enrolled, "2025-01-20", ("9:00", "20m"), "call_patient");
    scene.office.types(&doctor, enrolled, "2025-01-28", ("9:00", "30m"), "call_patient");
    assert_eq!(
        scene.ends(),
        [
            "medicare 1234567893 2025-01-28 2025-01-28 99490 1 60.49 80:00",
            "medicare 1234567893 2025-01-28 2025-01-28 99439 2 91.86 80:00",
        ]
    );
    scene.office.is_sound();
}

impl Asco {
    /// A nurse hears what the other practice claims.
    fn hears_of(&mut self, code: &str, date: &str) -> Result<tracker::BilledElsewhereId, tracker::Error> {
        let form = NewBilledElsewhere {
            patient: self.patient,
            code: code.to_owned(),
            date: date.to_owned(),
            known_by: "Letter of Juniper Hollow, February 3".to_owned(),
        };
        let bo = self.bo.clone();
        self.office.tracker.note_billed_elsewhere(&bo, &form)
    }
}

/// The oncologist's twenty minutes for a patient whose family practice claims complex care.
fn oncology() -> Asco {
    let mut scene = asco("Cedar Oncology", "ccm");
    scene.form.start = "2024-09-03".to_owned();
    scene.form.conditions = ["C50.911", "D63.0"].map(condition).to_vec();
    let (bo, enrolled, form) = (scene.bo.clone(), scene.enrolled, scene.form.clone());
    scene.office.enrolls(&bo, &form);
    scene.office.times(&bo, enrolled, "2025-01-10T14:00:00Z", 20, "call_patient");
    scene.office.clock.set(at("2025-02-05T15:00:00Z"));
    scene
}

#[test]
fn asco_3_the_first_practice_is_paid_and_the_second_is_refused_with_words_and_source() {
    let mut first = asco("Juniper Hollow", "complex_ccm");
    let (bo, enrolled) = (first.bo.clone(), first.enrolled);
    first.office.times(&bo, enrolled, "2025-01-08T14:00:00Z", 60, "call_patient");
    first.decides_moderately();
    assert_eq!(first.ends(), ["medicare 1234567893 2025-01-08 2025-01-08 99487 1 131.65 60:00"]);

    let mut second = oncology();
    let (bo, biller) = (second.bo.clone(), second.biller.clone());
    assert_eq!(second.office.statuses(JANUARY), [Status::Ready], "nobody knows of the other practice yet");
    let note = second.hears_of("99487", "2025-01-08").unwrap();
    assert_eq!(field(second.hears_of("99487", "2025-01-08")), "code", "not twice");
    let row = second.office.claims(JANUARY).remove(0);
    assert_eq!(row.status, Status::Refused);
    let (code, says, source) = why(&row).remove(0);
    assert_eq!(
        (code, says.as_str()),
        ("R-OTHER-BILLER", "Another practitioner bills care management this month")
    );
    assert!(source.contains("ASCO") && source.contains("scenario 3"), "{source}");
    let refused = second.office.file(&biller, JANUARY).unwrap_err();
    assert_eq!(refused.code(), Code::Refused);
    assert!(refused.to_string().contains("No line of this month is ready"), "{refused}");

    // It was a mistake: the other practice had another patient of that name.
    second.office.tracker.withdraw_billed_elsewhere(&bo, note, "another patient").unwrap();
    assert_eq!(second.ends(), ["medicare 1234567893 2025-01-10 2025-01-10 99490 1 60.49 20:00"]);
    assert_eq!(second.office.tracker.billed_elsewhere(second.patient).unwrap().len(), 1, "it stays readable");
    second.office.is_sound();
}

#[test]
fn asco_3_heard_of_after_the_export_takes_the_line_back_in_the_next_batch() {
    let mut second = oncology();
    let biller = second.biller.clone();
    assert_eq!(
        second.office.exports(&biller, JANUARY),
        ["medicare 1234567893 2025-01-10 2025-01-10 99490 1 60.49 20:00"]
    );
    second.hears_of("99490", "2025-01-20").unwrap();
    let row = second.office.claims(JANUARY).remove(0);
    assert_eq!((row.status, why(&row).remove(0).0), (Status::Changed, "R-OTHER-BILLER"));
    let file = second.office.file(&biller, JANUARY).unwrap();
    assert_eq!(claimed(&file), ["medicare 1234567893 2025-01-10 2025-01-10 99490 0 0.00 20:00"]);
    assert!(file.contains(",withdrawn,"), "{file}");
    second.office.is_sound();
}

#[test]
fn what_another_practice_bills_is_a_code_that_is_paid_once_on_a_day_that_came() {
    let mut scene = oncology();
    assert_eq!(field(scene.hears_of("99213", "2025-01-08")), "code");
    assert_eq!(field(scene.hears_of("99487", "2025-02-30")), "date");
    assert_eq!(field(scene.hears_of("99487", "2025-02-06")), "date");
    scene.hears_of("99487", "2025-02-03").unwrap();
    assert_eq!(scene.office.statuses(JANUARY), [Status::Ready], "that is February's");
    let biller = scene.biller.clone();
    let form = NewBilledElsewhere {
        patient: scene.patient,
        code: "99490".to_owned(),
        date: "2025-01-08".to_owned(),
        known_by: "remittance".to_owned(),
    };
    let refused = scene.office.tracker.note_billed_elsewhere(&biller, &form).unwrap_err();
    assert_eq!(refused.code(), Code::Forbidden);
}

/// The MICMT page's month: coordination without the patient, 31 minutes of a nurse and a medical assistant.
#[test]
fn micmt_thirty_one_minutes_of_coordination_are_a_line_of_99487_under_bcbsm_once_the_assistant_is_trained() {
    let mut office = Office::opens("Juniper Hollow", "2025-01-02T14:00:00Z");
    let nurse = office.hires("Bo Lindqvist", "rn", Access::CareTeam, None);
    let assistant = office.hires("Cai Oduya", "ma", Access::CareTeam, None);
    let doctor = office.hires("Ida Marsh", "physician", Access::Practitioner, Some(NPI));
    let biller = office.hires("Rosalind Pike", "biller", Access::Biller, None);
    let manager = office.manager.clone();
    let untrained = StaffChange {
        id: Some(assistant.staff.get()),
        team_training: None,
        scope_document: true,
        ..staff("Cai Oduya", "ma", Access::CareTeam)
    };
    office.tracker.save_staff(&manager, &untrained).unwrap();
    let patient = office.takes_on(&nurse, "Odette Larkspur", "bcbsm");
    // BCBSM asks for consent, a plan and one diagnosis: nothing else is on record.
    let form = EnrollmentChange {
        visit_date: None,
        visit_kind: None,
        plan_copy_given: None,
        attested: false,
        conditions: vec![condition("I50.22")],
        ..enrollment(patient, doctor.staff.get(), "complex_ccm")
    };
    let enrolled = office.enrolls(&nurse, &form);
    office.times(&nurse, enrolled, "2025-01-07T14:00:00Z", 11, "home_health_contact");
    office.types(&nurse, enrolled, "2025-01-09", ("10:00", "15m"), "call_patient");
    office.types(&assistant, enrolled, "2025-01-14", ("9:00", "10m"), "dme_contact");
    office.times(&assistant, enrolled, "2025-01-21T14:00:00Z", 10, "community_resource_contact");
    office.clock.set(at("2025-02-05T15:00:00Z"));

    let page = office.tracker.patient_month(patient, Some(month(JANUARY))).unwrap();
    let excluded: Vec<_> =
        page.entries.iter().map(|entry| entry.excluded.first().map(|item| item.reason.code())).collect();
    let (untrained_one, talk) = (Some("X-UNTRAINED"), Some("X-ACTIVITY-PATIENT-CONTACT"));
    assert_eq!(excluded, [untrained_one, untrained_one, talk, None], "newest first");
    assert_eq!(office.file(&biller, JANUARY).unwrap_err().code(), Code::Refused);

    let trained = StaffChange { team_training: Some("2025-01-30".to_owned()), ..untrained };
    office.tracker.save_staff(&manager, &trained).unwrap();
    office.signs(&doctor, patient, JANUARY);
    office.closes(JANUARY);
    assert_eq!(
        office.exports(&biller, JANUARY),
        ["bcbsm 1234567893 2025-01-21 2025-01-21 99487 1 131.65 31:00"]
    );
    office.is_sound();
}

#[test]
fn micmt_the_same_month_is_99490_under_medicare_which_wants_an_hour_for_99487() {
    let mut scene = asco("Juniper Hollow", "complex_ccm");
    let (bo, cai, enrolled) = (scene.bo.clone(), scene.cai.clone(), scene.enrolled);
    scene.office.times(&bo, enrolled, "2025-01-07T14:00:00Z", 11, "home_health_contact");
    scene.office.types(&cai, enrolled, "2025-01-14", ("9:00", "10m"), "dme_contact");
    scene.office.times(&cai, enrolled, "2025-01-21T14:00:00Z", 10, "community_resource_contact");
    scene.decides_moderately();
    assert_eq!(scene.ends(), ["medicare 1234567893 2025-01-14 2025-01-14 99490 1 60.49 31:00"]);
    scene.office.is_sound();
}

/// Cigna: nothing of this before claims sent on 17 January 2021, then six codes, TCM among them and CCM not. The date of
/// service is the same on both days.
#[test]
fn cigna_pays_the_discharge_of_december_when_it_is_sent_on_january_17_and_refuses_it_the_day_before() {
    const DECEMBER: &str = "2020-12";
    let mut office = Office::opens("Juniper Hollow", "2020-12-07T20:00:00Z");
    let nurse = office.hires("Bo Lindqvist", "rn", Access::CareTeam, None);
    let doctor = office.hires("Ida Marsh", "physician", Access::Practitioner, Some(NPI));
    let biller = office.hires("Rosalind Pike", "biller", Access::Biller, None);
    let patient = office.takes_on(&nurse, "Odette Larkspur", "cigna");
    let early = |text: &str| Some(text.to_owned());
    let form = EnrollmentChange {
        start: "2020-06-03".to_owned(),
        consent_given: early("2020-06-03"),
        visit_date: early("2020-06-03"),
        last_seen: early("2020-06-03"),
        plan_established: early("2020-06-03"),
        plan_copy_given: early("2020-06-03"),
        ..enrollment(patient, doctor.staff.get(), "ccm")
    };
    let enrolled = office.enrolls(&nurse, &form);
    let discharge = EpisodeChange {
        patient: patient.get(),
        practitioner: doctor.staff.get(),
        discharge_date: "2020-12-07".to_owned(),
        discharge_time: "14:00".to_owned(),
        from: "inpatient_acute".to_owned(),
        to: "home".to_owned(),
        report: true,
        ..EpisodeChange::default()
    };
    let episode = office.tracker.save_episode(&nurse, &discharge).unwrap();
    office.clock.set(at("2020-12-08T16:00:00Z"));
    office.tracker.log_contact(&nurse, &contact(episode, "2020-12-08", "10:00", true)).unwrap();
    office.types(&nurse, enrolled, "2020-12-10", ("9:00", "25m"), "call_patient");
    office.clock.set(at("2020-12-14T20:00:00Z"));
    office.tracker.log_visit(&doctor, &visit(episode, "2020-12-14", "high")).unwrap();

    office.clock.set(at("2021-01-16T15:00:00Z"));
    let rows = office.claims(DECEMBER);
    let programs: Vec<_> = rows.iter().map(|row| (row.program.as_str(), row.status)).collect();
    assert_eq!(programs, [("ccm", Status::Refused), ("tcm", Status::Refused)]);
    for row in &rows {
        let (code, says, source) = why(row).remove(0);
        assert_eq!((code, says.as_str()), ("R-PAYER", "This payer does not cover the code"));
        assert!(source.contains("Cigna"), "{source}");
    }
    assert_eq!(office.file(&biller, DECEMBER).unwrap_err().code(), Code::Refused);

    office.clock.set(at("2021-01-17T15:00:00Z"));
    assert_eq!(office.statuses(DECEMBER), [Status::Ready, Status::Refused]);
    assert_eq!(
        office.exports(&biller, DECEMBER),
        ["cigna 1234567893 2020-12-14 2020-12-14 99496 1 272.68 0:00"]
    );
    office.is_sound();
}
