//! Passwords: one's own changed, somebody's replaced by a one-time one, the present one asked again, and how good a new one is.

use chrono::SecondsFormat;
use store::StaffId;
pub use vault::Strength;
use vault::{Password, SlotRequest, SlotState};

use crate::op::{Actor, Op};
use crate::{Error, Tracker, home};

/// How good a password is, while it is typed; `names` are the person's and the practice's.
pub fn strength(password: &str, names: &[&str]) -> Strength {
    Password::new(password).strength(names)
}

/// Five random words.
pub fn suggest() -> String {
    Password::suggest().to_string()
}

impl Tracker {
    /// Has somebody else made up this person's password? Then nothing may be done before another one is chosen.
    pub fn must_change(&self, actor: &Actor) -> bool {
        self.slot(actor.staff).is_some_and(|slot| slot.must_change)
    }

    /// Replaces a one-time password by one's own.
    ///
    /// # Errors
    /// A password that breaks the rules, or the one-time password itself; a person whose password is their own already.
    pub fn choose_password(&mut self, actor: &Actor, password: &str) -> Result<(), Error> {
        if !self.must_change(actor) {
            return Err(Error::refused("This password is your own already. Change it in the settings."));
        }
        self.set_own(actor, password)
    }

    /// Changes one's own password, with the present one.
    ///
    /// # Errors
    /// A wrong present password, which is counted; a new one that breaks the rules or is the present one.
    pub fn change_password(&mut self, actor: &Actor, present: &str, new: &str) -> Result<(), Error> {
        self.checked_new(&actor.name, actor.staff, new, "password")?;
        self.prove(actor, present)?;
        self.set_own(actor, new)
    }

    /// Asks for the password again before a powerful act. A wrong one is counted as at sign-in.
    ///
    /// # Errors
    /// A wrong password; too many of them.
    pub fn prove(&mut self, actor: &Actor, password: &str) -> Result<(), Error> {
        let sign_in = self.slot(actor.staff).ok_or(Error::Forbidden)?.sign_in;
        let now = self.clock.now().timestamp();
        self.vault.unlock(&self.home.vault_dir(), &sign_in, &Password::new(password), now)?;
        Ok(())
    }

    /// Gives somebody a one-time password: it opens, and then only another one can be chosen.
    ///
    /// # Errors
    /// A person without a sign-in name or who no longer works here; oneself; a password that breaks the rules; access.
    pub fn give_password(&mut self, actor: &Actor, id: i64, password: &str) -> Result<(), Error> {
        if !Op::GivePassword.allows(actor.access) {
            return Err(Error::Forbidden);
        }
        let staff = StaffId(id);
        if staff == actor.staff {
            return Err(Error::refused(
                "Change your own password with the present one, under Your password.",
            ));
        }
        let row = self.store.read(|conn| store::staff::by_id(conn, staff))?;
        let sign_in = row
            .sign_in
            .filter(|_| row.active)
            .ok_or_else(|| Error::refused("This person does not sign in here. Give a sign-in name first."))?;
        let password = self.checked_new(&row.name, staff, password, "password")?;
        let must_change = !self.practice.demo;
        self.put_password(actor, Op::GivePassword, staff, &sign_in, &password, must_change)
    }

    fn set_own(&mut self, actor: &Actor, password: &str) -> Result<(), Error> {
        let sign_in = self.slot(actor.staff).ok_or(Error::Forbidden)?.sign_in;
        let password = self.checked_new(&actor.name, actor.staff, password, "password")?;
        if self.vault.is_password_of(actor.staff.get(), &password) {
            return Err(Error::field("password", "This is the present password. Please choose another one."));
        }
        self.put_password(actor, Op::ChangePassword, actor.staff, &sign_in, &password, false)
    }

    fn put_password(
        &mut self,
        actor: &Actor,
        op: Op,
        staff: StaffId,
        sign_in: &str,
        password: &Password,
        must_change: bool,
    ) -> Result<(), Error> {
        self.change_keys(actor, op, |change, keys, key| {
            change.trace.object(staff.get()).note("one_time", must_change);
            let created_at = change.now.to_rfc3339_opts(SecondsFormat::Secs, true);
            let staff_id = staff.get();
            Ok(keys.put_slot(
                key,
                SlotRequest { staff_id, sign_in, password, created_at: &created_at, must_change },
            )?)
        })
    }

    fn checked_new(
        &self,
        name: &str,
        staff: StaffId,
        password: &str,
        field: &'static str,
    ) -> Result<Password, Error> {
        let sign_in = self.slot(staff).map(|slot| slot.sign_in).unwrap_or_default();
        home::checked_password(password, &[&self.practice.name, name, &sign_in])
            .map_err(|error| Error::field(field, error.to_string()))
    }

    /// A person's part of the key file.
    pub(crate) fn slot(&self, staff: StaffId) -> Option<SlotState> {
        self.vault.slots().into_iter().find(|slot| slot.staff_id == staff.get())
    }
}
