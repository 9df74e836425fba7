//! The second place: a folder on another disk, where each backup is copied and read back.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use store::Halt;
use vault::DataKey;

use super::manifest::{Signed, sha256};
use super::{Backup, DATABASE, KEYS, files};
use crate::op::{Actor, Op};
use crate::work::{Stage, Work};
use crate::{Error, Home, Tracker};

/// Its name is that of no patient and no practice.
const FOLDER: &str = "Caretally backups";
const COPYING: &str = "tmp";

/// Beside the backups and not in the database, so that it is known when the vault does not open, and stays when an older
/// backup is restored.
const NOTE: &str = "second.json";

/// The second place, and the newest copy that was read back there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Second {
    /// The folder that was chosen.
    pub path: PathBuf,
    /// When the newest copy was read back.
    pub verified_at: Option<DateTime<Utc>>,
    /// Place of the newest event in it.
    pub head_seq: Option<i64>,
}

/// Where backups are in a folder that was chosen as the second place.
pub(super) fn folder_in(path: &Path) -> PathBuf {
    path.join(FOLDER)
}

/// The second place of a home, if one was chosen.
pub(crate) fn read(home: &Home) -> Option<Second> {
    let text = fs::read(home.backups().join(NOTE)).ok()?;
    serde_json::from_slice(&text).ok()
}

impl Second {
    /// Where the backups are in it.
    pub fn folder(&self) -> PathBuf {
        folder_in(&self.path)
    }

    /// Is it there now?
    pub fn is_there(&self) -> bool {
        self.path.is_dir()
    }

    /// Copies a backup there and reads every byte back.
    pub(super) fn take(&self, backup: &Backup, key: &DataKey, work: &Work) -> Result<(), Error> {
        let halt = work.halt();
        let folder = self.folder();
        if !self.is_there() {
            return Err(Error::refused(format!(
                "The second place is away: {} is not there. Connect it, and the next backup is copied to it.",
                self.path.display()
            )));
        }
        let copying = folder.join(COPYING);
        work.at(Stage::Copying, 0, 1);
        let copied = copy(backup, &copying, halt).and_then(|()| {
            let to = folder.join(backup.name());
            if to.exists() { Err(std::io::ErrorKind::AlreadyExists.into()) } else { Ok(to) }
        });
        let named = copied.map_err(|error| unwritable(&self.path, error.kind())).and_then(|to| {
            work.at(Stage::Checking, 0, 1);
            is_whole(&copying, key, halt)?;
            work.go_on()?;
            files::rename(&copying, &to).map_err(|error| unwritable(&self.path, error.kind()))
        });
        if named.is_err() {
            // The first error is the one to tell.
            let _ = files::remove(&copying);
        }
        work.told(named, STOPPED)
    }

    /// Remembers what was read back.
    pub(super) fn note(&self, home: &Home, backup: &Backup, now: DateTime<Utc>) -> Result<(), Error> {
        let head_seq = Some(backup.manifest.head_seq);
        Self { verified_at: Some(now), head_seq, ..self.clone() }.write(home)
    }

    fn write(&self, home: &Home) -> Result<(), Error> {
        let text = serde_json::to_vec_pretty(self).expect("a path of text is plain data");
        files::replace(&home.backups().join(NOTE), &text).map_err(|error| Error::File(error.kind()))
    }
}

const STOPPED: &str = "The copy to the second place was stopped, and nothing of it was kept there. The backup on this PC is whole.";

fn copy(backup: &Backup, to: &Path, halt: &Halt) -> std::io::Result<()> {
    files::fresh_folder(to)?;
    for file in [DATABASE, KEYS, "manifest.json"] {
        files::copy(&backup.dir.join(file), &to.join(file), halt)?;
    }
    files::sync_folder(to)
}

