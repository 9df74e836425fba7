//! The running timer.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{BarView, ReasonView};

/// The signed-in person's running timer, as of `now`.
#[derive(Clone, Debug, Serialize, TS)]
pub struct RunningView {
    /// Timer id.
    pub id: i64,
    /// Patient id.
    pub patient: i64,
    /// Enrollment id.
    pub enrollment: i64,
    /// Patient's name.
    pub name: String,
    /// `ccm`, `complex_ccm` or `pcm`.
    pub program: String,
    /// Chosen activity.
    pub activity: Option<String>,
    /// Note typed so far.
    pub note: String,
    /// Start, RFC 3339.
    pub started_at: String,
    /// When this view was made, RFC 3339; the screen draws `elapsed_s` plus the time since.
    pub now: String,
    /// Seconds since the start (to the last proof, when interrupted).
    pub elapsed_s: i64,
    /// True when each further second counts toward the month.
    pub counting: bool,
    /// Why not, when it does not.
    pub why_not: Option<ReasonView>,
    /// Not null after a crash or a sleep: the timer stands at this last proof until the person answers.
    pub interrupted_at: Option<String>,
    /// The month's bar, the running part included.
    pub bar: BarView,
}

/// Start.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StartForm {
    /// On which enrollment.
    pub enrollment: i64,
    /// May be chosen later.
    pub activity: Option<String>,
}

/// Answer to a start.
#[derive(Clone, Debug, Serialize, TS)]
pub struct StartedView {
    /// The new timer.
    pub running: RunningView,
    /// What was stopped for it, if one ran.
    pub stopped: Option<StoppedView>,
}

/// Activity and note may be given before, during or at the stop.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TimerForm {
    /// Slug of the activity.
    pub activity: Option<String>,
    /// Note.
    pub note: String,
}

/// What a stop wrote.
#[derive(Clone, Debug, Serialize, TS)]
pub struct StoppedView {
    /// The entry, or null when less than a second had passed.
    pub entry: Option<i64>,
    /// Patient id.
    pub patient: i64,
    /// Patient's name.
    pub name: String,
    /// Its length.
    pub seconds: i64,
    /// Seconds of it that count toward the month.
    pub counted_s: i64,
}

/// How to settle a timer that a crash or a sleep interrupted.
#[derive(Clone, Copy, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SettleForm {
    /// Keep the time to the last proof and time on from now.
    KeepAndGoOn,
    /// Keep the time to the last proof and stop.
    KeepAndStop,
    /// Throw the time away (audited).
    Discard,
}

/// An activity to choose.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ActivityView {
    /// Slug.
    pub slug: String,
    /// Label.
    pub label: String,
    /// Countable by default (Medicare).
    pub counts: bool,
    /// Why not, where it does not.
    pub reason: Option<String>,
    /// Remark of the rule.
    pub note: String,
    /// Where the rule comes from.
    pub source: String,
    /// Key 1-9 of the person's most used, else null.
    pub key: Option<u32>,
}
