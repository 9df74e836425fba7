//! Gate 5: what work counts.

use super::{Hit, Sifted};
use crate::case::settings::{Attempts, Standing};
use crate::case_month::CaseMonth;
use crate::interval::Span;
use crate::minutes::Seconds;
use crate::pack::activity::Column;
use crate::reasons::Exclusion;
use crate::track::Track;

/// Voicemails and unanswered calls.
const ATTEMPTS: [&str; 2] = ["voicemail", "no_answer"];
/// Waiting on hold.
const ON_HOLD: &str = "on_hold";

// Rule: Each payer counts its own list of activities
//
// Source: ASCO, Care management services guide, January 2025 (Medicare and CPT); MICMT, Care coordination 99487/99489
// page (BCBSM complex care, work without the patient); each row of the activity table names its own
pub(super) fn counts(month: &CaseMonth<'_>, track: Track, sifted: &mut Sifted<'_, '_>) {
    let (settings, activity) = (&month.case.settings, sifted.slice.activity);
    match settings.activity_overrides.get(&activity.slug) {
        Some(Standing::Countable) => return,
        Some(Standing::Excluded) => return sifted.exclude_all(activity.exclusion()),
        None => {}
    }
    let column = month.packs.column(month.case.payer, track);
    let slug = activity.slug.as_str();
    if settings.attempts == Attempts::Count && column != Column::Bcbsm && ATTEMPTS.contains(&slug) {
        return cap(sifted, settings.attempts_cap_s, Exclusion::ActivityAttempt);
    }
    match activity.standing(column) {
        Standing::Excluded => sifted.exclude_all(activity.exclusion()),
        Standing::Countable if slug == ON_HOLD => cap(sifted, settings.hold_cap_s, Exclusion::ActivityAdmin),
        Standing::Countable => {}
    }
}

/// Leaves only the first seconds of the whole entry, also when it began in the month before.
fn cap(sifted: &mut Sifted<'_, '_>, cap: Seconds, reason: Exclusion) {
    let end = sifted.slice.entry.start.seconds().saturating_add(cap.0);
    sifted.exclude(Hit { span: Span::since(end), reason });
}
