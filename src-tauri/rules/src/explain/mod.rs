//! Where every number of a statement comes from, and everything against every code that is not billed.
//!
//! It is made from the same judgement as the statement, while its work is still at hand: nothing is judged twice.

mod catalog;
mod code;
mod events;
mod facts;
mod fee;
mod piece;
mod reason;
mod tcm;
mod track;

pub use crate::codes::tcm_contact::ContactWorth;
pub use catalog::{ReasonCatalog, ReasonText};
pub use code::CodeExplanation;
pub use events::{AcpExplanation, OncologyExplanation, Talk};
pub use fee::FeeUsed;
pub use piece::{Outcome, Piece};
pub use reason::{Absence, Because, Fact, Reason};
pub use tcm::{ContactExplanation, TcmExplanation, TcmTest};
pub use track::{EntryExplanation, Part, TrackExplanation, UnitExplanation};

use crate::account::Account;
use crate::case::Case;
use crate::case_month::CaseMonth;
use crate::codes;
use crate::evaluate::{accounts, statement};
use crate::gates::AccountSlices;
use crate::pack::Packs;
use crate::reasons::{Hold, Refusal, Warning};
use crate::statement::{AccountStatement, Statement};
use crate::track::Track;

/// A statement with everything it rests on. The parts stand in the order of the statement's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What `evaluate` says of the case.
    pub statement: Statement,
    /// One per enrollment, by id.
    pub accounts: Vec<AccountExplanation>,
    /// One per discharge, by id.
    pub tcm: Vec<TcmExplanation>,
    /// One per day and practitioner of advance care planning.
    pub acp: Vec<AcpExplanation>,
    /// One per oncology event, by id.
    pub oncology: Vec<OncologyExplanation>,
}

/// One enrollment's month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountExplanation {
    /// The enrollment.
    pub id: String,
    /// Its tracks.
    pub tracks: Vec<TrackExplanation>,
    /// What refuses the whole account.
    pub refusals: Vec<Because>,
    /// What keeps its lines from being exported.
    pub holds: Vec<Because>,
    /// What a manager should know.
    pub warnings: Vec<Because>,
}

/// What may be billed for the case's month and why the rest may not, with what each number is made of. The case must
/// have passed `Case::check`.
pub fn explanation(case: &Case, packs: &Packs) -> Explanation {
    let mut month = CaseMonth::new(case, packs);
    let tcm = codes::tcm::statements(&mut month);
    let accounts = accounts(&month);
    let work: Vec<_> = accounts.iter().map(|account| Draft::new(&month, account)).collect();
    let statement = statement(&month, tcm, accounts);
    Explanation {
        accounts: work.into_iter().zip(&statement.accounts).map(|(draft, said)| draft.finish(said)).collect(),
        tcm: tcm::explanations(&month, &statement.tcm),
        acp: events::acp(&month, &statement.acp),
        oncology: events::oncology(&month, &statement.oncology),
        statement,
    }
}

/// What became of every second of one track: the stretches of the account's entries, by entry (start, id) and time.
pub fn explain(case: &Case, packs: &Packs, account: &str, track: Track) -> Vec<Piece> {
    let mut month = CaseMonth::new(case, packs);
    codes::tcm::statements(&mut month);
    let Some(enrollment) = case.patient.enrollments.iter().find(|enrollment| enrollment.id == account) else {
        return Vec::new();
    };
    let sifted = AccountSlices::new(&month, enrollment).sift(&month, track);
    sifted.iter().flat_map(piece::pieces).collect()
}

/// An account's explanation before its holds and warnings are known.
struct Draft {
    id: String,
    tracks: Vec<TrackExplanation>,
    refusals: Vec<Because>,
    /// What each hold there is would rest on.
    holds: Vec<(Hold, Vec<Fact>)>,
    /// What each warning there is would rest on.
    warnings: Vec<(Warning, Vec<Fact>)>,
}

impl Draft {
    fn new(month: &CaseMonth<'_>, account: &Account<'_, '_>) -> Self {
        let refusals = refusals(month, account);
        let mut tracks = track::tracks(month, account);
        code::add_codes(month, account, &refusals, &mut tracks);
        let hold = |hold: &Hold| (*hold, facts::of_hold(month, account, *hold));
        let warning = |warning: &Warning| (*warning, facts::of_warning(month, account, *warning));
        Self {
            id: account.enrollment.id.clone(),
            tracks,
            refusals,
            holds: Hold::ALL.iter().map(hold).collect(),
            warnings: Warning::ALL.iter().map(warning).collect(),
        }
    }

    /// Keeps what the statement says.
    fn finish(self, said: &AccountStatement) -> AccountExplanation {
        let holds = self.holds.into_iter().filter(|(hold, _)| said.holds.contains(hold));
        let warnings = self.warnings.into_iter().filter(|(warning, _)| said.warnings.contains(warning));
        AccountExplanation {
            id: self.id,
            tracks: self.tracks,
            refusals: self.refusals,
            holds: holds.map(|(hold, facts)| Because::new(Reason::Hold(hold), facts)).collect(),
            warnings: warnings
                .map(|(warning, facts)| Because::new(Reason::Warning(warning), facts))
                .collect(),
        }
    }
}

/// What refuses an account, each reason once.
fn refusals(month: &CaseMonth<'_>, account: &Account<'_, '_>) -> Vec<Because> {
    let mut refusals: Vec<Refusal> = account.refusals.clone();
    refusals.sort_unstable();
    refusals.dedup();
    let because =
        |refusal| Because::new(Reason::Refusal(refusal), facts::of_account_refusal(month, account, refusal));
    refusals.into_iter().map(because).collect()
}
