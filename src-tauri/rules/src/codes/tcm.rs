//! Transitional care management: 99495 and 99496.

use super::tcm_contact::{ContactRules, ContactWorth, has_contact, only_caller_fails, worth};
use super::tcm_deadlines::{Deadlines, deadlines};
use crate::calendar::Calendar;
use crate::case::Case;
use crate::case::patient::MdmLevel;
use crate::case::settings::{Day0Contact, Day0Visit, NursingFacilityRule, TcmDos, TcmList};
use crate::case::staff::RoleClass;
use crate::case::tcm::{Contact, DischargedFrom, DischargedTo, TcmEpisode, TcmVisit};
use crate::case::work::OtherService;
use crate::case_month::{CaseMonth, DatePeriod};
use crate::code::Code;
use crate::lines::line;
use crate::month::Month;
use crate::pack::Packs;
use crate::reasons::{Hold, Refusal, Warning};
use crate::statement::TcmStatement;
use crate::track::Coverage;
use chrono::NaiveDate;

/// One discharge with everything its rules ask for.
pub(crate) struct Episode<'e> {
    pub(super) case: &'e Case,
    pub(super) packs: &'e Packs,
    pub(super) calendar: &'e Calendar,
    pub(crate) item: &'e TcmEpisode,
    /// The local day of discharge.
    pub(crate) day: NaiveDate,
    pub(super) dates: Deadlines,
    /// Which day is the date of service.
    dos: TcmDos,
}

/// All discharges, by id; those that are billed block later ones and use up time.
pub(crate) fn statements(month: &mut CaseMonth<'_>) -> Vec<TcmStatement> {
    let mut items: Vec<&TcmEpisode> = month.case.tcm.iter().collect();
    items.sort_by_key(|item| (item.discharged, &item.id));
    let mut statements = Vec::with_capacity(items.len());
    for item in items {
        let statement = statement(month, item);
        if statement.line.is_some() {
            let from = month.calendar.date_at(item.discharged);
            month.tcm_periods.push(DatePeriod { from, to: statement.period_end });
        }
        statements.push(statement);
    }
    statements.sort_by(|a: &TcmStatement, b| a.id.cmp(&b.id));
    statements
}

fn statement(month: &CaseMonth<'_>, item: &TcmEpisode) -> TcmStatement {
    let episode = Episode::new(month, item);
    let dates = episode.dates;
    let contact = has_contact(&episode, ContactRules::of(&episode));
    let refusals = refusals(month, &episode, contact);
    let code = episode.code(item.mdm, episode.visit_day());
    let line = code.filter(|_| refusals.is_empty() && item.report).zip(episode.service_date());
    let line = line.map(|(code, dos)| line_of(month, code, dos));
    let dos = line.as_ref().map(|line| line.dos);
    TcmStatement {
        id: item.id.clone(),
        contact_safe: dates.contact_safe,
        contact_due: dates.contact_due,
        visit_due_7: dates.visit_due_7,
        visit_due_14: dates.visit_due_14,
        period_end: dates.period_end,
        code_reachable: episode.reachable(contact),
        contact_met: contact,
        holds: dos.map_or_else(Vec::new, |dos| holds(&episode, dos)),
        warnings: warnings(month, &episode, line.is_some()),
        line,
        refusals,
    }
}

fn line_of(month: &CaseMonth<'_>, code: Code, dos: NaiveDate) -> crate::statement::Line {
    line(month, code, 1, dos, Vec::new())
}

impl<'e> Episode<'e> {
    pub(crate) fn new(month: &'e CaseMonth<'_>, item: &'e TcmEpisode) -> Self {
        let (case, calendar) = (month.case, &month.calendar);
        let day = calendar.date_at(item.discharged);
        let dates = deadlines(day, &case.holidays, case.settings.in_lieu, month.packs);
        Self { case, packs: month.packs, calendar, item, day, dates, dos: month.tcm_dos() }
    }

    pub(super) fn visit(&self) -> Option<&TcmVisit> {
        self.item.visit.as_ref()
    }

    /// Days from discharge to the visit.
    pub(crate) fn visit_day(&self) -> Option<i64> {
        self.visit().map(|visit| (visit.date - self.day).num_days())
    }

    pub(crate) fn period(&self) -> DatePeriod {
        DatePeriod { from: self.day, to: self.dates.period_end }
    }

