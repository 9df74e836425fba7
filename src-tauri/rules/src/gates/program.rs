//! Gates 1 and 3: a timer that ran too long, and days outside the enrollment.

use super::Hit;
use crate::case_month::{CaseMonth, Slice};
use crate::reasons::Exclusion;

// Rule: An entry longer than four hours is a timer left running
//
// Source: Caretally's own limit, with a setting; no outside rule exists.
pub(super) fn stale(month: &CaseMonth<'_>, slice: &Slice<'_>, hits: &mut Vec<Hit>) {
    if slice.entry.length() > month.case.settings.stale_limit_s {
        hits.push(Hit { span: slice.span, reason: Exclusion::StaleTimer });
    }
}

// Rule: Time counts from the first to the last day of the enrollment
//
// Source: ASCO, Care management services guide, January 2025 (services follow enrollment in the program)
pub(super) fn enrolled(month: &CaseMonth<'_>, slice: &Slice<'_>, hits: &mut Vec<Hit>) {
    let account = slice.enrollment;
    let outside = |date| date < account.start || account.end.is_some_and(|end| date > end);
    let days = month.calendar.days(slice.span).filter(|(_, date)| outside(*date));
    hits.extend(days.map(|(span, _)| Hit { span, reason: Exclusion::NoProgram }));
}
