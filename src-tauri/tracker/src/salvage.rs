//! What can still be read of a damaged vault, as tables and a report in a folder. Nothing of it is ever put back.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use store::backup::StoredCopy;
use store::salvage::{Missing, Salvage};
use store::{StaffId, StoreError};
use tempfile::TempDir;
use vault::{DataKey, Password, RecoveryKey, VaultError, VaultFile};

use crate::backup::{Backup, files, manifest, proof, restore};
use crate::work::{Stage, Work};
use crate::{Error, Home};

mod bits;
mod tables;
mod words;

const STOPPED: &str =
    "The salvage was stopped before it was finished. Nothing of it was kept, and the vault is as it was.";

/// Backups that are looked at, from the newest on, for one that is good: each takes about a second.
const LOOKED_AT: usize = 5;

/// What the journal is called, after the name of the database (SQLite, "Write-Ahead Logging").
const JOURNAL: &str = "-wal";

const COPY: &str = "caretally.db";

/// Who asks. A salvage shows everything, so it takes who may restore, or who holds the printed key.
#[derive(Clone, Copy)]
pub enum Claim<'a> {
    /// A manager.
    Manager {
        /// The name to sign in with.
        sign_in: &'a str,
        /// The password.
        password: &'a str,
    },
    /// The recovery key, as typed. It stays good: nothing is written.
    RecoveryKey(&'a str),
}

impl std::fmt::Debug for Claim<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Claim")
    }
}

/// What came of a salvage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Salvaged {
    /// The folder with the tables and the report.
    pub folder: PathBuf,
    /// Every table, by name.
    pub tables: Vec<SalvagedTable>,
    /// The newest backup that was looked at now and is good.
    pub backup: Option<Backup>,
    /// Bytes of database and journal that the disk does not give any more.
    pub unread: u64,
}

/// What came of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SalvagedTable {
    /// Its name.
    pub name: String,
    /// Rows that were read.
    pub rows: u64,
    /// What could not be read.
    pub missing: Vec<Missing>,
    /// The search for readable rows ended early.
    pub cut_short: bool,
    /// Columns that are not in the file.
    pub left_out: Vec<String>,
    /// The files it is in.
    pub files: Vec<String>,
}

impl Salvaged {
    /// Every row of every table could be read.
    pub fn is_whole(&self) -> bool {
        self.tables.iter().all(|table| table.missing.is_empty())
    }

    /// Rows that were read.
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }

    /// What is missing, a sentence for each table that lacks something.
    pub fn losses(&self) -> Vec<String> {
        let lacking = self.tables.iter().filter(|table| !table.missing.is_empty());
        lacking.map(|table| words::loss(table, self.backup.as_ref())).collect()
    }
}

/// The keys of the vault, and whose password opened them; nobody's where it was the recovery key.
struct Opened {
    keys: VaultFile,
    key: DataKey,
    staff: Option<StaffId>,
}

/// The files as they are; gone when this is dropped.
struct BitCopy {
    folder: TempDir,
    unread: u64,
}

impl Home {
    /// Reads what can be read of the database, damaged or not, and writes it into a new folder: one that is there (`to`), or
    /// where exports are. Nothing is written into the vault.
    ///
    /// # Errors
    /// A wrong password; somebody who is no manager; a vault that another process has open; a first page that cannot be read,
    /// and then nothing can; the disk; [`Error::Stopped`]. No folder is left then.
    pub fn salvage(
        &self,
        claim: Claim<'_>,
        to: Option<&Path>,
        now: DateTime<Utc>,
        work: &Work,
    ) -> Result<Salvaged, Error> {
        let _lock = self.lock()?;
        if !self.database().exists() {
            return Err(Error::refused(
                "There is no database here (caretally.db), so there is nothing to read.",
            ));
        }
        let opened = self.open_keys(claim, now)?;
        let parent = self.parent_of_salvage(to)?;
        work.told(self.salvage_into(&opened, &parent, now, work), STOPPED)
    }

    fn open_keys(&self, claim: Claim<'_>, now: DateTime<Utc>) -> Result<Opened, Error> {
        let mut keys = VaultFile::read(&self.vault_dir())?;
        let (sign_in, password) = match claim {
            Claim::Manager { sign_in, password } => (sign_in, Password::new(password)),
            Claim::RecoveryKey(typed) => {
                let key = keys.unlock_with_recovery(&RecoveryKey::parse(typed)?)?;
                return Ok(Opened { keys, key, staff: None });
            }
        };
        if keys.slots().iter().any(|slot| slot.locked && slot.sign_in == sign_in) {
            return Err(VaultError::Locked.into());
        }
        // Wrong passwords are counted where those for backups are: the key file of a damaged vault stays as it is, too.
        let tries = self.backups().join(restore::TRIES);
        if let Ok(counted) = VaultFile::read(&tries) {
            keys = keys.counting_on(&counted);
        }
        let unlocked = keys.unlock(&tries, sign_in, &password, now.timestamp())?;
        Ok(Opened { keys, key: unlocked.key, staff: Some(StaffId(unlocked.staff_id)) })
    }

