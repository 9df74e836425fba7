//! What was done: timed entries, care planning encounters, oncology events, and time given elsewhere.

use super::instant::Instant;
use super::read::{self, objects};
use crate::minutes::Seconds;
use crate::words::words;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// One stretch of work for one account.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub struct Entry {
    /// What statements call it.
    pub id: String,
    /// The enrollment it is for.
    pub account: String,
    /// Who did it.
    pub staff: String,
    /// Its first second.
    pub start: Instant,
    /// The second after its last.
    pub end: Instant,
    /// What was done (a slug of the activity table).
    pub activity: String,
    /// Whether it was part of a billed visit.
    #[serde(default)]
    pub part_of_visit: bool,
    /// Whether it is confirmed to be after the patient left the facility that day.
    #[serde(default)]
    pub after_discharge: bool,
    /// What was discussed; the rules never read it.
    #[serde(default)]
    pub note: Option<String>,
}

impl Entry {
    /// An entry outside any visit or stay, without a note.
    pub fn new(
        id: impl Into<String>,
        account: impl Into<String>,
        staff: impl Into<String>,
        start: Instant,
        end: Instant,
        activity: impl Into<String>,
    ) -> Self {
        Self {
            id: id.into(),
            account: account.into(),
            staff: staff.into(),
            start,
            end,
            activity: activity.into(),
            part_of_visit: false,
            after_discharge: false,
            note: None,
        }
    }

    /// Its whole length, in whatever months it lies.
    pub fn length(&self) -> Seconds {
        Seconds(self.end.seconds() - self.start.seconds())
    }
}

/// Shows the id only: a note may say something about the patient.
impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Entry({})", self.id)
    }
}

/// An advance care planning talk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub struct AcpEncounter {
    /// What statements call it.
    pub id: String,
    /// Who led it.
    pub staff: String,
    /// Its first second.
    pub start: Instant,
    /// The second after its last.
    pub end: Instant,
}

words! {
    /// What happened to a cancer treatment plan.
    pub enum OncologyKind {
        /// It was first made.
        Initial = "initial",
        /// Its regimen changed.
        Change = "change",
    }
}

/// A cancer treatment plan made or changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub struct OncologyEvent {
    /// What statements call it.
    pub id: String,
    /// Made or changed.
    pub kind: OncologyKind,
    /// When.
    #[serde(deserialize_with = "read::date")]
    pub date: NaiveDate,
    /// Which cancer.
    pub cancer: String,
}

/// A code another practice billed for the patient.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub struct BilledElsewhere {
    /// The code.
    pub code: String,
    /// Its date of service.
    #[serde(deserialize_with = "read::date")]
    pub date: NaiveDate,
}

/// Another service this practice billed for the patient.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub struct OtherService {
    /// Its code.
    pub code: String,
    /// Its date of service.
    #[serde(deserialize_with = "read::date")]
    pub date: NaiveDate,
    /// Who furnished it, where known.
    #[serde(default)]
    pub practitioner: Option<String>,
    /// Whether its level was chosen by time.
    #[serde(default)]
    pub time_based: bool,
}

impl OtherService {
    /// Whether it is by this practitioner, or by nobody named.
    pub(crate) fn may_be_by(&self, practitioner: &str) -> bool {
        self.practitioner.as_deref().is_none_or(|by| by == practitioner)
    }
}

/// Minutes of this patient already given to another timed service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub struct UsedElsewhere {
    /// Whose minutes.
    pub staff: String,
    /// Their first second.
    pub start: Instant,
    /// The second after their last.
    pub end: Instant,
    /// Which service has them.
    pub service: String,
}

/// A staff member timed on another patient.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub struct Elsewhere {
    /// Who.
    pub staff: String,
    /// From when.
    pub start: Instant,
    /// Until when.
    pub end: Instant,
}

objects!(Entry, AcpEncounter, OncologyEvent, BilledElsewhere, OtherService, UsedElsewhere, Elsewhere);
