//! What is on file for an account: what refuses it, and what holds its lines.

use crate::accounts::Words;
use crate::clock::{days_later, months_later};
use crate::codes::{
    CCM_CODES, Facts, Family, KIDNEY, OVERSIGHT, PAIRS, PRIMARY_CARE, Service, billed, listed,
};
use crate::gates::consent_instant;
use crate::seconds::Judged;
use chrono::NaiveDate;
use rules::{
    ComplexPlanRule, Condition, DateOrInstant, Enrollment, InitVisitRule, InitiatingVisit, Line, Payer,
    Program, SameGroupOversight, Track, TrackStatement, VisitKind,
};
use std::collections::BTreeSet;

/// The track that is billed.
pub(crate) struct Chosen<'a> {
    pub(crate) judged: &'a Judged<'a>,
    pub(crate) statement: &'a TrackStatement,
}

impl Chosen<'_> {
    /// When the base is reached.
    pub(crate) fn base_date(&self, facts: &Facts<'_>) -> NaiveDate {
        self.judged.crossing_date(Family::of(facts.case, self.judged.track).threshold(0))
    }

    fn first_date(&self) -> Option<NaiveDate> {
        self.judged.counted.first().map(|(_, date)| *date)
    }
}

/// BCBSM's complex program asks for fewer documents.
pub(crate) fn light(facts: &Facts<'_>, account: &Enrollment) -> bool {
    facts.case.payer == Payer::Bcbsm && account.program == Program::ComplexCcm
}

pub(crate) fn same_code(code: &str) -> String {
    code.to_uppercase().replace('.', "")
}

/// How many different conditions there are; one without a code is like no other.
fn distinct<'a>(conditions: impl Iterator<Item = &'a Condition>) -> usize {
    let (mut coded, mut others) = (BTreeSet::new(), 0);
    for condition in conditions {
        match &condition.icd10 {
            Some(code) => coded.extend([same_code(code)]),
            None => others += 1,
        }
    }
    coded.len() + others
}

pub(crate) fn shares_a_condition(one: &Enrollment, other: &Enrollment) -> bool {
    let codes = |account: &Enrollment| -> BTreeSet<String> {
        account.conditions.iter().filter_map(|condition| condition.icd10.as_deref()).map(same_code).collect()
    };
    !codes(one).is_disjoint(&codes(other))
}

pub(crate) fn account_refusals(facts: &Facts<'_>, account: &Enrollment) -> Words {
    let case = facts.case;
    let mut refusals = Words::new();
    let mut when = |yes: bool, reason| refusals.extend(yes.then_some(reason));
    let family = account.program != Program::Pcm;
    let practitioner = Some(account.billing_practitioner.as_str());
    let in_month =
        |list: &str, by: Option<&str>| billed(case, &Service { list, by }, |date| facts.in_month(date));

    when(consent_instant(facts, account).is_none_or(|given| given >= facts.to), "R-NO-CONSENT");
    let revoked = account.consent.revoked.map(|revoked| facts.clock.day_of(revoked));
    when(revoked.is_some_and(|day| day < case.month.first_day()), "R-REVOKED");
    if !light(facts, account) {
        when(condition_refusal(account).is_some(), condition_refusal(account).unwrap_or_default());
        let elsewhere =
            |billed: &rules::BilledElsewhere| listed(CCM_CODES, &billed.code) && facts.in_month(billed.date);
        when(family && case.billed_elsewhere.iter().any(elsewhere), "R-OTHER-BILLER");
    }
    when(in_month(KIDNEY, None), "R-ESRD");
    let allowed = case.settings.cpo_same_group == SameGroupOversight::Allow;
    when(family && in_month(OVERSIGHT, practitioner.filter(|_| allowed)), "R-CPO");
    when(in_month(PRIMARY_CARE, practitioner), "R-APCM");
    when(case.settings.cpt_strict_pairs && in_month(PAIRS, None), "R-XOR-FAMILY");
    refusals
}

/// What is wrong with the conditions: too few, too short, or none of them a risk.
fn condition_refusal(account: &Enrollment) -> Option<&'static str> {
    let (needed, months) = if account.program == Program::Pcm { (1, 3) } else { (2, 12) };
    let long: Vec<_> = long_enough(account, months).collect();
    if distinct(account.conditions.iter()) < needed {
        Some("R-COND-COUNT")
    } else if distinct(long.iter().copied()) < needed {
        Some("R-COND-DURATION")
    } else {
        (!long.iter().any(|condition| condition.high_risk)).then_some("R-COND-RISK")
    }
}

pub(crate) fn long_enough(account: &Enrollment, months: i64) -> impl Iterator<Item = &Condition> {
    let lasts = move |condition: &&Condition| condition.expected_months.is_none_or(|lasts| lasts >= months);
    account.conditions.iter().filter(lasts)
}

