//! Where each number of a track comes from: which part of which entry counts, and why the rest does not.

use crate::case::Case;
use crate::case::instant::Instant;
use crate::case_month::CaseMonth;
use crate::codes::tcm;
use crate::gates::{AccountSlices, Sifted};
use crate::interval::Span;
use crate::pack::Packs;
use crate::reasons::Exclusion;
use crate::track::Track;

/// What became of a stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It counts.
    Counted,
    /// It does not, for this reason.
    Excluded(Exclusion),
}

/// A stretch of one entry with one outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The entry.
    pub entry: String,
    /// Its first second.
    pub from: Instant,
    /// The second after its last.
    pub to: Instant,
    /// What became of it.
    pub outcome: Outcome,
}

/// The stretches of an account's entries on one track, by entry (start, id) and time.
pub fn explain(case: &Case, packs: &Packs, account: &str, track: Track) -> Vec<Piece> {
    let mut month = CaseMonth::new(case, packs);
    tcm::statements(&mut month);
    let Some(enrollment) = case.patient.enrollments.iter().find(|enrollment| enrollment.id == account) else {
        return Vec::new();
    };
    AccountSlices::new(&month, enrollment).sift(&month, track).iter().flat_map(pieces).collect()
}

/// The stretches of one entry, in order of time, neighbors of one outcome joined.
fn pieces(sifted: &Sifted<'_, '_>) -> Vec<Piece> {
    let counted = sifted.left.iter().map(|span| (*span, Outcome::Counted));
    let excluded = sifted.out.iter().map(|hit| (hit.span, Outcome::Excluded(hit.reason)));
    let mut all: Vec<(Span, Outcome)> = counted.chain(excluded).collect();
    all.sort_unstable_by_key(|(span, _)| *span);
    let mut joined: Vec<(Span, Outcome)> = Vec::with_capacity(all.len());
    for (span, outcome) in all {
        match joined.last_mut() {
            Some((last, same)) if last.to == span.from && *same == outcome => last.to = span.to,
            _ => joined.push((span, outcome)),
        }
    }
    let piece = |(span, outcome): (Span, Outcome)| Piece {
        entry: sifted.slice.entry.id.clone(),
        from: Instant::from_seconds(span.from),
        to: Instant::from_seconds(span.to),
        outcome,
    };
    joined.into_iter().map(piece).collect()
}
