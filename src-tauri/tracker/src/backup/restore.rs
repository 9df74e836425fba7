//! Going back to a backup: who may, what would be lost, and the vault exchanged for it, nothing deleted.
//!
//! It works where the vault does not open, and where there is none yet.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use store::audit::{self, Head};
use store::backup::{StoredCopy, entries_after, last_entry};
use store::{Conn, EntryId, OpenError, Reader, StaffId, Store};
use vault::{Anchor, AnchorKey, DataKey, HeadReading, Password, VaultFile};

use super::making::Order;
use super::{Backup, DATABASE, KEYS, Why, files, list, manifest, proof, second, standing};
use crate::change::{self, Scene};
use crate::clock::Clock;
use crate::op::{Access, Actor, Op};
use crate::practice::Practice;
use crate::stamp::Stamper;
use crate::work::{Stage, Work};
use crate::{Error, Home, health, update};

const NOT_CHECKED: &str = "The look at this backup was stopped before it was finished, so nobody knows yet whether it is good. Nothing \
                           was changed.";
const STOPPED: &str = "The restore was stopped before anything changed places. The vault is as it was.";

/// Wrong passwords for backups are counted here, since a backup is never written to.
pub(crate) const TRIES: &str = "tries";

/// What going back to a backup would mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// The backup; it was looked at whole and is good.
    pub backup: Backup,
    /// What of the present vault is not in it.
    pub present: Present,
}

/// The present vault, seen from a backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Present {
    /// There is none.
    Nothing,
    /// It does not open with the key of the backup; why.
    Closed {
        /// Why, a sentence.
        why: String,
    },
    /// It opens, and this would be lost.
    Opens {
        /// Recorded actions after the backup.
        events: i64,
        /// Entries after the backup, by the staff member whose time they are.
        entries: Vec<(String, i64)>,
        /// The vault does not go on from the backup: it is another vault, or one that was itself restored.
        parted: bool,
    },
}

/// What came of a restore.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// The backup that is the vault now.
    pub backup: Backup,
    /// Where the files of the vault before are.
    pub aside: Option<PathBuf>,
}

/// A backup that a manager of its own time has unlocked, looked at whole.
struct Chosen {
    backup: Backup,
    keys: VaultFile,
    key: DataKey,
    manager: Actor,
}

impl Home {
    /// Where the backups are.
    pub fn backups(&self) -> PathBuf {
        self.dir().join(super::BACKUPS)
    }

    /// Backups to choose from, newest first: those of this PC and of the second place, or those of a folder.
    ///
    /// # Errors
    /// A folder that is not there.
    pub fn restorable(&self, folder: Option<&Path>) -> Result<Vec<Backup>, Error> {
        let Some(folder) = folder else {
            let mut found = list(&self.backups());
            found.extend(second::read(self).map(|second| list(&second.folder())).unwrap_or_default());
            found.sort_by_key(|backup| std::cmp::Reverse(backup.made_at()));
            return Ok(found);
        };
        if !folder.is_absolute() || !folder.is_dir() {
            return Err(Error::field("folder", "There is no such folder. Write its whole path."));
        }
        if let Ok(backup) = Backup::at(folder) {
            return Ok(vec![backup]);
        }
        let mut found = list(folder);
        found.extend(list(&second::folder_in(folder)));
        Ok(found)
    }

    /// What going back to a backup would mean. Changes nothing.
    ///
    /// # Errors
    /// A damaged backup; a wrong password; somebody who was no manager then; [`Error::Stopped`].
    pub fn preview_restore(
        &self,
        dir: &Path,
        sign_in: &str,
        password: &str,
        now: DateTime<Utc>,
        work: &Work,
    ) -> Result<Preview, Error> {
        let chosen = work.told(self.choose(dir, sign_in, password, now, work), NOT_CHECKED)?;
        let copy = StoredCopy::open(&chosen.backup.dir.join(DATABASE), &chosen.key.hex())?;
        let last = copy.read(last_entry)?;
        let present = self.present(&chosen, last);
        Ok(Preview { backup: chosen.backup, present })
    }

    /// Puts a backup in the place of the vault. The files of the present vault are moved aside and stay; where it opens, a
    /// backup of it is made before. That this was done, and where the record before ended, is in the record of what was
    /// restored.
    ///
    /// # Errors
    /// As for the preview; a vault that another process has open; the disk. The vault is as it was then. Once the files begin to
    /// change places it is not stopped any more.
    pub fn restore(
        &self,
        dir: &Path,
        sign_in: &str,
        password: &str,
        clock: &Arc<dyn Clock>,
        work: &Work,
    ) -> Result<Restored, Error> {
        let _lock = self.lock()?;
        let now = clock.now();
        let chosen = work.told(self.choose(dir, sign_in, password, now, work), STOPPED)?;
        let disk = |error: std::io::Error| Error::File(error.kind());
        let abandoned = self.abandoned(&chosen);
        self.save_present(&chosen, now, work);
        let made = self.make_ready(&chosen, abandoned, &**clock, work).and_then(|()| work.decide());
        if made.is_err() {
            // Half of a vault takes the room that others need; the first error is the one to tell.
            self.forget_exchange();
        }
        work.told(made, STOPPED)?;
        let aside = self.exchange(now).map_err(disk)?;
        Ok(Restored { backup: chosen.backup, aside })
    }

