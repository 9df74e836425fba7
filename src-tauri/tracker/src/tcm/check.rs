//! A contact or a visit checked against the rules before it is saved, and the visit saved.

use chrono::NaiveDate;
use rules::{Cents, Contact, ContactWorth, Refusal, TcmStatement, TcmVisit, Warning};
use store::EpisodeId;
use store::patients::PatientRow;
use store::tcm::EpisodeRow;

use super::due::{case_on, is_open};
use super::{ContactChange, level, stale};
use crate::op::{Actor, Op};
use crate::rights::Right;
use crate::{Error, Tracker, case, typed_time};

/// What a contact would be worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactCheck {
    /// Its local day.
    pub day: NaiveDate,
    /// What the rules make of it.
    pub worth: ContactWorth,
    /// The last day for it under every reading of "holiday".
    pub safe: NaiveDate,
    /// The last day for it.
    pub due: NaiveDate,
    /// The contact rule is met without it.
    pub met_before: bool,
    /// The contact rule is met with it.
    pub met: bool,
}

/// A visit that took place.
#[derive(Clone, Debug)]
pub struct VisitChange {
    /// Episode.
    pub episode: EpisodeId,
    /// Its day.
    pub date: String,
    /// Discharge management was billed that day too.
    pub discharge_management: bool,
    /// MDM level.
    pub mdm: Option<String>,
    /// Day of the medication reconciliation.
    pub med_rec: Option<String>,
}

/// What a visit would earn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitCheck {
    /// Days after the discharge.
    pub days: i64,
    /// The code it earns or leaves in reach, and its worth.
    pub code: Option<(String, Cents)>,
    /// All is there with it.
    pub complete: bool,
    /// Something else can still be done.
    pub open: bool,
    /// What stands in the way.
    pub refusals: Vec<Refusal>,
    /// What a manager should know.
    pub warnings: Vec<Warning>,
}

impl Tracker {
    /// What a contact by the actor would be worth, before it is logged.
    ///
    /// # Errors
    /// Access; a patient who is hidden; no such episode; a time that has not passed yet.
    pub fn check_contact(&mut self, actor: &Actor, form: &ContactChange) -> Result<ContactCheck, Error> {
        let (episode, patient) = self.episode_for(actor, form.episode, "check_contact")?;
        let at = self.contacted_at(form)?;
        let today = self.today_date();
        let (before, after) = self.store.read(|conn| -> Result<_, Error> {
            let staff = case::staff(conn)?;
            let case = case_on(conn, &self.practice, &staff, (&patient, &episode), today)?;
            let mut with = case.clone();
            let id = case::episode_id(episode.id);
            for item in with.tcm.iter_mut().filter(|item| item.id == id) {
                item.contacts.push(Contact {
                    at: at.into(),
                    by: Some(case::staff_id(actor.staff)),
                    reached: form.reached,
                    scheduling_only: form.scheduling_only,
                });
            }
            with.staff = case::named(conn, &with, &staff)?;
            Ok((self.judged(case, &episode), self.judged(with, &episode)))
        })?;
        let missing = || Error::NotFound("discharge");
        let (before, after) = (before.ok_or_else(missing)?, after.ok_or_else(missing)?);
        // The newest of those at this second is the one that is asked about.
        let (by, at_s): (_, rules::Instant) = (case::staff_id(actor.staff), at.into());
        let same = |contact: &&rules::ContactExplanation| {
            contact.at == at_s && contact.by.as_deref() == Some(by.as_str())
        };
        let worth = after.explanation.contacts.iter().rfind(same).map(|contact| contact.worth);
        Ok(ContactCheck {
            day: self.practice.day(at),
            worth: worth.ok_or_else(missing)?,
            safe: after.statement.contact_safe,
            due: after.statement.contact_due,
            met_before: before.statement.contact_met,
            met: after.statement.contact_met,
        })
    }

