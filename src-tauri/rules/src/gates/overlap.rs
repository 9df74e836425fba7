//! Gate 10: several entries on one patient at the same second.

use super::{Hit, Sifted};
use crate::case::settings::ParallelIndependent;
use crate::case_month::{CaseMonth, Slice};
use crate::interval::Span;
use crate::reasons::Exclusion;

/// A huddle counts once, however many take part.
const HUDDLE: &str = "team_huddle";

// Rule: Two people on one patient at the same second count once, for the entry that started first
//
// Source: NGS Medicare, Evaluation and management FAQ ("time spent is only counted once"); a practice may count
// independent work of two people twice, but never a huddle
pub(super) fn once(month: &CaseMonth<'_>, account: &mut [Sifted<'_, '_>]) {
    let mut hits = Vec::with_capacity(account.len());
    let mut active: Vec<&Sifted<'_, '_>> = Vec::new();
    for sifted in account.iter() {
        active.retain(|earlier| earlier.slice.span.to > sifted.slice.span.from);
        let rule = month.case.settings.parallel_independent;
        let rivals = active.iter().filter(|earlier| drops(rule, earlier.slice, sifted.slice));
        hits.push(common_seconds(rivals.copied(), sifted));
        if !sifted.left.is_empty() {
            active.push(sifted);
        }
    }
    for (sifted, hits) in account.iter_mut().zip(hits) {
        hits.into_iter().for_each(|hit| sifted.exclude(hit));
    }
}

/// The seconds earlier entries have too, those of copies first.
fn common_seconds<'r>(rivals: impl Iterator<Item = &'r Sifted<'r, 'r>>, sifted: &Sifted<'_, '_>) -> Vec<Hit> {
    let mut hits: Vec<Hit> = rivals
        .flat_map(|rival| {
            let reason = if is_copy(rival.slice, sifted.slice) {
                Exclusion::Duplicate
            } else {
                Exclusion::OverlapPatient
            };
            rival.left.iter().map(move |span| Hit { span: *span, reason })
        })
        .filter(|hit| sifted.left.iter().any(|span: &Span| span.common(hit.span).is_some()))
        .collect();
    hits.sort_by_key(|hit| hit.reason != Exclusion::Duplicate);
    hits
}

fn drops(rule: ParallelIndependent, earlier: &Slice<'_>, later: &Slice<'_>) -> bool {
    match rule {
        ParallelIndependent::Union => true,
        ParallelIndependent::Sum => {
            earlier.staff.id == later.staff.id
                || (earlier.activity.slug == HUDDLE && later.activity.slug == HUDDLE)
        }
    }
}

fn is_copy(earlier: &Slice<'_>, later: &Slice<'_>) -> bool {
    let (a, b) = (earlier.entry, later.entry);
    (&a.staff, a.start, a.end) == (&b.staff, b.start, b.end)
}
