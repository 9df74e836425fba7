//! New keys for everything: after somebody left who may have a copy of the files, or when a password got about.
//!
//! The database is encrypted anew under another key in a vault beside the present one, and then takes its place. A copy that
//! was taken before stays readable to whoever had a password then: nothing can change that, and the screens say so.

use std::path::PathBuf;

use chrono::{DateTime, SecondsFormat, Utc};
use store::staff::StaffRow;
use store::{Reader, Store};
use vault::{Anchor, DataKey, Password, SlotRequest, VaultFile};
use zeroize::Zeroizing;

use crate::backup::{Why, files};
use crate::change::{self, Scene};
use crate::op::{Actor, Op};
use crate::work::{Stage, Work};
use crate::{Error, ReadOnly, RecoveryKey, Tracker, health, protection};

const STOPPED: &str =
    "The new keys were stopped before anything changed places. Keys and passwords are as they were.";

/// Of the vault being made.
const DATABASE: &str = "caretally.db";

/// What a manager hands out afterwards; it is told once and kept nowhere.
pub struct NewKeys {
    /// Everybody else who signs in here, with a password for one sign-in.
    pub one_time: Vec<OneTime>,
    /// The recovery key in the place of the printed one.
    pub recovery: RecoveryKey,
    /// The folder of the vault under the old key, where it could not be removed.
    pub left: Option<PathBuf>,
}

/// Somebody's way back in.
pub struct OneTime {
    /// Who.
    pub name: String,
    /// The name typed at sign-in.
    pub sign_in: String,
    /// Opens once; then another one has to be chosen.
    pub password: Zeroizing<String>,
}

impl Tracker {
    /// Encrypts everything anew. The manager's own password stays; everybody else who works here gets one for one sign-in, and
    /// who was kept out has none any more. Timers run on.
    ///
    /// # Errors
    /// A wrong password; a backup that is under way; a vault that is not sound; the disk; [`Error::Stopped`]. The vault is as it
    /// was then.
    pub fn renew_keys(&mut self, actor: &Actor, password: &str) -> Result<NewKeys, Error> {
        let work = self.work();
        work.told(self.renew_all(actor, password, &work), STOPPED)
    }

    fn renew_all(&mut self, actor: &Actor, password: &str, work: &Work) -> Result<NewKeys, Error> {
        let now = self.clock.now();
        let scene = self.scene(actor, Op::RenewKeys)?;
        self.prove(actor, password)?;
        self.back_up_before(Why::BeforeNewKeys)?;
        let _turn = self.no_backup_meanwhile()?;
        let people = self.people_with_sign_in()?;
        let given: Vec<_> =
            people.iter().map(|row| (row.id != actor.staff).then(Password::suggest)).collect();
        let passwords: Vec<Password> =
            given.iter().map(|given| Password::new(given.as_ref().map_or(password, |given| given))).collect();
        let created_at = now.to_rfc3339_opts(SecondsFormat::Secs, true);
        let requests: Vec<SlotRequest<'_>> = std::iter::zip(&people, &passwords)
            .map(|(row, password)| SlotRequest {
                staff_id: row.id.get(),
                sign_in: row.sign_in.as_deref().unwrap_or_default(),
                password,
                created_at: &created_at,
                must_change: row.id != actor.staff && !self.practice.demo,
            })
            .collect();
        let (keys, key, recovery) = self.vault.with_new_keys(&requests);
        let made = self.make_anew(&keys, &key, scene, work).and_then(|()| work.decide());
        made.inspect_err(|_| self.home.forget_exchange())?;
        let left = self.move_in(keys, key, now)?;
        let one_time = std::iter::zip(people, given).filter_map(|(row, given)| {
            given.map(|password| OneTime {
                name: row.name,
                sign_in: row.sign_in.unwrap_or_default(),
                password,
            })
        });
        Ok(NewKeys { one_time: one_time.collect(), recovery, left })
    }

    fn people_with_sign_in(&self) -> Result<Vec<StaffRow>, Error> {
        let rows = self.store.read(store::staff::all)?;
        Ok(rows.into_iter().filter(|row| row.active && row.sign_in.is_some()).collect())
    }

    /// The same record under another key, looked at whole, with the event that tells of it at its end.
    fn make_anew(&self, keys: &VaultFile, key: &DataKey, scene: Scene<'_>, work: &Work) -> Result<(), Error> {
        let disk = |error: std::io::Error| Error::File(error.kind());
        let making = self.home.begin_exchange().map_err(disk)?;
        let database = making.join(DATABASE);
        let mut reader = Reader::open(&self.home.database(), &self.key.hex())?.heeding(work.halt())?;
        let seen = reader.copy_to(&database, &key.hex(), &mut |done, all| {
            let pages = |n: i32| usize::try_from(n).unwrap_or(0);
            work.at(Stage::Copying, pages(done), pages(all));
        })?;
        let mut store = Store::open(&database, &key.hex())?;
        store.heed(Some(work.halt()))?;
        work.at(Stage::Checking, 0, 1);
        if store.read(store::backup::census)? != seen || !store.integrity()?.is_empty() {
            return Err(Error::refused(
                "The copy under the new key is not sound, so nothing was changed. Look at Health in the audit.",
            ));
        }
        let ((), head) = change::make(&mut store, scene, |change| {
            change.trace.note("keys", keys.fingerprint()).note("keys_generation", keys.generation());
            let now = change.now;
            protection::edit(change, keys, |row| {
                row.recovery_made_at = now;
                row.recovery_proved_at = None;
            })
        })?;
        store.checkpoint()?;
        drop(store);
        keys.save(&making)?;
        Anchor::create(&making, key.anchor_key(), keys.vault_id(), health::noted(head)).map_err(disk)?;
        self.mark.also_in(&making);
        self.home.ready_to_exchange().map_err(disk)
    }

    /// Leaves the old vault, which is removed, and goes on in the new one.
    fn move_in(
        &mut self,
        keys: VaultFile,
        key: DataKey,
        now: DateTime<Utc>,
    ) -> Result<Option<PathBuf>, Error> {
        // Whatever fails from here on: nothing may be written to a store that is no vault.
        let allowed = self.trust.health.read_only.replace(ReadOnly::Damaged);
        self.trust.anchor = None;
        // Closed first: elsewhere than on Linux nobody can rename a folder with an open file in it.
        self.store = Store::in_memory()?;
        let exchanged = self.home.exchange(now);
        if exchanged.is_ok() {
            (self.key, self.vault) = (key, keys);
        }
        self.open_again()?;
        self.trust.health.read_only = allowed;
        let aside = exchanged.map_err(|error| Error::File(error.kind()))?;
        // What is in it is in the new one and in a backup; under the old key it is what somebody else could read.
        Ok(aside.filter(|aside| files::remove(aside).is_err()))
    }

    /// Opens the vault that is in its place now.
    fn open_again(&mut self) -> Result<(), Error> {
        self.store = Store::open(&self.home.database(), &self.key.hex())?;
        let (anchor, _) = Anchor::open(&self.home.vault_dir(), self.key.anchor_key(), self.vault.vault_id())
            .map_err(|error| Error::File(error.kind()))?;
        anchor.map_or(Ok(()), |anchor| self.trust.follow(anchor))
    }
}
