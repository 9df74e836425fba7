//! Backups: made while work goes on, opened again before they count, kept for two years, copied to a second place.

use std::path::{Path, PathBuf};

use chrono::{DateTime, TimeDelta, Utc};

pub mod desk;
pub(crate) mod files;
pub(crate) mod making;
pub mod manifest;
pub mod proof;
pub mod restore;
mod rotation;
pub mod second;
pub(crate) mod standing;

pub use desk::{Desk, Progress, Stage};
pub use making::BackupJob;
pub use manifest::{Manifest, Why};
pub use proof::{Proof, ProofJob};
pub use second::Second;
pub use standing::{Standing, Tone, Word};

/// The folder of the backups, beside the vault.
const BACKUPS: &str = "backups";
/// Where a backup is made before it gets its name.
const MAKING: &str = "tmp";
/// Where a backup of the second place is brought for its monthly proof.
const PROVING: &str = "proof";
/// The files of a backup.
const DATABASE: &str = "caretally.db";
const KEYS: &str = "vault.json";

/// While something changes, a backup is made this often (Anki makes its own at the same pace: Anki manual, "Backups").
pub const EVERY: TimeDelta = TimeDelta::minutes(30);

/// A verified second copy older than this is told of in red: the currency asked of backups in the proposed HIPAA Security
/// Rule (HHS, 90 FR 898, January 6, 2025; not in force).
pub const SECOND_COPY_AGE: TimeDelta = TimeDelta::hours(48);

/// A backup is proved to be of use once a month.
pub const PROVE_EVERY: TimeDelta = TimeDelta::days(31);

/// A backup on a disk, as its manifest describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// Its folder.
    pub dir: PathBuf,
    /// What it says of itself; whether that is true is seen with its key.
    pub manifest: Manifest,
}

impl Backup {
    /// Reads the manifest of a folder.
    ///
    /// # Errors
    /// No backup, or one whose manifest cannot be read.
    pub fn at(dir: &Path) -> Result<Self, crate::Error> {
        let dir = std::path::absolute(dir).unwrap_or_else(|_| dir.to_owned());
        Ok(Self { manifest: manifest::Signed::read(&dir)?.manifest, dir })
    }

    /// The name of its folder.
    pub fn name(&self) -> String {
        self.dir.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// When it was made.
    pub fn made_at(&self) -> DateTime<Utc> {
        self.manifest.made_at
    }

    /// Names that could sign in when it was made; none where its key file cannot be read.
    pub fn sign_ins(&self) -> Vec<String> {
        let keys = vault::VaultFile::read(&self.dir).ok();
        keys.map(|keys| keys.sign_ins().into_iter().map(str::to_owned).collect()).unwrap_or_default()
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.dir.join(DATABASE)
    }
}

/// Every backup in a folder, newest first. What is no backup is passed over.
pub fn list(folder: &Path) -> Vec<Backup> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<Backup> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.file_name().is_some_and(|name| name != MAKING && name != PROVING))
        .filter_map(|path| Backup::at(&path).ok())
        .collect();
    found.sort_by(|a, b| (b.made_at(), &b.dir).cmp(&(a.made_at(), &a.dir)));
    found
}

/// The name of a backup: its moment, which sorts, with nothing that a disk of any kind refuses.
pub(crate) fn name_of(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d-%H%M%SZ").to_string()
}
