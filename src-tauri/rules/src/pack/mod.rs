//! The rules as data: codes, minutes, caps, fees and lists, each with its source.

pub(crate) mod activity;
pub(crate) mod codes;
pub(crate) mod families;
pub(crate) mod fees;
pub(crate) mod holidays;
pub(crate) mod payer;
pub(crate) mod track;

use crate::case::Payer;
use crate::code::Code;
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

/// All rule packs together.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "Document")]
pub struct Packs {
    activities: Vec<Activity>,
    by_slug: BTreeMap<String, usize>,
    tracks: Vec<TrackPack>,
    payers: Vec<PayerPack>,
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

    /// The dated fee tables, oldest first.
    pub fn fee_tables(&self) -> &[FeeTable] {
        &self.fees
    }

    /// The pack of a payer.
    pub fn payer(&self, payer: Payer) -> &PayerPack {
        self.payers
            .iter()
            .find(|pack| pack.payer == payer)
            .expect("a document without every payer is not read")
    }

    /// The pack of a track, as the payer has it.
    pub fn track(&self, track: Track, payer: Payer) -> &TrackPack {
        let of = |tracks: &'_ [TrackPack]| tracks.iter().position(|pack| pack.track == track);
        let own = &self.payer(payer).track;
        of(own)
            .and_then(|at| own.get(at))
            .or_else(|| of(&self.tracks).and_then(|at| self.tracks.get(at)))
            .expect("a document without every track is not read")
    }

    /// The first date of a code, where one is tested.
    pub(crate) fn first_date(&self, code: Code) -> Option<&FirstDate> {
        self.first_dates.iter().find(|first| first.code == code)
    }
}

/// The pack files, one after the other, as they are written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    activity: Vec<Activity>,
    track: Vec<TrackPack>,
    payer: Vec<PayerPack>,
    fees: Vec<FeeTable>,
    first_date: Vec<FirstDate>,
    lists: CodeLists,
    holidays: HolidayPack,
    tcm: TcmPack,
    acp: AcpPack,
    oncology: OncologyPack,
}

impl TryFrom<Document> for Packs {
    type Error = String;

    fn try_from(mut document: Document) -> Result<Self, String> {
        document.fees.sort_by_key(|table| table.from);
        document.check()?;
        let slugs = document.activity.iter().map(|activity| activity.slug.clone());
        Ok(Self {
            by_slug: slugs.zip(0..).collect(),
            activities: document.activity,
            tracks: document.track,
            payers: document.payer,
            fees: document.fees,
            first_dates: document.first_date,
            lists: document.lists,
            holidays: document.holidays,
            tcm: document.tcm,
            acp: document.acp,
            oncology: document.oncology,
        })
    }
}

impl Document {
    /// Whatever the rules take for granted of their data.
    fn check(&self) -> Result<(), String> {
        let missing = Payer::ALL.iter().find(|payer| !self.payer.iter().any(|pack| pack.payer == **payer));
        if let Some(payer) = missing {
            return Err(format!("no pack for payer {payer}"));
        }
        let missing = Track::ALL.iter().find(|track| !self.track.iter().any(|pack| pack.track == **track));
        if let Some(track) = missing {
            return Err(format!("no pack for track {track}"));
        }
        if self.fees.is_empty() {
            return Err("no fee table".to_owned());
        }
        let own = self.payer.iter().flat_map(|payer| &payer.track);
        self.track.iter().chain(own).try_for_each(TrackPack::check)?;
        self.acp.check()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::case::Place;
    use crate::pack::fees::fee;
    use std::sync::LazyLock;

    const SHIPPED: &str = concat!(
        include_str!("../../../../assets/rules/activities.toml"),
        include_str!("../../../../assets/rules/tracks.toml"),
        include_str!("../../../../assets/rules/medicare.toml"),
        include_str!("../../../../assets/rules/bcbsm.toml"),
        include_str!("../../../../assets/rules/priority.toml"),
        include_str!("../../../../assets/rules/cigna.toml"),
        include_str!("../../../../assets/rules/medicaid.toml"),
        include_str!("../../../../assets/rules/fees-2025.toml"),
        include_str!("../../../../assets/rules/fees-2026.toml"),
        include_str!("../../../../assets/rules/codes.toml"),
        include_str!("../../../../assets/rules/families.toml"),
        include_str!("../../../../assets/rules/holidays.toml"),
    );

    /// The shipped packs, as the program embeds them.
    pub(crate) fn packs() -> &'static Packs {
        static PACKS: LazyLock<Packs> = LazyLock::new(|| toml::from_str(SHIPPED).unwrap());
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
    fn a_document_that_leaves_something_out_is_not_read() {
        let without = |text: &str| SHIPPED.replace(text, "");
        let payer = include_str!("../../../../assets/rules/medicaid.toml");
        assert!(toml::from_str::<Packs>(&without(payer)).is_err());
        let endless = SHIPPED.replace("block_s = 1200", "block_s = 0");
        assert!(toml::from_str::<Packs>(&endless).is_err());
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
