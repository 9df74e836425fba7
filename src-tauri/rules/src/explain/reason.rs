//! A reason of any kind, and the facts of the case that it rests on.

use crate::case::Payer;
use crate::case::patient::MdmLevel;
use crate::code::Code;
use crate::minutes::Seconds;
use crate::money::Cents;
use crate::reasons::{Exclusion, Hold, Refusal, Warning};
use crate::words::words;
use chrono::NaiveDate;
use std::fmt;

words! {
    /// Why a code is not billed, or not once more, although nothing refuses it.
    pub enum Absence {
        /// The time of a further block is not complete.
        BlockIncomplete = "block_incomplete",
        /// An add-on without its base.
        NeedsBase = "needs_base",
        /// Transitional care: the visit and the decision making earn the other code.
        OtherLevel = "other_level",
        /// Another track of the account is billed.
        OtherTrack = "other_track",
    }
}

/// A reason of any kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Why seconds do not count.
    Exclusion(Exclusion),
    /// Why something is not billable.
    Refusal(Refusal),
    /// What keeps lines from being exported.
    Hold(Hold),
    /// What a manager should know.
    Warning(Warning),
    /// Why a code that nothing refuses is not billed.
    Absence(Absence),
}

impl Reason {
    /// Every reason there is.
    pub fn all() -> impl Iterator<Item = Self> {
        let exclusions = Exclusion::ALL.iter().copied().map(Self::Exclusion);
        let refusals = Refusal::ALL.iter().copied().map(Self::Refusal);
        let holds = Hold::ALL.iter().copied().map(Self::Hold);
        let warnings = Warning::ALL.iter().copied().map(Self::Warning);
        let absences = Absence::ALL.iter().copied().map(Self::Absence);
        exclusions.chain(refusals).chain(holds).chain(warnings).chain(absences)
    }

    /// The code or word statements and catalogs have for it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Exclusion(reason) => reason.code(),
            Self::Refusal(reason) => reason.code(),
            Self::Hold(reason) => reason.code(),
            Self::Warning(reason) => reason.code(),
            Self::Absence(reason) => reason.as_str(),
        }
    }
}

/// A reason with the facts of the case that it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Because {
    /// The reason.
    pub reason: Reason,
    /// What of the case makes it apply.
    pub facts: Vec<Fact>,
}

impl Because {
    pub(super) fn new(reason: Reason, facts: Vec<Fact>) -> Self {
        Self { reason, facts }
    }
}

/// Something of the case that a reason rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// Time that is missing.
    Missing(Seconds),
    /// The add-on units the time earns, and those allowed.
    Cap {
        /// Earned by the time.
        earned: u32,
        /// Allowed by the cap.
        allowed: u32,
    },
    /// Another code is billed instead, for so much more (less where it is negative).
    Instead {
        /// The base code of the track that is billed.
        base: Code,
        /// What that track pays more.
        more: Cents,
    },
    /// A code that would pay more.
    Pays {
        /// The base code of its track.
        base: Code,
        /// What that track pays more.
        more: Cents,
    },
    /// A code this one cannot be without.
    Needs(Code),
    /// A date, or that there is none.
    Day {
        /// Of what.
        what: &'static str,
        /// When.
        date: Option<NaiveDate>,
    },
    /// Days, both included.
    Days {
        /// Of what.
        what: &'static str,
        /// The first.
        from: NaiveDate,
        /// The last.
        to: NaiveDate,
    },
    /// Days from a discharge to the visit.
    VisitDay(i64),
    /// A service billed for the patient.
    Service {
        /// Its code.
        code: String,
        /// Its date.
        date: NaiveDate,
    },
    /// Decision making, or that none is recorded.
    Level(Option<MdmLevel>),
    /// How many there are and how many are needed.
    Count {
        /// Of what.
        what: &'static str,
        /// There are.
        have: u32,
        /// Needed.
        need: u32,
    },
    /// The payer, and the day the claim is sent.
    Sent {
        /// Who pays.
        payer: Payer,
        /// The day.
        on: NaiveDate,
    },
    /// Another item of the case, by its id.
    Item {
        /// What it is.
        what: &'static str,
        /// Its id.
        id: String,
    },
    /// A word of the case: a role, a facility, a destination.
    Word {
        /// Of what.
        what: &'static str,
        /// The word.
        word: &'static str,
    },
}

impl Fact {
    pub(super) fn service(code: &str, date: NaiveDate) -> Self {
        Self::Service { code: code.to_owned(), date }
    }

    pub(super) fn item(what: &'static str, id: &str) -> Self {
        Self::Item { what, id: id.to_owned() }
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(seconds) => write!(f, "{seconds} missing"),
            Self::Cap { earned, allowed } => write!(f, "time for {earned}, allowed {allowed}"),
            Self::Instead { base, more } if *more == Cents::ZERO => {
                write!(f, "{base} is billed instead and pays the same")
            }
            Self::Instead { base, more } if *more < Cents::ZERO => {
                write!(f, "{base} is billed instead and pays {} less", Cents(-more.0))
            }
            Self::Instead { base, more } => write!(f, "{base} is billed instead and pays {more} more"),
            Self::Pays { base, more } => write!(f, "{base} would pay {more} more"),
            Self::Needs(base) => write!(f, "{base} is not billed"),
            Self::Day { what, date: Some(date) } => write!(f, "{what} {date}"),
            Self::Day { what, date: None } => write!(f, "{what}: none"),
            Self::Days { what, from, to } => write!(f, "{what} {from} to {to}"),
            Self::VisitDay(day) => write!(f, "visit on day {day}"),
            Self::Service { code, date } => write!(f, "{code} on {date}"),
            Self::Level(Some(level)) => write!(f, "decision making {level}"),
            Self::Level(None) => f.write_str("no decision making recorded"),
            Self::Count { what, have, need } => write!(f, "{have} of {need} {what}"),
            Self::Sent { payer, on } => write!(f, "payer {payer}, claim sent {on}"),
            Self::Item { what, id } => write!(f, "{what} {id}"),
            Self::Word { what, word } => write!(f, "{what} {word}"),
        }
    }
}
