//! Papers that stand behind claims: which one is wanted, and where it was written.

use serde::{Deserialize, Serialize};
use tracker::papers::packet::PaperFile;
use ts_rs::TS;

use super::claims::part;

/// A paper written to a file: an audit packet, the totals of a month.
#[derive(Clone, Serialize, TS)]
pub struct PaperView {
    /// File name.
    pub file: String,
    /// Folder it is in.
    pub folder: String,
    /// SHA-256 of the file.
    pub sha256: String,
}

/// Whose audit packet.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PacketForm {
    /// Month.
    pub month: String,
    /// The account in the record.
    pub account: String,
    /// A password that its files are sealed with, in a ZIP; null: they are as they are.
    pub seal: Option<String>,
}

/// Which totals of a month.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TotalsForm {
    /// Month.
    pub month: String,
    /// `practitioners` or `staff`.
    pub totals: String,
    /// A password that its files are sealed with, in a ZIP; null: they are as they are.
    pub seal: Option<String>,
}

impl From<PaperFile> for PaperView {
    fn from(paper: PaperFile) -> Self {
        Self {
            file: part(paper.path.file_name()),
            folder: paper.path.parent().map(|folder| folder.display().to_string()).unwrap_or_default(),
            sha256: paper.sha256,
        }
    }
}
