//! Gate 7: the patient is alive and at home.

use super::Hit;
use crate::case_month::{CaseMonth, Slice};
use crate::interval::Span;
use crate::reasons::Exclusion;

// Rule: Time after death, and in a hospital or Part A skilled nursing stay, does not count
//
// Source: AAFP, FPM Getting Paid blog, quoting the CMS chronic care management FAQ Q6
pub(super) fn outside(month: &CaseMonth<'_>, slice: &Slice<'_>, hits: &mut Vec<Hit>) {
    if let Some(died) = month.case.patient.died {
        hits.push(Hit { span: Span::since(died.seconds()), reason: Exclusion::Deceased });
    }
    hits.extend(month.inpatient.iter().map(|stay| {
        let span = if slice.entry.after_discharge { stay.after_discharge } else { stay.usual };
        Hit { span, reason: Exclusion::Inpatient }
    }));
}
