//! What an auditor would ask about first: time that was typed, typed late, in round numbers, twice, or not at all.

use chrono::TimeDelta;
use rules::{Exclusion, Statement};
use store::entries::WrittenRow;

/// Written down so long after the work, an entry is from memory. No payer names a limit; two days is a weekend.
const LATE: TimeDelta = TimeDelta::hours(48);
/// Lengths of work are rarely whole multiples of five minutes.
const ROUND_S: i64 = 300;
/// Fewer entries than that say nothing about habits.
const FEW: usize = 3;

/// Something unusual about the entries of a patient's month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    /// Not measured by a timer: typed, or vouched for.
    Typed {
        /// So many seconds.
        seconds: i64,
        /// Of a hundred seconds logged.
        percent: i64,
    },
    /// Written down or corrected more than two days after the work.
    Late {
        /// So many entries.
        entries: usize,
        /// The latest, in hours.
        hours: i64,
    },
    /// Whole multiples of five minutes.
    Round {
        /// So many entries.
        entries: usize,
        /// Of so many.
        of: usize,
    },
    /// Shared with another entry: it bills for neither.
    Overlap {
        /// So many seconds.
        seconds: i64,
    },
    /// A timer that ran for hours.
    Stale {
        /// So many seconds.
        seconds: i64,
    },
    /// In no entry yet: time set aside, or a timer that runs.
    Unsettled {
        /// So many seconds.
        seconds: i64,
    },
}

impl Flag {
    /// How much it adds to the risk of a month.
    pub(crate) fn weight(&self) -> u32 {
        match self {
            Self::Overlap { .. } => 5,
            Self::Late { .. } | Self::Stale { .. } | Self::Unsettled { .. } => 4,
            Self::Round { .. } => 3,
            Self::Typed { percent, .. } if *percent >= 50 => 3,
            Self::Typed { .. } => 1,
        }
    }
}

/// The flags of a month, the heaviest first.
pub(crate) fn of(entries: &[WrittenRow], statement: &Statement, unsettled: i64) -> Vec<Flag> {
    let lost = |reasons: &[Exclusion]| lost(statement, reasons);
    let overlap = lost(&[Exclusion::OverlapPatient, Exclusion::OverlapPerformer]);
    let stale = lost(&[Exclusion::StaleTimer]);
    let mut flags: Vec<_> = [
        (overlap > 0).then_some(Flag::Overlap { seconds: overlap }),
        (stale > 0).then_some(Flag::Stale { seconds: stale }),
        (unsettled > 0).then_some(Flag::Unsettled { seconds: unsettled }),
        late(entries),
        round(entries),
        typed(entries),
    ]
    .into_iter()
    .flatten()
    .collect();
    flags.sort_by_key(|flag| std::cmp::Reverse(flag.weight()));
    flags
}

/// Seconds that the track shown leaves out for these reasons.
fn lost(statement: &Statement, reasons: &[Exclusion]) -> i64 {
    let shown = statement.accounts.iter().filter_map(crate::bar::shown_track);
    let items = shown.flat_map(|track| &track.excluded);
    items.filter(|item| reasons.contains(&item.reason)).map(|item| item.seconds.0).sum()
}

fn seconds(row: &WrittenRow) -> i64 {
    (row.ended_at - row.started_at).num_seconds()
}

fn typed(entries: &[WrittenRow]) -> Option<Flag> {
    let all: i64 = entries.iter().map(seconds).sum();
    let by_hand = entries.iter().filter(|row| row.by_hand);
    let typed: i64 = by_hand.map(seconds).sum();
    (typed > 0 && all > 0).then(|| Flag::Typed { seconds: typed, percent: typed * 100 / all })
}

fn late(entries: &[WrittenRow]) -> Option<Flag> {
    let after = entries.iter().map(|row| row.written_at - row.ended_at);
    let late: Vec<_> = after.filter(|after| *after > LATE).collect();
    let longest = late.iter().max()?;
    Some(Flag::Late { entries: late.len(), hours: longest.num_hours() })
}

fn round(entries: &[WrittenRow]) -> Option<Flag> {
    let round = entries.iter().filter(|row| seconds(row) % ROUND_S == 0).count();
    let of = entries.len();
    (of >= FEW && round * 2 >= of).then_some(Flag::Round { entries: round, of })
}
