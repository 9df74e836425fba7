//! How the vault is kept: changes of people and keys, the key file compared with the one that is remembered, when the screen
//! locks, and what a manager should be told about all of it.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use store::protection::ProtectionRow;
use store::{Conn, StoreError};
use vault::{DataKey, VaultFile};

use crate::change::{self, Change, Scene};
use crate::op::{Access, Actor, Op};
use crate::{Error, Tracker};

/// Screen lock after so many minutes without input, until the practice says otherwise (45 CFR 164.312(a)(2)(iii) asks for one
/// and leaves the time to the practice).
const LOCK_MINUTES: u8 = 5;

/// Longer than that nobody may leave a screen with names on it, and never is no choice.
const LOCK_MINUTES_MOST: u8 = 15;

/// That the recovery key was used is told at every sign-in of a manager for so long.
const RECOVERY_TOLD: TimeDelta = TimeDelta::days(14);

/// What the database says of the key file beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyFile {
    /// The one that was written last.
    Known,
    /// Written, and then the program ended before its change was committed: the change was never told to anybody as done.
    Ahead,
    /// An older one, or another one with the same number: somebody put it back.
    Old,
}

/// What a manager should be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Warning {
    /// One forgotten password would lose everything.
    #[error(
        "If one password is forgotten, everything here is lost: you are the only manager, and nobody has shown that the printed \
         recovery key is there. Add a second manager, or print a new recovery key."
    )]
    OneWayIn,
    /// Somebody came in with the printed key.
    #[error(
        "The recovery key was used on {} to set a manager's password. If that was not agreed, look at the audit now.", .day.format("%m/%d/%Y")
    )]
    RecoveryUsed {
        /// When, in the practice's zone.
        day: NaiveDate,
    },
}

/// How the vault is kept, for the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Protection {
    /// Minutes without input until the screen locks.
    pub lock_minutes: u8,
    /// When the present recovery key was made; unknown in a vault of an early version.
    pub recovery_made_at: Option<DateTime<Utc>>,
    /// When somebody showed last that it is there.
    pub recovery_proved_at: Option<DateTime<Utc>>,
    /// Nobody signs in with a password alone.
    pub codes_required: bool,
}

impl Tracker {
    /// How the vault is kept.
    ///
    /// # Errors
    /// The disk.
    pub fn protection(&self) -> Result<Protection, Error> {
        let row = self.store.read(store::protection::get)?;
        Ok(Protection {
            lock_minutes: row.as_ref().map_or(LOCK_MINUTES, |row| row.lock_minutes),
            recovery_made_at: row.as_ref().map(|row| row.recovery_made_at),
            codes_required: row.as_ref().is_some_and(|row| row.codes_required),
            recovery_proved_at: row.and_then(|row| row.recovery_proved_at),
        })
    }

    /// Sets after how many minutes without input the screen locks.
    ///
    /// # Errors
    /// Fewer than 1 or more than 15; access.
    pub fn set_lock_minutes(&mut self, actor: &Actor, minutes: u8) -> Result<(), Error> {
        if !(1..=LOCK_MINUTES_MOST).contains(&minutes) {
            return Err(Error::field(
                "lock_minutes",
                "Choose 1 to 15 minutes: a screen that never locks is left open.",
            ));
        }
        let keys = self.vault.clone();
        self.change(actor, Op::SaveLock, |change| {
            change.trace.note("minutes", minutes);
            edit(change, &keys, |row| row.lock_minutes = minutes)
        })
    }

    /// Somebody typed back what was asked of the printed key: it is there.
    ///
    /// # Errors
    /// Access.
    pub fn note_recovery_proved(&mut self, actor: &Actor) -> Result<(), Error> {
        let keys = self.vault.clone();
        self.change(actor, Op::ProveRecovery, |change| {
            let now = change.now;
            edit(change, &keys, |row| row.recovery_proved_at = Some(now))
        })
    }

    /// What this person should be told of how the vault is kept; only managers can do something about it.
    ///
    /// # Errors
    /// The disk.
    pub fn warnings(&self, actor: &Actor) -> Result<Vec<Warning>, Error> {
        if actor.access != Access::Manager {
            return Ok(Vec::new());
        }
        let proved = self.protection()?.recovery_proved_at.is_some();
        let one_way = (!proved && self.managers()? < 2).then_some(Warning::OneWayIn);
        Ok(one_way.into_iter().chain(self.recovery_used()?).collect())
    }

    /// How many managers can sign in.
    pub(crate) fn managers(&self) -> Result<usize, Error> {
        let rows = self.store.read(store::staff::all)?;
        Ok(rows.iter().filter(|row| crate::staff::is_manager(row)).count())
    }

