//! What the rules said of a month, as screens draw it.

use serde::Serialize;
use ts_rs::TS;

/// One progress bar. All lengths in seconds of the same scale, which starts at 0.
#[derive(Clone, Debug, Serialize, TS)]
pub struct BarView {
    /// Counted this month, a running timer included.
    pub counted_s: i64,
    /// Of that, what already earned: up to the last threshold passed.
    pub earned_s: i64,
    /// Of `counted_s`, the part the running timer made (the striped end).
    pub running_s: i64,
    /// Excluded this month.
    pub excluded_s: i64,
    /// Past the last paid threshold: earns nothing.
    pub stranded_s: i64,
    /// Right end of the scale.
    pub scale_s: i64,
    /// Thresholds in order.
    pub ticks: Vec<TickView>,
    /// What is earned so far, in words of the field: "99490, 99439 x2"; empty when nothing.
    pub earned: String,
    /// Dollars of that, an estimate.
    pub earned_cents: i64,
    /// The next unit, if there is one.
    pub next: Option<NextView>,
}

/// A threshold on the bar.
#[derive(Clone, Debug, Serialize, TS)]
pub struct TickView {
    /// Code that is earned there.
    pub code: String,
    /// Where.
    pub at_s: i64,
    /// Counted time reached it.
    pub passed: bool,
    /// Dollars of that unit, an estimate.
    pub cents: i64,
}

/// The next unit.
#[derive(Clone, Debug, Serialize, TS)]
pub struct NextView {
    /// Its code.
    pub code: String,
    /// Seconds missing.
    pub short_s: i64,
    /// Dollars, an estimate.
    pub cents: i64,
}

/// A reason from the rules. The words for each code live in the screens' text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ReasonView {
    /// `X-…`, `R-…` or `W-…`.
    pub code: String,
    /// `exclusion`, `refusal`, `hold` or `warning`.
    pub kind: String,
    /// The billing code it speaks of, if one.
    pub about: Option<String>,
    /// Seconds, where the reason has some (excluded, or missing).
    pub seconds: Option<i64>,
}

/// One line of a claim.
#[derive(Clone, Debug, Serialize, TS)]
pub struct LineView {
    /// Billing code.
    pub code: String,
    /// Units.
    pub units: u32,
    /// Date of service.
    pub dos: String,
    /// Last day, where the policy bills a range.
    pub dos_to: Option<String>,
    /// Modifiers.
    pub modifiers: Vec<String>,
    /// Estimate.
    pub amount_cents: i64,
    /// Entries whose seconds made it.
    pub entries: Vec<i64>,
}

/// One way the month's time could be billed.
#[derive(Clone, Debug, Serialize, TS)]
pub struct TrackView {
    /// `ccm_staff`, `ccm_practitioner`, `complex`, `pcm_staff` or `pcm_practitioner`.
    pub track: String,
    /// True for the one the statement chose.
    pub chosen: bool,
    /// Counted seconds of this track.
    pub counted_s: i64,
    /// Its lines.
    pub lines: Vec<LineView>,
    /// Their sum, an estimate.
    pub total_cents: i64,
    /// Why it earns no more.
    pub refusals: Vec<ReasonView>,
    /// Its next unit.
    pub next: Option<NextView>,
}
