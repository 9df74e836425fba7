//! Backups: how they stand, what one would bring back, and what would be lost.

use serde::{Deserialize, Serialize};
use tracker::backup::restore::{Present, Preview};
use tracker::backup::{Backup, Desk, Proof, Second, Standing, Tone};
use ts_rs::TS;

use super::instant;

/// The backups of the open vault.
#[derive(Clone, Serialize, TS)]
pub struct BackupsView {
    /// All on this PC, newest first.
    pub backups: Vec<BackupView>,
    /// Where they are.
    pub folder: String,
    /// The second place, if one was chosen.
    pub second: Option<SecondPlaceView>,
    /// When a backup was last opened and found good on request.
    pub proved_at: Option<String>,
    /// What there is to say, the gravest first.
    pub words: Vec<BackupWordView>,
    /// The backup that is being made.
    pub under_way: Option<BackupProgressView>,
}

/// A backup.
#[derive(Clone, Serialize, TS)]
pub struct BackupView {
    /// Its folder.
    pub dir: String,
    /// When it was made.
    pub made_at: String,
    /// `schedule`, `asked`, `closing`, `before_update`, `before_import` or `before_restore`.
    pub why: String,
    /// Recorded actions in it.
    pub events: i64,
    /// Entries of time in it.
    pub entries: i64,
    /// Size of its database, in bytes.
    pub bytes: u64,
}

/// The second place.
#[derive(Clone, Serialize, TS)]
pub struct SecondPlaceView {
    /// The folder that was chosen.
    pub path: String,
    /// When the newest copy was read back there.
    pub verified_at: Option<String>,
    /// It is there now.
    pub present: bool,
}

/// Something to say of the backups.
#[derive(Clone, Serialize, TS)]
pub struct BackupWordView {
    /// `calm`, `warn` or `alarm`.
    pub tone: String,
    /// The sentence.
    pub text: String,
}

/// How far the backup under way is.
#[derive(Clone, Serialize, TS)]
pub struct BackupProgressView {
    /// `copying`, `checking` or `second`.
    pub stage: String,
    /// How far that is.
    pub percent: u8,
}

/// What the proof of a backup found.
#[derive(Clone, Serialize, TS)]
pub struct ProofView {
    /// Nothing is wrong with it.
    pub good: bool,
    /// When the backup was made.
    pub made_at: String,
    /// Entries of time in it.
    pub entries: i64,
    /// What is wrong, a sentence each.
    pub faults: Vec<String>,
}

/// A backup that may be gone back to.
#[derive(Clone, Serialize, TS)]
pub struct RestorableView {
    /// The backup.
    pub backup: BackupView,
    /// Names that could sign in when it was made.
    pub sign_ins: Vec<String>,
    /// It is in the folder of the backups of this PC.
    pub here: bool,
}

/// What going back would mean.
#[derive(Clone, Serialize, TS)]
pub struct RestorePreviewView {
    /// The backup; it was looked at whole and is good.
    pub backup: BackupView,
    /// Why the present vault cannot be looked at; null when it can, or when there is none.
    pub closed: Option<String>,
    /// There is a vault here.
    pub present: bool,
    /// The present vault does not go on from the backup.
    pub parted: bool,
    /// Recorded actions that would be lost.
    pub events: i64,
    /// Entries that would be lost.
    pub entries: Vec<LostEntriesView>,
}

/// Entries of a staff member that would be lost.
#[derive(Clone, Serialize, TS)]
pub struct LostEntriesView {
    /// Whose time it is.
    pub staff: String,
    /// How many.
    pub count: i64,
}

/// What was done.
#[derive(Clone, Serialize, TS)]
pub struct RestoredView {
    /// Where the vault before is kept.
    pub aside: Option<String>,
}

/// The second place of the backups.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SecondPlaceForm {
    /// The whole path of a folder; empty for none.
    pub path: String,
}

/// Where to look for backups.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RestorableForm {
    /// The whole path of a folder; empty for those that are known here.
    pub folder: String,
}

/// A backup, and the manager who unlocks it.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RestoreForm {
    /// Its folder.
    pub backup: String,
    /// Sign-in name of a manager, as it was then.
    pub sign_in: String,
    /// That person's password, as it was then.
    pub password: String,
}

impl BackupsView {
    /// How the backups stand, and what is being done.
    pub(crate) fn of(standing: &Standing, desk: &Desk, folder: &std::path::Path) -> Self {
        let words = standing
            .words
            .iter()
            .map(|word| BackupWordView { tone: tone(word.tone).to_owned(), text: word.text.clone() });
        let under_way = desk.progress().map(|progress| BackupProgressView {
            stage: progress.stage.slug().to_owned(),
            percent: progress.percent,
        });
        Self {
            backups: standing.backups.iter().map(BackupView::from).collect(),
            folder: folder.display().to_string(),
            second: standing.second.as_ref().map(SecondPlaceView::from),
            proved_at: standing.proved_at.map(instant),
            words: words.collect(),
            under_way,
        }
    }
}

fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Calm => "calm",
        Tone::Warn => "warn",
        Tone::Alarm => "alarm",
    }
}

impl From<&Backup> for BackupView {
    fn from(backup: &Backup) -> Self {
        let manifest = &backup.manifest;
        Self {
            dir: backup.dir.display().to_string(),
            made_at: instant(manifest.made_at),
            why: manifest.why.slug().to_owned(),
            events: manifest.head_seq,
            entries: manifest.entries(),
            bytes: manifest.bytes,
        }
    }
}

impl From<&Second> for SecondPlaceView {
    fn from(second: &Second) -> Self {
        Self {
            path: second.path.display().to_string(),
            verified_at: second.verified_at.map(instant),
            present: second.is_there(),
        }
    }
}

impl From<Proof> for ProofView {
    fn from(proof: Proof) -> Self {
        Self {
            good: proof.is_good(),
            made_at: instant(proof.manifest.made_at),
            entries: proof.manifest.entries(),
            faults: proof.faults,
        }
    }
}

impl From<Preview> for RestorePreviewView {
    fn from(preview: Preview) -> Self {
        let nothing = Self {
            backup: BackupView::from(&preview.backup),
            closed: None,
            present: true,
            parted: false,
            events: 0,
            entries: Vec::new(),
        };
        match preview.present {
            Present::Nothing => Self { present: false, ..nothing },
            Present::Closed { why } => Self { closed: Some(why), ..nothing },
            Present::Opens { events, entries, parted } => {
                let lost = entries.into_iter().map(|(staff, count)| LostEntriesView { staff, count });
                Self { events, entries: lost.collect(), parted, ..nothing }
            }
        }
    }
}
