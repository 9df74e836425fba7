//! The claims of a month.

use serde::Serialize;
use tracker::claims::{ClaimRow, Claims, Status};
use tracker::export::Exported;
use tracker::{Actor, Error, Tracker};
use ts_rs::TS;

use super::{LineView, ReasonView, instant};

/// A month's claim lines.
#[derive(Clone, Serialize, TS)]
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
#[derive(Clone, Serialize, TS)]
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
#[derive(Clone, Serialize, TS)]
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

impl ClaimsView {
    /// The claims as the screen shows them.
    pub(crate) fn read(tracker: &Tracker, claims: &Claims) -> Result<Self, Error> {
        let names = tracker.names()?;
        let name = |id| names.get(&id).cloned().unwrap_or_default();
        let folder = tracker.home().exports().display().to_string();
        let exports = claims.exports.iter().map(|row| ExportView {
            id: row.id.get(),
            made_at: instant(row.made_at),
            made_by: name(row.made_by),
            file: row.file.clone(),
            folder: folder.clone(),
            rows: u32::try_from(row.rows).unwrap_or(u32::MAX),
            sha256: row.sha256.clone(),
        });
        Ok(Self {
            month: claims.month.to_string(),
            ready_cents: claims.total(Status::Ready).0,
            held_cents: claims.total(Status::Held).0,
            exports: exports.collect(),
            rows: claims.rows.iter().map(|row| ClaimRowView::read(row, name(row.practitioner))).collect(),
        })
    }
}

impl From<Status> for ClaimStatusView {
    fn from(status: Status) -> Self {
        match status {
            Status::Ready => Self::Ready,
            Status::Held => Self::Held,
            Status::Refused => Self::Refused,
        }
    }
}

impl ClaimRowView {
    fn read(row: &ClaimRow, practitioner: String) -> Self {
        Self {
            status: row.status.into(),
            patient: row.patient.id.get(),
            name: row.patient.name.clone(),
            mrn: row.patient.mrn.clone(),
            payer: row.patient.payer.clone(),
            program: row.program.clone(),
            practitioner,
            line: row.line.as_ref().map(LineView::from),
            counted_s: row.counted.0,
            reasons: row.reasons.iter().map(|reason| ReasonView::from(*reason)).collect(),
        }
    }
}

impl ExportView {
    /// An export just made.
    pub(crate) fn made(exported: &Exported, tracker: &Tracker, actor: &Actor) -> Self {
        let part = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
        Self {
            id: exported.id.get(),
            made_at: instant(tracker.now()),
            made_by: actor.name.clone(),
            file: part(exported.file.file_name()),
            folder: exported.file.parent().map(|folder| folder.display().to_string()).unwrap_or_default(),
            rows: u32::try_from(exported.rows).unwrap_or(u32::MAX),
            sha256: exported.sha256.clone(),
        }
    }
}