    /// What a visit would earn, before it is logged.
    ///
    /// # Errors
    /// Access; a patient who is hidden; no such episode; a form field.
    pub fn check_visit(&mut self, actor: &Actor, form: &VisitChange) -> Result<VisitCheck, Error> {
        let (episode, patient) = self.episode_for(actor, form.episode, "check_visit")?;
        let seen = self.seen(&episode, form)?;
        let today = self.today_date();
        let said = self.store.read(|conn| -> Result<_, Error> {
            let staff = case::staff(conn)?;
            let mut case = case_on(conn, &self.practice, &staff, (&patient, &seen), today)?;
            let id = case::episode_id(episode.id);
            for item in case.tcm.iter_mut().filter(|item| item.id == id) {
                item.visit = seen.visit_date.map(|date| TcmVisit {
                    date,
                    discharge_management_billed: seen.visit_discharge_management,
                });
                item.mdm = seen.mdm.as_deref().map(|level| case::word(level, "mdm")).transpose()?;
                item.med_rec = seen.med_rec;
            }
            Ok(self.judged(case, &episode))
        })?;
        let statement = said.ok_or(Error::NotFound("discharge"))?.statement;
        let date = seen.visit_date.unwrap_or(today);
        Ok(VisitCheck {
            days: (date - self.practice.day(episode.discharged_at)).num_days(),
            code: self.earned(&statement, &seen, date),
            complete: statement.line.is_some(),
            open: is_open(&statement, &seen),
            refusals: statement.refusals,
            warnings: statement.warnings,
        })
    }

    /// Logs the visit of an episode, with what was decided and reconciled at it.
    ///
    /// # Errors
    /// No such episode; a form field.
    pub fn log_visit(&mut self, actor: &Actor, form: &VisitChange) -> Result<(), Error> {
        let episode = self.episode(form.episode)?;
        let seen = self.seen(&episode, form)?;
        self.change(actor, Op::LogVisit, |change| {
            store::tcm::update(change.tx, &seen)?;
            change.trace.patient(seen.patient_id).object(seen.id.get()).note("date", form.date.as_str());
            stale(change, seen.patient_id, change.practice.day(seen.discharged_at))
        })
    }

    /// The code a visit earns, or the one it leaves in reach.
    fn earned(
        &self,
        statement: &TcmStatement,
        seen: &EpisodeRow,
        date: NaiveDate,
    ) -> Option<(String, Cents)> {
        match &statement.line {
            Some(line) => Some((line.code.to_string(), line.amount_cents)),
            None if is_open(statement, seen) => self.reachable(statement, date),
            None => None,
        }
    }

    pub(super) fn episode(&self, id: EpisodeId) -> Result<EpisodeRow, Error> {
        self.store.read(|conn| store::tcm::by_id(conn, id)).map_err(|_| Error::NotFound("discharge"))
    }

    fn episode_for(
        &mut self,
        actor: &Actor,
        id: EpisodeId,
        asked: &str,
    ) -> Result<(EpisodeRow, PatientRow), Error> {
        self.allow(actor, Right::Track, asked)?;
        let episode = self.episode(id)?;
        self.must_see(actor, episode.patient_id, asked)?;
        let patient = self.store.read(|conn| store::patients::by_id(conn, episode.patient_id))?;
        Ok((episode, patient))
    }

    /// The episode as it will be with the visit.
    fn seen(&self, episode: &EpisodeRow, form: &VisitChange) -> Result<EpisodeRow, Error> {
        let date = typed_time::date(&form.date, "date")?;
        if date > self.today_date() {
            return Err(Error::field("date", "This day has not come yet. Log a visit when it has happened."));
        }
        if date < self.practice.day(episode.discharged_at) {
            return Err(Error::field("date", "This day is before the discharge."));
        }
        let med_rec = self.day_passed(form.med_rec.as_deref(), "med_rec")?;
        Ok(EpisodeRow {
            visit_date: Some(date),
            visit_discharge_management: form.discharge_management,
            mdm: level(form.mdm.as_deref())?,
            med_rec,
            ..episode.clone()
        })
    }
}
