//! The printed recovery key: the way back in when a password is lost.

use std::sync::Arc;

use chrono::SecondsFormat;
use store::{StaffId, Store};
use vault::{Anchor, RecoveryKey, SlotRequest, Space, VaultFile};

use crate::change::{self, Scene};
use crate::clock::Clock;
use crate::home::checked_password;
use crate::op::{Access, Actor, Op};
use crate::practice::Practice;
use crate::stamp::Stamper;
use crate::{Error, Home, health};

impl Home {
    /// Sets a new password for somebody who signs in here, and gives the recovery key that takes the used one's place.
    ///
    /// # Errors
    /// A key that is mistyped or not this vault's; a name that does not sign in here; a password that breaks the rules;
    /// a vault that another process has open. Nothing is changed then.
    pub fn recover(
        &self,
        typed_key: &str,
        sign_in: &str,
        password: &str,
        clock: Arc<dyn Clock>,
    ) -> Result<RecoveryKey, Error> {
        let _lock = self.lock()?;
        let mut keys = VaultFile::read(&self.vault_dir())?;
        let key = keys.unlock_with_recovery(&RecoveryKey::parse(typed_key)?)?;
        let mut store = Store::open(&self.database(), &key.hex())?;
        let practice = store.read(Practice::load)?;
        let actor = owner(&store, sign_in)?;
        let password = checked_password(password, &[&practice.name, &actor.name, sign_in])?;
        let now = clock.now();
        let created_at = now.to_rfc3339_opts(SecondsFormat::Secs, true);
        let staff_id = actor.staff.get();
        let request = SlotRequest {
            staff_id,
            sign_in,
            password: &password,
            created_at: &created_at,
            must_change: false,
        };
        keys.put_slot(&key, request)?;
        let replaced = keys.replace_recovery(&key);
        let mut stamper = Stamper::new(self.dir(), None, now);
        let stamp = stamper.stamp(now, clock.mono_ms(), &practice);
        let (anchor, reading) = Anchor::open(&self.vault_dir(), key.anchor_key(), keys.vault_id())
            .map_err(|error| Error::File(error.kind()))?;
        let state = store.read(|conn| health::compare(conn, reading))?;
        let scene = Scene { actor: &actor, op: Op::Recover, now, practice, stamp };
        let ((), head) = change::make(&mut store, scene, |change| {
            change.trace.object(staff_id);
            // The key file last: a failed save rolls the audit line back, and the old key still opens.
            Ok(keys.save(&self.vault_dir())?)
        })?;
        // Where actions are missing, the note must go on saying so.
        if let (Some(mut anchor), None) = (anchor, health::read_only(state, Space::Plenty)) {
            // A note that is one action old is no fault.
            let _ = anchor.write(health::noted(head));
        }
        store.checkpoint()?;
        Ok(replaced)
    }
}

/// Whose password it is.
fn owner(store: &Store, sign_in: &str) -> Result<Actor, Error> {
    let row = store.read(|conn| store::staff::by_sign_in(conn, sign_in))?;
    let row = row
        .filter(|row| row.active)
        .ok_or_else(|| Error::field("sign_in", "Nobody with this name signs in here."))?;
    let access = Access::parse(&row.access).ok_or(Error::Unreadable("access"))?;
    Ok(Actor { staff: StaffId(row.id.get()), name: row.name, access })
}
