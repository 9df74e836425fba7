//! Gate 4: who may do work that counts.

use super::{Hit, Sifted};
use crate::case::settings::BcbsmTraining;
use crate::case::staff::{CaseStaff, RoleClass};
use crate::case_month::{CaseMonth, Slice};
use crate::month::months_before;
use crate::pack::track::Performers;
use crate::reasons::Exclusion;
use crate::track::Track;
use chrono::NaiveDate;

/// MICMT, PDCM general FAQs: training "within 6 months" of billing.
const TRAINING_MONTHS: u32 = 6;

pub(super) fn may_count(month: &CaseMonth<'_>, track: Track, sifted: &mut Sifted<'_, '_>) {
    let performers = month.packs.track(track, month.case.payer).performers;
    if let Some(reason) = barred(month, performers, sifted.slice) {
        sifted.exclude_all(reason);
    } else if performers == Performers::TrainedTeam {
        before_training(month, sifted);
    }
}

// Rule: Clinical staff and practitioners count; office staff, software and others never do
//
// Source: Noridian, OPPS chronic care management page (non-clinical staff time); CGS, 2015 (psychologists, podiatrists,
// dentists); CMS, Chronic care management FAQ p. 1, as quoted by HANA (software)
fn barred(month: &CaseMonth<'_>, performers: Performers, slice: &Slice<'_>) -> Option<Exclusion> {
    let class = slice.staff.role.class();
    if class == RoleClass::Never {
        return Some(Exclusion::Nonclinical);
    }
    match performers {
        Performers::BillingPractitioner if slice.staff.id != slice.enrollment.billing_practitioner => {
            Some(Exclusion::NotBiller)
        }
        Performers::TrainedTeam => (!is_trained(month, slice.staff)).then_some(Exclusion::Untrained),
        Performers::Licensed => match class {
            RoleClass::Unlicensed | RoleClass::Community => Some(Exclusion::Unlicensed),
            RoleClass::Practitioner | RoleClass::Licensed | RoleClass::Never => None,
        },
        Performers::ClinicalStaff | Performers::BillingPractitioner => {
            let counts = class != RoleClass::Community || month.case.settings.chw_counts;
            (!counts).then_some(Exclusion::Nonclinical)
        }
    }
}

// Rule: BCBSM complex care counts any team member with team-based care training; the unlicensed also need a scope document
//
// Source: MICMT, Care coordination 99487/99489 page; MICMT, PDCM general FAQs
fn is_trained(month: &CaseMonth<'_>, staff: &CaseStaff) -> bool {
    let documented = match staff.role.class() {
        RoleClass::Practitioner => return true,
        RoleClass::Licensed => true,
        RoleClass::Unlicensed | RoleClass::Community | RoleClass::Never => staff.scope_document,
    };
    let submitted = month.case.submitted_on;
    documented && staff.team_training.is_some_and(|trained| trained <= submitted && is_recent(month, trained))
}

fn is_recent(month: &CaseMonth<'_>, trained: NaiveDate) -> bool {
    match month.case.settings.bcbsm_training {
        BcbsmTraining::Grace => true,
        BcbsmTraining::Recent => trained >= months_before(month.case.submitted_on, TRAINING_MONTHS),
    }
}

/// Work longer than half a year before the training does not count (the `grace` reading).
fn before_training(month: &CaseMonth<'_>, sifted: &mut Sifted<'_, '_>) {
    let staff = sifted.slice.staff;
    if month.case.settings.bcbsm_training != BcbsmTraining::Grace
        || staff.role.class() == RoleClass::Practitioner
    {
        return;
    }
    let Some(trained) = staff.team_training else {
        return;
    };
    let earliest = months_before(trained, TRAINING_MONTHS);
    let days = month.calendar.days(sifted.slice.span).filter(|(_, date)| *date < earliest);
    days.for_each(|(span, _)| sifted.exclude(Hit { span, reason: Exclusion::Untrained }));
}
