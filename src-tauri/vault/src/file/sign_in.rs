//! Signing in: the brake first, then the password, then the count of failures on disk before the answer.

use std::path::Path;

use super::VaultFile;
use crate::bytes::Hex;
use crate::slot::Slot;
use crate::tries::Tried;
use crate::{DataKey, Failures, Password, Refusal, VaultError};

/// Who signed in, and with what the database opens.
#[derive(Debug)]
pub struct Unlocked {
    /// Which staff member.
    pub staff_id: i64,
    /// The key of the database.
    pub key: DataKey,
    /// Somebody else made up the password: nothing else may be done before it is changed.
    pub must_change: bool,
}

impl VaultFile {
    /// Opens the vault for a person. An unknown name, a disabled one and a wrong password take the same time, are slowed
    /// down alike and give the same answer. A failure is counted in this value and in the key file of `dir` before the
    /// answer; `now` is in seconds since 1970.
    ///
    /// # Errors
    /// [`VaultError::WrongPassword`]; [`VaultError::Wait`], and then nothing was tried or counted; [`VaultError::Locked`].
    pub fn unlock(
        &mut self,
        dir: &Path,
        sign_in: &str,
        password: &Password,
        now: i64,
    ) -> Result<Unlocked, VaultError> {
        let unlocked = self.try_password(dir, sign_in, password, now)?;
        self.let_in(dir, sign_in);
        Ok(unlocked)
    }

    /// As `unlock`, where more than the password may be asked: the failures before are remembered until `let_in`, or whoever
    /// has the password could try one code after the other.
    ///
    /// # Errors
    /// As for `unlock`.
    pub fn try_password(
        &mut self,
        dir: &Path,
        sign_in: &str,
        password: &Password,
        now: i64,
    ) -> Result<Unlocked, VaultError> {
        let tried = self.tried(sign_in);
        self.brake(dir, tried, now)?;
        self.open_slot(sign_in, tried, password).map_err(|refusal| self.refuse(dir, tried, refusal, now))
    }

    /// Everything that was asked was right: the failures before are forgotten.
    pub fn let_in(&mut self, dir: &Path, sign_in: &str) {
        if self.contents.tries.forget(self.tried(sign_in)) {
            self.save_count(dir);
        }
    }

    /// The password was right, and the code was not: it is counted as a wrong password is.
    pub fn turn_away(&mut self, dir: &Path, sign_in: &str, now: i64) -> VaultError {
        self.refuse(dir, self.tried(sign_in), Refusal::WrongCode, now)
    }

    fn refuse(&mut self, dir: &Path, tried: Tried, refusal: Refusal, now: i64) -> VaultError {
        self.contents.tries.fail(tried, refusal, now);
        self.save_count(dir);
        match (self.contents.tries.is_locked(tried), refusal) {
            (true, _) => VaultError::Locked,
            (false, Refusal::WrongCode) => VaultError::WrongCode,
            (false, _) => VaultError::WrongPassword,
        }
    }

    /// Whether this is a person's present password: for refusing it as the new one. Nothing is counted, so it may only be
    /// asked for somebody who has just signed in.
    pub fn is_password_of(&self, staff_id: i64, password: &Password) -> bool {
        let slot = self.contents.slots.iter().find(|slot| slot.staff_id == staff_id);
        slot.is_some_and(|slot| slot.unwrap(&self.contents.vault_id, password).is_ok())
    }

    /// These keys, with the failed tries that another file of them counted: for a copy that is never written to.
    #[must_use]
    pub fn counting_on(mut self, other: &Self) -> Self {
        self.contents.tries = other.contents.tries.clone();
        self
    }

    /// Hands over the failed tries that the audit has not been told of, and forgets them. Save the vault once they are in
    /// the audit; their numbers tell which ones were, should the program end in between.
    pub fn take_failures(&mut self) -> Failures {
        self.contents.tries.take()
    }

    fn brake(&mut self, dir: &Path, tried: Tried, now: i64) -> Result<(), VaultError> {
        let before = self.contents.tries.clone();
        let seconds = self.contents.tries.wait(tried, now);
        if seconds == 0 {
            return Ok(());
        }
        if self.contents.tries != before {
            self.save_count(dir);
        }
        Err(VaultError::Wait { seconds })
    }

    /// Whoever may not come in costs the same work, with the password of nobody's slot.
    fn open_slot(&self, sign_in: &str, tried: Tried, password: &Password) -> Result<Unlocked, Refusal> {
        let slot = self.slot_named(sign_in);
        let refusal = match slot {
            None => Some(Refusal::UnknownName),
            Some(slot) if slot.disabled => Some(Refusal::Disabled),
            Some(_) => self.contents.tries.is_locked(tried).then_some(Refusal::Locked),
        };
        match (slot, refusal) {
            (Some(slot), None) => self.unwrap_slot(slot, password),
            (_, refusal) => {
                self.work_for_nothing(password);
                Err(refusal.unwrap_or(Refusal::UnknownName))
            }
        }
    }

    fn unwrap_slot(&self, slot: &Slot, password: &Password) -> Result<Unlocked, Refusal> {
        let key = slot.unwrap(&self.contents.vault_id, password).map_err(|_| Refusal::WrongPassword)?;
        Ok(Unlocked { staff_id: slot.staff_id, key, must_change: slot.must_change })
    }

    fn work_for_nothing(&self, password: &Password) {
        if let Some(decoy) = self.contents.slots.first() {
            let nobody = Slot { salt: Hex::random(), staff_id: i64::MIN, ..decoy.clone() };
            let _ = nobody.unwrap(&self.contents.vault_id, password);
        }
    }

    /// A full disk must not keep anybody out, or a running timer could not be stopped: the count then holds only as long
    /// as this value lives.
    fn save_count(&self, dir: &Path) {
        let _ = self.save(dir);
    }
}
