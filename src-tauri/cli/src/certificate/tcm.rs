//! The evidence for a discharge: its days, its contacts, and how the contact was made.

use chrono::NaiveDate;
use rules::{Case, CaseStaff, Day0Contact, Instant, Packs, RoleClass, TcmEpisode, TcmStatement};

use super::format::{Contact, Discharge};

/// The evidence for one discharge.
pub(super) fn discharge(case: &Case, said: &TcmStatement, packs: &Packs) -> Option<Discharge> {
    let item = case.tcm.iter().find(|item| item.id == said.id)?;
    // The visit is due a week after the day of discharge.
    let day = said.visit_due_7 - chrono::Days::new(7);
    let is_open =
        |date: &NaiveDate| rules::is_business_day(*date, &case.holidays, case.settings.in_lieu, packs);
    let days = day.iter_days().skip(1).take_while(|date| *date <= said.contact_due);
    let (business_days, closed_days) = days.partition(is_open);
    Some(Discharge {
        id: item.id.clone(),
        discharged: item.discharged.utc(),
        discharged_on: day,
        closed_days,
        business_days,
        contacts: item.contacts.iter().map(|contact| evidence(case, contact)).collect(),
        met_by: met_by(case, item, said, day).map(str::to_owned),
        visit: item.visit.as_ref().map(|visit| visit.date),
        discharge_management_billed: item
            .visit
            .as_ref()
            .is_some_and(|visit| visit.discharge_management_billed),
        mdm: item.mdm.map(|level| level.to_string()),
        med_rec: item.med_rec,
        report: item.report,
    })
}

fn evidence(case: &Case, contact: &rules::Contact) -> Contact {
    Contact { at: contact.at.utc(), reached: contact.reached, counts: counts(case, contact) }
}

/// Whether it is about more than an appointment, by somebody who may make it.
fn counts(case: &Case, contact: &rules::Contact) -> bool {
    let caller = case.staff.iter().find(|staff| Some(&staff.id) == contact.by.as_ref());
    let may_call = |caller: &CaseStaff| match caller.role.class() {
        RoleClass::Practitioner | RoleClass::Licensed | RoleClass::Unlicensed => true,
        RoleClass::Community | RoleClass::Never => case.settings.tcm_caller_nonclinical,
    };
    !contact.scheduling_only && caller.is_some_and(may_call)
}

/// Which of the three ways made the contact the statement says was made.
fn met_by(case: &Case, item: &TcmEpisode, said: &TcmStatement, day: NaiveDate) -> Option<&'static str> {
    let ends = |date: NaiveDate| date.succ_opt().map(|next| rules::local_midnight(next, case.time_zone));
    let refused = |at: Instant| {
        case.settings.tcm_day0_contact == Day0Contact::Refuse && ends(day).is_some_and(|ends| at < ends)
    };
    let in_time = |contact: &&rules::Contact| {
        let late = ends(said.contact_due).is_some_and(|ends| contact.at >= ends);
        counts(case, contact) && contact.at >= item.discharged && !late && !refused(contact.at)
    };
    let contacts = || item.contacts.iter().filter(in_time);
    let tries = || contacts().filter(|contact| !contact.reached).map(|contact| contact.at.seconds());
    let apart = tries().max().zip(tries().min()).map_or(0, |(last, first)| last - first);
    let way = if contacts().any(|contact| contact.reached) {
        "reached"
    } else if apart >= (i64::from(case.settings.tcm_attempt_gap_min) * 60).max(1) {
        "attempts"
    } else {
        "visit"
    };
    said.contact_met.then_some(way)
}
