//! The numbers of a code family: codes, blocks, caps, and who and what counts.

use super::activity::Column;
use super::{Apart, Evidence, checked};
use crate::code::Code;
use crate::minutes::Seconds;
use crate::track::Track;
use crate::words::words;
use serde::Deserialize;

words! {
    /// Whose time counts on a track.
    pub enum Performers {
        /// Clinical staff and practitioners.
        ClinicalStaff = "clinical_staff",
        /// The billing practitioner personally.
        BillingPractitioner = "billing_practitioner",
        /// Practitioners, and staff with training in team-based care.
        TrainedTeam = "trained_team",
        /// Practitioners and licensed staff.
        Licensed = "licensed",
    }
}

words! {
    /// Whether a track needs moderate or high decision making in the month.
    pub enum MdmNeed {
        /// Never.
        No = "no",
        /// Always.
        Yes = "yes",
        /// When the practice's settings ask for it.
        BySetting = "by_setting",
    }
}

/// The numbers of one track.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrackPack {
    /// The track.
    pub track: Track,
    /// The code of the first block.
    pub base: Code,
    /// The seconds that earn it.
    #[serde(deserialize_with = "checked::some_time")]
    pub first_s: Seconds,
    /// The code of each further block.
    pub add_on: Code,
    /// The length of a further block.
    #[serde(deserialize_with = "checked::some_time")]
    pub block_s: Seconds,
    /// The most add-on units a month; nothing means no cap.
    #[serde(default)]
    pub cap: Option<u32>,
    /// More add-on units than this are unusual, where that is watched.
    #[serde(default)]
    pub unusual_above: Option<u32>,
    /// Bands that start after the base's own, where the first add-on block does not follow the base threshold.
    #[serde(default)]
    pub bands: Option<Bands>,
    /// Its own column of the activity table, if not the payer's.
    #[serde(default)]
    pub activities: Option<Column>,
    /// Whose time counts.
    pub performers: Performers,
    /// Whether decision making is needed.
    pub mdm: MdmNeed,
    /// Facts of it that somebody else says.
    #[serde(default)]
    pub apart: Vec<Apart>,
    /// Who says so.
    #[serde(deserialize_with = "checked::source")]
    pub source: String,
    /// How far that was checked.
    pub verified: Evidence,
}

/// Add-on blocks that are paid once started, after the base's own band.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bands {
    /// Where the base's band ends.
    #[serde(deserialize_with = "checked::some_time")]
    pub from_s: Seconds,
    /// How much of a block makes it a started one.
    #[serde(deserialize_with = "checked::some_time")]
    pub started_s: Seconds,
}
