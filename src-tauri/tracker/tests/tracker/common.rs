//! A small practice: a manager, a nurse, a practitioner, and two patients with fully documented CCM enrollments.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use chrono::{DateTime, Utc};
use rules::{Month, Seconds};
use tempfile::TempDir;
use tracker::enrollments::{ConditionChange, EnrollmentChange};
use tracker::entries::TypedEntry;
use tracker::patients::PatientChange;
use tracker::staff::StaffChange;
use tracker::{Access, Actor, EnrollmentId, EntryId, Error, FirstRun, Home, ManualClock, PatientId, Tracker};

pub(crate) const SIGN_IN: &str = "tamsin";
pub(crate) const PASSWORD: &str = "seven quiet herons wade";

/// A Monday morning, ten o'clock in the practice.
pub(crate) const MONDAY: &str = "2026-11-02T15:00:00Z";

/// The practice of a test, open.
pub(crate) struct Clinic {
    pub(crate) dir: TempDir,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) tracker: Tracker,
    pub(crate) manager: Actor,
    pub(crate) nurse: Actor,
    pub(crate) other_nurse: Actor,
    pub(crate) doctor: Actor,
    pub(crate) biller: Actor,
    pub(crate) ana: PatientId,
    pub(crate) ana_ccm: EnrollmentId,
    pub(crate) ben: PatientId,
    pub(crate) ben_ccm: EnrollmentId,
}

/// Everybody who is in every practice, and the files of the vault: made once, since keys are slow to make on purpose.
struct Template {
    files: Vec<(String, Vec<u8>)>,
    people: [Actor; 4],
    enrolled: [(PatientId, EnrollmentId); 2],
}

static TEMPLATE: LazyLock<Template> = LazyLock::new(template);

fn template() -> Template {
    let dir = tempfile::tempdir().unwrap();
    let clock = Arc::new(ManualClock::at(at("2025-01-02T14:00:00Z")));
    let (mut tracker, manager, _) = Home::at(dir.path()).set_up(&first_run(), clock).unwrap();
    let mut hire = |name: &str, role: &str, access: Access| {
        let staff = tracker.save_staff(&manager, &staff(name, role, access)).unwrap();
        Actor { staff, name: name.to_owned(), access }
    };
    let people = [
        hire("Bo Lindqvist", "rn", Access::CareTeam),
        hire("Cai Oduya", "ma", Access::CareTeam),
        hire("Ida Marsh", "physician", Access::Practitioner),
        hire("Rosalind Pike", "biller", Access::Biller),
    ];
    let doctor = people[2].staff.get();
    let mut enroll = |name: &str, mrn: &str| {
        let patient = tracker.save_patient(&manager, &patient(name, mrn, "medicare")).unwrap();
        let form = enrollment(patient, doctor, "ccm");
        (patient, tracker.save_enrollment(&manager, &form).unwrap())
    };
    let enrolled = [enroll("Ana Lopez", "A-1"), enroll("Ben Okafor", "B-2")];
    drop(tracker);
    Template { files: files(&dir.path().join("practice")), people, enrolled }
}

/// Every file of a folder with its bytes, by name; SQLite's index of the log holds nothing that is not elsewhere.
pub(crate) fn files(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| !path.to_string_lossy().ends_with("-shm"))
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(path).unwrap()))
        .filter(|(_, bytes)| !bytes.is_empty())
        .collect();
    files.sort();
    files
}

impl Clinic {
    /// The practice on a Monday in November 2026.
    pub(crate) fn new() -> Self {
        Self::on(MONDAY)
    }

    /// The practice at a moment of its life.
    pub(crate) fn on(now: &str) -> Self {
        Self::with(Arc::new(ManualClock::at(at(now))))
    }

    /// The practice under a clock.
    pub(crate) fn with(clock: Arc<ManualClock>) -> Self {
        let dir = tempfile::tempdir().unwrap();
        lay_out(dir.path());
        Self::open(dir, clock)
    }

    fn open(dir: TempDir, clock: Arc<ManualClock>) -> Self {
        let (tracker, manager) = Home::at(dir.path()).unlock(SIGN_IN, PASSWORD, clock.clone()).unwrap();
        let [nurse, other_nurse, doctor, biller] = TEMPLATE.people.clone();
        let [(ana, ana_ccm), (ben, ben_ccm)] = TEMPLATE.enrolled;
        Self { dir, clock, tracker, manager, nurse, other_nurse, doctor, biller, ana, ana_ccm, ben, ben_ccm }
    }

    /// The program ends without a word, and is opened again some seconds later.
    pub(crate) fn crash_and_reopen_after(self, seconds: i64) -> Self {
        let Self { dir, clock, tracker, .. } = self;
        drop(tracker);
        clock.advance(seconds);
        Self::open(dir, clock)
    }

