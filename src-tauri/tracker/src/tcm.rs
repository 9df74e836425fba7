//! Discharges: what was done, what is due and until when.

use std::str::FromStr;

use chrono::{Days, NaiveDate, NaiveDateTime};
use rules::{Cents, DischargedFrom, DischargedTo, MdmLevel, Month, Refusal, TcmStatement};
use store::patients::PatientRow;
use store::tcm::{ContactRow, EpisodeRow, NewContact, NewEpisode};
use store::{Conn, EpisodeId, PatientId};

use crate::change::Change;
use crate::op::{Actor, Op};
use crate::practice::Practice;
use crate::{Error, Tracker, case, text, typed_time};

/// What the discharge form sends.
#[derive(Clone, Default)]
pub struct EpisodeChange {
    /// None for a new discharge.
    pub id: Option<i64>,
    /// Patient.
    pub patient: i64,
    /// Practitioner.
    pub practitioner: i64,
    /// Local day of the discharge.
    pub discharge_date: String,
    /// Local wall time of it.
    pub discharge_time: String,
    /// Facility.
    pub from: String,
    /// Destination.
    pub to: String,
    /// Day of the visit.
    pub visit_date: Option<String>,
    /// Discharge management was billed that day too.
    pub visit_discharge_management: bool,
    /// MDM level.
    pub mdm: Option<String>,
    /// Day of the medication reconciliation.
    pub med_rec: Option<String>,
    /// This practice will report it.
    pub report: bool,
}

/// A contact or attempt.
#[derive(Clone)]
pub struct ContactChange {
    /// Episode.
    pub episode: EpisodeId,
    /// Local day and wall time; none is now.
    pub at: Option<(String, String)>,
    /// Somebody was reached.
    pub reached: bool,
    /// Only an appointment was made.
    pub scheduling_only: bool,
    /// Note.
    pub note: String,
}

/// The next thing to do in an episode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Reach the patient.
    Contact,
    /// See the patient.
    Visit,
    /// Reconcile the medication.
    MedRec,
    /// Record the decision making.
    Mdm,
}

impl Step {
    /// The name that crosses to the screens.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Visit => "visit",
            Self::MedRec => "med_rec",
            Self::Mdm => "mdm",
        }
    }
}

/// An episode that asks for something.
#[derive(Clone, Debug)]
pub struct Due {
    /// Episode.
    pub episode: EpisodeRow,
    /// Patient.
    pub patient: PatientRow,
    /// Local day of the discharge.
    pub discharged: NaiveDate,
    /// What is next.
    pub step: Step,
    /// Tries that reached nobody.
    pub attempts: usize,
    /// Its limit; the safe date for a contact.
    pub due: NaiveDate,
    /// The latest date, where it is another one.
    pub latest: Option<NaiveDate>,
    /// Limit of the visit, while it is open.
    pub visit_due: Option<NaiveDate>,
    /// Code reachable today, and its worth.
    pub now: Option<(String, Cents)>,
    /// Code reachable from tomorrow on, and its worth.
    pub tomorrow: Option<(String, Cents)>,
}

impl Tracker {
    /// Episodes that ask for something, most urgent first.
    ///
    /// # Errors
    /// The disk.
    pub fn tcm_due(&self) -> Result<Vec<Due>, Error> {
        let today = self.today_date();
        let mut due = self.store.read(|conn| -> Result<_, Error> {
            let mut due = Vec::new();
            for episode in store::tcm::all_episodes(conn)? {
                if self.practice.day(episode.discharged_at) + PERIOD >= today {
                    due.extend(self.due(conn, episode, today)?);
                }
            }
            Ok(due)
        })?;
        due.sort_by(|a, b| (a.due, &a.patient.name).cmp(&(b.due, &b.patient.name)));
        Ok(due)
    }

    fn due(&self, conn: &Conn, episode: EpisodeRow, today: NaiveDate) -> Result<Option<Due>, Error> {
        let patient = store::patients::by_id(conn, episode.patient_id)?;
        let Some(now) = outlook(conn, &self.practice, &patient, &episode, today)? else { return Ok(None) };
        let later = outlook(conn, &self.practice, &patient, &episode, today + Days::new(1))?;
        let Some((step, due, latest)) = next_step(&now, &episode) else { return Ok(None) };
        let contacts = store::tcm::contacts_of_episode(conn, episode.id)?;
        Ok(Some(Due {
            discharged: self.practice.day(episode.discharged_at),
            step,
            attempts: contacts.iter().filter(|contact| !contact.reached).count(),
            due,
            latest,
            visit_due: episode.visit_date.is_none().then(|| visit_limit(&now)),
            now: self.reachable(&now, today),
            tomorrow: later.and_then(|later| self.reachable(&later, today)),
            episode,
            patient,
        }))
    }

