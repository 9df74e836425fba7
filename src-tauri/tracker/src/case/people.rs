//! The people a case names: read all together for many cases, one by one for one.

use std::cell::RefCell;
use std::collections::btree_map::Entry as Slot;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
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
    /// The staff member of this id, as the case calls them.
    fn member(&self, conn: &Conn, name: &str, id: StaffId) -> Result<CaseStaff, Error>;
}

impl People for Staff {
    fn member(&self, _: &Conn, name: &str, id: StaffId) -> Result<CaseStaff, Error> {
        let row = self.get(&id).ok_or(Error::Unreadable("staff"))?;
        judged(name, &row.role, row.team_training, row.scope_document)
    }
}

/// People read when they are first asked for: a stop names two or three of a practice of fifty.
#[derive(Default)]
pub(crate) struct Asked(RefCell<BTreeMap<StaffId, CaseStaff>>);

impl People for Asked {
    fn member(&self, conn: &Conn, name: &str, id: StaffId) -> Result<CaseStaff, Error> {
        match self.0.borrow_mut().entry(id) {
            Slot::Occupied(known) => Ok(known.get().clone()),
            Slot::Vacant(place) => {
                let row = store::staff::judged(conn, id).map_err(|_| Error::Unreadable("staff"))?;
                Ok(place.insert(judged(name, &row.role, row.team_training, row.scope_document)?).clone())
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
            people.member(conn, name, StaffId(id))
        })
        .collect()
}

fn judged(
    name: &str,
    role: &str,
    team_training: Option<NaiveDate>,
    scope_document: bool,
) -> Result<CaseStaff, Error> {
    let mut member = CaseStaff::new(name, word(role, "role")?);
    member.team_training = team_training;
    member.scope_document = scope_document;
    Ok(member)
}
