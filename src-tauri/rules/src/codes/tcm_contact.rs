//! The contact within two business days of a discharge.

use super::tcm::Episode;
use crate::case::settings::Day0Contact;
use crate::case::staff::RoleClass;
use crate::case::tcm::Contact;
use chrono::NaiveDate;

/// What a contact after a discharge is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContactWorth {
    /// It reached the patient or a caregiver in time.
    Reached,
    /// It reached nobody, but is an attempt in time.
    Attempt,
    /// It was before the discharge.
    BeforeDischarge,
    /// It was after the last day for it.
    Late,
    /// It was on the day of discharge, which the practice does not accept.
    DischargeDay,
    /// It was about an appointment only.
    SchedulingOnly,
    /// It was made by somebody outside the practice.
    Outside,
    /// It was made by a colleague who may not make it.
    NotClinical,
}

/// Under which reading a contact is in time.
#[derive(Clone, Copy)]
pub(crate) struct ContactRules {
    pub(super) due: NaiveDate,
    pub(super) day_0: Day0Contact,
}

impl ContactRules {
    pub(crate) fn of(episode: &Episode<'_>) -> Self {
        Self { due: episode.dates.contact_due, day_0: episode.case.settings.tcm_day0_contact }
    }
}

// Rule: A two-way contact, or two separate attempts, or the visit itself, by the second business day
//
// Source: Cigna, Reimbursement policy R32 update, January 2021; Manage My Practice, Transitional care management article
// with the CMS FAQ, 2013; AAFP, Transitional care management coding page (attempts); AAPC forum, quoting MLN908628 (visit)
pub(super) fn has_contact(episode: &Episode<'_>, rules: ContactRules) -> bool {
    is_reached(episode, rules) || are_attempts_separate(episode, rules) || is_visited(episode, rules)
}

fn is_reached(episode: &Episode<'_>, rules: ContactRules) -> bool {
    of_worth(episode, rules, ContactWorth::Reached).next().is_some()
}

fn of_worth<'e>(
    episode: &Episode<'e>,
    rules: ContactRules,
    wanted: ContactWorth,
) -> impl Iterator<Item = &'e Contact> {
    let contacts = &episode.item.contacts;
    contacts.iter().filter(move |contact| worth(episode, rules, contact) == wanted)
}

fn are_attempts_separate(episode: &Episode<'_>, rules: ContactRules) -> bool {
    let gap = i64::from(episode.case.settings.tcm_attempt_gap_min) * 60;
    attempts_apart(episode, rules).is_some_and(|apart| apart >= gap.max(1))
}

/// Seconds between the first and the last unsuccessful attempt.
fn attempts_apart(episode: &Episode<'_>, rules: ContactRules) -> Option<i64> {
    let times = || of_worth(episode, rules, ContactWorth::Attempt).map(|contact| contact.at.seconds());
    Some(times().max()? - times().min()?)
}

fn is_visited(episode: &Episode<'_>, rules: ContactRules) -> bool {
    let visit = episode.visit().filter(|visit| visit.date >= episode.day && visit.date <= rules.due);
    visit.is_some() && !episode.is_day_0_refused()
}

/// What a contact is worth: when it was, what it was about, and then who made it.
pub(crate) fn worth(episode: &Episode<'_>, rules: ContactRules, contact: &Contact) -> ContactWorth {
    let date = episode.calendar.date_at(contact.at);
    if contact.at < episode.item.discharged {
        ContactWorth::BeforeDischarge
    } else if date > rules.due {
        ContactWorth::Late
    } else if date == episode.day && rules.day_0 == Day0Contact::Refuse {
        ContactWorth::DischargeDay
    } else if contact.scheduling_only {
        ContactWorth::SchedulingOnly
    } else {
        worth_of_caller(episode, contact)
    }
}

// Rule: Practitioners and clinical staff of the practice make the contact; others only where the practice says so
//
// Source: NGS Medicare, Evaluation and management FAQ; CMS, MLN908628 (clinical staff); Manage My Practice, comments of
// 2014 (front-office staff)
fn worth_of_caller(episode: &Episode<'_>, contact: &Contact) -> ContactWorth {
    let Some(caller) = contact.by.as_deref().and_then(|by| episode.case.staff_member(by)) else {
        return ContactWorth::Outside;
    };
    let may_call = match caller.role.class() {
        RoleClass::Practitioner | RoleClass::Licensed | RoleClass::Unlicensed => true,
        RoleClass::Community | RoleClass::Never => episode.case.settings.tcm_caller_nonclinical,
    };
    match (may_call, contact.reached) {
        (false, _) => ContactWorth::NotClinical,
        (true, true) => ContactWorth::Reached,
        (true, false) => ContactWorth::Attempt,
    }
}

/// Whether a contact in time fails only because of the colleague who made it.
pub(super) fn only_caller_fails(episode: &Episode<'_>) -> bool {
    of_worth(episode, ContactRules::of(episode), ContactWorth::NotClinical).any(|contact| contact.reached)
}

/// Whether the contact is met by two attempts alone, less than an hour apart.
pub(super) fn are_attempts_close(episode: &Episode<'_>, rules: ContactRules) -> bool {
    let otherwise = is_reached(episode, rules) || is_visited(episode, rules);
    let close = episode.packs.tcm.close_attempts_minutes * 60;
    !otherwise && attempts_apart(episode, rules).is_some_and(|apart| apart < close)
}