    /// The code still reachable and its worth.
    fn reachable(&self, statement: &TcmStatement, day: NaiveDate) -> Option<(String, Cents)> {
        let code = statement.code_reachable?;
        let (place, qp) = (self.practice.place, self.practice.settings.qp);
        Some((
            code.to_string(),
            rules::fee(code, day, place, qp, self.practice.rules.of(Month::of(day)).rules()),
        ))
    }

    /// Adds or changes a discharge and what followed.
    ///
    /// # Errors
    /// A form field.
    pub fn save_episode(&mut self, actor: &Actor, form: &EpisodeChange) -> Result<EpisodeId, Error> {
        let new = self.checked_episode(form)?;
        let id = form.id.map(EpisodeId);
        self.change(actor, Op::SaveEpisode, |change| {
            let saved = match id {
                None => store::tcm::insert(change.tx, &new)?,
                Some(id) => update(change, id, &new)?,
            };
            change.trace.patient(new.patient_id).object(saved.get());
            change.trace.note("discharged", new.discharged_at.to_rfc3339());
            stale(change, new.patient_id, change.practice.day(new.discharged_at))?;
            Ok(saved)
        })
    }

    fn checked_episode(&self, form: &EpisodeChange) -> Result<NewEpisode, Error> {
        let patient_id = PatientId(form.patient);
        self.store
            .read(|conn| store::patients::by_id(conn, patient_id))
            .map_err(|_| Error::NotFound("patient"))?;
        let date = typed_time::date(&form.discharge_date, "discharge_date")?;
        let time = typed_time::time(&form.discharge_time, "discharge_time")?;
        // In the repeated hour the day is the same either way, and only the day matters to the deadlines.
        let discharged_at = typed_time::instant(
            NaiveDateTime::new(date, time),
            self.practice.zone,
            Some(true),
            "discharge_time",
        )?;
        if discharged_at > self.clock.now() {
            return Err(Error::field("discharge_date", "This discharge is in the future."));
        }
        let from = DischargedFrom::from_str(&form.from)
            .map_err(|_| Error::field("from", "Choose where the patient was."))?;
        let to = DischargedTo::from_str(&form.to)
            .map_err(|_| Error::field("to", "Choose where the patient went."))?;
        let mdm = form.mdm.as_deref().filter(|level| !level.is_empty());
        let mdm = mdm
            .map(|level| MdmLevel::from_str(level).map_err(|_| Error::field("mdm", "Choose a level.")))
            .transpose()?;
        Ok(NewEpisode {
            patient_id,
            practitioner_id: self.practitioner(form.practitioner, "practitioner")?,
            discharged_at,
            from_kind: from.as_str().to_owned(),
            to_kind: to.as_str().to_owned(),
            visit_date: typed_time::optional_date(form.visit_date.as_deref(), "visit_date")?,
            visit_discharge_management: form.visit_discharge_management,
            mdm: mdm.map(|level| level.as_str().to_owned()),
            med_rec: typed_time::optional_date(form.med_rec.as_deref(), "med_rec")?,
            report: form.report,
            created_at: self.clock.now(),
        })
    }

    /// Logs a contact or an attempt by the actor.
    ///
    /// # Errors
    /// No such episode; a time that has not passed yet.
    pub fn log_contact(&mut self, actor: &Actor, form: &ContactChange) -> Result<(), Error> {
        let now = self.clock.now();
        let at = match &form.at {
            None => crate::clock::second_passed(now),
            Some((date, time)) => {
                let wall =
                    NaiveDateTime::new(typed_time::date(date, "date")?, typed_time::time(time, "time")?);
                typed_time::instant(wall, self.practice.zone, Some(true), "time")?
            }
        };
        if at > now {
            return Err(Error::field("time", "This is in the future. Log a contact when it has happened."));
        }
        let note = text::note(&form.note, "note")?;
        self.change(actor, Op::LogContact, |change| {
            let episode =
                store::tcm::by_id(change.tx, form.episode).map_err(|_| Error::NotFound("discharge"))?;
            let id = store::tcm::insert_contact(
                change.tx,
                &NewContact {
                    episode_id: episode.id,
                    at,
                    staff_id: Some(actor.staff),
                    reached: form.reached,
                    scheduling_only: form.scheduling_only,
                    note,
                },
            )?;
            change.trace.patient(episode.patient_id).object(id.get()).note("reached", form.reached);
            stale(change, episode.patient_id, change.practice.day(episode.discharged_at))
        })
    }

