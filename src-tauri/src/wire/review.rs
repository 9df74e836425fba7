//! A month under review: its patients, what is unusual, what was decided and is signed.

use rules::Month;
use serde::{Deserialize, Serialize};
use tracker::patient_month::Names;
use tracker::review::{Decision, DecisionKind, Flag, Review, ReviewPatient, ReviewRow, Standing};
use tracker::{Actor, Error, PatientId, Tracker};
use ts_rs::TS;

use super::{CloseStateView, PatientView, ReasonView, instant};

/// A month under review.
#[derive(Clone, Serialize, TS)]
pub struct ReviewView {
    /// Month.
    pub month: String,
    /// Its patients, those to look at first on top.
    pub rows: Vec<ReviewRowView>,
    /// The signed-in person may sign and return.
    pub may_sign: bool,
    /// Where the month stands.
    pub state: CloseStateView,
}

/// How a patient's month stands with those who sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StandingView {
    /// Signed, and changed since.
    Changed,
    /// Returned, and changed since.
    Corrected,
    /// Nobody has decided anything.
    Open,
    /// Waits for the care team.
    Returned,
    /// Signed.
    Signed,
}

/// A patient of the month.
#[derive(Clone, Serialize, TS)]
pub struct ReviewRowView {
    /// Patient id.
    pub patient: i64,
    /// Name.
    pub name: String,
    /// MRN.
    pub mrn: String,
    /// Payer slug.
    pub payer: String,
    /// Programs with time or a line, and `tcm`.
    pub programs: Vec<String>,
    /// Names of those under whom it is billed.
    pub practitioners: Vec<String>,
    /// Counted seconds.
    pub counted_s: i64,
    /// Excluded seconds.
    pub excluded_s: i64,
    /// What is billed: "99490, 99439 x2".
    pub earned: String,
    /// Its worth, an estimate.
    pub cents: i64,
    /// What keeps it from being exported, and what it is refused for.
    pub reasons: Vec<ReasonView>,
    /// What is unusual, the heaviest first.
    pub flags: Vec<FlagView>,
    /// How it stands.
    pub standing: StandingView,
    /// What was decided last.
    pub decision: Option<DecisionView>,
}

/// Something unusual about the entries of a month.
#[derive(Clone, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FlagView {
    /// Not measured by a timer.
    Typed {
        /// So many seconds.
        seconds: i64,
        /// Of a hundred logged.
        percent: i64,
    },
    /// Written or corrected more than two days after the work.
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
    /// Shared with another entry.
    Overlap {
        /// So many seconds.
        seconds: i64,
    },
    /// A timer that ran for hours.
    Stale {
        /// So many seconds.
        seconds: i64,
    },
    /// In no entry yet.
    Unsettled {
        /// So many seconds.
        seconds: i64,
    },
}

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DecisionKindView {
    /// Signed.
    Signed,
    /// Returned with a reason.
    Returned,
    /// Changed since: the reason says how.
    Voided,
}

/// One decision.
#[derive(Clone, Serialize, TS)]
pub struct DecisionView {
    /// What.
    pub kind: DecisionKindView,
    /// By whom; null: only the calendar or the rules moved.
    pub by: Option<String>,
    /// When, RFC 3339.
    pub at: String,
    /// Why it was returned; of a void, what changed, a sentence a line.
    pub reason: Option<String>,
    /// The payer's pack it was judged by.
    pub pack: String,
    /// The first 16 hexadecimal digits of the SHA-256 of what was seen.
    pub sha256: String,
}

/// How a patient's month stands, and all that was decided.
#[derive(Clone, Serialize, TS)]
pub struct SignOffView {
    /// How it stands.
    pub standing: StandingView,
    /// The oldest first.
    pub decisions: Vec<DecisionView>,
}

/// What stands before the eyes of who signs.
#[derive(Clone, Serialize, TS)]
pub struct ReviewPatientView {
    /// The patient's month.
    pub patient: PatientView,
    /// What is signed, by its hash: sent back with the signature.
    pub seen: String,
    /// The payer's pack.
    pub pack: String,
    /// What is unusual.
    pub flags: Vec<FlagView>,
}

