//! One track: what became of every entry, and which seconds each unit is made of.

use super::code::CodeExplanation;
use super::fee::{FeeUsed, fee_used};
use super::piece::{Outcome, Piece, pieces};
use crate::account::Account;
use crate::case::instant::Instant;
use crate::case::staff::Role;
use crate::case_month::CaseMonth;
use crate::code::Code;
use crate::gates::Sifted;
use crate::ladder::{Rung, ladder};
use crate::lines::{Work, service_dates};
use crate::minutes::Seconds;
use crate::pack::activity::Activity;
use crate::reasons::Exclusion;
use crate::statement::TrackStatement;
use crate::track::Track;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// One track of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackExplanation {
    /// The track.
    pub track: Track,
    /// Every entry of the account with seconds in the month, by start and id.
    pub entries: Vec<EntryExplanation>,
    /// The thresholds, up to the first that is not reached.
    pub thresholds: Vec<Rung>,
    /// The most add-on units of a month.
    pub cap: Option<u32>,
    /// The units the time earns and the cap allows, whether billed or not.
    pub units: Vec<UnitExplanation>,
    /// Counted seconds that no unit owns: beyond the cap, or toward the next threshold.
    pub spare_s: Seconds,
    /// The base and the add-on: billed, or what is against them.
    pub codes: Vec<CodeExplanation>,
}

impl TrackExplanation {
    /// The length of all entries in the month: what counts and what does not.
    pub fn logged(&self) -> Seconds {
        self.entries.iter().map(EntryExplanation::logged).sum()
    }
}

/// What became of one entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryExplanation {
    /// The entry.
    pub id: String,
    /// Who did it.
    pub staff: String,
    /// What they are trained as.
    pub role: Role,
    /// What was done, with the source of its standing.
    pub activity: Activity,
    /// The first second of it in the month.
    pub from: Instant,
    /// The second after the last of it in the month.
    pub to: Instant,
    /// Its whole length, in whatever months it lies.
    pub whole_s: Seconds,
    /// What became of each stretch.
    pub pieces: Vec<Piece>,
}

impl EntryExplanation {
    fn new(sifted: &Sifted<'_, '_>) -> Self {
        let slice = sifted.slice;
        Self {
            id: slice.entry.id.clone(),
            staff: slice.staff.id.clone(),
            role: slice.staff.role,
            activity: slice.activity.clone(),
            from: Instant::from_seconds(slice.span.from),
            to: Instant::from_seconds(slice.span.to),
            whole_s: slice.entry.length(),
            pieces: pieces(sifted),
        }
    }

    /// Its length in the month.
    pub fn logged(&self) -> Seconds {
        Seconds(self.to.seconds() - self.from.seconds())
    }

    /// How much of it counts.
    pub fn counted(&self) -> Seconds {
        let counted = self.pieces.iter().filter(|piece| piece.outcome == Outcome::Counted);
        counted.map(Piece::length).sum()
    }

    /// How much of it does not count, by reason.
    pub fn excluded(&self) -> BTreeMap<Exclusion, Seconds> {
        let mut reasons = BTreeMap::new();
        for piece in &self.pieces {
            if let Outcome::Excluded(reason) = piece.outcome {
                *reasons.entry(reason).or_default() += piece.length();
            }
        }
        reasons
    }
}

/// One unit of a code and the seconds it is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitExplanation {
    /// The code.
    pub code: Code,
    /// Which unit of the track: 1 is the base, 2 the first add-on.
    pub unit: u32,
    /// The counted seconds that earn it.
    pub threshold_s: Seconds,
    /// Counted seconds it owns; under BCBSM more or fewer than earn it.
    pub owned_s: Seconds,
    /// The instant at which the threshold was complete: the second before it was the last one needed.
    pub crossed_at: Instant,
    /// The local date of that last second.
    pub crossed_on: NaiveDate,
    /// The date of service by the practice's policy.
    pub dos: NaiveDate,
    /// The last day of the service, where a span is billed.
    pub dos_to: Option<NaiveDate>,
    /// What it pays.
    pub fee: Option<FeeUsed>,
    /// Whether it is in a line of the track.
    pub in_line: bool,
    /// The stretches it owns, by time and entry. A second two people share may lie in two units.
    pub parts: Vec<Part>,
}

