//! Long work: how far it is, and which of it is to be stopped.

use serde::{Deserialize, Serialize};
use tracker::work::Reached;
use ts_rs::TS;

/// Work that somebody may wait for, and stop.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WorkForm {
    /// Patients from a file: read, and stored.
    Import,
    /// A batch of claims.
    Export,
    /// The audit as a file.
    AuditExport,
    /// The backup under way.
    Backup,
    /// A backup proved to be good.
    Proof,
    /// A backup looked at before a restore, and the restore.
    Restore,
    /// The whole check of the record.
    Check,
    /// New keys for everything.
    NewKeys,
    /// A look at what a decision would change.
    Trial,
    /// Every month judged again, since a decision was made.
    Judging,
}

/// How far it is.
#[derive(Clone, Serialize, TS)]
pub struct ReachedView {
    /// `reading`, `backing_up`, `copying`, `checking`, `judging`, `storing` or `writing`.
    pub stage: String,
    /// How far that is.
    pub percent: u8,
}

impl From<Reached> for ReachedView {
    fn from((stage, percent): Reached) -> Self {
        Self { stage: stage.slug().to_owned(), percent }
    }
}