/// Signs what was seen.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SignForm {
    /// Patient id.
    pub patient: i64,
    /// Month.
    pub month: String,
    /// `seen` of what was shown.
    pub seen: String,
}

/// Gives it back.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReturnForm {
    /// Patient id.
    pub patient: i64,
    /// Month.
    pub month: String,
    /// `seen` of what was shown.
    pub seen: String,
    /// Why: required.
    pub reason: String,
}

impl From<Standing> for StandingView {
    fn from(standing: Standing) -> Self {
        match standing {
            Standing::Changed => Self::Changed,
            Standing::Corrected => Self::Corrected,
            Standing::Open => Self::Open,
            Standing::Returned => Self::Returned,
            Standing::Signed => Self::Signed,
        }
    }
}

impl From<Flag> for FlagView {
    fn from(flag: Flag) -> Self {
        match flag {
            Flag::Typed { seconds, percent } => Self::Typed { seconds, percent },
            Flag::Late { entries, hours } => Self::Late { entries, hours },
            Flag::Round { entries, of } => Self::Round { entries, of },
            Flag::Overlap { seconds } => Self::Overlap { seconds },
            Flag::Stale { seconds } => Self::Stale { seconds },
            Flag::Unsettled { seconds } => Self::Unsettled { seconds },
        }
    }
}

impl DecisionView {
    fn read(names: &Names, row: &Decision) -> Self {
        let kind = match row.kind {
            DecisionKind::Signed => DecisionKindView::Signed,
            DecisionKind::Returned => DecisionKindView::Returned,
            DecisionKind::Voided => DecisionKindView::Voided,
        };
        Self {
            kind,
            by: row.staff_id.and_then(|id| names.get(&id).cloned()),
            at: instant(row.at),
            reason: row.reason.clone(),
            pack: row.pack.clone(),
            sha256: row.seen_sha.iter().take(8).map(|byte| format!("{byte:02x}")).collect(),
        }
    }
}

impl SignOffView {
    pub(crate) fn read(
        tracker: &Tracker,
        names: &Names,
        patient: PatientId,
        month: Month,
    ) -> Result<Self, Error> {
        let decisions = tracker.decisions(patient, month)?;
        Ok(Self {
            standing: tracker.standing(patient, month)?.into(),
            decisions: decisions.iter().map(|row| DecisionView::read(names, row)).collect(),
        })
    }
}

impl ReviewRowView {
    fn read(names: &Names, row: &ReviewRow) -> Self {
        Self {
            patient: row.patient.id.get(),
            name: row.patient.name.clone(),
            mrn: row.patient.mrn.clone(),
            payer: row.patient.payer.clone(),
            programs: row.programs.clone(),
            practitioners: row.practitioners.iter().filter_map(|id| names.get(id).cloned()).collect(),
            counted_s: row.counted.0,
            excluded_s: row.excluded.0,
            earned: row.earned.clone(),
            cents: row.cents,
            reasons: ReasonView::all(&row.refusals, &row.holds, &[]),
            flags: row.flags.iter().copied().map(FlagView::from).collect(),
            standing: row.standing.into(),
            decision: row.decision.as_ref().map(|decision| DecisionView::read(names, decision)),
        }
    }
}

impl ReviewView {
    pub(crate) fn read(tracker: &Tracker, actor: &Actor, review: &Review) -> Result<Self, Error> {
        let names = tracker.names()?;
        Ok(Self {
            month: review.month.to_string(),
            rows: review.rows.iter().map(|row| ReviewRowView::read(&names, row)).collect(),
            may_sign: tracker.may_sign(actor),
            state: tracker.close_state(review.month)?.into(),
        })
    }
}

impl ReviewPatientView {
    pub(crate) fn read(tracker: &Tracker, actor: &Actor, seen: &ReviewPatient) -> Result<Self, Error> {
        Ok(Self {
            patient: PatientView::read(tracker, actor, &seen.month)?,
            seen: seen.seen.clone(),
            pack: seen.pack.clone(),
            flags: seen.flags.iter().copied().map(FlagView::from).collect(),
        })
    }
}
