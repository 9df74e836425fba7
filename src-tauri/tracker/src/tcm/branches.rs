//! What bends an episode: a contact logged wrong, a readmission, a second discharge, a death.

use chrono::NaiveDateTime;
use store::tcm::{ContactRow, ContactVoid, EpisodeRow, NewContact};
use store::{ContactId, EpisodeId, PatientId};

use super::{ContactChange, EpisodeChange, stale};
use crate::change::Change;
use crate::op::{Actor, Op};
use crate::patients::mark_months;
use crate::rights::Right;
use crate::{Error, Tracker, text, typed_time};

/// Which of two periods the practice reports after a second discharge within the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecondDischarge {
    /// The first one goes on; the second is on record only.
    KeepFirst,
    /// The first one is given up; thirty days begin with the second.
    BeginAgain,
}

impl Tracker {
    /// A contact that was logged wrong no longer counts; it stays readable with the reason.
    ///
    /// # Errors
    /// No such contact; somebody else's; no reason.
    pub fn void_contact(&mut self, actor: &Actor, id: ContactId, reason: &str) -> Result<(), Error> {
        let (_, episode) = self.changeable_contact(actor, id, "void_contact")?;
        let reason = text::reason(reason)?;
        self.change(actor, Op::VoidContact, |change| void(change, actor, &episode, id, &reason))
    }

    /// A contact that was logged wrong is replaced by what it was; both stay readable.
    ///
    /// # Errors
    /// As `void_contact`; a time that has not passed yet.
    pub fn correct_contact(
        &mut self,
        actor: &Actor,
        id: ContactId,
        form: &ContactChange,
        reason: &str,
    ) -> Result<(), Error> {
        let (old, episode) = self.changeable_contact(actor, id, "correct_contact")?;
        let reason = text::reason(reason)?;
        let at = self.contacted_at(form)?;
        let note = text::note(&form.note, "note")?;
        self.change(actor, Op::CorrectContact, |change| {
            void(change, actor, &episode, id, &reason)?;
            let new = NewContact {
                episode_id: episode.id,
                at,
                // Who called does not change by who corrects it.
                staff_id: old.staff_id,
                reached: form.reached,
                scheduling_only: form.scheduling_only,
                note,
            };
            let new = store::tcm::insert_contact(change.tx, &new)?;
            change.trace.note("by", new.get()).note("reached", form.reached);
            Ok(())
        })
    }

    fn changeable_contact(
        &mut self,
        actor: &Actor,
        id: ContactId,
        asked: &str,
    ) -> Result<(ContactRow, EpisodeRow), Error> {
        let found = self.store.read(|conn| {
            let contact = store::tcm::contact_by_id(conn, id)?;
            let episode = store::tcm::by_id(conn, contact.episode_id)?;
            Ok::<_, store::StoreError>((contact, episode))
        });
        let (contact, episode) = found.map_err(|_| Error::NotFound("contact"))?;
        if contact.voided.is_some() {
            return Err(Error::refused("This contact was voided already. Nothing was changed."));
        }
        let own = contact.staff_id == Some(actor.staff);
        let right = if own { Right::Track } else { Right::CorrectOthers };
        if !right.is_of(actor.access) {
            return Err(self.refusal(actor, asked, right.slug(), Some(episode.patient_id)));
        }
        Ok((contact, episode))
    }

