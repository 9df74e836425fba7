//! Making a backup: a copy beside, opened and looked at, described and signed, and only then given a name.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use store::Reader;
use vault::{DataKey, Space, place};

use super::desk::{Saved, Stage, Turn};
use super::manifest::{self, Manifest, Signed, Why};
use super::{Backup, DATABASE, Desk, KEYS, MAKING, files, list, name_of, proof, rotation, second};
use crate::work::{self, Work};
use crate::{Error, Home};

/// Everything that is needed to make a backup on another thread, while work goes on.
pub struct BackupJob {
    pub(crate) home: Home,
    pub(crate) key: DataKey,
    pub(crate) vault_id: [u8; 16],
    pub(crate) zone: Tz,
    pub(crate) now: DateTime<Utc>,
    pub(crate) why: Why,
    turn: Turn,
    work: Work,
}

impl std::fmt::Debug for BackupJob {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "BackupJob({})", self.why.slug())
    }
}

/// What a backup is made of and for.
pub(crate) struct Order<'a> {
    pub(crate) home: &'a Home,
    pub(crate) key: &'a DataKey,
    pub(crate) vault_id: [u8; 16],
    pub(crate) zone: Tz,
    pub(crate) now: DateTime<Utc>,
    pub(crate) why: Why,
}

impl Order<'_> {
    /// The job, unless a backup is under way already.
    pub(crate) fn job(self, desk: &Arc<Desk>) -> Option<BackupJob> {
        let Self { home, key, vault_id, zone, now, why } = self;
        let turn = desk.begin(now)?;
        let work = Work::default();
        Some(BackupJob { home: home.clone(), key: key.clone(), vault_id, zone, now, why, turn, work })
    }
}

impl BackupJob {
    /// As a part of other work, which may be stopped.
    #[must_use]
    pub fn heeding(self, work: &Work) -> Self {
        Self { work: work.clone(), ..self }
    }

    /// What whoever waits for it may stop.
    pub fn work(&self) -> Work {
        self.work.clone()
    }

    /// Makes the backup, thins out the old ones, and copies it to the second place. A second place that is away is no reason
    /// to have no backup: what happened there is on the desk.
    ///
    /// # Errors
    /// The disk; a vault that is not sound, of which there is no backup; [`Error::Stopped`]. Nothing half made is left.
    pub fn run(self) -> Result<Backup, Error> {
        let making = self.home.backups().join(MAKING);
        let made = self.work.told(self.make(&making), STOPPED);
        if made.is_err() {
            // Half a backup takes the room that others need; the first error is the one to tell.
            let _ = files::remove(&making);
        }
        match made {
            Ok(backup) => {
                self.turn.made(Saved { at: backup.made_at(), seq: backup.manifest.head_seq });
                self.thin_out();
                self.copy_to_second(&backup);
                Ok(backup)
            }
            // That somebody wanted none is no failure to be told of in red.
            Err(error) if error.is_stopped() => Err(error),
            Err(error) => {
                let error = told(&error);
                self.turn.failed(error.to_string());
                Err(error)
            }
        }
    }

    fn make(&self, making: &Path) -> Result<Backup, Error> {
        let disk = |error: std::io::Error| Error::File(error.kind());
        if let Space::TooLow { mib } = place::space(self.home.dir()).map_err(disk)? {
            return Err(Error::ReadOnly(crate::ReadOnly::NoRoom { mib }));
        }
        files::fresh_folder(making).map_err(disk)?;
        let copy = making.join(DATABASE);
        let halt = self.work.halt();
        let mut reader = Reader::open(&self.home.database(), &self.key.hex())?.heeding(halt)?;
        let census = reader.copy_to(&copy, &self.key.hex(), &mut |done, all| {
            self.at(Stage::Copying, percent(done, all));
        })?;
        files::copy(&self.home.vault_dir().join(KEYS), &making.join(KEYS), halt).map_err(disk)?;
        self.at(Stage::Checking, 0);
        let mut manifest = Manifest::new(self.vault_id, self.now, self.why).counted(census);
        let faults = proof::opened(&copy, &self.key, &manifest, &self.work);
        self.work.go_on()?;
        if let Some(fault) = faults.first() {
            return Err(Error::refused(format!("The copy is not sound, so it is not kept. {fault}")));
        }
        self.at(Stage::Checking, 80);
        manifest.bytes = fs::metadata(&copy).map_err(disk)?.len();
        manifest.sha256 = manifest::sha256(&copy, halt).map_err(disk)?;
        manifest.keys_sha256 = manifest::sha256(&making.join(KEYS), halt).map_err(disk)?;
        Signed::by(&self.key.backup_key(), manifest.clone()).write(making).map_err(disk)?;
        files::sync_folder(making).map_err(disk)?;
        let dir = free_name(&self.home.backups(), self.now);
        self.work.go_on()?;
        files::rename(making, &dir).map_err(disk)?;
        Ok(Backup { dir, manifest })
    }

    fn at(&self, stage: Stage, percent: u8) {
        self.turn.at(stage, percent);
        self.work.at(work::Stage::BackingUp, usize::from(percent), 100);
    }

    fn thin_out(&self) {
        thin_out(&self.home.backups(), &manifest::hex(&self.vault_id), self.now, self.zone);
    }

    fn copy_to_second(&self, backup: &Backup) {
        let Some(second) = second::read(&self.home) else { return self.turn.second(None) };
        self.at(Stage::Second, 0);
        let copied = second
            .take(backup, &self.key, &self.work)
            .and_then(|()| second.note(&self.home, backup, self.now));
        if copied.is_ok() {
            thin_out(&second.folder(), &backup.manifest.vault_id, self.now, self.zone);
        }
        self.turn.second(copied.err().map(|error| error.to_string()));
    }
}

const STOPPED: &str =
    "The backup was stopped. Nothing of it was kept; the vault and the earlier backups are as they were.";

/// Removes what need not be kept of this vault's backups. One that cannot be removed is tried again with the next.
fn thin_out(folder: &Path, vault_id: &str, now: DateTime<Utc>, zone: Tz) {
    let mut ours = list(folder);
    ours.retain(|backup| backup.manifest.vault_id == vault_id);
    let made: Vec<_> = ours.iter().map(Backup::made_at).collect();
    let kept = rotation::kept(&made, now, zone);
    for (backup, _) in ours.iter().zip(kept).filter(|(_, kept)| !kept) {
        let _ = files::remove(&backup.dir);
    }
}

fn percent(done: i32, all: i32) -> u8 {
    let percent = i64::from(done) * 100 / i64::from(all.max(1));
    u8::try_from(percent).unwrap_or(100)
}

/// Two backups of one second have numbers.
fn free_name(folder: &Path, now: DateTime<Utc>) -> PathBuf {
    let name = name_of(now);
    let further = (2..).map(|number| format!("{name}-{number}"));
    let mut names = std::iter::once(name.clone()).chain(further).map(|name| folder.join(name));
    names.find(|path| !path.exists()).unwrap_or_default()
}

/// What went wrong, what was kept, what to do.
fn told(error: &Error) -> Error {
    let why = error.to_string();
    let full = matches!(error, Error::Open(store::OpenError::Full))
        || matches!(error, Error::File(std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded));
    let remedy = if full {
        "The disk is full: free some room, then make a backup."
    } else {
        "The vault and the earlier backups are as they were."
    };
    Error::refused(format!("No backup was made. {why} {remedy}"))
}
