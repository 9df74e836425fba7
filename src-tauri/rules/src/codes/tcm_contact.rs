//! The contact within two business days of a discharge.

use super::tcm::Episode;
use crate::case::settings::Day0Contact;
use crate::case::staff::RoleClass;
use crate::case::tcm::Contact;
use chrono::NaiveDate;

/// Under which reading a contact is in time.
#[derive(Clone, Copy)]
pub(super) struct ContactRules {
    pub(super) due: NaiveDate,
    pub(super) day_0: Day0Contact,
}

impl ContactRules {
    pub(super) fn of(episode: &Episode<'_>) -> Self {
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
    in_time(episode, rules).any(|contact| contact.reached && may_call(episode, contact))
}

fn are_attempts_separate(episode: &Episode<'_>, rules: ContactRules) -> bool {
    let gap = i64::from(episode.case.settings.tcm_attempt_gap_min) * 60;
    attempts_apart(episode, rules).is_some_and(|apart| apart >= gap.max(1))
}

/// Seconds between the first and the last unsuccessful attempt.
fn attempts_apart(episode: &Episode<'_>, rules: ContactRules) -> Option<i64> {
    let tries = || in_time(episode, rules).filter(|contact| !contact.reached && may_call(episode, contact));
    let times = || tries().map(|contact| contact.at.seconds());
    Some(times().max()? - times().min()?)
}

fn is_visited(episode: &Episode<'_>, rules: ContactRules) -> bool {
    let visit = episode.visit().filter(|visit| visit.date >= episode.day && visit.date <= rules.due);
    visit.is_some() && !episode.is_day_0_refused()
}

/// Contacts in time that are about more than an appointment.
fn in_time<'e>(episode: &Episode<'e>, rules: ContactRules) -> impl Iterator<Item = &'e Contact> {
    let (discharged, day, calendar) = (episode.item.discharged, episode.day, episode.calendar);
    episode.item.contacts.iter().filter(move |contact| {
        let date = calendar.date_at(contact.at);
        let refused = date == day && rules.day_0 == Day0Contact::Refuse;
        contact.at >= discharged && date <= rules.due && !refused && !contact.scheduling_only
    })
}

// Rule: Practitioners and clinical staff of the practice make the contact; others only where the practice says so
//
// Source: NGS Medicare, Evaluation and management FAQ; CMS, MLN908628 (clinical staff); Manage My Practice, comments of
// 2014 (front-office staff)
fn may_call(episode: &Episode<'_>, contact: &Contact) -> bool {
    let caller = contact.by.as_deref().and_then(|by| episode.case.staff_member(by));
    caller.is_some_and(|caller| match caller.role.class() {
        RoleClass::Practitioner | RoleClass::Licensed | RoleClass::Unlicensed => true,
        RoleClass::Community | RoleClass::Never => episode.case.settings.tcm_caller_nonclinical,
    })
}

/// Whether a contact in time fails only because of the colleague who made it.
pub(super) fn only_caller_fails(episode: &Episode<'_>) -> bool {
    in_time(episode, ContactRules::of(episode)).any(|contact| contact.reached && contact.by.is_some())
}

/// Whether the contact is met by two attempts alone, less than an hour apart.
pub(super) fn are_attempts_close(episode: &Episode<'_>, rules: ContactRules) -> bool {
    let otherwise = is_reached(episode, rules) || is_visited(episode, rules);
    let close = episode.packs.tcm.close_attempts_minutes * 60;
    !otherwise && attempts_apart(episode, rules).is_some_and(|apart| apart < close)
}
