//! The one way to change anything: access, work, fresh statements and the audit line, in one transaction.

use chrono::{DateTime, NaiveDate, Utc};
use store::audit::{self, NewEvent};
use store::{Store, Tx};

use crate::op::{Actor, Op, Trace};
use crate::practice::Practice;
use crate::{Error, Tracker, month};

/// A change under way.
pub(crate) struct Change<'a> {
    /// The open transaction.
    pub(crate) tx: &'a Tx<'a>,
    /// When it is made.
    pub(crate) now: DateTime<Utc>,
    /// The practice, as it will be after the change.
    pub(crate) practice: Practice,
    /// What it touched.
    pub(crate) trace: Trace,
}

impl Change<'_> {
    /// Today in the practice's zone.
    pub(crate) fn today(&self) -> NaiveDate {
        self.practice.day(self.now)
    }
}

impl Tracker {
    /// Makes a change: all of it, with its audit line, or nothing.
    pub(crate) fn change<T>(
        &mut self,
        actor: &Actor,
        op: Op,
        work: impl FnOnce(&mut Change<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        if !op.allows(actor.access) {
            return Err(Error::Forbidden);
        }
        make(&mut self.store, &self.practice, self.clock.now(), actor, op, work)
    }
}

/// As `Tracker::change`, for set-up, which has no tracker yet.
pub(crate) fn make<T>(
    store: &mut Store,
    practice: &Practice,
    now: DateTime<Utc>,
    actor: &Actor,
    op: Op,
    work: impl FnOnce(&mut Change<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    store.write(|tx| {
        let mut change = Change { tx, now, practice: practice.clone(), trace: Trace::default() };
        let value = work(&mut change)?;
        month::refresh(&change)?;
        audit::append(tx, &event(&change, actor, op)?)?;
        Ok(value)
    })
}

fn event(change: &Change<'_>, actor: &Actor, op: Op) -> Result<NewEvent, Error> {
    let (action, category) = op.words();
    let trace = &change.trace;
    Ok(NewEvent {
        wall_ms: change.now.timestamp_millis(),
        tz: change.practice.zone.name().to_owned(),
        staff_id: Some(actor.staff),
        staff_label: actor.name.clone(),
        action: action.to_owned(),
        category: category.to_owned(),
        patient_id: trace.patient,
        object_id: trace.object,
        detail: serde_json::to_string(&trace.detail).map_err(|_| Error::Unreadable("detail"))?,
        reason: trace.reason.clone(),
        app_version: env!("CARGO_PKG_VERSION").to_owned(),
    })
}
