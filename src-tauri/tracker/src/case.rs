//! From rows to the case the rules judge: one patient, one month.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;
use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use rules::{
    BilledElsewhere, Case, Contact, DateOrInstant, Elsewhere, Enrollment, Entry, GlobalPeriod, Month,
    Patient, Stay, StayKind, TcmEpisode, TcmVisit,
};
use store::before::{self, PayerBefore, held_in};
use store::enrollments::EnrollmentRow;
use store::entries::{Meanwhile, PatientTime, WorkRow};
use store::patients::PatientRow;
use store::tcm::{ContactRow, EpisodeRow};
use store::timers::TimerRow;
use store::{Conn, EnrollmentId, EntryId, EpisodeId, PatientId, StaffId};

use crate::Error;
use crate::practice::Practice;

mod enrolled;
mod people;
mod services;

use enrolled::{Enrolled, enrollments};
pub(crate) use people::{Asked, People, Staff, named, staff};
use services::Services;
pub(crate) use services::{own_services, plan_id, talk_id};

/// Reads one of the fixed words that the vault stores; anything else there is a fault.
pub(crate) fn word<T: FromStr>(text: &str, what: &'static str) -> Result<T, Error> {
    T::from_str(text).map_err(|_| Error::Unreadable(what))
}

/// What is on record of a patient but the time: read once for all the months that are looked at together.
pub(crate) struct Chart {
    /// As they are now; as of a month they are `patient_in`.
    patient: PatientRow,
    payers: Vec<PayerBefore>,
    enrollments: Vec<Enrolled>,
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
            payers: read_if(has.payers, || before::payers_of(conn, patient.id))?,
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
        let mut case = bare(practice, &self.patient_in(month), month, submitted_on)?;
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

    /// The patient's name.
    pub(crate) fn name(&self) -> &str {
        &self.patient.name
    }

    /// The patient with who paid in a month.
    pub(crate) fn patient_in(&self, month: Month) -> Cow<'_, PatientRow> {
        match self.payers.is_empty() {
            true => Cow::Borrowed(&self.patient),
            false => Cow::Owned(paid_in(self.patient.clone(), &self.payers, month)),
        }
    }

    /// Those that run in the month, and any other that time of the month was logged on.
    fn enrollments_in(&self, month: Month, entries: &[WorkRow]) -> Vec<Enrollment> {
        let logged = |row: &EnrollmentRow| entries.iter().any(|entry| entry.enrollment_id == row.id);
        let name = month.to_string();
        self.enrollments
            .iter()
            .filter(|enrolled| runs_in(&enrolled.row, month) || logged(&enrolled.row))
            .map(|enrolled| enrolled.in_month(&name))
            .collect()
    }
}

/// The patient with who paid in a month, by what is kept of before.
pub(crate) fn paid_in(patient: PatientRow, payers: &[PayerBefore], month: Month) -> PatientRow {
    match held_in(payers, &month.to_string()) {
        Some(was) => PatientRow { payer: was.payer.clone(), ..patient },
        None => patient,
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
    case.place = practice.place_of(month);
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

/// True when the enrollment has a day in the month.
pub(crate) fn runs_in(row: &EnrollmentRow, month: Month) -> bool {
    row.start_date <= month.last_day() && row.end_date.is_none_or(|end| end >= month.first_day())
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
        case.staff.push(Asked::default().member(conn, &id, staff, case.month)?);
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
    let found = enrollments(conn, patient, has)?.into_iter().find(|enrolled| enrolled.row.id == id);
    let enrollment = found.ok_or(Error::NotFound("enrollment"))?.in_month(&case.month.to_string());
    let practitioner = number(&enrollment.billing_practitioner).ok_or(Error::Unreadable("staff"))?;
    bring_in(conn, case, StaffId(practitioner))?;
    case.patient.enrollments.push(enrollment);
    Ok(())
}
