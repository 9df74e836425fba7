//! The case with its month cut out: every entry's part of the month beside whom and what it names.

use crate::calendar::Calendar;
use crate::case::Case;
use crate::case::instant::DateOrInstant;
use crate::case::patient::{Enrollment, Stay, StayKind};
use crate::case::settings::{ConsentSameDay, FacilityDayRule, TcmDos, TcmList};
use crate::case::staff::CaseStaff;
use crate::case::work::{Entry, OtherService};
use crate::interval::Span;
use crate::month::{Month, days_later};
use crate::pack::Packs;
use crate::pack::activity::Activity;
use crate::pack::payer::PayerPack;
use crate::track::Coverage;
use chrono::NaiveDate;

/// A case with everything looked up once that many rules ask for.
pub(crate) struct CaseMonth<'a> {
    pub(crate) case: &'a Case,
    pub(crate) packs: &'a Packs,
    pub(crate) payer: &'a PayerPack,
    pub(crate) calendar: Calendar,
    /// The seconds of the month.
    pub(crate) span: Span,
    /// The entries with seconds in the month, by start and id.
    pub(crate) slices: Vec<Slice<'a>>,
    /// Visits among the other services.
    pub(crate) visits: Vec<&'a OtherService>,
    /// Stays that keep seconds from counting.
    pub(crate) inpatient: Vec<StaySpans>,
    /// Days of transitional care that is billed.
    pub(crate) tcm_periods: Vec<DatePeriod>,
}

/// The part of an entry that lies in the month.
#[derive(Clone, Copy)]
pub(crate) struct Slice<'a> {
    pub(crate) entry: &'a Entry,
    pub(crate) staff: &'a CaseStaff,
    pub(crate) activity: &'a Activity,
    pub(crate) enrollment: &'a Enrollment,
    pub(crate) span: Span,
}

/// The seconds of a stay, for entries known to be after the discharge and for others.
#[derive(Clone, Copy)]
pub(crate) struct StaySpans {
    pub(crate) usual: Span,
    pub(crate) after_discharge: Span,
}

/// Days, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DatePeriod {
    pub(crate) from: NaiveDate,
    pub(crate) to: NaiveDate,
}

impl DatePeriod {
    pub(crate) fn contains(self, date: NaiveDate) -> bool {
        (self.from..=self.to).contains(&date)
    }

    pub(crate) fn meets(self, other: Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }
}

impl<'a> CaseMonth<'a> {
    pub(crate) fn new(case: &'a Case, packs: &'a Packs) -> Self {
        let calendar = Calendar::new(case.time_zone, case.month);
        let span = calendar.month(case.month);
        let visits =
            case.other_services.iter().filter(|other| packs.lists.visits.contains(&other.code)).collect();
        let mut month = Self {
            case,
            packs,
            payer: packs.payer(case.payer),
            calendar,
            span,
            slices: Vec::new(),
            visits,
            inpatient: Vec::new(),
            tcm_periods: Vec::new(),
        };
        month.inpatient = month.stays(&[StayKind::Inpatient, StayKind::SnfPartA]);
        month.slices = case.entries.iter().filter_map(|entry| month.slice(entry)).collect();
        month.slices.sort_by(|a, b| a.order().cmp(&b.order()));
        month
    }

    /// The entry's part of the month, if it has one.
    fn slice(&self, entry: &'a Entry) -> Option<Slice<'a>> {
        Some(Slice {
            entry,
            span: Span::new(entry.start.seconds(), entry.end.seconds()).common(self.span)?,
            staff: self.case.staff_member(&entry.staff)?,
            activity: self.packs.activity(&entry.activity)?,
            enrollment: self.case.patient.enrollments.iter().find(|account| account.id == entry.account)?,
        })
    }

    /// The account's slices, by start and id.
    pub(crate) fn slices_of(&self, account: &Enrollment) -> impl Iterator<Item = &Slice<'a>> {
        self.slices.iter().filter(|slice| slice.enrollment.id == account.id)
    }

    /// The stays of some kinds, cut at the discharge as the settings say.
    pub(crate) fn stays(&self, kinds: &[StayKind]) -> Vec<StaySpans> {
        let stays = self.case.patient.facility_stays.iter().filter(|stay| kinds.contains(&stay.kind));
        stays.map(|stay| self.stay(stay)).collect()
    }

