//! Gate 11: cutting entries to whole minutes, where the practice asks for it.

use super::{Hit, Sifted};
use crate::case::settings::EntryRounding;
use crate::case_month::CaseMonth;
use crate::interval::Span;
use crate::reasons::Exclusion;

// Rule: No rounding; a practice may cut each entry down to whole minutes, never up
//
// Source: ASCO, Care management services guide, January 2025 ("must perform at least the number of minutes")
pub(super) fn whole_minutes(month: &CaseMonth<'_>, account: &mut [Sifted<'_, '_>]) {
    match month.case.settings.entry_rounding {
        EntryRounding::None => {}
        EntryRounding::FloorMinute => account.iter_mut().for_each(cut),
    }
}

/// Takes the latest seconds beyond the last whole minute.
fn cut(sifted: &mut Sifted<'_, '_>) {
    let mut beyond = sifted.counted().beyond_minute().0;
    for span in sifted.left.clone().iter().rev() {
        let cut = beyond.min(span.length().0);
        sifted.exclude(Hit { span: Span::new(span.to - cut, span.to), reason: Exclusion::Rounding });
        beyond -= cut;
    }
}
