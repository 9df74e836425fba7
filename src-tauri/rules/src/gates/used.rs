//! Gate 8: seconds that already belong to something else.

use super::Sifted;
use crate::case::settings::SameDayEm;
use crate::case::staff::RoleClass;
use crate::case_month::{CaseMonth, Slice};
use crate::interval::Span;
use chrono::NaiveDate;

/// Follow-up that is transitional care while its period runs.
const FOLLOW_UP: &str = "post_discharge_follow_up";

/// The seconds of a slice that are used elsewhere; `rivals` are the other accounts' slices after gate 7.
pub(super) fn elsewhere(month: &CaseMonth<'_>, slice: &Slice<'_>, rivals: &[Sifted<'_, '_>]) -> Vec<Span> {
    if slice.entry.part_of_visit {
        return vec![slice.span];
    }
    let mut used = Vec::new();
    other_services(month, slice, &mut used);
    transitional(month, slice, &mut used);
    visit_days(month, slice, &mut used);
    other_accounts(slice, rivals, &mut used);
    used
}

// Rule: A second given to a visit, remote monitoring, behavioral health or advance care planning counts nowhere else
//
// Source: ASCO, Care management services guide, January 2025 (overlapping services); CMS, Chronic care management FAQ,
// as quoted by HANA
fn other_services(month: &CaseMonth<'_>, slice: &Slice<'_>, used: &mut Vec<Span>) {
    let id = &slice.staff.id;
    let minutes = month.case.used_elsewhere.iter().filter(|item| item.staff == *id);
    used.extend(minutes.map(|item| Span::new(item.start.seconds(), item.end.seconds())));
    let talks = month.case.acp.iter().filter(|talk| talk.staff == *id);
    used.extend(talks.map(|talk| Span::new(talk.start.seconds(), talk.end.seconds())));
}

// Rule: Follow-up inside the period of a billed transitional care belongs to it
//
// Source: CMS, Chronic care management FAQ, as quoted by Positive Check
fn transitional(month: &CaseMonth<'_>, slice: &Slice<'_>, used: &mut Vec<Span>) {
    if slice.activity.slug == FOLLOW_UP && !month.tcm_periods.is_empty() {
        let inside = |date| month.tcm_periods.iter().any(|period| period.contains(date));
        used.extend(month.calendar.days(slice.span).filter(|(_, date)| inside(*date)).map(|(span, _)| span));
    }
}

// Rule: Time on the day of a visit
//
// Source: ASCO, Care management services guide, January 2025 (overlapping services). The older CPT text, which bars the
// whole day, is not verified; the practice's setting chooses.
fn visit_days(month: &CaseMonth<'_>, slice: &Slice<'_>, used: &mut Vec<Span>) {
    if !month.visits.is_empty() {
        let days = month.calendar.days(slice.span).filter(|(_, date)| is_visit_day(month, slice, *date));
        used.extend(days.map(|(span, _)| span));
    }
}

fn is_visit_day(month: &CaseMonth<'_>, slice: &Slice<'_>, date: NaiveDate) -> bool {
    let mut visits = month.visits.iter().filter(|visit| visit.date == date);
    match month.case.settings.same_day_em {
        SameDayEm::CountAll => false,
        SameDayEm::ExcludeAllDay => {
            visits.any(|visit| visit.may_be_by(&slice.enrollment.billing_practitioner))
        }
        SameDayEm::ExcludeVisitTime => {
            slice.staff.role.class() == RoleClass::Practitioner
                && visits
                    .any(|visit| visit.time_based && visit.practitioner.as_ref() == Some(&slice.staff.id))
        }
    }
}

// Rule: One person on one patient in two accounts at once: the earlier entry keeps the second
//
// Source: ASCO, Care management services guide, January 2025 (the same minute never serves two codes)
fn other_accounts(slice: &Slice<'_>, rivals: &[Sifted<'_, '_>], used: &mut Vec<Span>) {
    let earlier = rivals.iter().take_while(|rival| rival.slice.precedes(slice));
    let own = earlier.filter(|rival| rival.slice.staff.id == slice.staff.id);
    used.extend(own.flat_map(|rival| &rival.left).filter(|span| span.common(slice.span).is_some()));
}
