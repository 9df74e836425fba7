//! A person's timers at a glance: what runs, what waits, what is asked; and the forms that set a timer right.

use serde::{Deserialize, Serialize};
use tracker::desk::{Desk, Last, Paused};
use tracker::gaps::{Answer, Gap, Unsettled, Verdict};
use tracker::patient_month::Names;
use tracker::{Actor, EnrollmentId, Error, GapId, Tracker};
use ts_rs::TS;

use super::{RunningView, instant, local};

/// Everything of the signed-in person's timers.
#[derive(Clone, Serialize, TS)]
pub struct DeskView {
    /// The timer that runs, or stands.
    pub running: Option<RunningView>,
    /// Timers that wait; the first comes back first.
    pub paused: Vec<PausedView>,
    /// The one question about time that was set aside, if there is one.
    pub question: Option<QuestionView>,
    /// Stretches of this person's time in the inbox, those of the question among them.
    pub unsettled: u32,
    /// What Ctrl+Z would take back, in words.
    pub undo: Option<String>,
    /// What would be done again.
    pub redo: Option<String>,
    /// What `continue_last` would start.
    pub last: Option<LastView>,
    /// Nothing runs, and this person wants to be reminded.
    pub remind: bool,
    /// The practice wants a note of who says what was done.
    pub note_required: bool,
}

/// A timer that waits.
#[derive(Clone, Serialize, TS)]
pub struct PausedView {
    /// Timer id.
    pub id: i64,
    /// Enrollment id.
    pub enrollment: i64,
    /// Patient id.
    pub patient: i64,
    /// Patient's name.
    pub name: String,
    /// `ccm`, `complex_ccm` or `pcm`.
    pub program: String,
    /// Chosen activity.
    pub activity: Option<String>,
    /// Seconds it ran.
    pub elapsed_s: i64,
}

/// What was done last.
#[derive(Clone, Serialize, TS)]
pub struct LastView {
    /// Enrollment id.
    pub enrollment: i64,
    /// Patient id.
    pub patient: i64,
    /// Patient's name.
    pub name: String,
    /// Activity, if one was chosen.
    pub activity: Option<String>,
}

/// The one question: however often its owner was away, it is one, and one answer settles all of it.
#[derive(Clone, Serialize, TS)]
pub struct QuestionView {
    /// What was set aside of the running timer, oldest first.
    pub gaps: Vec<GapView>,
    /// Seconds together.
    pub seconds: i64,
}

/// Time that was set aside.
#[derive(Clone, Serialize, TS)]
pub struct GapView {
    /// Id.
    pub id: i64,
    /// Enrollment whose timer ran.
    pub enrollment: i64,
    /// Patient id.
    pub patient: i64,
    /// Patient's name.
    pub name: String,
    /// `ccm`, `complex_ccm` or `pcm`.
    pub program: String,
    /// What the timer said was being done.
    pub activity: Option<String>,
    /// Local day of the start.
    pub date: String,
    /// Local wall time of the start, `HH:MM:SS`.
    pub start: String,
    /// Local wall time of the end.
    pub end: String,
    /// Start, RFC 3339.
    pub started_at: String,
    /// End, RFC 3339.
    pub ended_at: String,
    /// Length.
    pub seconds: i64,
    /// `idle`, `lock`, `suspend` or `no_heartbeat`.
    pub why: String,
    /// `counted`, `moved`, `excluded`, `discarded`, or null.
    pub answer: Option<String>,
    /// Why it was answered so.
    pub reason: Option<String>,
}

/// Something of a month that is in no entry yet, and so does not bill.
#[derive(Clone, Serialize, TS)]
pub struct UnsettledView {
    /// `gap`, `running` or `paused`.
    pub kind: String,
    /// Whose time.
    pub staff: String,
    /// Patient id.
    pub patient: i64,
    /// Patient's name.
    pub name: String,
    /// Local day of the start.
    pub date: String,
    /// Local wall time of the start.
    pub start: String,
    /// Seconds of it within the month.
    pub seconds: i64,
    /// Id of the time that was set aside.
    pub gap: Option<i64>,
}

/// What was taken back or done again.
#[derive(Clone, Serialize, TS)]
pub struct UndoneView {
    /// It, in words.
    pub words: String,
    /// The timers now.
    pub desk: DeskView,
}

/// A paused timer that nobody goes back to.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StopPausedForm {
    /// Timer id.
    pub id: i64,
    /// Slug of the activity, where another one is to be written.
    pub activity: Option<String>,
    /// Note; empty: the one it has.
    pub note: String,
}

/// The running timer began earlier.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BeganEarlierForm {
    /// By so much (`10m`), or at a time of day (`9:40`).
    pub when: String,
    /// As in `NewEntryForm`.
    pub first_pass: Option<bool>,
}

