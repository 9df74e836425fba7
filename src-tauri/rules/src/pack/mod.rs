//! The rules as data: codes, minutes, caps, fees and lists, each with its source.

pub(crate) mod activity;
mod checked;
pub(crate) mod codes;
pub(crate) mod families;
pub(crate) mod fees;
pub(crate) mod file;
pub(crate) mod holidays;
mod lay;
pub(crate) mod payer;
pub(crate) mod shipped;
pub(crate) mod track;

use crate::case::Payer;
use crate::code::Code;
use crate::minutes::Seconds;
use crate::track::Track;
use crate::words::words;
use activity::Activity;
use codes::{CodeLists, FirstDate};
use families::{AcpPack, OncologyPack, TcmPack};
use fees::FeeTable;
use holidays::HolidayPack;
use payer::PayerPack;
use serde::Deserialize;
use std::collections::BTreeMap;
use track::TrackPack;

words! {
    /// How far a fact was checked; shown beside it.
    pub enum Evidence {
        /// Read in an official CMS data file.
        OfficialFile = "official_file",
        /// Read in the document named.
        Document = "document",
        /// Read on the rule-maker's own page.
        RuleMaker = "rule_maker",
        /// Read where the official document is quoted or cited.
        Quoted = "quoted",
        /// Professional knowledge only.
        NotVerified = "not_verified",
        /// Caretally's own decision; no outside rule exists.
        Design = "design",
    }
}

impl Evidence {
    /// Whether somebody outside was read to say so.
    pub fn is_verified(self) -> bool {
        match self {
            Self::OfficialFile | Self::Document | Self::RuleMaker | Self::Quoted => true,
            Self::NotVerified | Self::Design => false,
        }
    }
}

/// All rule packs together.
#[derive(Clone, Debug)]
pub struct Packs {
    activities: Vec<Activity>,
    by_slug: BTreeMap<String, usize>,
    tracks: Vec<TrackPack>,
    payers: Vec<PayerPack>,
    /// The id of the pack each of the payers is from.
    payer_packs: Vec<String>,
    fees: Vec<FeeTable>,
    first_dates: Vec<FirstDate>,
    pub(crate) lists: CodeLists,
    pub(crate) holidays: HolidayPack,
    pub(crate) tcm: TcmPack,
    pub(crate) acp: AcpPack,
    pub(crate) oncology: OncologyPack,
}

impl Packs {
    /// The activity with this slug.
    pub fn activity(&self, slug: &str) -> Option<&Activity> {
        self.activities.get(*self.by_slug.get(slug)?)
    }

    /// All activities, in the order they are offered.
    pub fn activities(&self) -> &[Activity] {
        &self.activities
    }

    /// True for a code that one practice bills of a patient's month or discharge, so that it matters when another one does:
    /// CCM, complex CCM, TCM.
    pub fn is_billed_once(&self, code: &str) -> bool {
        self.lists.ccm.contains(code) || self.lists.tcm.contains(code)
    }

    /// The code that a planning talk earns first, and the time that earns it.
    pub fn talk_base(&self) -> (Code, Seconds) {
        (self.acp.base, Seconds(self.acp.base_minutes * 60))
    }

    /// True for a code of an annual wellness visit.
    pub fn is_wellness(&self, code: &str) -> bool {
        self.lists.wellness.contains(code)
    }

    /// True for a code whose lines the rules make themselves, of any track or family.
    pub fn is_made_here(&self, code: Code) -> bool {
        let families = [self.acp.base, self.acp.add_on, self.oncology.initial, self.oncology.change];
        let mut tracks = self.tracks.iter().chain(self.payers.iter().flat_map(|payer| &payer.track));
        families.contains(&code)
            || self.is_billed_once(code.as_str())
            || tracks.any(|track| [track.base, track.add_on].contains(&code))
    }

    /// The dated fee tables, oldest first.
    pub fn fee_tables(&self) -> &[FeeTable] {
        &self.fees
    }

