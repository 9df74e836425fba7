//! From rows to the case the rules judge: one patient, one month.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;
use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use rules::{
    BilledElsewhere, CarePlan, Case, Condition, Consent, Contact, DateOrInstant, Elsewhere, Enrollment,
    Entry, GlobalPeriod, InitiatingVisit, Mdm, Month, Patient, Stay, StayKind, TcmEpisode, TcmVisit,
};
use store::conditions::ConditionRow;
use store::enrollments::EnrollmentRow;
use store::entries::{Meanwhile, PatientTime, WorkRow};
use store::patients::PatientRow;
use store::seldom::Seldom;
use store::tcm::{ContactRow, EpisodeRow};
use store::timers::TimerRow;
use store::{Conn, EnrollmentId, EntryId, EpisodeId, PatientId, StaffId};

use crate::Error;
use crate::practice::Practice;

mod people;
mod services;

pub(crate) use people::{Asked, People, Staff, named, staff};
use services::Services;
pub(crate) use services::{own_services, plan_id, talk_id};

/// Reads one of the fixed words that the vault stores; anything else there is a fault.
pub(crate) fn word<T: FromStr>(text: &str, what: &'static str) -> Result<T, Error> {
    T::from_str(text).map_err(|_| Error::Unreadable(what))
}

/// What is on record of a patient but the time: read once for all the months that are looked at together.
pub(crate) struct Chart {
    pub(crate) patient: PatientRow,
    enrollments: Vec<(EnrollmentRow, Enrollment)>,
    episodes: Vec<TcmEpisode>,
    stays: Vec<Stay>,
    billed_elsewhere: Vec<BilledElsewhere>,
    services: Services,
}

impl Chart {
    /// Reads it.
    pub(crate) fn of(conn: &Conn, patient: PatientId) -> Result<Self, Error> {
        let patient = store::patients::by_id(conn, patient)?;
        let has = store::seldom::of_patient(conn, patient.id)?;
        let discharges = read_if(has.episodes, || store::tcm::episodes_of_patient(conn, patient.id))?;
        Ok(Self {
            enrollments: enrollments(conn, patient.id, has)?,
            episodes: episodes_of(conn, &patient, &discharges)?,
            stays: stays(&discharges),
            billed_elsewhere: read_if(has.billed_elsewhere, || billed_elsewhere(conn, patient.id))?,
            services: Services::of(conn, patient.id, has)?,
            patient,
        })
    }

    /// The case of a month, as it would be sent on `submitted_on`.
    pub(crate) fn case(
        &self,
        conn: &Conn,
        practice: &Practice,
        people: &impl People,
        month: Month,
        submitted_on: NaiveDate,
    ) -> Result<Case, Error> {
        let (from, to) = practice.bounds(month);
        let mut case = bare(practice, &self.patient, month, submitted_on)?;
        let PatientTime { work, others } = store::entries::time_of_patient(conn, self.patient.id, from, to)?;
        case.patient.enrollments = self.enrollments_in(month, &work);
        case.patient.facility_stays.clone_from(&self.stays);
        case.tcm.clone_from(&self.episodes);
        case.billed_elsewhere.clone_from(&self.billed_elsewhere);
        self.services.fill(&mut case, (from, to));
        case.elsewhere = others.into_iter().map(meanwhile).collect();
        case.entries = work.iter().map(entry).collect();
        case.staff = named(conn, &case, people)?;
        Ok(case)
    }

    /// Those that run in the month, and any other that time of the month was logged on.
    fn enrollments_in(&self, month: Month, entries: &[WorkRow]) -> Vec<Enrollment> {
        let logged = |row: &EnrollmentRow| entries.iter().any(|entry| entry.enrollment_id == row.id);
        self.enrollments
            .iter()
            .filter(|(row, _)| runs_in(row, month) || logged(row))
            .map(|(_, enrollment)| enrollment.clone())
            .collect()
    }
}

/// What a statement finds, without the statement where nothing is on record.
fn read_if<T, E>(there: bool, read: impl FnOnce() -> Result<Vec<T>, E>) -> Result<Vec<T>, E> {
    if there { read() } else { Ok(Vec::new()) }
}

/// Charts already read.
#[derive(Default)]
pub(crate) struct Charts(BTreeMap<PatientId, Chart>);

impl Charts {
    /// The chart of a patient, read the first time it is asked for.
    pub(crate) fn of(&mut self, conn: &Conn, patient: PatientId) -> Result<&Chart, Error> {
        match self.0.entry(patient) {
            Slot::Occupied(chart) => Ok(chart.into_mut()),
            Slot::Vacant(place) => Ok(place.insert(Chart::of(conn, patient)?)),
        }
    }
}

