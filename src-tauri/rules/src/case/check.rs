//! Faults of a case that its types cannot express.

use crate::calendar::Calendar;
use crate::case::Case;
use crate::case::instant::{DateOrInstant, Instant};
use crate::case::patient::Stay;
use crate::case::staff::RoleClass;
use crate::pack::Packs;
use crate::words::words;
use std::collections::BTreeSet;

words! {
    /// What kind of fault a case has.
    pub enum FaultCode {
        /// A value that is not allowed.
        BadCase = "bad_case",
        /// Two things of one kind with the same id.
        DuplicateId = "duplicate_id",
        /// An id that names nothing in the case.
        UnknownReference = "unknown_reference",
        /// An end that is not after its start.
        BadInterval = "bad_interval",
    }
}

/// Why a case cannot be evaluated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What kind.
    pub code: FaultCode,
    /// Where (RFC 6901).
    pub pointer: String,
    /// In words.
    pub message: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {} at {}", self.code, self.message, self.pointer)
    }
}

impl std::error::Error for Fault {}

fn fault(code: FaultCode, pointer: String, message: &str) -> Fault {
    Fault { code, pointer, message: message.to_owned() }
}

impl Case {
    /// Whether the case can be evaluated: ids are distinct and known, intervals run forward.
    ///
    /// # Errors
    ///
    /// The first fault found.
    pub fn check(&self, packs: &Packs) -> Result<(), Fault> {
        self.check_ids()?;
        let staff: BTreeSet<&str> = self.staff.iter().map(|staff| staff.id.as_str()).collect();
        self.check_references(&staff)?;
        self.check_accounts()?;
        self.check_activities(packs)?;
        self.check_intervals()
    }

    fn check_ids(&self) -> Result<(), Fault> {
        distinct("/staff", self.staff.iter().map(|item| &item.id))?;
        distinct("/patient/enrollments", self.patient.enrollments.iter().map(|item| &item.id))?;
        distinct("/entries", self.entries.iter().map(|item| &item.id))?;
        distinct("/tcm", self.tcm.iter().map(|item| &item.id))?;
        distinct("/acp", self.acp.iter().map(|item| &item.id))?;
        distinct("/oncology_events", self.oncology_events.iter().map(|item| &item.id))
    }

    fn check_references(&self, staff: &BTreeSet<&str>) -> Result<(), Fault> {
        known(staff, "/entries", "staff", self.entries.iter().map(|item| Some(&item.staff)))?;
        known(staff, "/elsewhere", "staff", self.elsewhere.iter().map(|item| Some(&item.staff)))?;
        known(staff, "/used_elsewhere", "staff", self.used_elsewhere.iter().map(|item| Some(&item.staff)))?;
        known(staff, "/tcm", "practitioner", self.tcm.iter().map(|item| Some(&item.practitioner)))?;
        known(staff, "/acp", "staff", self.acp.iter().map(|item| Some(&item.staff)))?;
        let others = self.other_services.iter().map(|item| item.practitioner.as_ref());
        known(staff, "/other_services", "practitioner", others)?;
        for (item, at) in self.tcm.iter().zip(0_usize..) {
            let callers = item.contacts.iter().map(|contact| contact.by.as_ref());
            known(staff, &format!("/tcm/{at}/contacts"), "by", callers)?;
        }
        let accounts = self.patient.enrollments.iter().map(|account| account.id.as_str()).collect();
        known(&accounts, "/entries", "account", self.entries.iter().map(|item| Some(&item.account)))
    }

    fn check_accounts(&self) -> Result<(), Fault> {
        for (account, at) in self.patient.enrollments.iter().zip(0_usize..) {
            let pointer = format!("/patient/enrollments/{at}/billing_practitioner");
            match self.staff_member(&account.billing_practitioner).map(|staff| staff.role.class()) {
                Some(RoleClass::Practitioner) => {}
                Some(_) => return Err(fault(FaultCode::BadCase, pointer, "not a practitioner")),
                None => {
                    return Err(fault(FaultCode::UnknownReference, pointer, "no such staff member"));
                }
            }
        }
        Ok(())
    }

    fn check_activities(&self, packs: &Packs) -> Result<(), Fault> {
        let unknown = |pointer: String| fault(FaultCode::BadCase, pointer, "no such activity");
        for (entry, at) in self.entries.iter().zip(0_usize..) {
            packs.activity(&entry.activity).ok_or_else(|| unknown(format!("/entries/{at}/activity")))?;
        }
        for slug in self.settings.activity_overrides.keys() {
            let pointer = || format!("/settings/activity_overrides/{}", escape(slug));
            packs.activity(slug).ok_or_else(|| unknown(pointer()))?;
        }
        Ok(())
    }

    fn check_intervals(&self) -> Result<(), Fault> {
        forward("/entries", self.entries.iter().map(|item| (item.start, item.end)))?;
        forward("/acp", self.acp.iter().map(|item| (item.start, item.end)))?;
        forward("/elsewhere", self.elsewhere.iter().map(|item| (item.start, item.end)))?;
        forward("/used_elsewhere", self.used_elsewhere.iter().map(|item| (item.start, item.end)))?;
        for (stay, at) in self.patient.facility_stays.iter().zip(0_usize..) {
            if self.is_backward(stay) {
                return Err(ends_early(format!("/patient/facility_stays/{at}/discharged")));
            }
        }
        for (item, at) in self.tcm.iter().zip(0_usize..) {
            if item.own_global.as_ref().is_some_and(|global| global.to < global.from) {
                return Err(ends_early(format!("/tcm/{at}/own_global/to")));
            }
        }
        Ok(())
    }

    /// Whether a stay ends before it starts: compared as instants where both are known, else by local date.
    fn is_backward(&self, stay: &Stay) -> bool {
        let date = |at: DateOrInstant| match at {
            DateOrInstant::Date(date) => date,
            DateOrInstant::Instant(instant) => Calendar::date_in(self.time_zone, instant),
        };
        match (stay.admitted, stay.discharged) {
            (_, None) => false,
            (DateOrInstant::Instant(from), Some(DateOrInstant::Instant(to))) => to < from,
            (from, Some(to)) => date(to) < date(from),
        }
    }
}

fn distinct<'c>(list: &str, ids: impl Iterator<Item = &'c String>) -> Result<(), Fault> {
    let mut seen = BTreeSet::new();
    for (id, at) in ids.zip(0_usize..) {
        if !seen.insert(id) {
            return Err(fault(FaultCode::DuplicateId, format!("{list}/{at}/id"), "this id is already used"));
        }
    }
    Ok(())
}

fn known<'c>(
    ids: &BTreeSet<&str>,
    list: &str,
    key: &str,
    references: impl Iterator<Item = Option<&'c String>>,
) -> Result<(), Fault> {
    for (reference, at) in references.zip(0_usize..) {
        if reference.is_some_and(|id| !ids.contains(id.as_str())) {
            return Err(fault(
                FaultCode::UnknownReference,
                format!("{list}/{at}/{key}"),
                "names nothing in the case",
            ));
        }
    }
    Ok(())
}

fn forward(list: &str, intervals: impl Iterator<Item = (Instant, Instant)>) -> Result<(), Fault> {
    for ((start, end), at) in intervals.zip(0_usize..) {
        if end <= start {
            return Err(ends_early(format!("{list}/{at}/end")));
        }
    }
    Ok(())
}

fn ends_early(pointer: String) -> Fault {
    fault(FaultCode::BadInterval, pointer, "ends before it starts")
}

/// A key as a part of a JSON pointer.
fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
