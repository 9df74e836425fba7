//! Gate 6: consent in force.

use super::Hit;
use crate::case_month::{CaseMonth, Slice};
use crate::interval::Span;
use crate::reasons::Exclusion;

// Rule: Time counts from consent to the end of the month in which consent is revoked
//
// Source: ASCO, Care management services guide, January 2025 (consent, right to terminate); NGS Medicare, Care
// management services page ("effective at the end of the calendar month")
pub(super) fn in_force(month: &CaseMonth<'_>, slice: &Slice<'_>, hits: &mut Vec<Hit>) {
    let account = slice.enrollment;
    let given = month.consent_instant(account).unwrap_or(i64::MAX);
    hits.push(Hit {
        span: Span::before(given),
        reason: Exclusion::BeforeConsent,
    });
    if let Some(revoked) = month.revoked_month(account) {
        let end = month.calendar.midnight(revoked.next().first_day());
        hits.push(Hit {
            span: Span::since(end),
            reason: Exclusion::AfterRevocation,
        });
    }
}
