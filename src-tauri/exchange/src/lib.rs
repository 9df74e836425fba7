//! Files out: tables as CSV and XLSX, reports as tagged PDF, claims as X12 837P. Pure functions: what goes in decides every byte that comes out.
//!
//! No database, no clock, no disk and no window: the caller says when a file is made and writes the bytes.

pub mod csv;
pub mod pdf;
pub mod report;
mod table;
pub mod x12;
pub mod xlsx;

pub use table::{Cell, Column, Kind, Table};

/// Why no file came out. It says nothing of what was to be in it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A table that the format does not take.
    #[error("a table cannot be written")]
    Table,
    /// A workbook that the format does not take.
    #[error("a workbook cannot be written")]
    Workbook,
    /// A report that is no sound PDF/UA-1 document.
    #[error("a report cannot be written: {0}")]
    Pdf(String),
    /// A claim that the guide does not take: no line, too many, or no diagnosis.
    #[error("a claim cannot be written")]
    Claim,
}
