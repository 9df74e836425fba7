//! Discharges and what followed: adding and changing them, contacts and attempts.

mod board;
mod branches;
mod check;
mod due;
mod notices;

use std::str::FromStr;

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, Utc};
use rules::{DischargedFrom, DischargedTo, MdmLevel, Month};
use store::tcm::{EpisodeRow, NewContact, NewEpisode};
use store::{EpisodeId, PatientId};

pub use board::{Board, BoardRow, Closed, DayCell, State};
pub use branches::SecondDischarge;
pub use check::{ContactCheck, VisitChange, VisitCheck};
pub(crate) use due::is_open;
pub use due::{Due, Step};
pub use notices::{DeadlineNotice, When};

use crate::change::Change;
use crate::enrollments::diagnoses;
use crate::op::{Actor, Op};
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
    /// First day of the practitioner's own surgical global period.
    pub global_from: Option<String>,
    /// Its last day.
    pub global_to: Option<String>,
    /// ICD-10 codes of the claim, spaces or commas between.
    pub diagnoses: String,
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

impl Tracker {
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
        let visit_date = self.day_passed(form.visit_date.as_deref(), "visit_date")?;
        let med_rec = self.day_passed(form.med_rec.as_deref(), "med_rec")?;
        let from = DischargedFrom::from_str(&form.from)
            .map_err(|_| Error::field("from", "Choose where the patient was."))?;
        let to = DischargedTo::from_str(&form.to)
            .map_err(|_| Error::field("to", "Choose where the patient went."))?;
        Ok(NewEpisode {
            patient_id,
            practitioner_id: self.practitioner(form.practitioner, "practitioner")?,
            discharged_at,
            from_kind: from.as_str().to_owned(),
            to_kind: to.as_str().to_owned(),
            visit_date,
            visit_discharge_management: form.visit_discharge_management,
            mdm: level(form.mdm.as_deref())?,
            med_rec,
            report: form.report,
            global: global(form)?,
            diagnoses: diagnoses(&form.diagnoses)?,
            created_at: self.clock.now(),
        })
    }

    /// A day that has come, or none: an appointment is no visit, and would take the patient off the list of what is due.
    pub(super) fn day_passed(
        &self,
        typed: Option<&str>,
        field: &'static str,
    ) -> Result<Option<NaiveDate>, Error> {
        let day = typed_time::optional_date(typed, field)?;
        if day.is_some_and(|day| day > self.today_date()) {
            return Err(Error::field(
                field,
                "This day has not come yet. Write it down when it has happened.",
            ));
        }
        Ok(day)
    }

    /// Logs a contact or an attempt by the actor.
    ///
    /// # Errors
    /// No such episode; a time that has not passed yet.
    pub fn log_contact(&mut self, actor: &Actor, form: &ContactChange) -> Result<(), Error> {
        let at = self.contacted_at(form)?;
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

    /// When a contact was.
    fn contacted_at(&self, form: &ContactChange) -> Result<DateTime<Utc>, Error> {
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
        Ok(at)
    }
}

/// The day of discharge is day 1 of 30 (CMS, Transitional care management services FAQ).
const PERIOD: Days = Days::new(29);

/// A level of decision making, or none yet.
fn level(typed: Option<&str>) -> Result<Option<String>, Error> {
    let typed = typed.filter(|level| !level.is_empty());
    let read = |level| MdmLevel::from_str(level).map_err(|_| Error::field("mdm", "Choose a level."));
    Ok(typed.map(read).transpose()?.map(|level| level.as_str().to_owned()))
}

/// The days of a surgical global period: both or none.
fn global(form: &EpisodeChange) -> Result<Option<(NaiveDate, NaiveDate)>, Error> {
    let from = typed_time::optional_date(form.global_from.as_deref(), "global_from")?;
    match (from, typed_time::optional_date(form.global_to.as_deref(), "global_to")?) {
        (None, None) => Ok(None),
        (Some(from), Some(to)) if from <= to => Ok(Some((from, to))),
        (Some(_), Some(_)) => Err(Error::field("global_to", "The last day is before the first one.")),
        (None, Some(_)) => Err(Error::field("global_from", "The first day of the period is missing.")),
        (Some(_), None) => Err(Error::field("global_to", "The last day of the period is missing.")),
    }
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
            readmitted_on: old.readmitted_on,
            global: new.global,
            diagnoses: new.diagnoses.clone(),
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
