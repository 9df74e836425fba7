//! What a manager should know of an account; nothing here blocks a line.

use crate::account::Account;
use crate::case::instant::DateOrInstant;
use crate::case::patient::{ConsentMode, Program, StayKind};
use crate::case::settings::Selection;
use crate::case_month::CaseMonth;
use crate::codes::{complex, conditions};
use crate::holds::{is_unseen_for_a_year, lacks_plan};
use crate::interval::Span;
use crate::minutes::Seconds;
use crate::month::{days_later, year_before};
use crate::pack::codes::CodeList;
use crate::reasons::{Refusal, Warning};
use crate::refusals::has_pair;
use crate::statement::TrackStatement;
use crate::track::Track;

/// Contacts with the patient or a caregiver.
const CONTACTS: [&str; 10] = [
    "call_patient",
    "call_caregiver",
    "portal_message",
    "email",
    "text_message",
    "video_call",
    "in_person_education",
    "home_visit",
    "after_hours_triage",
    "crisis_call",
];

/// The time that makes complex care possible: ASCO, Care management services guide, January 2025.
const COMPLEX_TIME: Seconds = Seconds(3600);

/// The account's warnings.
pub(crate) fn of_account(month: &CaseMonth<'_>, account: &Account<'_, '_>) -> Vec<Warning> {
    let mut warnings = if is_pcm_possible(account) { vec![Warning::PcmPossible] } else { Vec::new() };
    if let Some((chosen, _)) = account.chosen() {
        let all = [
            service_warnings(month, account),
            document_warnings(month, account),
            time_warnings(month, account, chosen),
        ];
        let all = all.into_iter().flatten();
        warnings.extend(all.filter_map(|(applies, warning)| applies.then_some(warning)));
        warnings.extend(&account.shared_warnings);
    }
    warnings
}

/// Whether an account without enough conditions for CCM has one for PCM.
fn is_pcm_possible(account: &Account<'_, '_>) -> bool {
    let too_few = |refusal: &Refusal| matches!(refusal, Refusal::ConditionCount | Refusal::ConditionDuration);
    account.enrollment.program.is_ccm_family()
        && account.refusals.iter().any(too_few)
        && conditions::any_for_pcm(account.enrollment)
}

/// What other services of the month have to do with it.
fn service_warnings(month: &CaseMonth<'_>, account: &Account<'_, '_>) -> Vec<(bool, Warning)> {
    let lists = &month.packs.lists;
    let has = |list: &CodeList| month.services_in_month().any(|other| list.contains(&other.code));
    let pcm = account.enrollment.program == Program::Pcm;
    vec![
        (has_visit_on_dos(month, account), Warning::Em25),
        (has_pair(month), Warning::CptPair),
        (pcm && has(&lists.behavioral), Warning::PcmBhi),
        (pcm && has(&lists.oversight), Warning::Oversight),
    ]
}

fn has_visit_on_dos(month: &CaseMonth<'_>, account: &Account<'_, '_>) -> bool {
    let practitioner = &account.enrollment.billing_practitioner;
    let mut own = month.visits.iter().filter(|visit| visit.may_be_by(practitioner));
    own.any(|visit| account.lines().iter().any(|line| line.dos == visit.date))
}

/// What the documents lack without holding the lines.
fn document_warnings(month: &CaseMonth<'_>, account: &Account<'_, '_>) -> Vec<(bool, Warning)> {
    let enrollment = account.enrollment;
    let light = month.is_light(enrollment);
    let rated = enrollment.mdm.iter().any(|mdm| mdm.month == month.case.month);
    vec![
        (!light && is_unseen_for_a_year(month, enrollment), Warning::NotSeen12Months),
        (should_be_written(month, account), Warning::ConsentWritten),
        (is_plan_late(month, account), Warning::PlanLate),
        (enrollment.program == Program::Pcm && !rated, Warning::PcmMdm),
    ]
}

