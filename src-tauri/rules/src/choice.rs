//! Which track of an account is billed.

use crate::case::patient::Program;
use crate::case::settings::Selection;
use crate::statement::TrackStatement;
use crate::track::Track;

// Rule: One track a month: the program's own, or where the practice says so the one that pays most
//
// Source: ASCO, Care management services guide, January 2025 (staff and practitioner codes, and complex and non-complex,
// exclude each other); the choice between them is Caretally's own, with a setting
pub(crate) fn choose<'s>(
    selection: Selection,
    program: Program,
    tracks: impl Iterator<Item = &'s TrackStatement>,
) -> Option<Track> {
    let candidates: Vec<_> = tracks.filter(|track| !track.lines.is_empty()).collect();
    let is_complex = candidates.iter().any(|track| track.track == Track::Complex);
    match selection {
        Selection::Declared | Selection::Suggest if program == Program::ComplexCcm && is_complex => {
            Some(Track::Complex)
        }
        Selection::Declared | Selection::Suggest | Selection::Highest => best_paid(&candidates),
    }
}

/// The best-paid track, on a tie the one earlier in the list.
fn best_paid(candidates: &[&TrackStatement]) -> Option<Track> {
    let best = candidates.iter().map(|track| track.total_cents).max()?;
    candidates.iter().find(|track| track.total_cents == best).map(|track| track.track)
}
