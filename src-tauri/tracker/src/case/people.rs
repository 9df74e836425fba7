//! The people a case names: read all together for many cases, one by one for one.

use std::cell::RefCell;
use std::collections::btree_map::Entry as Slot;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

use chrono::NaiveDate;
use rules::{Case, CaseStaff, Month};
use store::before::{self, StaffBefore, held_in};
use store::staff::{JudgedRow, StaffRow};
use store::{Conn, StaffId};

use super::{number, read_if, word};
use crate::Error;

/// Everybody of the practice, by id, as they are now; with what they were before.
pub(crate) struct Staff {
    now: BTreeMap<StaffId, StaffRow>,
    before: BTreeMap<StaffId, Vec<StaffBefore>>,
}

impl Deref for Staff {
    type Target = BTreeMap<StaffId, StaffRow>;

    fn deref(&self) -> &Self::Target {
        &self.now
    }
}

/// Reads everybody.
pub(crate) fn staff(conn: &Conn) -> Result<Staff, Error> {
    let mut were: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for row in before::staff(conn)? {
        were.entry(row.staff_id).or_default().push(row);
    }
    let now = store::staff::all(conn)?.into_iter().map(|row| (row.id, row)).collect();
    Ok(Staff { now, before: were })
}

impl Staff {
    /// Everybody as they were in a month.
    pub(crate) fn in_month(mut self, month: Month) -> Self {
        let month = month.to_string();
        for (id, rows) in &self.before {
            if let (Some(was), Some(row)) = (held_in(rows, &month), self.now.get_mut(id)) {
                row.role.clone_from(&was.role);
                row.credentials.clone_from(&was.credentials);
                row.scope_document = was.scope_document;
            }
        }
        self.before.clear();
        self
    }
}

/// Where a case finds the people it names.
pub(crate) trait People {
    /// The staff member of this id, as the case of a month calls them.
    fn member(&self, conn: &Conn, name: &str, id: StaffId, month: Month) -> Result<CaseStaff, Error>;
}

impl People for Staff {
    fn member(&self, _: &Conn, name: &str, id: StaffId, month: Month) -> Result<CaseStaff, Error> {
        let row = self.get(&id).ok_or(Error::Unreadable("staff"))?;
        let was = self.before.get(&id).and_then(|rows| held_in(rows, &month.to_string()));
        let (role, scope) =
            was.map_or((&row.role, row.scope_document), |was| (&was.role, was.scope_document));
        judged(name, role, row.team_training, scope)
    }
}

/// People read when they are first asked for: a stop names two or three of a practice of fifty.
#[derive(Default)]
pub(crate) struct Asked(RefCell<BTreeMap<StaffId, (JudgedRow, Vec<StaffBefore>)>>);

impl People for Asked {
    fn member(&self, conn: &Conn, name: &str, id: StaffId, month: Month) -> Result<CaseStaff, Error> {
        let mut known = self.0.borrow_mut();
        let (row, were) = match known.entry(id) {
            Slot::Occupied(known) => known.into_mut(),
            Slot::Vacant(place) => {
                let row = store::staff::judged(conn, id).map_err(|_| Error::Unreadable("staff"))?;
                let were = read_if(row.dated, || before::of_staff(conn, id))?;
                place.insert((row, were))
            }
        };
        let was = if were.is_empty() { None } else { held_in(were, &month.to_string()) };
        let (role, scope) =
            was.map_or((&row.role, row.scope_document), |was| (&was.role, was.scope_document));
        judged(name, role, row.team_training, scope)
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
            people.member(conn, name, StaffId(id), case.month)
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
