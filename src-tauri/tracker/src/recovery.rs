//! The printed recovery key: the way back in when a password is lost, renewed whenever it was used or cannot be found.

use std::sync::Arc;

use chrono::SecondsFormat;
use store::StaffId;
use vault::{RecoveryKey, SlotRequest, VaultFile};

use crate::change::Scene;
use crate::clock::Clock;
use crate::home::checked_password;
use crate::op::{Access, Actor, Op};
use crate::protection::KeyFile;
use crate::{Error, Home, Tracker, protection};

impl Home {
    /// Sets a new password for a manager of a closed vault, and gives the recovery key that takes the used one's place.
    ///
    /// # Errors
    /// A key that is mistyped or not this vault's; a name that is no manager's; a password that breaks the rules;
    /// a vault that another process has open. Nothing is changed then.
    pub fn recover(
        &self,
        typed_key: &str,
        sign_in: &str,
        password: &str,
        clock: Arc<dyn Clock>,
    ) -> Result<RecoveryKey, Error> {
        self.open_by_recovery(typed_key, sign_in, password, clock).map(|(_, _, replaced)| replaced)
    }

    /// As `recover`, and leaves the vault open.
    ///
    /// # Errors
    /// As `recover`.
    pub fn open_by_recovery(
        &self,
        typed_key: &str,
        sign_in: &str,
        password: &str,
        clock: Arc<dyn Clock>,
    ) -> Result<(Tracker, Actor, RecoveryKey), Error> {
        let lock = self.lock()?;
        let keys = VaultFile::read(&self.vault_dir())?;
        let key = keys.unlock_with_recovery(&RecoveryKey::parse(typed_key)?)?;
        let who = claimed(&keys, sign_in);
        let opened = self.assemble(lock, keys, key, &who, clock)?;
        if opened.keys == KeyFile::Old {
            // A printed key that was used or replaced opens the file of its own day, as passwords of then do.
            return Err(Error::OldKeys);
        }
        let mut tracker = opened.tracker;
        let (owner, sign_in) = tracker.owner(sign_in)?;
        tracker.follow(opened.anchor)?;
        let replaced = tracker.set_by_recovery(&owner, &sign_in, password)?;
        tracker.interrupt_all()?;
        tracker.settle_journal()?;
        Ok((tracker, owner, replaced))
    }
}

/// Who somebody with the printed key says to be, before the database can say whether that is so.
fn claimed(keys: &VaultFile, sign_in: &str) -> Actor {
    let slot = keys.slots().into_iter().find(|slot| slot.sign_in == sign_in);
    let staff = StaffId(slot.map_or(0, |slot| slot.staff_id));
    Actor { staff, name: sign_in.to_owned(), access: Access::Auditor }
}

impl Tracker {
    /// As `Home::recover`, on a vault that is open behind a locked screen: its timers run on.
    ///
    /// # Errors
    /// As `Home::recover`.
    pub fn recover(
        &mut self,
        typed_key: &str,
        sign_in: &str,
        password: &str,
    ) -> Result<(Actor, RecoveryKey), Error> {
        self.vault.unlock_with_recovery(&RecoveryKey::parse(typed_key)?)?;
        let (owner, sign_in) = self.owner(sign_in)?;
        self.trust.stamper.begin_session();
        let replaced = self.set_by_recovery(&owner, &sign_in, password)?;
        Ok((owner, replaced))
    }

    /// A new recovery key in the place of the printed one, which opens nothing from now on.
    ///
    /// # Errors
    /// Access; the disk.
    pub fn renew_recovery(&mut self, actor: &Actor) -> Result<RecoveryKey, Error> {
        self.change_keys(actor, Op::RenewRecovery, |change, keys, key| {
            let replaced = keys.replace_recovery(key);
            made_now(change, keys)?;
            Ok(replaced)
        })
    }

    /// The whole printed key typed in: is it the one that opens this vault?
    ///
    /// # Errors
    /// Another key, or a mistyped one; access.
    pub fn prove_recovery(&mut self, actor: &Actor, typed_key: &str) -> Result<(), Error> {
        if !Op::ProveRecovery.allows(actor.access) {
            return Err(Error::Forbidden);
        }
        let wrong = |error: vault::VaultError| Error::field("key", error.to_string());
        let key = RecoveryKey::parse(typed_key).map_err(wrong)?;
        self.vault.unlock_with_recovery(&key).map_err(wrong)?;
        self.note_recovery_proved(actor)
    }

    /// Nobody is kept out by a vault that is read only: a manager has to be able to look at what is wrong with it.
    fn set_by_recovery(
        &mut self,
        owner: &Actor,
        sign_in: &str,
        password: &str,
    ) -> Result<RecoveryKey, Error> {
        let password = checked_password(password, &[&self.practice.name, &owner.name, sign_in])?;
        let now = self.clock.now();
        let stamp = self.trust.stamper.stamp(now, self.clock.mono_ms(), &self.practice);
        let practice = self.practice.clone();
        let scene = Scene { actor: owner, op: Op::Recover, now, practice, stamp, work: None };
        let (staff_id, password) = (owner.staff.get(), &password);
        self.write_keys(scene, |change, keys, key| {
            change.trace.object(staff_id);
            let created_at = now.to_rfc3339_opts(SecondsFormat::Secs, true);
            let request =
                SlotRequest { staff_id, sign_in, password, created_at: &created_at, must_change: false };
            keys.put_slot(key, request)?;
            // Who has the printed key may have lost the phone too.
            store::codes::remove(change.tx, owner.staff)?;
            let replaced = keys.replace_recovery(key);
            made_now(change, keys)?;
            Ok(replaced)
        })
    }

    /// Whose password it is, and the name as it is on record. Only a manager's: a manager then gives the others theirs.
    fn owner(&self, typed: &str) -> Result<(Actor, String), Error> {
        let row = self.store.read(|conn| store::staff::by_sign_in(conn, typed.trim()))?;
        let row = row.filter(crate::staff::is_manager).ok_or_else(|| {
            Error::field(
                "sign_in",
                "No manager signs in with this name. The recovery key sets a manager's password; a manager then gives the others \
                 new ones.",
            )
        })?;
        let sign_in = row.sign_in.unwrap_or_default();
        Ok((Actor { staff: StaffId(row.id.get()), name: row.name, access: Access::Manager }, sign_in))
    }
}

/// A new recovery key: whether it was printed is not known before two of its groups were typed back.
fn made_now(change: &crate::change::Change<'_>, keys: &VaultFile) -> Result<(), Error> {
    let now = change.now;
    protection::edit(change, keys, |row| {
        row.recovery_made_at = now;
        row.recovery_proved_at = None;
    })
}