    /// The pack of a payer.
    pub fn payer(&self, payer: Payer) -> &PayerPack {
        self.payers.iter().find(|pack| pack.payer == payer).expect("packs without every payer are not laid")
    }

    /// The id of the pack that has the payer's rules.
    pub fn pack_of(&self, payer: Payer) -> &str {
        let place = self.payers.iter().position(|pack| pack.payer == payer);
        place.and_then(|place| self.payer_packs.get(place)).map_or("", String::as_str)
    }

    /// The pack of a track, as the payer has it.
    pub fn track(&self, track: Track, payer: Payer) -> &TrackPack {
        let of = |tracks: &'_ [TrackPack]| tracks.iter().position(|pack| pack.track == track);
        let own = &self.payer(payer).track;
        of(own)
            .and_then(|at| own.get(at))
            .or_else(|| of(&self.tracks).and_then(|at| self.tracks.get(at)))
            .expect("packs without every track are not laid")
    }

    /// The first date of a code, where one is tested.
    pub(crate) fn first_date(&self, code: Code) -> Option<&FirstDate> {
        self.first_dates.iter().find(|first| first.code == code)
    }
}

/// A fact that somebody else says than the rest of its table, or that is verified otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Apart {
    /// The key in the table.
    #[serde(deserialize_with = "checked::slug")]
    pub key: String,
    /// Who says so.
    #[serde(deserialize_with = "checked::source")]
    pub source: String,
    /// How far that was checked.
    pub verified: Evidence,
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::case::Place;
    use crate::pack::fees::fee;
    use crate::pack::file::PackFile;
    use crate::pack::shipped::SHIPPED_PACKS;
    use std::sync::LazyLock;

    fn shipped() -> Vec<PackFile> {
        SHIPPED_PACKS.iter().map(|(_, text)| toml::from_str(text).unwrap()).collect()
    }

    /// The shipped packs, as the program embeds them.
    pub(crate) fn packs() -> &'static Packs {
        static PACKS: LazyLock<Packs> = LazyLock::new(|| Packs::of(&shipped(), &[]).unwrap());
        &PACKS
    }

    #[test]
    fn a_fee_is_taken_from_the_year_of_the_date_of_service() {
        let fee =
            |dos: &str, place, qp| fee("99490".parse().unwrap(), dos.parse().unwrap(), place, qp, packs()).0;
        assert_eq!(fee("2024-06-01", Place::NonFacility, false), 6049);
        assert_eq!(fee("2025-12-31", Place::Facility, true), 4787);
        assert_eq!(fee("2026-01-01", Place::NonFacility, false), 6613);
        assert_eq!(fee("2026-01-01", Place::Facility, true), 4397);
    }

    #[test]
    fn ranges_of_codes_hold_every_code_between_and_no_other_text() {
        let esrd = &packs().lists.esrd;
        let has =
            ["90951", "90960", "90970", "90971", "9096", "9096a", "90 60"].map(|code| esrd.contains(code));
        assert_eq!(has, [true, true, true, false, false, false, false]);
        assert!(packs().lists.apcm.contains("G0557"));
    }

    #[test]
    fn what_is_made_here_is_of_a_track_or_of_a_family() {
        let made = |code: &str| packs().is_made_here(code.parse().unwrap());
        assert!(["99490", "99439", "99426", "99425", "99495", "99498", "S0354"].into_iter().all(made));
        assert!(!["99457", "G0439", "99291", "G0557", "90960"].into_iter().any(made));
    }

    #[test]
    fn every_activity_is_there_once() {
        let slugs: std::collections::BTreeSet<_> = packs().activities().iter().map(|a| &a.slug).collect();
        assert_eq!(slugs.len(), packs().activities().len());
        assert_eq!(slugs.len(), 68);
    }

    #[test]
    fn cigna_covers_by_the_day_the_claim_is_sent() {
        use crate::track::Coverage;
        let covers = |day: &str| packs().payer(Payer::Cigna).covers(Coverage::Tcm, day.parse().unwrap());
        assert_eq!([covers("2021-01-16"), covers("2021-01-17")], [false, true]);
    }
}
