//! What a patient's months came to.

use serde::Serialize;
use tracker::claim_history::{PastLine, PastMonth};
use ts_rs::TS;

use super::{LineView, instant};

/// One month with claim lines.
#[derive(Clone, Serialize, TS)]
pub struct PastMonthView {
    /// The month.
    pub month: String,
    /// Its lines, in the order of the claim.
    pub lines: Vec<PastLineView>,
    /// When a line of the patient was exported last, RFC 3339.
    pub exported_at: Option<String>,
}

/// One claim line.
#[derive(Clone, Serialize, TS)]
pub struct PastLineView {
    /// `ccm`, `complex_ccm`, `pcm`, `tcm`, `acp` or `oncology`.
    pub program: String,
    /// The line.
    pub line: LineView,
    /// Something keeps it from being exported.
    pub held: bool,
}

impl From<&PastMonth> for PastMonthView {
    fn from(past: &PastMonth) -> Self {
        Self {
            month: past.month.to_string(),
            lines: past.lines.iter().map(PastLineView::from).collect(),
            exported_at: past.exported.map(instant),
        }
    }
}

impl From<&PastLine> for PastLineView {
    fn from(past: &PastLine) -> Self {
        Self { program: past.program.clone(), line: LineView::from(&past.line), held: past.held }
    }
}
