//! Why an account or a track is not billable, whatever document is added.

use crate::case::patient::Enrollment;
use crate::case::settings::SameGroupOversight;
use crate::case::work::{BilledElsewhere, OtherService};
use crate::case_month::CaseMonth;
use crate::codes::{complex, conditions};
use crate::reasons::Refusal;
use crate::track::Track;

/// What refuses a track beside its time and its dates.
pub(crate) fn of_track(month: &CaseMonth<'_>, account: &Enrollment, track: Track) -> Vec<Refusal> {
    let reasons = [
        (complex::lacks_mdm(month, account, track), Refusal::Mdm),
        (!month.covers(track.coverage()), Refusal::Payer),
    ];
    reasons.into_iter().filter_map(|(applies, refusal)| applies.then_some(refusal)).collect()
}

/// What refuses an account by itself.
pub(crate) fn of_account(month: &CaseMonth<'_>, account: &Enrollment) -> Vec<Refusal> {
    let family = account.program.is_ccm_family();
    let light = month.is_light(account);
    let reasons = [
        (lacks_consent(month, account), Refusal::NoConsent),
        (is_revoked(month, account), Refusal::Revoked),
        (family && !light && billed_elsewhere(month).next().is_some(), Refusal::OtherBiller),
        (any(month, |other| month.packs.lists.esrd.contains(&other.code)), Refusal::Esrd),
        (family && any(month, |other| is_oversight(month, account, other)), Refusal::Oversight),
        (any(month, |other| is_apcm(month, account, other)), Refusal::Apcm),
        (month.case.settings.cpt_strict_pairs && has_pair(month), Refusal::XorFamily),
    ];
    let reasons = reasons.into_iter().filter_map(|(applies, refusal)| applies.then_some(refusal));
    let conditions = conditions::refusal(account).filter(|_| !light);
    reasons.chain(conditions).collect()
}

fn any(month: &CaseMonth<'_>, test: impl Fn(&OtherService) -> bool) -> bool {
    month.services_in_month().any(test)
}

// Rule: No service without consent before the end of the month
//
// Source: ASCO, Care management services guide, January 2025; CMS, MLN909188, June 2025, p. 6, as quoted by HANA
fn lacks_consent(month: &CaseMonth<'_>, account: &Enrollment) -> bool {
    month.consent_instant(account).is_none_or(|given| given >= month.span.to)
}

// Rule: Revoked consent ends the service with its calendar month
//
// Source: NGS Medicare, Care management services page ("effective at the end of the calendar month")
fn is_revoked(month: &CaseMonth<'_>, account: &Enrollment) -> bool {
    month.revoked_month(account).is_some_and(|revoked| revoked < month.case.month)
}

// Rule: One practitioner bills CCM or complex CCM in a month, across practices
//
// Source: ASCO, Care management services guide, January 2025, scenario 3; NGS Medicare, Care management services page
pub(crate) fn billed_elsewhere<'a>(month: &CaseMonth<'a>) -> impl Iterator<Item = &'a BilledElsewhere> {
    let (case, codes) = (month.case, &month.packs.lists.ccm);
    case.billed_elsewhere.iter().filter(|item| case.month.contains(item.date) && codes.contains(&item.code))
}

// Rule: No CCM in a month of home-health or hospice plan oversight
//
// Source: CMS, Chronic care management FAQ; Noridian, Chronic care management questions and answers, November 2017, Q5
// (oversight by a colleague)
pub(crate) fn is_oversight(month: &CaseMonth<'_>, account: &Enrollment, other: &OtherService) -> bool {
    let same = match month.case.settings.cpo_same_group {
        SameGroupOversight::Refuse => true,
        SameGroupOversight::Allow => other.may_be_by(&account.billing_practitioner),
    };
    same && month.packs.lists.oversight.contains(&other.code)
}

// Rule: Advanced primary care management takes the place of care management by the same practitioner
//
// Source: AAFP, Advanced primary care management page
pub(crate) fn is_apcm(month: &CaseMonth<'_>, account: &Enrollment, other: &OtherService) -> bool {
    other.may_be_by(&account.billing_practitioner) && month.packs.lists.apcm.contains(&other.code)
}

/// Whether the month has a service that CPT does not pair with care management.
pub(crate) fn has_pair(month: &CaseMonth<'_>) -> bool {
    any(month, |other| month.packs.lists.pairs.contains(&other.code))
}