/// A stretch of one entry that a unit owns.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// Its first second.
    pub from: Instant,
    /// The second after its last.
    pub to: Instant,
    /// The entry.
    pub entry: String,
}

impl Part {
    /// How long it is.
    pub fn length(&self) -> Seconds {
        Seconds(self.to.seconds() - self.from.seconds())
    }
}

/// Every track of an account, before anything stands against its codes.
pub(super) fn tracks(month: &CaseMonth<'_>, account: &Account<'_, '_>) -> Vec<TrackExplanation> {
    account.tracks.iter().map(|(statement, work)| track(month, account, statement, work)).collect()
}

fn track(
    month: &CaseMonth<'_>,
    account: &Account<'_, '_>,
    statement: &TrackStatement,
    work: &Work<'_, '_>,
) -> TrackExplanation {
    let time = statement.counted_s;
    let units = units(month, account, statement, work);
    let owned: Seconds = units.iter().map(|unit| unit.owned_s).sum();
    TrackExplanation {
        track: statement.track,
        entries: work.sifted.iter().map(EntryExplanation::new).collect(),
        thresholds: thresholds(month, statement),
        cap: work.ladder.cap,
        units,
        spare_s: time - owned,
        codes: Vec::new(),
    }
}

/// The thresholds up to the first that the time does not reach.
fn thresholds(month: &CaseMonth<'_>, statement: &TrackStatement) -> Vec<Rung> {
    let (case, time) = (month.case, statement.counted_s);
    let mut rungs = ladder(statement.track, case.payer, &case.settings, month.packs, time);
    let reached = rungs.iter().take_while(|rung| rung.at <= time).count();
    rungs.truncate(reached + 1);
    rungs
}

fn units(
    month: &CaseMonth<'_>,
    account: &Account<'_, '_>,
    statement: &TrackStatement,
    work: &Work<'_, '_>,
) -> Vec<UnitExplanation> {
    let Some(earned) = work.ladder.earned(statement.counted_s) else {
        return Vec::new();
    };
    let last = work.ladder.allowed(earned);
    (0..=last).filter_map(|at| unit(month, account, statement, work, (at, last))).collect()
}

/// The unit with this number (0 is the base) of a track whose last is given.
fn unit(
    month: &CaseMonth<'_>,
    account: &Account<'_, '_>,
    statement: &TrackStatement,
    work: &Work<'_, '_>,
    (at, last): (u32, u32),
) -> Option<UnitExplanation> {
    let ladder = &work.ladder;
    let code = if at == 0 { ladder.base } else { ladder.add_on };
    let (dos, dos_to) = service_dates(month, account.enrollment, work, at, last)?;
    let (from, to) = ladder.range(at);
    Some(UnitExplanation {
        code,
        unit: at + 1,
        threshold_s: ladder.threshold(at),
        owned_s: to.min(statement.counted_s) - from,
        crossed_at: Instant::from_seconds(work.timeline.crossing(ladder.threshold(at))?),
        crossed_on: work.crossing_date(month, at)?,
        dos,
        dos_to,
        fee: fee_used(month, code, dos),
        in_line: statement.lines.iter().any(|line| (line.code, line.dos) == (code, dos)),
        parts: parts(work, at),
    })
}

fn parts(work: &Work<'_, '_>, unit: u32) -> Vec<Part> {
    let Some(window) = work.window(unit) else {
        return Vec::new();
    };
    let of_entry = |sifted: &Sifted<'_, '_>| {
        let entry = sifted.slice.entry.id.clone();
        let common: Vec<_> = sifted.left.iter().filter_map(|span| span.common(window)).collect();
        common.into_iter().map(move |span| Part {
            from: Instant::from_seconds(span.from),
            to: Instant::from_seconds(span.to),
            entry: entry.clone(),
        })
    };
    let mut parts: Vec<Part> = work.sifted.iter().flat_map(of_entry).collect();
    parts.sort_unstable();
    parts
}