    fn recovery_used(&self) -> Result<Option<Warning>, Error> {
        let since = (self.clock.now() - RECOVERY_TOLD).timestamp_millis();
        let used = self.store.read(|conn| store::rare_events::of_action(conn, Op::Recover.words().0))?;
        let newest = used.iter().find(|event| event.wall_ms >= since);
        let at = newest.and_then(|event| DateTime::from_timestamp_millis(event.wall_ms));
        Ok(at.map(|at| Warning::RecoveryUsed { day: self.practice.day(at) }))
    }

    /// As `change`, for what changes the key file too.
    ///
    /// The file is written after the rows and before the commit, so whenever the program ends, the file is the one that the
    /// database remembers or one change ahead of it, and never behind: a file that is behind was put back by somebody. The
    /// database decides who may come in. A slot without a row, or of a person who no longer works here, opens nothing, and
    /// what the change had told nobody yet (a one-time password, a recovery key) is made again.
    pub(crate) fn change_keys<T>(
        &mut self,
        actor: &Actor,
        op: Op,
        work: impl FnOnce(&mut Change<'_>, &mut VaultFile, &DataKey) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let scene = self.scene(actor, op)?;
        self.write_keys(scene, work)
    }

    /// As `change_keys`, where it is known already that it may be.
    pub(crate) fn write_keys<T>(
        &mut self,
        scene: Scene<'_>,
        work: impl FnOnce(&mut Change<'_>, &mut VaultFile, &DataKey) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let (mut keys, dir) = (self.vault.clone(), self.home.vault_dir());
        let (key, mut written) = (&self.key, false);
        let made = change::make(&mut self.store, scene, |change| {
            let value = work(change, &mut keys, key)?;
            edit(change, &keys, |_| ())?;
            change.trace.note("keys", keys.fingerprint()).note("keys_generation", keys.generation());
            written = true;
            keys.save(&dir)?;
            Ok(value)
        });
        if made.is_err() && written {
            // The commit failed (a full disk): the people in the file are again those in the rows. If this fails too, the
            // file is one ahead, which the next opening sorts out.
            let _ = self.vault.save(&dir);
        }
        let value = self.concluded(made)?;
        self.vault = keys;
        Ok(value)
    }

    /// At opening: writes down that the key file is one ahead, or that a manager goes on with an old one. Whether the printed
    /// recovery key fits the file cannot be known in either case.
    pub(crate) fn adopt_keys(&mut self, actor: &Actor, found: KeyFile) -> Result<(), Error> {
        if found == KeyFile::Known || self.trust.is_read_only() {
            return Ok(());
        }
        let scene = self.scene(actor, Op::AdoptKeys)?;
        if found == KeyFile::Ahead {
            let keys = self.vault.clone();
            let made = change::make(&mut self.store, scene, |change| {
                change.trace.note("found", format!("{found:?}")).note("keys", keys.fingerprint());
                edit(change, &keys, |row| row.recovery_proved_at = None)
            });
            return self.concluded(made);
        }
        // An old one becomes the newest there is: every file it takes the place of stays an old one.
        self.write_keys(scene, |change, keys, _| {
            let known = store::protection::get(change.tx)?.map_or(0, |row| row.key_generation);
            keys.outdate(known);
            change.trace.note("found", format!("{found:?}"));
            edit(change, keys, |row| row.recovery_proved_at = None)
        })
    }
}

/// Compares the key file with the newest one the database remembers.
pub(crate) fn compare(conn: &Conn, keys: &VaultFile) -> Result<KeyFile, StoreError> {
    let Some(row) = store::protection::get(conn)? else { return Ok(KeyFile::Known) };
    Ok(if keys.generation() > row.key_generation {
        KeyFile::Ahead
    } else if keys.generation() == row.key_generation && keys.fingerprint() == row.key_fingerprint {
        KeyFile::Known
    } else {
        KeyFile::Old
    })
}

/// Writes how the vault is kept, with the key file as it now is: never with an older one than was known.
pub(crate) fn edit(
    change: &Change<'_>,
    keys: &VaultFile,
    work: impl FnOnce(&mut ProtectionRow),
) -> Result<(), Error> {
    let known = store::protection::get(change.tx)?;
    let mut row = known.unwrap_or_else(|| first(keys, change.now));
    if keys.generation() < row.key_generation {
        return Err(Error::OldKeys);
    }
    row.key_generation = keys.generation();
    row.key_fingerprint = keys.fingerprint();
    work(&mut row);
    Ok(store::protection::put(change.tx, &row)?)
}

fn first(keys: &VaultFile, now: DateTime<Utc>) -> ProtectionRow {
    ProtectionRow {
        lock_minutes: LOCK_MINUTES,
        key_generation: keys.generation(),
        key_fingerprint: keys.fingerprint(),
        recovery_made_at: now,
        recovery_proved_at: None,
        codes_required: false,
    }
}
