//! The people in the key file: who may sign in, under which name, and how they stand.

use unicode_normalization::UnicodeNormalization;

use super::VaultFile;
use crate::slot::Slot;
use crate::tries::{Tried, name_group};
use crate::{DataKey, Password, VaultError};

/// A person who shall be able to sign in.
#[derive(Debug, Clone, Copy)]
pub struct SlotRequest<'a> {
    /// Which staff member.
    pub staff_id: i64,
    /// The name typed at sign-in.
    pub sign_in: &'a str,
    /// The password.
    pub password: &'a Password,
    /// Now, as RFC 3339 text.
    pub created_at: &'a str,
    /// Whether somebody else made up the password, so that it has to be changed at the first sign-in.
    pub must_change: bool,
}

/// How a person's sign-in stands, for the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotState {
    /// Which staff member.
    pub staff_id: i64,
    /// The name typed at sign-in.
    pub sign_in: String,
    /// When the password was set, as RFC 3339 text.
    pub created_at: String,
    /// Not kept out.
    pub enabled: bool,
    /// Kept out after 100 wrong tries, until a manager lets the person in again.
    pub locked: bool,
    /// The password was given by somebody else and not changed yet.
    pub must_change: bool,
    /// Wrong tries since the last sign-in.
    pub failures: u32,
}

impl VaultFile {
    /// Lets a person sign in, or gives a person who could another name or password. Wrong tries are forgotten.
    ///
    /// # Errors
    /// A name that another person signs in with.
    pub fn put_slot(&mut self, data_key: &DataKey, request: SlotRequest<'_>) -> Result<(), VaultError> {
        self.check_name(request.sign_in, request.staff_id)?;
        let new = Slot::wrap(&self.contents.vault_id, &request, data_key);
        match self.slot_of(request.staff_id) {
            Ok(old) => *old = new,
            Err(_) => self.contents.slots.push(new),
        }
        self.forget_failures(request.staff_id, request.sign_in);
        self.contents.generation += 1;
        Ok(())
    }

    /// Takes a person's sign-in away for good.
    ///
    /// # Errors
    /// A person without one.
    pub fn remove_slot(&mut self, staff_id: i64) -> Result<(), VaultError> {
        let sign_in = self.slot_of(staff_id)?.sign_in.clone();
        self.forget_failures(staff_id, &sign_in);
        self.contents.slots.retain(|slot| slot.staff_id != staff_id);
        self.contents.generation += 1;
        Ok(())
    }

    /// Gives a person another name to sign in with; the password stays.
    ///
    /// # Errors
    /// A name that another person signs in with; a person without a sign-in.
    pub fn rename(&mut self, staff_id: i64, sign_in: &str) -> Result<(), VaultError> {
        self.check_name(sign_in, staff_id)?;
        sign_in.clone_into(&mut self.slot_of(staff_id)?.sign_in);
        self.contents.generation += 1;
        Ok(())
    }

    /// Keeps a person out.
    ///
    /// # Errors
    /// A person without a sign-in.
    pub fn disable(&mut self, staff_id: i64) -> Result<(), VaultError> {
        self.slot_of(staff_id)?.disabled = true;
        self.contents.generation += 1;
        Ok(())
    }

    /// Lets a person in again, with the password from before.
    ///
    /// # Errors
    /// A person without a sign-in.
    pub fn enable(&mut self, staff_id: i64) -> Result<(), VaultError> {
        self.slot_of(staff_id)?.disabled = false;
        self.contents.generation += 1;
        Ok(())
    }

    /// Lets a person try again after too many wrong tries; the password stays.
    ///
    /// # Errors
    /// A person without a sign-in.
    pub fn release(&mut self, staff_id: i64) -> Result<(), VaultError> {
        let sign_in = self.slot_of(staff_id)?.sign_in.clone();
        self.forget_failures(staff_id, &sign_in);
        Ok(())
    }

    /// Whether this person has a sign-in, disabled or not.
    pub fn has_slot(&self, staff_id: i64) -> bool {
        self.contents.slots.iter().any(|slot| slot.staff_id == staff_id)
    }

    /// The names of everyone who can sign in.
    pub fn sign_ins(&self) -> Vec<&str> {
        let enabled = self.contents.slots.iter().filter(|slot| !slot.disabled);
        enabled.map(|slot| slot.sign_in.as_str()).collect()
    }

    /// Everybody's sign-in.
    pub fn slots(&self) -> Vec<SlotState> {
        self.contents.slots.iter().map(|slot| self.state(slot)).collect()
    }

    fn state(&self, slot: &Slot) -> SlotState {
        SlotState {
            staff_id: slot.staff_id,
            sign_in: slot.sign_in.clone(),
            created_at: slot.created_at.clone(),
            enabled: !slot.disabled,
            locked: self.contents.tries.is_locked(self.tried(&slot.sign_in)),
            must_change: slot.must_change,
            failures: self.contents.tries.failures(slot.staff_id),
        }
    }

    /// Whom a try under this name is counted against.
    pub(super) fn tried(&self, sign_in: &str) -> Tried {
        Tried {
            staff_id: self.slot_named(sign_in).map(|slot| slot.staff_id),
            group: name_group(&self.contents.vault_id, &folded(sign_in)),
        }
    }

    pub(super) fn slot_named(&self, sign_in: &str) -> Option<&Slot> {
        let wanted = folded(sign_in);
        self.contents.slots.iter().find(|slot| folded(&slot.sign_in) == wanted)
    }

    fn slot_of(&mut self, staff_id: i64) -> Result<&mut Slot, VaultError> {
        let mut slots = self.contents.slots.iter_mut();
        slots.find(|slot| slot.staff_id == staff_id).ok_or(VaultError::NoSuchSlot)
    }

    fn check_name(&self, sign_in: &str, staff_id: i64) -> Result<(), VaultError> {
        let holder = self.slot_named(sign_in);
        if holder.is_some_and(|slot| slot.staff_id != staff_id) {
            return Err(VaultError::NameTaken);
        }
        Ok(())
    }

    fn forget_failures(&mut self, staff_id: i64, sign_in: &str) {
        let tried = Tried { staff_id: Some(staff_id), ..self.tried(sign_in) };
        self.contents.tries.forget(tried);
    }
}

/// Names are compared without case, in one Unicode form, without spaces around them.
fn folded(sign_in: &str) -> String {
    sign_in.trim().nfkc().flat_map(char::to_lowercase).collect()
}