    /// A heartbeat every 15 seconds for as long as that.
    pub(crate) fn beat_for(&mut self, seconds: i64) {
        for _ in 0..seconds / 15 {
            self.clock.advance(15);
            self.tracker.beat().unwrap();
        }
        self.clock.advance(seconds % 15);
    }

    /// Types an entry that counts, as the nurse.
    pub(crate) fn type_in(
        &mut self,
        enrollment: EnrollmentId,
        date: &str,
        start: &str,
        length: &str,
    ) -> EntryId {
        let nurse = self.nurse.clone();
        self.tracker.add_entry(&nurse, &typed(enrollment, date, start, length)).unwrap()
    }

    /// Counted seconds of a patient's month in the track that is shown.
    pub(crate) fn counted(&self, patient: PatientId, month: &str) -> Seconds {
        let month = self.tracker.patient_month(patient, Some(self::month(month))).unwrap();
        month.enrollments[0].bar.as_ref().unwrap().counted
    }

    /// Nothing is wrong with what is kept.
    pub(crate) fn is_sound(&self) {
        assert_eq!(self.tracker.verify().unwrap().faults, Vec::<String>::new());
    }

    pub(crate) fn vault(&self) -> PathBuf {
        self.dir.path().join("practice")
    }
}

/// Puts a locked practice into a folder.
pub(crate) fn lay_out(dir: &Path) {
    let vault = dir.join("practice");
    fs::create_dir_all(&vault).unwrap();
    for (name, bytes) in &TEMPLATE.files {
        fs::write(vault.join(name), bytes).unwrap();
    }
}

/// Who times and on whom, for a process that has only the folder.
pub(crate) fn nurse_and_enrollment() -> (Actor, EnrollmentId) {
    (TEMPLATE.people[0].clone(), TEMPLATE.enrolled[0].1)
}

pub(crate) fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub(crate) fn month(text: &str) -> Month {
    tracker::practice::month(text).unwrap()
}

/// The form field a refusal belongs to.
pub(crate) fn field<T: std::fmt::Debug>(refused: Result<T, Error>) -> &'static str {
    refused.unwrap_err().at_field().unwrap()
}

pub(crate) fn first_run() -> FirstRun {
    FirstRun {
        practice: "Juniper Hollow".to_owned(),
        time_zone: "America/Detroit".to_owned(),
        name: "Tamsin Reyes".to_owned(),
        role: "rn".to_owned(),
        credentials: "RN".to_owned(),
        sign_in: SIGN_IN.to_owned(),
        password: PASSWORD.to_owned(),
        demo: false,
    }
}

pub(crate) fn staff(name: &str, role: &str, access: Access) -> StaffChange {
    StaffChange {
        id: None,
        name: name.to_owned(),
        role: role.to_owned(),
        access: access.slug().to_owned(),
        credentials: String::new(),
        npi: None,
        sign_in: None,
        password: None,
        team_training: Some("2024-11-04".to_owned()),
        scope_document: false,
        active: true,
        from: None,
    }
}

pub(crate) fn patient(name: &str, mrn: &str, payer: &str) -> PatientChange {
    PatientChange {
        id: None,
        name: name.to_owned(),
        birth_date: "1950-03-07".to_owned(),
        mrn: mrn.to_owned(),
        sex: "F".to_owned(),
        payer: payer.to_owned(),
        call_window: String::new(),
        subscriber: None,
        from: None,
    }
}

/// An enrollment that lacks nothing.
pub(crate) fn enrollment(patient: PatientId, practitioner: i64, program: &str) -> EnrollmentChange {
    let some = |text: &str| Some(text.to_owned());
    EnrollmentChange {
        id: None,
        patient: patient.get(),
        program: program.to_owned(),
        practitioner,
        start: "2024-06-03".to_owned(),
        end: None,
        consent_given: some("2024-06-03"),
        consent_mode: "verbal".to_owned(),
        consent_taker: None,
        consent_topics: Vec::new(),
        consent_revoked: None,
        visit_date: some("2024-06-03"),
        visit_kind: some("em"),
        visit_discussed: true,
        last_seen: some("2024-12-10"),
        conditions: ["I50.22", "E11.9"].map(condition).to_vec(),
        plan_established: some("2024-06-03"),
        plan_revised: None,
        plan_copy_given: some("2024-06-03"),
        mdm: Vec::new(),
        attested: true,
        supervisor: Some(practitioner),
        lead: None,
        from: None,
    }
}

pub(crate) fn condition(icd10: &str) -> ConditionChange {
    ConditionChange {
        icd10: Some(icd10.to_owned()),
        label: String::new(),
        expected_months: None,
        high_risk: true,
    }
}

pub(crate) fn typed(enrollment: EnrollmentId, date: &str, start: &str, length: &str) -> TypedEntry {
    TypedEntry {
        enrollment,
        date: date.to_owned(),
        start: start.to_owned(),
        length: length.to_owned(),
        activity: "call_patient".to_owned(),
        note: String::new(),
        part_of_visit: false,
        first_pass: None,
    }
}