// Rule: Written consent of patients not seen within a year, where the practice follows that reading
//
// Source: ASCO, Care management services guide, January 2025 (documentation list); CMS takes verbal consent of all
fn should_be_written(month: &CaseMonth<'_>, account: &Account<'_, '_>) -> bool {
    let enrollment = account.enrollment;
    let Some(consented) = month.consent_date(enrollment) else {
        return false;
    };
    let visit = enrollment.initiating_visit.as_ref().map(|visit| visit.date);
    month.case.settings.written_if_not_seen_12m
        && enrollment.consent.mode == ConsentMode::Verbal
        && visit.is_none_or(|visit| visit < year_before(consented))
}

fn is_plan_late(month: &CaseMonth<'_>, account: &Account<'_, '_>) -> bool {
    let crossed = account.chosen().and_then(|(_, work)| work.crossing_date(month, 0));
    let established = account.enrollment.care_plan.established;
    !lacks_plan(month, account) && established.zip(crossed).is_some_and(|(plan, crossed)| plan > crossed)
}

/// What the counted time and its lines show.
fn time_warnings(
    month: &CaseMonth<'_>,
    account: &Account<'_, '_>,
    chosen: &TrackStatement,
) -> Vec<(bool, Warning)> {
    let mut dates = account.lines().iter().map(|line| line.dos);
    let first = dates.next();
    vec![
        (counts_after_revocation(month, account), Warning::AfterRevocation),
        (lacks_contact(month, account), Warning::NoContact),
        (counts_in_outpatient_stay(month, account), Warning::OutpatientStay),
        (dates.any(|date| Some(date) != first), Warning::AddonDos),
        (has_unusual_units(month, chosen), Warning::HighUnits),
        (pays_less(month, account, chosen), Warning::HigherTrack),
        (is_complex_possible(month, account, chosen), Warning::ComplexPossible),
    ]
}

fn counts_in(account: &Account<'_, '_>, span: Span) -> bool {
    account.counted().iter().any(|sifted| sifted.left.iter().any(|left| left.common(span).is_some()))
}

fn counts_after_revocation(month: &CaseMonth<'_>, account: &Account<'_, '_>) -> bool {
    account.enrollment.consent.revoked.is_some_and(|revoked| {
        let from = match revoked {
            DateOrInstant::Instant(instant) => instant.seconds(),
            DateOrInstant::Date(date) => month.calendar.midnight(days_later(date, 1)),
        };
        counts_in(account, Span::since(from))
    })
}

// Rule: A month without contact is billed, with a warning
//
// Source: Caretally's own reading; no rule asks for live contact every month
pub(crate) fn lacks_contact(month: &CaseMonth<'_>, account: &Account<'_, '_>) -> bool {
    let counts = |slug: &str| CONTACTS.contains(&slug);
    let mut counted = account.counted().iter().filter(|sifted| !sifted.left.is_empty());
    !month.is_light(account.enrollment) && !counted.any(|sifted| counts(&sifted.slice.activity.slug))
}

fn counts_in_outpatient_stay(month: &CaseMonth<'_>, account: &Account<'_, '_>) -> bool {
    let stays = month.stays(&[StayKind::Observation, StayKind::Emergency]);
    stays.into_iter().any(|stay| counts_in(account, stay.usual))
}

// Rule: More than 2 units of 99437 or 99425, or 4 of 99489, are unusual
//
// Source: CMS, NCCI practitioner edits, not verified: a warning, not a cap
fn has_unusual_units(month: &CaseMonth<'_>, chosen: &TrackStatement) -> bool {
    let pack = month.packs.track(chosen.track, month.case.payer);
    let add_ons = chosen.lines.iter().filter(|line| line.code == pack.add_on);
    let units: u32 = add_ons.map(|line| line.units).sum();
    pack.unusual_above.is_some_and(|usual| units > usual)
}

fn pays_less(month: &CaseMonth<'_>, account: &Account<'_, '_>, chosen: &TrackStatement) -> bool {
    let mut totals = account.tracks.iter().map(|(track, _)| track.total_cents);
    month.case.settings.selection == Selection::Suggest && totals.any(|total| total > chosen.total_cents)
}

fn is_complex_possible(month: &CaseMonth<'_>, account: &Account<'_, '_>, chosen: &TrackStatement) -> bool {
    account.enrollment.program == Program::Ccm
        && chosen.track == Track::CcmStaff
        && chosen.counted_s >= COMPLEX_TIME
        && complex::has_mdm(month, account.enrollment)
}
