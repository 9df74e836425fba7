//! The conditions a program is for.

use crate::case::patient::{Condition, Enrollment, Program};
use crate::codes::{ccm, pcm};
use crate::reasons::Refusal;
use std::collections::BTreeSet;

/// How many conditions of which length a program needs.
#[derive(Clone, Copy)]
pub(crate) struct ConditionNeed {
    pub(crate) count: usize,
    pub(crate) months: i64,
}

/// What the program needs.
fn need(program: Program) -> ConditionNeed {
    if program.is_ccm_family() { ccm::CONDITIONS } else { pcm::CONDITIONS }
}

/// Why the account's conditions do not qualify: the first of count, duration and risk.
pub(crate) fn refusal(account: &Enrollment) -> Option<Refusal> {
    let need = need(account.program);
    let lasting = || account.conditions.iter().filter(|condition| lasts(condition, need.months));
    if distinct(account.conditions.iter()) < need.count {
        Some(Refusal::ConditionCount)
    } else if distinct(lasting()) < need.count {
        Some(Refusal::ConditionDuration)
    } else if !lasting().any(|condition| condition.high_risk) {
        Some(Refusal::ConditionRisk)
    } else {
        None
    }
}

/// Whether a condition is expected to last so many months.
fn lasts(condition: &Condition, months: i64) -> bool {
    condition.expected_months.is_none_or(|expected| expected >= months)
}

/// Whether some condition would qualify for principal care.
pub(crate) fn any_for_pcm(account: &Enrollment) -> bool {
    account.conditions.iter().any(|condition| condition.high_risk && lasts(condition, pcm::CONDITIONS.months))
}

/// How many different conditions there are; without a code each is its own.
fn distinct<'c>(conditions: impl Iterator<Item = &'c Condition>) -> usize {
    let (coded, uncoded): (Vec<_>, Vec<_>) = conditions.partition(|condition| condition.icd10.is_some());
    distinct_codes(coded.iter().filter_map(|condition| condition.icd10.as_deref())).len() + uncoded.len()
}

/// The different diagnosis codes, compared in upper case without dots.
fn distinct_codes<'c>(codes: impl Iterator<Item = &'c str>) -> BTreeSet<String> {
    codes.map(|code| code.replace('.', "").to_uppercase()).collect()
}

fn condition_codes(account: &Enrollment) -> BTreeSet<String> {
    distinct_codes(account.conditions.iter().filter_map(|condition| condition.icd10.as_deref()))
}

/// How many different diagnoses the claim has.
pub(crate) fn diagnoses(account: &Enrollment) -> usize {
    match &account.claim_dx {
        Some(codes) => distinct_codes(codes.iter().map(String::as_str)).len(),
        None => condition_codes(account).len(),
    }
}

/// Whether two accounts have a condition in common.
pub(crate) fn shared(a: &Enrollment, b: &Enrollment) -> bool {
    !condition_codes(a).is_disjoint(&condition_codes(b))
}
