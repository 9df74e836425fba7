//! The running timer.

use rules::{Packs, Payer, Track};
use serde::{Deserialize, Serialize};
use tracker::running::Running;
use tracker::timers::{Settle, Stopped};
use tracker::timing::Notice;
use tracker::{EntryId, Error, PartRow, Tracker};
use ts_rs::TS;

use super::{BarView, ReasonView, instant};

/// The signed-in person's running timer, as of `now`.
#[derive(Clone, Serialize, TS)]
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
    /// Not null while it stands: at this last proof. After a crash, or an absence of hours, until the person answers.
    pub interrupted_at: Option<String>,
    /// Why it stands: `idle`, `lock`, `suspend` or `no_heartbeat`.
    pub away: Option<String>,
    /// Phone mode: idle and lock set nothing aside, and the time is marked as attested.
    pub phone: bool,
    /// Whether it has run for long.
    pub notice: NoticeView,
    /// Oldest first; the last one is open. `elapsed_s` is their sum.
    pub stretches: Vec<StretchView>,
    /// The month's bar, the running part included.
    pub bar: BarView,
}

/// A stretch of a timer.
#[derive(Clone, Serialize, TS)]
pub struct StretchView {
    /// Start, RFC 3339.
    pub started_at: String,
    /// End, RFC 3339.
    pub ended_at: String,
    /// `timed`, `typed` or `attested`.
    pub origin: String,
}

/// Whether a timer has run for long.
#[derive(Clone, Copy, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NoticeView {
    /// Not long.
    None,
    /// Worth a word (30 minutes, by setting).
    First,
    /// And another one (60 minutes, by setting).
    Second,
    /// More than four hours: nothing of it will count.
    Stale,
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
#[derive(Clone, Serialize, TS)]
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
#[derive(Clone, Serialize, TS)]
pub struct StoppedView {
    /// The newest entry (one for each stretch of the timer), or null when less than a second had passed.
    pub entry: Option<i64>,
    /// Patient id.
    pub patient: i64,
    /// Patient's name.
    pub name: String,
    /// Their length together.
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
#[derive(Clone, Serialize, TS)]
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

impl From<Running> for RunningView {
    fn from(running: Running) -> Self {
        let mut bar = BarView::from(running.bar);
        bar.running_s = running.counted.0;
        Self {
            id: running.id.get(),
            patient: running.patient.get(),
            enrollment: running.enrollment.get(),
            name: running.name,
            program: running.program,
            activity: running.activity,
            note: running.note,
            started_at: instant(running.started_at),
            now: instant(running.now),
            elapsed_s: running.elapsed.0,
            counting: running.counting,
            why_not: running.why_not.map(|reason| ReasonView::excluded(reason, None)),
            interrupted_at: running.interrupted_at.map(instant),
            away: running.away.map(|away| away.slug().to_owned()),
            phone: running.phone,
            notice: running.notice.into(),
            stretches: running.stretches.iter().map(StretchView::from).collect(),
            bar,
        }
    }
}

impl From<&PartRow> for StretchView {
    fn from(part: &PartRow) -> Self {
        Self {
            started_at: instant(part.started_at),
            ended_at: instant(part.ended_at),
            origin: part.origin.slug().to_owned(),
        }
    }
}

impl From<Notice> for NoticeView {
    fn from(notice: Notice) -> Self {
        match notice {
            Notice::None => Self::None,
            Notice::First => Self::First,
            Notice::Second => Self::Second,
            Notice::Stale => Self::Stale,
        }
    }
}

impl StoppedView {
    /// What a stop wrote, with the part of it that counts.
    pub(crate) fn read(tracker: &Tracker, stopped: &Stopped) -> Result<Self, Error> {
        let month = tracker.patient_month(stopped.patient, Some(stopped.month))?;
        let written = month.entries.iter().filter(|item| stopped.entries.contains(&item.version.row.id));
        Ok(Self {
            entry: stopped.entry.map(EntryId::get),
            patient: stopped.patient.get(),
            name: month.patient.name.clone(),
            seconds: stopped.length.0,
            counted_s: written.map(|entry| entry.counted.0).sum(),
        })
    }
}

impl From<SettleForm> for Settle {
    fn from(form: SettleForm) -> Self {
        match form {
            SettleForm::KeepAndGoOn => Self::KeepAndGoOn,
            SettleForm::KeepAndStop => Self::KeepAndStop,
            SettleForm::Discard => Self::Discard,
        }
    }
}

impl ActivityView {
    /// Every activity; the most used carry the keys 1 to 9.
    pub(crate) fn all(used: &[String], packs: &Packs) -> Vec<Self> {
        let key = |slug: &str| used.iter().take(9).position(|item| item == slug);
        let views = packs.activities().iter().map(|activity| {
            let verdict = activity.counts(Payer::Medicare, Track::CcmStaff, packs);
            Self {
                slug: activity.slug.clone(),
                label: activity.label.clone(),
                counts: verdict.is_ok(),
                reason: verdict.err().map(|reason| reason.code().to_owned()),
                note: activity.note.clone().unwrap_or_default(),
                source: activity.source.clone(),
                key: key(&activity.slug).and_then(|at| u32::try_from(at + 1).ok()),
            }
        });
        views.collect()
    }
}
