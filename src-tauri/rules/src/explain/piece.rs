//! What became of every second of an entry, stretch by stretch.

use crate::case::instant::Instant;
use crate::gates::Sifted;
use crate::interval::Span;
use crate::minutes::Seconds;
use crate::reasons::Exclusion;

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

impl Piece {
    /// How long it is.
    pub fn length(&self) -> Seconds {
        Seconds(self.to.seconds() - self.from.seconds())
    }
}

/// The stretches of one entry, in order of time, neighbors of one outcome joined.
pub(super) fn pieces(sifted: &Sifted<'_, '_>) -> Vec<Piece> {
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
    joined.into_iter().map(|(span, outcome)| piece(sifted, span, outcome)).collect()
}

fn piece(sifted: &Sifted<'_, '_>, span: Span, outcome: Outcome) -> Piece {
    Piece {
        entry: sifted.slice.entry.id.clone(),
        from: Instant::from_seconds(span.from),
        to: Instant::from_seconds(span.to),
        outcome,
    }
}