/// The same bytes as those that were opened and looked at here.
fn is_whole(dir: &Path, key: &DataKey, halt: &Halt) -> Result<(), Error> {
    let signed = Signed::read(dir)?;
    let same = |file: &str, sha: &str| sha256(&dir.join(file), halt).is_ok_and(|found| found == sha);
    let manifest = &signed.manifest;
    if signed.is_by(&key.backup_key())
        && same(DATABASE, &manifest.sha256)
        && same(KEYS, &manifest.keys_sha256)
    {
        return Ok(());
    }
    Err(Error::refused(
        "What was copied to the second place reads back otherwise: that disk is not to be trusted.",
    ))
}

fn unwritable(path: &Path, kind: std::io::ErrorKind) -> Error {
    Error::refused(format!("The backup could not be copied to {}: {kind}.", path.display()))
}

/// Checks a folder that was typed, and makes the folder of the backups in it.
fn checked(home: &Home, typed: &str) -> Result<PathBuf, Error> {
    let refused = |message: &str| Error::field("path", message);
    let path = PathBuf::from(typed.trim());
    if !path.is_absolute() {
        return Err(refused("Write the whole path of a folder, such as E:\\ or a folder of a server."));
    }
    if !path.is_dir() {
        return Err(refused("There is no such folder. Connect the disk, or make the folder first."));
    }
    let real = fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
    let own = fs::canonicalize(home.dir()).unwrap_or_else(|_| home.dir().to_owned());
    if real.starts_with(&own) {
        return Err(refused("This is Caretally's own folder. What happens to it happens to both copies."));
    }
    let probe = folder_in(&path).join(COPYING);
    files::fresh_folder(&probe)
        .and_then(|()| files::write_new(&probe.join("probe"), b"Caretally can write here.\n"))
        .and_then(|()| files::remove(&probe))
        .map_err(|error| refused(&format!("Caretally cannot write there: {}.", error.kind())))?;
    Ok(path)
}

/// Are two folders on one disk? Where the system does not tell, no.
#[cfg(unix)]
fn on_one_disk(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let disk = |path: &Path| fs::metadata(path).map(|found| found.dev()).ok();
    disk(one).is_some() && disk(one) == disk(other)
}

#[cfg(not(unix))]
fn on_one_disk(one: &Path, other: &Path) -> bool {
    let drive = |path: &Path| {
        fs::canonicalize(path).ok()?.components().next().map(|part| part.as_os_str().to_owned())
    };
    drive(one).is_some() && drive(one) == drive(other)
}

impl Tracker {
    /// The second place, if one was chosen.
    pub fn second_place(&self) -> Option<Second> {
        read(&self.home)
    }

    /// Is the second place on the disk of the vault, where one fault takes both?
    pub fn second_shares_disk(&self) -> bool {
        self.second_place().is_some_and(|second| on_one_disk(self.home.dir(), &second.path))
    }

    /// Chooses the second place by its path; nothing takes it away. Copies that are there stay.
    ///
    /// # Errors
    /// A field; access; the disk.
    pub fn set_second_place(&mut self, actor: &Actor, path: Option<&str>) -> Result<(), Error> {
        if !Op::SetBackupPlace.allows(actor.access) {
            return Err(Error::Forbidden);
        }
        let home = self.home.clone();
        let path =
            path.filter(|path| !path.trim().is_empty()).map(|path| checked(&home, path)).transpose()?;
        self.change(actor, Op::SetBackupPlace, |change| {
            change.trace.note("chosen", path.is_some());
            // The note last: if it cannot be written, the record says nothing of it.
            match &path {
                Some(path) => Second { path: path.clone(), verified_at: None, head_seq: None }.write(&home),
                None => match fs::remove_file(home.backups().join(NOTE)) {
                    Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                        Err(Error::File(error.kind()))
                    }
                    _ => Ok(()),
                },
            }
        })
    }
}

impl Tracker {
    /// Copies a backup into a folder and reads every byte back; gives the folder of the copy.
    ///
    /// # Errors
    /// A folder that is not there; the disk.
    pub fn copy_backup(&self, backup: &Backup, folder: &Path) -> Result<PathBuf, Error> {
        let second = Second { path: folder.to_owned(), verified_at: None, head_seq: None };
        second.take(backup, &self.key, &self.work())?;
        Ok(second.folder().join(backup.name()))
    }
}
