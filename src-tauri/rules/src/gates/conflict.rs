//! Gate 9: one performer, two patients.

use super::{Hit, Sifted};
use crate::case::settings::MultiPatient;
use crate::case_month::CaseMonth;
use crate::interval::{Span, depths};
use crate::reasons::Exclusion;

/// Preparing material for several patients, which is always split.
const MULTI_PATIENT: &str = "multi_patient_prep";

// Rule: One person timed on two patients counts for neither, or is split evenly
//
// Source: CMS, Chronic care management FAQ, as quoted by Positive Check (30 minutes for 3 patients are 10 each)
pub(super) fn one_patient(month: &CaseMonth<'_>, sifted: &mut Sifted<'_, '_>) {
    let slice = sifted.slice;
    let others = month.case.elsewhere.iter().filter(|item| item.staff == slice.staff.id);
    let spans =
        others.filter_map(|item| Span::new(item.start.seconds(), item.end.seconds()).common(slice.span));
    let busy = depths(spans);
    if busy.is_empty() {
        return;
    }
    let split =
        slice.activity.slug == MULTI_PATIENT || month.case.settings.multi_patient == MultiPatient::SplitEven;
    for run in sifted.left.clone() {
        for (span, others) in &busy {
            let Some(common) = run.common(*span) else {
                continue;
            };
            let own = if split { common.length().0.div_euclid(others + 1) } else { 0 };
            let lost = Span::new(common.from + own, common.to);
            sifted.exclude(Hit { span: lost, reason: Exclusion::OverlapPerformer });
        }
    }
}