    /// The patient went back to a hospital on that day, or did not after all.
    ///
    /// # Errors
    /// No such episode; a day before the discharge, or one that has not come.
    pub fn save_readmission(
        &mut self,
        actor: &Actor,
        episode: EpisodeId,
        on: Option<&str>,
    ) -> Result<(), Error> {
        let old = self.episode(episode)?;
        let readmitted_on = typed_time::optional_date(on, "date")?;
        if readmitted_on.is_some_and(|day| day > self.today_date()) {
            return Err(Error::field("date", "This day has not come yet."));
        }
        if readmitted_on.is_some_and(|day| day < self.practice.day(old.discharged_at)) {
            return Err(Error::field("date", "This day is before the discharge."));
        }
        self.change(actor, Op::SaveReadmission, |change| {
            store::tcm::update(change.tx, &EpisodeRow { readmitted_on, ..old.clone() })?;
            change.trace.patient(old.patient_id).object(old.id.get());
            change.trace.note("date", readmitted_on.map(|day| day.to_string()).unwrap_or_default());
            mark_months(change, old.patient_id)?;
            stale(change, old.patient_id, change.practice.day(old.discharged_at))
        })
    }

    /// Adds a second discharge within the period of a first one, and says which of the two is reported.
    ///
    /// # Errors
    /// A form field; another patient's discharge; one that is not later.
    pub fn discharge_again(
        &mut self,
        actor: &Actor,
        first: EpisodeId,
        form: &EpisodeChange,
        which: SecondDischarge,
    ) -> Result<EpisodeId, Error> {
        let first = self.episode(first)?;
        let mut second = self.checked_episode(form)?;
        if second.patient_id != first.patient_id || form.id.is_some() {
            return Err(Error::NotFound("discharge"));
        }
        if second.discharged_at <= first.discharged_at {
            return Err(Error::field("discharge_date", "This is not after the first discharge."));
        }
        let again = which == SecondDischarge::BeginAgain;
        second.report = again;
        let first = EpisodeRow { report: !again, ..first };
        self.change(actor, Op::DischargeAgain, |change| {
            store::tcm::update(change.tx, &first)?;
            let id = store::tcm::insert(change.tx, &second)?;
            change.trace.patient(first.patient_id).object(id.get());
            change
                .trace
                .note("first", first.id.get())
                .note("reported", if again { "second" } else { "first" });
            mark_months(change, first.patient_id)?;
            for at in [first.discharged_at, second.discharged_at] {
                stale(change, first.patient_id, change.practice.day(at))?;
            }
            Ok(id)
        })
    }

    /// The patient died at that local time, or did not: a death that was recorded wrong is taken back.
    ///
    /// # Errors
    /// No such patient; a time that has not passed, or before the birth.
    pub fn save_death(
        &mut self,
        actor: &Actor,
        patient: PatientId,
        died: Option<(&str, &str)>,
    ) -> Result<(), Error> {
        let old = self
            .store
            .read(|conn| store::patients::by_id(conn, patient))
            .map_err(|_| Error::NotFound("patient"))?;
        let died_at = died
            .map(|(date, time)| {
                let date = typed_time::date(date, "date")?;
                if date < old.birth_date {
                    return Err(Error::field("date", "This day is before the birth."));
                }
                let wall = NaiveDateTime::new(date, typed_time::time(time, "time")?);
                typed_time::instant(wall, self.practice.zone, Some(true), "time")
            })
            .transpose()?;
        if died_at.is_some_and(|at| at > self.clock.now()) {
            return Err(Error::field("date", "This is in the future."));
        }
        self.change(actor, Op::SaveDeath, |change| {
            store::patients::update(change.tx, &store::patients::PatientRow { died_at, ..old.clone() })?;
            change.trace.patient(patient).object(patient.get());
            change.trace.note("died", died_at.map(|at| at.to_rfc3339()).unwrap_or_default());
            mark_months(change, patient)
        })
    }
}

fn void(
    change: &mut Change<'_>,
    actor: &Actor,
    episode: &EpisodeRow,
    id: ContactId,
    reason: &str,
) -> Result<(), Error> {
    let void = ContactVoid { reason: reason.to_owned(), by: actor.staff, at: change.now };
    store::tcm::void_contact(change.tx, id, &void)?;
    change.trace.patient(episode.patient_id).object(id.get()).because(reason);
    stale(change, episode.patient_id, change.practice.day(episode.discharged_at))
}
