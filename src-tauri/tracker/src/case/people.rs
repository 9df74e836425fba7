//! The people a case names: read all together for many cases, one by one for one.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;

use store::staff::StaffRow;
use store::{Conn, StaffId};

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
