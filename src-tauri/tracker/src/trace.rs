//! What a change touched: the facts of its audit line, and the months it made stale.

use std::collections::{BTreeMap, BTreeSet};

use rules::Month;
use serde_json::Value;
use store::{PatientId, TimerId};

use crate::Error;
use crate::undo::Turn;

/// What a change touched: for its audit line, and for the statements it made stale.
#[derive(Debug, Default)]
pub(crate) struct Trace {
    pub(crate) patient: Option<PatientId>,
    pub(crate) object: Option<i64>,
    pub(crate) detail: BTreeMap<String, Value>,
    pub(crate) reason: Option<String>,
    pub(crate) stale: BTreeSet<(Month, PatientId)>,
    pub(crate) all_stale: bool,
    /// Months whose time was written, corrected or voided: a locked one refuses.
    pub(crate) timed: BTreeSet<Month>,
    /// The other patient it is about, where time went from one to another.
    pub(crate) also: Option<PatientId>,
    /// Timers with a stretch that begins now, or that goes on from the open one of another timer.
    pub(crate) begun: Vec<(TimerId, Option<TimerId>)>,
    /// What became of entries and of time set aside, to be taken back.
    pub(crate) turns: Vec<Turn>,
}

impl Trace {
    /// The patient it is about.
    pub(crate) fn patient(&mut self, patient: PatientId) -> &mut Self {
        self.patient = Some(patient);
        self
    }

    /// The row it is about.
    pub(crate) fn object(&mut self, id: i64) -> &mut Self {
        self.object = Some(id);
        self
    }

    /// A fact worth keeping: ids, dates, lengths, slugs. Integers and text only.
    pub(crate) fn note(&mut self, key: &str, value: impl Into<Value>) -> &mut Self {
        self.detail.insert(key.to_owned(), value.into());
        self
    }

    /// Why, in the person's words.
    pub(crate) fn because(&mut self, reason: &str) -> &mut Self {
        self.reason = Some(reason.to_owned());
        self
    }

    /// A patient-month whose statement must be made again.
    pub(crate) fn stale(&mut self, patient: PatientId, months: impl IntoIterator<Item = Month>) -> &mut Self {
        self.stale.extend(months.into_iter().map(|month| (month, patient)));
        self
    }

    /// Every kept statement must be made again.
    pub(crate) fn everything_is_stale(&mut self) {
        self.all_stale = true;
    }
}

/// The row an id names, or the refusal.
pub(crate) fn found<T>(row: Option<T>, what: &'static str) -> Result<T, Error> {
    row.ok_or(Error::NotFound(what))
}
