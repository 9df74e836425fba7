//! What a file of patients would bring.

use serde::Serialize;
use tracker::import::Import;
use ts_rs::TS;

/// What a patient file would bring.
#[derive(Clone, Serialize, TS)]
pub struct ImportView {
    /// Column of the file for each field: name, birth_date, mrn, payer, sex.
    pub columns: Vec<ColumnView>,
    /// First rows as they would be stored.
    pub sample: Vec<ImportRowView>,
    /// Good rows.
    pub good: u32,
    /// Rows with a fault, by line of the file.
    pub faults: Vec<ImportFaultView>,
    /// Patients added; 0 in a preview.
    pub added: u32,
}

/// A field and the column it was found in.
#[derive(Clone, Serialize, TS)]
pub struct ColumnView {
    /// Field.
    pub field: String,
    /// Heading in the file, or null when it is missing.
    pub heading: Option<String>,
}

/// A row as it would be stored.
#[derive(Clone, Serialize, TS)]
pub struct ImportRowView {
    /// Line of the file.
    pub line: u32,
    /// Name.
    pub name: String,
    /// Birth date.
    pub birth_date: String,
    /// MRN.
    pub mrn: String,
    /// Payer slug.
    pub payer: String,
}

/// A fault of a row.
#[derive(Clone, Serialize, TS)]
pub struct ImportFaultView {
    /// Line of the file; the heading is line 1.
    pub line: u32,
    /// What is wrong, in a sentence.
    pub message: String,
}

impl From<Import> for ImportView {
    fn from(import: Import) -> Self {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let line = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
        Self {
            columns: import
                .columns
                .into_iter()
                .map(|(field, heading)| ColumnView { field: field.to_owned(), heading })
                .collect(),
            sample: import
                .sample
                .into_iter()
                .map(|(at, row)| ImportRowView {
                    line: line(at),
                    name: row.name,
                    birth_date: row.birth_date.to_string(),
                    mrn: row.mrn,
                    payer: row.payer,
                })
                .collect(),
            good: count(import.good),
            faults: import
                .faults
                .into_iter()
                .map(|(at, message)| ImportFaultView { line: line(at), message })
                .collect(),
            added: count(import.added),
        }
    }
}
