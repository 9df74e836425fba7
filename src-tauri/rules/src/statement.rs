//! The answer of the rules: what may be billed for the month, and why the rest may not.

use crate::case::patient::Program;
use crate::code::Code;
use crate::minutes::Seconds;
use crate::money::Cents;
use crate::month::Month;
use crate::reasons::{Exclusion, Hold, Refusal, Warning};
use crate::track::Track;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Everything the rules say of one case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// The case's label.
    pub name: String,
    /// One per enrollment, by id.
    pub accounts: Vec<AccountStatement>,
    /// One per discharge, by id.
    pub tcm: Vec<TcmStatement>,
    /// One per day and practitioner of advance care planning.
    pub acp: Vec<AcpStatement>,
    /// One per oncology event, by id.
    pub oncology: Vec<OncologyStatement>,
}

/// One enrollment's month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountStatement {
    /// The enrollment.
    pub id: String,
    /// Its program.
    pub program: Program,
    /// The month.
    pub month: Month,
    /// Every track of the program, whether chosen or not.
    pub tracks: Vec<TrackStatement>,
    /// The track whose lines are billed.
    pub chosen: Option<Track>,
    /// The lines to bill.
    pub lines: Vec<Line>,
    /// What keeps the lines from being exported.
    pub holds: Vec<Hold>,
    /// Why the account cannot be billed.
    pub refusals: Vec<Refusal>,
    /// What the manager should know.
    pub warnings: Vec<Warning>,
}

/// What one track of an account comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrackStatement {
    /// The track.
    pub track: Track,
    /// Seconds that count.
    pub counted_s: Seconds,
    /// Counted seconds beyond the last allowed unit.
    pub surplus_s: Seconds,
    /// Seconds that do not count, by entry and reason.
    pub excluded: Vec<ExcludedTime>,
    /// What the time earns.
    pub lines: Vec<Line>,
    /// What the lines come to.
    pub total_cents: Cents,
    /// Why codes of the track are not billable.
    pub refusals: Vec<TrackRefusal>,
    /// The next threshold; nothing when no further unit is allowed.
    pub next: Option<NextUnit>,
}

/// Seconds of one entry that do not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExcludedTime {
    /// The entry.
    pub entry: String,
    /// Why.
    pub reason: Exclusion,
    /// How many.
    pub seconds: Seconds,
}

/// One claim line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The code.
    pub code: Code,
    /// How many.
    pub units: u32,
    /// Date of service.
    pub dos: NaiveDate,
    /// Last day of the service, only where a span is billed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dos_to: Option<NaiveDate>,
    /// Modifiers.
    pub modifiers: Vec<String>,
    /// Estimated allowed amount.
    pub amount_cents: Cents,
    /// The entries that carry it.
    pub entries: Vec<String>,
}

impl Line {
    /// The last day of the line.
    pub(crate) fn last_day(&self) -> NaiveDate {
        self.dos_to.unwrap_or(self.dos)
    }
}

/// Why a code of a track is not billable, or not more often.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrackRefusal {
    /// The code.
    pub code: Code,
    /// Why.
    pub reason: Refusal,
    /// How much time is missing, with `R-TIME-SHORT` only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short_s: Option<Seconds>,
}

/// The next unit a track can earn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextUnit {
    /// Its code.
    pub code: Code,
    /// Seconds still missing.
    pub short_s: Seconds,
}

/// One discharge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TcmStatement {
    /// The episode.
    pub id: String,
    /// Last day for the contact under every reading of "holiday".
    pub contact_safe: NaiveDate,
    /// Last day for the contact.
    pub contact_due: NaiveDate,
    /// Last day of the visit for the higher code.
    pub visit_due_7: NaiveDate,
    /// Last day of the visit.
    pub visit_due_14: NaiveDate,
    /// The 30th day.
    pub period_end: NaiveDate,
    /// The best code still to be had.
    pub code_reachable: Option<Code>,
    /// Whether the contact requirement is met.
    pub contact_met: bool,
    /// What may be billed.
    pub line: Option<Line>,
    /// What keeps it from being exported.
    pub holds: Vec<Hold>,
    /// Why it cannot be billed.
    pub refusals: Vec<Refusal>,
    /// What the manager should know.
    pub warnings: Vec<Warning>,
}

/// Advance care planning of one day and practitioner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcpStatement {
    /// The local day.
    pub date: NaiveDate,
    /// The practitioner.
    pub staff: String,
    /// Seconds that count.
    pub counted_s: Seconds,
    /// What may be billed.
    pub lines: Vec<Line>,
    /// Why it cannot be billed.
    pub refusals: Vec<Refusal>,
    /// What the manager should know.
    pub warnings: Vec<Warning>,
}

/// One oncology event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OncologyStatement {
    /// The event.
    pub id: String,
    /// What may be billed.
    pub line: Option<Line>,
    /// What keeps it from being exported.
    pub holds: Vec<Hold>,
    /// Why it cannot be billed.
    pub refusals: Vec<Refusal>,
}