/// The newest part of the running timer was for another patient.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MoveTailForm {
    /// From a time of day (`9:52`), since so long ago (`8m`), or null: all of it.
    pub from: Option<String>,
    /// Enrollment of the other patient.
    pub enrollment: i64,
    /// As in `NewEntryForm`.
    pub first_pass: Option<bool>,
}

/// What becomes of time that was set aside.
#[derive(Clone, Copy, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum VerdictForm {
    /// It was work for this patient.
    Counted,
    /// It was work for another patient.
    Moved,
    /// It was no work for a patient.
    Excluded,
    /// Thrown away.
    Discarded,
}

/// An answer for time that was set aside.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AnswerGapForm {
    /// Which.
    pub gaps: Vec<i64>,
    /// What becomes of it.
    pub answer: VerdictForm,
    /// Enrollment of the other patient, where it was moved.
    pub enrollment: Option<i64>,
    /// What was done, where the timer did not say.
    pub activity: Option<String>,
    /// Why: required for all but what is discarded.
    pub reason: String,
}

impl DeskView {
    /// The person's timers now.
    pub(crate) fn read(tracker: &mut Tracker, actor: &Actor) -> Result<Self, Error> {
        let desk = tracker.desk(actor)?;
        let question: Vec<_> = desk.question.iter().map(|gap| GapView::read(tracker, gap)).collect();
        let Desk { running, paused, unsettled, undo, redo, last, remind, .. } = desk;
        Ok(Self {
            running: running.map(RunningView::from),
            paused: paused.into_iter().map(PausedView::from).collect(),
            question: QuestionView::of(question),
            unsettled: u32::try_from(unsettled).unwrap_or(u32::MAX),
            undo: undo.map(str::to_owned),
            redo: redo.map(str::to_owned),
            last: last.map(LastView::from),
            remind,
            note_required: tracker.practice().timing.note_required,
        })
    }
}

impl QuestionView {
    fn of(gaps: Vec<GapView>) -> Option<Self> {
        let seconds = gaps.iter().map(|gap| gap.seconds).sum();
        (!gaps.is_empty()).then_some(Self { gaps, seconds })
    }
}

impl From<Paused> for PausedView {
    fn from(paused: Paused) -> Self {
        Self {
            id: paused.id.get(),
            enrollment: paused.enrollment.get(),
            patient: paused.patient.get(),
            name: paused.name,
            program: paused.program,
            activity: paused.activity,
            elapsed_s: paused.elapsed.0,
        }
    }
}

impl From<Last> for LastView {
    fn from(last: Last) -> Self {
        Self {
            enrollment: last.enrollment.get(),
            patient: last.patient.get(),
            name: last.name,
            activity: last.activity,
        }
    }
}

impl GapView {
    /// Time that was set aside.
    pub(crate) fn read(tracker: &Tracker, gap: &Gap) -> Self {
        let row = &gap.row;
        Self {
            id: row.id.get(),
            enrollment: row.enrollment_id.get(),
            patient: gap.patient.get(),
            name: gap.name.clone(),
            program: gap.program.clone(),
            activity: row.activity.clone(),
            date: local(tracker, row.started_at, "%Y-%m-%d"),
            start: local(tracker, row.started_at, "%H:%M:%S"),
            end: local(tracker, row.ended_at, "%H:%M:%S"),
            started_at: instant(row.started_at),
            ended_at: instant(row.ended_at),
            seconds: (row.ended_at - row.started_at).num_seconds(),
            why: row.why.clone(),
            answer: row.answer.clone(),
            reason: row.reason.clone(),
        }
    }
}

impl UnsettledView {
    /// What a month still waits for.
    pub(crate) fn read(tracker: &Tracker, names: &Names, item: Unsettled) -> Self {
        let kind = match (item.gap, item.paused) {
            (Some(_), _) => "gap",
            (None, true) => "paused",
            (None, false) => "running",
        };
        Self {
            kind: kind.to_owned(),
            staff: names.get(&item.staff).cloned().unwrap_or_default(),
            patient: item.patient.get(),
            name: item.name,
            date: local(tracker, item.started_at, "%Y-%m-%d"),
            start: local(tracker, item.started_at, "%H:%M:%S"),
            seconds: item.seconds,
            gap: item.gap.map(GapId::get),
        }
    }
}

impl AnswerGapForm {
    /// The answer; to move time it takes a patient.
    pub(crate) fn read(self) -> Result<Answer, Error> {
        let verdict = match (self.answer, self.enrollment) {
            (VerdictForm::Counted, _) => Verdict::Counted,
            (VerdictForm::Moved, Some(enrollment)) => Verdict::Moved(EnrollmentId(enrollment)),
            (VerdictForm::Moved, None) => {
                return Err(Error::field("enrollment", "Choose the other patient."));
            }
            (VerdictForm::Excluded, _) => Verdict::Excluded,
            (VerdictForm::Discarded, _) => Verdict::Discarded,
        };
        let gaps = self.gaps.into_iter().map(GapId).collect();
        Ok(Answer { gaps, verdict, activity: self.activity, reason: self.reason })
    }
}