    fn choose(
        &self,
        dir: &Path,
        sign_in: &str,
        password: &str,
        now: DateTime<Utc>,
        work: &Work,
    ) -> Result<Chosen, Error> {
        let backup = Backup::at(dir)?;
        let mut keys = VaultFile::read(&backup.dir)?;
        let tries = self.backups().join(TRIES);
        if let Ok(counted) = VaultFile::read(&tries) {
            keys = keys.counting_on(&counted);
        }
        let unlocked = keys.unlock(&tries, sign_in, &Password::new(password), now.timestamp())?;
        let looked = proof::prove_heeding(&backup.dir, &unlocked.key, work)?;
        if let Some(fault) = looked.faults.first() {
            return Err(Error::refused(format!(
                "This backup is not sound, so it cannot be restored. {fault}"
            )));
        }
        let copy = StoredCopy::open(&backup.database(), &unlocked.key.hex())?;
        let row = copy.read(|conn| store::staff::by_id(conn, StaffId(unlocked.staff_id)))?;
        let manager = Actor { staff: row.id, name: row.name, access: Access::Manager };
        if !row.active || Access::parse(&row.access) != Some(Access::Manager) {
            return Err(Error::Forbidden);
        }
        Ok(Chosen { backup, keys, key: unlocked.key, manager })
    }

    fn present(&self, chosen: &Chosen, last: EntryId) -> Present {
        if !self.database().exists() {
            return Present::Nothing;
        }
        let looked = Reader::open(&self.database(), &chosen.key.hex())
            .map_err(Error::from)
            .and_then(|mut reader| reader.read(|conn| lost(conn, chosen, last)));
        looked.unwrap_or_else(|error| Present::Closed { why: error.to_string() })
    }

    /// Where the record ends that is given up: as the database says, else as the note beside it does.
    fn abandoned(&self, chosen: &Chosen) -> Option<(i64, String)> {
        let of_database = Reader::open(&self.database(), &chosen.key.hex())
            .ok()
            .and_then(|mut reader| reader.read(audit::head).ok().flatten());
        let head = of_database.map(|Head { seq, hash, .. }| (seq, hash));
        let (seq, hash) = head.or_else(|| noted(&self.vault_dir(), chosen.key.anchor_key(), &chosen.keys))?;
        Some((seq, manifest::hex(&hash)))
    }

    /// A vault that opens can be gone back to as well. One that does not is moved aside as it is.
    fn save_present(&self, chosen: &Chosen, now: DateTime<Utc>, work: &Work) {
        let zone = Reader::open(&self.database(), &chosen.key.hex())
            .ok()
            .and_then(|mut reader| reader.read(Practice::load).ok())
            .map(|practice| practice.zone);
        let Some(zone) = zone else { return };
        let (vault_id, now) = (chosen.keys.vault_id(), crate::clock::second_passed(now));
        let why = Why::BeforeRestore;
        let order = Order { home: self, key: &chosen.key, vault_id, zone, now, why };
        // Of a damaged vault there is no backup; its files stay in any case.
        let _ = standing::of_closed(order, work);
    }

    fn make_ready(
        &self,
        chosen: &Chosen,
        abandoned: Option<(i64, String)>,
        clock: &dyn Clock,
        work: &Work,
    ) -> Result<(), Error> {
        work.step(Stage::Copying, 0, 1)?;
        let disk = |error: std::io::Error| Error::File(error.kind());
        let making = self.begin_exchange().map_err(disk)?;
        for name in [DATABASE, KEYS] {
            files::copy(&chosen.backup.dir.join(name), &making.join(name), work.halt()).map_err(disk)?;
        }
        let head = self.write_down(chosen, abandoned, &making.join(DATABASE), clock)?;
        Anchor::create(&making, chosen.key.anchor_key(), chosen.keys.vault_id(), health::noted(head))
            .map_err(disk)?;
        self.ready_to_exchange().map_err(disk)
    }

    /// The event of the restore, at the end of the record that is restored.
    fn write_down(
        &self,
        chosen: &Chosen,
        abandoned: Option<(i64, String)>,
        database: &Path,
        clock: &dyn Clock,
    ) -> Result<Head, Error> {
        let mut stamper = Stamper::new(self.dir(), None, clock.now());
        let (now, mono) = (clock.now(), clock.mono_ms());
        let mut store = match Store::open(database, &chosen.key.hex()) {
            Err(OpenError::Older { found, .. }) => {
                let stamp = stamper.stamp_in(now, mono, "UTC");
                let event = update::event(stamp, &chosen.manager, found);
                Store::update(database, &chosen.key.hex(), &event)?
            }
            opened => opened?,
        };
        let practice = store.read(Practice::load)?;
        let stamp = stamper.stamp(now, mono, &practice);
        let scene = Scene { actor: &chosen.manager, op: Op::Restore, now, practice, stamp, work: None };
        let ((), head) = change::make(&mut store, scene, |change| {
            let manifest = &chosen.backup.manifest;
            change.trace.note("made_at", manifest.made_at.to_rfc3339()).note("head", manifest.head_seq);
            if let Some((seq, hash)) = abandoned {
                change.trace.note("abandoned", seq).note("abandoned_hash", hash);
            }
            Ok(())
        })?;
        store.checkpoint()?;
        Ok(head)
    }
}

fn lost(conn: &Conn, chosen: &Chosen, last: EntryId) -> Result<Present, Error> {
    let manifest = &chosen.backup.manifest;
    let goes_on = audit::hash_at(conn, manifest.head_seq)?
        .is_some_and(|hash| manifest::hex(&hash) == manifest.head_hash);
    let head = audit::head(conn)?.map_or(0, |head| head.seq);
    let (events, last) = if goes_on { (head - manifest.head_seq, last) } else { (head, EntryId(0)) };
    Ok(Present::Opens { events, entries: entries_after(conn, last)?, parted: !goes_on })
}

fn noted(dir: &Path, key: AnchorKey, keys: &VaultFile) -> Option<(i64, [u8; 32])> {
    let (_, reading): (_, HeadReading) = Anchor::open(dir, key, keys.vault_id()).ok()?;
    reading.newest().map(|head| (head.seq, head.hash))
}
