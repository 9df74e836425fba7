//! What a payer covers, and where it deviates from the CPT defaults.

use super::activity::Column;
use super::track::TrackPack;
use super::{Apart, Evidence, checked};
use crate::case::Payer;
use crate::case::patient::Program;
use crate::case::read::{date, date_or_null};
use crate::case::settings::{DosPolicy, TcmDos, TcmList};
use crate::code::Code;
use crate::track::{Coverage, Track};
use chrono::NaiveDate;
use serde::Deserialize;

/// A payer's rules.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PayerPack {
    /// The payer.
    pub payer: Payer,
    /// What people call it.
    #[serde(deserialize_with = "checked::line")]
    pub label: String,
    /// The day from which these rules hold.
    #[serde(deserialize_with = "date")]
    pub from: NaiveDate,
    /// The column of the activity table, unless a track has its own.
    pub activities: Column,
    /// Which services exclude transitional care.
    pub tcm_list: TcmList,
    /// Which day of transitional care it wants, where it has a rule of its own.
    #[serde(default)]
    pub tcm_dos: Option<TcmDos>,
    /// The date of service it is usually sent.
    pub dos_policy: DosPolicy,
    /// Programs that need only consent, a plan and one diagnosis.
    #[serde(default)]
    pub light_programs: Vec<Program>,
    /// Tracks that two practitioners may both bill in one month.
    #[serde(default)]
    pub shared_tracks: Vec<Track>,
    /// Codes that are not valid for the payer at all.
    #[serde(default)]
    pub not_valid: Vec<Code>,
    /// What it covers, by the date the claim is sent.
    pub coverage: Vec<CoverageSpan>,
    /// Tracks it has its own minutes or people for.
    #[serde(default)]
    pub track: Vec<TrackPack>,
    /// Facts of it that somebody else says.
    #[serde(default)]
    pub apart: Vec<Apart>,
    /// Who says so.
    #[serde(deserialize_with = "checked::source")]
    pub source: String,
    /// How far that was checked.
    pub verified: Evidence,
}

/// What a payer covers in claims sent from a day on.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CoverageSpan {
    /// The first day of submission; nothing means always.
    #[serde(default, deserialize_with = "date_or_null")]
    pub submitted_from: Option<NaiveDate>,
    /// What is covered.
    pub services: Vec<Coverage>,
    /// Who says so.
    #[serde(deserialize_with = "checked::source")]
    pub source: String,
    /// How far that was checked.
    pub verified: Evidence,
}

impl PayerPack {
    /// Whether a claim sent that day is covered, settings apart.
    pub fn covers(&self, service: Coverage, submitted_on: NaiveDate) -> bool {
        self.coverage
            .iter()
            .filter(|span| span.submitted_from.is_none_or(|from| submitted_on >= from))
            .any(|span| span.services.contains(&service))
    }
}
