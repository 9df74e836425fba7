//! The claims of a month.

use serde::Serialize;
use ts_rs::TS;

use super::{LineView, ReasonView};

/// A month's claim lines.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ClaimsView {
    /// Month.
    pub month: String,
    /// Rows: ready, then held, then refused; by date of service, then name.
    pub rows: Vec<ClaimRowView>,
    /// Sum of the ready lines, an estimate.
    pub ready_cents: i64,
    /// Sum of the held lines.
    pub held_cents: i64,
    /// Earlier exports of the month, newest first.
    pub exports: Vec<ExportView>,
}

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ClaimStatusView {
    /// May be exported.
    Ready,
    /// A document is missing; left out of the export.
    Held,
    /// Time was logged and no line can be billed.
    Refused,
}

/// A claim line, or an account that has time and earns no line.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ClaimRowView {
    /// Status.
    pub status: ClaimStatusView,
    /// Patient id.
    pub patient: i64,
    /// Patient's name.
    pub name: String,
    /// MRN.
    pub mrn: String,
    /// Payer slug.
    pub payer: String,
    /// `ccm`, `complex_ccm`, `pcm` or `tcm`.
    pub program: String,
    /// Billing practitioner's name.
    pub practitioner: String,
    /// The line, if there is one.
    pub line: Option<LineView>,
    /// Counted seconds of the account's month.
    pub counted_s: i64,
    /// Why it is held or refused, and warnings.
    pub reasons: Vec<ReasonView>,
}

/// An export made.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ExportView {
    /// Number.
    pub id: i64,
    /// When, RFC 3339.
    pub made_at: String,
    /// By whom.
    pub made_by: String,
    /// File name.
    pub file: String,
    /// Folder it is in.
    pub folder: String,
    /// Lines in it.
    pub rows: u32,
    /// SHA-256 of the file.
    pub sha256: String,
}
