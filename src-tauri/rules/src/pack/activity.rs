//! What can be done for a patient, and whose rules count it.

use super::{Evidence, Packs, checked};
use crate::case::Payer;
use crate::case::settings::Standing;
use crate::reasons::Exclusion;
use crate::track::Track;
use crate::words::words;
use serde::Deserialize;

words! {
    /// A column of the activity table.
    pub enum Column {
        /// Medicare and CPT.
        Medicare = "medicare",
        /// Blue Cross Blue Shield of Michigan, complex care.
        Bcbsm = "bcbsm",
        /// Priority Health.
        Priority = "priority",
    }
}

/// A row of the activity table.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Activity {
    /// What entries call it.
    #[serde(deserialize_with = "checked::slug")]
    pub slug: String,
    /// What people call it.
    #[serde(deserialize_with = "checked::line")]
    pub label: String,
    /// Under Medicare and CPT.
    pub medicare: Standing,
    /// Under Blue Cross Blue Shield of Michigan's complex care.
    pub bcbsm: Standing,
    /// Under Priority Health.
    pub priority: Standing,
    /// Why it is excluded, where it is.
    #[serde(default)]
    pub reason: Option<Exclusion>,
    /// What to know about it.
    #[serde(default)]
    pub note: Option<String>,
    /// Who says so.
    #[serde(deserialize_with = "checked::source")]
    pub source: String,
    /// How far that was checked.
    pub verified: Evidence,
}

impl Activity {
    /// Its standing in a column.
    pub fn standing(&self, column: Column) -> Standing {
        match column {
            Column::Medicare => self.medicare,
            Column::Bcbsm => self.bcbsm,
            Column::Priority => self.priority,
        }
    }

    /// Whether the payer counts it toward the track, settings and caps apart, and if not why.
    ///
    /// # Errors
    ///
    /// The reason why it does not count.
    pub fn counts(&self, payer: Payer, track: Track, packs: &Packs) -> Result<(), Exclusion> {
        match self.standing(packs.column(payer, track)) {
            Standing::Countable => Ok(()),
            Standing::Excluded => Err(self.exclusion()),
        }
    }

    /// The reason its seconds carry when they are excluded.
    pub fn exclusion(&self) -> Exclusion {
        self.reason.unwrap_or(Exclusion::ActivityAdmin)
    }
}

impl Packs {
    /// The column of the activity table that applies.
    pub fn column(&self, payer: Payer, track: Track) -> Column {
        self.track(track, payer).activities.unwrap_or(self.payer(payer).activities)
    }
}
