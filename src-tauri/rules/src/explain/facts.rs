//! What of the case a refusal, hold or warning rests on.

use super::reason::Fact;
use crate::account::Account;
use crate::case::patient::Enrollment;
use crate::case::work::OtherService;
use crate::case_month::CaseMonth;
use crate::codes::conditions::diagnoses;
use crate::holds::diagnoses_needed;
use crate::money::Cents;
use crate::pack::codes::CodeList;
use crate::reasons::{Hold, Refusal, Warning};
use crate::refusals::{billed_elsewhere, is_apcm, is_oversight};
use crate::statement::{Line, TrackRefusal};
use chrono::NaiveDate;

/// What a refusal of a track rests on.
pub(super) fn of_track_refusal(
    month: &CaseMonth<'_>,
    account: &Enrollment,
    refusal: &TrackRefusal,
) -> Vec<Fact> {
    let (case, code) = (month.case, refusal.code);
    if let Some(short) = refusal.short_s {
        return vec![Fact::Missing(short)];
    }
    if refusal.reason == Refusal::Mdm {
        return vec![level(month, account)];
    }
    if refusal.reason == Refusal::Payer {
        return vec![Fact::Sent { payer: case.payer, on: case.submitted_on }];
    }
    if refusal.reason == Refusal::CodeDate {
        let from = month.packs.first_date(code).map(|first| first.from);
        return vec![Fact::Day { what: "billed from", date: from }];
    }
    if refusal.reason == Refusal::TcmList {
        let days = month.tcm_periods.iter();
        return days
            .map(|days| Fact::Days { what: "discharge period", from: days.from, to: days.to })
            .collect();
    }
    Vec::new()
}

/// The highest decision making of the month.
fn level(month: &CaseMonth<'_>, account: &Enrollment) -> Fact {
    let of_month = account.mdm.iter().filter(|mdm| mdm.month == month.case.month);
    Fact::Level(of_month.map(|mdm| mdm.level).max())
}

/// What a refusal of the account rests on.
pub(super) fn of_account_refusal(
    month: &CaseMonth<'_>,
    account: &Account<'_, '_>,
    refusal: Refusal,
) -> Vec<Fact> {
    let (enrollment, lists) = (account.enrollment, &month.packs.lists);
    if refusal == Refusal::NoConsent {
        return vec![Fact::Day { what: "consent", date: month.consent_date(enrollment) }];
    }
    if refusal == Refusal::Revoked {
        let revoked = enrollment.consent.revoked.map(|at| month.calendar.date_of(at));
        return vec![Fact::Day { what: "revoked", date: revoked }];
    }
    if refusal == Refusal::Esrd {
        return listed(month, &lists.esrd);
    }
    if refusal == Refusal::Oversight {
        return services(month, |other| is_oversight(month, enrollment, other));
    }
    if refusal == Refusal::Apcm {
        return services(month, |other| is_apcm(month, enrollment, other));
    }
    if refusal == Refusal::XorFamily && account.clashes_with.is_empty() {
        return listed(month, &lists.pairs);
    }
    if refusal == Refusal::OtherBiller && account.clashes_with.is_empty() {
        return billed_elsewhere(month).map(|item| Fact::service(&item.code, item.date)).collect();
    }
    if matches!(refusal, Refusal::XorFamily | Refusal::OtherBiller) {
        return clashes(account);
    }
    Vec::new()
}