    /// Contacts of an episode, oldest first.
    ///
    /// # Errors
    /// The disk.
    pub fn contacts(&self, episode: EpisodeId) -> Result<Vec<ContactRow>, Error> {
        Ok(self.store.read(|conn| store::tcm::contacts_of_episode(conn, episode))?)
    }
}

/// The day of discharge is day 1 of 30 (CMS, Transitional care management services FAQ).
const PERIOD: Days = Days::new(29);

/// What the rules say of an episode if its claim were sent that day; none when it can never be billed.
fn outlook(
    conn: &Conn,
    practice: &Practice,
    patient: &PatientRow,
    episode: &EpisodeRow,
    day: NaiveDate,
) -> Result<Option<TcmStatement>, Error> {
    let mut case = case::bare(practice, patient, Month::of(day), day)?;
    case.tcm = case::episodes(conn, patient)?;
    case.staff = case::named(&case, &case::staff(conn)?)?;
    let id = case::episode_id(episode.id);
    let statement = rules::evaluate(&case, practice.rules.of(case.month).rules());
    let mine = statement.tcm.into_iter().find(|item| item.id == id);
    Ok(mine.filter(|item| episode.report && item.line.is_none() && open(item)))
}

/// Nothing stands in the way but what can still be done.
fn open(statement: &TcmStatement) -> bool {
    use Refusal::{TcmCaller, TcmContact, TcmMdm, TcmMedRec, TcmVisit};
    let can_be_done =
        |refusal: &Refusal| matches!(refusal, TcmContact | TcmCaller | TcmVisit | TcmMedRec | TcmMdm);
    statement.code_reachable.is_some() && statement.refusals.iter().all(can_be_done)
}

fn visit_limit(statement: &TcmStatement) -> NaiveDate {
    match statement.code_reachable {
        Some(code) if code.as_str() == "99496" => statement.visit_due_7,
        _ => statement.visit_due_14,
    }
}

fn next_step(statement: &TcmStatement, episode: &EpisodeRow) -> Option<(Step, NaiveDate, Option<NaiveDate>)> {
    let lacks = |refusal: Refusal| statement.refusals.contains(&refusal);
    if !statement.contact_met {
        let (safe, due) = (statement.contact_safe, statement.contact_due);
        return Some((Step::Contact, safe, (safe != due).then_some(due)));
    }
    let Some(visit) = episode.visit_date else {
        return Some((Step::Visit, visit_limit(statement), Some(statement.visit_due_14)));
    };
    if lacks(Refusal::TcmMedRec) {
        return Some((Step::MedRec, visit, None));
    }
    lacks(Refusal::TcmMdm).then_some((Step::Mdm, statement.period_end, None))
}

fn update(change: &mut Change<'_>, id: EpisodeId, new: &NewEpisode) -> Result<EpisodeId, Error> {
    let old = store::tcm::by_id(change.tx, id).map_err(|_| Error::NotFound("discharge"))?;
    if old.patient_id != new.patient_id {
        return Err(Error::NotFound("discharge"));
    }
    stale(change, old.patient_id, change.practice.day(old.discharged_at))?;
    store::tcm::update(
        change.tx,
        &EpisodeRow {
            id,
            patient_id: new.patient_id,
            practitioner_id: new.practitioner_id,
            discharged_at: new.discharged_at,
            from_kind: new.from_kind.clone(),
            to_kind: new.to_kind.clone(),
            visit_date: new.visit_date,
            visit_discharge_management: new.visit_discharge_management,
            mdm: new.mdm.clone(),
            med_rec: new.med_rec,
            report: new.report,
            created_at: old.created_at,
        },
    )?;
    Ok(id)
}

/// Every month that was stated before, since each statement lists the patient's episodes, and those that the 30 days
/// touch: post-discharge work inside them counts or not with the episode.
fn stale(change: &mut Change<'_>, patient: PatientId, discharged: NaiveDate) -> Result<(), Error> {
    for month in store::statements::months_of_patient(change.tx, patient)? {
        change.trace.stale(patient, [case::word(&month, "month")?]);
    }
    change.trace.stale(patient, [Month::of(discharged), Month::of(discharged + PERIOD)]);
    Ok(())
}
