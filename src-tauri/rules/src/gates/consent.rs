//! Gate 6: consent in force.

use super::Hit;
use crate::case::patient::Enrollment;
use crate::case_month::CaseMonth;
use crate::interval::Span;
use crate::reasons::Exclusion;

// Rule: Time counts from consent to the end of the month in which consent is revoked
//
// Source: ASCO, Care management services guide, January 2025 (consent, right to terminate); NGS Medicare, Care
// management services page ("effective at the end of the calendar month")
pub(super) fn out_of_force(month: &CaseMonth<'_>, account: &Enrollment) -> Vec<Hit> {
    let given = month.consent_instant(account).unwrap_or(i64::MAX);
    let before = Hit { span: Span::before(given), reason: Exclusion::BeforeConsent };
    let after = month.revoked_month(account).map(|revoked| Hit {
        span: Span::since(month.calendar.midnight(revoked.next().first_day())),
        reason: Exclusion::AfterRevocation,
    });
    std::iter::once(before).chain(after).collect()
}
