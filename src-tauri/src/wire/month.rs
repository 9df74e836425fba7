//! What the rules said of a month, as screens draw it.

use rules::{Cents, Code, Exclusion, Hold, Line, Refusal, Track, TrackRefusal, TrackStatement, Warning};
use serde::Serialize;
use tracker::bar::{Bar, Next, Tick};
use tracker::claims::Reason;
use ts_rs::TS;

/// One progress bar. All lengths in seconds of the same scale, which starts at 0.
#[derive(Clone, Serialize, TS)]
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
#[derive(Clone, Serialize, TS)]
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
#[derive(Clone, Serialize, TS)]
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
#[derive(Clone, Serialize, TS)]
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
#[derive(Clone, Serialize, TS)]
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

impl From<Bar> for BarView {
    fn from(bar: Bar) -> Self {
        Self {
            counted_s: bar.counted.0,
            earned_s: bar.earning().0,
            running_s: 0,
            excluded_s: bar.excluded.0,
            stranded_s: bar.stranded.0,
            scale_s: bar.scale().0,
            ticks: bar.ticks.into_iter().map(TickView::from).collect(),
            earned: bar.earned,
            earned_cents: bar.worth.0,
            next: bar.next.map(NextView::from),
        }
    }
}

impl From<Tick> for TickView {
    fn from(tick: Tick) -> Self {
        Self { code: tick.code, at_s: tick.at.0, passed: tick.passed, cents: tick.worth.0 }
    }
}

impl From<Next> for NextView {
    fn from(next: Next) -> Self {
        Self { code: next.code, short_s: next.short.0, cents: next.worth.0 }
    }
}

impl ReasonView {
    fn new(code: &str, kind: &str) -> Self {
        Self { code: code.to_owned(), kind: kind.to_owned(), about: None, seconds: None }
    }

    /// A reason known by its code alone: `X-…` is an exclusion or a hold, `R-…` stands in the way, `W-…` warns.
    pub(crate) fn of_code(code: &str) -> Self {
        let hold = Hold::ALL.iter().any(|hold| hold.code() == code);
        Self::new(code, if hold { "hold" } else { "refusal" })
    }

    /// A refusal of a track.
    pub(crate) fn of_track(refusal: &TrackRefusal) -> Self {
        Self {
            about: Some(refusal.code.to_string()),
            seconds: refusal.short_s.map(|short| short.0),
            ..Self::new(refusal.reason.code(), "refusal")
        }
    }

    /// Seconds that do not count.
    pub(crate) fn excluded(reason: Exclusion, seconds: Option<i64>) -> Self {
        Self { seconds, ..Self::new(reason.code(), "exclusion") }
    }

    /// Refusals, holds and warnings, in this order.
    pub(crate) fn all(refusals: &[Refusal], holds: &[Hold], warnings: &[Warning]) -> Vec<Self> {
        let refusals = refusals.iter().map(|reason| Self::new(reason.code(), "refusal"));
        let holds = holds.iter().map(|reason| Self::new(reason.code(), "hold"));
        let warnings = warnings.iter().map(|reason| Self::new(reason.code(), "warning"));
        refusals.chain(holds).chain(warnings).collect()
    }
}

impl From<Reason> for ReasonView {
    fn from(reason: Reason) -> Self {
        match reason {
            Reason::Hold(hold) => Self::new(hold.code(), "hold"),
            Reason::Refusal(refusal) => Self::new(refusal.code(), "refusal"),
            Reason::Warning(warning) => Self::new(warning.code(), "warning"),
        }
    }
}

impl From<&Line> for LineView {
    fn from(line: &Line) -> Self {
        Self {
            code: line.code.to_string(),
            units: line.units,
            dos: line.dos.to_string(),
            dos_to: line.dos_to.map(|day| day.to_string()),
            modifiers: line.modifiers.clone(),
            amount_cents: line.amount_cents.0,
            // Talks carry lines, too; they are no entries.
            entries: line.entries.iter().filter_map(|id| id.strip_prefix('e')?.parse().ok()).collect(),
        }
    }
}

impl TrackView {
    /// A track of an account's statement.
    pub(crate) fn read(track: &TrackStatement, chosen: Option<Track>, worth: impl Fn(Code) -> Cents) -> Self {
        Self {
            track: track.track.as_str().to_owned(),
            chosen: chosen == Some(track.track),
            counted_s: track.counted_s.0,
            lines: track.lines.iter().map(LineView::from).collect(),
            total_cents: track.total_cents.0,
            refusals: track.refusals.iter().map(ReasonView::of_track).collect(),
            next: track.next.as_ref().map(|next| NextView {
                code: next.code.to_string(),
                short_s: next.short_s.0,
                cents: worth(next.code).0,
            }),
        }
    }
}
