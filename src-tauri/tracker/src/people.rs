//! The people as a manager looks after them: how everybody's sign-in stands, who is kept out and let in again.

use store::StaffId;
use vault::SlotState;

use crate::op::{Access, Actor, Op};
use crate::staff::{StaffRow, a_manager_stays, may_stop_timers};
use crate::{Error, Tracker, write_out};

/// Somebody of the practice, and how the sign-in stands.
#[derive(Clone)]
pub struct Person {
    /// Who.
    pub row: StaffRow,
    /// None: does not sign in here.
    pub sign_in: Option<SignIn>,
}

/// How a sign-in stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// When the password was set, as RFC 3339 text.
    pub since: String,
    /// The password is a one-time one and was not replaced yet.
    pub one_time: bool,
    /// Kept out after 100 wrong passwords in a row.
    pub locked: bool,
    /// Wrong passwords since the last sign-in.
    pub failures: u32,
    /// A code is asked besides the password.
    pub code: bool,
}

impl Tracker {
    /// Everybody, those who work here first. For managers: who is locked out or has tried in vain is nobody else's business.
    ///
    /// # Errors
    /// Access; the disk.
    pub fn people(&self, actor: &Actor) -> Result<Vec<Person>, Error> {
        if actor.access != Access::Manager {
            return Err(Error::Forbidden);
        }
        let holders = self.store.read(store::codes::holders)?;
        let person = |row: StaffRow| Person { sign_in: self.sign_in_of(&row, &holders), row };
        Ok(self.staff()?.into_iter().map(person).collect())
    }

    fn sign_in_of(&self, row: &StaffRow, holders: &[StaffId]) -> Option<SignIn> {
        row.sign_in.as_ref()?;
        self.slot(row.id).map(|slot| SignIn {
            since: slot.created_at,
            one_time: slot.must_change,
            locked: slot.locked,
            failures: slot.failures,
            code: holders.contains(&row.id),
        })
    }

    /// Keeps somebody out, at once and for good: who no longer works here. A running timer of theirs stops at its last proof,
    /// since nobody else could ever answer for it.
    ///
    /// # Errors
    /// The last manager; access.
    pub fn disable(&mut self, actor: &Actor, id: i64) -> Result<(), Error> {
        self.set_active(actor, Op::DisableStaff, StaffId(id), false)
    }

    /// Lets somebody in again, with the password from before.
    ///
    /// # Errors
    /// Access.
    pub fn enable(&mut self, actor: &Actor, id: i64) -> Result<(), Error> {
        self.set_active(actor, Op::EnableStaff, StaffId(id), true)
    }

    /// Lets somebody try again after 100 wrong passwords; the password stays.
    ///
    /// # Errors
    /// A person without a sign-in; access.
    pub fn release(&mut self, actor: &Actor, id: i64) -> Result<(), Error> {
        self.change_keys(actor, Op::ReleaseStaff, |change, keys, _| {
            change.trace.object(id);
            Ok(keys.release(id)?)
        })
    }

    fn set_active(&mut self, actor: &Actor, op: Op, staff: StaffId, active: bool) -> Result<(), Error> {
        self.change_keys(actor, op, |change, keys, _| {
            change.trace.object(staff.get());
            let row = StaffRow { active, ..store::staff::by_id(change.tx, staff)? };
            store::staff::update(change.tx, &row)?;
            a_manager_stays(&store::staff::all(change.tx)?)?;
            if !may_stop_timers(row.active, &row.access) {
                write_out::stop_for(change, actor, staff)?;
            }
            match keys.slots().iter().find(|slot| slot.staff_id == staff.get()) {
                Some(slot) if active && is_theirs(slot, &row) => keys.enable(staff.get())?,
                Some(_) => keys.disable(staff.get())?,
                None => {}
            }
            Ok(())
        })
    }
}

/// A slot under a name that was taken away since opens nothing.
fn is_theirs(slot: &SlotState, row: &StaffRow) -> bool {
    row.sign_in.as_deref() == Some(slot.sign_in.as_str())
}