    /// What a contact is worth under the practice's reading.
    pub(crate) fn worth(&self, contact: &Contact) -> ContactWorth {
        worth(self, ContactRules::of(self), contact)
    }

    // Rule: 99496 for high decision making and a visit within 7 days, else 99495 for moderate or high within 14
    //
    // Source: Cigna, Reimbursement policy R32 update, January 2021; Manage My Practice, Transitional care management
    // article with the CMS FAQ, 2013
    pub(crate) fn code(&self, mdm: Option<MdmLevel>, visit_day: Option<i64>) -> Option<Code> {
        let (pack, day) = (&self.packs.tcm, visit_day?);
        let in_time = (0..=pack.late_visit_days).contains(&day);
        match mdm? {
            MdmLevel::High if in_time && day <= pack.early_visit_days => Some(pack.high),
            MdmLevel::High | MdmLevel::Moderate if in_time => Some(pack.moderate),
            MdmLevel::High | MdmLevel::Moderate | MdmLevel::Low | MdmLevel::Straightforward => None,
        }
    }

    /// The best code still to be had.
    fn reachable(&self, contact: bool) -> Option<Code> {
        let today = (self.case.submitted_on - self.day).num_days().max(0);
        let too_late = !contact && self.case.submitted_on > self.dates.contact_due;
        if too_late || self.is_from_outpatient() || self.is_to_facility() {
            return None;
        }
        self.code(Some(self.item.mdm.unwrap_or(MdmLevel::High)), Some(self.visit_day().unwrap_or(today)))
    }

    // Rule: The date of service is the visit's, or the 30th day where the payer or the practice says so
    //
    // Source: CMS, Transitional care management FAQ, 17 March 2016, as quoted by AAPC; the 30th day: CMS FAQ of 2013
    fn service_date(&self) -> Option<NaiveDate> {
        match self.dos {
            TcmDos::Visit => self.visit().map(|visit| visit.date),
            TcmDos::Day30 => Some(self.dates.period_end),
        }
    }

    // Rule: Emergency departments and urgent care are no discharge
    //
    // Source: Manage My Practice, Transitional care management article, comments 16 and 17, 2014
    fn is_from_outpatient(&self) -> bool {
        matches!(self.item.from, DischargedFrom::Emergency | DischargedFrom::UrgentCare)
    }

