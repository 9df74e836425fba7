//! One pack as it is written: a header, and whatever facts it states.

use super::activity::Activity;
use super::checked;
use super::codes::{FirstDate, SomeLists};
use super::families::{AcpPack, OncologyPack, TcmPack};
use super::fees::FeeTable;
use super::holidays::{FixedHoliday, HolidayPack};
use super::payer::PayerPack;
use super::track::{Bands, TrackPack};
use crate::case::read::date;
use crate::case::settings::Standing;
use chrono::NaiveDate;
use serde::Deserialize;

/// What a pack says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackHeader {
    /// Its name in lists and statements.
    #[serde(deserialize_with = "checked::slug")]
    pub id: String,
    /// Its version; a changed pack has another one.
    #[serde(deserialize_with = "checked::version")]
    pub version: String,
    /// What people call it.
    #[serde(deserialize_with = "checked::line")]
    pub label: String,
    /// The day from which its facts hold.
    #[serde(deserialize_with = "date")]
    pub from: NaiveDate,
}

/// A pack file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackFile {
    /// What it says of itself.
    pub pack: PackHeader,
    #[serde(default)]
    pub(super) activity: Vec<Activity>,
    #[serde(default)]
    pub(super) track: Vec<TrackPack>,
    #[serde(default)]
    pub(super) payer: Vec<PayerPack>,
    #[serde(default)]
    pub(super) fees: Vec<FeeTable>,
    #[serde(default)]
    pub(super) first_date: Vec<FirstDate>,
    #[serde(default)]
    pub(super) lists: SomeLists,
    #[serde(default)]
    pub(super) holidays: Option<HolidayPack>,
    #[serde(default)]
    pub(super) tcm: Option<TcmPack>,
    #[serde(default)]
    pub(super) acp: Option<AcpPack>,
    #[serde(default)]
    pub(super) oncology: Option<OncologyPack>,
}

/// What is wrong with a pack, and where in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackFault {
    /// Which of the packs that were read together.
    pub pack: usize,
    /// The key, with the tables it is in: `payer[0].coverage[1].submitted_from`.
    pub key: String,
    /// What is wrong.
    pub what: String,
}

/// A key and what is wrong there.
pub(super) type Wrong = (String, String);

impl PackFile {
    /// What no single value shows: facts of this one pack that contradict each other.
    pub(super) fn wrong(&self) -> Vec<Wrong> {
        let tracks = self.track.iter().enumerate().map(|(at, track)| (format!("track[{at}]"), track));
        let own = self.payer.iter().enumerate().flat_map(|(at, payer)| {
            let tracks = payer.track.iter().enumerate();
            tracks.map(move |(n, track)| (format!("payer[{at}].track[{n}]"), track))
        });
        let mut wrong: Vec<Wrong> = tracks.chain(own).filter_map(|(at, track)| bands(&at, track)).collect();
        wrong.extend(self.activity.iter().enumerate().filter_map(|(at, activity)| reason(at, activity)));
        wrong.extend(self.payer.iter().enumerate().filter_map(|(at, payer)| coverage(at, payer)));
        wrong.extend(self.fees.iter().enumerate().filter_map(|(at, table)| rates(at, table)));
        wrong.extend(
            self.lists.each().filter(|(_, list)| list.is_empty()).map(|(name, _)| {
                (format!("lists.{name}.codes"), "a list names at least one code".to_owned())
            }),
        );
        wrong.extend(self.holidays.iter().flat_map(|holidays| &holidays.fixed).enumerate().filter_map(fixed));
        wrong.extend(self.tcm.as_ref().and_then(visits));
        wrong.extend(self.acp.as_ref().and_then(midpoints));
        wrong
    }
}

fn bands(at: &str, track: &TrackPack) -> Option<Wrong> {
    let Bands { from_s, started_s } = track.bands?;
    if from_s < track.first_s {
        return Some((format!("{at}.bands.from_s"), "the bands start before the first block is full".into()));
    }
    (started_s > track.block_s)
        .then(|| (format!("{at}.bands.started_s"), "a started block is longer than the block".into()))
}

fn reason(at: usize, activity: &Activity) -> Option<Wrong> {
    let columns = [activity.medicare, activity.bcbsm, activity.priority];
    (columns.contains(&Standing::Excluded) && activity.reason.is_none()).then(|| {
        (format!("activity[{at}].reason"), "is missing: an activity that is excluded says why".to_owned())
    })
}

fn coverage(at: usize, payer: &PayerPack) -> Option<Wrong> {
    let days: Vec<_> = payer.coverage.iter().map(|span| span.submitted_from).collect();
    let turned = days.windows(2).position(|pair| matches!(pair, [before, after] if after < before))?;
    Some((
        format!("payer[{at}].coverage[{}].submitted_from", turned + 1),
        "lies before the one above: coverage goes from the earliest day to the latest".to_owned(),
    ))
}

fn rates(at: usize, table: &FeeTable) -> Option<Wrong> {
    let codes: Vec<_> = table.rate.iter().map(|rate| rate.code).collect();
    let again = (1..codes.len()).find(|n| codes.iter().take(*n).any(|code| Some(code) == codes.get(*n)))?;
    let code = codes.get(again)?;
    Some((format!("fees[{at}].rate[{again}].code"), format!("{code} has a rate above already")))
}

fn fixed((at, holiday): (usize, &FixedHoliday)) -> Option<Wrong> {
    // 2024 is a leap year.
    NaiveDate::from_ymd_opt(2024, holiday.month, holiday.day)
        .is_none()
        .then(|| (format!("holidays.fixed[{at}].day"), "the month has no such day".to_owned()))
}

fn visits(tcm: &TcmPack) -> Option<Wrong> {
    let (early, late, period) = (tcm.early_visit_days, tcm.late_visit_days, tcm.period_days);
    if early > late {
        return Some(("tcm.late_visit_days".into(), format!("lies before the early visit, day {early}")));
    }
    (late > period).then(|| ("tcm.period_days".into(), format!("ends before the late visit, day {late}")))
}

fn midpoints(acp: &AcpPack) -> Option<Wrong> {
    (acp.add_on_minutes <= acp.base_minutes)
        .then(|| ("acp.add_on_minutes".into(), "is no more than the minutes of the base".into()))
}