    // Rule: Time in a hospital or a Part A skilled nursing stay does not count
    //
    // Source: AAFP, FPM Getting Paid blog, quoting the CMS chronic care management FAQ Q6. Stays of which only dates
    // are known: Caretally's own reading, with a setting.
    fn stay(&self, stay: &Stay) -> StaySpans {
        let from = match stay.admitted {
            DateOrInstant::Instant(instant) => instant.seconds(),
            DateOrInstant::Date(date) => self.calendar.midnight(date),
        };
        let (usual, after_discharge) = match stay.discharged {
            None => (i64::MAX, i64::MAX),
            Some(DateOrInstant::Instant(instant)) => (instant.seconds(), instant.seconds()),
            Some(DateOrInstant::Date(date)) => self.discharge_day(date),
        };
        StaySpans { usual: Span::new(from, usual), after_discharge: Span::new(from, after_discharge) }
    }

    /// Where a stay ends that has only a discharge date: usually, and for entries confirmed to be after it.
    fn discharge_day(&self, date: NaiveDate) -> (i64, i64) {
        let (begins, ends) = (self.calendar.midnight(date), self.calendar.midnight(days_later(date, 1)));
        match self.case.settings.facility_day_rule {
            FacilityDayRule::Confirm => (ends, begins),
            FacilityDayRule::CountDischargeDay => (begins, begins),
            FacilityDayRule::ExcludeBothDays => (ends, ends),
        }
    }

    /// The second from which consent is in force.
    pub(crate) fn consent_instant(&self, account: &Enrollment) -> Option<i64> {
        Some(match account.consent.given? {
            DateOrInstant::Instant(instant) => instant.seconds(),
            DateOrInstant::Date(date) => match self.case.settings.consent_same_day {
                ConsentSameDay::Count => self.calendar.midnight(date),
                ConsentSameDay::Exclude => self.calendar.midnight(days_later(date, 1)),
            },
        })
    }

    /// The day consent was given.
    pub(crate) fn consent_date(&self, account: &Enrollment) -> Option<NaiveDate> {
        account.consent.given.map(|given| self.calendar.date_of(given))
    }

    /// The month consent was revoked in.
    pub(crate) fn revoked_month(&self, account: &Enrollment) -> Option<Month> {
        account.consent.revoked.map(|revoked| Month::of(self.calendar.date_of(revoked)))
    }

    /// The day the patient died.
    pub(crate) fn death_date(&self) -> Option<NaiveDate> {
        self.case.patient.died.map(|died| self.calendar.date_at(died))
    }

    /// Whether the account needs only consent, a plan and one diagnosis.
    pub(crate) fn is_light(&self, account: &Enrollment) -> bool {
        self.payer.light_programs.contains(&account.program)
    }

    /// Whether the payer covers it in a claim sent on the case's day, or the practice says so.
    pub(crate) fn covers(&self, service: Coverage) -> bool {
        let own = self.case.settings.coverage.get(&service).copied();
        own.unwrap_or_else(|| self.payer.covers(service, self.case.submitted_on))
    }

    /// The list of services that exclude transitional care.
    pub(crate) fn tcm_list(&self) -> TcmList {
        self.case.settings.tcm_list.unwrap_or(self.payer.tcm_list)
    }

    /// Which day of transitional care is the date of service: the payer's own rule before the practice's.
    pub(crate) fn tcm_dos(&self) -> TcmDos {
        self.payer.tcm_dos.unwrap_or(self.case.settings.tcm_dos)
    }

    /// The other services of the month.
    pub(crate) fn services_in_month(&self) -> impl Iterator<Item = &'a OtherService> {
        self.case.other_services.iter().filter(|other| self.case.month.contains(other.date))
    }
}

impl Slice<'_> {
    /// What entries are sorted by.
    pub(crate) fn order(&self) -> (i64, &str) {
        (self.entry.start.seconds(), &self.entry.id)
    }

    /// Whether it comes before another in the order of entries.
    pub(crate) fn precedes(&self, other: &Slice<'_>) -> bool {
        self.order() < other.order()
    }
}
