//! Transitional care: each discharge with its contact, visit and line.

use crate::accounts::{Words, reasons};
use crate::business_days::Closures;
use crate::clock::{Clock, days_later};
use crate::codes::{PRIMARY_CARE, SEED_LIST, Service, VISITS, billed, code, covers, fee, listed, tcm_list};
use chrono::NaiveDate;
use rules::{
    Case, Contact, Coverage, Day0Contact, Day0Visit, DischargedFrom, DischargedTo, Line, MdmLevel, Month,
    NursingFacilityRule, RoleClass, TcmDos, TcmEpisode, TcmList, TcmStatement,
};

/// A discharge and the dates that follow from it.
struct Discharge<'a> {
    case: &'a Case,
    clock: &'a Clock,
    episode: &'a TcmEpisode,
    date: NaiveDate,
    safe: NaiveDate,
    due: NaiveDate,
    end: NaiveDate,
}

pub(crate) fn discharges(case: &Case, clock: &Clock) -> Vec<TcmStatement> {
    let mut order: Vec<_> = case.tcm.iter().collect();
    order.sort_by_key(|episode| (episode.discharged, &episode.id));
    let mut statements: Vec<TcmStatement> = Vec::new();
    for episode in order {
        let discharge = Discharge::of(case, clock, episode);
        let inside = |before: &TcmStatement| before.line.is_some() && before.period_end >= discharge.date;
        let again = statements.iter().any(inside);
        statements.push(discharge.statement(again));
    }
    statements.sort_by(|a, b| a.id.cmp(&b.id));
    statements
}

impl<'a> Discharge<'a> {
    fn of(case: &'a Case, clock: &'a Clock, episode: &'a TcmEpisode) -> Self {
        let date = clock.date(episode.discharged.seconds());
        let safe = Closures { in_lieu: false, own: &[] }.second_business_day_after(date);
        let due = Closures { in_lieu: case.settings.in_lieu, own: &case.holidays };
        let due = due.second_business_day_after(date);
        Self { case, clock, episode, date, safe, due, end: days_later(date, 29) }
    }

    fn statement(&self, again: bool) -> TcmStatement {
        let refusals = self.refusals(again);
        let line = (refusals.is_empty() && self.episode.report).then(|| self.line());
        TcmStatement {
            id: self.episode.id.clone(),
            contact_safe: self.safe,
            contact_due: self.due,
            visit_due_7: days_later(self.date, 7),
            visit_due_14: days_later(self.date, 14),
            period_end: self.end,
            code_reachable: self.reachable().map(code),
            contact_met: self.contact(self.due, self.day0_counts()).met(),
            holds: reasons(&self.holds(line.as_ref())),
            warnings: reasons(&self.warnings(line.is_some())),
            refusals: reasons(&refusals),
            line,
        }
    }

    fn line(&self) -> Line {
        let (text, visit) = (self.code().unwrap(), self.episode.visit.as_ref().unwrap());
        let dos = match self.case.settings.tcm_dos {
            TcmDos::Visit => visit.date,
            TcmDos::Day30 => self.end,
        };
        Line {
            code: code(text),
            units: 1,
            dos,
            dos_to: None,
            modifiers: Vec::new(),
            amount_cents: fee(self.case, text, dos),
            entries: Vec::new(),
        }
    }

    /// Days from the discharge to the visit.
    fn days(&self) -> Option<i64> {
        self.episode.visit.as_ref().map(|visit| (visit.date - self.date).num_days())
    }

