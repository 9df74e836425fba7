//! The gates every second of an entry passes before it counts, in their order.
//!
//! A second carries the reason of the first gate it fails. Gates 4 and 5 depend on the track; the others are asked
//! once for all tracks of an account.

mod activity;
mod conflict;
mod consent;
mod facility;
mod overlap;
mod performer;
mod program;
mod rounding;
mod used;

use crate::case::patient::Enrollment;
use crate::case_month::{CaseMonth, Slice};
use crate::interval::{Span, length, take};
use crate::minutes::Seconds;
use crate::reasons::Exclusion;
use crate::track::Track;

/// Seconds that fail a gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hit {
    pub(crate) span: Span,
    pub(crate) reason: Exclusion,
}

/// A slice on its way through the gates.
#[derive(Clone)]
pub(crate) struct Sifted<'m, 'a> {
    pub(crate) slice: &'m Slice<'a>,
    /// The seconds that passed so far.
    pub(crate) left: Vec<Span>,
    /// The seconds that failed.
    pub(crate) out: Vec<Hit>,
}

impl<'m, 'a> Sifted<'m, 'a> {
    fn new(slice: &'m Slice<'a>) -> Self {
        Self { slice, left: vec![slice.span], out: Vec::new() }
    }

    /// Takes the seconds out that are still in.
    fn exclude(&mut self, hit: Hit) {
        let Self { left, out, .. } = self;
        take(left, hit.span, |span| out.push(Hit { span, reason: hit.reason }));
    }

    fn exclude_all(&mut self, reason: Exclusion) {
        self.exclude(Hit { span: self.slice.span, reason });
    }

    /// How many of its seconds count.
    pub(crate) fn counted(&self) -> Seconds {
        length(&self.left)
    }
}

/// What the gates that ask nothing of the track say of a slice.
struct Common {
    /// Gates 1 and 3.
    before: Vec<Hit>,
    /// Gates 6 and 7.
    after: Vec<Hit>,
}

impl Common {
    /// Asks them, once the account's consent is known.
    fn of(month: &CaseMonth<'_>, slice: &Slice<'_>, consent: &[Hit]) -> Self {
        let (mut before, mut after) = (Vec::new(), consent.to_vec());
        program::stale(month, slice, &mut before);
        program::enrolled(month, slice, &mut before);
        facility::outside(month, slice, &mut after);
        Self { before, after }
    }

    /// Sends a slice through gates 1 to 7.
    fn sift<'m, 'a>(&self, month: &CaseMonth<'_>, slice: &'m Slice<'a>, track: Track) -> Sifted<'m, 'a> {
        let mut sifted = Sifted::new(slice);
        self.before.iter().for_each(|hit| sifted.exclude(*hit));
        performer::may_count(month, track, &mut sifted);
        activity::counts(month, track, &mut sifted);
        self.after.iter().for_each(|hit| sifted.exclude(*hit));
        sifted
    }
}

/// An account's slices with what all its tracks share.
pub(crate) struct AccountSlices<'m, 'a> {
    slices: Vec<(&'m Slice<'a>, Common)>,
    used: Vec<Vec<Span>>,
}

impl<'m, 'a> AccountSlices<'m, 'a> {
    /// Sends the account's slices through the gates all its tracks share.
    pub(crate) fn new(month: &'m CaseMonth<'a>, account: &Enrollment) -> Self {
        let consent = consent::out_of_force(month, account);
        let slices: Vec<_> =
            month.slices_of(account).map(|slice| (slice, Common::of(month, slice, &consent))).collect();
        let rivals = rivals(month, account);
        let used = slices.iter().map(|(slice, _)| used::elsewhere(month, slice, &rivals)).collect();
        Self { slices, used }
    }

    /// Sends them through all gates of one track.
    pub(crate) fn sift(&self, month: &CaseMonth<'_>, track: Track) -> Vec<Sifted<'m, 'a>> {
        let mut account: Vec<_> =
            self.slices.iter().map(|(slice, common)| common.sift(month, slice, track)).collect();
        for (sifted, used) in account.iter_mut().zip(&self.used) {
            used.iter()
                .for_each(|span| sifted.exclude(Hit { span: *span, reason: Exclusion::UsedElsewhere }));
            conflict::one_patient(month, sifted);
        }
        overlap::once(month, &mut account);
        rounding::whole_minutes(month, &mut account);
        account
    }
}

/// The slices of the patient's other accounts, through gates 1 to 7 in the first track of theirs.
fn rivals<'m, 'a>(month: &'m CaseMonth<'a>, account: &Enrollment) -> Vec<Sifted<'m, 'a>> {
    let sift = |slice: &'m Slice<'a>| {
        let consent = consent::out_of_force(month, slice.enrollment);
        let first = slice.enrollment.program.tracks().first()?;
        Some(Common::of(month, slice, &consent).sift(month, slice, *first))
    };
    let others = month.slices.iter().filter(|slice| slice.enrollment.id != account.id);
    others.filter_map(sift).collect()
}
