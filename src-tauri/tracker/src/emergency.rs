//! A hidden patient opened in an emergency: with a reason, for an hour, and no manager can miss it.

use chrono::{DateTime, TimeDelta, Utc};
pub use store::emergencies::EmergencyRow;
use store::emergencies::NewEmergency;
use store::{EmergencyId, PatientId};

use crate::op::{Actor, Op};
use crate::rights::Right;
use crate::view::View;
use crate::{Error, Tracker, text};

/// How long it lasts.
const LASTS: TimeDelta = TimeDelta::minutes(60);

/// The shortest reason that can say something: "chest pain" has ten characters.
const SHORTEST_REASON: usize = 10;

impl Tracker {
    /// Opens a hidden patient for an hour; gives the end of it.
    ///
    /// # Errors
    /// Access; no such patient; a reason too short to mean anything.
    pub fn open_in_emergency(
        &mut self,
        actor: &Actor,
        patient: PatientId,
        reason: &str,
    ) -> Result<DateTime<Utc>, Error> {
        let reason = text::reason(reason)?;
        if reason.chars().count() < SHORTEST_REASON {
            return Err(Error::field(
                "reason",
                "Say in a few words why you need this patient now. A manager will read it.",
            ));
        }
        self.change(actor, Op::OpenInEmergency, |change| {
            store::patients::by_id(change.tx, patient).map_err(|_| Error::NotFound("patient"))?;
            let (opened_at, until) = (change.now, change.now + LASTS);
            let new = NewEmergency {
                staff_id: actor.staff,
                patient_id: patient,
                reason: reason.clone(),
                opened_at,
                until,
            };
            let id = store::emergencies::insert(change.tx, &new)?;
            change.trace.patient(patient).object(id.get()).because(&reason);
            change.trace.note("minutes", LASTS.num_minutes());
            Ok(until)
        })
    }

    /// Until when this person sees a patient who is hidden otherwise.
    ///
    /// # Errors
    /// The disk.
    pub fn emergency_until(&self, actor: &Actor, patient: PatientId) -> Result<Option<DateTime<Utc>>, Error> {
        let now = self.clock.now();
        let row = self.store.read(|conn| store::emergencies::running(conn, actor.staff, patient, now))?;
        Ok(row.map(|row| row.until))
    }

    /// What was opened in emergencies and no manager has acknowledged, each with the patient's name.
    ///
    /// # Errors
    /// Access; the disk.
    pub fn emergencies(&mut self, actor: &Actor) -> Result<Vec<(EmergencyRow, String)>, Error> {
        self.allow(actor, Right::Manage, "emergencies")?;
        let opened = self.store.read(|conn| -> Result<Vec<_>, Error> {
            let rows = store::emergencies::unacknowledged(conn)?.into_iter();
            rows.map(|row| Ok((row.clone(), store::patients::by_id(conn, row.patient_id)?.name))).collect()
        })?;
        if !opened.is_empty() {
            let rows = opened.len();
            self.look(actor, View::List { list: "emergencies", filter: String::new(), rows })?;
        }
        Ok(opened)
    }

    /// A manager has seen these.
    ///
    /// # Errors
    /// Access; one that is not there, or was acknowledged before.
    pub fn acknowledge_emergencies(&mut self, actor: &Actor, ids: &[EmergencyId]) -> Result<(), Error> {
        self.change(actor, Op::AcknowledgeEmergencies, |change| {
            for id in ids {
                store::emergencies::acknowledge(change.tx, *id, actor.staff, change.now)
                    .map_err(|_| Error::NotFound("emergency access"))?;
            }
            change.trace.note("emergencies", ids.iter().map(|id| id.get()).collect::<Vec<_>>());
            Ok(())
        })
    }
}
