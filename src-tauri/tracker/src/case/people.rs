//! The people a case names: read all together for many cases, one by one for one.

use std::cell::RefCell;
use std::collections::btree_map::Entry as Slot;
use std::collections::{BTreeMap, BTreeSet};

use rules::{Case, CaseStaff};
use store::staff::StaffRow;
use store::{Conn, StaffId};

use super::{number, word};
use crate::Error;

/// Everybody of the practice, by id.
pub(crate) type Staff = BTreeMap<StaffId, StaffRow>;

/// Reads everybody.
pub(crate) fn staff(conn: &Conn) -> Result<Staff, Error> {
    Ok(store::staff::all(conn)?.into_iter().map(|row| (row.id, row)).collect())
}

/// Where a case finds the people it names.
pub(crate) trait People {
    /// The staff member of this id.
    fn person(&self, conn: &Conn, id: StaffId) -> Result<StaffRow, Error>;
}

impl People for Staff {
    fn person(&self, _: &Conn, id: StaffId) -> Result<StaffRow, Error> {
        self.get(&id).cloned().ok_or(Error::Unreadable("staff"))
    }
}

/// People read when they are first asked for: a stop names two or three of a practice of fifty.
#[derive(Default)]
pub(crate) struct Asked(RefCell<Staff>);

impl People for Asked {
    fn person(&self, conn: &Conn, id: StaffId) -> Result<StaffRow, Error> {
        match self.0.borrow_mut().entry(id) {
            Slot::Occupied(known) => Ok(known.get().clone()),
            Slot::Vacant(place) => {
                let row = store::staff::by_id(conn, id).map_err(|_| Error::Unreadable("staff"))?;
                Ok(place.insert(row).clone())
            }
        }
    }
}

/// Everybody the case names, and nobody else.
pub(crate) fn named(conn: &Conn, case: &Case, people: &impl People) -> Result<Vec<CaseStaff>, Error> {
    let names: BTreeSet<&str> = case
        .entries
        .iter()
        .map(|entry| entry.staff.as_str())
        .chain(case.elsewhere.iter().map(|item| item.staff.as_str()))
        .chain(case.patient.enrollments.iter().map(|item| item.billing_practitioner.as_str()))
        .chain(case.tcm.iter().map(|item| item.practitioner.as_str()))
        .chain(case.acp.iter().map(|talk| talk.staff.as_str()))
        .chain(case.other_services.iter().filter_map(|item| item.practitioner.as_deref()))
        .chain(case.used_elsewhere.iter().map(|item| item.staff.as_str()))
        .chain(case.tcm.iter().flat_map(|item| &item.contacts).filter_map(|contact| contact.by.as_deref()))
        .collect();
    names
        .into_iter()
        .map(|name| {
            let id = number(name).ok_or(Error::Unreadable("staff"))?;
            member(name, &people.person(conn, StaffId(id))?)
        })
        .collect()
}

pub(super) fn member(id: &str, row: &StaffRow) -> Result<CaseStaff, Error> {
    let mut member = CaseStaff::new(id, word(&row.role, "role")?);
    member.team_training = row.team_training;
    member.scope_document = row.scope_document;
    Ok(member)
}