/// A case with the practice's and the patient's facts only.
pub(crate) fn bare(
    practice: &Practice,
    patient: &PatientRow,
    month: Month,
    submitted_on: NaiveDate,
) -> Result<Case, Error> {
    let payer = word(&patient.payer, "payer")?;
    let name = format!("patient {} {month}", patient.id.get());
    let mut case = Case::new(name, practice.zone, month, submitted_on, payer);
    case.holidays.clone_from(&practice.closures);
    case.place = practice.place;
    case.settings = practice.settings_of(month).clone();
    case.patient = Patient {
        died: patient.died_at.map(Into::into),
        facility_stays: Vec::new(),
        enrollments: Vec::new(),
    };
    Ok(case)
}

/// How the case names an enrollment.
pub(crate) fn account_id(id: EnrollmentId) -> String {
    format!("a{}", id.get())
}

/// How the case names an entry.
pub(crate) fn entry_id(id: EntryId) -> String {
    format!("e{}", id.get())
}

/// How the case names an episode.
pub(crate) fn episode_id(id: EpisodeId) -> String {
    format!("t{}", id.get())
}

pub(crate) fn staff_id(id: StaffId) -> String {
    format!("s{}", id.get())
}

/// The number behind any of these names.
pub(crate) fn number(id: &str) -> Option<i64> {
    id.get(1..)?.parse().ok()
}

/// How an entry enters the case.
fn entry(row: &WorkRow) -> Entry {
    let mut entry = Entry::new(
        entry_id(row.id),
        account_id(row.enrollment_id),
        staff_id(row.staff_id),
        row.started_at.into(),
        row.ended_at.into(),
        row.activity.as_str(),
    );
    entry.part_of_visit = row.part_of_visit;
    entry
}

fn enrollments(
    conn: &Conn,
    patient: PatientId,
    has: Seldom,
) -> Result<Vec<(EnrollmentRow, Enrollment)>, Error> {
    let conditions = store::conditions::of_patient(conn, patient)?;
    let mdm = read_if(has.mdm, || store::mdm::of_patient(conn, patient))?;
    store::enrollments::of_patient(conn, patient)?
        .into_iter()
        .map(|row| {
            let read = enrollment(&row, &conditions, &mdm)?;
            Ok((row, read))
        })
        .collect()
}

/// True when the enrollment has a day in the month.
pub(crate) fn runs_in(row: &EnrollmentRow, month: Month) -> bool {
    row.start_date <= month.last_day() && row.end_date.is_none_or(|end| end >= month.first_day())
}

fn enrollment(
    row: &EnrollmentRow,
    conditions: &[ConditionRow],
    mdm: &[(EnrollmentId, String, String)],
) -> Result<Enrollment, Error> {
    let consent = Consent {
        given: moment(row.consent_given.as_deref())?,
        mode: word(&row.consent_mode, "consent_mode")?,
        revoked: moment(row.consent_revoked.as_deref())?,
    };
    let mut enrollment = Enrollment::new(
        account_id(row.id),
        word(&row.program, "program")?,
        staff_id(row.practitioner_id),
        row.start_date,
    );
    enrollment.consent = consent;
    enrollment.end = row.end_date;
    enrollment.initiating_visit = initiating_visit(row)?;
    enrollment.last_seen = row.last_seen;
    enrollment.conditions = conditions_of(row.id, conditions);
    enrollment.care_plan = CarePlan {
        established: row.plan_established,
        revised: row.plan_revised,
        copy_given: row.plan_copy_given,
    };
    enrollment.mdm = mdm_of(row.id, mdm)?;
    enrollment.attested = row.attested;
    enrollment.supervised = row.supervisor_id.is_some();
    Ok(enrollment)
}

fn moment(text: Option<&str>) -> Result<Option<DateOrInstant>, Error> {
    text.map(|text| word(text, "date")).transpose()
}

fn initiating_visit(row: &EnrollmentRow) -> Result<Option<InitiatingVisit>, Error> {
    let (Some(date), Some(kind)) = (row.visit_date, row.visit_kind.as_deref()) else {
        return Ok(None);
    };
    Ok(Some(InitiatingVisit { date, kind: word(kind, "visit_kind")?, discussed: row.visit_discussed }))
}

fn conditions_of(id: EnrollmentId, conditions: &[ConditionRow]) -> Vec<Condition> {
    conditions
        .iter()
        .filter(|row| row.enrollment_id == id)
        .map(|row| Condition {
            icd10: row.icd10.clone(),
            expected_months: row.expected_months,
            high_risk: row.high_risk,
        })
        .collect()
}

fn mdm_of(id: EnrollmentId, mdm: &[(EnrollmentId, String, String)]) -> Result<Vec<Mdm>, Error> {
    mdm.iter()
        .filter(|(enrollment, _, _)| *enrollment == id)
        .map(|(_, month, level)| Ok(Mdm { month: word(month, "month")?, level: word(level, "mdm")? }))
        .collect()
}