    /// Where the folder is made: never in the vault, of which no byte changes.
    fn parent_of_salvage(&self, to: Option<&Path>) -> Result<PathBuf, Error> {
        let parent = match to {
            Some(folder) if folder.is_absolute() && folder.is_dir() => folder,
            Some(_) => return Err(Error::field("folder", "There is no such folder. Write its whole path.")),
            None => {
                fs::create_dir_all(self.exports()).map_err(disk)?;
                self.exports()
            }
        };
        let real = fs::canonicalize(parent).map_err(disk)?;
        if fs::canonicalize(self.vault_dir()).is_ok_and(|vault| real.starts_with(vault)) {
            return Err(Error::field(
                "folder",
                "This folder is the vault itself, which stays as it is. Choose another one.",
            ));
        }
        Ok(parent.to_owned())
    }

    fn salvage_into(
        &self,
        opened: &Opened,
        parent: &Path,
        now: DateTime<Utc>,
        work: &Work,
    ) -> Result<Salvaged, Error> {
        let backup = self.newest_good(opened, work)?;
        work.step(Stage::Copying, 0, 1)?;
        let copied = self.bit_copy(parent, work).map_err(disk)?;
        let mut salvage = Salvage::open(&copied.folder.path().join(COPY), &opened.key.hex(), work.halt())
            .map_err(|error| words::nothing(error, backup.as_ref()))?;
        must_be_manager(&mut salvage, opened, backup.as_ref())?;
        let folder = free_folder(parent, now);
        let making = folder.with_extension("part");
        files::fresh_folder(&making).map_err(disk)?;
        let made = fill(&mut salvage, &making, work).and_then(|tables| {
            let salvaged = Salvaged { folder, tables, backup, unread: copied.unread };
            let text = words::report(self, &salvaged, now);
            files::write_new(&making.join("report.txt"), text.as_bytes()).map_err(disk)?;
            work.decide()?;
            files::rename(&making, &salvaged.folder).map_err(disk)?;
            Ok(salvaged)
        });
        if made.is_err() {
            // Half of it would be taken for all there is; the first error is the one to tell.
            let _ = files::remove(&making);
        }
        made
    }

    /// Database and journal as they are, encrypted.
    fn bit_copy(&self, parent: &Path, work: &Work) -> io::Result<BitCopy> {
        let folder = tempfile::Builder::new().prefix(".caretally-salvage").tempdir_in(parent)?;
        let mut unread = bits::copy(&self.database(), &folder.path().join(COPY), work.halt())?;
        if self.journal().exists() {
            let to = folder.path().join(format!("{COPY}{JOURNAL}"));
            unread += bits::copy(&self.journal(), &to, work.halt())?;
        }
        Ok(BitCopy { folder, unread })
    }

    fn journal(&self) -> PathBuf {
        let mut name = self.database().into_os_string();
        name.push(JOURNAL);
        name.into()
    }

    /// The newest backup of this vault, looked at whole.
    fn newest_good(&self, opened: &Opened, work: &Work) -> Result<Option<Backup>, Error> {
        let vault_id = manifest::hex(&opened.keys.vault_id());
        let all = self.restorable(None)?.into_iter();
        for backup in all.filter(|backup| backup.manifest.vault_id == vault_id).take(LOOKED_AT) {
            let proof = proof::prove_heeding(&backup.dir, &opened.key, work);
            work.go_on()?;
            if proof.is_ok_and(|proof| proof.is_good()) {
                return Ok(Some(backup));
            }
        }
        Ok(None)
    }
}

fn fill(salvage: &mut Salvage, making: &Path, work: &Work) -> Result<Vec<SalvagedTable>, Error> {
    let (all, mut tables) = (salvage.tables()?, Vec::new());
    for (n, table) in all.iter().enumerate() {
        work.step(Stage::Writing, n, all.len())?;
        tables.push(tables::write(salvage, table, making)?);
    }
    Ok(tables)
}

/// As the database says, and where that page is damaged, as the newest good backup does.
fn must_be_manager(salvage: &mut Salvage, opened: &Opened, backup: Option<&Backup>) -> Result<(), Error> {
    let Some(staff) = opened.staff else { return Ok(()) };
    let of_vault = salvage.read(|conn| store::staff::by_id(conn, staff));
    let row = match (of_vault, backup) {
        (Ok(row), _) => row,
        (Err(StoreError::NotFound), _) => return Err(Error::Forbidden),
        (Err(StoreError::Stopped), _) => return Err(StoreError::Stopped.into()),
        (Err(_), Some(backup)) => {
            let copy = StoredCopy::open(&backup.database(), &opened.key.hex())?;
            copy.read(|conn| store::staff::by_id(conn, staff)).map_err(|_| Error::Forbidden)?
        }
        (Err(_), None) => {
            return Err(Error::refused(
                "The page that says who is a manager is damaged, and no backup says it either. Use the printed recovery key.",
            ));
        }
    };
    if crate::staff::is_manager(&row) { Ok(()) } else { Err(Error::Forbidden) }
}

/// A name of its own by the minute, UTC.
fn free_folder(parent: &Path, now: DateTime<Utc>) -> PathBuf {
    let name = now.format("salvage-%Y-%m-%d-%H%M").to_string();
    let further = (2..).map(|number| format!("{name}-{number}"));
    let mut folders = std::iter::once(name.clone()).chain(further).map(|name| parent.join(name));
    folders.find(|folder| !folder.exists()).unwrap_or_default()
}

fn disk(error: io::Error) -> Error {
    Error::File(error.kind())
}
