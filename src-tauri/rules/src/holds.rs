//! What is missing before an account's lines may be exported.

use crate::account::Account;
use crate::case::patient::{Enrollment, InitiatingVisit, VisitKind};
use crate::case::settings::{ComplexPlanRule, InitVisitRule};
use crate::case_month::CaseMonth;
use crate::codes::conditions::diagnoses;
use crate::month::{months_after, year_before};
use crate::reasons::Hold;
use crate::statement::Line;
use crate::track::Track;
use crate::warnings::lacks_contact;
use chrono::NaiveDate;

/// Diagnoses a claim needs where it is not CCM.
const ONE_DIAGNOSIS: u32 = 1;

/// The account's holds.
pub(crate) fn of_account(month: &CaseMonth<'_>, account: &Account<'_, '_>) -> Vec<Hold> {
    let enrollment = account.enrollment;
    let (case, light) = (month.case, month.is_light(enrollment));
    let copy = enrollment.care_plan.copy_given;
    let own = [
        (!light && lacks_initiating_visit(month, account), Hold::NoInitVisit),
        (lacks_plan(month, account), Hold::NoPlan),
        (!light && copy.is_none_or(|given| given > case.submitted_on), Hold::PlanCopy),
        (!light && !enrollment.attested, Hold::Attest),
        (lacks_supervision(account), Hold::NoSupervision),
        (lacks_diagnoses(month, enrollment), Hold::Dx),
        (needs_renewal(month, account), Hold::NoConsent),
        (is_early(month, account), Hold::Early),
        (
            case.settings.require_contact && account.chosen.is_some() && lacks_contact(month, account),
            Hold::NoContact,
        ),
    ];
    let own = own.into_iter().filter_map(|(applies, hold)| applies.then_some(hold));
    own.chain(account.shared_holds.iter().copied()).collect()
}

// Rule: A visit in the year before the program starts, or one in which it was discussed before its first time counted
//
// Source: ASCO, Care management services guide, January 2025; CMS, Chronic care management FAQ p. 5, as quoted by HANA;
// NGS Medicare, Care management services page; 99211 does not qualify: Noridian, November 2017, Q1
fn lacks_initiating_visit(month: &CaseMonth<'_>, account: &Account<'_, '_>) -> bool {
    let enrollment = account.enrollment;
    let opened = enrollment.initiating_visit.as_ref().is_some_and(|visit| opens(month, account, visit));
    let rolling = month.case.settings.initvisit == InitVisitRule::Rolling12;
    !opened || (rolling && is_unseen_for_a_year(month, enrollment))
}

fn opens(month: &CaseMonth<'_>, account: &Account<'_, '_>, visit: &InitiatingVisit) -> bool {
    let start = account.enrollment.start;
    let before = visit.date < start && visit.date >= year_before(start);
    let first_counted = account.chosen().and_then(|(_, work)| work.timeline.first());
    let latest = match account.chosen {
        Some(_) => first_counted.map_or(NaiveDate::MIN, |second| month.calendar.date(second)),
        None => month.case.month.last_day(),
    };
    let discussed = visit.date >= start && visit.discussed && visit.date <= latest;
    qualifies(visit.kind) && (before || discussed)
}

fn qualifies(kind: VisitKind) -> bool {
    match kind {
        VisitKind::AnnualWellness | VisitKind::Welcome | VisitKind::Office | VisitKind::Transitional => true,
        VisitKind::Nurse | VisitKind::Other => false,
    }
}

/// Whether the last known visit lies more than a year before the month.
pub(crate) fn is_unseen_for_a_year(month: &CaseMonth<'_>, enrollment: &Enrollment) -> bool {
    let visit = || enrollment.initiating_visit.as_ref().map(|visit| visit.date);
    let seen = enrollment.last_seen.or_else(visit);
    seen.is_some_and(|seen| seen < year_before(month.case.month.first_day()))
}

// Rule: A care plan on or before the date of service; for complex care made or revised in the month where a payer asks
//
// Source: ASCO, Care management services guide, January 2025; Noridian, Chronic care management questions and answers,
// November 2017, Q3
pub(crate) fn lacks_plan(month: &CaseMonth<'_>, account: &Account<'_, '_>) -> bool {
    let plan = &account.enrollment.care_plan;
    let Some(established) = plan.established else {
        return true;
    };
    let late = account.lines().iter().map(Line::last_day).min().is_some_and(|dos| established > dos);
    let in_month = month.case.settings.cccm_plan_rule == ComplexPlanRule::InMonth;
    let days = [plan.established, plan.revised];
    let untouched = !days.into_iter().flatten().any(|day| month.case.month.contains(day));
    late || (in_month && account.chosen == Some(Track::Complex) && untouched)
}

// Rule: A supervising practitioner is named for staff time
//
// Source: 42 CFR 410.26(b)(5); ASCO, Care management services guide, January 2025 (general supervision)
fn lacks_supervision(account: &Account<'_, '_>) -> bool {
    !account.enrollment.supervised && account.chosen.is_none_or(Track::folds)
}

// Rule: Two diagnoses on a CCM claim, one on others
//
// Source: EmblemHealth, Care management services page, 2018
fn lacks_diagnoses(month: &CaseMonth<'_>, enrollment: &Enrollment) -> bool {
    u32::try_from(diagnoses(enrollment)).unwrap_or(u32::MAX) < diagnoses_needed(month, enrollment)
}

/// How many diagnoses the claim needs.
pub(crate) fn diagnoses_needed(month: &CaseMonth<'_>, enrollment: &Enrollment) -> u32 {
    let many = enrollment.program.is_ccm_family() && !month.is_light(enrollment);
    if many { month.case.settings.dx_min_ccm } else { ONE_DIAGNOSIS }
}

// Rule: Consent is given once; some carriers want it renewed
//
// Source: CMS and AMA (once); FCSO, 2017, as copied by the University of Miami (at least annually)
fn needs_renewal(month: &CaseMonth<'_>, account: &Account<'_, '_>) -> bool {
    let renewal = month.case.settings.consent_renewal_months;
    let expiry = month
        .consent_date(account.enrollment)
        .zip(renewal)
        .map(|(given, months)| months_after(given, months));
    expiry.zip(account.first_dos()).is_some_and(|(expiry, dos)| expiry < dos)
}

/// A claim is not sent before its dates of service.
fn is_early(month: &CaseMonth<'_>, account: &Account<'_, '_>) -> bool {
    account.lines().iter().any(|line| line.last_day() > month.case.submitted_on)
}