/// What other practices bill, without what was withdrawn.
pub(crate) fn billed_elsewhere(conn: &Conn, patient: PatientId) -> Result<Vec<BilledElsewhere>, Error> {
    let rows = store::billed_elsewhere::of_patient(conn, patient)?.into_iter();
    let standing = rows.filter(|row| row.withdrawn.is_none());
    Ok(standing.map(|row| BilledElsewhere { code: row.code, date: row.day }).collect())
}

/// The patient's TCM episodes with their contacts.
pub(crate) fn episodes(conn: &Conn, patient: &PatientRow) -> Result<Vec<TcmEpisode>, Error> {
    episodes_of(conn, patient, &store::tcm::episodes_of_patient(conn, patient.id)?)
}

fn episodes_of(conn: &Conn, patient: &PatientRow, rows: &[EpisodeRow]) -> Result<Vec<TcmEpisode>, Error> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let contacts = store::tcm::contacts_of_patient(conn, patient.id)?;
    rows.iter().map(|row| episode(row, &contacts)).collect()
}

fn episode(row: &EpisodeRow, contacts: &[ContactRow]) -> Result<TcmEpisode, Error> {
    let mut episode = TcmEpisode::new(
        episode_id(row.id),
        staff_id(row.practitioner_id),
        row.discharged_at.into(),
        word(&row.from_kind, "from_kind")?,
        word(&row.to_kind, "to_kind")?,
    );
    let counts = |contact: &&ContactRow| contact.episode_id == row.id && contact.voided.is_none();
    episode.contacts = contacts.iter().filter(counts).map(contact).collect();
    episode.visit = row
        .visit_date
        .map(|date| TcmVisit { date, discharge_management_billed: row.visit_discharge_management });
    episode.mdm = row.mdm.as_deref().map(|level| word(level, "mdm")).transpose()?;
    episode.med_rec = row.med_rec;
    episode.report = row.report;
    episode.own_global = row.global.map(|(from, to)| GlobalPeriod { from, to });
    Ok(episode)
}

/// Each readmission is a stay until the next discharge; the patient of one without is there still.
fn stays(episodes: &[EpisodeRow]) -> Vec<Stay> {
    let mut stays = Vec::new();
    for (row, at) in episodes.iter().zip(1..) {
        let Some(admitted) = row.readmitted_on else { continue };
        let next = episodes.get(at).map(|next| DateOrInstant::Instant(next.discharged_at.into()));
        stays.push(Stay {
            kind: StayKind::Inpatient,
            admitted: DateOrInstant::Date(admitted),
            discharged: next,
        });
    }
    stays
}

fn contact(row: &ContactRow) -> Contact {
    Contact {
        at: row.at.into(),
        by: row.staff_id.map(staff_id),
        reached: row.reached,
        scheduling_only: row.scheduling_only,
    }
}

/// The same people's time that belongs to other patients, as far as it overlaps.
fn meanwhile(time: Meanwhile) -> Elsewhere {
    Elsewhere { staff: staff_id(time.staff_id), start: time.started_at.into(), end: time.ended_at.into() }
}

/// Brings in who runs a timer, its enrollment, and what that person logged elsewhere meanwhile: none of them need be on
/// record for the patient's month yet.
pub(crate) fn attend(
    conn: &Conn,
    case: &mut Case,
    timer: &TimerRow,
    patient: PatientId,
    (from, end): (DateTime<Utc>, DateTime<Utc>),
) -> Result<(), Error> {
    bring_in(conn, case, timer.staff_id)?;
    enroll(conn, case, timer.enrollment_id, patient)?;
    for time in store::entries::of_staff_meanwhile(conn, timer.staff_id, patient, from, end)? {
        let item = meanwhile(time);
        if !case.elsewhere.contains(&item) {
            case.elsewhere.push(item);
        }
    }
    Ok(())
}

fn bring_in(conn: &Conn, case: &mut Case, staff: StaffId) -> Result<(), Error> {
    let id = staff_id(staff);
    if !case.staff.iter().any(|member| member.id == id) {
        case.staff.push(Asked::default().member(conn, &id, staff)?);
    }
    Ok(())
}

/// An enrollment that ended before the month, or begins after it, takes no time; a timer on it must still be shown.
fn enroll(conn: &Conn, case: &mut Case, id: EnrollmentId, patient: PatientId) -> Result<(), Error> {
    let account = account_id(id);
    if case.patient.enrollments.iter().any(|enrollment| enrollment.id == account) {
        return Ok(());
    }
    let has = store::seldom::of_patient(conn, patient)?;
    let found = enrollments(conn, patient, has)?.into_iter().find(|(row, _)| row.id == id);
    let (row, enrollment) = found.ok_or(Error::NotFound("enrollment"))?;
    bring_in(conn, case, row.practitioner_id)?;
    case.patient.enrollments.push(enrollment);
    Ok(())
}
