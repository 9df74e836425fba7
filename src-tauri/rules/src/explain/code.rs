//! For each code of a track: how often it is billed, and everything against it or against one more of it.

use super::facts;
use super::reason::{Absence, Because, Fact, Reason};
use super::track::TrackExplanation;
use crate::account::Account;
use crate::case_month::CaseMonth;
use crate::code::Code;
use crate::ladder::Ladder;
use crate::lines::Work;
use crate::money::Cents;
use crate::reasons::Refusal;
use crate::statement::{TrackRefusal, TrackStatement};

/// One code: billed, or what is against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeExplanation {
    /// The code.
    pub code: Code,
    /// How many units the account bills.
    pub billed: u32,
    /// What is against it, or against one more unit of it. A billed base has nothing: it is billed once a month.
    pub against: Vec<Because>,
}

impl CodeExplanation {
    pub(super) fn new(code: Code, billed: u32, against: Vec<Because>) -> Self {
        Self { code, billed, against }
    }
}

/// Adds the codes of every track.
pub(super) fn add_codes(
    month: &CaseMonth<'_>,
    account: &Account<'_, '_>,
    refusals: &[Because],
    tracks: &mut [TrackExplanation],
) {
    for (explained, (statement, work)) in tracks.iter_mut().zip(&account.tracks) {
        let asked = Asked { month, account, refusals, statement, work };
        let base = asked.base();
        let add_on = asked.add_on(&base);
        explained.codes = vec![base, add_on];
    }
}

/// One track whose codes are asked about.
struct Asked<'q, 'm, 'a> {
    month: &'q CaseMonth<'a>,
    account: &'q Account<'m, 'a>,
    /// What refuses the account, with its facts.
    refusals: &'q [Because],
    statement: &'q TrackStatement,
    work: &'q Work<'m, 'a>,
}

impl Asked<'_, '_, '_> {
    fn ladder(&self) -> &Ladder {
        &self.work.ladder
    }

    /// How many units of a code the account bills on this track.
    fn billed(&self, code: Code) -> u32 {
        if self.account.chosen != Some(self.statement.track) {
            return 0;
        }
        self.statement.lines.iter().filter(|line| line.code == code).map(|line| line.units).sum()
    }

    fn base(&self) -> CodeExplanation {
        let code = self.ladder().base;
        let billed = self.billed(code);
        if billed > 0 {
            return CodeExplanation::new(code, billed, Vec::new());
        }
        let mut against: Vec<Because> = self.track_refusals(|refusal| refusal.code == code).collect();
        against.extend(self.beyond_the_track());
        CodeExplanation::new(code, 0, against)
    }

    fn add_on(&self, base: &CodeExplanation) -> CodeExplanation {
        let code = self.ladder().add_on;
        let billed = self.billed(code);
        let mut against: Vec<Because> = self.next_unit().into_iter().collect();
        let is_own = |refusal: &TrackRefusal| refusal.code == code && refusal.reason != Refusal::Cap;
        against.extend(self.track_refusals(is_own));
        if base.billed == 0 {
            let own_time =
                |refusal: &TrackRefusal| refusal.code == base.code && refusal.reason != Refusal::TimeShort;
            against.extend(self.track_refusals(own_time));
            against.extend(self.beyond_the_track());
            against.push(Because::new(Reason::Absence(Absence::NeedsBase), vec![Fact::Needs(base.code)]));
        }
        CodeExplanation::new(code, billed, against)
    }

    /// Why the add-on has no further unit: the cap, or a block that is not complete.
    fn next_unit(&self) -> Option<Because> {
        let (ladder, time) = (self.ladder(), self.statement.counted_s);
        let earned = ladder.earned(time);
        let units = earned.unwrap_or_default();
        match ladder.cap {
            Some(allowed) if units >= allowed => {
                let facts = vec![Fact::Cap { earned: units, allowed }];
                Some(Because::new(Reason::Refusal(Refusal::Cap), facts))
            }
            Some(_) | None => {
                let missing = Fact::Missing(ladder.threshold(units + 1) - time);
                Some(Because::new(Reason::Absence(Absence::BlockIncomplete), vec![missing]))
            }
        }
    }

    fn track_refusals<'s>(
        &'s self,
        wanted: impl Fn(&TrackRefusal) -> bool + 's,
    ) -> impl Iterator<Item = Because> + 's {
        let refusals = self.statement.refusals.iter().filter(move |refusal| wanted(refusal));
        refusals.map(|refusal| {
            let facts = facts::of_track_refusal(self.month, self.account.enrollment, refusal);
            Because::new(Reason::Refusal(refusal.reason), facts)
        })
    }

    /// What refuses the account, and the track that is billed instead.
    fn beyond_the_track(&self) -> Vec<Because> {
        let mut against = self.refusals.to_vec();
        against.extend(self.other_track());
        against
    }

    fn other_track(&self) -> Option<Because> {
        let (chosen, work) = self.account.chosen()?;
        let is_other = chosen.track != self.statement.track && !self.statement.lines.is_empty();
        is_other.then(|| {
            let more = Cents(chosen.total_cents.0.saturating_sub(self.statement.total_cents.0));
            let fact = Fact::Instead { base: work.ladder.base, more };
            Because::new(Reason::Absence(Absence::OtherTrack), vec![fact])
        })
    }
}