/// What a hold rests on.
pub(super) fn of_hold(month: &CaseMonth<'_>, account: &Account<'_, '_>, hold: Hold) -> Vec<Fact> {
    let enrollment = account.enrollment;
    let plan = &enrollment.care_plan;
    match hold {
        Hold::NoInitVisit => {
            let visit = enrollment.initiating_visit.as_ref();
            let kind = visit.map(|visit| Fact::Word { what: "kind", word: visit.kind.as_str() });
            let date = Fact::Day { what: "initiating visit", date: visit.map(|visit| visit.date) };
            [date, day("enrolled", enrollment.start)].into_iter().chain(kind).collect()
        }
        Hold::NoPlan => {
            let dos = account.lines().iter().map(Line::last_day).min().map(|dos| day("first service", dos));
            [Fact::Day { what: "plan", date: plan.established }].into_iter().chain(dos).collect()
        }
        Hold::PlanCopy => {
            vec![Fact::Day { what: "copy given", date: plan.copy_given }, sent(month)]
        }
        Hold::Dx => {
            let have = u32::try_from(diagnoses(enrollment)).unwrap_or(u32::MAX);
            vec![Fact::Count { what: "diagnoses", have, need: diagnoses_needed(month, enrollment) }]
        }
        Hold::NoConsent => vec![Fact::Day { what: "consent", date: month.consent_date(enrollment) }],
        Hold::Early => {
            let last = account.lines().iter().map(Line::last_day).max();
            vec![Fact::Day { what: "last service", date: last }, sent(month)]
        }
        Hold::SameCondition => clashes(account),
        Hold::Attest | Hold::NoContact | Hold::OncologyInitial | Hold::NoSupervision => Vec::new(),
    }
}

/// What a warning rests on.
pub(super) fn of_warning(month: &CaseMonth<'_>, account: &Account<'_, '_>, warning: Warning) -> Vec<Fact> {
    let (enrollment, lists) = (account.enrollment, &month.packs.lists);
    let is_one_of = |wanted: &[Warning]| wanted.contains(&warning);
    if is_one_of(&[Warning::CptPair]) {
        return listed(month, &lists.pairs);
    }
    if is_one_of(&[Warning::Oversight]) {
        return listed(month, &lists.oversight);
    }
    if is_one_of(&[Warning::PcmBhi]) {
        return listed(month, &lists.behavioral);
    }
    if is_one_of(&[Warning::Em25]) {
        let on_dos = |other: &&&OtherService| account.lines().iter().any(|line| line.dos == other.date);
        let visits = month.visits.iter().filter(on_dos);
        return visits.map(|visit| Fact::service(&visit.code, visit.date)).collect();
    }
    if is_one_of(&[Warning::SameCondition]) {
        return clashes(account);
    }
    if is_one_of(&[Warning::NotSeen12Months]) {
        return vec![Fact::Day { what: "last seen", date: enrollment.last_seen }];
    }
    if is_one_of(&[Warning::AfterRevocation]) {
        let revoked = enrollment.consent.revoked.map(|at| month.calendar.date_of(at));
        return vec![Fact::Day { what: "revoked", date: revoked }];
    }
    if is_one_of(&[Warning::PlanLate]) {
        return vec![Fact::Day { what: "plan", date: enrollment.care_plan.established }];
    }
    if is_one_of(&[Warning::HigherTrack]) {
        return higher_tracks(account);
    }
    Vec::new()
}

/// The tracks that pay more than the chosen one, as the amounts they pay.
fn higher_tracks(account: &Account<'_, '_>) -> Vec<Fact> {
    let Some((chosen, _)) = account.chosen() else {
        return Vec::new();
    };
    let higher = account.tracks.iter().filter(|(other, _)| other.total_cents > chosen.total_cents);
    higher
        .map(|(other, work)| Fact::Pays {
            base: work.ladder.base,
            more: Cents(other.total_cents.0.saturating_sub(chosen.total_cents.0)),
        })
        .collect()
}

fn clashes(account: &Account<'_, '_>) -> Vec<Fact> {
    account.clashes_with.iter().map(|id| Fact::item("account", id)).collect()
}

fn listed(month: &CaseMonth<'_>, list: &CodeList) -> Vec<Fact> {
    services(month, |other| list.contains(&other.code))
}

/// The services of the month a rule looks at.
fn services(month: &CaseMonth<'_>, wanted: impl Fn(&OtherService) -> bool) -> Vec<Fact> {
    let others = month.services_in_month().filter(|other| wanted(other));
    others.map(|other| Fact::service(&other.code, other.date)).collect()
}

pub(super) fn day(what: &'static str, date: NaiveDate) -> Fact {
    Fact::Day { what, date: Some(date) }
}

pub(super) fn sent(month: &CaseMonth<'_>) -> Fact {
    Fact::Sent { payer: month.case.payer, on: month.case.submitted_on }
}