    // Rule: Home, domiciliary, rest home or assisted living; a nursing facility by the practice's setting
    //
    // Source: Manage My Practice, Transitional care management article, 2013; nursing facility: CMS, MLN908628 as copied
    // by UTHealth
    fn is_to_facility(&self) -> bool {
        match self.item.to {
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

    // Rule: No visit on the day of discharge
    //
    // Source: Manage My Practice, Transitional care management article with the CMS FAQ, 2013
    pub(super) fn is_day_0_refused(&self) -> bool {
        self.visit_day() == Some(0)
            && (self.case.settings.tcm_day0_visit == Day0Visit::Refuse
                || self.visit().is_some_and(|visit| visit.discharge_management_billed))
    }

    // Rule: Medications are reconciled on or before the day of the visit
    //
    // Source: AAFP, Transitional care management coding page
    fn is_unreconciled(&self) -> bool {
        let visit = self.visit().map(|visit| visit.date);
        self.item.med_rec.is_none_or(|reconciled| visit.is_some_and(|visit| reconciled > visit))
    }

    fn has_low_mdm(&self) -> bool {
        match self.item.mdm {
            Some(MdmLevel::Moderate | MdmLevel::High) => false,
            None | Some(MdmLevel::Straightforward | MdmLevel::Low) => true,
        }
    }
}

fn refusals(month: &CaseMonth<'_>, episode: &Episode<'_>, contact: bool) -> Vec<Refusal> {
    let item = episode.item;
    let role = month.case.staff_member(&item.practitioner).map(|staff| staff.role.class());
    let caller = !contact && only_caller_fails(episode);
    let global = item.own_global.as_ref().map(|global| DatePeriod { from: global.from, to: global.to });
    let in_time = episode.visit_day().is_some_and(|day| (0..=month.packs.tcm.late_visit_days).contains(&day));
    let mut refusals: Vec<Refusal> = [
        (!month.covers(Coverage::Tcm), Refusal::Payer),
        (episode.day < month.packs.tcm.from, Refusal::CodeDate),
        (role != Some(RoleClass::Practitioner), Refusal::Role),
        (episode.is_from_outpatient(), Refusal::TcmFacility),
        (episode.is_to_facility(), Refusal::TcmDestination),
        (caller, Refusal::TcmCaller),
        (!contact && !caller, Refusal::TcmContact),
        (!in_time, Refusal::TcmVisit),
        (episode.is_day_0_refused(), Refusal::TcmDay0),
        (episode.is_unreconciled(), Refusal::TcmMedRec),
        (episode.has_low_mdm(), Refusal::TcmMdm),
        (month.death_date().is_some_and(|died| died < episode.dates.period_end), Refusal::TcmDeath),
        (global.is_some_and(|global| global.meets(episode.period())), Refusal::Global),
        (any_listed(month, episode), Refusal::TcmList),
        (month.tcm_periods.iter().any(|earlier| earlier.to >= episode.day), Refusal::TcmDuplicate),
    ]
    .into_iter()
    .filter_map(|(applies, refusal)| applies.then_some(refusal))
    .collect();
    refusals.sort_unstable();
    refusals
}

// Rule: Services that may not be billed in the period: the list of 2013 by payer, and APCM by the same practitioner always
//
// Source: Manage My Practice, Transitional care management article with the CMS FAQ, 2013; CMS, CY2020 final rule,
// 84 FR 62568, Table 20, as quoted by Caravan Health; AAFP, Advanced primary care management page
pub(crate) fn is_listed(month: &CaseMonth<'_>, episode: &Episode<'_>, other: &OtherService) -> bool {
    let (period, lists) = (episode.period(), &month.packs.lists);
    let by_2013 = month.tcm_list() == TcmList::Seed2013;
    let in_months = (Month::of(period.from)..=Month::of(period.to)).contains(&Month::of(other.date));
    (by_2013 && period.contains(other.date) && lists.tcm_2013.contains(&other.code))
        || (in_months && other.may_be_by(&episode.item.practitioner) && lists.apcm.contains(&other.code))
}

fn any_listed(month: &CaseMonth<'_>, episode: &Episode<'_>) -> bool {
    month.case.other_services.iter().any(|other| is_listed(month, episode, other))
}

fn holds(episode: &Episode<'_>, dos: NaiveDate) -> Vec<Hold> {
    let submitted = episode.case.submitted_on;
    let waits = episode.case.settings.tcm_hold_to_day_30 && episode.dates.period_end > submitted;
    if dos > submitted || waits { vec![Hold::Early] } else { Vec::new() }
}

fn warnings(month: &CaseMonth<'_>, episode: &Episode<'_>, billed: bool) -> Vec<Warning> {
    let mut warnings = if billed { billed_warnings(month, episode) } else { Vec::new() };
    if !episode.item.report {
        warnings.push(Warning::TcmNotReported);
    }
    warnings.sort_unstable();
    warnings
}

fn billed_warnings(month: &CaseMonth<'_>, episode: &Episode<'_>) -> Vec<Warning> {
    let (case, item) = (month.case, episode.item);
    let rules = ContactRules::of(episode);
    let to_residence =
        item.to == DischargedTo::NursingFacility && case.settings.tcm_nf == NursingFacilityRule::Warn;
    let day_0 = ContactRules { day_0: Day0Contact::Refuse, ..rules };
    let safe = ContactRules { due: episode.dates.contact_safe, ..rules };
    let visit_date = episode.visit().map(|visit| visit.date);
    let visited =
        |other: &&&OtherService| Some(other.date) == visit_date && other.may_be_by(&item.practitioner);
    let elsewhere = case.billed_elsewhere.iter().filter(|billed| episode.period().contains(billed.date));
    [
        (to_residence, Warning::TcmNursingFacility),
        (!has_contact(episode, day_0), Warning::TcmDay0Contact),
        (episode.visit_day() == Some(0), Warning::TcmDay0Visit),
        (super::tcm_contact::are_attempts_close(episode, rules), Warning::TcmAttemptGap),
        (!has_contact(episode, safe), Warning::TcmSafeDate),
        (
            elsewhere.into_iter().any(|billed| month.packs.lists.tcm.contains(&billed.code)),
            Warning::TcmElsewhere,
        ),
        (month.visits.iter().any(|visit| visited(&visit)), Warning::TcmVisitEm),
        (case.submitted_on < episode.dates.period_end, Warning::TcmBeforeDay30),
    ]
    .into_iter()
    .filter_map(|(applies, warning)| applies.then_some(warning))
    .collect()
}