pub(crate) fn holds(facts: &Facts<'_>, account: &Enrollment, chosen: Option<&Chosen<'_>>) -> Words {
    let case = facts.case;
    let light = light(facts, account);
    let copy_in_time = account.care_plan.copy_given.is_some_and(|copy| copy <= case.submitted_on);
    let lines = chosen.map(|chosen| chosen.statement.lines.as_slice()).unwrap_or_default();
    let last = lines.iter().map(last_day).max();
    let folds = chosen.is_none_or(|chosen| {
        matches!(chosen.judged.track, Track::CcmStaff | Track::Complex | Track::PcmStaff)
    });
    let mut holds = Words::new();
    let mut when = |yes: bool, reason| holds.extend(yes.then_some(reason));
    when(!light && no_initiating_visit(facts, account, chosen), "R-NO-INITVISIT");
    when(no_plan(facts, account, chosen), "R-NO-PLAN");
    when(!light && !copy_in_time, "R-PLAN-COPY");
    when(!light && !account.attested, "R-ATTEST");
    when(!account.supervised && folds, "X-NO-SUPERVISION");
    when(too_few_diagnoses(facts, account), "R-DX");
    when(consent_is_old(facts, account, lines), "R-NO-CONSENT");
    when(last.is_some_and(|last| last > case.submitted_on), "R-EARLY");
    when(
        chosen.is_some() && case.settings.require_contact && no_contact(facts, account, chosen),
        "R-NO-CONTACT",
    );
    holds
}

fn last_day(line: &Line) -> NaiveDate {
    line.dos_to.unwrap_or(line.dos)
}

/// When the billing practitioner last saw the patient, as far as is known.
pub(crate) fn seen(account: &Enrollment) -> Option<NaiveDate> {
    account.last_seen.or(account.initiating_visit.as_ref().map(|visit| visit.date))
}

/// Not seen within a year before the month.
pub(crate) fn not_seen(facts: &Facts<'_>, account: &Enrollment) -> bool {
    seen(account).is_some_and(|seen| seen < months_later(facts.case.month.first_day(), -12))
}

fn no_initiating_visit(facts: &Facts<'_>, account: &Enrollment, chosen: Option<&Chosen<'_>>) -> bool {
    let visit = account.initiating_visit.as_ref();
    let missing = !visit.is_some_and(|visit| opens(facts, account, chosen, visit));
    match facts.case.settings.initvisit {
        InitVisitRule::Startup => missing,
        InitVisitRule::Rolling12 => missing || not_seen(facts, account),
    }
}

/// Whether a visit opens the program.
fn opens(
    facts: &Facts<'_>,
    account: &Enrollment,
    chosen: Option<&Chosen<'_>>,
    visit: &InitiatingVisit,
) -> bool {
    let first = chosen.and_then(Chosen::first_date).unwrap_or(facts.case.month.last_day());
    let before = months_later(account.start, -12) <= visit.date && visit.date < account.start;
    let after = visit.date >= account.start && visit.discussed && visit.date <= first;
    !matches!(visit.kind, VisitKind::Nurse | VisitKind::Other) && (before || after)
}

pub(crate) fn no_plan(facts: &Facts<'_>, account: &Enrollment, chosen: Option<&Chosen<'_>>) -> bool {
    let plan = &account.care_plan;
    let Some(established) = plan.established else { return true };
    let Some(chosen) = chosen else { return false };
    let late = chosen.statement.lines.iter().map(last_day).min().is_some_and(|first| established > first);
    let in_month = facts.in_month(established) || plan.revised.is_some_and(|revised| facts.in_month(revised));
    let monthly = facts.case.settings.cccm_plan_rule == ComplexPlanRule::InMonth;
    late || monthly && chosen.judged.track == Track::Complex && !in_month
}

fn too_few_diagnoses(facts: &Facts<'_>, account: &Enrollment) -> bool {
    let of_conditions =
        || account.conditions.iter().filter_map(|condition| condition.icd10.clone()).collect();
    let codes = account.claim_dx.clone().unwrap_or_else(of_conditions);
    let codes: BTreeSet<_> = codes.iter().map(|code| same_code(code)).collect();
    let needed = match account.program {
        _ if light(facts, account) => 1,
        Program::Pcm => 1,
        Program::Ccm | Program::ComplexCcm => facts.case.settings.dx_min_ccm,
    };
    codes.len() < usize::try_from(needed).unwrap()
}

fn consent_is_old(facts: &Facts<'_>, account: &Enrollment, lines: &[Line]) -> bool {
    let (Some(months), Some(given)) = (facts.case.settings.consent_renewal_months, account.consent.given)
    else {
        return false;
    };
    let until = months_later(facts.clock.day_of(given), i64::from(months));
    lines.iter().map(|line| line.dos).min().is_some_and(|first| until < first)
}

/// Work in which the patient or a caregiver takes part.
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

pub(crate) fn no_contact(facts: &Facts<'_>, account: &Enrollment, chosen: Option<&Chosen<'_>>) -> bool {
    let contact = chosen.is_some_and(|chosen| {
        let mut slices = chosen.judged.slices.iter();
        slices.any(|slice| {
            CONTACTS.contains(&slice.entry.activity.as_str()) && slice.counted().next().is_some()
        })
    });
    !light(facts, account) && !contact
}

/// The second from which a revocation is known: a date ends first.
pub(crate) fn revoked_from(facts: &Facts<'_>, account: &Enrollment) -> Option<i64> {
    Some(match account.consent.revoked? {
        DateOrInstant::Instant(instant) => instant.seconds(),
        DateOrInstant::Date(date) => facts.clock.midnight(days_later(date, 1)),
    })
}
