//! A practice that begins with nothing: its people are hired, its patients enrolled, their time timed and typed, the month
//! signed, closed and exported, each by who does it in an office.

use std::fs;
use std::sync::Arc;

use tempfile::TempDir;
use tracker::claims::{ClaimRow, Reason, Status};
use tracker::enrollments::EnrollmentChange;
use tracker::export::{Format, Order};
use tracker::reasons::catalog;
use tracker::{Access, Actor, EnrollmentId, Error, FirstRun, Home, ManualClock, PatientId, Tracker};

use crate::common::{at, first_run, month, patient, staff, typed};

/// An office on its first day.
pub(crate) struct Office {
    pub(crate) dir: TempDir,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) tracker: Tracker,
    /// Runs the office: hires, closes, decides.
    pub(crate) manager: Actor,
}

/// What of a line is claimed.
const CLAIMED: [&str; 8] =
    ["payer", "npi", "dos_from", "dos_to", "code", "units", "amount_estimate", "counted"];

impl Office {
    /// The first run of a new practice.
    pub(crate) fn opens(practice: &str, now: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::at(at(now)));
        let form = FirstRun { practice: practice.to_owned(), ..first_run() };
        let (tracker, manager, _) = Home::at(dir.path()).set_up(&form, clock.clone()).unwrap();
        Self { dir, clock, tracker, manager }
    }

    pub(crate) fn hires(&mut self, name: &str, role: &str, access: Access, npi: Option<&str>) -> Actor {
        let form = tracker::staff::StaffChange {
            npi: npi.map(str::to_owned),
            scope_document: true,
            ..staff(name, role, access)
        };
        let staff = self.tracker.save_staff(&self.manager, &form).unwrap();
        Actor { staff, name: name.to_owned(), access }
    }

    pub(crate) fn takes_on(&mut self, who: &Actor, name: &str, payer: &str) -> PatientId {
        self.tracker.save_patient(who, &patient(name, name, payer)).unwrap()
    }

    pub(crate) fn enrolls(&mut self, who: &Actor, form: &EnrollmentChange) -> EnrollmentId {
        self.tracker.save_enrollment(who, form).unwrap()
    }

    /// A timer from that instant on, with a heartbeat every 15 seconds as the window has it.
    pub(crate) fn times(&mut self, who: &Actor, on: EnrollmentId, from: &str, minutes: i64, activity: &str) {
        self.clock.set(at(from));
        self.tracker.start_timer(who, on, None).unwrap();
        for _ in 0..minutes * 4 {
            self.clock.advance(15);
            self.tracker.beat().unwrap();
        }
        self.tracker.stop_timer(who, Some(activity), None).unwrap().entry.unwrap();
    }

    /// Time typed in at the end of its day.
    pub(crate) fn types(
        &mut self,
        who: &Actor,
        on: EnrollmentId,
        day: &str,
        (start, length): (&str, &str),
        activity: &str,
    ) {
        self.clock.set(at(&format!("{day}T22:00:00Z")));
        let mut form = typed(on, day, start, length);
        activity.clone_into(&mut form.activity);
        self.tracker.add_entry(who, &form).unwrap();
    }

    /// The physician looks at the patient's month and signs what is there.
    pub(crate) fn signs(&mut self, who: &Actor, patient: PatientId, of: &str) {
        let seen = self.tracker.open_review_patient(who, patient, month(of)).unwrap().seen;
        self.tracker.sign_month(who, patient, month(of), &seen).unwrap();
    }

    pub(crate) fn closes(&mut self, of: &str) {
        let manager = self.manager.clone();
        self.tracker.close_month(&manager, month(of), "").unwrap();
    }

    pub(crate) fn claims(&mut self, of: &str) -> Vec<ClaimRow> {
        self.tracker.claims(month(of)).unwrap().rows
    }

    pub(crate) fn statuses(&mut self, of: &str) -> Vec<Status> {
        self.claims(of).iter().map(|row| row.status).collect()
    }

    /// The lines of the file, as bytes: the heading and whatever follows it.
    pub(crate) fn file(&mut self, who: &Actor, of: &str) -> Result<String, Error> {
        let made = self.tracker.export_claims(who, month(of), &Order::csv(), None)?;
        Ok(fs::read_to_string(&made.file(Format::Csv).unwrap().path).unwrap())
    }

    /// What the file claims, a line each: payer, NPI, from, to, code, units, charge, counted time.
    pub(crate) fn exports(&mut self, who: &Actor, of: &str) -> Vec<String> {
        claimed(&self.file(who, of).unwrap())
    }

    pub(crate) fn is_sound(&self) {
        assert_eq!(self.tracker.verify().unwrap().faults, Vec::<String>::new());
        assert!(self.dir.path().join("exports").exists(), "something was exported");
    }
}

/// The claimed cells of a file's lines.
pub(crate) fn claimed(file: &str) -> Vec<String> {
    let mut csv = csv::Reader::from_reader(file.trim_start_matches('\u{FEFF}').as_bytes());
    let heads = csv.headers().unwrap().clone();
    let at = CLAIMED.map(|name| heads.iter().position(|head| head == name).unwrap());
    csv.records().map(|row| row.map(|row| at.map(|at| row[at].to_owned()).join(" ")).unwrap()).collect()
}

/// What a row says of why it is not billed: the code, its sentence, and its source.
pub(crate) fn why(row: &ClaimRow) -> Vec<(&'static str, String, String)> {
    let reasons = row.reasons.iter().filter_map(|reason| match reason {
        Reason::Refusal(refusal) => Some(rules::Reason::Refusal(*refusal)),
        Reason::Hold(hold) => Some(rules::Reason::Hold(*hold)),
        Reason::Warning(_) => None,
    });
    reasons
        .map(|reason| {
            let text = catalog().text(reason);
            (reason.code(), text.says.clone(), text.source.clone())
        })
        .collect()
}