    fn code(&self) -> Option<&'static str> {
        table(self.episode.mdm?, self.days()?)
    }

    fn reachable(&self) -> Option<&'static str> {
        let days = self.days().unwrap_or((self.case.submitted_on - self.date).num_days().max(0));
        let late = self.case.submitted_on > self.due;
        let contact = self.contact(self.due, self.day0_counts()).met();
        let possible = !self.wrong_facility() && !self.wrong_destination() && (contact || !late);
        table(self.episode.mdm.unwrap_or(MdmLevel::High), days).filter(|_| possible)
    }

    fn wrong_facility(&self) -> bool {
        matches!(self.episode.from, DischargedFrom::Emergency | DischargedFrom::UrgentCare)
    }

    fn wrong_destination(&self) -> bool {
        match self.episode.to {
            DischargedTo::SkilledNursing
            | DischargedTo::Hospital
            | DischargedTo::Rehabilitation
            | DischargedTo::InpatientHospice => true,
            DischargedTo::NursingFacility => self.case.settings.tcm_nf == NursingFacilityRule::Refuse,
            DischargedTo::Home
            | DischargedTo::Domiciliary
            | DischargedTo::RestHome
            | DischargedTo::AssistedLiving => false,
        }
    }

    /// The visit was on the day of discharge, and must not be.
    fn day0_refused(&self) -> bool {
        let managed = self.episode.visit.as_ref().is_some_and(|visit| visit.discharge_management_billed);
        self.days() == Some(0) && (managed || self.case.settings.tcm_day0_visit == Day0Visit::Refuse)
    }

    fn day0_counts(&self) -> bool {
        self.case.settings.tcm_day0_contact == Day0Contact::Warn
    }

    fn class(&self, staff: &str) -> RoleClass {
        self.case.staff.iter().find(|member| member.id == staff).unwrap().role.class()
    }

    fn caller_ok(&self, contact: &Contact) -> bool {
        contact.by.as_ref().is_some_and(|by| match self.class(by) {
            RoleClass::Practitioner | RoleClass::Licensed | RoleClass::Unlicensed => true,
            RoleClass::Community | RoleClass::Never => self.case.settings.tcm_caller_nonclinical,
        })
    }

    /// Contacts about the patient's care up to a day.
    fn in_time(&self, due: NaiveDate, day0: bool) -> impl Iterator<Item = &Contact> {
        self.episode.contacts.iter().filter(move |contact| {
            let date = self.clock.date(contact.at.seconds());
            let in_time = contact.at >= self.episode.discharged && date <= due && (day0 || date != self.date);
            in_time && !contact.scheduling_only
        })
    }

    /// How the contact requirement would be met, were this the last day for it.
    fn contact(&self, due: NaiveDate, day0: bool) -> Met {
        let by_somebody = |contact: &&Contact| self.caller_ok(contact);
        let attempts = self.in_time(due, day0).filter(by_somebody).filter(|contact| !contact.reached);
        let attempts: Vec<_> = attempts.map(|contact| contact.at.seconds()).collect();
        let gap = (i64::from(self.case.settings.tcm_attempt_gap_min) * 60).max(1);
        let apart = |a: &i64| attempts.iter().any(|b| (a - b).abs() >= gap);
        let visit = self.episode.visit.as_ref();
        Met {
            reached: self.in_time(due, day0).filter(by_somebody).any(|contact| contact.reached),
            attempted: attempts.iter().any(apart),
            visited: visit.is_some_and(|visit| self.date <= visit.date && visit.date <= due)
                && !self.day0_refused(),
            span: attempts.iter().max().zip(attempts.iter().min()).map_or(0, |(last, first)| last - first),
        }
    }

    fn refusals(&self, again: bool) -> Words {
        let (case, episode) = (self.case, self.episode);
        let met = self.contact(self.due, self.day0_counts()).met();
        let mut callers = self.in_time(self.due, self.day0_counts()).filter(|contact| contact.reached);
        let caller = callers.any(|contact| contact.by.is_some() && !self.caller_ok(contact));
        let unreconciled = match (episode.med_rec, &episode.visit) {
            (None, _) => true,
            (Some(reconciled), Some(visit)) => reconciled > visit.date,
            (Some(_), None) => false,
        };
        let low = !matches!(episode.mdm, Some(MdmLevel::Moderate | MdmLevel::High));
        let died = case.patient.died.map(|died| self.clock.date(died.seconds()));
        let global = |period: &rules::GlobalPeriod| period.from <= self.end && self.date <= period.to;
        let mut refusals = Words::new();
        let mut when = |yes: bool, reason| refusals.extend(yes.then_some(reason));
        when(!covers(case, Coverage::Tcm), "R-PAYER");
        when(self.date < NaiveDate::from_ymd_opt(2013, 1, 1).unwrap(), "R-CODE-DATE");
        when(self.class(&episode.practitioner) != RoleClass::Practitioner, "R-ROLE");
        when(self.wrong_facility(), "R-TCM-FACILITY");
        when(self.wrong_destination(), "R-TCM-DEST");
        when(!met && caller, "R-TCM-CALLER");
        when(!met && !caller, "R-TCM-CONTACT");
        when(self.days().is_none_or(|days| !(0..=14).contains(&days)), "R-TCM-VISIT");
        when(self.day0_refused(), "R-TCM-DAY0");
        when(unreconciled, "R-TCM-MEDREC");
        when(low, "R-TCM-MDM");
        when(died.is_some_and(|died| died < self.end), "R-TCM-DEATH");
        when(episode.own_global.as_ref().is_some_and(global), "R-GLOBAL");
        when(self.excluded_by_a_service(), "R-TCM-LIST");
        when(again, "R-TCM-DUP");
        refusals
    }

    fn in_period(&self, date: NaiveDate) -> bool {
        self.date <= date && date <= self.end
    }

    fn excluded_by_a_service(&self) -> bool {
        let listed = Service { list: SEED_LIST, by: None };
        let monthly = Service { list: PRIMARY_CARE, by: Some(&self.episode.practitioner) };
        let same_month = |date| {
            let months = (Month::of(self.date), Month::of(self.end));
            months.0 <= Month::of(date) && Month::of(date) <= months.1
        };
        tcm_list(self.case) == TcmList::Seed2013 && billed(self.case, &listed, |date| self.in_period(date))
            || billed(self.case, &monthly, same_month)
    }

    fn holds(&self, line: Option<&Line>) -> Words {
        let sent = self.case.submitted_on;
        let waits = self.case.settings.tcm_hold_to_day_30 && self.end > sent;
        let early = line.is_some_and(|line| line.dos > sent || waits);
        early.then_some("R-EARLY").into_iter().collect()
    }

    fn warnings(&self, has_line: bool) -> Words {
        let (case, episode) = (self.case, self.episode);
        let mut warnings = Words::new();
        let mut when = |yes: bool, reason| warnings.extend(yes.then_some(reason));
        when(!episode.report, "W-TCM-NOT-REPORTED");
        if !has_line {
            return warnings;
        }
        let warned_nf = case.settings.tcm_nf == NursingFacilityRule::Warn;
        let contact = self.contact(self.due, self.day0_counts());
        let elsewhere = |billed: &rules::BilledElsewhere| {
            listed("99495 99496", &billed.code) && self.in_period(billed.date)
        };
        let visits = Service { list: VISITS, by: Some(&episode.practitioner) };
        let visit_day = |date| episode.visit.as_ref().is_some_and(|visit| visit.date == date);
        when(warned_nf && episode.to == DischargedTo::NursingFacility, "W-TCM-NF");
        when(!self.contact(self.due, false).met(), "W-TCM-DAY0-CONTACT");
        when(self.days() == Some(0), "W-TCM-DAY0-VISIT");
        when(contact.only_by_attempts() && contact.span < 3600, "W-TCM-ATTEMPT-GAP");
        when(!self.contact(self.safe, self.day0_counts()).met(), "W-TCM-SAFE-DATE");
        when(case.billed_elsewhere.iter().any(elsewhere), "W-TCM-ELSEWHERE");
        when(billed(case, &visits, visit_day), "W-TCM-VISIT-EM");
        when(case.submitted_on < self.end, "W-TCM-BEFORE-DAY-30");
        warnings
    }
}

/// The three ways to meet the contact requirement.
struct Met {
    reached: bool,
    attempted: bool,
    visited: bool,
    /// From the first attempt to the last.
    span: i64,
}

impl Met {
    fn met(&self) -> bool {
        self.reached || self.attempted || self.visited
    }

    fn only_by_attempts(&self) -> bool {
        self.attempted && !self.reached && !self.visited
    }
}

fn table(mdm: MdmLevel, days: i64) -> Option<&'static str> {
    match (mdm, days) {
        (MdmLevel::High, 0..=7) => Some("99496"),
        (MdmLevel::High, 8..=14) | (MdmLevel::Moderate, 0..=14) => Some("99495"),
        _ => None,
    }
}
